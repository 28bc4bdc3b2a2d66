"""Raters: what is observed about their ratings, and where nothing may be said."""

import numpy as np
import pandas as pd
import pytest

from perfxl.cycle.tables import Cycle
from perfxl.jobs.review import review
from perfxl.rules.rater_evidence import _stands_out
from perfxl.rules.review import Review
from perfxl.rules.review_words import GROUP_FLAGS, KPI_FLAGS, RATER_FLAGS
from tests.support.typed_cycle import cycle_from

DIMENSIONS = ("质量", "协作", "态度")


def rated_by(rows: list[tuple[str, str, str, list[float]]], *, talks: str = "", scale: str = "1 | 5") -> Cycle:
    """A cycle of peers' and other ratings: employee, rater, role, one value a dimension."""
    roles = dict.fromkeys(role for _, _, role, _ in rows)
    weight = 100 / len(roles)
    ids = dict.fromkeys(one for row in rows for one in row[:2])
    lines = [
        "# 考核方案",
        "scheme | component | weight | scale_min | scale_max",
        *(f"岗位 | {role} | {weight} | {scale}" for role in roles),
        "# 评价维度",
        "scheme | dimension | weight",
        "岗位 | 质量 | 40",
        "岗位 | 协作 | 30",
        "岗位 | 态度 | 30",
        "# 员工",
        "employee_id | name | department",
        *(f"{one} | {one} | 部门" for one in ids),
        "# 评价",
        "employee_id | rater_id | role | dimension | rating",
        *(
            f"{employee} | {rater} | {role} | {dimension} | {value:.1f}"
            for employee, rater, role, values in rows
            for dimension, value in zip(DIMENSIONS, values, strict=True)
        ),
    ]
    return cycle_from("\n".join(lines) + "\n" + talks)


def usual(random: np.random.Generator, *, people: int = 12, raters: int = 4) -> dict[tuple[str, str], list[float]]:
    """Everybody rated by everybody of four raters: people and dimensions differ, raters a little."""
    level = 3.2 + 0.6 * random.normal(size=(people, 1)) + 0.5 * random.normal(size=(people, 3))
    return {
        (f"E{one}", f"R{rater}"): np.clip(level[one] + 0.3 * random.normal(size=3), 1, 5).tolist()
        for one in range(people)
        for rater in range(raters)
    }


def flags_of(found: Review, rater: str) -> list[str]:
    own = found.raters[found.raters["rater_id"] == rater]
    return list(own["flags"].iloc[0])


def review_of(ratings: dict[tuple[str, str], list[float]], role: str = "peer", **more: str) -> Review:
    return review(rated_by([(*who, role, values) for who, values in ratings.items()], **more))


def test_nobody_is_named_where_all_rate_alike() -> None:
    found = review_of(usual(np.random.default_rng(1)))

    assert found.raters["flags"].tolist() == [[]] * 4
    assert found.raters["adjustable"].all()
    assert found.separable == {"peer": "whole"}


def test_a_severe_rater_is_named_and_the_adjusted_score_stands_beside() -> None:
    ratings = usual(np.random.default_rng(2))
    ratings = {
        who: [value - 0.9 * (who[1] == "R0") for value in values] if who[0] != "E0" or who[1] != "R0" else values
        for who, values in ratings.items()
        if (who[0] == "E0") + (who[1] == "R1") < 2  # E0 lacks one mild rater
    }
    ratings = {who: [max(value, 1.0) for value in values] for who, values in ratings.items()}

    found = review_of(ratings)

    line = found.raters.set_index("rater_id").loc["R0"]
    assert "severe" in line["flags"]
    assert line["severity_low"] > 0.3
    assert line["severity"] == pytest.approx(0.65, abs=0.25)
    scores = found.scores.people.set_index("employee_id")["score"].dropna()
    beside = found.adjusted.set_index("employee_id")
    assert beside["score"].to_dict() == scores.loc[beside.index].to_dict(), "no score has changed"
    assert len(beside) == 12
    assert beside.loc["E0", "change"] > 1, "without the mild rater, the strict one weighs more"
    assert beside["change"].drop("E0").tolist() == pytest.approx([0] * 11, abs=0.05), "rated by all four"


