"""What a cycle workbook shows while somebody types: required cells that are blank, weights that miss 100 %."""

from collections.abc import Mapping, Sequence
from typing import Any

from perfxl.cycle.cells import column_letters
from perfxl.cycle.columns import Sheet
from perfxl.cycle.typed import Typed
from perfxl.workbook.entry.formats import Formats

MISSING, OFF = "#FFD27A", "#C8401A"
_WITHIN = {"schemes": ("scheme",), "dimensions": ("scheme",), "kpis": ("employee_id", "assignment_from")}


def mark_missing(worksheet: Any, sheet: Sheet, *, formats: Formats, last: int) -> None:
    """Tint required cells that are blank in a begun row, and weights that do not add up; rows 1 to `last`."""
    right = column_letters(len(sheet.columns) - 1)
    tint = formats.mark(bg_color=MISSING)
    for number, column in enumerate(sheet.columns):
        if column.required:
            blank = f"=AND(LEN({column_letters(number)}2)=0,COUNTA($A2:${right}2)>0)"
            worksheet.conditional_format(
                1, number, last, number, {"type": "formula", "criteria": blank, "format": tint}
            )
    if sheet.key in _WITHIN:
        _mark_weights(worksheet, sheet, formats=formats, last=last)


def mark_missing_settings(worksheet: Any, sheet: Sheet, *, formats: Formats) -> None:
    """Tint required settings that are blank."""
    for row, column in enumerate(sheet.columns, start=1):
        if column.required:
            look = {"type": "blanks", "format": formats.mark(bg_color=MISSING)}
            worksheet.conditional_format(row, 1, row, 1, look)


def _mark_weights(worksheet: Any, sheet: Sheet, *, formats: Formats, last: int) -> None:
    """Red weights where those of one person, or of one scheme, add up to neither 100 % nor 100."""
    number = sheet.columns.index(sheet.column("weight"))
    letters = column_letters(number)
    keys = (column_letters(sheet.columns.index(sheet.column(key))) for key in _WITHIN[sheet.key])
    same = "*".join(f"(${key}$2:${key}${last + 1}=${key}2)" for key in keys)
    total = f"SUMPRODUCT({same},${letters}$2:${letters}${last + 1})"
    off = f"=AND(LEN({letters}2)>0,ABS({total}-1)>0.0000001,ABS({total}-100)>0.00001)"
    look = formats.mark(font_color=OFF, bold=True)
    worksheet.conditional_format(1, number, last, number, {"type": "formula", "criteria": off, "format": look})


def required_blanks(sheet: Sheet, language: str) -> str:
    """A formula that counts the blank cells in the required columns of the rows that somebody has begun."""
    name = sheet.title(language)
    if sheet.key_value:
        rows = [row for row, column in enumerate(sheet.columns, start=2) if column.required]
        return "+".join(f"(LEN('{name}'!$B${row})=0)" for row in rows)
    letters = [column_letters(n) for n, column in enumerate(sheet.columns) if column.required]
    counts = [f"COUNTA('{name}'!${one}$2:${one}$20000)" for one in letters]
    return f"{len(counts)}*MAX({','.join(counts)})-({'+'.join(counts)})"


def count_required_blanks(sheet: Sheet, rows: Sequence[Mapping[str, Typed]]) -> int:
    """What that formula gives for `rows`."""
    required = [column.key for column in sheet.columns if column.required]
    if sheet.key_value:
        return sum((rows[0] if rows else {}).get(key) in (None, "") for key in required)
    counts = [sum(row.get(key) not in (None, "") for row in rows) for key in required]
    return len(counts) * max(counts) - sum(counts)
