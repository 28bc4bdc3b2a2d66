"""What a person reads in the terminal: short summaries, tables, one line for a fault. No rules here."""

import locale
import os
import sys
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from perfxl.language import Text, plain_number

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False)


def system_language() -> str:
    """zh or en: PERFXL_LANG, else the system's language, else zh (most users read Chinese)."""
    chosen = os.environ.get("PERFXL_LANG", "")[:2].lower()
    spoken = chosen or (locale.getlocale()[0] or os.environ.get("LANG") or "zh")[:2].lower()
    return "en" if spoken == "en" else "zh"


def say(text: Text, language: str, **facts: object) -> None:
    """Print one line on stdout."""
    out.print(escape(text.filled(language, facts)), soft_wrap=True)


def print_json(content: object) -> None:
    """Print one JSON object on stdout and nothing else; NaN is refused."""
    import json

    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def print_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[int] = ()
) -> None:
    """A table; `right` are the numbers of the columns that hold numbers. Columns without names show no header."""
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", box=SIMPLE_HEAD)
    table.show_header = any(columns)
    for number, column in enumerate(columns):
        table.add_column(escape(column), justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape(_cell(value)) for value in row))
    out.print(table)


def _cell(value: object) -> str:
    if value is None or value != value:  # NaN differs from itself
        return ""
    return plain_number(value, digits=4) if isinstance(value, float) else str(value)


def percent(share: float | None) -> str:
    """0.934 as `93.4%`."""
    return "" if share is None or share != share else f"{100 * share:.1f}%"
