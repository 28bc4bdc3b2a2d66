"""What a person reads in the terminal: one line, a paragraph, a table; and JSON for programs. No rules here."""

import json
import locale
import math
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from perfxl.language import Text, plain_number
from perfxl.layout import GAP, column_widths, row_lines, wrapped

if TYPE_CHECKING:
    from rich.console import Console

_LEAST = 20  # cells; a paragraph is not made narrower
_SPECIAL_IN_A_SHELL = frozenset(" \t\n'\"\\$`!*?[](){}<>|&;#~")


@cache
def out() -> "Console":
    """The terminal on stdout. rich is imported when something is printed, so that help starts at once."""
    from rich.console import Console  # noqa: PLC0415

    return Console(highlight=False, markup=False, emoji=False)


@cache
def err() -> "Console":
    """The terminal on stderr."""
    from rich.console import Console  # noqa: PLC0415

    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def system_language() -> str:
    """zh or en: PERFXL_LANG, else the system's language; zh where the system has none (most users read Chinese)."""
    spoken = os.environ.get("PERFXL_LANG", "").lower() or _spoken_by_system()
    return "zh" if not spoken or spoken.startswith(("zh", "chinese")) else "en"


def _spoken_by_system() -> str:
    """`zh_cn.utf-8`, `english_united states`; '' where nothing, or only C or POSIX, is set."""
    named = next(filter(None, (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if not named and os.name == "nt":
        named = locale.getlocale()[0] or ""
    spoken = named.lower()
    return "" if spoken.split(".")[0] in ("c", "posix") else spoken


def say(text: Text, language: str, *, style: str = "", **facts: object) -> None:
    """Print one sentence on stdout."""
    paragraph(text.filled(language, facts), style=style)


def copyable(text: Text, language: str, **facts: object) -> None:
    """Print one sentence with a path or a command that people copy: never wrapped."""
    as_it_is(text.filled(language, facts))


def paragraph(line: str, *, indent: str = "", style: str = "") -> None:
    """Print a line, wrapped between words to the width of the terminal; never wrapped where a program reads it."""
    limit = _limit()
    for part in [line] if limit is None else wrapped(line, max(limit - len(indent), _LEAST)):
        as_it_is(f"{indent}{part}", style=style)


def as_it_is(line: str, *, style: str = "") -> None:
    """Print a line that must not be wrapped: a place, a path, a command to copy."""
    out().print(line, style=style or None, soft_wrap=True)


def complain(line: str) -> None:
    """Print one line on stderr."""
    err().print(f"perfxl: {line}", soft_wrap=True)


def print_json(content: object) -> None:
    """Print one JSON object on stdout, in UTF-8 on every system; NaN is refused."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    sys.stdout.flush()


def print_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    right: Sequence[int] = (),
    whole: Sequence[int] = (),
    bold: Sequence[int] = (),
    below: Mapping[int, str] = MappingProxyType({}),
) -> None:
    """A table. right: numbers of the columns of numbers; whole: of those that are not wrapped either.

    bold: numbers of the rows that sum up. below: what is said below a row, across all columns, by its number. Columns
    without names show no header. Where a program reads the output, every row is one line.
    """
    texts = [[_cell(value) for value in row] for row in rows]
    shown = [list(columns), *texts] if any(columns) else texts
    widths = column_widths(shown, limit=_limit(), whole={*right, *whole})
    for number, row in enumerate(shown, start=len(texts) - len(shown)):
        for line in row_lines(row, widths, right=right):
            as_it_is(line, style="bold" if number < 0 or number in bold else "")
        if number in below:
            paragraph(below[number])
        if number < 0:
            as_it_is(GAP.join("─" * width for width in widths), style="dim")
    as_it_is("")


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else plain_number(value, digits=4)
    return "" if value is None else str(value)


def _limit() -> int | None:
    """Cells per line; None where nobody looks (a pipe, a file), unless COLUMNS asks for a width."""
    return out().width if out().is_terminal or "COLUMNS" in os.environ else None


def typed(path: Path) -> str:
    """The path as it is typed in a shell; Windows knows double quotes only."""
    text = str(path)
    if os.name == "nt":
        return f'"{text}"' if " " in text else text
    return shlex.quote(text) if _SPECIAL_IN_A_SHELL & set(text) else text


def percent(share: float | None) -> str:
    """0.934 as `93.4%`."""
    return "" if share is None or math.isnan(share) else f"{100 * share:.1f}%"


@contextmanager
def working(title: str, *, quiet: bool) -> Iterator[None]:
    """A sign of life on stderr for work whose length is not known; nothing where a program listens."""
    if quiet or not err().is_terminal:
        yield
        return
    with err().status(title):
        yield


_BETWEEN = 0.1  # seconds between two looks of a progress bar


@contextmanager
def progress(title: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr; nothing where a program listens."""
    if quiet or not err().is_terminal:
        yield lambda done, total: None
        return
    from rich.progress import Progress  # noqa: PLC0415

    # Without a thread of its own, so that reader processes can begin as copies of this one.
    with Progress(console=err(), transient=True, auto_refresh=False) as bar:
        task, last = bar.add_task(title, total=None), 0.0

        def on_progress(done: int, total: int) -> None:
            nonlocal last
            shown = time.monotonic() - last > _BETWEEN
            last = time.monotonic() if shown else last
            bar.update(task, completed=done, total=total, refresh=shown)

        yield on_progress
