"""What the sample company's departments send back: filled in, with the mistakes that real returns have."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from perfxl.cycle.columns import FilledBy
from perfxl.cycle.sample import SAMPLE_AS_OF
from perfxl.cycle.sample.standards import Row
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import Cycle
from perfxl.cycle.typed import Percent
from perfxl.language import Text
from perfxl.workbook.entry.return_department import department_workbook
from perfxl.workbook.entry.return_rows import People, TypedRow
from perfxl.workbook.samples import FOREIGN_DEPARTMENTS, write_foreign_returns

Rows = Mapping[str, Sequence[Row]]
_KEYS = {"kpis": ("employee_id", "kpi"), "goals": ("goal_id",), "ratings": ("employee_id", "rater_id", "role", "dimension")}
_SALES, _MAKERS = "销售部", "生产部"
_COPY = Text("销售部 冲突副本.xlsx", "销售部 (conflicted copy).xlsx")
_HALF = Text("生产部-传输中断.xlsx", "生产部-interrupted.xlsx")
_NOTES = Text("会议纪要.docx", "minutes.docx")
_CHANGED = ("02003", "target")  # whose first KPI a department gives another target
_DAY_OF_THE_COPY = SAMPLE_AS_OF.toordinal() * 86_400.0 - 62_135_596_800  # seconds since 1970


def sent_out(rows: Rows) -> dict[str, list[Row]]:
    """The sample's rows as HR sends them out: what departments fill in is blank where one of theirs brings it back."""
    departments = {str(row["employee_id"]): row["department"] for row in rows["employees"]}
    blank: dict[str, list[Row]] = {key: [dict(row) for row in table] for key, table in rows.items()}
    for key in _KEYS:
        given = [column.key for column in sheet_of(key).columns if column.filled_by is not FilledBy.HR]
        for row in blank[key]:
            if _comes_back(key, row, departments):
                row.update(dict.fromkeys(given))
    return blank


def _comes_back(key: str, row: Row, departments: Mapping[str, object]) -> bool:
    if key == "goals":
        return row["level"] == "department" and row["department"] not in FOREIGN_DEPARTMENTS
    about = departments.get(_id(row["employee_id"]))
    if key == "ratings":
        inside = about is not None and departments.get(_id(row["rater_id"])) == about
        return inside and row["role"] == "manager" and about not in FOREIGN_DEPARTMENTS
    return about is not None


def write_sample_returns(folder: Path, cycle: Cycle, rows: Rows, language: str) -> list[Path]:
    """Write every department's return into `folder`, and files that should not be there; returns their paths.

    cycle: as it was sent out. rows: the sample's rows, which the departments fill in again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = write_foreign_returns(folder, language, rows=rows)
    people, filled = People(cycle), _Filled(rows)
    for department in people.all_departments():
        if department not in FOREIGN_DEPARTMENTS:
            made = department_workbook(cycle, people, department, language=language, with_ratings=True, filled=filled)
            paths.append(folder / f"{department}.xlsx")
            paths[-1].write_bytes(made.content)
    older = department_workbook(cycle, people, _SALES, language=language, with_ratings=True)
    return [*paths, *_stray_files(folder, older.content, language)]


def _stray_files(folder: Path, older: bytes, language: str) -> list[Path]:
    """A conflict copy of an older state, half a file, the lock of an open workbook, and something else altogether."""
    whole = (folder / f"{_MAKERS}.xlsx").read_bytes()
    contents = {
        _COPY(language): older,
        _HALF(language): whole[: len(whole) * 2 // 3],
        f"~${_MAKERS}.xlsx": b"\x04Demo".ljust(165, b"\0"),
        _NOTES(language): b"PK\x05\x06" + bytes(18),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    os.utime(folder / _COPY(language), (_DAY_OF_THE_COPY, _DAY_OF_THE_COPY))
    return [folder / name for name in contents]


class _Filled:
    """Puts what the sample says into the rows of a form."""

    def __init__(self, rows: Rows) -> None:
        self._rows = {key: {_key(key, row): row for row in rows[key]} for key in _KEYS}

    def __call__(self, key: str, row: TypedRow) -> TypedRow:
        said = self._rows.get(key, {}).get(_key(key, row)) if key in _KEYS else None
        if said is None:
            return row
        given = [column.key for column in sheet_of(key).columns if column.filled_by is not FilledBy.HR]
        filled = {**row, **{column: said.get(column) for column in given}}
        return _with_another_target(filled) if key == "kpis" else filled


def _with_another_target(row: TypedRow) -> TypedRow:
    target = row.get("target")
    if row["employee_id"] != _CHANGED[0] or target is None:
        return row
    return {**row, "target": Percent(target.shown - 5)} if isinstance(target, Percent) else row


def _key(key: str, row: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(_id(row.get(column)) for column in _KEYS[key])


def _id(value: object) -> str:
    return str(value).zfill(5) if isinstance(value, int) else str(value or "")
