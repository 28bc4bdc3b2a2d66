"""LibreOffice recalculates the results workbook and gets perfxl's own numbers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
from perfxl.rules.scores import Scores, score
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.reading.reader import read_cycle
from perfxl.workbook.results.book import write_results
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, SheetToWrite, TableToWrite
from perfxl.workbook.writing.writer import write_workbook
from tests.oracle.random_people import random_cycle
from tests.support.libreoffice import Sheets, all_recalculated, needs_libreoffice, recalculated, values
from tests.support.typed_cycle import cycle_of_rows

pytestmark = needs_libreoffice
PEOPLE = 6


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


@pytest.mark.parametrize("seeds", [range(start, start + 50) for start in range(0, 200, 50)], ids=str)
def test_every_formula_gives_perfxls_own_value(seeds: range, tmp_path: Path) -> None:
    """200 random cycles; LibreOffice's numbers equal perfxl's to 1e-9 in every cell of every sheet."""
    scored = 0
    paths = [tmp_path / f"{seed}.xlsx" for seed in seeds]
    for seed, path in zip(seeds, paths, strict=True):
        scores = random_scores(seed, PEOPLE)
        write_results(scores, path, language="en" if seed % 2 else "zh", as_of=scores.cycle.as_of)
        scored += int((scores.people["status"] == "scored").sum())

    assert agreeing_scores(paths, tmp_path) == scored > len(seeds)


def test_libreoffice_adds_up_the_sample_company(tmp_path: Path) -> None:
    workbook, results = tmp_path / "cycle.xlsx", tmp_path / "results.xlsx"
    build_workbook(workbook, sample_rows(), language="zh")
    scores = score(read_cycle(workbook, as_of=SAMPLE_AS_OF))
    write_results(scores, results, language="zh", as_of=SAMPLE_AS_OF)
    formulas = [
        cell for row in openpyxl.load_workbook(results)["得分明细"].iter_rows() for cell in row if cell.data_type == "f"
    ]

    assert agreeing_scores([results], tmp_path) == (scores.people["status"] == "scored").sum() >= 50
    assert len(formulas) > 500


def agreeing_scores(paths: Sequence[Path], folder: Path) -> int:
    """How many people's scores the sheet's formulas confirm; every other cell has to agree, too."""
    same = 0
    for path, again in zip(paths, all_recalculated(paths, folder / "office"), strict=True):
        own, their = cells(values(path)), cells(again)
        same += sum(value in ("一致", "same") for value in their.values())
        assert own.keys() == their.keys()
        assert {place: (own[place], their[place]) for place in own if not alike(own[place], their[place])} == {}
    return same


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
