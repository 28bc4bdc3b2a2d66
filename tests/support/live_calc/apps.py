"""Applications: each is one running LibreOffice."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from xlwings import base_classes

from tests.support.live_calc import office
from tests.support.live_calc.areas import area_of
from tests.support.live_calc.books import Books
from tests.support.live_calc.refused import Refused

_DEFAULTS = {
    "screen_updating": True, "display_alerts": True, "enable_events": True, "interactive": True, "visible": False,
    "status_bar": False, "cut_copy_mode": None, "calculation": "automatic", "copied": None,
}  # fmt: skip
_CALCULATIONS = ("automatic", "manual", "semiautomatic")
_FIRST_BUTTON = {None: "ok", "ok": "ok", "ok_cancel": "ok", "yes_no": "yes", "yes_no_cancel": "yes"}
_MACRO = re.compile(r"(?:'?(?P<book>[^'!]+)'?!)?(?P<name>.+)")


@dataclass(frozen=True)
class Alert:
    """A message that was shown. answer: the button that was taken as pressed."""

    prompt: str
    title: str
    buttons: str | None
    mode: str | None
    answer: str


def _kept(name: str) -> property:
    """A setting of Excel's application without a counterpart in LibreOffice: the office keeps it, nothing follows from it."""

    def get(app: "App") -> Any:
        value = app.office.memory.get(name)
        return _DEFAULTS[name] if value is None else value

    def put(app: "App", value: Any) -> None:
        app.office.memory.put(name, value)

    return property(get, put)


class Apps(base_classes.Apps):
    """The offices of this Python: one it is attached to, and those that it starts. The first is the active one."""

    def __init__(self) -> None:
        self.offices: list[office.Office] = []

    def keys(self) -> list[int]:
        return [found.pid for found in self.offices]

    def add(self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None) -> "App":
        """Start another office."""
        self.offices.insert(0, office.started())
        app = App(self, self.offices[0])
        if add_book:
            app.books.add()
        return app

    @staticmethod
    def cleanup() -> None:
        """Nothing is left over here."""

    def __iter__(self) -> Iterator["App"]:
        return (App(self, found) for found in list(self.offices))

    def __len__(self) -> int:
        return len(self.offices)

    def __getitem__(self, pid: int) -> "App":
        for app in self:
            if app.pid == pid:
                return app
        raise KeyError("Could not find an Excel instance with this PID.")


class App(base_classes.App):
    """One application."""

    screen_updating = _kept("screen_updating")
    display_alerts = _kept("display_alerts")
    enable_events = _kept("enable_events")
    interactive = _kept("interactive")
    visible = _kept("visible")
    cut_copy_mode = _kept("cut_copy_mode")
    copied = _kept("copied")  # what Range.copy() marked: the book's uid, the sheet's name, the area

    engine: Any  # set by the engine
    version, hwnd, path, startup_path = "16.0", 0, "", ""

    def __init__(self, apps: Apps, of: office.Office) -> None:
        self._apps, self.office = apps, of

    @property
    def api(self) -> Any:
        return self.office.desktop

    @property
    def pid(self) -> int:
        return self.office.pid

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def selection(self) -> Any:
        """The selected cells of the active book; None if something else is selected or no book is open."""
        if not len(self.books):
            return None
        book = self.books.active
        selected = book.document.CurrentController.getSelection()
        address = getattr(selected, "RangeAddress", None)
        if address is None:
            return None
        return book.sheets(address.Sheet + 1).range(area_of(address).address())

    def activate(self, steal_focus: bool = False) -> None:
        """This becomes the active application."""
        self._apps.offices.remove(self.office)
        self._apps.offices.insert(0, self.office)

    def quit(self) -> None:
        self._apps.offices.remove(self.office)
        self.office.end()

    kill = quit

    status_bar_kept = _kept("status_bar")

    @property
    def status_bar(self) -> str | bool:
        """False while Excel itself has it."""
        shown: str | bool = self.status_bar_kept
        return shown

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self.status_bar_kept = False if value is False or value is None else str(value)
        self.office.memory.append("status_bars", self.status_bar_kept)

    calculation_kept = _kept("calculation")

    @property
    def calculation(self) -> str:
        mode: str = self.calculation_kept
        return mode

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in _CALCULATIONS:
            raise KeyError(value)
        self.calculation_kept = value
        for document in self.office.documents():
            self.apply_calculation(document)

    def apply_calculation(self, document: Any) -> None:
        """Let `document` calculate as the application does."""
        document.enableAutomaticCalculation(self.calculation != "manual")

    def calculate(self) -> None:
        for document in self.office.documents():
            document.calculate()

    def run(self, macro: str, args: Any) -> Any:
        """Run a macro: Sub, Module.Sub or 'Book.xlsm'!Sub."""
        parts = _MACRO.fullmatch(macro)
        if parts is None:
            raise Refused(f"Cannot run the macro '{macro}'.")
        book = self.books(parts["book"]) if parts["book"] else self.books.active
        return book.run_macro(parts["name"], args)

    def alert(self, prompt: Any, title: Any, buttons: Any, mode: Any, callback: Any = None) -> str:
        """Note the message and press its first button, or the one that `answer_next` named."""
        prepared = self.office.memory.get("answers") or []
        answer = prepared[0] if prepared else _FIRST_BUTTON[buttons]
        self.office.memory.put("answers", prepared[1:])
        self.office.memory.append("alerts", asdict(Alert(str(prompt or ""), str(title or ""), buttons, mode, answer)))
        return str(answer)

    # For tests

    @property
    def alerts(self) -> list[Alert]:
        """The messages that any attached Python has shown."""
        return [Alert(**alert) for alert in self.office.memory.get("alerts") or []]

    @property
    def status_bars(self) -> list[str | bool]:
        """All that the status bar was set to, oldest first."""
        return list(self.office.memory.get("status_bars") or [])

    def answer_next(self, *answers: str) -> None:
        """The buttons that the next messages' readers press: "no", "cancel"."""
        self.office.memory.put("answers", [*(self.office.memory.get("answers") or []), *answers])

    def reset(self) -> None:
        """Close all books without saving and forget messages and settings."""
        for document in self.office.documents():
            document.close(True)
        self.office.memory.clear(keep=("pid",))
