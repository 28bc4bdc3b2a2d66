"""The command for places without macros: the buttons as a menu on the book that is open in Excel or WPS."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.exits import DONE
from perfxl.options import example, told
from perfxl.terminal import system_language

BookName = Annotated[
    str, typer.Option("--book", metavar="NAME", help=told("打开的工作簿，默认当前的", "an open workbook; default the active one"))
]
PressedKey = Annotated[
    str, typer.Option("--press", metavar="BUTTON", help=told("只按这一个按钮，如 score", "press this button only, such as score"))
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(
        help=told("不用宏：在打开的工作簿上用菜单完成按钮的工作。", "Without macros: the buttons as a menu on the open workbook."),
        epilog=example("perfxl attach，然后按数字", "perfxl attach, then type a number"),
    )(attach)


def attach(book: BookName = "", press: PressedKey = "", lang: ask.Lang = "", debug: ask.Debug = False) -> None:
    """The buttons on the active book."""
    from perfxl.excel.attached import menu, open_book, press_one

    language = lang or system_language()
    found = open_book(book)
    if press:
        press_one(found, press)
    else:
        menu(found, language)
    raise typer.Exit(DONE)
