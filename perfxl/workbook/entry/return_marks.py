"""Marks that come and go while somebody types: what is missing, what contradicts itself, what is done."""

from collections.abc import Sequence
from typing import Any

from perfxl.cycle.cells import column_letters
from perfxl.workbook.entry.formats import Formats
from perfxl.workbook.entry.return_forms import Form

MISSING, WRONG, DONE = "#FFD27A", "#F6B8A8", "#E7F4EA"
_DASHES = ("—", "–", "-", "/", "无", "不适用", "N/A", "NA")


def mark_rows(worksheet: Any, form: Form, *, formats: Formats, first: int, last: int) -> None:
    """Conditional formats for the rows from `first` to `last`, zero-based."""
    if form.filled_by and form.rows:
        _mark_owed(worksheet, form, formats=formats, first=first, last=first + len(form.rows) - 1)
    if form.counted and last >= first:
        _mark_started(worksheet, form, formats=formats, first=first, last=last)


def _mark_owed(worksheet: Any, form: Form, *, formats: Formats, first: int, last: int) -> None:
    """The value tinted while nothing stands in the row; the reason where it is missing or goes against the value."""
    value, reason = form.filled_by[0], form.filled_by[-1]
    lengths = "+".join(f"LEN({_cell(form, key, first)})" for key in form.filled_by)
    if reason != value and form.either:
        wrong = _wrong(_cell(form, value, first), _cell(form, reason, first))
        _mark(worksheet, form, [reason], wrong, look=formats.mark(bg_color=WRONG, bold=True), first=first, last=last)
    missing = f"={lengths}=0"
    _mark(worksheet, form, [value], missing, look=formats.mark(bg_color=MISSING), first=first, last=last)
    entries = [column.column.key for column in form.columns if column.entry]
    done = f"={lengths}>0"
    _mark(worksheet, form, entries, done, look=formats.mark(bg_color=DONE), first=first, last=last)


def _wrong(value: str, reason: str) -> str:
    """A formula: a dash without a reason, or a value beside a reason."""
    dash = ",".join(f'TRIM({value})="{word}"' for word in _DASHES)
    both = f"AND(LEN(TRIM({value}))>0,LEN(TRIM({reason}))>0)"
    return f"=OR({both},AND(LEN(TRIM({reason}))=0,OR({dash})))"


def _mark_started(worksheet: Any, form: Form, *, formats: Formats, first: int, last: int) -> None:
    """Required cells that are still blank in a row that somebody has begun."""
    entries = [column.column for column in form.columns if column.entry]
    ends = [_cell(form, one.key, first) for one in entries]
    begun = "+".join(f"LEN({cell})" for cell in ends)
    for column in entries:
        if column.required:
            missing = f"=AND(LEN({_cell(form, column.key, first)})=0,{begun}>0)"
            look = formats.mark(bg_color=MISSING)
            _mark(worksheet, form, [column.key], missing, look=look, first=first, last=last)


def _mark(
    worksheet: Any, form: Form, keys: Sequence[str], formula: str, *, look: Any, first: int, last: int
) -> None:
    for key in keys:
        number = form.number(key)
        worksheet.conditional_format(
            first, number, last, number, {"type": "formula", "criteria": formula, "format": look, "stop_if_true": True}
        )


def _cell(form: Form, key: str, row: int) -> str:
    return f"${column_letters(form.number(key))}{row + 1}"
