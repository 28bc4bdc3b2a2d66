"""The oracle's scores of whole people, against small cases worked out by hand."""

import ast
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from .exact import scores
from .reading import Row, nine, rounded, weight_factor, whole_hundred

SHEETS = {
    "schemes": "scheme component weight missing_policy min_raters scale_min scale_max scale_points scale_labels",
    "dimensions": "scheme dimension weight meaning",
    "grades": "grade lower_bound",
    "employees": "employee_id department scheme manager_id joined_on left_on exempt_reason",
    "assignments": "employee_id department scheme from_on to_on",
    "goals": "goal_id level department rule target floor stretch cap parameters actual weight",
    "kpis": "kpi assignment_from weight rule target floor stretch cap parameters actual not_applicable_reason",
    "ratings": "employee_id rater_id role dimension rating assignment_from recused_reason",
    "adjustments": "employee_id kind claimed_points approved_points approver_id",
}
BASICS = {
    "schemes": [{"scheme": "S", "component": "kpi", "weight": "100"}],
    "grades": [{"grade": grade, "lower_bound": bound} for grade, bound in (("A", "90"), ("B", "80"), ("C", "0"))],
    "employees": [{"employee_id": "E1", "department": "销售部"}],
}


def cycle(as_of: str = "2026-12-31", settings: Row | None = None, **sheets: list[Row]) -> dict[str, Any]:
    """A small cycle: unnamed sheets are BASICS or empty, unnamed cells blank, unnamed ids E1."""
    rows = {name: (BASICS | sheets).get(name, []) for name in SHEETS}
    filled = {
        name: [dict.fromkeys(SHEETS[name].split(), "") | {"employee_id": "E1"} | row for row in sheet]
        for name, sheet in rows.items()
    }
    days = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    return filled | {"as_of": as_of, "settings": days | (settings or {})}


def only(**changed: Any) -> dict[str, Any]:
    return scores(cycle(**changed))[0]


def kpi(weight: str = "100", rule: str = "manual", **cells: str) -> Row:
    return {"kpi": f"K{weight}", "weight": weight, "rule": rule} | cells


def test_rounding_is_half_away_from_zero_at_nine_decimals_and_then_at_the_cycle_digits() -> None:
    assert rounded(Fraction("-89.995"), 2) == -90
    assert rounded(nine(Fraction("89.9949999994")), 2) == Fraction("89.99")
    assert rounded(nine(Fraction("89.9949999995")), 2) == 90

    tie = only(kpis=[kpi(actual="89.995")])
    assert (tie["score"], tie["grade"], tie["base"]) == (90, "A", Fraction("89.995"))


def test_a_missing_actual_holds_with_bounds_and_is_zero_only_after_the_deadline() -> None:
    rows = [kpi("60", "ratio_up", target="100", actual="90"), kpi("40", "ratio_up", target="100")]
    zero = [BASICS["schemes"][0] | {"missing_policy": "zero"}]
    settings = {"deadline_on": "2026-12-31"}

    held = only(kpis=rows, schemes=zero, settings=settings)
    late = only(kpis=rows, schemes=zero, settings=settings, as_of="2027-01-01")

    assert (held["status"], held["bounds"], held["coverage"]) == ("held", [54, 102], Fraction("0.6"))
    assert (held["base"], held["components"], held["grade_certain"]) == (None, {"kpi": None}, False)
    assert (late["status"], late["score"], late["coverage"]) == ("scored", 54, Fraction("0.6"))


@pytest.mark.parametrize(
    ("policy", "weights", "status", "bounds"),
    [
        ("renormalise", ("75", "25"), "scored", [80, 80]),
        ("renormalise", ("60", "40"), "held", [80, 80]),
        ("block", ("75", "25"), "held", [60, 90]),
    ],
)
def test_not_applicable(policy: str, weights: tuple[str, str], status: str, bounds: list[int]) -> None:
    rows = [kpi(weights[0], actual="80"), kpi(weights[1], not_applicable_reason="停产")]

    found = only(kpis=rows, schemes=[BASICS["schemes"][0] | {"missing_policy": policy}])

    assert (found["status"], found["bounds"], found["coverage"]) == (status, bounds, 1)


def test_weights_must_add_up_to_exactly_100() -> None:
    thirds = only(kpis=[kpi("33.33", actual="80")] * 3)
    exact = only(kpis=[kpi(weight, actual="80") for weight in ("33.33%", "33.33%", "33.34%")])

    assert (thirds["status"], thirds["bounds"], thirds["components"]) == ("held", None, {"kpi": None})
    assert (exact["status"], exact["score"]) == ("scored", 80)
    assert weight_factor(["0.6", "", "0.4"]) == 100
    assert whole_hundred([Fraction(100, 3)] * 3)
    with pytest.raises(ValueError, match="mixes"):
        weight_factor(["60%", "40"])


