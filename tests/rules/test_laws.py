"""Laws that hold for every cycle: what changes no score, and what bounds promise.

Each example is a random company of 60 people with every rule, policy and defect, so a few examples are many cases.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import perfxl
from perfxl.rules.scores import Scores
from perfxl.workbook.intake.grids import Book, Grid
from perfxl.workbook.reading.reader import cycle_of
from tests.oracle.draws import Draw, typed
from tests.oracle.random_people import random_cycle
from tests.oracle.reading import Row
from tests.support.typed_cycle import NOTHING, SETTINGS, cycle_of_rows

Typed = dict[str, Any]
SEEDS = st.integers(0, 2**32 - 1)
PEOPLE = 60
law = settings(deadline=None, max_examples=8)
IDS = ("employee_id", "rater_id", "manager_id", "owner_id", "approver_id")


def scored(cycle: Typed) -> Scores:
    sheets = {key: rows for key, rows in cycle.items() if isinstance(rows, list)}
    return perfxl.score(cycle_of_rows(sheets, cycle["settings"], as_of=date.fromisoformat(cycle["as_of"])))


def with_rows(cycle: Typed, change: Callable[[str, list[Row]], list[Row]]) -> Typed:
    """The cycle with every sheet's rows changed; `change` takes the sheet's key and its rows."""
    return {key: change(key, rows) if isinstance(rows, list) else rows for key, rows in cycle.items()}


def same_people(one: Scores, other: Scores) -> None:
    """Fail unless both give everybody the same figures, grades and status."""
    tables = [scores.people.sort_values("employee_id", ignore_index=True) for scores in (one, other)]
    pd.testing.assert_frame_equal(*tables, rtol=0, atol=1e-9)


@law
@given(SEEDS)
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    cycle, draw = random_cycle(seed, PEOPLE), Draw(seed)

    before, after = scored(cycle), scored(with_rows(cycle, lambda _, rows: draw.sample(rows, len(rows))))

    same_people(before, after)
    assert before.fingerprints == after.fingerprints
    codes = [Counter((one.code, one.employee_id, one.item) for one in scores.findings) for scores in (before, after)]
    assert codes[0] == codes[1]


@law
@given(SEEDS)
def test_splitting_every_kpi_and_goal_in_two_halves_changes_nothing(seed: int) -> None:
    cycle = random_cycle(seed, PEOPLE)

    def halves(sheet: str, rows: list[Row]) -> list[Row]:
        name = {"kpis": "kpi", "goals": "goal"}.get(sheet, "")
        if not name:
            return rows
        halved = [row | {"weight": _half(row["weight"])} for row in rows]
        return [*halved, *(row | {name: f"{row[name]}（续）"} for row in halved)]

    same_people(scored(cycle), scored(with_rows(cycle, halves)))


def _half(weight: str) -> str:
    return typed(Decimal(weight.rstrip("%")) / 2, percent=weight.endswith("%")) if weight else ""


@law
@given(SEEDS)
def test_other_names_and_ids_change_only_names_and_ids(seed: int) -> None:
    cycle = random_cycle(seed, PEOPLE)

    def renamed(_: str, rows: list[Row]) -> list[Row]:
        return [{key: _other(value) if key in (*IDS, "name") else value for key, value in row.items()} for row in rows]

    before, after = scored(cycle), scored(with_rows(cycle, renamed))

    before.people[["employee_id", "name"]] = before.people[["employee_id", "name"]].map(_other)
    same_people(before, after)
    assert before.fingerprints.schemes == after.fingerprints.schemes
    assert list(before.fingerprints.employees.values()) == list(after.fingerprints.employees.values())


def _other(name: str) -> str:
    return f"新{name[::-1]}" if name else ""


@law
@given(SEEDS)
def test_notes_change_nothing(seed: int) -> None:
    cycle = random_cycle(seed, PEOPLE)
    notes = {
        "kpis": "evidence",
        "goals": "counter_reason",
        "ratings": "comment",
        "adjustments": "evidence",
        "grades": "meaning",
    }

    def noted(sheet: str, rows: list[Row]) -> list[Row]:
        return [row | {notes[sheet]: "约 85 分，见附件"} for row in rows] if sheet in notes else rows

    before, after = scored(cycle), scored(with_rows(cycle, noted))

    same_people(before, after)
    assert before.findings == after.findings
    assert before.fingerprints == after.fingerprints


def test_a_column_that_perfxl_does_not_know_changes_nothing_and_is_noted() -> None:
    kpis = [["工号", "指标名称", "权重", "计分规则", "实际值"], ["E1", "收入", "100", "直接评分", "90"]]
    sheets = {
        "cycle": [[*pair] for pair in SETTINGS.items()],
        "schemes": [["scheme", "component", "weight"], ["岗位", "kpi", "100"]],
        "grades": [["grade", "lower_bound"], ["A", "0"]],
        "employees": [["employee_id", "name", "department"], ["E1", "云一", "部门"]],
    }

    def with_kpis(cells: list[list[str]]) -> Scores:
        grids = [
            Grid("cycle.xlsx", name, [[*row] for row in rows], NOTHING)
            for name, rows in (sheets | {"指标": cells}).items()
        ]
        return perfxl.score(cycle_of(Book("cycle.xlsx", tuple(grids)), as_of=date(2026, 12, 31)))

    before, after = (
        with_kpis(kpis),
        with_kpis([[*row, note] for row, note in zip(kpis, ("随手记", "约 85 分"), strict=True)]),
    )

    same_people(before, after)
    assert list(after.people["score"]) == [90.0]
    assert before.fingerprints == after.fingerprints
    assert (before.findings.codes(), after.findings.codes()) == ([], ["PX104"])


@law
@given(SEEDS)
def test_the_shares_of_a_persons_stretches_add_up_to_1(seed: int) -> None:
    scores = scored(random_cycle(seed, PEOPLE))

    sums = scores.assignments.groupby("employee_id")["share"].sum()
    assert (sums - 1).abs().max() < 1e-12
    days = scores.assignments["days"]
    assert ((days >= 1) & (days == days.round())).all()


@law
@given(SEEDS)
def test_bounds_hold_whatever_the_missing_values_turn_out_to_be(seed: int) -> None:
    draw, whole = Draw(seed), random_cycle(seed, PEOPLE)
    whole["settings"]["deadline_on"] = ""  # under the policy `zero` bounds are about evidence that stays missing
    unrated = {(row["employee_id"], row["role"]) for row in whole["ratings"] if draw.chance(0.2)}

    def with_blanks(sheet: str, rows: list[Row]) -> list[Row]:
        if sheet == "ratings":
            return [row | {"rating": ""} if (row["employee_id"], row["role"]) in unrated else row for row in rows]
        return [row | {"actual": ""} if "actual" in row and draw.chance(0.2) else row for row in rows]

    later, now = scored(whole).people, scored(with_rows(whole, with_blanks)).people

    known = later["score"].notna()
    assert now.loc[known, ["low", "high"]].notna().all(axis=None)
    assert (now["low"][known] <= later["score"][known]).all()
    assert (later["score"][known] <= now["high"][known]).all()


@law
@given(SEEDS)
def test_an_accepted_finding_does_not_block(seed: int) -> None:
    cycle = random_cycle(seed, PEOPLE)
    before = scored(cycle)
    blockers = {(one.code, one.employee_id) for one in before.findings if one.blocks}
    signed = {"decision": "accept", "reason": "已核对", "decided_by": "负责人", "decided_on": "2026-12-20"}
    decisions = [{"code": code, "employee_id": person, **signed} for code, person in sorted(blockers)]

    after = scored({**cycle, "decisions": decisions})

    assert [one.code for one in after.findings if (one.code, one.employee_id) in blockers and one.blocks] == []
    blocked = after.findings.blocked_employees()
    judged = after.people[after.people["status"] != "exempt"]
    assert set(judged.loc[judged["status"] == "held", "employee_id"]) == blocked & set(judged["employee_id"])
    was_scored = (before.people["status"] == "scored").to_numpy()
    pd.testing.assert_frame_equal(after.people[was_scored], before.people[was_scored])
