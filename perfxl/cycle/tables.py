"""A cycle in memory: one typed table per sheet, each row with its place.

A table has the declared columns of its sheet. Text, ids and choices are str ('' is blank), numbers are float (NaN is
no number), dates are datetime64. Three kinds of side columns tell what a number cannot:

- `actual.status`: a CellStatus, for every number, quantity, percent and date;
- `actual.percent`: True where a quantity was written as percent (0.85 shown as 85 % is 85 with percent True);
- `actual.text`: a quantity as it was written, for words (milestones, 是/否, 优秀) and for showing it again.

`_file`, `_sheet` and `_row` (1-based) say where a row stands; `_cells` says where its values stand if they are not in
the columns of that sheet (perfxl.cycle.row_places), else ''. A master's rows also have `_home_file`, `_home_sheet` and
`_home_row`: where in the cycle workbook stands what HR filled in of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TypedDict

import numpy as np
import pandas as pd

from perfxl.cycle.cells import CellStatus, column_letters
from perfxl.cycle.columns import Column, FilledBy, Kind, Sheet
from perfxl.cycle.final import Final
from perfxl.cycle.published import Published
from perfxl.cycle.row_places import place_of
from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.sheets import TABLES, sheet_of
from perfxl.cycle.stated import StatedTotal
from perfxl.findings.base import Findings, Place, Target

__all__ = ["CellStatus", "Cycle", "column_letters", "completed", "cycle_from_tables"]

WITH_STATUS = frozenset({Kind.NUMBER, Kind.QUANTITY, Kind.PERCENT, Kind.DATE})
PLACE_COLUMNS = ("_file", "_sheet", "_row", "_cells")


class At(TypedDict):
    """Where a finding stands."""

    place: Place | None
    target: Target


@dataclass(frozen=True)
class Cycle:
    """One appraisal period: settings, tables, and what was found while reading them.

    columns: for each (table key, file, sheet) the zero-based number of each declared column, so that a finding can
    name its cell. file, folder: the cycle workbook's name and where it lies ('' for a cycle that came from no file),
    beside which its logo and master are. as_of: the day on which deadlines are judged; the only clock there is.
    stated: what departments' own forms say about their results. published: the standards that people were told, None
    where none were published. final: what was kept when results became final, None where nothing was. agreed: the terms of
    the goals that were signed when the standards were last published, by goal id (rules/goal_terms.py).
    """

    settings: CycleSettings
    tables: Mapping[str, pd.DataFrame]
    as_of: date
    file: str = ""
    folder: str = ""
    columns: Mapping[tuple[str, str, str], Mapping[str, int]] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    stated: tuple[StatedTotal, ...] = ()
    published: Published | None = None
    final: Final | None = None
    agreed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __getitem__(self, key: str) -> pd.DataFrame:
        """The table of that sheet key; an empty one if the cycle has no such sheet."""
        table = self.tables.get(key)
        return _without_rows(key) if table is None else table

    def place(self, table: str, row: int, column: str = "") -> Place | None:
        """Where row `row` (its position) of `table` stands; None for tables that came from no sheet."""
        line = self[table].iloc[row]
        file, sheet = str(line["_file"]), str(line["_sheet"])
        if not sheet:
            return None
        home = self._home(table, line, column)
        if home is not None:
            return home
        if line["_cells"]:
            return place_of(str(line["_cells"]), column, file=file, sheet=sheet)
        numbers = self.columns.get((table, file, sheet), {})
        letters = column_letters(numbers[column]) if column in numbers else "A"
        return Place(file, sheet, f"{letters}{int(line['_row'])}")

    def _home(self, table: str, line: pd.Series, column: str) -> Place | None:
        """Where HR filled in this column of a row that came back from elsewhere; None where it stands with the row."""
        if not column or not line.get("_home_sheet") or sheet_of(table).column(column).filled_by is not FilledBy.HR:
            return None
        file, sheet = str(line["_home_file"]), str(line["_home_sheet"])
        number = self.columns.get((table, file, sheet), {}).get(column, 0)
        return Place(file, sheet, f"{column_letters(number)}{int(line['_home_row'])}")

    def at(self, table: str, row: int, column: str = "") -> At:
        """`place` and `target` of a finding about this cell, as keyword arguments of the finding."""
        return {"place": self.place(table, int(row), column), "target": Target(table, int(row), column)}

    def with_tables(self, **tables: pd.DataFrame) -> "Cycle":
        """This cycle with some tables exchanged."""
        return replace(self, tables={**self.tables, **tables})


def cycle_from_tables(settings: CycleSettings, tables: Mapping[str, pd.DataFrame], *, as_of: date) -> Cycle:
    """A cycle from plain tables, completed to what the declaration says."""
    whole = {sheet.key: completed(sheet, tables.get(sheet.key, pd.DataFrame())) for sheet in TABLES}
    return Cycle(settings=settings, tables=whole, as_of=as_of)


@cache
def _without_rows(key: str) -> pd.DataFrame:
    """The table of a sheet that nobody filled in; shared, because tables are never changed in place."""
    return completed(sheet_of(key), pd.DataFrame())


def completed(sheet: Sheet, table: pd.DataFrame) -> pd.DataFrame:
    """`table` with every declared column and side column of `sheet`; what it lacks is blank."""
    n = len(table)
    columns: dict[str, object] = {}
    for column in sheet.columns:
        columns.update(_completed_column(column, table, n))
    columns["_file"] = table["_file"].array if "_file" in table else _texts(n)
    columns["_sheet"] = table["_sheet"].array if "_sheet" in table else _texts(n)
    columns["_row"] = table["_row"].array if "_row" in table else np.arange(2, n + 2)
    columns["_cells"] = table["_cells"].array if "_cells" in table else _texts(n)
    return pd.DataFrame(columns, index=pd.RangeIndex(n))


def _completed_column(column: Column, table: pd.DataFrame, n: int) -> dict[str, object]:
    key = column.key
    if column.kind not in WITH_STATUS:
        return {key: table[key].array if key in table else _texts(n)}
    values = table[key].array if key in table else _nothing(column.kind, n)
    status = np.where(pd.isna(values), CellStatus.BLANK, CellStatus.GIVEN).astype(np.int8)
    done = {key: values, f"{key}.status": table.get(f"{key}.status", pd.Series(status)).array}
    if column.kind is Kind.QUANTITY:
        done[f"{key}.percent"] = table[f"{key}.percent"].array if f"{key}.percent" in table else np.zeros(n, dtype=bool)
        done[f"{key}.text"] = table[f"{key}.text"].array if f"{key}.text" in table else _texts(n)
    return done


def _texts(n: int) -> np.ndarray:
    return np.full(n, "", dtype=object)


def _nothing(kind: Kind, n: int) -> np.ndarray:
    return np.full(n, "NaT", dtype="datetime64[ns]") if kind is Kind.DATE else np.full(n, np.nan)
