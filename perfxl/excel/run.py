"""One run of a button: the live book, what it holds, where its outputs go, and how its end is told.

A button is a function of a Run. `button` makes it what the macro calls: one at a time, Excel's settings restored whatever
happens, a backup before the first write, a status on the home sheet, one readable message where something went wrong.
"""

import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, wraps
from pathlib import Path

import xlwings as xw
from filelock import FileLock, Timeout

from perfxl import run_log
from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.tables import Cycle
from perfxl.excel import home
from perfxl.excel.backups import FOLDER as BACKUPS
from perfxl.excel.backups import back_up
from perfxl.excel.excel_settings import quiet_excel
from perfxl.excel.live_book import live_cycle, live_settings, saved_at
from perfxl.excel.live_sheets import write_live
from perfxl.excel.marks import Marked, mark
from perfxl.excel.outputs import output_file
from perfxl.exits import stop_of
from perfxl.faults import Fault
from perfxl.findings.base import Finding
from perfxl.language import Text
from perfxl.rules.scores import Scores, score
from perfxl.terminal import system_language
from perfxl.workbook.entry.buttons import BUTTONS, Button
from perfxl.workbook.writing.sheet_to_write import SheetToWrite

OUTPUT = Text("输出", "output")
_RUNNING = Text("perfxl 正在运行，请等它做完再点。", "perfxl is still running; wait until it is done.")
_WORKING = Text("perfxl：{caption}…", "perfxl: {caption}...")
_NO_CALLER = Text(
    "perfxl 找不到按钮所在的工作簿（{kind}）。请保存工作簿（文件名中不要有等号），关闭其他 Excel 窗口后再点。",
    "perfxl cannot find the workbook of the button ({kind}). Save it (no equals sign in its name), close other Excel "
    "windows, and press again.",
)
_DONE = Text("{caption}：{told}", "{caption}: {told}")
_KEPT = Text("；{old} 已打开或被改过，没有覆盖，新的是 {new}", "; {old} is open or was changed and is kept, the new one is {new}")
_FAILED = Text("{caption}：未完成", "{caption}: not done")


@dataclass(frozen=True)
class Done:
    """How a button's work ended, in a line, and what to do next (None: as before)."""

    told: Text
    next_step: Text | None = None


@dataclass
class Run:
    """The live book while a button works on it. as_of: the day on which deadlines are judged; the only clock.

    beside_kept: files that were left as they are, each with the name of the new one beside it.
    """

    book: xw.Book
    button: Button
    as_of: date
    id: str = field(default_factory=lambda: secrets.token_hex(3))
    beside_kept: list[tuple[str, str]] = field(default_factory=list)
    _backed_up: bool = False

    @cached_property
    def settings(self) -> CycleSettings:
        """The settings on the cycle sheet; the defaults where it cannot be read."""
        return live_settings(self.book)

    @property
    def language(self) -> str:
        """The cycle's language."""
        return self.settings.language

    @cached_property
    def workbook(self) -> Path:
        """Where the book lies; Fault if it was never saved."""
        return saved_at(self.book)

    @property
    def output(self) -> Path:
        """Where results, letters, backups and the log go: the folder that the cycle names, beside the workbook."""
        return self.workbook.parent / (self.settings.output_folder or OUTPUT(self.language))

    def output_for(self, name: Text) -> Path:
        """Where the file or folder `name` of the output folder is; the output folder is made."""
        self.output.mkdir(parents=True, exist_ok=True)
        return self.output / name(self.language)

    @contextmanager
    def output_file(self, name: Text) -> Iterator[Path]:
        """Where to write the file `name` of the output folder: under a dated name where it is open or was changed."""
        wanted = self.output_for(name)
        with output_file(wanted, on=self.as_of) as path:
            yield path
        if path != wanted:
            self.beside_kept.append((wanted.name, path.name))

    def beside(self, name: str) -> Path:
        """A file or folder that the cycle names, relative to the workbook's folder."""
        return self.workbook.parent / name

    @cached_property
    def cycle(self) -> Cycle:
        """The cycle in the live book and its master."""
        self.book.app.calculate()  # a person may have switched automatic calculation off
        return live_cycle(self.book, as_of=self.as_of)

    @cached_property
    def own_cycle(self) -> Cycle:
        """The cycle in the live book alone, as it was distributed."""
        self.book.app.calculate()
        return live_cycle(self.book, as_of=self.as_of, with_master=False)

    @cached_property
    def scores(self) -> Scores:
        """Everybody's score, and all findings."""
        return score(self.cycle)

    def tell(self, line: Text) -> None:
        """Say in the status bar what is being done."""
        self.book.app.status_bar = line(self.language)

    def progress(self, done: int, total: int) -> None:
        """Say in the status bar how far it is."""
        self.tell(Text(f"perfxl：{self.button.caption.zh} {done}/{total}", f"perfxl: {self.button.caption.en} {done}/{total}"))

    def write(self, sheets: Sequence[SheetToWrite]) -> None:
        """Write sheets into the live book."""
        self.back_up()
        write_live(self.book, sheets)

    def mark(self, findings: Iterable[Finding]) -> Marked:
        """Mark the findings on their cells."""
        self.back_up()
        return mark(self.book, findings, language=self.language)

    def show_progress(self) -> None:
        """Bring the progress table of the home sheet up to date."""
        home.show_progress(self.book, self.scores, self.language)

    def back_up(self) -> None:
        """Copy the workbook as it was saved last, once a run, before its first write."""
        if not self._backed_up:
            back_up(self.workbook, self.output / BACKUPS(self.language), now=datetime.now())
            self._backed_up = True


