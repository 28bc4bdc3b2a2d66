"""Groups compared: figures by hand, what is not shown, and what the overall figures hide."""

import numpy as np
import pandas as pd
import pytest

from perfxl.faults import WrongCommand
from perfxl.jobs.review import review
from perfxl.rules.statistics.selection import mantel_haenszel
from perfxl.rules.statistics.within_strata import within_strata
from perfxl.rules.suppression import suppressed
from tests.rules.test_codes_of_review import people, simpson, unequal
from tests.support.typed_cycle import cycle_from


def of(table: pd.DataFrame, group: str) -> pd.Series:
    return table.set_index("group").loc[group]


def test_rates_and_ratios_by_hand() -> None:
    """20 of 30 against 5 of 30 with an A: a quarter of the highest rate; 60 people, Fisher's exact p."""
    found = review(unequal(), by=("group",))

    assert found.selected_from == "A"
    assert of(found.groups, "乙")[["n", "selected", "selection_rate", "impact_ratio"]].tolist() == [30, 5, 5 / 30, 0.25]
    assert of(found.groups, "甲")["impact_ratio"] == 1.0
    assert of(found.groups, "乙")["fisher_p"] == pytest.approx(0.000181, abs=5e-7)
    assert of(found.groups, "乙")["flags"] == ["four_fifths", "lower_within"]


def test_a_difference_that_the_departments_hide_is_seen_within_them() -> None:
    found = review(simpson(), by=("group",))

    own = of(found.groups, "乙")
    assert own["within_difference"] == pytest.approx(-5, abs=0.2)
    assert abs(own["hedges_g"]) < 0.4
    assert own["flags"] == ["lower_within", "hidden"]


def test_a_lower_rate_that_departments_explain_is_said_to_be_explained() -> None:
    """乙 works where few get an A; within departments rates are equal."""
    found = review(
        people(
            {
                ("销售部", "甲", 92): 30, ("销售部", "甲", 80): 10, ("销售部", "乙", 92): 6, ("销售部", "乙", 80): 2,
                ("研发部", "甲", 92): 2, ("研发部", "甲", 80): 8, ("研发部", "乙", 92): 8, ("研发部", "乙", 80): 32,
            }
        ),
        by=("group",),
    )  # fmt: skip

    own = of(found.groups, "乙")
    assert own["impact_ratio"] < 0.8
    assert own["mh_odds_ratio"] == pytest.approx(1.0)
    assert own["flags"] == ["explained"]
    assert found.findings.codes() == []


def test_the_selected_can_be_named() -> None:
    found = review(unequal(), by=("group",), selected_from="b")

    assert found.selected_from == "B"
    assert of(found.groups, "乙")["selection_rate"] == 1.0


def test_small_groups_show_their_name_only() -> None:
    cycle = people({("部门", "甲", 90): 20, ("部门", "乙", 85): 8, ("部门", "丙", 80): 3})

    found = review(cycle, by=("group",)).groups

    hidden = found[found["suppressed"]]
    assert hidden["group"].tolist() == ["丙", "乙"], "乙 goes with it: 31 less 甲 less 乙 would show 丙"
    assert hidden.drop(columns=["by", "group", "suppressed", "flags"]).isna().all(axis=None)
    assert hidden["flags"].tolist() == [[], []]


def test_years_of_service_and_every_roster_column_make_groups() -> None:
    sheet = ["# 员工", "employee_id | name | department | position | joined_on"]
    sheet += [f"E{i} | 名{i} | 部门 | {'岗甲' if i % 2 else '岗乙'} | {2026 - i % 12}-03-01" for i in range(24)]
    sheet += ["# 指标", "employee_id | kpi | weight | rule | actual", *(f"E{i} | 收入 | 100 | manual | 80" for i in range(24))]

    found = review(cycle_from("\n".join(sheet)), by=("joined_on", "position")).groups

    assert found["group"].tolist() == ["0-1", "1-3", "3-5", "5-10", "10+", "岗乙", "岗甲"]
    assert found.loc[found["by"] == "position", "n"].tolist() == [12, 12]


