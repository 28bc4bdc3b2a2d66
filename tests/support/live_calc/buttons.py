"""Press a button of an open workbook, as a person does: its macro runs, and what the macro asks of Python is done."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlwings

from tests.support.live_calc.bridge import each
from tests.support.live_calc.macros import noted_commands, put_stub, script
from tests.support.live_calc.office import PIPE
from tests.support.live_calc.refused import Refused

_RUN_PYTHON = Path(__file__).with_name("run_python.py")


@dataclass(frozen=True)
class FormButton:
    """A button on a sheet. script: the URL of the macro that it is bound to, ''  for none."""

    sheet: str
    caption: str
    script: str

    @property
    def macro(self) -> str:
        """The name of the Sub."""
        return self.script.partition("?")[0].rpartition(".")[2]


def form_buttons(book: xlwings.Book) -> Iterator[FormButton]:
    """The buttons of all sheets of `book`, sheet by sheet, with the macros that they are really bound to."""
    for sheet in each(book.impl.tables):
        for form in each(sheet.DrawPage.Forms):
            for number, control in enumerate(each(form)):
                if hasattr(control, "Label"):
                    yield FormButton(str(sheet.Name), str(control.Label), _script(form, number))


def _script(form: Any, number: int) -> str:
    return next((str(event.ScriptCode) for event in form.getScriptEvents(number)), "")


def press(book: xlwings.Book, caption_or_macro: str) -> list[str]:
    """Press a button and do what it asks in this Python, with `book` as the caller; returns RunPython's commands.

    Raises `Refused` if there is no such button, it is bound to no macro or the macro does not call RunPython; and what the
    commands raise.
    """
    commands = asked_of_python(book, caption_or_macro)
    book.set_mock_caller()
    for command in commands:
        exec(command, {"__name__": "__main__"})
    return commands


def press_elsewhere(
    book: xlwings.Book, caption_or_macro: str, *, environment: dict[str, str] | None = None
) -> "subprocess.Popen[str]":
    """Press a button and do what it asks in another Python, as RunPython does; a test may wait for it, or kill it."""
    commands = asked_of_python(book, caption_or_macro)
    command = [sys.executable, str(_RUN_PYTHON), book.fullname, "\n".join(commands)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, **(environment or {}), PIPE: book.app.impl.office.pipe},
    )  # fmt: skip


def asked_of_python(book: xlwings.Book, caption_or_macro: str) -> list[str]:
    """Run the button's own VBA Sub; returns the commands that it gave to RunPython."""
    button, impl = _button(book, caption_or_macro), book.impl
    put_stub(impl)
    noted_commands(impl)
    book.activate()
    book.sheets[button.sheet].activate()  # nobody can press a button of a sheet that is not shown
    script(impl.document, button.script).invoke((), (), ())
    commands = noted_commands(impl)
    if not commands:  # LibreOffice says nothing where it could not run a macro to its end
        raise Refused(f"The macro {button.macro} did not call RunPython.")
    return commands


def _button(book: xlwings.Book, caption_or_macro: str) -> FormButton:
    """The first button of that caption or macro."""
    others = []
    for button in form_buttons(book):
        if caption_or_macro in (button.caption, button.macro):
            if not button.script:
                raise Refused(f"The button {caption_or_macro} is not bound to a macro.")
            return button
        others.append(button.caption)
    raise Refused(f"No button {caption_or_macro}: there are {others}")
