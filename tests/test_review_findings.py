"""Defects that a review found: each test starts with the sheet that showed one."""

from pathlib import Path

import pytest

import perfxl
from perfxl.jobs.person import known_ids
from perfxl.rules.scores import Scores, score
from perfxl.workbook.reading.reader import read_cycle
from tests.support.typed_cycle import cycle_from
from tests.workbook.books import AS_OF, HEADERS, SOUND, Extras, Options, sound_sheets, write_book
from tests.workbook.books import cycle_from as cycle_from_file

KPIS = "# 指标\nemployee_id | kpi | weight | rule | target | actual | cap\n"
DECIDED = "\n# 处理\ncode | employee_id | item | decision | value | reason | decided_by | decided_on\n"
MOVED = """
    # 员工
    employee_id | name | department
    E1 | 云一 | 部门
    # 任职
    employee_id | scheme | from_on | to_on
    E1 | 岗位 | 2026-01-01 | 2026-06-30
    E1 | 岗位 | 2026-07-01 |
    # 指标
    employee_id | kpi | assignment_from | weight | rule | actual
    E1 | 收入 | 2026-01-01 | 100 | manual | 80
    E1 | 收入 | 2026-07-01 | 100 | manual | 90
"""


def scored(sheet: str, **settings: str) -> Scores:
    return score(cycle_from(sheet, **settings))


def test_a_roster_without_anybody_is_reported_and_stops_nothing(tmp_path: Path) -> None:
    cycle = cycle_from_file(tmp_path, {**sound_sheets(员工=()), "评价": [HEADERS["评价"], ("1", "2", "同事", 4.0)]})

    scores = perfxl.score(cycle)

    assert scores.employees.empty
    assert scores.findings.codes() == ["PX141"]


def test_an_empty_grades_sheet_is_reported(tmp_path: Path) -> None:
    assert [str(f.place) for f in cycle_from_file(tmp_path, sound_sheets(等级=())).findings] == ["[绩效.xlsx]等级"]


@pytest.mark.parametrize("unreadable", [{"ends_on": "月底"}, {"ends_on": "月底", "starts_on": "月初"}])
def test_moves_without_cycle_dates_hold_the_person_and_stop_nothing(unreadable: dict[str, str]) -> None:
    scores = scored(MOVED, **unreadable)

    assert scores.employees.loc["E1", "status"] == "held"
    assert scores.trace["note"].str.contains("?", regex=False).any()
    assert "PX132" in scores.findings.codes()


def test_a_sheet_that_stands_twice_in_the_master_is_reported(tmp_path: Path) -> None:
    workbook = write_book(tmp_path / "绩效.xlsx", sound_sheets())
    kpis = [HEADERS["指标"], *SOUND["指标"]]
    write_book(tmp_path / "master.xlsx", {"指标": kpis[:3], "KPIs": [kpis[0], kpis[3]]})

    found = [f"{finding.code} {finding.place}" for finding in read_cycle(workbook, as_of=AS_OF).findings]

    assert found == ["PX139 [master.xlsx]KPIs"]


def test_a_kpi_named_total_below_a_merged_id_is_a_row_of_data(tmp_path: Path) -> None:
    rows = [SOUND["指标"][0], ("", "回款合计", *SOUND["指标"][1][2:]), SOUND["指标"][2]]
    merged = Options(extras={"指标": Extras(merged=[(1, 0, 2, 0)])})

    kpis = cycle_from_file(tmp_path, sound_sheets(指标=rows), merged)["kpis"]

    assert list(kpis["kpi"]) == ["收入", "回款合计", "收入"]
    assert list(kpis["employee_id"]) == ["00101", "00101", "00102"]


def test_a_bare_total_below_a_merged_id_is_skipped(tmp_path: Path) -> None:
    rows = [SOUND["指标"][0], SOUND["指标"][1], ("", "小计", 100.0), SOUND["指标"][2]]
    merged = Options(extras={"指标": Extras(merged=[(1, 0, 3, 0)])})

    assert list(cycle_from_file(tmp_path, sound_sheets(指标=rows), merged)["kpis"]["kpi"]) == ["收入", "回款", "收入"]


@pytest.mark.parametrize("value", ["E9", "E2"])
def test_a_decision_cannot_make_a_person_vanish_from_the_roster(value: str) -> None:
    roster = "# 员工\nemployee_id | name | department\nE1 | 云一 | 部门\nE2 | 云二 | 部门\nE1 | 云三 | 部门\n"
    decision = DECIDED + f"PX129 | E1 | | use | {value} | 笔误 | 云五 | 2026-12-01"

    scores = scored(roster + KPIS + "E1 | 收入 | 100 | manual | | 90 |\nE2 | 收入 | 100 | manual | | 90 |" + decision)

    assert list(scores.people["employee_id"]) == ["E1", "E2"]
    assert {"PX129", "PX523"} <= set(scores.findings.codes())


def test_a_decision_cannot_give_a_row_to_nobody() -> None:
    roster = "# 员工\nemployee_id | name | department\nE1 | 云一 | 部门\n"
    rows = KPIS + "E7 | 收入 | 100 | manual | | 90 |\n"

    wrong = scored(roster + rows + DECIDED + "PX126 | E7 | | use | E8 | 笔误 | 云五 | 2026-12-01")
    right = scored(roster + rows + DECIDED + "PX126 | E7 | | use | E1 | 笔误 | 云五 | 2026-12-01")

    assert {"PX126", "PX523"} <= set(wrong.findings.codes())
    assert right.employees.loc["E1", "score"] == 90


