"""Makes one letter at a time: HTML, PDF, proof, file. One press a process; nothing here needs the scores."""

import gc
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Self

from weasyprint.urls import FatalURLFetchingError

from perfxl.findings.base import Finding
from perfxl.findings.letters import LetterNotSaved, NotThisPersonsLetter, RenderingFailed, RenderingIncomplete
from perfxl.letters.design import Design
from perfxl.letters.design_folder import DesignFiles
from perfxl.letters.engine import SCHEME, Attached, Engine, RenderingWarned
from perfxl.letters.envelope import is_locked_with, locked
from perfxl.letters.facts import LetterFacts
from perfxl.letters.proof import Proof, told
from perfxl.letters.quick.switch import without
from perfxl.letters.score_trace import NAME, score_trace

_WITH_FILES = "pdf/a-3"  # the archive kind of PDF that may hold other files


@dataclass(frozen=True)
class Materials:
    """All that a press needs, ready to be sent to another process.

    assets: name to bytes and media type. to_try: letters to fill in first, where the templates are not perfxl's own:
    a Fault of theirs stops the run. left_out: groups of perfxl.letters.quick that may not be used; None: none of
    those that reuse answers may. variant: of PDF, such as pdf/ua-1.
    """

    files: DesignFiles
    assets: Mapping[str, tuple[bytes, str]]
    everybody: tuple[str, ...]
    folder: Path
    temporary: Path
    to_try: tuple[LetterFacts, ...] = ()
    left_out: frozenset[str] | None = None
    variant: str = ""


@dataclass(frozen=True)
class Task:
    """One letter to make. path: where it goes in the folder, without suffix. passphrase: '' for an open letter."""

    facts: LetterFacts
    path: PurePosixPath
    passphrase: str = ""


@dataclass(frozen=True)
class Made:
    """One letter that lies in its place. gave_up: the engine had to leave its quick way, for it or before it."""

    employee_id: str
    file: str
    sha256: str
    pages: int
    gave_up: bool = False


class Press:
    """Design, fonts and engine, warmed up once. A context for the time in which it makes letters."""

    def __init__(self, materials: Materials) -> None:
        self._materials = materials
        self._design = Design(materials.files)
        reusing = () if materials.left_out is None else without(materials.left_out)
        self._engine = Engine(self._design.style, materials.assets, reusing=reusing, variant=materials.variant)
        self._proof = Proof(materials.everybody)
        self._pictures = {name: f"{SCHEME}{name}" for name in materials.assets}

    def __enter__(self) -> Self:
        self._engine.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._engine.__exit__(*error)

    @property
    def gave_up(self) -> bool:
        """Whether the engine had to leave its quick way."""
        return self._engine.gave_up

    def try_design(self, facts: LetterFacts) -> None:
        """Fill in the templates once; a Fault with file and line for what is wrong with them."""
        self._design.tried(facts)

    def pdf(self, task: Task) -> bytes:
        """The letter, unproved; raises what goes wrong."""
        attached = (_trace(task.facts),) if self._materials.variant.startswith(_WITH_FILES) else ()
        return self._engine.pdf(self._design.html(task.facts, pictures=self._pictures), attached)

    def make(self, task: Task) -> Made | Finding:
        """Make, prove and place one letter; what went wrong comes back as a finding, so that the others go on."""
        employee_id = task.facts.employee_id
        try:
            return self._placed(task, self.pdf(task))
        except RenderingWarned as warned:
            return RenderingIncomplete(employee_id=employee_id, warning=str(warned))
        except OSError as error:
            return LetterNotSaved(employee_id=employee_id, error=type(error).__name__)
        except (Exception, FatalURLFetchingError) as error:
            return RenderingFailed(employee_id=employee_id, error=self._why(error))

    def _why(self, error: BaseException) -> str:
        """Where in the template an error arose, else its kind; never a text that might name somebody."""
        where = self._design.where(error) if isinstance(error, Exception) else ""
        return where or type(error).__name__

    def _placed(self, task: Task, pdf: bytes) -> Made | Finding:
        employee_id, file = task.facts.employee_id, f"{task.path}.pdf"
        waiting = self._materials.temporary / f"{hashlib.sha256(file.encode()).hexdigest()}.pdf"
        _write(waiting, pdf)
        wrong, pages = self._proof.of_letter(task.facts, waiting.read_bytes(), task.path)
        if wrong:
            waiting.unlink()
            return NotThisPersonsLetter(employee_id=employee_id, wrong=told(wrong))
        if task.passphrase:
            pdf = locked(pdf, task.passphrase)
            if not is_locked_with(pdf, task.passphrase):
                waiting.unlink()
                return RenderingFailed(employee_id=employee_id, error="Encryption")
            _write(waiting, pdf)
        goal = self._materials.folder / file
        goal.parent.mkdir(mode=0o700, exist_ok=True)
        os.replace(waiting, goal)
        return Made(employee_id, file, hashlib.sha256(pdf).hexdigest(), pages, self._engine.gave_up)


def _trace(facts: LetterFacts) -> Attached:
    """The reckoning as a table, dated as the letter is."""
    return Attached(NAME, score_trace(facts), facts.employee_id, date.fromisoformat(facts.created))


def _write(path: Path, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


_presses: list[Press] = []  # of a worker process: one


def start_worker(materials: Materials) -> None:
    """Set up this process for `make_in_worker`, for good. The engine collects garbage at its own pace.

    Raises the Fault of a design that cannot be used.
    """
    press = Press(materials)
    for facts in materials.to_try:
        press.try_design(facts)
    _presses[:] = [press.__enter__()]
    gc.collect()
    gc.freeze()
    gc.disable()


def make_in_worker(task: Task) -> Made | Finding:
    """`Press.make` with the press of this worker process."""
    return _presses[0].make(task)
