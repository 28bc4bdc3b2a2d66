"""Child processes that read returns, with a memory and a time limit. A file that kills its reader is found and set aside.

The seam for other machines is `concurrent.futures.Executor`: `Crews` makes one of processes here, `FarCrews` lends the one
of a cluster, and the work is a module-level function of arguments that can be sent anywhere.
"""

import faulthandler
import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from perfxl.cluster import Workers
from perfxl.consolidation.reading import HowToRead, ReturnWork, read_return
from perfxl.consolidation.return_read import ReturnRead, read_to_bytes
from perfxl.memory_limit import addresses_in_use, limit_memory
from perfxl.workbook.intake.quarantine import READER_DIED

MIB = 1 << 20
_WORTH_A_PROCESS = 1 << 20  # bytes of files: starting a process takes as long as reading some thirty usual ones
Read = tuple[str, bytes]  # the file's name and what was read, as bytes


@dataclass(frozen=True)
class Crews:
    """Makes executors of child processes. processes: how many. memory: bytes of addresses that each may use besides those
    it begins with as a copy, where the system can limit that. seconds: how long one file may take."""

    processes: int = 2
    memory: int = 4096 * MIB
    seconds: float = 120.0
    most_at_once: int = field(default=25)

    @property
    def at_once(self) -> int:
        """How many batches are read at one time."""
        return self.processes

    def __call__(self, processes: int) -> Executor:
        copied = _can_be_copied()
        way = multiprocessing.get_context("fork" if copied else "spawn")
        memory = self.memory + (addresses_in_use() if copied else 0)  # which the copy has from its first moment
        return ProcessPoolExecutor(processes, mp_context=way, initializer=_begin, initargs=(memory,))

    def together(self, works: Sequence[ReturnWork]) -> AbstractContextManager[Executor]:
        """Whoever reads all of these first; what breaks there is read again by processes here."""
        worth = -(-sum(len(work.content) for work in works) // _WORTH_A_PROCESS)
        return self(max(1, min(self.processes, len(works), worth)))

    def give(self, crew: Executor, batch: Sequence[ReturnWork], how: HowToRead) -> "Future[list[Read]]":
        """Let `together` read a batch."""
        return crew.submit(read_batch, batch, how, self.seconds)


@dataclass(frozen=True)
class FarCrews(Crews):
    """Lends the workers of a cluster first. The limits hold there too; whether a file ends its reader is judged here."""

    workers: Workers = field(kw_only=True)

    @property
    def at_once(self) -> int:
        return self.workers.count

    def together(self, works: Sequence[ReturnWork]) -> AbstractContextManager[Executor]:
        return nullcontext(self.workers)

    def give(self, crew: Executor, batch: Sequence[ReturnWork], how: HowToRead) -> "Future[list[Read]]":
        return crew.submit(read_batch_there, batch, how, self.seconds, self.memory)


def read_batch_there(works: Sequence[ReturnWork], how: HowToRead, seconds: float, memory: int) -> list[Read]:
    """As `read_batch`, in a process that was started for it."""
    _begin(memory)
    return read_batch(works, how, seconds)


def _can_be_copied() -> bool:
    """True where a reader may begin as a copy of this process, at once and sharing its memory; a new one would import
    everything again. Safe on Linux while no other thread could hold something that the copy then waits for; filelock
    lets go of the run's lock in the copy."""
    return sys.platform == "linux" and threading.active_count() == 1


def _begin(memory: int) -> None:
    """Make this process a reader. Cells are no cycles, so looking for some only costs time."""
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    limit_memory(memory)


def _end_with_parent() -> None:
    """A reader whose run was killed would wait for its next batch for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def read_batch(works: Sequence[ReturnWork], how: HowToRead, seconds: float) -> list[Read]:
    """Read some files, each within `seconds`: a reader that hangs, even in compiled code, is ended with its process."""
    done: list[Read] = []
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        for work in works:
            faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
            try:
                done.append((work.name, read_return(work, how)))
            finally:
                faulthandler.cancel_dump_traceback_later()
    return done


def read_all(works: Sequence[ReturnWork], how: HowToRead, crews: Crews) -> Iterator[Read]:
    """Yield what each file gives, in any order; one that ends its reader gives a `ReturnRead` with PX117.

    A batch whose process died is read again alone, and halved until the file that did it is alone.
    """
    batches = _batches(works, crews)
    broken: list[Sequence[ReturnWork]] = []
    if batches:
        yield from _together(batches, how, crews, broken=broken)
    while broken:
        yield from _alone(broken.pop(), how, crews, broken=broken)


def _batches(works: Sequence[ReturnWork], crews: Crews) -> list[Sequence[ReturnWork]]:
    """Batches small enough that all processes end at about the same time."""
    size = max(1, min(crews.most_at_once, -(-len(works) // (4 * crews.at_once))))
    return [works[start : start + size] for start in range(0, len(works), size)]


def _together(
    batches: Sequence[Sequence[ReturnWork]], how: HowToRead, crews: Crews, *, broken: list[Sequence[ReturnWork]]
) -> Iterator[Read]:
    with crews.together([work for batch in batches for work in batch]) as crew:
        started: dict[Future[list[Read]], Sequence[ReturnWork]] = {}
        for batch in batches:
            try:
                started[crews.give(crew, batch, how)] = batch
            except BrokenExecutor:
                broken.append(batch)
        for future in as_completed(started):
            yield from _result(future.result, started[future], broken)


def _alone(
    batch: Sequence[ReturnWork], how: HowToRead, crews: Crews, *, broken: list[Sequence[ReturnWork]]
) -> Iterator[Read]:
    died: list[Sequence[ReturnWork]] = []
    with crews(1) as crew:
        yield from _result(crew.submit(read_batch, batch, how, crews.seconds).result, batch, died)
    if died and len(batch) == 1:
        yield batch[0].name, read_to_bytes(ReturnRead(batch[0].name, code=READER_DIED, detail="reader"))
    elif died:
        half = len(batch) // 2
        broken += [batch[:half], batch[half:]]


def _result(
    result: Callable[[], list[Read]], batch: Sequence[ReturnWork], broken: list[Sequence[ReturnWork]]
) -> list[Read]:
    try:
        return result()
    except (BrokenExecutor, MemoryError, OSError):
        broken.append(batch)
        return []