def test_the_second_value_decided_for_a_cell_is_refused() -> None:
    use = "PX201 | E1 | 收入 | use | {} | 补报 | 云五 | 2026-12-01"

    scores = scored(KPIS + "E1 | 收入 | 100 | manual | | |" + DECIDED + use.format(90) + "\n" + use.format(50))

    assert scores.employees.loc["E1", "score"] == 90
    assert scores.findings.codes() == ["PX520", "PX522"]


def test_accepted_scheme_weights_do_not_make_up_for_a_component_that_stands_twice() -> None:
    schemes = "# 考核方案\nscheme | component | weight\n岗位 | kpi | 60\n岗位 | kpi | 60\n"
    accepted = DECIDED + "PX302 | | | accept | | 过渡 | 云五 | 2026-12-01"

    scores = scored(schemes + KPIS + "E1 | 收入 | 100 | manual | | 90 |" + accepted)

    assert scores.employees.loc["E1", ["status", "score"]].tolist() == ["held", None]


def test_accepted_dimension_weights_do_not_make_up_for_a_dimension_that_stands_twice() -> None:
    scores = scored(
        "# 考核方案\nscheme | component | weight | scale_points\n岗位 | self | 100 | 1=60; 5=100\n"
        "# 评价维度\nscheme | dimension | weight\n岗位 | 协作 | 60\n岗位 | 协作 | 60\n"
        "# 评价\nemployee_id | rater_id | role | dimension | rating\nE1 | E1 | self | 协作 | 4"
        + DECIDED
        + "PX303 | | | accept | | 过渡 | 云五 | 2026-12-01\nPX304 | | | accept | | 过渡 | 云五 | 2026-12-01"
    )

    assert scores.employees.loc["E1", "status"] == "held"


def test_a_note_about_a_cell_does_not_hide_what_blocks_it() -> None:
    scores = scored(KPIS + "E1 | 收入 | 100 | manual | | 90 | 0分")

    assert scores.findings.codes() == ["PX120", "PX321"]


def test_a_rating_written_in_two_ways_is_a_repeat_and_no_contradiction() -> None:
    schemes = "# 考核方案\nscheme | component | weight | scale_points\n岗位 | self | 100 | 1=60; 5=100\n"
    ratings = "# 评价\nemployee_id | rater_id | role | rating\nE1 | E1 | self | 4\nE1 | E1 | self | 4.0"

    scores = scored(schemes + ratings)

    assert scores.employees.loc["E1", "score"] == 90
    assert scores.findings.codes() == ["PX404"]


def test_a_kpi_written_in_two_ways_is_a_repeat_but_a_percent_is_not_a_number() -> None:
    row = "E1 | 收入 | 100 | manual | | {} |\n"

    codes = [scored(KPIS + row.format("90") + row.format(other)).findings.codes() for other in ("90.0", "90%")]

    assert codes == [["PX308"], ["PX307"]]


def test_findings_about_decisions_and_headers_are_told_in_one_language(tmp_path: Path) -> None:
    decisions = "PX201 | E1 | | use | 90 | late | |\nPX201 | E1 | | use | 90 | late | Yun | 2026-12-01"
    headers = {**sound_sheets(), "等级": [("等级", "下限", "下限"), ("A", 0.0, 0.0)]}

    found = [*scored(KPIS + "E1 | Sales | 100 | manual | | |" + DECIDED + decisions).findings]
    told = [one.what("en") for one in [*found, *cycle_from_file(tmp_path, headers).findings]]

    assert told == [
        "The decision on PX201 lacks Decided by, Decided on; it was not applied.",
        "PX201 (): use 90. Reason: late.",
        "Lower bound already stands at B1; what stands here is not used.",
    ]
    assert found[1].what("zh").startswith("PX201（）：采用 90。")


def test_lists_are_separated_as_the_language_does_it() -> None:
    roster = "# 员工\nemployee_id | name | department | scheme\nE1 | A | D | C\n"
    schemes = "# 考核方案\nscheme | component | weight\nA | kpi | 100\nB | kpi | 100\n"

    [finding] = scored(roster + schemes).findings

    assert [finding.mend("en"), finding.mend("zh")] == ["Use one that exists: A, B.", "请改为已有的方案：A、B。"]


@pytest.mark.parametrize("rule", ["yes_no | ", "milestone | 上线=100"])
def test_an_unreadable_actual_of_a_rule_about_words_holds_one_person_only(rule: str) -> None:
    header = "# 指标\nemployee_id | kpi | weight | rule | parameters | actual\n"

    scores = scored(header + f"E1 | 上线 | 100 | {rule} | 5万\nE2 | 收入 | 100 | manual | | 90")

    assert scores.people["status"].tolist() == ["held", "scored"]
    assert scores.findings.codes() == ["PX121"]


def test_an_id_that_differs_in_case_only_names_the_right_person() -> None:
    assert known_ids(["E1", "e1", "Ｅ2"], ["e1", "E1", "e2"]) == ["E1", "e1", "e2"]


def test_a_scheme_spelled_in_two_ways_is_one_scheme_for_the_fingerprint_too() -> None:
    schemes = "# 考核方案\nscheme | component | weight | scale_points\nSales | kpi | 60 |\nsales | self | 40 | 1=0; 5={}\n"
    rows = schemes + "# 员工\nemployee_id | name | department\nE1 | 云一 | 部门\n"

    own = [scored(rows.format(points)).fingerprints.employees["E1"] for points in (100, 110)]

    assert own[0] != own[1]


def test_a_rating_of_an_unknown_assignment_names_the_role_in_words() -> None:
    [finding] = [
        one
        for one in scored(
            "# 评价\nemployee_id | rater_id | role | rating | assignment_from\nE1 | E1 | self | 4 | 2026-03-01"
        ).findings
        if one.code == "PX513"
    ]

    assert "（自评）" in finding.what("zh")
    assert finding.item == "self"
