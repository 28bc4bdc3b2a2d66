"""One form on its sheet: title, task, live progress, header; locked facts, coloured entries, marks of what is missing."""

from collections.abc import Mapping, Sequence
from typing import Any

from perfxl.cycle.cells import column_letters
from perfxl.cycle.columns import Column, Kind
from perfxl.cycle.typed import Formula, Percent, Typed
from perfxl.language import Text
from perfxl.workbook.entry.formats import (
    HEADER_FILL,
    QUIET,
    Formats,
    in_words,
    row_height,
    shown_text,
)
from perfxl.workbook.entry.notes import write_note
from perfxl.workbook.entry.return_entries import messages
from perfxl.workbook.entry.return_forms import Form, FormColumn
from perfxl.workbook.entry.return_marks import mark_rows
from perfxl.workbook.entry.return_progress import progress
from perfxl.workbook.entry.rules import Lists, entry_rule, note_of
from perfxl.workbook.entry.sheet import header_of, set_up_page, write_typed
from perfxl.workbook.writing.widths import text_width

BAND, HEADER = 3, 4  # zero-based rows; the rows of people start below
FIRST = HEADER + 1
NOTHING_SHOWN = " "  # a blank result would be left out, and the formula taken for one that was never calculated
ENTRY, FACT = "#FFF6DD", "#F6F8FA"
_TOLD_HEIGHT = 48  # three lines, for texts that appear only when somebody has chosen
_TO_FILL = Text("请填写", "Please fill in")
_ALIGNED = {"actual": "right", "rating": "center"}
_WIDEST = {Kind.TEXT: 26.0, Kind.QUANTITY: 18.0, Kind.CHOICE: 24.0}
_ENTRY_WIDTH = {"actual": 14.0, "rating": 12.0, "not_applicable_reason": 24.0, "evidence": 20.0, "comment": 44.0,
                "recused_reason": 20.0, "item": 40.0, "issue": 40.0, "response": 16.0,
                "counter_target": 12.0, "counter_kpi": 20.0, "counter_reason": 30.0, "agreed_by": 11.0, "agreed_on": 12.0,
                "library_told": 60.0, "notes": 40.0, "next_step": 30.0}  # fmt: skip
_LOCKED = {
    "objects": True, "format_columns": True, "format_rows": True, "autofilter": True,
}  # what a person may still do on a protected sheet; objects: notes of one's own  # fmt: skip


def fill_form(worksheet: Any, form: Form, *, title: str, formats: Formats, lists: Lists) -> None:
    """Write the sheet of `form` and protect all of it but the entries; there is no password."""
    language = lists.language
    rows = [*form.rows, *({} for _ in range(form.spare))]
    widths = [_fill_column(worksheet, form, number, rows, formats=formats, lists=lists)
              for number in range(len(form.columns))]  # fmt: skip
    _fill_head(worksheet, form, title=title, widths=widths, formats=formats, language=language)
    _set_heights(worksheet, form, rows, widths, language)
    mark_rows(worksheet, form, formats=formats, first=FIRST, last=FIRST + len(rows) - 1)
    last, right = FIRST + len(rows) - 1, len(form.columns) - 1
    worksheet.freeze_panes(FIRST, form.frozen)
    worksheet.autofilter(HEADER, 0, last, right)
    printed = max(number for number, column in enumerate(form.columns) if column.entry)
    worksheet.print_area(0, 0, last, printed)  # what follows the entries only refers to other sheets
    worksheet.hide_gridlines(2)
    worksheet.protect("", _LOCKED)
    set_up_page(worksheet, repeated_rows=(HEADER, HEADER))


def _fill_head(
    worksheet: Any, form: Form, *, title: str, widths: Sequence[float], formats: Formats, language: str
) -> None:
    worksheet.set_row(0, 26)
    worksheet.write_string(0, 0, title, formats(bold=True, font_size=14, font_color=HEADER_FILL))
    worksheet.write_string(1, 0, form.task(language), formats(font_color=QUIET))
    told = progress(form, language=language, first=FIRST)
    worksheet.write_formula(2, 0, f"={told.text}", formats(bold=True, font_size=11), told.value)
    for number, column in enumerate(form.columns):
        if not column.beside:
            to_fill = column.entry and not column.only_blanks
            look = formats(bold=True, bg_color=ENTRY) if to_fill else formats(bg_color=HEADER_FILL)
            first = to_fill and not form.columns[number - 1].entry
            worksheet.write_string(BAND, number, f"{_TO_FILL(language)} ↓" if first else "", look)
    worksheet.set_row(HEADER, 34)


def _fill_column(
    worksheet: Any, form: Form, number: int, rows: Sequence[Mapping[str, Typed]], *, formats: Formats, lists: Lists
) -> float:
    """Write one column with its header, note and validation; returns its width."""
    column = form.columns[number]
    declared, language = column.column, lists.language
    values = [in_words(_value(form, column, line, row), declared, language) for line, row in enumerate(rows)]
    header = declared.title(language) if column.beside else header_of(declared, language)
    width = _ENTRY_WIDTH.get(declared.key, 0.0) if column.entry or column.formula else 0.0
    width = max(width, _fact_width(declared, header, values))
    worksheet.set_column(number, number, width)
    _write_header(worksheet, number, column=column, header=header, formats=formats)
    if not column.beside and (declared.help.zh or column.entry):
        write_note(worksheet, HEADER, number, text=note_of(declared, language, form.sheet.key))
    for line, (row, value) in enumerate(zip(rows, values, strict=True)):
        look = _look(column, row, form=form, formats=formats, value=value)
        write_typed(worksheet, FIRST + line, number, value=value, look=look)
    _validate(worksheet, form, number, rows, lists=lists)
    return width


