"""The buttons without macros: a menu in the terminal that works on the book open in Excel or WPS."""

from collections.abc import Callable
from typing import Any

import xlwings as xw

from perfxl.cycle.sheets import sheet_named, sheet_of
from perfxl.excel import buttons
from perfxl.excel.home import shown_status
from perfxl.faults import Fault, WrongCommand
from perfxl.language import Text
from perfxl.terminal import as_it_is, paragraph, print_table, say
from perfxl.workbook.entry.buttons import BUTTONS, Button

_NO_EXCEL = Text(
    "没有打开的工作簿。请先在 Excel 或 WPS 中打开绩效管理工作簿，再运行 perfxl attach。",
    "No workbook is open. Open the performance workbook in Excel or WPS, then run perfxl attach.",
)
_NOT_OPEN = Text("没有打开 {name}；打开的是：{names}。", "{name} is not open; open are: {names}.")
_NO_CYCLE = Text(
    "{name} 不是绩效管理工作簿（没有“周期”表）。请先切换到那个工作簿。",
    "{name} is no performance workbook (it has no Cycle sheet). Switch to that workbook first.",
)
_NO_BUTTON = Text("没有按钮 {key}；有 {keys}。", "There is no button {key}; there are {keys}.")
_ASK = Text("输入编号，回车退出：", "Number, or Enter to leave: ")
_HEADS = (Text("编号", "No."), Text("按钮", "Button"), Text("做什么", "What it does"))
_LEAVING = frozenset({"", "q", "0", "exit", "退出"})


def open_book(name: str = "") -> xw.Book:
    """The open cycle workbook of that name, or the active one; Fault that says what is open."""
    app = xw.apps.active
    books = list(app.books) if app else []
    if app is None or not books:
        raise Fault(_NO_EXCEL)
    if not name:
        return _with_cycle(app.books.active)
    for book in books:
        if name.casefold() in (book.name.casefold(), _full_name(book).casefold()):
            return _with_cycle(book)
    names = ", ".join(book.name for book in books)
    raise WrongCommand(Text(*(text.format(name=name, names=names) for text in _NOT_OPEN)))


def press_one(book: xw.Book, key: str) -> None:
    """Do what the button of that key does; WrongCommand if there is none."""
    if key not in [one.key for one in BUTTONS]:
        keys = ", ".join(one.key for one in BUTTONS)
        raise WrongCommand(Text(*(text.format(key=key, keys=keys) for text in _NO_BUTTON)))
    _work(key)(book)


def menu(book: xw.Book, language: str, *, ask: Callable[[str], str] = input) -> None:
    """Show the buttons, do what is asked for, show how it ended; until nothing is asked for."""
    rows = [(number, one.caption(language), one.help(language)) for number, one in enumerate(BUTTONS, start=1)]
    print_table([head(language) for head in _HEADS], rows, right=(0,))
    while (typed := _asked(ask, language)) not in _LEAVING:
        chosen = _numbered(typed)
        if chosen is None:
            say(Text("没有这个编号。", "There is no such number."), language)
            continue
        _work(chosen.key)(book)
        _show_status(book, language)


def _full_name(book: xw.Book) -> str:
    try:
        return str(book.fullname)
    except Exception:  # in OneDrive, where xlwings cannot tell its folder on this computer
        return book.name


def _with_cycle(book: xw.Book) -> xw.Book:
    if any(sheet_named(sheet.name) is sheet_of("cycle") for sheet in book.sheets):
        return book
    raise Fault(Text(*(text.format(name=book.name) for text in _NO_CYCLE)))


def _asked(ask: Callable[[str], str], language: str) -> str:
    try:
        return ask(_ASK(language)).strip().lower()
    except EOFError:
        return ""


def _numbered(typed: str) -> Button | None:
    number = int(typed) if typed.isdecimal() else 0
    return BUTTONS[number - 1] if 1 <= number <= len(BUTTONS) else None


def _work(key: str) -> Callable[[xw.Book], Any]:
    work: Callable[[xw.Book], Any] = getattr(buttons, key)
    return work


def _show_status(book: xw.Book, language: str) -> None:
    told = shown_status(book)
    if told:
        paragraph(told)
    else:
        say(Text("完成。", "Done."), language)
    as_it_is("")
