"""A reorganisation through real workbooks: two rosters, what the command proposes, and the score that follows from it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfxl
from tests.jobs.asking import ask
from tests.support.typed_cycle import cycle_from
from tests.year.companies import built, company, kpi, rating, roster_csv, rows_of_sheet

KEYS = ("employee_id", "name", "department", "position", "manager_id")
AS_OF = ("--as-of", "2026-12-31")


def reorganised(folder: Path) -> tuple[Path, Path]:
    """The cycle workbook, and the roster of July: E1 to R&D, E2 gone, E3 under M1, E4 new."""
    rows = company()
    people = [dict(row) for row in rows["employees"] if row["employee_id"] != "E2"]
    for row in people:
        if row["employee_id"] == "E1":
            row |= {"department": "研发部", "position": "工程师", "manager_id": "M2"}
        if row["employee_id"] == "E3":
            row |= {"manager_id": "M1"}
    people.append(
        {"employee_id": "E4", "name": "云四", "department": "研发部", "position": "工程师", "manager_id": "M2"}
    )
    return built(folder / "绩效管理.xlsx", rows), roster_csv(folder / "新名单.csv", people, KEYS)


def test_who_moved_left_joined_and_has_another_manager(tmp_path: Path) -> None:
    old, new = reorganised(tmp_path)

    answer = ask("roster", "diff", old, new, "--on", "2026-07-01", "--json", *AS_OF)

    found = answer.json
    assert answer.code == 0
    assert {one["employee_id"]: one["kinds"] for one in found["changes"]} == {
        "E1": ["moved", "manager"],
        "E2": ["left"],
        "E3": ["manager"],
        "E4": ["joined"],
    }
    assert [list(row.values()) for row in found["assignments"]] == [
        ["E1", "销售部", "销售代表", "销售", "2026-01-01", "2026-06-30"],
        ["E1", "研发部", "工程师", None, "2026-07-01", None],
    ]
    assert [(one["employee_id"], one["rater_id"], one["days"], one["assignment_from"]) for one in found["raters"]] == [
        ("E1", "M1", 181.0, "2026-01-01"),
        ("E1", "M2", 184.0, "2026-07-01"),
        ("E3", "M2", 181.0, None),
        ("E3", "M1", 184.0, None),
    ]
    assert found["kpis"] == [{"employee_id": "E1", "kpi": "产出", "assignment_from": "2026-01-01"}]
    assert [one["code"] for one in found["findings"]] == ["PX544", "PX546", "PX547"]


def test_the_score_after_a_reorganisation_is_the_sum_by_hand(tmp_path: Path) -> None:
    """Paste what is proposed, as HR would, and score: the two stretches count by their days."""
    old, new = reorganised(tmp_path)
    ask("roster", "diff", old, new, "--on", "2026-07-01", "--out", tmp_path / "变动.xlsx", "--lang", "zh", *AS_OF)
    rows = company()
    rows["employees"] = rows_of_sheet(tmp_path / "变动.xlsx", "员工")
    rows["assignments"] = rows_of_sheet(tmp_path / "变动.xlsx", "任职")
    dated = {
        (row["工号"], row["指标名称"]): row["任职开始日期"] for row in rows_of_sheet(tmp_path / "变动.xlsx", "指标归属")
    }
    by_person = {row["employee_id"]: row for row in rows["employees"]}
    by_person["E1"]["scheme"] = by_person["E4"]["scheme"] = rows["assignments"][1]["scheme"] = (
        "研发"  # PX546 asks for it
    )
    rows["kpis"] = [
        *({**row, "assignment_from": dated.get((row["employee_id"], row["kpi"]))} for row in rows["kpis"]),
        kpi("E1", 95, start=date(2026, 7, 1)),
        kpi("E4", 60),
    ]
    raters = [row for row in rows_of_sheet(tmp_path / "变动.xlsx", "谁评价哪一段") if row["工号"] == "E1"]
    rows["ratings"] = [row for row in rows["ratings"] if row["employee_id"] != "E1"] + [rating("E4", "M2", 100)]
    rows["ratings"] += [
        rating("E1", row["评价人工号"], points, start=row["任职开始日期"])
        for row, points in zip(raters, (70, 100), strict=True)
    ]

    answer = ask("score", built(tmp_path / "确认后.xlsx", rows), "--json", *AS_OF)

    people = {one["employee_id"]: one for one in answer.json["employees"]}
    before, after = 0.8 * 80 + 0.2 * 70, 0.8 * 95 + 0.2 * 100
    assert people["E1"]["base"] == pytest.approx((181 * before + 184 * after) / 365, abs=1e-9)
    assert people["E1"]["score"] == 87.07  # (181 x 78 + 184 x 96) / 365 = 87.0740
    assert [people[one]["score"] for one in ("E2", "E3", "E4")] == [78.0, 78.0, 68.0]
    assert (people["E1"]["status"], by_person["E2"]["left_on"]) == ("scored", date(2026, 6, 30))


def test_plain_rosters_of_which_nobody_knows_the_day_leave_it_to_hr(tmp_path: Path) -> None:
    rows = company()["employees"]
    moved = [{**row, "department": "研发部"} if row["employee_id"] == "E1" else row for row in rows]
    old, new = (roster_csv(tmp_path / name, people, KEYS) for name, people in (("a.csv", rows), ("b.csv", moved)))

    found = ask("roster", "diff", old, new, "--json").json

    assert [list(row.values())[-2:] for row in found["assignments"]] == [[None, None], [None, None]]
    assert [one["code"] for one in found["findings"]] == ["PX540"]


def test_the_same_roster_twice_proposes_nothing(tmp_path: Path) -> None:
    old, _ = reorganised(tmp_path)

    found = ask("roster", "diff", old, old, "--json").json

    assert [found[key] for key in ("changes", "departments", "assignments", "raters", "kpis", "findings")] == [[]] * 6


@pytest.mark.parametrize("day", ["2026-01-01", "2027-01-01", "yesterday"])
def test_a_day_outside_the_cycle_is_refused(tmp_path: Path, day: str) -> None:
    old, new = reorganised(tmp_path)

    assert ask("roster", "diff", old, new, "--on", day).code == 2


def test_neither_roster_is_overwritten(tmp_path: Path) -> None:
    old, _ = reorganised(tmp_path)
    kept = old.read_bytes()

    assert [ask("roster", "diff", old, old, "--out", old).code, old.read_bytes()] == [2, kept]


DAYS = st.lists(st.integers(1, 364), min_size=1, max_size=6, unique=True).map(sorted)


@settings(deadline=None, max_examples=25)
@given(cuts=DAYS)
def test_pro_rata_by_days_adds_up_to_the_whole(cuts: list[int]) -> None:
    """However often somebody moves, the days are those of the cycle and the shares add up to one."""
    spans = perfxl.score(cycle_from(_moves(cuts))).assignments

    assert int(spans["days"].sum()) == 365
    assert spans["share"].sum() == pytest.approx(1.0, abs=1e-12)


@settings(deadline=None, max_examples=25)
@given(cuts=DAYS)
def test_moving_between_equal_stretches_changes_no_score(cuts: list[int]) -> None:
    assert list(perfxl.score(cycle_from(_moves(cuts))).people["score"]) == [83.33]


def _moves(cuts: list[int]) -> str:
    first = date(2026, 1, 1)
    starts = [first, *(first + timedelta(days=cut) for cut in cuts)]
    ends: list[Any] = [*(start - timedelta(days=1) for start in starts[1:]), ""]
    lines = [
        "# 员工",
        "employee_id | name | department",
        "E1 | 云一 | 销售部",
        "# 任职",
        "employee_id | scheme | from_on | to_on",
    ]
    lines += [f"E1 | 岗位 | {start} | {end}" for start, end in zip(starts, ends, strict=True)]
    lines += ["# 指标", "employee_id | kpi | assignment_from | weight | rule | actual"]
    lines += [f"E1 | 产出 | {start} | 100 | manual | 83.33" for start in starts]
    return "\n".join(lines)