def _fact_width(column: Column, header: str, values: Sequence[Typed]) -> float:
    """As narrow as reading allows, so that a page holds the sheet; headers have two lines."""
    word = max(map(text_width, header.split()), default=0.0)
    head = text_width(header) / 2 if word == text_width(header) and not header.isascii() else word
    content = max((text_width(shown_text(value)) for value in values), default=0.0)
    return max(7.0, head + 3.5, min(_WIDEST.get(column.kind, 16.0), content + 2.5))


def _value(form: Form, column: FormColumn, line: int, row: Mapping[str, Typed]) -> Typed:
    """What stands in the cell; in spare rows and beside the form perhaps a formula that is blank until it says something."""
    if not column.formula or (row and not column.beside):
        return row.get(column.column.key)
    letters = {one.column.key: f"${column_letters(number)}" for number, one in enumerate(form.columns)}
    return Formula(column.formula.format(row=FIRST + line + 1, **letters), NOTHING_SHOWN)


def _write_header(worksheet: Any, number: int, *, column: FormColumn, header: str, formats: Formats) -> None:
    if column.beside:
        worksheet.merge_range(BAND, number, HEADER, number, "", formats.header())
        worksheet.write_string(BAND, number, header, formats.header())
    else:
        worksheet.write_string(HEADER, number, header, formats.header(tint="#E69F00" if column.entry else ""))


def is_entry(column: FormColumn, row: Mapping[str, Typed]) -> bool:
    """True if people may type into this cell."""
    return column.entry and not (column.only_blanks and row.get(column.column.key) not in (None, ""))


def _look(column: FormColumn, row: Mapping[str, Typed], *, form: Form, formats: Formats, value: Typed) -> Any:
    entry = is_entry(column, row)
    look: dict[str, object] = {"locked": not entry, "bg_color": ENTRY if entry else FACT}
    if column.column.key in _ALIGNED:
        look["align"] = _ALIGNED[column.column.key]
    if value in (None, "") and entry:
        return formats.blank_entry(column.column, percent=_percent(column.column, row), **look)
    return formats.cell(column.column, value, **look)


def _percent(column: Column, row: Mapping[str, Typed]) -> bool:
    quantities = ("target", "floor", "stretch")
    return column.kind is Kind.QUANTITY and any(isinstance(row.get(key), Percent) for key in quantities)


def _validate(
    worksheet: Any, form: Form, number: int, rows: Sequence[Mapping[str, Typed]], *, lists: Lists
) -> None:
    """One validation for all cells of the column that may be filled in alike."""
    column = form.columns[number]
    if not column.entry:
        return
    rules: dict[str, tuple[dict[str, Any], list[int]]] = {}
    for line, row in enumerate(rows):
        if is_entry(column, row):
            rule = _rule(form, column.column, row, lists=lists)
            rules.setdefault(repr(rule), (rule, []))[1].append(FIRST + line)
    for rule, lines in rules.values():
        blocks = [[first, number, last, number] for first, last in _blocks(lines)]
        worksheet.data_validation(*blocks[0], {**rule, "other_cells": blocks[1:]})


def _rule(form: Form, column: Column, row: Mapping[str, Typed], *, lists: Lists) -> dict[str, Any]:
    own = form.rule(column, row) if form.rule else None
    if own is not None:
        return own
    told = messages(column.title(lists.language), [note_of(column, lists.language, form.sheet.key)], wrong="",
                    language=lists.language)  # fmt: skip
    return {**(entry_rule(column, lists) or {"validate": "any"}), **told}


def _blocks(lines: Sequence[int]) -> list[tuple[int, int]]:
    """Row numbers in order as blocks from first to last."""
    blocks: list[tuple[int, int]] = []
    for line in lines:
        if blocks and blocks[-1][1] == line - 1:
            blocks[-1] = blocks[-1][0], line
        else:
            blocks.append((line, line))
    return blocks


def _set_heights(
    worksheet: Any, form: Form, rows: Sequence[Mapping[str, Typed]], widths: Sequence[float], language: str
) -> None:
    """Heights for the texts that wrap."""
    wrapping = [
        (column.column, width)
        for column, width in zip(form.columns, widths, strict=True)
        if column.column.kind in (Kind.TEXT, Kind.QUANTITY)
    ]
    told = any(column.beside and column.formula for column in form.columns)
    for line, row in enumerate(rows, start=FIRST):
        texts = [(shown_text(in_words(row.get(one.key), one, language)), width) for one, width in wrapping]
        worksheet.set_row(line, max(row_height(texts) or 18, _TOLD_HEIGHT if told else 0))
