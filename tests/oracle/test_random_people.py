"""Random people: the same seed gives the same ones, and together they meet every rule, policy and defect."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from .exact import scores
from .kpi_rules import RULES, formula
from .random_people import random_cycle
from .random_standards import POLICIES
from .reading import Row, blank

SHEETS = ("schemes", "goals", "kpis", "ratings", "adjustments")
Crowd = list[tuple[dict[str, Any], list[dict[str, Any]]]]


@pytest.fixture(scope="module")
def crowd() -> Crowd:
    """2,000 people in ten cycles."""
    cycles = [random_cycle(seed, 200) for seed in range(10)]
    return [(one, scores(one)) for one in cycles]


def test_the_same_seed_gives_the_same_people(crowd: Crowd) -> None:
    assert random_cycle(3, 200) == crowd[3][0]
    assert random_cycle(4, 200) != crowd[3][0]
    assert [len(scores(random_cycle(5, count))) for count in (0, 1, 2)] == [0, 1, 2]


def test_random_people_meet_everything(crowd: Crowd) -> None:
    results = [result for _, found in crowd for result in found]
    rows = {sheet: [row for one, _ in crowd for row in one[sheet]] for sheet in SHEETS}
    statuses = Counter(result["status"] for result in results)

    assert statuses["scored"] > 1400
    assert min(statuses["held"], statuses["exempt"]) > 10
    assert {row["rule"] for row in rows["kpis"]} == {row["rule"] for row in rows["goals"]} == set(RULES)
    assert {row["missing_policy"] for row in rows["schemes"]} == {"", *POLICIES}
    assert {row["component"] for row in rows["schemes"]} == {"kpi", "department", *(r["role"] for r in rows["ratings"])}
    assert {row["kind"] for row in rows["adjustments"]} == {"extra", "deduct", "veto"}
    assert {one["settings"]["rounding_digits"] for one, _ in crowd} >= {"0", "1", "2", "3"}
    assert Counter(bool(r["bounds"]) for r in results if r["status"] == "held")[False] > 50
    assert sum(result["grade"] != result["computed_grade"] for result in results) > 5
    assert all(result["bounds"] == [result["score"]] * 2 for result in results if result["status"] == "scored")
    assert all(low <= high for low, high in (result["bounds"] for result in results if result["bounds"]))
    assert all(0 <= result["coverage"] <= 1 for result in results)


def test_random_numbers_have_at_most_four_decimals(crowd: Crowd) -> None:
    cells = [row[column] for one, _ in crowd for row in one["kpis"] for column in ("weight", "target", "actual")]
    numbers = [cell.rstrip("%") for cell in cells if cell.rstrip("%").lstrip("-").replace(".", "", 1).isdigit()]

    assert len(numbers) > 5000
    assert all(Decimal(number).as_tuple().exponent in range(-4, 1) for number in numbers)


def outcome(row: Row) -> str:
    """What becomes of one KPI row."""
    if not blank(row["not_applicable_reason"]):
        return "not applicable"
    try:
        points_of = formula(row)
        if blank(row["actual"]):
            return "missing"
        points_of()
    except ValueError as reason:
        return type(reason).__name__
    return "points"


def test_every_rule_is_scored_and_fails_in_every_way(crowd: Crowd) -> None:
    scored = {result["employee_id"] + str(number) for number, (_, found) in enumerate(crowd) for result in found
              if result["status"] == "scored"}  # fmt: skip
    rows = [(row, row["employee_id"] + str(number)) for number, (one, _) in enumerate(crowd) for row in one["kpis"]]
    compared = Counter(row["rule"] for row, person in rows if person in scored)
    outcomes = Counter(outcome(row) for row, _ in rows)

    assert compared.keys() == RULES.keys()
    assert min(compared.values()) > 200
    assert outcomes.keys() == {"points", "missing", "not applicable", "Unusable", "Refused", "Unreadable"}
    assert min(outcomes.values()) > 10