Work = Callable[[Run], Done]


def button(work: Work) -> Callable[..., None]:
    """Make `work` a button: what the macro of its name calls, without arguments; with a book for `perfxl attach`."""
    declared = next(one for one in BUTTONS if one.key == work.__name__)

    @wraps(work)
    def pressed(book: xw.Book | None = None) -> None:
        press(declared, work, book or _caller())

    return pressed


def press(declared: Button, work: Work, book: xw.Book, *, as_of: date | None = None) -> None:
    """Carry out `work` on `book` and tell how it ended; raises nothing."""
    run = Run(book, declared, as_of or date.today())
    try:
        with _alone(book), quiet_excel(book.app, kept=_kept(book, ".json"), message=_line(_WORKING, run)):
            done = work(run)
            _tell(run, done)
    except Timeout:
        _alert(run, _RUNNING)
    except Exception as error:  # an entry point: whatever happened becomes one message and a log entry
        _fail(run, error)


def _caller() -> xw.Book:
    """The book whose button was pressed. What cannot be told in a dialog of that book, the macro shows as it is printed."""
    try:
        return xw.Book.caller()
    except Exception as error:
        raise SystemExit(_NO_CALLER(system_language()).format(kind=type(error).__name__)) from None


@contextmanager
def _alone(book: xw.Book) -> Iterator[None]:
    """One button at a time in one Excel; Timeout while another works. The system frees the lock of a killed run."""
    with FileLock(_kept(book, ".lock"), timeout=0):
        yield


def _kept(book: xw.Book, suffix: str) -> Path:
    """A small file about the Excel that has this book open: its settings are those of all its books."""
    return Path(tempfile.gettempdir()) / f"perfxl-excel-{book.app.pid}{suffix}"


def _tell(run: Run, done: Done) -> None:
    told = "".join((done.told(run.language), *(_KEPT(run.language).format(old=a, new=b) for a, b in run.beside_kept)))
    facts = {"caption": run.button.caption(run.language), "told": told}
    line = _DONE(run.language).format(**facts)
    try:
        home.show_status(run.book, f"{_now()}  {line}  [{run.id}]")
        if done.next_step is not None:
            home.show_next_step(run.book, done.next_step(run.language))
    except Exception:  # somebody protected the home sheet: what was done is done, and is told all the same
        run.book.app.alert(line, title="perfxl", mode="info")
    with suppress(Exception):  # a log that cannot be written stops nobody
        run_log.enter(run.output, run.id, run.button.key, "done", done.told.en)


def _fail(run: Run, error: Exception) -> None:
    """One message, one log entry, one line on the home sheet; what the error says of people stays out of the log."""
    known = isinstance(error, Fault | OSError)
    with suppress(Exception):
        run_log.enter(run.output, run.id, run.button.key, "failed", type(error).__name__, error=error)
    with suppress(Exception):
        home.show_status(run.book, f"{_now()}  {_line(_FAILED, run)}  [{run.id}]")
    _alert(run, stop_of(error).message if known else _unknown(run, error))


def _unknown(run: Run, error: Exception) -> Text:
    kind = type(error).__name__
    return Text(
        f"perfxl 内部出错（{kind}），工作簿没有被改坏。请把 {run_log.NAME} 里编号 {run.id} 的一段发给维护者。",
        f"perfxl failed ({kind}); the workbook is unharmed. Send the entry {run.id} of {run_log.NAME} to the maintainers.",
    )


def _now() -> str:
    return f"{datetime.now():%Y-%m-%d %H:%M}"


def _alert(run: Run, message: Text) -> None:
    language = _language(run)
    run.book.app.alert(message(language), title=f"perfxl · {run.button.caption(language)}", mode="critical")


def _line(text: Text, run: Run) -> str:
    language = _language(run)
    return text(language).format(caption=run.button.caption(language))


def _language(run: Run) -> str:
    """The cycle's language, as far as the book can be read."""
    try:
        return run.language
    except Exception:
        return system_language()
