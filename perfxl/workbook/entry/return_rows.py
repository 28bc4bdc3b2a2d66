"""Rows of a cycle as somebody types them again: what a workbook to hand out shows of the tables that were read."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from perfxl.cycle.columns import Column, Kind, Sheet
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import CellStatus, Cycle
from perfxl.cycle.typed import Percent, Typed
from perfxl.language import folded

TypedRow = dict[str, Typed]


class People:
    """Who is appraised: everybody on the roster who is not exempt, each id once, in roster order.

    names, departments, positions, schemes: by employee id. outsiders' ids are in none of them.
    """

    def __init__(self, cycle: Cycle) -> None:
        roster = cycle["employees"].drop_duplicates("employee_id")
        roster = roster[roster["employee_id"] != ""]
        ids = roster["employee_id"].tolist()
        self.names: Mapping[str, str] = dict(zip(ids, roster["name"].tolist(), strict=True))
        self.departments: Mapping[str, str] = dict(zip(ids, roster["department"].tolist(), strict=True))
        self.positions: Mapping[str, str] = dict(zip(ids, roster["position"].tolist(), strict=True))
        self.schemes: Mapping[str, str] = dict(zip(ids, roster["scheme"].tolist(), strict=True))
        exempt = set(roster.loc[roster["exempt_reason"] != "", "employee_id"])
        self.appraised: list[str] = [one for one in ids if one not in exempt]
        self._places: dict[str, list[str]] = {}
        for one in self.appraised:
            self._places.setdefault(folded(self.departments[one]), []).append(one)

    def of(self, department: str) -> list[str]:
        """The ids of the appraised people of a department."""
        return list(self._places.get(folded(department), ()))

    def all_departments(self) -> list[str]:
        """The departments with appraised people, each as it is first written."""
        return [self.departments[ids[0]] for key, ids in self._places.items() if key]


def typed_rows(cycle: Cycle, key: str, keep: Sequence[bool] | np.ndarray) -> list[TypedRow]:
    """The rows of the table `key` where `keep` holds, column key to value as a person types it."""
    sheet, table = sheet_of(key), cycle[key][np.asarray(keep, dtype=bool)]
    columns = [typed_values(table, column) for column in sheet.columns]
    keys = [column.key for column in sheet.columns]
    return [dict(zip(keys, values, strict=True)) for values in zip(*columns, strict=True)]


def typed_values(table: pd.DataFrame, column: Column) -> list[Typed]:
    """The cells of one column as they were typed; a number that could not be read is blank, its words stay."""
    values = table[column.key].tolist()
    if column.kind is Kind.QUANTITY:
        side = (table[f"{column.key}.{name}"].tolist() for name in ("status", "percent", "text"))
        return [_quantity(*cell) for cell in zip(values, *side, strict=True)]
    if column.kind in (Kind.NUMBER, Kind.PERCENT):
        wrap = Percent if column.kind is Kind.PERCENT else _number
        return [None if pd.isna(value) else wrap(float(value)) for value in values]
    if column.kind is Kind.DATE:
        return [None if pd.isna(value) else value.date() for value in values]
    return [str(value) or None for value in values]


def used_columns(sheet: Sheet, rows: Sequence[Mapping[str, Typed]]) -> set[str]:
    """The keys of the columns in which any of `rows` holds something."""
    return {column.key for column in sheet.columns if any(row.get(column.key) not in (None, "") for row in rows)}


def _quantity(value: float, status: int, percent: bool, text: str) -> Typed:
    if status == CellStatus.GIVEN:
        return Percent(float(value)) if percent else _number(float(value))
    return str(text) or None


def _number(value: float) -> Typed:
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def day_text(day: date | None) -> str:
    """A date as the workbooks write it; '' for none."""
    return "" if day is None else day.isoformat()
