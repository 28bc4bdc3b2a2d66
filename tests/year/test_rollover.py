"""The next cycle's workbook: what goes on goes on without its results, and nothing is lost."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.sheets import TABLES, sheet_of
from perfxl.cycle.tables import Cycle
from perfxl.rules.next_cycle import next_dates, next_name, next_settings
from perfxl.rules.scores import score
from perfxl.workbook.entry.formats import in_words, shown_text
from perfxl.workbook.entry.return_rows import typed_rows
from perfxl.workbook.reading.reader import read_cycle
from perfxl.workbook.year.rollover import next_cycle
from tests.jobs.asking import ask
from tests.oracle.random_people import random_cycle
from tests.support.typed_cycle import cycle_of_rows
from tests.support.vba.workbook import macro_faults
from tests.year.companies import built, company

Rows = dict[str, list[dict[str, Any]]]


def all_rows(cycle: Cycle, key: str) -> list[dict[str, Any]]:
    return typed_rows(cycle, key, np.ones(len(cycle[key]), dtype=bool))


def cells(row: dict[str, Any], key: str) -> set[str]:
    """Every cell that holds something, as a person would look for it."""
    columns = sheet_of(key).columns
    told = ((column, in_words(row.get(column.key), column, "zh")) for column in columns)
    return {f"{column.title.zh}: {shown_text(value)}" for column, value in told if value not in (None, "")}


def lost(cycle: Cycle, after: Rows) -> list[tuple[str, dict[str, Any]]]:
    """Rows of a cycle that stand neither in the next one nor, with every cell, in its history."""
    missing = []
    for sheet in TABLES:
        title = sheet.title.zh
        kept = [cells(row, sheet.key) for row in after.get(sheet.key, [])]
        told = [set(str(row["content"] or "").split("; ")) for row in after["history"] if row["sheet"] == title]
        for row in all_rows(cycle, sheet.key):
            own = cells(row, sheet.key)
            parts = {part for cell in own for part in cell.split("; ")}
            if not any(own <= other for other in kept) and not any(parts <= other for other in told):
                missing.append((sheet.key, row))
    return missing


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_rollover_loses_nothing(seed: int) -> None:
    drawn: dict[str, Any] = random_cycle(seed, 5)
    rows = {key: table for key, table in drawn.items() if isinstance(table, list)}
    cycle = cycle_of_rows(rows, drawn["settings"], as_of=date.fromisoformat(drawn["as_of"]))

    made = next_cycle(cycle, score(cycle), language="zh")

    assert lost(cycle, made.rows) == []


def test_the_sample_company_loses_nothing_on_the_way_through_the_workbooks(tmp_path: Path) -> None:
    old = built(tmp_path / "绩效管理.xlsx", sample_rows())
    new = tmp_path / "下一期.xlsm"

    answer = ask("rollover", old, "--out", new, "--json", "--as-of", "2026-10-31")

    before, after = (read_cycle(path, as_of=SAMPLE_AS_OF) for path in (old, new))
    people = {row["employee_id"] for row in all_rows(before, "employees")}
    assert lost(before, {sheet.key: all_rows(after, sheet.key) for sheet in TABLES}) == []
    assert (answer.code, answer.json["cycle"], answer.json["starts_on"]) == (0, "2027 年度 | 2027", "2026-10-01")
    assert {row["employee_id"] for row in all_rows(after, "employees")} == people
    assert after["ratings"].empty
    assert after["kpis"]["actual"].isna().all()
    assert [len(after[key]) for key in ("ratings", "adjustments", "appeals", "calibration", "decisions")] == [0] * 5
    assert macro_faults(new) == []
    scored = {row["employee_id"]: row["score"] for row in all_rows(after, "history") if row["sheet"] == "得分" and row["score"]}
    assert scored == score(before).people.dropna(subset="score").set_index("employee_id")["score"].to_dict()


def test_what_the_next_cycle_has_of_a_small_company(tmp_path: Path) -> None:
    rows = company(deadline_on=date(2026, 12, 25), company="示例公司")
    rows["employees"][1] |= {"left_on": date(2026, 6, 30)}
    rows["employees"][2] |= {"exempt_reason": "长假"}
    rows["assignments"] = [
        {"employee_id": "E1", "scheme": "销售", "from_on": date(2026, 1, 1), "to_on": date(2026, 6, 30)},
        {"employee_id": "E1", "department": "研发部", "position": "工程师", "scheme": "研发", "from_on": date(2026, 7, 1)},
    ]
    first, *others = rows["kpis"]
    dated = [{**first, "assignment_from": day, "kpi": name} for day, name in ((date(2026, 1, 1), "旧"), (date(2026, 7, 1), "新"))]
    rows["kpis"] = [*dated, *others]
    rows["check_ins"] = [
        {"employee_id": "E1", "on": date(2026, 9, 9), "kind": "agreement", "notes": "学会检验", "next_step": "三月前考证", "by_id": "M2"},
        {"employee_id": "E1", "on": date(2025, 9, 9), "kind": "agreement", "notes": "早先的约定"},
        {"employee_id": "E1", "on": date(2026, 4, 9), "kind": "coaching", "notes": "辅导"},
    ]
    rows["matters"] = [
        {"department": "销售部", "issue": "未办结"},
        {"department": "销售部", "issue": "已办结", "closed_on": date(2026, 5, 5), "outcome": "已答复"},
    ]
    rows["calendar"] = [
        {"stage": "plan", "task": "定目标", "starts_on": date(2026, 1, 5), "due_on": date(2026, 1, 31), "done_on": date(2026, 1, 30)}
    ]
    cycle = read_cycle(built(tmp_path / "a.xlsx", rows), as_of=date(2026, 12, 31))

    made = next_cycle(cycle, score(cycle), language="zh")

    after = made.rows
    assert [row["employee_id"] for row in after["employees"]] == ["E1", "E3", "M1", "M2"]
    assert [after["employees"][0][key] for key in ("department", "position", "scheme")] == ["研发部", "工程师", "研发"]
    assert after["employees"][1]["exempt_reason"] is None
    assert [(row["employee_id"], row["kpi"], row["actual"], row["assignment_from"]) for row in after["kpis"]] == [
        ("E1", "新", None, None), *((one, "产出", None, None) for one in ("E3", "M1", "M2")),
    ]  # fmt: skip
    assert [(row["goal_id"], row["owner_id"], row["goal"], row["measure"]) for row in after["goals"]] == [
        ("DEV-E1-1", "E1", "学会检验", "三月前考证")
    ]
    assert [row["notes"] for row in after["check_ins"]] == ["学会检验"]
    assert [row["issue"] for row in after["matters"]] == ["未办结"]
    assert [after["calendar"][0][key] for key in ("starts_on", "due_on", "done_on")] == [date(2027, 1, 5), date(2027, 2, 1), None]
    told = after["cycle"][0]
    assert [told[key] for key in ("name", "starts_on", "ends_on", "deadline_on", "company")] == [
        "2027 年度", date(2027, 1, 1), date(2027, 12, 31), date(2027, 12, 27), "示例公司",
    ]  # fmt: skip
    assert lost(cycle, after) == []
    assert made.findings.codes() == ["PX556"] * 3


def test_the_history_goes_on_from_cycle_to_cycle(tmp_path: Path) -> None:
    paths = [built(tmp_path / "2026.xlsx", company()), tmp_path / "2027.xlsx", tmp_path / "2028.xlsx"]
    for old, new in pairwise(paths):
        assert ask("rollover", old, "--out", new, "--as-of", "2026-12-31").code == 0

    history = read_cycle(paths[2], as_of=date(2028, 1, 1))["history"]
    assert list(dict.fromkeys(history["cycle"])) == ["2026 年度", "2027 年度"]
    assert list(history.loc[(history["sheet"] == "得分") & (history["cycle"] == "2026 年度"), "score"]) == [78.0] * 5


@pytest.mark.parametrize(
    ("name", "first", "last", "after"),
    [
        ("2026 年度", date(2026, 1, 1), date(2026, 12, 31), "2027 年度"),
        ("FY2026/2027 | 2026-2027", date(2026, 7, 1), date(2027, 6, 30), "FY2027/2028 | 2027-2028"),
        ("2026 第2季度 | 2026 Q2", date(2026, 4, 1), date(2026, 6, 30), "2026 第3季度 | 2026 Q3"),
        ("2026年四季度", date(2026, 10, 1), date(2026, 12, 31), "2027年一季度"),
        ("绩效", date(2026, 1, 1), date(2026, 12, 31), "2027-01-01 – 2027-12-31"),
        ("三月", date(2026, 3, 1), date(2026, 3, 31), "2026-04-01 – 2026-04-30"),
        ("两周", date(2026, 3, 2), date(2026, 3, 15), "2026-03-16 – 2026-03-29"),
    ],
)
def test_the_next_cycle_s_name_and_days(name: str, first: date, last: date, after: str) -> None:
    found = CycleSettings(name=name, starts_on=first, ends_on=last)

    assert next_name(name, next_dates(found)) == after


def test_dates_of_the_process_move_with_the_cycle_to_working_days() -> None:
    found = CycleSettings(
        name="2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), deadline_on=date(2025, 1, 31), letter_on=date(2025, 10, 1)
    )

    moved = next_settings(found, next_dates(found))

    assert [moved.deadline_on, moved.letter_on] == [date(2026, 2, 2), date(2026, 10, 8)]  # a Saturday; a week of holidays


@pytest.mark.parametrize("more", [("--starts-on", "2026-06-01"), ("--ends-on", "2026-06-01"), ("--starts-on", "soon")])
def test_days_that_do_not_fit_are_refused_and_nothing_is_overwritten(tmp_path: Path, more: tuple[str, str]) -> None:
    old = built(tmp_path / "2026.xlsx", company())

    assert ask("rollover", old, "--out", tmp_path / "2027.xlsx", *more).code == 2
    assert not (tmp_path / "2027.xlsx").exists()
    assert ask("rollover", old, "--out", old).code == 2
