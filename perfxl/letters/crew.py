"""Who makes the letters: this process alone, or workers. A worker that dies, or does not come to an end, takes no other
letter with it.
"""

import gc
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait

from perfxl.faults import Fault
from perfxl.findings.base import Finding
from perfxl.findings.letters import LetterTooLong, RenderingFailed
from perfxl.language import Text
from perfxl.letters.press import Made, Materials, Press, Task, make_in_worker, start_worker

_WORTH_A_WORKER = 8  # letters; starting a worker takes as long as some letters
_LONGEST = 60.0  # seconds for one letter, or for getting ready; a usual letter takes a twentieth of one
_MOST_MEMORY = 4 << 30  # bytes of address space; a usual worker uses a tenth
_FRESH = multiprocessing.get_context("spawn")  # forking a process with threads and fonts loaded is not safe

Make = Callable[[Task], Made | Finding]


def made_letters(materials: Materials, tasks: Sequence[Task], *, jobs: int) -> Iterator[Made | Finding]:
    """Every task's outcome, as they come. jobs: at most so many processes; 0: as many as this machine has cores for.

    A few letters of a design that comes with perfxl are made in this process. Templates of one's own are never filled in
    here: they might not come to an end.
    """
    workers = min(jobs or _cores(), max(1, len(tasks) // _WORTH_A_WORKER))
    if workers > 1 or materials.to_try:
        yield from _by_workers(materials, tasks, workers)
    elif tasks:
        with Press(materials) as press, _garbage_left_to_the_engine():
            yield from map(press.make, tasks)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _by_workers(materials: Materials, tasks: Sequence[Task], count: int) -> Iterator[Made | Finding]:
    waiting = deque(tasks)
    crew = [_Worker(materials, make_in_worker) for _ in range(count if tasks else 0)]
    try:
        while crew:
            spoke = wait([worker.answers for worker in crew], timeout=1.0)
            for worker in [one for one in crew if one.answers in spoke or one.is_stuck()]:
                outcome = worker.outcome()
                if outcome is not None:
                    yield outcome
                if worker.is_there and waiting:
                    worker.give(waiting.popleft())
                    continue
                worker.end()
                crew.remove(worker)
                if waiting:
                    crew.append(_Worker(materials, make_in_worker))
    finally:
        for worker in crew:
            worker.end()


class _Worker:
    """A process of its own, and the task that it is at."""

    def __init__(self, materials: Materials, make: Make) -> None:
        self.answers, there = _FRESH.Pipe()
        self._process = _FRESH.Process(target=_serve, args=(there, materials, make), daemon=True)
        self._process.start()
        there.close()
        self._task: Task | None = None
        self._is_ready = False
        self._since = time.monotonic()
        self.is_there = True

    def give(self, task: Task) -> None:
        """Hand over the next task."""
        self._task, self._since = task, time.monotonic()
        with suppress(OSError):  # it has died since; that is heard next
            self.answers.send(task)

    def is_stuck(self) -> bool:
        return time.monotonic() - self._since > _LONGEST

    def outcome(self) -> Made | Finding | None:
        """What became of its task; None when it has got ready. A Fault if it cannot get ready.

        Afterwards it is there for the next task, or gone.
        """
        said: Made | Finding | Fault | None
        try:
            said = self.answers.recv() if self.answers.poll() else self._stopped()
        except (EOFError, OSError):
            said = self._died()
        if isinstance(said, Fault):
            raise said
        self._task, self._is_ready = None, True
        return said

    def end(self) -> None:
        """Let the process go."""
        self.answers.close()  # one that waits for a task ends by that
        if self._task is not None or not self._is_ready:
            self._process.kill()
        self._process.join()

    def _stopped(self) -> Finding | Fault:
        self.is_there = False
        self._process.kill()
        if self._task is None:
            return Fault(
                Text(
                    f"信的模板运行 {_LONGEST:g} 秒仍未结束，已停止。请检查模板中的循环。",
                    f"The letters' templates did not come to an end in {_LONGEST:g} seconds and were stopped. Look at "
                    "their loops.",
                )
            )
        return LetterTooLong(employee_id=self._task.facts.employee_id, seconds=round(_LONGEST))

    def _died(self) -> Finding | Fault:
        self.is_there = False
        if self._task is None:
            return Fault(
                Text(
                    "制信进程无法启动。请运行 perfxl doctor，或用 --jobs 1。",
                    "A process that makes letters could not be started. Run perfxl doctor, or use --jobs 1.",
                )
            )
        return RenderingFailed(employee_id=self._task.facts.employee_id, error="BrokenProcess")


def _serve(answers: Connection, materials: Materials, make: Make) -> None:
    """A worker's life: get ready, then make letter after letter, until nobody listens."""
    _limit_memory()
    try:
        start_worker(materials)
    except Fault as fault:
        answers.send(fault)
        return
    except MemoryError:
        answers.send(
            Fault(
                Text(
                    "信的模板占用内存过多，已停止。请检查模板中的重复和乘法。",
                    "The letters' templates took too much memory and were stopped. Look at what they repeat and multiply.",
                )
            )
        )
        return
    with suppress(EOFError, OSError):
        answers.send(None)
        while True:
            answers.send(make(answers.recv()))


def _limit_memory() -> None:
    """A template that eats memory gets a MemoryError before the machine suffers, where the system can do that."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  (Windows has none)

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, hard))


@contextmanager
def _garbage_left_to_the_engine() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
