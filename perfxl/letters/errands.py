"""A call in a process of its own, with a limit of time: for work that may not come to an end, or must start afresh."""

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

_FRESH = multiprocessing.get_context("spawn")


class ErrandFailed(Exception):
    """The process died, or did not answer in time."""


class Errand:
    """Starts `work(*args)` elsewhere. A context: leaving it stops what still runs."""

    def __init__(self, work: Callable[..., Any], *args: Any) -> None:
        self._answer, there = _FRESH.Pipe(duplex=False)
        self._process = _FRESH.Process(target=_run, args=(there, work, args), daemon=True)
        self._process.start()
        there.close()

    def result(self, *, seconds: float) -> Any:
        """What the call returned; ErrandFailed if there is no answer within `seconds`, or never."""
        try:
            if self._answer.poll(seconds):
                return self._answer.recv()
        except (EOFError, OSError) as died:
            raise ErrandFailed("died") from died
        raise ErrandFailed("no answer")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._answer.close()
        with suppress(OSError):
            self._process.kill()
        self._process.join()


def _run(answer: Connection, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
    answer.send(work(*args))
