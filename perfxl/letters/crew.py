"""Who makes the letters: this process alone, or several workers. A worker that dies takes no other letter with it."""

import gc
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from perfxl.findings.base import Finding
from perfxl.findings.letters import RenderingFailed
from perfxl.letters.press import Made, Materials, Press, Task, make_in_worker, start_worker

_WORTH_A_WORKER = 8  # letters; starting a worker takes as long as some letters


def made_letters(materials: Materials, tasks: Sequence[Task], *, jobs: int) -> Iterator[Made | Finding]:
    """Every task's outcome, as they come. jobs: at most so many processes; 1 stays in this one."""
    workers = min(jobs, max(1, len(tasks) // _WORTH_A_WORKER))
    if workers > 1:
        yield from _by_workers(materials, tasks, workers)
    elif tasks:
        press = Press(materials)
        with _garbage_left_to_the_engine():
            yield from map(press.make, tasks)


def _by_workers(materials: Materials, tasks: Sequence[Task], workers: int) -> Iterator[Made | Finding]:
    lost: list[Task] = []
    with _pool(materials, workers) as pool:
        waiting = {pool.submit(make_in_worker, task): task for task in tasks}
        for future in as_completed(waiting):
            try:
                yield future.result()
            except BrokenProcessPool:
                lost.append(waiting[future])
    if lost:
        Press(materials)  # a design that no process can use is a fault, and says so here
    for task in lost:
        yield _alone(materials, task)


def _alone(materials: Materials, task: Task) -> Made | Finding:
    """One letter in a process of its own: it may be the one that killed the others' worker."""
    with _pool(materials, 1) as pool:
        try:
            return pool.submit(make_in_worker, task).result()
        except BrokenProcessPool as error:
            return RenderingFailed(employee_id=task.facts.employee_id, error=type(error).__name__)


def _pool(materials: Materials, workers: int) -> ProcessPoolExecutor:
    # Fresh processes on every system: forking a process with threads and fonts loaded is not safe.
    fresh = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=fresh, initializer=start_worker, initargs=(materials,))


@contextmanager
def _garbage_left_to_the_engine() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