def test_a_mild_one_is_lenient() -> None:
    ratings = {
        who: [min(value + 0.9, 5.0) if who[1] == "R2" else value for value in values]
        for who, values in usual(np.random.default_rng(3)).items()
    }

    assert flags_of(review_of(ratings), "R2") == ["lenient"]


def test_the_middle_only_is_central_tendency() -> None:
    ratings = usual(np.random.default_rng(4))
    nudge = np.random.default_rng(5)
    ratings |= {who: (3 + 0.1 * nudge.normal(size=3)).tolist() for who in ratings if who[1] == "R1"}

    found = flags_of(review_of(ratings), "R1")

    assert {"central_tendency", "range_restriction"} <= set(found)


def test_little_spread_at_the_top_is_range_restriction_only() -> None:
    ratings = usual(np.random.default_rng(6))
    nudge = np.random.default_rng(7)
    ratings |= {who: (4.7 + 0.1 * nudge.normal(size=3)).tolist() for who in ratings if who[1] == "R1"}

    found = flags_of(review_of(ratings), "R1")

    assert "range_restriction" in found
    assert "central_tendency" not in found


def test_one_value_on_all_dimensions_is_halo_only_where_others_differ() -> None:
    ratings = usual(np.random.default_rng(8))
    haloed = {who: [float(np.mean(v))] * 3 if who[1] == "R3" else v for who, v in ratings.items()}
    everybody = {who: [float(np.mean(v))] * 3 for who, v in ratings.items()}

    assert "halo" in flags_of(review_of(haloed), "R3")
    assert all("halo" not in flags for flags in review_of(everybody).raters["flags"])


@pytest.mark.parametrize(("share", "named"), [(0.25, True), (0.45, False)])
def test_halo_is_a_third_of_the_variance_that_others_give(share: float, named: bool) -> None:
    """The dimensions of R0 have this share of the variance of R1's."""
    random = np.random.default_rng(20)
    level = 3 + 0.3 * random.normal(size=(40, 1))
    apart = 0.5 * random.normal(size=(40, 3))
    ratings = {(f"E{one}", "R0"): (level[one] + share**0.5 * apart[one]).tolist() for one in range(40)}
    ratings |= {(f"E{one}", "R1"): (level[one] + apart[one]).tolist() for one in range(40)}

    assert ("halo" in flags_of(review_of(ratings, scale="-5 | 10"), "R0")) == named


def test_one_row_for_everybody_is_named() -> None:
    ratings = usual(np.random.default_rng(9))
    ratings |= {who: [4.0, 3.0, 5.0] for who in ratings if who[1] == "R0"}

    assert "identical_rows" in flags_of(review_of(ratings), "R0")


def test_talks_at_the_end_only_are_recency() -> None:
    late = "\n".join(f"E{one} | 2026-1{one % 3}-15 | coaching | R0" for one in range(6))
    early = "\n".join(f"E{one} | 2026-0{one + 1}-15 | coaching | R1" for one in range(6))
    talks = f"# 沟通记录\nemployee_id | on | kind | by_id\n{late}\n{early}"

    found = review_of(usual(np.random.default_rng(10)), talks=talks)

    assert "recency" in flags_of(found, "R0")
    assert "recency" not in flags_of(found, "R1")


def test_a_self_rating_unlike_all_others_stands_out() -> None:
    random = np.random.default_rng(11)
    ratings = usual(random)
    rows = [(*who, "peer", values) for who, values in ratings.items()]
    for one in range(12):
        others = np.mean([ratings[(f"E{one}", f"R{rater}")] for rater in range(4)])
        own = min(others + 0.2 + 0.1 * random.normal() + (1.3 if one == 5 else 0), 5)
        rows.append((f"E{one}", f"E{one}", "self", [own] * 3))

    found = review(rated_by(rows))

    assert found.selves.loc[found.selves["stands_out"] == 1, "employee_id"].tolist() == ["E5"]
    assert flags_of(found, "E5") == ["self_above_others", "not_separable"]


