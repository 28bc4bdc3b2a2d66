"""From forms to scores: two departments send their own forms, and the scores are those of the cycle workbook alone."""

import math
import pickle
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from perfxl.cycle.sample import sample_rows
from perfxl.cycle.tables import Cycle
from perfxl.cycle.typed import Percent
from perfxl.jobs.consolidate import Consolidation, consolidate
from perfxl.jobs.read import read_cycle
from perfxl.rules.scores import Scores, score
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.forms.mapping_file import mappings_in
from perfxl.workbook.samples import FOREIGN_DEPARTMENTS, write_foreign_returns, write_sample_mappings

AS_OF = date(2026, 10, 31)
EMPTY_HANDED = ("actual", "evidence")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole cycle workbook, and beside it one in which the two departments' actuals and ratings are still missing."""
    there = tmp_path_factory.mktemp("表单")
    rows = sample_rows()
    (there / "whole").mkdir()
    build_workbook(there / "whole" / "绩效管理.xlsx", rows, language="zh")
    theirs = {row["employee_id"] for row in rows["employees"] if row["department"] in FOREIGN_DEPARTMENTS}
    for row in rows["kpis"]:
        if row["employee_id"] in theirs:
            row.update(dict.fromkeys(EMPTY_HANDED))
    for row in rows["ratings"]:
        elsewhere = row["employee_id"] == "05001"  # rated by dimensions, which the table of finance does not show
        if row["employee_id"] in theirs and row["role"] in ("self", "manager") and not elsewhere:
            row.update(rating=None, comment="")
    (there / "open").mkdir()
    build_workbook(there / "open" / "绩效管理.xlsx", rows, language="zh")
    return there


@pytest.fixture(scope="module")
def whole(folder: Path) -> Scores:
    return score(read_cycle(folder / "whole", as_of=AS_OF))


@pytest.fixture(scope="module")
def merged(folder: Path, whole: Scores) -> tuple[Consolidation, Cycle]:
    """What consolidating the forms gives, and the cycle with its master; one form states a score that is wrong."""
    known = whole.people.set_index("employee_id")["score"].dropna().to_dict()
    stated = {**known, "03002": known["03002"] + 1.5}
    write_foreign_returns(folder / "open" / "returns", "zh", stated=stated)
    write_sample_mappings(folder / "open" / "mappings")
    cycle = read_cycle(folder / "open", as_of=AS_OF)
    done = consolidate(cycle, folder / "open" / "returns", into=folder / "open" / "master.xlsx", jobs=1)
    return done, read_cycle(folder / "open", as_of=AS_OF)


def test_scores_from_forms_are_those_of_the_cycle_workbook(whole: Scores, merged: tuple[Consolidation, Cycle]) -> None:
    people = score(merged[1]).people
    theirs = people["department"].isin(FOREIGN_DEPARTMENTS)
    columns = ["employee_id", "status", "base", "score", "grade"]

    pd.testing.assert_frame_equal(people.loc[theirs, columns], whole.people.loc[theirs, columns])
    assert (people.loc[theirs, "status"] == "scored").sum() >= 8


def test_every_form_was_read_with_its_mapping(merged: tuple[Consolidation, Cycle]) -> None:
    statuses = {(file.file.partition("-")[0], file.status) for file in merged[0].files}

    assert statuses == {("客服部", "read"), ("财务部绩效汇总.xlsx", "read")}


def test_findings_about_values_name_their_cell_on_the_form(merged: tuple[Consolidation, Cycle]) -> None:
    found = {(one.code, str(one.place)) for one in score(merged[1]).findings}

    assert ("PX402", "[客服部-岚听澜.xlsx]考核表!F28") in found  # a rating in a word that the scale does not know
    assert ("PX108", "[财务部绩效汇总.xlsx]汇总!I27") in found  # an error value as the actual


def test_a_stated_score_that_differs_is_a_warning_at_its_cell(merged: tuple[Consolidation, Cycle]) -> None:
    differing = [one for one in score(merged[1]).findings if one.code == "PX957"]

    assert [(one.employee_id, str(one.place)) for one in differing] == [("03002", "[客服部-枫望舒.xlsx]考核表!E30")]
    assert not differing[0].blocks


def test_mappings_and_what_they_give_travel_between_processes(tmp_path: Path) -> None:
    write_sample_mappings(tmp_path)

    for mapping in mappings_in(tmp_path).usable:
        assert mapping.labels
        again = pickle.loads(pickle.dumps(mapping))
        assert (again, again.fingerprint, again.labels) == (mapping, mapping.fingerprint, mapping.labels)


def test_the_sample_s_weights_are_exact_in_both_sections() -> None:
    from perfxl.workbook.samples.service_form import sections_of

    rows = sample_rows()["kpis"]
    for employee_id in ("03001", "03004"):
        mine = [row for row in rows if row["employee_id"] == employee_id]
        for section in sections_of(mine):
            weights = [row["weight"].shown for row in section if isinstance(row["weight"], Percent)]
            assert math.isclose(sum(weights), 50)
