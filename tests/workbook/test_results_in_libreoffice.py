"""LibreOffice recalculates the results workbook and gets perfxl's own numbers."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from perfxl.rules.scores import Scores, score
from perfxl.workbook.results import write_results
from perfxl.workbook.sheet_to_write import ColumnToWrite, SheetToWrite, TableToWrite
from perfxl.workbook.writer import write_workbook
from tests.oracle.random_people import random_cycle
from tests.support.libreoffice import Sheets, all_recalculated, needs_libreoffice, recalculated, values
from tests.support.typed_cycle import cycle_of_rows

pytestmark = needs_libreoffice
SEEDS = range(8)


def random_scores(seed: int, n_people: int) -> Scores:
    drawn: dict[str, Any] = random_cycle(seed, n_people)
    rows = {key: table for key, table in drawn.items() if isinstance(table, list)}
    return score(cycle_of_rows(rows, drawn["settings"], as_of=date.fromisoformat(drawn["as_of"])))


def cells(sheets: Sheets) -> dict[tuple[str, int, int], object]:
    return {
        (name, i, j): cell
        for name, rows in sheets.items()
        for i, row in enumerate(rows)
        for j, cell in enumerate(row)
        if cell != ""
    }


def test_every_formula_gives_perfxls_own_value(tmp_path: Path) -> None:
    paths = [tmp_path / f"{seed}.xlsx" for seed in SEEDS]
    scored = 0
    for seed, path in zip(SEEDS, paths, strict=True):
        scores = random_scores(seed, 15)
        write_results(scores, path, language="en" if seed % 2 else "zh", as_of=scores.cycle.as_of)
        scored += int((scores.people["status"] == "scored").sum())
        live = [
            cell
            for row in openpyxl.load_workbook(path).worksheets[1].iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]
        assert len(live) > 5 * (scores.people["status"] == "scored").sum()

    same = 0
    for path, again in zip(paths, all_recalculated(paths, tmp_path / "office"), strict=True):
        own, their = cells(values(path)), cells(again)
        same += sum(value in ("一致", "same") for value in their.values())
        assert own.keys() == their.keys()
        assert {place: (own[place], their[place]) for place in own if not alike(own[place], their[place])} == {}
    assert same == scored > 60


def alike(own: object, their: object) -> bool:
    if isinstance(own, float) and isinstance(their, float):
        return abs(own - their) <= 1e-9
    return own == their


def test_libreoffice_really_recalculates(tmp_path: Path) -> None:
    """A formula that carries a wrong value comes back with the right one."""
    rows = pd.DataFrame({"n": [2.0, 3.0, 99.0], "n.formula": ["", "", "SUM(A4:A5)"]})
    table = TableToWrite([ColumnToWrite("n", "数", formula_from="n.formula")], rows)
    path = tmp_path / "wrong.xlsx"
    write_workbook(path, [SheetToWrite("数", "数", [table])], kind="results", language="zh", made_on=date(2026, 1, 1))

    again = recalculated(path, tmp_path / "office")

    assert [values(path)["数"][5], again["数"][5]] == [[99.0], [5.0]]
