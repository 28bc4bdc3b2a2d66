"""Handing out: a workbook for each department and each rater, under names every system takes, over nobody's work."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from perfxl.cycle.typed import Percent, Typed
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.intake.grids import read_book
from tests.jobs.asking import ask

_DEPARTMENTS = ("销售部", "研发/测试:一部", "CON", "长" * 200)


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One person in each department; the first rates the second as colleague, a customer rates the first."""
    ids = [f"0{number}" for number in range(len(_DEPARTMENTS))]
    scale: Mapping[str, Typed] = {"scheme": "岗", "scale_min": 1, "scale_max": 5}
    rows: dict[str, list[dict[str, Typed]]] = {
        "cycle": [{"name": "2026", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}],
        "schemes": [
            {"scheme": "岗", "component": "kpi", "weight": Percent(60)},
            {**scale, "component": "peer", "weight": Percent(20)},
            {**scale, "component": "customer", "weight": Percent(20)},
        ],
        "employees": [
            {"employee_id": one, "name": f"示例{one}", "department": department, "scheme": "岗"}
            for one, department in zip(ids, _DEPARTMENTS, strict=True)
        ],
        "kpis": [
            {"employee_id": one, "kpi": "收入", "weight": Percent(100), "rule": "ratio_up", "target": 100}
            for one in ids
        ],
        "ratings": [
            {"employee_id": ids[1], "rater_id": ids[0], "role": "peer"},
            {"employee_id": ids[0], "rater_id": "K/1", "role": "customer"},
        ],
    }
    path = tmp_path_factory.mktemp("cycle") / "绩效管理.xlsx"
    build_workbook(path, rows, language="zh")
    return path


def test_each_department_gets_a_workbook_under_a_name_every_system_takes(cycle: Path, tmp_path: Path) -> None:
    answer = ask("distribute", cycle, "--out", tmp_path / "out", "--json")

    made = answer.json["departments"]
    assert answer.code == 0
    assert [one["department"] for one in made] == list(_DEPARTMENTS)
    assert [Path(one["file"]).name for one in made] == ["销售部.xlsx", "研发_测试_一部.xlsx", "_CON.xlsx", "长" * 50 + ".xlsx"]
    assert sorted(str(path) for path in (tmp_path / "out").iterdir()) == sorted(one["file"] for one in made)
    assert {read_book(Path(one["file"])).kind for one in made} == {"return"}
    assert (answer.json["raters"], answer.json["ratings_not_asked"]) == ([], 2)


def test_with_raters_everybody_who_owes_a_rating_gets_one_customers_too(cycle: Path, tmp_path: Path) -> None:
    answer = ask("distribute", cycle, "--out", tmp_path / "out", "--raters", "--json")

    made = answer.json["raters"]
    assert [(one["rater_id"], Path(one["file"]).name, one["owed"]) for one in made] == [
        ("00", "00_示例00.xlsx", {"ratings": 1}),
        ("K/1", "K_1.xlsx", {"ratings": 1}),
    ]
    assert answer.json["ratings_not_asked"] == 0
    assert {Path(one["file"]).parent for one in made} == {tmp_path / "out" / "评价人"}
    assert {read_book(Path(one["file"])).kind for one in made} == {"rater"}


def test_what_somebody_has_filled_in_is_never_overwritten(cycle: Path, tmp_path: Path) -> None:
    ask("distribute", cycle, "--out", tmp_path)
    filled = tmp_path / "销售部.xlsx"
    book = openpyxl.load_workbook(filled)
    book["指标"]["I6"] = 90
    book.save(filled)
    (tmp_path / "_CON.xlsx").unlink()
    theirs = filled.read_bytes()

    answer = ask("distribute", cycle, "--out", tmp_path)

    assert (answer.code, filled.read_bytes() == theirs) == (2, True)
    assert "销售部.xlsx" in answer.err
    assert not (tmp_path / "_CON.xlsx").exists(), "nothing is written where anything would be overwritten"


def test_distributing_again_changes_nothing_and_says_so(cycle: Path, tmp_path: Path) -> None:
    ask("distribute", cycle, "--out", tmp_path)

    again = ask("distribute", cycle, "--out", tmp_path, "--json")

    assert (again.code, len(again.json["unchanged"])) == (0, len(_DEPARTMENTS))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_terminal_says_where_they_are_and_what_is_still_to_ask(cycle: Path, tmp_path: Path, language: str) -> None:
    answer = ask("distribute", cycle, "--out", tmp_path / "out", "--lang", language)

    assert str(tmp_path / "out" / "销售部.xlsx") in answer.out
    assert "--raters" in answer.out


def test_a_file_in_place_of_the_folder_is_a_wrong_command(cycle: Path) -> None:
    assert ask("distribute", cycle, "--out", cycle).code == 2
