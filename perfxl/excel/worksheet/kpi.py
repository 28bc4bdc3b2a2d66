"""PX_KPI: the points of KPIs, each row by its rule."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import pandas as pd

from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.sheets_of_people import KPIS
from perfxl.cycle.tables import CellStatus, Cycle, completed
from perfxl.excel.worksheet.cells import Array, Block, alike, blanks, read_cells
from perfxl.excel.worksheet.in_words import told
from perfxl.findings.base import Finding
from perfxl.findings.completeness import ActualMissing, NotApplicableWithoutReason
from perfxl.rules.exact import Bools, to9
from perfxl.rules.kpi_scores import row_points

NO_DAY = date.min  # no rule for single rows asks what day it is
_ABSENT = {CellStatus.BLANK: ActualMissing, CellStatus.NOT_APPLICABLE: NotApplicableWithoutReason}
_NEEDED = ("rule", "target", "actual")
Found = Iterator[tuple[int, type[Finding]]]


def kpi_points(given: Mapping[str, Block], *, language: str) -> Array:
    """Points of each row, to 9 decimals; a finding where there are none, '' where nothing stands in the row.

    given: the cells of the columns rule, target, actual and, as far as wanted, floor, stretch, cap and parameters of the
    sheet of KPIs. Raises Unlike.
    """
    cells = dict(zip(given, alike(*given.values()), strict=True))
    shape = cells["actual"].shape
    read = {key: read_cells(KPIS.column(key), cells[key].ravel().tolist()) for key in cells}
    arrays = {name: array for one in read.values() for name, array in one.arrays.items()}
    table = completed(KPIS, pd.DataFrame(arrays))
    cycle = Cycle(CycleSettings(), {"kpis": table}, as_of=NO_DAY)
    scored = row_points(cycle, "kpis", np.arange(len(table)))
    answers = to9(scored.points).astype(object)
    found = [*_missing(table), *((f.target.row, type(f)) for f in scored.findings if f.target)]
    found += [(position, kind) for one in read.values() for position, kind in one.wrong.items()]
    for position, kind in sorted(found, key=lambda pair: pair[1].code, reverse=True):
        answers[position] = told(kind, language)
    answers[_unused(given, cells)] = ""
    return answers.reshape(shape)


def _missing(table: pd.DataFrame) -> Found:
    status = table["actual.status"].to_numpy()
    for state, kind in _ABSENT.items():
        for position in np.flatnonzero(status == state):
            yield int(position), kind


def _unused(given: Mapping[str, Block], cells: Mapping[str, Block]) -> Bools:
    """Rows in which nothing stands: every range is blank there, or, for single cells, rule, target and actual are.

    One range alone does not tell an unused row from a missing actual.
    """
    ranges = [key for key, block in given.items() if block.size > 1]
    asked = ranges if len(ranges) > 1 else [key for key in _NEEDED if key in given]
    return np.asarray(np.column_stack([blanks(cells[key].ravel()) for key in asked]).all(axis=1))
