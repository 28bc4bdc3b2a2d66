"""Quarters to a year, through real workbooks and the command: weights, held and missing quarters, the live trace."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.cycle.typed import Typed
from perfxl.rules.exact import rounded_number
from perfxl.rules.rollup import Period, rollup
from perfxl.rules.scores import score
from tests.jobs.asking import ask
from tests.support.libreoffice import needs_libreoffice, recalculated
from tests.support.typed_cycle import cycle_from
from tests.year.companies import built, company, kpi

QUARTERS = (
    (date(2026, 1, 1), date(2026, 3, 31)),
    (date(2026, 4, 1), date(2026, 6, 30)),
    (date(2026, 7, 1), date(2026, 9, 30)),
    (date(2026, 10, 1), date(2026, 12, 31)),
)
AS_OF = ("--as-of", "2026-12-31")
POINTS = ((80, 90, 70, 60, 100), (81.5, 90, None, 60, 100), (82, 90, 71, 60, 100), (90.55, 90, 72, 60, 100))


def quarter(folder: Path, number: int, points: Sequence[Typed], *, without: str = "", **people: dict[str, Typed]) -> Path:
    """A quarter in which everybody is scored by the KPI alone. people: what the roster says of somebody besides."""
    starts_on, ends_on = QUARTERS[number - 1]
    rows = company(starts_on=starts_on, ends_on=ends_on, name=f"2026 第{number}季度 | 2026 Q{number}")
    rows["schemes"] = [{"scheme": one, "component": "kpi", "weight": 100} for one in ("销售", "研发")]
    rows["employees"] = [
        {**row, **people.get(str(row["employee_id"]), {})} for row in rows["employees"] if row["employee_id"] != without
    ]
    rows["kpis"] = [
        kpi(str(row["employee_id"]), value)
        for row, value in zip(company()["employees"], points, strict=True)
        if row["employee_id"] != without
    ]
    rows["ratings"] = []
    return built(folder / f"Q{number}.xlsx", rows)


def four(folder: Path) -> list[Path]:
    """Four quarters: E3's second lacks its actual, M1 is not on the third roster."""
    return [
        quarter(folder, number, POINTS[number - 1], without="M1" if number == 3 else "") for number in (1, 2, 3, 4)
    ]


def people(answer: dict[str, Any]) -> dict[str, list[object]]:
    return {one["employee_id"]: [one[key] for key in ("status", "score", "grade", "bounds")] for one in answer["employees"]}


def test_quarters_count_by_their_weights_and_what_is_missing_is_never_zero(tmp_path: Path) -> None:
    answer = ask("rollup", *four(tmp_path), "--weights", "10,20,30,40", "--json", *AS_OF)

    by_hand = rounded_number((10 * 80 + 20 * 81.5 + 30 * 82 + 40 * 90.55) / 100, 2)
    low, high = ((10 * 70 + 20 * second + 30 * 71 + 40 * 72) / 100 for second in (0, 120))
    assert people(answer.json) == {
        "E1": ["scored", by_hand, "B", [by_hand, by_hand]],
        "E2": ["scored", 90.0, "A", [90.0, 90.0]],
        "E3": ["held", None, None, [low, high]],
        "M1": ["held", None, None, None],
        "M2": ["scored", 100.0, "A", [100.0, 100.0]],
    }
    assert by_hand == 85.12
    assert [(one["code"], one["employee_id"]) for one in answer.json["findings"]] == [("PX550", "M1"), ("PX552", "E3")]
    assert answer.code == 1


def test_who_joined_later_or_was_exempt_has_the_other_quarters(tmp_path: Path) -> None:
    late: dict[str, Typed] = {"joined_on": date(2026, 5, 4)}
    first = quarter(tmp_path, 1, POINTS[0], without="E2", E1={"exempt_reason": "试用期"})
    second = quarter(tmp_path, 2, (90, 60, 70, 60, 100), E2=late)

    answer = ask("rollup", second, first, "--weights", "75,25", "--json", *AS_OF)

    found = people(answer.json)
    assert [found["E1"][:2], found["E2"][:2], found["E3"][:2]] == [["scored", 90.0], ["scored", 60.0], ["scored", 70.0]]
    assert [(one["code"], one["employee_id"]) for one in answer.json["findings"]] == [("PX551", "E1"), ("PX551", "E2")]
    [e2] = [one["periods"] for one in answer.json["employees"] if one["employee_id"] == "E2"]
    assert [(one["state"], one["weight"], one["share"]) for one in e2] == [("not_then", 25.0, 0.0), ("scored", 75.0, 1.0)]
    assert answer.code == 0


