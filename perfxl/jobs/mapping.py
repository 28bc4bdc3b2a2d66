"""Mappings of foreign forms: propose one, and show what a form would be read as."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from perfxl.faults import Fault, WrongCommand
from perfxl.language import Text

if TYPE_CHECKING:
    from perfxl.findings.base import Finding, Findings
    from perfxl.workbook.forms.mapped import MappedBook
    from perfxl.workbook.intake.grids import Grid
    from perfxl.workbook.reading.identifiers import Roster

_NOTHING_THERE = Text("找不到 {path}。请核对路径和文件名。", "{path} does not exist. Check the path and the name.")
_NOT_TOML = Text("--out {path} 不是 .toml，请写成 客服部.toml。", "--out {path} is no .toml; write service.toml.")
_EXISTS = Text(
    "{path} 已存在，不会覆盖。请换一个文件名。", "{path} exists and is not overwritten. Choose another name."
)
_NOTHING_SEEN = Text(
    "{path}：没有认出考核表单或表格。请用 docs/mappings.zh-CN.md 的写法自己写映射。",
    "{path}: no appraisal form or table was recognised. Write the mapping yourself as docs/mappings.md says.",
)


@dataclass(frozen=True)
class Proposed:
    """A mapping that was proposed: where it is, how many lines name something on the form, and how many are not sure."""

    path: Path
    named: int
    doubtful: int

    def to_json(self) -> dict[str, Any]:
        """The answer of `perfxl mapping suggest --json`."""
        return {"mapping": str(self.path), "named": self.named, "doubtful": self.doubtful}


class Value(NamedTuple):
    """One value as it would be read, and the cell where it stands ('' for what the mapping says)."""

    shown: str
    cell: str


class SheetOfForm(NamedTuple):
    """What a form gives on one of perfxl's sheets: its key, the columns' keys and titles, one tuple of values a row."""

    key: str
    columns: Sequence[str]
    titles: Sequence[Text]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True)
class Tried:
    """What a form would be read as. fits: whether the mapping would be chosen for this file."""

    mapped: "MappedBook"
    confirmed: bool
    fits: bool
    sheets: Sequence[SheetOfForm]
    findings: "Findings"

    def to_json(self, language: str) -> dict[str, Any]:
        """The answer of `perfxl mapping try --json`."""
        stated = [
            {"employee_id": one.employee_id or None, "what": one.what, "stated": one.text, "place": str(one.place)}
            for one in self.mapped.stated
        ]
        return {
            "mapping": self.mapped.mapping,
            "confirmed": self.confirmed,
            "fits": self.fits,
            "sheets": {sheet.key: [_row_json(sheet.columns, row) for row in sheet.rows] for sheet in self.sheets},
            "stated": stated,
            "findings": self.findings.to_json(language),
        }


def suggest_mapping(file: Path, out: Path, *, language: str) -> Proposed:
    """Write a mapping for `file` to `out`, unconfirmed, each line with what was found where and how sure it is.

    Raises WrongCommand if `out` is no new .toml, Fault if `file` cannot be read or nothing on it is recognised.
    """
    from perfxl.whole_files import whole_file
    from perfxl.workbook.reading.cycle_files import opened
    from perfxl.workbook.suggesting.suggestion import suggested

    _there(file)
    if out.suffix.lower() != ".toml":
        raise WrongCommand(_about(_NOT_TOML, out))
    if out.exists():
        raise WrongCommand(_about(_EXISTS, out))
    found = suggested(opened(file, name=file.name), language)
    if found is None:
        raise Fault(_about(_NOTHING_SEEN, file))
    with whole_file(out) as temporary:
        temporary.write_text(found.text, encoding="utf-8", newline="\n")
    return Proposed(out, found.named, found.doubtful)


def try_mapping(file: Path, mapping: Path, *, cycle: Path | None = None) -> Tried:
    """What `file` would be read as with the mapping in the file `mapping`, confirmed or not. Writes nothing.

    cycle: a cycle workbook on whose roster people are looked up. Raises Fault if a file cannot be read.
    """
    from perfxl.findings.base import Findings
    from perfxl.workbook.forms.choosing import is_for
    from perfxl.workbook.forms.mapped import tried
    from perfxl.workbook.forms.mapping_file import read_mapping
    from perfxl.workbook.reading.cycle_files import opened

    _there(file)
    known = read_mapping(mapping)
    book = opened(file, name=file.name)
    roster = _roster(cycle) if cycle else None
    mapped = tried(book, known, roster=roster)
    sheets = [_sheet_of_form(grid) for grid in mapped.book.grids]
    typed = [finding for grid in mapped.book.grids for finding in _typing(grid, roster, date1904=book.date1904)]
    findings = Findings.of([*mapped.findings, *typed])
    return Tried(mapped, known.is_confirmed, is_for(book, known), sheets, findings)


def _there(file: Path) -> None:
    if not file.is_file():
        raise Fault(_about(_NOTHING_THERE, file))


def _about(text: Text, path: Path) -> Text:
    return Text(text.zh.format(path=path), text.en.format(path=path))


def _roster(cycle: Path) -> "Roster | None":
    from perfxl.jobs.read import read_cycle
    from perfxl.workbook.reading.sheet_reader import roster_of

    employees = read_cycle(cycle)["employees"]
    return roster_of({key: employees[key].to_numpy() for key in ("employee_id", "name")}) if len(employees) else None


def _sheet_of_form(grid: "Grid") -> SheetOfForm:
    from perfxl.cycle.sheets import sheet_named
    from perfxl.workbook.forms.named_columns import NAME
    from perfxl.workbook.reading.headers import column_named
    from perfxl.workbook.reading.texts_as_typed import percent_shown, text_as_typed

    sheet = sheet_named(grid.sheet)
    assert sheet is not None, grid.sheet
    keys = [column_named(str(title), sheet) or NAME for title in grid.cells[0]]
    titles = {column.key: column.title for column in sheet.columns}
    rows = []
    for row, cells in enumerate(grid.cells[1:], start=1):
        shown = [
            grid.facts.errors.get((row, column))
            or (
                percent_shown(cell)
                if (row, column) in grid.facts.percent and isinstance(cell, float)
                else text_as_typed(cell)
            )
            for column, cell in enumerate(cells)
        ]
        places = [grid.origins.get((row, column)) for column in range(len(cells))]
        rows.append([Value(text, place.cell if place else "") for text, place in zip(shown, places, strict=True)])
    return SheetOfForm(sheet.key, keys, [titles.get(key, Text("姓名", "Name")) for key in keys], rows)


def _typing(grid: "Grid", roster: "Roster | None", *, date1904: bool) -> list["Finding"]:
    """What the reader says about the values."""
    from perfxl.cycle.sheets import sheet_named
    from perfxl.workbook.reading.sheet_reader import read_table

    sheet = sheet_named(grid.sheet)
    read = read_table(grid, sheet, roster=roster, date1904=date1904) if sheet else None
    return read.findings if read else []


def _row_json(columns: Sequence[str], row: Sequence[Value]) -> dict[str, Any]:
    return {key: {"value": one.shown or None, "cell": one.cell or None} for key, one in zip(columns, row, strict=True)}
