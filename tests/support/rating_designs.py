"""Simulated ratings with known severities: linked designs, in which they can be found, and designs in which they cannot."""

from collections.abc import Callable

import numpy as np

from perfxl.rules.exact import Floats, Ints
from perfxl.rules.statistics.crossing import Crossing

Design = tuple[Ints, Ints]  # target and rater of each rating


def linked(random: np.random.Generator, *, people: int = 60, raters: int = 12, each: int = 3) -> Design:
    """Every person has `each` raters by lot; all raters are linked."""
    rater = np.argsort(random.random((people, raters)), axis=1)[:, :each]
    rater[: raters - 1, 0] = np.arange(raters - 1)  # a chain, in case the lot leaves somebody out
    rater[: raters - 1, 1] = np.arange(1, raters)
    rater[: raters - 1, 2] = (np.arange(raters - 1) + 4) % raters
    return np.repeat(np.arange(people), each).astype(np.int64), rater.ravel().astype(np.int64)


def one_rater_each(random: np.random.Generator) -> Design:
    """Each of 40 people has one rater: managers' ratings."""
    return np.arange(40), random.integers(0, 6, 40)


def islands(random: np.random.Generator) -> Design:
    """Two departments of 20 people and 5 raters each, who rate nobody of the other one."""
    target = np.repeat(np.arange(40), 2)
    first = random.integers(0, 5, 40)
    pair = np.stack([first, (first + random.integers(1, 5, 40)) % 5], axis=1)
    return target.astype(np.int64), (pair + 5 * (np.arange(40) >= 20)[:, None]).ravel().astype(np.int64)


def own_raters(random: np.random.Generator) -> Design:
    """Each of 20 people has two raters who rate nobody else: customers, subordinates."""
    return np.repeat(np.arange(20), 2).astype(np.int64), random.permutation(40).astype(np.int64)


def one_outsider(random: np.random.Generator) -> Design:
    """A linked design, and one rater who alone rates three more people."""
    target, rater = linked(random)
    more = np.arange(3) + int(target.max()) + 1
    return np.concatenate([target, more]), np.concatenate([rater, np.full(3, int(rater.max()) + 1)])


UNLINKED: tuple[Callable[[np.random.Generator], Design], ...] = (one_rater_each, islands, own_raters, one_outsider)


def rated(design: Design, severity: Floats, random: np.random.Generator, *, error: float = 0.5) -> Crossing:
    """Ratings 3.5 + person - severity of the rater + error of this standard deviation."""
    target, rater = design
    person = random.normal(0, 0.6, int(target.max()) + 1)
    value = 3.5 + person[target] - severity[rater] + random.normal(0, error, len(target))
    _, code = np.unique(rater, return_inverse=True)
    _, about = np.unique(target, return_inverse=True)
    return Crossing(about.astype(np.int64), code.astype(np.int64), np.asarray(value, dtype=np.float64))