@pytest.mark.parametrize(("gap", "named"), [(17.0, False), (18.0, True)])
def test_a_gap_stands_out_beyond_the_deleted_t(gap: float, named: bool) -> None:
    """Eight people at 0..7: mean 3.5, sd 2.449; one in a thousand and nine people make t(7) 5.31, or 17.3."""
    gaps = np.array([*range(8), gap], dtype=float)

    assert _stands_out(gaps, 0.0).tolist() == [0] * 8 + [int(named)]


def test_with_one_manager_each_no_severity_is_given() -> None:
    ratings = {(f"E{one}", f"M{one % 3}"): [3.0 + one % 2, 4.0, 3.5] for one in range(12)}

    found = review_of(ratings, role="manager")

    assert found.raters["severity"].isna().all()
    assert not found.raters["adjustable"].any()
    assert found.raters["flags"].tolist() == [["not_separable"]] * 3
    assert found.separable == {"manager": "single"}
    assert found.adjusted.empty
    assert found.agreement[["icc1", "icc2", "icc3", "krippendorff_alpha"]].isna().all(axis=None)


def test_two_departments_that_share_nobody_are_not_adjusted() -> None:
    ratings = usual(np.random.default_rng(12))
    apart = {(f"{who[0]}{who[1] in ('R0', 'R1')}", who[1]): values for who, values in ratings.items()}

    found = review_of(apart)

    assert found.separable == {"peer": "groups"}
    assert not found.raters["adjustable"].any()
    assert found.raters["severity"].notna().all(), "within its group each rater can be compared"
    assert found.adjusted.empty


def test_different_scales_are_compared_in_points() -> None:
    sheet = """
    # 考核方案
    scheme | component | weight | scale_min | scale_max
    甲岗 | peer | 100 | 1 | 5
    乙岗 | peer | 100 | 0 | 10
    # 员工
    employee_id | name | department | scheme
    E1 | 云一 | 部门 | 甲岗
    E2 | 云二 | 部门 | 乙岗
    # 评价
    employee_id | rater_id | role | rating
    E1 | R1 | peer | 4
    E1 | R2 | peer | 2
    E2 | R1 | peer | 10
    E2 | R2 | peer | 5
    """
    found = review(cycle_from(sheet))

    assert found.raters["unit"].tolist() == ["points", "points"]
    assert found.raters["mean"].tolist() == [87.5, 37.5]


def test_agreement_of_a_role_is_that_of_its_matrix() -> None:
    """Shrout & Fleiss' targets and judges as people and peers: the same six correlations."""
    judged = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    ratings = {
        (f"E{person}", f"R{judge}"): [float(value)] * 3
        for person, row in enumerate(judged)
        for judge, value in enumerate(row)
    }

    found = review_of(ratings, scale="1 | 10").agreement.iloc[0]

    six = found[["icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"]].astype(float)
    assert six.round(4).tolist() == [0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093]
    assert (found["n_targets"], found["n_raters"], found["missing"]) == (6, 4, 0.0)
    assert found["kendall_people"] == 6


def test_every_flag_has_words_that_accuse_nobody() -> None:
    words = [text for of in (RATER_FLAGS, KPI_FLAGS, GROUP_FLAGS) for text in of.values()]

    assert all(text.zh and text.en for text in words)
    accusing = ("不公", "偏袒", "歧视", "unfair", "biased", "discriminat", "favour")
    assert [text for text in words if any(word in part for part in text for word in accusing)] == []


def test_the_tables_do_not_depend_on_the_order_of_rows() -> None:
    ratings = usual(np.random.default_rng(13))
    turned = dict(reversed(ratings.items()))

    tables: list[pd.DataFrame] = [review_of(one).raters.sort_values("rater_id") for one in (ratings, turned)]

    columns = ["rater_id", "n", "mean", "severity", "severity_low", "severity_high"]
    pd.testing.assert_frame_equal(
        tables[0][columns].reset_index(drop=True), tables[1][columns].reset_index(drop=True), rtol=1e-9
    )
