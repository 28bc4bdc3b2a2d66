"""Targets against what was reached before: by hand, by their own rules, through the command."""

from datetime import date
from math import isnan
from pathlib import Path

import pytest

from perfxl.cycle.tables import Cycle
from perfxl.cycle.typed import Percent, Typed
from perfxl.rules.target_audit import target_audit
from tests.jobs.asking import ask
from tests.support.typed_cycle import cycle_from
from tests.year.companies import built, company

HEAD = "# 指标\nemployee_id | kpi | weight | rule | target | parameters | cap | actual | unit\n"


def year(rows: str, *, number: int = 2026) -> Cycle:
    return cycle_from(HEAD + rows, starts_on=f"{number}-01-01", ends_on=f"{number}-12-31", name=str(number))


def audited(now: str, *past: str) -> dict[str, list[object]]:
    """Flags, and what the last actual, the mean and the best are worth now; past: the latest first."""
    found = target_audit(year(now), [year(rows, number=2025 - n) for n, rows in enumerate(past)])
    keys = ("flags", "points_last", "points_mean", "points_best")
    return {row["kpi"]: [row[key] for key in keys] for row in found.targets.to_dict("records")}


@pytest.mark.parametrize(
    ("now", "past", "found"),
    [
        # More is better: 115 of 100 again, mean 110, best 120 in the year before last.
        ("100 | | |", ["100 | | | 115", "100 | | | 120", "100 | | | 95"], [("easy",), 115.0, 110.0, 120.0]),
        # The mean of three is what counts beside the last: one good year is not a low target.
        ("100 | | |", ["100 | | | 115", "100 | | | 80", "100 | | | 80"], [(), 115.0, pytest.approx(91.6666666667), 115.0]),
        # Never above 59 % of it.
        ("100 | | |", ["100 | | | 59", "80 | | | 40"], [("hard",), 59.0, 49.5, 59.0]),
        # Reached last time, and 90 instead of 100 asked now.
        ("90 | | |", ["100 | | | 102"], [("easy", "lowered"), pytest.approx(113.3333333333), pytest.approx(113.3333333333),
                                         pytest.approx(113.3333333333)]),
        # Missed last time: to ask less is fair.
        ("90 | | |", ["100 | | | 88"], [(), pytest.approx(97.7777777778), pytest.approx(97.7777777778), pytest.approx(97.7777777778)]),
        # A cap of 100 says nothing about ease.
        ("100 | | 100 |", ["100 | | 100 | 130"], [(), 100.0, 100.0, 100.0]),
        # Another unit is another measure.
        ("100 | | | | 元", ["100 | | | 115 | 万元"], [(), None, None, None]),
        # No past, or no actual then.
        ("100 | | |", [], [(), None, None, None]),
        ("100 | | |", ["100 | | |"], [(), None, None, None]),
    ],
)  # fmt: skip
def test_a_target_where_more_is_better(now: str, past: list[str], found: list[object]) -> None:
    answer = audited(*(f"E1 | 收入 | 100 | ratio_up | {row}" for row in (now, *past)))

    assert [None if isinstance(value, float) and isnan(value) else value for value in answer["收入"]] == found


@pytest.mark.parametrize(
    ("rule", "now", "past", "flags"),
    [
        ("ratio_down", "20 | | |", "20 | | | 17", ("easy",)),  # 115: fewer than asked
        ("ratio_down", "10 | | |", "20 | | | 16", ("hard",)),
        ("ratio_down", "22 | | |", "20 | | | 20", ("lowered",)),
        ("on_target", "50 | tolerance=10 | |", "50 | tolerance=10 | | 50", ()),
        ("on_target", "60 | tolerance=10 | |", "50 | tolerance=10 | | 50", ("hard",)),
        ("bands", "| <60:0; 60-80:60; >=80:115 | |", "| <60:0; 60-80:60; >=80:115 | | 85", ("easy",)),
    ],
)
def test_the_rule_says_which_way_is_better(rule: str, now: str, past: str, flags: tuple[str, ...]) -> None:
    answer = audited(*(f"E1 | 指标 | 100 | {rule} | {row}" for row in (now, past)))

    assert answer["指标"][0] == flags


def company_of(path: Path, name: str, target: Typed, actual: Typed, first: date, last: date) -> Path:
    rows = company(name=name, starts_on=first, ends_on=last)
    rows["kpis"] = [
        {"employee_id": "E1", "kpi": "回款率", "weight": Percent(100), "rule": "ratio_up", "target": target, "actual": actual}
    ]
    return built(path, rows)


def test_the_command_names_the_cell_and_the_figures(tmp_path: Path) -> None:
    now = company_of(tmp_path / "now.xlsx", "2026", Percent(80), None, date(2026, 1, 1), date(2026, 12, 31))
    then = company_of(tmp_path / "then.xlsx", "2025", Percent(90), Percent(93), date(2025, 1, 1), date(2025, 12, 31))
    half = company_of(tmp_path / "half.xlsx", "2024", Percent(90), Percent(95), date(2024, 7, 1), date(2024, 12, 31))

    answer = ask("targets", now, "--history", half, "--history", then, "--out", tmp_path / "a.xlsx", "--json")

    assert (answer.code, answer.json["history"]) == (0, ["2025", "2024"])
    [row] = answer.json["targets"]
    assert [row[key] for key in ("target", "target_before", "last", "mean", "best", "cycles", "percent", "flags")] == [
        80.0, 90.0, 93.0, 94.0, 95.0, 2, True, ["easy", "lowered"],
    ]  # fmt: skip
    assert [(one["code"], one["sheet"], one["cell"]) for one in answer.json["findings"]] == [
        ("PX549", None, None), ("PX557", "指标", "G2"), ("PX559", "指标", "G2"),
    ]  # fmt: skip
    assert (tmp_path / "a.xlsx").is_file()


def test_without_history_it_is_a_wrong_command(tmp_path: Path) -> None:
    now = built(tmp_path / "now.xlsx", company())

    assert ask("targets", now).code == 2
    assert ask("targets", now, *(["--history", now] * 4)).code == 2
