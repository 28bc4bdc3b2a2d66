"""The 周期 sheet: labels left, values right -> CycleSettings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from pydantic import ValidationError

from perfxl.cycle.cells import CellStatus, column_letters
from perfxl.cycle.columns import Column, Kind
from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.sheets import sheet_of
from perfxl.findings.base import NOTE, Finding, Place
from perfxl.findings.workbook import HeaderTwice, SettingInvalid, SettingUnknown
from perfxl.findings.workbook_cells import ErrorCell, NotCalculated, RequiredBlank
from perfxl.language import Text, folded
from perfxl.workbook.intake.grids import Grid
from perfxl.workbook.reading.cells import typed_column
from perfxl.workbook.reading.columns_as_typed import ColumnAsTyped, ColumnRead
from perfxl.workbook.reading.headers import column_named
from perfxl.workbook.reading.texts_as_typed import text_as_typed

LABEL_COLUMNS = 6
_HEADS = frozenset(map(folded, ("项目", "设置", "设置项", "名称", "item", "setting", "key")))
_CYCLE = sheet_of("cycle")
_BLANK = Text("没有填写。", "it is blank.")
_ENDS_EARLY = Text("早于开始日期。", "it is before the start.")
_NOT_USABLE = Text("不能填“{typed}”。", "it cannot be '{typed}'.")


@dataclass(frozen=True)
class _Label:
    """A declared setting and where its label and value stand, zero-based."""

    column: Column
    row: int
    number: int
    value_at: int


def read_settings(grid: Grid, *, date1904: bool = False) -> tuple[CycleSettings, list[Finding]]:
    """The settings of `grid`; what is blank or cannot be used keeps its default and is reported."""
    labels, findings = _labels(grid)
    values: dict[str, object] = {}
    for label in labels.values():
        value, found = _value(grid, label, date1904=date1904)
        findings += found
        if value is not None:
            values[label.column.key] = value
    settings, invalid = _checked(grid, labels, values)
    return settings, [*findings, *invalid, *_contradictions(grid, labels, settings, found=[*findings, *invalid])]


def _labels(grid: Grid) -> tuple[dict[str, _Label], list[Finding]]:
    """The declared labels by key (the first of each counts), and findings about the others."""
    cells = [
        (row, number, cell.strip())
        for row, line in enumerate(grid.cells)
        for number, cell in enumerate(line[:LABEL_COLUMNS])
        if isinstance(cell, str) and cell.strip()
    ]
    known = [(row, number, column_named(text, _CYCLE)) for row, number, text in cells if column_named(text, _CYCLE)]
    value_columns = _value_columns(grid, known)
    values = {(row, value_columns[number]) for row, number, _ in known}
    labels: dict[str, _Label] = {}
    findings: list[Finding] = []
    for row, number, key in known:
        if (row, number) in values:  # a value that happens to be a label's word
            continue
        if key in labels:
            findings.append(_twice(grid, labels[key], row, number))
            continue
        labels[key] = _Label(_CYCLE.column(key), row, number, value_columns[number])
    named = {(row, number) for row, number, _ in known} | values
    strangers = [cell for cell in cells if cell[1] in value_columns and cell[:2] not in named]
    return labels, findings + _unknown(grid, strangers, value_columns)


def _value_columns(grid: Grid, known: list[tuple[int, int, str]]) -> dict[int, int]:
    """For each column of labels the column of its values: the nearest one to the right that is filled anywhere.

    The nearest, so that remarks further right are never taken for the value of a blank setting.
    """
    nearest: dict[int, int] = {}
    for row, number, _ in known:
        line = grid.cells[row]
        filled = (at for at in range(number + 1, len(line)) if line[at] not in ("", None) or _is_marked(grid, row, at))
        at = next(filled, len(line))
        nearest[number] = min(nearest.get(number, at), at)
    return nearest


def _is_marked(grid: Grid, row: int, number: int) -> bool:
    return (row, number) in grid.facts.errors or (row, number) in grid.facts.uncalculated


def _twice(grid: Grid, first: _Label, row: int, number: int) -> Finding:
    where = f"{column_letters(first.number)}{first.row + 1}"
    return HeaderTwice(
        header=first.column.title, first=where, item=first.column.key, place=_place(grid, row, number)
    )


def _unknown(grid: Grid, cells: list[tuple[int, int, str]], value_columns: Mapping[int, int]) -> list[Finding]:
    """Labels that name no setting although a value stands beside them."""
    return [
        SettingUnknown(label=text, item=text, place=_place(grid, row, number))
        for row, number, text in cells
        if value_columns[number] < len(grid.cells[row])
        and grid.cells[row][value_columns[number]] not in ("", None)
        and folded(text) not in _HEADS
    ]


def _value(grid: Grid, label: _Label, *, date1904: bool) -> tuple[object, list[Finding]]:
    """The value as CycleSettings takes it, None if it is blank or cannot be used, and what is wrong with it."""
    place = (label.row, label.value_at)
    line = grid.cells[label.row]
    cell = line[label.value_at] if label.value_at < len(line) else ""
    only = frozenset({0})
    typed = ColumnAsTyped(
        column=label.column,
        cells=[cell],
        percent=only if place in grid.facts.percent else frozenset(),
        errors={0: grid.facts.errors[place]} if place in grid.facts.errors else {},
        uncalculated=only if place in grid.facts.uncalculated else frozenset(),
        date1904=date1904,
    )
    read = typed_column(typed)
    found = [_as_setting(grid, label, remark.finding) for remark in read.remarks]
    blocked = any(finding.severity != NOTE for finding in found)
    return (None if blocked else _python_value(label.column, read)), found


def _as_setting(grid: Grid, label: _Label, finding: Finding) -> Finding:
    where = _place(grid, label.row, label.value_at)
    if isinstance(finding, (ErrorCell, NotCalculated)) or finding.severity == NOTE:
        return replace(finding, item=label.column.key, place=where)
    if isinstance(finding, RequiredBlank):
        return _invalid(label.column, _BLANK, where)
    return _invalid(label.column, Text(finding.what("zh"), finding.what("en")), where)


def _python_value(column: Column, read: ColumnRead) -> object:
    value: Any = read.arrays[column.key][0]
    if f"{column.key}.status" not in read.arrays:
        return value or None
    if read.arrays[f"{column.key}.status"][0] != CellStatus.GIVEN:
        return None
    return value.astype("datetime64[D]").item() if column.kind is Kind.DATE else np.float64(value).item()


def _checked(
    grid: Grid, labels: Mapping[str, _Label], values: dict[str, object]
) -> tuple[CycleSettings, list[Finding]]:
    try:
        return CycleSettings.model_validate(values), []
    except ValidationError as error:
        wrong = {str(part["loc"][0]) for part in error.errors()}
    found = [_refused(grid, labels[key], values[key]) for key in sorted(wrong)]
    return CycleSettings.model_validate({key: value for key, value in values.items() if key not in wrong}), found


def _refused(grid: Grid, label: _Label, value: object) -> Finding:
    typed: dict[str, object] = {"typed": text_as_typed(value)}
    problem = Text(_NOT_USABLE.filled("zh", typed), _NOT_USABLE.filled("en", typed))
    return _invalid(label.column, problem, _place(grid, label.row, label.value_at))


def _contradictions(
    grid: Grid, labels: Mapping[str, _Label], settings: CycleSettings, *, found: list[Finding]
) -> list[Finding]:
    """Required settings without label, and a cycle that ends before it starts."""
    reported = {finding.item for finding in found}
    absent = [column for column in _CYCLE.columns if column.required and column.key not in labels.keys() | reported]
    findings = [_invalid(column, _BLANK, Place(grid.file, grid.sheet)) for column in absent]
    if settings.starts_on and settings.ends_on and settings.ends_on < settings.starts_on:
        label = labels["ends_on"]
        findings.append(_invalid(label.column, _ENDS_EARLY, _place(grid, label.row, label.value_at)))
    return findings


def _invalid(column: Column, problem: Text, where: Place) -> Finding:
    title = column.title
    return SettingInvalid(
        setting_zh=title.zh,
        setting_en=title.en,
        problem_zh=problem.zh,
        problem_en=problem.en,
        item=column.key,
        place=where,
    )


def _place(grid: Grid, row: int, number: int) -> Place:
    return Place(grid.file, grid.sheet, f"{column_letters(number)}{row + 1}")
