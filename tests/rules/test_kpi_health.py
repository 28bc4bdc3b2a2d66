"""Health of KPIs and schemes, and the proposals that come of it."""

import numpy as np
import pytest

from perfxl.cycle.tables import Cycle
from perfxl.jobs.review import review
from perfxl.rules.proposals import KINDS
from tests.support.typed_cycle import cycle_from


def company(points: dict[str, list[object]], *, roster: str = "", **settings: str) -> Cycle:
    """Everybody has these KPIs, equally weighted, scored directly; None is missing."""
    weights = 100 / len(points)
    people = len(next(iter(points.values())))
    rows = [
        f"E{one:02d} | {kpi} | {weights} | manual | {'' if own[one] is None else own[one]}"
        for one in range(people)
        for kpi, own in points.items()
    ]
    return cycle_from("\n".join(["# 指标", "employee_id | kpi | weight | rule | actual", *rows]), **settings)


def flags(cycle: Cycle) -> dict[str, list[str]]:
    table = review(cycle).kpis
    return {kpi: own for kpi, own in zip(table["kpi"], table["flags"], strict=True) if own}


def spread(seed: int, *, mean: float = 90, sd: float = 9, n: int = 30) -> list[float]:
    return np.round(np.random.default_rng(seed).normal(mean, sd, n), 2).tolist()


def test_kpis_that_tell_people_apart_have_no_flags() -> None:
    assert flags(company({"甲": spread(1), "乙": spread(2), "丙": spread(3)})) == {}


def test_what_is_wrong_with_a_kpi_is_named() -> None:
    first = spread(4)
    found = flags(
        company(
            {
                "无差别": [100.0] * 30,
                "太容易": spread(5, mean=113, sd=2),
                "到顶": [120.0] * 16 + spread(6, mean=95, sd=5, n=14),
                "甲": first,
                "双胞胎": [one + step for one, step in zip(first, spread(7, mean=0, sd=1), strict=True)],
                "缺": [None] * 8 + spread(8, n=22),
            }
        )
    )

    assert found == {
        "无差别": ["no_variance"],
        "太容易": ["easy_target"],
        "到顶": ["ceiling"],
        "甲": ["redundant"],
        "双胞胎": ["redundant"],
        "缺": ["missing"],
    }


def test_a_kpi_that_goes_against_the_others_is_named() -> None:
    first = spread(9)
    against = [180 - one + step for one, step in zip(first, spread(10, mean=0, sd=3), strict=True)]

    assert "against_the_rest" in flags(company({"质量": first, "速度": against}))["速度"]


def test_figures_of_a_kpi_by_hand() -> None:
    table = review(company({"甲": [80, 100, 120, 90, 110], "乙": [90, 90, 90, 90, 140]})).kpis.set_index("kpi")

    first, second = table.loc["甲"], table.loc["乙"]
    assert (first["n"], first["mean"], first["ceiling"], first["reached"]) == (5, 100.0, 0.2, 0.6)
    assert first["cv"] == pytest.approx(np.std([80, 100, 120, 90, 110], ddof=1) / 100)
    assert second["ceiling"] == 0.2, "140 counts as the cap of 120"
    assert first["item_rest"] == pytest.approx(np.corrcoef([80, 100, 120, 90, 110], [90, 90, 90, 90, 120])[0, 1])
    assert first["effective_weight"] + second["effective_weight"] == pytest.approx(100)


def test_nothing_is_concluded_from_four_people() -> None:
    assert flags(company({"甲": [100.0] * 4, "乙": [80, 90, 100, 110]})) == {}


def test_a_kpi_that_nobody_has_evidence_for_is_all_missing() -> None:
    found = review(company({"甲": [None] * 6, "乙": spread(11, n=6)})).kpis.set_index("kpi").loc["甲"]

    assert (found["n"], found["people"], found["missing"], found["flags"]) == (0, 6, 1.0, ["missing"])


def test_late_counts_only_after_the_deadline() -> None:
    missing: dict[str, list[object]] = {"甲": [None, 90, 90, 90, 95]}

    before = review(company(missing, deadline_on="2027-01-31")).kpis.iloc[0]
    after = review(company(missing, deadline_on="2026-11-30")).kpis.iloc[0]

    assert (before["missing"], before["late"], after["late"]) == (0.2, 0.0, 0.2)


def test_every_proposal_has_its_figures_in_both_languages() -> None:
    first = spread(4)
    found = review(
        company(
            {
                "无差别": [100.0] * 30,
                "甲": first,
                "乙": [one + 0.5 for one in first],
                "太容易": spread(5, mean=113, sd=2),
            }
        )
    )

    assert [(one.kind, one.about.zh) for one in found.proposals] == [
        ("drop", "无差别"),
        ("merge", "甲"),
        ("raise", "太容易"),
    ]
    assert all(any(sign.isdigit() for sign in one.why(code)) for one in found.proposals for code in ("zh", "en"))
    assert {one.kind for one in found.proposals} <= KINDS.keys()


def test_reliability_of_a_scheme_is_what_raters_leave() -> None:
    """Means of 71 to 111 have variance 250; two raters 2 apart leave an error variance of 1."""
    people = [(70 + 10 * one, 72 + 10 * one) for one in range(5)]
    rows = [f"E{one} | R{rater} | peer | {pair[rater]}" for one, pair in enumerate(people) for rater in range(2)]
    sheet = [
        "# 考核方案", "scheme | component | weight | scale_min | scale_max", "岗位 | peer | 100 | 0 | 120",
        "# 员工", "employee_id | name | department", *(f"E{one} | 名{one} | 部门" for one in range(5)),
        "# 评价", "employee_id | rater_id | role | rating", *rows,
    ]  # fmt: skip

    scheme = review(cycle_from("\n".join(sheet))).schemes.iloc[0]

    share = (100 / 120) ** 2
    assert scheme["standard_error"] == pytest.approx(np.sqrt(1 * share))
    assert scheme["reliability"] == pytest.approx(1 - 1 * share / (250 * share))
    assert scheme["unmeasured"] == 0
