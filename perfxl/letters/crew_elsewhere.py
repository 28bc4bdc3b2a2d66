"""Letters made by the workers of a cluster: proved there, brought here, and put in their place here."""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, as_completed
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from perfxl.cluster import Workers
from perfxl.faults import Fault
from perfxl.findings.base import Finding
from perfxl.findings.letters import LetterNotSaved
from perfxl.letters.crew import made_letters
from perfxl.letters.manifest import whole_bytes
from perfxl.letters.press import Made, Materials, Task

_AT_ONCE = 40  # letters; getting ready takes as long as some twenty, and what is lost is made again


class Crew(Protocol):
    """Makes letters, as `made_letters` does."""

    def __call__(self, materials: Materials, tasks: Sequence[Task], *, jobs: int) -> Iterator[Made | Finding]: ...


def made_by(workers: Workers | None) -> Crew | None:
    """The workers of a cluster as a crew, None where there is none. What is lost there is made here."""
    if workers is None:
        return None

    def made_there(materials: Materials, tasks: Sequence[Task], *, jobs: int) -> Iterator[Made | Finding]:
        lost: list[Task] = []
        yield from _by_cluster(workers, materials, tasks, lost=lost)
        yield from made_letters(materials, lost, jobs=jobs)

    return made_there


def _by_cluster(
    workers: Workers, materials: Materials, tasks: Sequence[Task], *, lost: list[Task]
) -> Iterator[Made | Finding]:
    size = max(1, min(_AT_ONCE, -(-len(tasks) // workers.count)))
    batches = [tasks[start : start + size] for start in range(0, len(tasks), size)]
    started: dict[Future[list[tuple[Made | Finding, bytes]]], Sequence[Task]] = {}
    for batch in batches:
        try:
            started[workers.submit(make_there, materials, batch)] = batch
        except BrokenExecutor:
            lost += batch
    for future in as_completed(started):
        try:
            answers = future.result()
        except BrokenExecutor:
            lost += started[future]
            continue
        for outcome, pdf in answers:
            yield _placed(outcome, pdf, materials) if isinstance(outcome, Made) else outcome


def make_there(materials: Materials, tasks: Sequence[Task]) -> list[tuple[Made | Finding, bytes]]:
    """The work of a cluster's process: each letter made and proved in a folder of its own, with its bytes."""
    with tempfile.TemporaryDirectory() as place:
        folder, temporary = Path(place, "letters"), Path(place, "waiting")
        folder.mkdir(mode=0o700)
        temporary.mkdir(mode=0o700)
        there = replace(materials, folder=folder, temporary=temporary)
        outcomes = list(made_letters(there, tasks, jobs=1))
        return [(one, (folder / one.file).read_bytes() if isinstance(one, Made) else b"") for one in outcomes]


def _placed(made: Made, pdf: bytes, materials: Materials) -> Made | Finding:
    """Put a letter that came whole in its place."""
    if hashlib.sha256(pdf).hexdigest() != made.sha256:
        return LetterNotSaved(employee_id=made.employee_id, error="Transfer")
    goal = materials.folder / made.file
    try:
        goal.parent.mkdir(mode=0o700, exist_ok=True)
        whole_bytes(goal, pdf)
    except (OSError, Fault) as error:
        return LetterNotSaved(employee_id=made.employee_id, error=type(error).__name__)
    return made
