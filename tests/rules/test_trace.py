"""The trace, added up again in plain Python by what its documentation says, gives every line and every score."""

from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import isclose, isnan
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import perfxl
from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
from perfxl.rules.scores import Scores
from perfxl.workbook.entry.builder import build_workbook
from tests.oracle.random_people import random_cycle
from tests.support.typed_cycle import cycle_from, cycle_of_rows

Line = dict[str, Any]


def wrong_lines(scores: Scores) -> list[tuple[object, ...]]:
    """Lines that do not follow from the lines that feed them, and scores that are not those of the people."""
    wrong: list[tuple[object, ...]] = []
    people = scores.people.set_index("employee_id")["score"]
    for person, table in scores.trace.groupby("employee_id", sort=False):
        lines = table.to_dict("records")
        children: dict[int, list[Line]] = defaultdict(list)
        for line in lines:
            children[line["parent"]].append(line)
        wrong += [(person, line["line"], "order") for number, line in enumerate(lines, 1) if line["line"] != number]
        wrong += [(person, line["line"], line["kind"]) for line in lines if not _follows(line, children[line["line"]])]
        (last,) = children[0]
        if last["kind"] != "score" or not _same(last["points"], people[person]):
            wrong.append((person, last["points"], people[person]))
    return wrong


def _follows(line: Line, children: list[Line]) -> bool:
    return _same(line["points"], _points(line, children)) and _same(line["contribution"], _contribution(line))


def _points(line: Line, children: list[Line]) -> float:
    fed = sum(child["contribution"] for child in children if not child["note"].startswith("not_applicable"))
    if line["how"] == "sum":
        return float(fed)
    if line["how"] == "scale":
        mean = sum(child["value"] for child in children) / len(children)
        rise = (line["p1"] - line["p0"]) / (line["x1"] - line["x0"])
        return float(line["p0"] + rise * (mean - line["x0"]))
    if line["how"] == "capped":
        return float(fed if isnan(line["of"]) else min(line["of"], fed))
    if line["how"] == "score":
        return _rounded(max(0.0, fed), int(line["of"]))
    return float(line["points"])  # given


