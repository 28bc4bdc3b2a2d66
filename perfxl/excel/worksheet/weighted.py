"""PX_WEIGHTED and PX_BOUNDS: weighted scores, and what they can still become."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from perfxl.cycle.cells import CellStatus
from perfxl.cycle.columns import Column, Kind
from perfxl.cycle.sheets_of_people import KPIS
from perfxl.excel.worksheet.cells import Array, Block, Cells, Unlike, read_cells
from perfxl.excel.worksheet.in_words import code_in, told
from perfxl.findings.completeness import ActualMissing, NotApplicableWithoutReason
from perfxl.findings.weights_and_rules import (
    ActualRefused,
    CapUnusable,
    KpiWeightsOff,
    NotANumber,
    PercentMixed,
    WeightMissing,
)
from perfxl.findings.worksheet import ScoreMissing
from perfxl.language import Text
from perfxl.rules.exact import Bools, Floats, summed, to9
from perfxl.rules.kpi_scores import DEFAULT_CAP

SCORE = Column("score", Text("得分", "Score"), Kind.QUANTITY, Text("分数", "points"))
_WEIGHT, _CAP = KPIS.column("weight"), KPIS.column("cap")
_OPEN = {kind.code for kind in (ActualMissing, NotApplicableWithoutReason, PercentMixed, ActualRefused, ScoreMissing)}
_codes = np.frompyfunc(code_in, 1, 1)


@dataclass(frozen=True)
class _Parts:
    """n rows of k weighted scores; scores and weights are 0 where there is none.

    open: what a cell says whose score may still come, '' where there is a score. trouble: for each row what keeps it
    from having even bounds, '' for nothing. unused: rows in which nothing stands.
    """

    scores: Floats
    weights: Floats
    open: Array
    trouble: Array
    unused: Bools

    def answers(self, values: Floats, otherwise: Array) -> Array:
        """One answer a row: '' for an unused one, its trouble, what `otherwise` says, or its value."""
        said = np.where(self.trouble == "", otherwise, self.trouble)
        return np.where(self.unused, "", np.where(said == "", to9(values).astype(object), said))


def weighted(scores: Block, weights: Block, *, language: str) -> Array:
    """The sum of weight x score / 100 for each row, to 9 decimals; a finding where there is none. Raises Unlike.

    One row of weights counts for every row; one column of scores beside one column of weights is one row.
    """
    parts = _parts(*_laid_out(scores, weights), language=language)
    totals = _totals(parts.scores * parts.weights)
    return parts.answers(totals, _first(parts.open)).reshape(-1, 1)


def bounds(scores: Block, weights: Block, cap: Block, *, language: str) -> Array:
    """The lowest and the highest weighted score still possible for each row: a missing score counts 0..cap.

    cap: one for all, one for each column, or one for each score; blank is 120. Raises Unlike.
    """
    scores, weights = _laid_out(scores, weights)
    parts = _parts(scores, weights, language=language)
    caps, no_cap = _caps(cap, scores.shape, language=language)
    low = _totals(parts.scores * parts.weights)
    high = low + _totals(np.where(parts.open == "", 0.0, caps * parts.weights))
    return np.column_stack([parts.answers(low, no_cap), parts.answers(high, no_cap)])


def _laid_out(scores: Block, weights: Block) -> tuple[Block, Block]:
    """Rows of scores, and one row of weights or as many as there are rows of scores."""
    if 1 in scores.shape and 1 in weights.shape and scores.size == weights.size:
        return scores.reshape(1, -1), weights.reshape(1, -1)
    if weights.shape == scores.shape:
        return scores, weights
    if 1 in weights.shape and weights.size == scores.shape[1]:
        return scores, weights.reshape(1, -1)
    raise Unlike


def _parts(scores: Block, weights: Block, *, language: str) -> _Parts:
    codes = _codes(scores)
    given = read_cells(SCORE, np.where(codes == "", scores, "").ravel().tolist())
    rows = np.repeat(np.arange(len(weights)), weights.shape[1])
    weighing = read_cells(_WEIGHT, weights.ravel().tolist(), groups=rows.tolist())
    status = given.arrays["score.status"].reshape(scores.shape)
    absent = np.isin(status, (CellStatus.BLANK, CellStatus.NOT_APPLICABLE))
    no_weight = np.broadcast_to(
        (weighing.arrays["weight.status"] == CellStatus.BLANK).reshape(weights.shape), scores.shape
    )
    not_there = no_weight & absent & (codes == "")
    weight = np.nan_to_num(weighing.arrays["weight"].reshape(weights.shape))
    verdicts = [
        *_wrong(weighing, weights.shape, language),
        (no_weight & ~not_there, told(WeightMissing, language)),
        ((to9(weight.sum(axis=1)) != 100.0)[:, None], told(KpiWeightsOff, language)),
        *_wrong(given, scores.shape, language),
        (np.isin(status, (CellStatus.WORDS, CellStatus.UNREADABLE)), told(NotANumber, language)),
        *((scores == text, str(text)) for text in dict.fromkeys(scores[(codes != "") & ~np.isin(codes, list(_OPEN))])),
    ]
    return _Parts(
        scores=np.nan_to_num(given.arrays["score"].reshape(scores.shape)),
        weights=np.broadcast_to(weight, scores.shape),
        open=np.where(absent & ~not_there, np.where(codes == "", told(ScoreMissing, language), scores), ""),
        trouble=_worst(verdicts, len(scores)),
        unused=np.asarray(not_there.all(axis=1)),
    )


Verdict = tuple[Bools, str]  # where in the rows, and what is said of these rows


def _wrong(cells: Cells, shape: tuple[int, ...], language: str) -> Iterator[Verdict]:
    """What reading found, by kind."""
    for kind in sorted(set(cells.wrong.values()), key=lambda kind: kind.code):
        where = np.array([cells.wrong.get(place) is kind for place in range(shape[0] * shape[1])], dtype=bool)
        yield where.reshape(shape), told(kind, language)


def _worst(verdicts: list[Verdict], n: int) -> Array:
    """For each of n rows the first verdict that concerns it, '' for none."""
    said = np.full(n, "", dtype=object)
    for where, text in reversed(verdicts):
        said[np.broadcast_to(where.any(axis=1), n)] = text
    return said


def _totals(parts: Floats) -> Floats:
    """The sum of percent parts for each row, as perfxl.rules sums them."""
    rows = np.repeat(np.arange(len(parts)), parts.shape[1])
    return summed(rows, (parts / 100.0).ravel(), len(parts))


def _first(texts: Array) -> Array:
    """The first text of each row, '' where there is none."""
    place = (texts != "").argmax(axis=1)
    return np.asarray(texts[np.arange(len(texts)), place])


def _caps(cap: Block, shape: tuple[int, ...], *, language: str) -> tuple[Floats, Array]:
    """The cap of each score, and for each row what is wrong with its caps."""
    if 1 in cap.shape and cap.size == shape[1]:
        cap = cap.reshape(1, -1)
    elif cap.size > 1 and cap.shape != shape:
        raise Unlike
    read = read_cells(_CAP, cap.ravel().tolist())
    status = read.arrays["cap.status"].reshape(cap.shape)
    given = np.where(
        np.isin(status, (CellStatus.BLANK, CellStatus.NOT_APPLICABLE)),
        DEFAULT_CAP,
        read.arrays["cap"].reshape(cap.shape),
    )
    unusable = np.broadcast_to(~(given > 0), shape)
    return np.broadcast_to(np.nan_to_num(given), shape), _worst([(unusable, told(CapUnusable, language))], shape[0])
