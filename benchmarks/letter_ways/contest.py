"""Lets ways of making letters take turns, some letters each, so that a busy machine is as busy for all of them."""

import os
import pickle
import statistics
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from letter_ways.contestant import WARM_UP

ROOT = Path(__file__).parents[1]
TURNS = 10


class Cost(NamedTuple):
    """Of one way: medians over its turns, a letter. cpu, wall: ms. kb: mean size. mb: peak memory of the process."""

    cpu: float
    wall: float
    kb: float
    mb: float


class Contestant:
    """A process that makes letters by one way."""

    def __init__(self, work: Any) -> None:
        paths = os.pathsep.join([str(ROOT), str(ROOT.parent), os.environ.get("PYTHONPATH", "")])
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "letter_ways" / "contestant.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths},
        )  # fmt: skip
        pickle.dump(work, self._in())
        self._in().flush()

    def turn(self, first: int, count: int) -> Cost:
        """Make the letters from number `first` on."""
        self._in().write(f"{first} {count}\n".encode())
        self._in().flush()
        assert self._process.stdout is not None
        cpu, wall, size, mb = map(float, self._process.stdout.readline().split())
        return Cost(cpu / count * 1000, wall / count * 1000, size / count / 1000, mb)

    def end(self) -> None:
        self._in().close()
        self._process.wait()

    def _in(self) -> Any:
        return self._process.stdin


def contest(ways: Mapping[str, Any], n: int) -> dict[str, Cost]:
    """What each way takes for n letters, each of which is made once; the first WARM_UP are made beforehand."""
    crew = {name: Contestant(work) for name, work in ways.items()}
    for contestant in crew.values():
        contestant.turn(0, WARM_UP)
    size = max(1, n // TURNS)
    taken: dict[str, list[Cost]] = {name: [] for name in crew}
    for first in range(WARM_UP, WARM_UP + n - size + 1, size):
        for name, contestant in crew.items():
            taken[name].append(contestant.turn(first, size))
    for contestant in crew.values():
        contestant.end()
    return {name: Cost(*(statistics.median(part) for part in zip(*turns, strict=True))) for name, turns in taken.items()}


def memory(work: Any, counts: tuple[int, ...]) -> list[float]:
    """Peak MB of one process after so many letters."""
    contestant, done, peaks = Contestant(work), 0, []
    for count in counts:
        peaks.append(contestant.turn(done, count - done).mb)
        done = count
    contestant.end()
    return peaks