@needs_libreoffice
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_year_s_formulas_reach_down_to_the_actuals(tmp_path: Path, language: str) -> None:
    out = tmp_path / "全年.xlsx"
    ask("rollup", *four(tmp_path), "--out", out, "--lang", language, *AS_OF)

    sheets = recalculated(out, tmp_path / "again")

    first = next(iter(sheets.values()))
    assert str(first[3][0]).endswith((": 0", "：0"))
    year, quarters = list(sheets.values())[1], list(sheets.values())[3:]
    header = next(number for number, row in enumerate(year) if len([cell for cell in row if cell != ""]) > 3)
    lines = {(row[0], row[2]): row for row in year[header + 1 :] if row[0] != ""}
    assert [round(float(str(lines["E1", float(line)][10])), 9) for line in (1, 2, 3, 4, 5)] == [80, 81.5, 82, 90.55, 83.51]
    assert len(quarters) == 4
    assert not [cell for rows in sheets.values() for row in rows for cell in row if str(cell).startswith(("#", "Err:"))]


def test_weights_by_days_and_equal_ones(tmp_path: Path) -> None:
    paths = [quarter(tmp_path, number, (points, 1, 1, 1, 1)) for number, points in ((1, 100), (3, 0))]

    equal, by_days = (ask("rollup", *paths, *more, "--json", *AS_OF).json for more in ((), ("--weights", "days")))

    assert people(equal)["E1"][1] == 50.0
    assert people(by_days)["E1"][1] == rounded_number(100 * 90 / 182, 2)
    assert [one["code"] for one in equal["findings"]] == ["PX553"]


@pytest.mark.parametrize(
    "more",
    [("--weights", "50,60"), ("--weights", "50"), ("--weights", "a,b"), ("--weights", "0,100"), ("--out", "Q1.xlsx")],
)
def test_what_cannot_be_is_refused(tmp_path: Path, more: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paths = [quarter(tmp_path, number, POINTS[0]) for number in (1, 2)]

    assert [ask("rollup", *paths, *more).code, ask("rollup", paths[0]).code, ask("rollup", paths[0], paths[0]).code] == [2, 2, 2]


SCORES = st.lists(st.decimals(0, 120, places=2).map(float), min_size=2, max_size=6)


@settings(deadline=None, max_examples=25)
@given(scores=SCORES)
def test_the_year_lies_between_its_periods_and_equal_periods_give_themselves(scores: list[float]) -> None:
    low, high = min(scores), max(scores)
    found = rollup(periods(scores)).people.iloc[0]["score"]
    same = rollup(periods([high] * len(scores))).people.iloc[0]["score"]

    assert low - 0.005 <= found <= high + 0.005
    assert same == high


@settings(deadline=None, max_examples=25)
@given(scores=SCORES)
def test_the_trace_adds_up_to_the_year(scores: list[float]) -> None:
    year = rollup(periods(scores))

    lines = year.trace
    assert rounded_number(lines.loc[lines["kind"] == "period", "contribution"].sum(), 2) == year.people["score"].iloc[0]


def periods(scores: list[float]) -> list[Period]:
    """One person, a month each."""
    found = []
    for month, points in enumerate(scores, start=1):
        text = f"# 指标\nemployee_id | kpi | weight | rule | actual\nE1 | 产出 | 100 | manual | {points}"
        cycle = cycle_from(text, starts_on=f"2026-{month:02}-01", ends_on=f"2026-{month:02}-28")
        found.append(Period(score(cycle), 100 / len(scores)))
    return found