def test_an_unknown_column_or_grade_is_a_wrong_command() -> None:
    with pytest.raises(WrongCommand):
        review(unequal(), by=("shoe_size",))
    with pytest.raises(WrongCommand):
        review(unequal(), selected_from="Z")


# What must not be shown


def groups(**columns: list[int]) -> dict[str, dict[str, frozenset[int]]]:
    """Groups a, b, c... of so many people each, numbered through."""
    made = {}
    for by, sizes in columns.items():
        ends = np.cumsum([0, *sizes])
        made[by] = {chr(97 + i): frozenset(range(ends[i], ends[i + 1])) for i in range(len(sizes))}
    return made


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ([10, 10, 10], ""),
        ([10, 9, 4], "bc"),  # b goes with c, or 23 - 10 - 9 would show c
        ([10, 4, 4], "bc"),  # together 8 people: nothing can be worked out
        ([10, 9, 2, 2], "bcd"),  # c and d are 4 together
        ([3, 2], "ab"),
    ],
)
def test_subtraction_from_the_total_gives_nothing_away(sizes: list[int], hidden: str) -> None:
    made = groups(by=sizes)

    assert {name for _, name in suppressed(made, frozenset(range(sum(sizes))))} == set(hidden)


def test_people_without_a_group_are_a_rest_too() -> None:
    """12 of 14 people are in a or b: the other two would be 14 - 6 - 6."""
    made = groups(by=[6, 6])

    assert len(suppressed(made, frozenset(range(14)))) == 1


def test_a_group_within_another_but_for_a_few_is_not_shown_beside_it() -> None:
    """Department a has 12 people; of them 9 hold position a: the other three would be known."""
    made = {
        "department": {"a": frozenset(range(12)), "b": frozenset(range(12, 30))},
        "position": {"a": frozenset(range(9)), "b": frozenset(range(9, 30))},
    }

    hidden = suppressed(made, frozenset(range(30)))

    shown = [people for by, own in made.items() for name, people in own.items() if (by, name) not in hidden]
    assert hidden
    assert not [1 for one in shown for other in shown if one < other and len(other - one) < 5]


def test_nothing_small_can_be_worked_out_of_random_companies() -> None:
    """Totals less shown groups, and one shown group less another: never 1 to 4 people."""
    random = np.random.default_rng(1)
    for _ in range(200):
        n = int(random.integers(5, 60))
        everybody = frozenset(range(n))
        made = {}
        for by in ("x", "y", "z"):
            label = random.integers(0, random.integers(2, 9), n)
            made[by] = {str(one): frozenset(np.flatnonzero(label == one).tolist()) for one in np.unique(label)}
        hidden = suppressed(made, everybody)
        sums = {by: [p for name, p in own.items() if (by, name) not in hidden] for by, own in made.items()}
        rests = [everybody.difference(*shown) for shown in sums.values() if shown]
        alone = [people for shown in sums.values() for people in shown]
        apart = [large - small for small in alone for large in alone if small < large]
        assert not [people for people in [*rests, *alone, *apart] if 0 < len(people) < 5]


def test_within_strata_is_least_squares_with_departments_as_columns() -> None:
    random = np.random.default_rng(2)
    stratum, member = random.integers(0, 5, 90), random.random(90) < 0.4
    value = 3.0 * stratum - 2.0 * member + random.normal(size=90)
    columns = np.column_stack([member, *(stratum == one for one in range(5))]).astype(float)

    slope = np.linalg.lstsq(columns, value, rcond=None)[0][0]

    assert within_strata(value, member, stratum).difference == pytest.approx(slope)


def test_mantel_haenszel_needs_both_sides_somewhere() -> None:
    assert np.isnan(mantel_haenszel(np.array([[[3.0, 2.0], [0.0, 0.0]]])).odds_ratio)