def _rounded(number: float, digits: int) -> float:
    nine = Decimal(repr(number)).quantize(Decimal("1e-9"), ROUND_HALF_UP)
    return float(nine.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def _contribution(line: Line) -> float:
    if line["kind"] in ("rating", "score"):
        return float("nan")  # a rating feeds its value, a score feeds nothing
    if line["kind"] == "deduct_total":
        return float(-line["points"])
    weighted = line["kind"] in ("kpi", "goal", "component", "assignment")
    return float(line["points"] * line["weight"] / line["of"] if weighted else line["points"])


def _shown(scores: Scores, columns: list[str]) -> list[list[object]]:
    table = scores.trace[columns].astype(object)
    return [list(row) for row in table.where(table.notna(), "").itertuples(index=False)]


def _same(one: float, other: float) -> bool:
    return (isnan(one) and isnan(other)) or isclose(one, other, rel_tol=0, abs_tol=1e-9)


def test_the_sample_company_adds_up_again(tmp_path: Path) -> None:
    build_workbook(tmp_path / "样例.xlsx", sample_rows(), language="zh")
    scores = perfxl.score(perfxl.read_cycle(tmp_path / "样例.xlsx", as_of=SAMPLE_AS_OF))

    assert wrong_lines(scores) == []
    shown = set(scores.trace["employee_id"])
    assert shown == set(scores.people.loc[scores.people["status"] != "exempt", "employee_id"])
    assert {"kpi", "goal", "rating", "component", "assignment", "base", "extra", "extra_total", "score"} <= set(
        scores.trace["kind"]
    )


@pytest.mark.parametrize("seed", range(6))
def test_random_people_add_up_again(seed: int) -> None:
    typed = random_cycle(seed, 100)
    sheets = {key: rows for key, rows in typed.items() if isinstance(rows, list)}
    cycle = cycle_of_rows(sheets, typed["settings"], as_of=date.fromisoformat(typed["as_of"]))

    assert wrong_lines(perfxl.score(cycle)) == []


ROUND = """
    # 员工
    employee_id | name | department
    E1 | 云一 | Sales
    # 考核方案
    scheme | component | weight | missing_policy | scale_points
    岗位 | kpi | 50 | zero |
    岗位 | customer | 30 | block | 1=40; 3=80; 5=110
    岗位 | department | 20 | zero |
    # 目标
    goal_id | level | department | goal | rule | target | actual | weight
    G1 | department | sales | 增长 | ratio_up | 100 | 90 | 60
    G2 | department | ＳＡＬＥＳ | 客户 | ratio_up | 100 | | 40
    # 指标
    employee_id | kpi | weight | rule | target | actual
    E1 | 收入 | 80 | ratio_up | 200 | 190
    E1 | 回款 | 20 | ratio_up | 100 |
    # 评价
    employee_id | rater_id | role | rating
    E1 | K1 | customer | 4
    E1 | K2 | customer | 5
    # 加减分
    employee_id | kind | item | claimed_points | approved_points | approver_id
    E1 | extra | 培训 | 5 | 5 | E9
    E1 | extra | 值班 | 5 | 4 | E9
    E1 | deduct | 迟到 | | 1.5 | E9
"""


def test_the_trace_of_one_person_line_by_line() -> None:
    late = {"deadline_on": "2026-11-30", "extra_cap_each": "4.5", "extra_cap_total": "6"}
    scores = perfxl.score(cycle_from(ROUND, as_of=date(2026, 12, 31), **late))

    columns = ["line", "parent", "kind", "item", "points", "weight", "of", "contribution", "how", "note"]
    assert _shown(scores, columns) == [
        [1, 3, "kpi", "收入", 95.0, 80.0, 100.0, 76.0, "given", ""],
        [2, 3, "kpi", "回款", 0.0, 20.0, 100.0, 0.0, "given", "zeroed"],
        [3, 10, "component", "岗位", 76.0, 50.0, 100.0, 38.0, "sum", ""],
        [4, 6, "rating", "K1", "", "", "", "", "given", ""],
        [5, 6, "rating", "K2", "", "", "", "", "given", ""],
        [6, 10, "component", "岗位", 102.5, 30.0, 100.0, 30.75, "scale", ""],
        [7, 9, "goal", "增长", 90.0, 60.0, 100.0, 54.0, "given", ""],
        [8, 9, "goal", "客户", 0.0, 40.0, 100.0, 0.0, "given", "zeroed"],
        [9, 10, "component", "岗位", 54.0, 20.0, 100.0, 10.8, "sum", "zeroed"],
        [10, 16, "base", "", 79.55, "", "", 79.55, "sum", ""],
        [11, 13, "extra", "培训", 4.5, "", "", 4.5, "given", ""],
        [12, 13, "extra", "值班", 4.0, "", "", 4.0, "given", ""],
        [13, 16, "extra_total", "", 6.0, "", 6.0, 6.0, "capped", ""],
        [14, 15, "deduct", "迟到", 1.5, "", "", 1.5, "given", ""],
        [15, 16, "deduct_total", "", 1.5, "", "", -1.5, "capped", ""],
        [16, 0, "score", "", 84.05, "", 2.0, "", "score", ""],
    ]
    assert wrong_lines(scores) == []


def test_a_held_person_has_lines_without_the_numbers_that_are_not_known() -> None:
    scores = perfxl.score(
        cycle_from("""
        # 指标
        employee_id | kpi | weight | rule | target | actual
        E1 | 收入 | 60 | ratio_up | 100 | 90
        E1 | 回款 | 40 | ratio_up | 100 | —
        """)
    )

    columns = ["kind", "actual", "points", "contribution", "how", "note", "place"]
    assert _shown(scores, columns) == [
        ["kpi", "90", 90.0, 54.0, "given", "", "[cycle.xlsx]kpis!F2"],
        ["kpi", "—", "", "", "given", "missing", "[cycle.xlsx]kpis!F3"],
        ["component", "", "", "", "given", "missing", "[cycle.xlsx]schemes!C2"],
        ["base", "", "", "", "given", "", ""],
        ["score", "", "", "", "given", "held", ""],
    ]
    assert wrong_lines(scores) == []


@pytest.mark.parametrize("reason", ["试用期", ""])
def test_a_cycle_without_anybody_to_score_has_an_empty_trace(reason: str) -> None:
    person = f"E1 | 云一 | 部门 | {reason}" if reason else ""
    scores = perfxl.score(cycle_from(f"# 员工\nemployee_id | name | department | exempt_reason\n{person}"))

    pd.testing.assert_index_equal(scores.trace.columns, perfxl.score(cycle_from(ROUND)).trace.columns)
    assert scores.trace.empty
