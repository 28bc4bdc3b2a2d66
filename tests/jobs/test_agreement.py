"""Goals go to a department, come back with answers, are signed, published, and changed: by commands alone."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import perfxl
from perfxl.cycle.sheets import KPI_LIBRARY, NEGOTIATION, sheet_of
from perfxl.cycle.typed import Percent
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.library.kpi import found_kpis
from tests.jobs.asking import ask, company_rows

PLANNING, LATER = ("--as-of", "2026-01-20"), ("--as-of", "2026-02-10")
COMPANY = {"goal_id": "G1", "level": "company", "owner_id": "E1", "goal": "收入", "measure": "审计", "unit": "万元",
           "rule": "ratio_up", "target": 100, "due_on": date(2026, 12, 31)}  # fmt: skip
SALES = {**COMPANY, "level": "department", "department": "销售部", "parent_goal_id": "G1", "weight": Percent(50)}
GOALS = (COMPANY, {**SALES, "goal_id": "D1", "goal": "部门收入"}, {**SALES, "goal_id": "D2", "goal": "回款", "target": 80})


def rows(*goals: dict[str, Any]) -> dict[str, Any]:
    made = company_rows(plan_until=date(2026, 1, 31), deadline_on=date(2027, 1, 10))
    return {**made, "goals": list(goals)}


@pytest.fixture
def cycle(tmp_path: Path) -> Path:
    return written(tmp_path, *GOALS)


def written(folder: Path, *goals: dict[str, Any]) -> Path:
    path = folder / "绩效.xlsx"
    sheets = rows(*goals)
    build_workbook(path, sheets, language="zh", sheets=list(sheets))
    return path


def handed_out(cycle: Path, *, language: str = "zh", on: tuple[str, str] = PLANNING) -> Path:
    out = cycle.parent / f"out-{language}"
    assert ask("distribute", cycle, "--out", out, "--lang", language, *on).code == 0
    return out / "销售部.xlsx"


def answered(path: Path, language: str, *answers: dict[str, Any]) -> Path:
    """Type answers into the goals form, by column key and row; returns the file in the folder of returns."""
    sheet = sheet_of("goals")
    book = openpyxl.load_workbook(path)
    form = book[sheet.title(language)]
    heads = {str(cell.value).rstrip("*"): cell.column for cell in form[5]}
    for row, answer in enumerate(answers, start=6):
        for key, value in answer.items():
            cell = form.cell(row, heads[sheet.column(key).title(language)])
            assert not cell.protection.locked, key
            cell.value = value
    target = path.parents[1] / "returns" / path.name
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target


def consolidated(cycle: Path, on: tuple[str, str] = PLANNING) -> Any:
    return ask("consolidate", cycle.parent / "returns", "--cycle", cycle, "--into", cycle.parent / "master.xlsx", "--json", *on)


def codes(cycle: Path, on: tuple[str, str] = LATER) -> list[str]:
    findings = ask("check", cycle, "--json", *on).json["findings"]
    return sorted(f"{one['code']} {one['item']}" for one in findings if one["code"].startswith(("PX35", "PX36", "PX37")))


def negotiation(cycle: Path) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(cycle.parent / "master.xlsx")[NEGOTIATION.zh]
    lines = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(number for number, line in enumerate(lines) if line[0] == "状态")
    return lines[head + 1 :]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_department_s_form_asks_for_answers_and_offers_the_library(cycle: Path, language: str) -> None:
    book = openpyxl.load_workbook(handed_out(cycle, language=language))

    form, shelf = book[sheet_of("goals").title(language)], book[KPI_LIBRARY(language)]
    heads = [str(cell.value).rstrip("*") for cell in form[5]]
    asked = [sheet_of("goals").column(key).title(language) for key in ("response", "counter_target", "counter_kpi", "counter_reason")]
    names = [cell.value for cell in shelf["A"][1:]]
    lists = [rule.formula1 for rule in form.data_validations.dataValidation if KPI_LIBRARY(language) in str(rule.formula1)]
    assert [head in heads for head in asked] == [True] * 4
    assert sheet_of("goals").column("actual").title(language) not in heads, "actuals come later"
    assert names == [kpi.name(language) for kpi in found_kpis("sales")]
    assert shelf.sheet_state == "hidden"
    assert lists == [f"'{KPI_LIBRARY(language)}'!$A$2:$A$12"]


def test_after_planning_the_form_asks_for_actuals_too(cycle: Path) -> None:
    book = openpyxl.load_workbook(handed_out(cycle, on=LATER))

    heads = [str(cell.value).rstrip("*") for cell in book["目标"][5]]
    assert [head in heads for head in ("实际值", "部门意见")] == [True, True]


@pytest.mark.parametrize(("language", "accept", "counter"), [("zh", "同意", "另提"), ("en", "accept", "counter-propose")])
def test_answers_come_back_as_a_list_with_both_sides(cycle: Path, language: str, accept: str, counter: str) -> None:
    answers = (
        {"response": accept, "agreed_by": "示例E1", "agreed_on": date(2026, 1, 18)},
        {"response": counter, "counter_target": 72, "counter_reason": "大客户改为季度付款"},
    )
    answered(handed_out(cycle, language=language), language, *answers)

    done = consolidated(cycle)

    assert done.code == 0, done.out
    assert negotiation(cycle) == [
        ["部门另提", "销售部", "D2", "回款", "80 万元", "另提", "72 万元", "-10.0%", None, "大客户改为季度付款", None, None]
    ]
    assert codes(cycle) == ["PX371 D2"]
    agreed = ask("goals", cycle, "--json", *LATER).json["agreed"]
    assert agreed == {"signed": 1, "counter": 1}


def test_a_goal_without_an_answer_is_open_and_late_after_planning(cycle: Path) -> None:
    answered(handed_out(cycle), "zh", {"response": "同意"})
    consolidated(cycle)

    assert [line[:3] for line in negotiation(cycle)] == [["未答复", "销售部", "D2"], ["同意，待签字", "销售部", "D1"]]
    assert codes(cycle, PLANNING) == []
    assert codes(cycle) == ["PX370 D1", "PX370 D2"]


def test_what_hr_signed_stays_when_the_department_says_nothing(tmp_path: Path) -> None:
    signed = {"agreed_by": "总经理", "agreed_on": date(2026, 1, 15)}
    cycle = written(tmp_path, COMPANY, {**GOALS[1], **signed}, GOALS[2])
    answered(handed_out(cycle), "zh")

    consolidated(cycle)

    goals = perfxl.read_cycle(cycle)["goals"].set_index("goal_id")
    assert goals.loc["D1", "agreed_by"] == "总经理"
    assert str(goals.loc["D1", "agreed_on"])[:10] == "2026-01-15"


def test_changes_after_the_agreement_are_findings_and_stand_in_the_history(tmp_path: Path) -> None:
    signed = {"agreed_by": "示例E1", "agreed_on": date(2026, 1, 18)}
    first = [COMPANY, {**GOALS[1], **signed}, {**GOALS[2], **signed}]
    cycle = written(tmp_path, *first)
    publish = ("publish", cycle, "--out", tmp_path / "standards.pdf", *LATER)
    assert ask(*publish).code == 0
    assert codes(cycle) == []

    written(tmp_path, COMPANY, {**first[1], "target": 90}, first[2])
    assert codes(cycle) == ["PX375 D1"]
    findings = ask("check", cycle, "--json", "--lang", "zh", *LATER).json["findings"]
    assert [one["fact"] for one in findings if one["code"] == "PX375"] == [
        "示例E1 于 2026-01-18 确认的目标 D1 已被改动：目标值 100 → 90。"
    ]

    written(tmp_path, COMPANY, {**first[1], "target": 90, "agreed_on": date(2026, 2, 5)}, {**first[2]})
    assert codes(cycle) == ["PX377 D1"]
    assert ask(*publish).code == 0
    assert codes(cycle) == []

    written(tmp_path, COMPANY, {**first[1], "target": 90, "agreed_on": date(2026, 2, 5)})
    assert codes(cycle) == ["PX364 销售部", "PX376 D2"]
    assert ask(*publish).code == 0
    history = json.loads((tmp_path / "standards.json").read_text(encoding="utf-8"))["goal_changes"]
    assert [(one["goal_id"], one["change"], one["agreed_before"], one["agreed_now"]) for one in history] == [
        ("D1", "changed", ["示例E1", "2026-01-18"], ["示例E1", "2026-02-05"]),
        ("D2", "gone", ["示例E1", "2026-01-18"], None),
    ]
    assert history[0]["terms"] == {"target": ["100", "90"]}


def test_a_workbook_of_an_older_version_is_read_and_asked_for_nothing_new(tmp_path: Path) -> None:
    """A goals sheet without the newer columns gives no finding about dates or answers."""
    path = written(tmp_path, *GOALS)
    book = openpyxl.load_workbook(path)
    sheet = book["目标"]
    old = {"目标编号*", "层级*", "负责人工号", "部门", "目标内容*", "上级目标编号", "衡量方法", "单位", "计分规则", "目标值", "权重"}
    for column in range(sheet.max_column, 0, -1):
        if sheet.cell(1, column).value not in old:
            sheet.delete_cols(column)
    book.save(path)

    assert codes(path, PLANNING) == []