PEERS = {"scheme": "S", "component": "peer", "weight": "40", "min_raters": "2"}
HALF_KPI = {"scheme": "S", "component": "kpi", "weight": "60"}


def test_raters_count_with_all_dimensions_and_unless_recused() -> None:
    schemes = [HALF_KPI, PEERS | {"scale_points": "1=40; 3=80; 5=110", "scale_labels": "良好=4"}]
    parts = (("态度", "75"), ("能力", "25"))
    dimensions = [{"scheme": "S", "dimension": name, "weight": weight} for name, weight in parts]
    ratings = [
        {"rater_id": rater, "role": "peer", "dimension": dimension, "rating": rating, "recused_reason": recused}
        for rater, dimension, rating, recused in (
            ("E2", "态度", "良好", ""), ("E2", "能力", "2", ""), ("E3", "态度", "2", ""), ("E3", "能力", "3", ""),
            ("E4", "态度", "5", ""), ("E5", "态度", "1", "亲属"), ("E5", "能力", "1", "亲属"),
        )
    ]  # fmt: skip
    given = {"schemes": schemes, "dimensions": dimensions, "kpis": [kpi(actual="100")]}

    two = only(ratings=ratings, **given)
    one = only(ratings=ratings[2:], **given)

    assert two["components"]["peer"] == Fraction("77.5")  # raters' means 3.5 and 2.25, so 2.875 on the scale
    assert two["base"] == Fraction("91")
    assert (one["status"], one["bounds"], one["coverage"]) == ("held", [76, 104], Fraction("0.6"))


def test_moves_count_by_days_within_the_cycle() -> None:
    schemes = [{"scheme": scheme, "component": "kpi", "weight": "100"} for scheme in ("S", "T")]
    moves = [
        {"scheme": "S", "from_on": "2025-06-01", "to_on": "2026-03-14"},
        {"scheme": "T", "from_on": "2026-03-15", "to_on": ""},
    ]
    rows = [kpi(actual="73", assignment_from="2025-06-01"), kpi(actual="100", assignment_from="2026-03-15")]

    moved = only(schemes=schemes, assignments=moves, kpis=rows)
    overlapping = only(schemes=schemes, assignments=[moves[0] | {"to_on": "2026-03-15"}, moves[1]], kpis=rows)
    stray = only(schemes=schemes, assignments=moves, kpis=[*rows, kpi(actual="100")])

    assert moved["base"] == (73 * 73 + 292 * 100) / Fraction(365)
    assert [(found["status"], found["bounds"]) for found in (overlapping, stray)] == [("held", None)] * 2


def test_adjustments_are_capped_and_a_veto_limits_the_grade() -> None:
    extra = {"kind": "extra", "claimed_points": "9", "approver_id": "E2"}
    rows = [extra | {"approved_points": points} for points in ("5", "2", "")]
    rows += [{"kind": "deduct", "approved_points": "7", "approver_id": "E2"}, {"kind": "veto"}]
    caps = {"extra_cap_each": "3", "extra_cap_total": "4", "deduct_cap_total": "2.5", "veto_grade": "B"}

    found = only(kpis=[kpi(actual="89")], adjustments=rows, settings=caps)
    own = only(kpis=[kpi(actual="89")], adjustments=[rows[0] | {"approver_id": "E1"}])

    assert (found["adjustment"], found["score"]) == (Fraction("1.5"), Fraction("90.5"))
    assert (found["computed_grade"], found["grade"], found["grade_certain"]) == ("A", "B", True)
    assert (own["status"], own["adjustment"], own["bounds"]) == ("held", 0, [89, 89])


def test_department_goals_make_the_department_component() -> None:
    schemes = [HALF_KPI, {"scheme": "S", "component": "department", "weight": "40"}]
    goals = [
        {"level": "department", "department": "销售部", "weight": weight, "rule": "yes_no", "actual": actual}
        for weight, actual in (("75", "是"), ("25", "否"))
    ]
    given = {"schemes": schemes, "kpis": [kpi(actual="80")]}

    assert only(goals=goals, **given)["base"] == Fraction("78")
    open_goal = only(goals=[goals[0], goals[1] | {"actual": ""}], **given)
    assert (open_goal["bounds"], open_goal["coverage"]) == ([78, 90], Fraction("0.9"))


def test_the_oracle_depends_on_nothing_of_perfxl() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in Path(__file__).parent.glob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    roots = {name.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for name in node.names}
    roots |= {str(node.module).split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 0}

    assert not roots & {"perfxl", "pandas", "numpy"}
