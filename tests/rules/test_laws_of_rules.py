"""Laws of KPI rules and of rounding: better is never worth less, a blank is not a zero, ties round away from zero.

Each example scores every rule at once, one person a row.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import perfxl
from perfxl.rules.exact import is_hundred, rounded, to9
from perfxl.rules.scores import Scores
from tests.oracle.draws import Draw, typed
from tests.oracle.random_kpis import MEASURES, measure
from tests.oracle.reading import Row
from tests.support.typed_cycle import cycle_from

COLUMNS = ("employee_id", "kpi", "weight", "rule", "target", "floor", "stretch", "cap", "parameters", "actual")
SEEDS = st.integers(0, 2**32 - 1)


def scored(rows: dict[str, Row]) -> Scores:
    """Score one KPI of 100 % for each person."""
    lines = [{"employee_id": person, "kpi": "指标", "weight": "100"} | row for person, row in rows.items()]
    sheet = "\n".join(" | ".join(line[column] for column in COLUMNS) for line in lines)
    return perfxl.score(cycle_from(f"# 指标\n{' | '.join(COLUMNS)}\n{sheet}"))


@settings(deadline=None, max_examples=40)
@given(SEEDS)
def test_a_better_actual_never_lowers_a_score(seed: int) -> None:
    draw = Draw(seed)
    before = {rule: measure(draw, rule) for rule in MEASURES}
    after = {rule: row | {"actual": _better(draw, row)} for rule, row in before.items()}

    scores = scored(
        {f"{rule}-0": row for rule, row in before.items()} | {f"{rule}-1": row for rule, row in after.items()}
    )

    assert scores.findings.codes() == []
    points = scores.employees["score"]
    worse = [rule for rule in MEASURES if points[f"{rule}-1"] < points[f"{rule}-0"]]
    assert [(rule, before[rule], after[rule]["actual"]) for rule in worse] == []


def _better(draw: Draw, row: Row) -> str:
    """An actual that is at least as good as the row's by its rule."""
    rule, actual = row["rule"], row["actual"]
    if rule == "yes_no":
        return "是"
    if rule == "milestone":
        names = [piece.split("=")[0].strip() for piece in row["parameters"].split(";")]
        return "、".join(name for name in names if name in actual or draw.chance(0.3)) or actual
    percent, value = actual.endswith("%"), Decimal(actual.rstrip("%"))
    return typed(_BETTER[rule](row, value, draw.decimal(0, 40)), percent=percent)


def _more(_: Row, value: Decimal, by: Decimal) -> Decimal:
    return value + by


def _less(_: Row, value: Decimal, by: Decimal) -> Decimal:
    return value - by


def _less_down_to(lowest: int) -> Callable[[Row, Decimal, Decimal], Decimal]:
    return lambda _, value, by: max(Decimal(lowest), value - int(by))


def _more_within_the_bands(_: Row, value: Decimal, by: Decimal) -> Decimal:
    return max(value, min(value + by, Decimal(199)))  # one of the tables ends at 200


def _nearer(row: Row, value: Decimal, by: Decimal) -> Decimal:
    target = Decimal(row["target"].rstrip("%"))
    return target + max(Decimal(0), abs(value - target) - by).copy_sign(value - target)


def _towards_stretch(row: Row, value: Decimal, by: Decimal) -> Decimal:
    floor, target = (Decimal(row[column].rstrip("%")) for column in ("floor", "target"))
    return value + by if floor < target else value - by


def _to_the_better_side(row: Row, value: Decimal, by: Decimal) -> Decimal:
    return value - by if "better=down" in row["parameters"] else value + by


