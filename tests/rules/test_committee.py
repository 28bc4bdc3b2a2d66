"""What the calibration meeting sees: pools, proposals with reasons, the order of talk, before and after."""

import pandas as pd

import perfxl
from perfxl.rules.committee import Committee, committee
from tests.support.typed_cycle import cycle_from

GRADES = "# 等级\ngrade | lower_bound | quota\nA | 90 | 30%\nB | 75 | 40%\nC | 60 |\nD | 0 | 10%\n"
CALIBRATION = "# 校准\nemployee_id | proposed_grade | reason | decided_by | decided_on\n"
TWELVE = "99 97 95 95 93 91 90 88 80 76 74 70"


def meeting(scores: str, more: str = "", *, departments: str = "", **settings: str) -> Committee:
    """One person a score (E00, E01...), all in one department unless each person's is said."""
    values = scores.split()
    of = departments.split() or ["部门"] * len(values)
    roster = [f"E{i:02} | 名{i} | {department}" for i, department in enumerate(of)]
    kpis = [f"E{i:02} | 收入 | 100 | manual | {score.strip('-')}" for i, score in enumerate(values)]
    sheet = "\n".join(
        [
            "# 员工",
            "employee_id | name | department",
            *roster,
            "# 指标",
            "employee_id | kpi | weight | rule | actual",
            *kpis,
        ]
    )
    return committee(perfxl.score(cycle_from(f"{GRADES}{sheet}\n{more}", **settings)))


def told(found: Committee, *columns: str) -> list[tuple[object, ...]]:
    return list(found.people[found.people["status"] != ""][list(columns)].itertuples(index=False, name=None))


def places(found: Committee, *columns: str) -> list[list[object]]:
    table = found.pools[["grade", *columns]]
    return table.astype(object).where(table.notna(), None).to_numpy().tolist()


def test_whoever_does_not_fit_is_proposed_the_next_grade_and_nothing_changes() -> None:
    found = meeting(TWELVE)

    assert told(found, "employee_id", "earned", "proposed", "grade", "status") == [
        ("E04", "A", "B", "A", "lower"),
        ("E05", "A", "B", "A", "lower"),
        ("E06", "A", "B", "A", "lower"),
        ("E09", "B", "C", "B", "lower"),
    ]
    assert places(found, "places", "earned", "proposed", "final", "over") == [
        ["A", 4.0, 7, 4, 7, True],
        ["B", 5.0, 3, 5, 3, False],
        ["C", None, 2, 3, 2, False],
        ["D", 1.0, 0, 0, 0, False],
    ]
    assert found.findings.codes() == ["PX610"]


def test_a_reason_names_rank_and_places() -> None:
    why = meeting(TWELVE).people.set_index("employee_id")["why"]["E04"]

    assert why.zh == "按得分为 A，第 5 名（共 12 人）；A 的 4 个名额已由得分更高的人用完。"
    assert why.en == "A by score, rank 5 of 12; higher scores take the places of A (4)."


def test_a_decision_changes_the_grade_and_is_shown_with_who_and_when() -> None:
    decided = "\n".join(f"{one} | B | 名额 | 云二 | 2026-12-20" for one in ("E04", "E05", "E06"))

    found = meeting(TWELVE, CALIBRATION + decided)

    line = found.people.set_index("employee_id").loc["E05"]
    assert list(line[["earned", "grade", "status", "decided_by", "reason"]]) == ["A", "B", "decided", "云二", "名额"]
    assert line["decided_on"] == pd.Timestamp("2026-12-20")
    assert places(found, "final", "room", "over")[:2] == [["A", 4, 4.0, False], ["B", 6, 5.0, True]]


def test_a_tie_is_listed_first_until_it_is_decided() -> None:
    level = "99 97 95 94 94 91 80 80 80 76 74 70"
    decided = CALIBRATION + "E03 | A | 全年更稳 | 云二 | 2026-12-20\nE04 | B | 名额 | 云二 | 2026-12-20"

    found, settled = meeting(level), meeting(level, decided)

    assert told(found, "employee_id", "best", "worst", "proposed", "status")[:3] == [
        ("E03", "A", "B", "", "tie"),
        ("E04", "A", "B", "", "tie"),
        ("E05", "B", "B", "B", "lower"),
    ]
    assert [finding.what("en") for finding in found.findings if finding.code == "PX609"] == [
        "The whole company: E03, E04 compete for the last places, A or B; perfxl does not decide between them."
    ]
    assert "PX609" not in settled.findings.codes()


def test_departments_as_pools_each_have_their_own_places_and_a_small_one_none() -> None:
    departments = "甲 " * 12 + "乙 乙 乙"

    found = meeting(f"{TWELVE} 95 94 93", departments=departments, quota_pool="department")

    sizes = found.pools.drop_duplicates("pool")[["pool", "n", "small"]].to_numpy().tolist()
    assert sizes == [["乙", 3, True], ["甲", 12, False]]
    assert {status for pool, status in told(found, "pool", "status") if pool == "乙"} == set()
    assert found.findings.codes() == ["PX608", "PX610"]


def test_a_veto_stands_before_any_quota() -> None:
    veto = "# 加减分\nemployee_id | kind | item\nE00 | veto | 事故"

    found = meeting(TWELVE, veto)

    line = found.people.set_index("employee_id").loc["E00"]
    assert list(line[["earned", "grade", "status"]]) == ["D", "D", ""]
    assert next(row[:3] for row in places(found, "places", "earned")) == ["A", 4.0, 6]


def test_held_people_are_not_counted_and_said() -> None:
    sheet = TWELVE.replace("70", "-")

    found = meeting(sheet)

    assert found.pools[["n", "held"]].drop_duplicates().to_numpy().tolist() == [[11, 1]]


def test_the_paradox_is_said_where_it_would_strike() -> None:
    grades = "# 等级\ngrade | lower_bound | quota\nA | 90 | 43%\nB | 75 | 43%\nC | 0 | 14%\n"
    ten = "\n".join(f"E{i} | 收入 | 100 | manual | {80 + i}" for i in range(10))

    found = committee(perfxl.score(cycle_from(grades + "# 指标\nemployee_id | kpi | weight | rule | actual\n" + ten)))

    assert places(found, "places", "loses") == [["A", 4.0, False], ["B", 4.0, False], ["C", 2.0, True]]


def test_without_quotas_there_are_no_places_and_no_findings() -> None:
    found = committee(
        perfxl.score(cycle_from("# 指标\nemployee_id | kpi | weight | rule | actual\nE1 | k | 100 | manual | 95"))
    )

    assert not found.has_quotas
    assert len(found.findings) == 0
    assert found.people["grade"].tolist() == ["A"]


def test_nobody_scored_is_an_empty_meeting() -> None:
    found = meeting("-")

    assert len(found.people) == len(found.pools) == 0


RATED = """
    # 考核方案
    scheme | component | weight | scale_min | scale_max
    岗位 | peer | 100 | 0 | 100
    # 评价
    employee_id | rater_id | role | rating
    E1 | R1 | peer | 80
    E1 | R2 | peer | 98
    E2 | R1 | peer | 30
    E2 | R2 | peer | 48
"""


def test_an_uncertain_grade_is_talked_about_unless_a_veto_set_it() -> None:
    veto = "# 加减分\nemployee_id | kind | item\nE1 | veto | 事故"

    found, vetoed = (committee(perfxl.score(cycle_from(RATED + more))) for more in ("", veto))

    assert told(found, "employee_id", "earned", "other", "status") == [("E1", "B", "A", "borderline")]
    assert told(vetoed, "employee_id") == []
