"""One way of making letters, in a process of its own: reads its work once, then makes as many letters as it is told.

Start-up and the first letters, which fill what is remembered, are not counted.
"""

import gc
import os
import pickle
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

WARM_UP = 12  # letters

Make = Callable[[int], int]  # letter number -> bytes of its PDF


@dataclass(frozen=True)
class Plain:
    """`HTML(string).write_pdf(path)` and nothing else. pages: whole HTML; face: font rules to begin their style with."""

    pages: list[str]
    folder: Path
    face: str = ""

    def ready(self) -> Make:
        from weasyprint import HTML

        def make(number: int) -> int:
            path = self.folder / f"{number}.pdf"
            HTML(string=self.pages[number].replace("<style>", f"<style>{self.face}", 1)).write_pdf(path)
            return path.stat().st_size

        return make


@dataclass(frozen=True)
class Perfxl:
    """As a worker of `perfxl letters` does it: template, engine, proof, file."""

    materials: Any
    tasks: list[Any]

    def ready(self) -> Make:
        from perfxl.letters.press import make_in_worker, start_worker

        start_worker(self.materials)

        def make(number: int) -> int:
            made = make_in_worker(self.tasks[number])
            if made.gave_up:
                raise RuntimeError("the engine gave up")
            return int((self.materials.folder / made.file).stat().st_size)

        return make


@dataclass(frozen=True)
class PerfxlEngine:
    """Pages of another design through perfxl's engine, read back as letters are. people: employee_id, name, score, grade."""

    pages: list[str]
    people: list[dict[str, str]]
    style: str
    assets: dict[str, tuple[bytes, str]]
    folder: Path

    def ready(self) -> Make:
        from perfxl.letters.engine import Engine
        from perfxl.letters.proof import Proof, pdf_text
        from perfxl.letters.quick.switch import without

        proof = Proof(person["employee_id"] for person in self.people)
        engine = Engine(self.style, self.assets, reusing=without(())).__enter__()
        gc.collect()
        gc.freeze()
        gc.disable()

        def make(number: int) -> int:
            pdf = engine.pdf(self.pages[number])
            wrong = proof.faults(SimpleNamespace(**self.people[number], texts=tuple), pdf_text(pdf)[0])  # type: ignore[arg-type]
            if wrong or engine.gave_up:
                raise RuntimeError(f"letter {number}: {wrong}, gave up: {engine.gave_up}")
            with open(self.folder / f"{number}.pdf", "wb") as file:
                file.write(pdf)
                os.fsync(file.fileno())
            return len(pdf)

        return make


def peak_mb() -> float:
    """The most memory that this process had, MB; 0 where the system does not say."""
    try:
        told = Path("/proc/self/status").read_text(encoding="ascii")
        return int(told.split("VmHWM:")[1].split()[0]) / 1024
    except OSError:
        return 0.0


def compete() -> None:
    """Read the work, then lines `FIRST COUNT`; answer each with CPU and wall seconds, bytes, and peak MB."""
    work = pickle.load(sys.stdin.buffer)
    make = work.ready()
    for line in sys.stdin.buffer:
        first, count = map(int, line.split())
        cpu, wall, size = time.process_time(), time.perf_counter(), 0
        for number in range(first, first + count):
            size += make(number)
        print(time.process_time() - cpu, time.perf_counter() - wall, size, peak_mb(), flush=True)


if __name__ == "__main__":
    # Pickled work names this module, not `__main__`.
    from letter_ways.contestant import compete as compete_by_name

    compete_by_name()