_BETTER: dict[str, Callable[[Row, Decimal, Decimal], Decimal]] = {
    "ratio_up": _more,
    "ratio_down": _less,
    "inverse_down": _less_down_to(0),
    "deviation_up": _more,
    "deviation_down": _less,
    "on_target": _nearer,
    "bands": _more_within_the_bands,
    "interpolate": _towards_stretch,
    "step": _to_the_better_side,
    "deduct": _less_down_to(0),
    "rank": _less_down_to(1),
    "manual": _more,
}


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_a_blank_is_not_a_zero(seed: int) -> None:
    draw = Draw(seed)
    rows = {rule: measure(draw, rule) for rule in MEASURES if rule != "rank"}  # there is no rank 0
    blank = {f"{rule}-blank": row | {"actual": ""} for rule, row in rows.items()}
    zero = {f"{rule}-zero": row | {"actual": "0%" if "%" in row["actual"] else "0"} for rule, row in rows.items()}

    people = scored(blank | zero).people.set_index("employee_id")

    assert [person for person in blank if people.loc[person, "status"] != "held"] == []
    assert [person for person in zero if people.loc[person, "status"] != "scored"] == []
    assert people.loc[list(blank), "score"].isna().all()
    assert (people.loc[list(blank), "low"] == 0).all()
    caps = [float(row["cap"] or "120") for row in rows.values()]
    assert list(people.loc[list(blank), "high"]) == caps
    scores = people.loc[list(zero), "score"].to_numpy()
    assert ((scores >= 0) & (scores <= caps)).all()


@settings(max_examples=300)
@given(st.integers(-(10**13), 10**13), st.integers(0, 6), st.integers(-40, 40))
def test_rounding_is_half_away_from_zero_on_what_excel_shows(ticks: int, digits: int, noise: int) -> None:
    exact = Decimal(ticks) / 10**8
    shown = float(exact) + noise * 1e-11 * (abs(ticks) < 10**12)  # what binary sums leave behind

    expected = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)

    assert float(rounded(shown, digits)) == float(expected)


@settings(max_examples=100)
@given(st.integers(-(10**6), 10**6), st.integers(0, 5))
def test_every_tie_goes_away_from_zero(whole: int, digits: int) -> None:
    tie = (Decimal(whole) + Decimal("0.5").copy_sign(whole)).scaleb(-digits)

    expected = (Decimal(whole) + Decimal(1).copy_sign(whole)).scaleb(-digits)

    assert float(rounded(float(tie), digits)) == float(expected)


def test_rounding_keeps_what_is_no_number_and_leaves_no_minus_zero() -> None:
    numbers = np.array([np.nan, -0.001, 0.0, 89.995, -89.995, 1e12 + 0.25, np.inf])

    assert [str(number) for number in rounded(numbers, 2)] == [
        "nan", "0.0", "0.0", "90.0", "-90.0", "1000000000000.25", "inf",
    ]  # fmt: skip
    assert [float(number) for number in to9([0.1 + 0.2, -1e-10, 5e-10, -5e-10])] == [0.3, 0.0, 1e-9, -1e-9]


@pytest.mark.parametrize(("total", "whole"), [(33.33 + 33.33 + 33.34, True), (33.33 * 3, False), (100 + 4e-10, True)])
def test_100_percent_is_100_after_nine_decimals(total: float, whole: bool) -> None:
    assert is_hundred(total) is whole


@settings(deadline=None, max_examples=20)
@given(
    st.lists(st.tuples(st.integers(1, 99), st.integers(0, 120_00), st.integers(0, 120_00)), min_size=20, max_size=20)
)
def test_a_score_is_the_exact_weighted_sum_rounded_once(people: list[tuple[int, int, int]]) -> None:
    rows = [
        f"E{number:02} | {kpi} | {weight} | manual | {Decimal(actual) / 100}"
        for number, (share, one, other) in enumerate(people)
        for kpi, weight, actual in (("收入", share, one), ("回款", 100 - share, other))
    ]

    scores = perfxl.score(cycle_from("# 指标\nemployee_id | kpi | weight | rule | actual\n" + "\n".join(rows)))

    exact = [Decimal(share * one + (100 - share) * other) / 10000 for share, one, other in people]
    assert list(scores.people["score"]) == [float(one.quantize(Decimal("0.01"), ROUND_HALF_UP)) for one in exact]
