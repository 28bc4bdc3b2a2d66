"""How far a review can be trusted, on simulated appraisals, and what it costs.

    python benchmarks/review.py [RUNS] [SEEDS] [PEOPLE]

RUNS simulated appraisals with known severities: how many of the 95 % intervals hold the true one, and how often raters
are adjusted in designs that cannot tell them from people. SEEDS companies with planted faults and their clean twins: how
many faults are found, how many clean companies raise a false alarm. Last, the CPU time of a review of PEOPLE people over
that of their scores.
"""

import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import perfxl
from perfxl.rules.statistics.severity import severities
from tests.support.planted_company import FAULTS, Company
from tests.support.planted_sight import PLANTED, seen
from tests.support.rating_designs import UNLINKED, linked, rated

SPREADS = (0.15, 0.3, 0.5)  # standard deviation of severities; that of an error is 0.5


def coverage(runs: int, spread: float) -> float:
    """The share of 95 % intervals that hold the true severity."""
    random = np.random.default_rng(int(1000 * spread))
    held = total = 0
    for _ in range(runs):
        true = random.normal(0, spread, 12)
        found = severities(rated(linked(random), true, random))
        true = true - true.mean()
        held += int(((found.low <= true) & (true <= found.high)).sum())
        total += len(true)
    return held / total


def wrongly_adjusted(runs: int) -> int:
    """How many of `runs` unlinked designs of each kind would be adjusted."""
    random = np.random.default_rng(3)
    return sum(
        rated(design(random), random.normal(0, 0.5, 60), random).is_linked for design in UNLINKED for _ in range(runs)
    )


def planted(seeds: int) -> tuple[Counter[str], Counter[str], int]:
    """How often each fault is found, how often it is seen in the clean twin, and clean twins with any false alarm."""
    found: Counter[str] = Counter()
    false: Counter[str] = Counter()
    alarmed = 0
    for seed in range(seeds):
        sight = seen(perfxl.review(Company(seed).with_faults(FAULTS), by=("group",)))
        found.update(fault for fault, pairs in PLANTED.items() if pairs <= sight)
        clean = {flag for flag, _ in seen(perfxl.review(Company(seed).with_faults(()), by=("group",)))}
        false.update(clean)
        alarmed += bool(clean)
    return found, false, alarmed


def cost(people: int) -> tuple[float, float]:
    """CPU seconds of scoring and of reviewing one company."""
    cycle = Company(1, n=people, raters=max(people // 4, 8)).with_faults(())
    perfxl.review(Company(1).with_faults(()))  # imports
    started = time.process_time()
    scores = perfxl.score(cycle)
    scored = time.process_time()
    perfxl.review(scores)
    return scored - started, time.process_time() - scored


def main(runs: int = 1000, seeds: int = 100, people: int = 5000) -> None:
    """Print what was found."""
    for spread in SPREADS:
        print(f"severities of sd {spread}: {coverage(runs, spread):.1%} of the 95 % intervals hold the true one")
    print(f"unlinked designs adjusted: {wrongly_adjusted(runs)} of {len(UNLINKED) * runs}")
    found, false, alarmed = planted(seeds)
    for fault in FAULTS:
        print(f"{fault}: found in {found[fault]} of {seeds}, in {false[fault]} of the clean twins")
    print(f"clean twins with any false alarm: {alarmed} of {seeds} {dict(false)}")
    scored, reviewed = cost(people)
    print(f"{people} people: scores {scored:.2f} s, review {reviewed:.2f} s, ratio {reviewed / scored:.1f}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
