"""What becomes of the rows of returns: every one is in the master or among what is not used, and says why."""

from pathlib import Path

import pandas as pd
import pytest

from perfxl.cycle.typed import Formula, Percent
from perfxl.findings.base import Place
from perfxl.jobs.consolidate import consolidate
from tests.consolidation.offices import (
    CLAIM_HEADS,
    KPI_HEADS,
    KPIS,
    RATING_HEADS,
    Here,
    actuals,
    codes,
    filled,
    office,
)

SALES = KPIS[:3]


def test_actuals_come_into_the_rows_that_were_sent_out(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive(
        "销售部.xlsx",
        [filled(SALES[0], 90.0), filled(SALES[1], Percent(76)), filled(SALES[2], 210.0)],
        department="销售部",
    )

    done = company.consolidate()

    assert actuals(company.with_master()) == {
        ("00101", "收入"): "90",
        ("00101", "回款"): "76%",
        ("00102", "收入"): "210",
        ("00201", "线索"): "",
    }
    assert (codes(done), done.missing_departments) == ([], ("市场部",))
    assert company.with_master().place("kpis", 2, "actual") == Place("销售部.xlsx", "指标", "H4")
    assert company.with_master().place("kpis", 2, "weight") == Place("绩效.xlsx", "指标", "D4")
    assert company.with_master().place("kpis", 3, "actual") == Place("绩效.xlsx", "指标", "H5")


def test_a_standard_that_came_back_changed_does_not_count(tmp_path: Path) -> None:
    company = office(tmp_path)
    rows = [
        filled(SALES[0], 90.0, 目标值=80.0),
        filled(SALES[1], Percent(76), 权重=Percent(50)),
        filled(SALES[2], 210.0, 权重=Percent(90)),
    ]
    company.receive("销售部.xlsx", rows, department="销售部")

    done = company.consolidate()

    assert [(one.code, str(one.place), one.what("en")) for one in done.findings if one.code == "PX914"] == [
        ("PX914", "[销售部.xlsx]指标!F2", "Target was sent out as 100 and came back as 80; what was sent out counts."),
        ("PX914", "[销售部.xlsx]指标!D3", "Weight was sent out as 40% and came back as 50% (2 cells); what was sent out counts."),
    ]  # fmt: skip
    assert company.with_master()["kpis"]["target"].tolist()[0] == 100
    assert [(one.place.cell, one.theirs, one.ours) for one in left(company)] == [
        ("F2", "80", "100"),
        ("D3", "50%", "40%"),
        ("D4", "90%", "100%"),
    ]


def test_an_actual_in_another_unit_blocks_the_person(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(SALES[0], 900000.0, 单位="元")], department="销售部")

    done = company.consolidate()

    [finding] = [one for one in done.findings if one.code == "PX921"]
    assert (finding.employee_id, finding.item, str(finding.place), finding.blocks) == (
        "00101", "收入", "[销售部.xlsx]指标!H2", True,
    )  # fmt: skip
    assert actuals(company.with_master())["00101", "收入"] == ""
    assert company.with_master()["kpis"]["actual.status"].tolist()[0] == 2


def test_two_returns_that_disagree_are_a_conflict_until_somebody_decides(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("一组.xlsx", [filled(SALES[0], 90.0), filled(SALES[2], 200.0)], department="销售部")
    company.receive(
        "二组.xlsx",
        [filled(SALES[0], 95.0), filled(SALES[2], 200.0), filled(SALES[1], Percent(70))],
        department="销售部",
    )

    done = company.consolidate()

    assert done.conflicts == [
        {"code": "PX911", "employee_id": "00101", "places": ["[一组.xlsx]指标!H2", "[二组.xlsx]指标!H2"]},
        {"code": "PX912", "employee_id": None, "places": ["[二组.xlsx]指标!A3", "[一组.xlsx]"]},
    ]
    shown = actuals(company.with_master())
    assert (shown["00101", "收入"], shown["00102", "收入"], shown["00101", "回款"]) == ("", "200", "70%")
    assert "00101" in company.with_master().findings.blocked_employees()

    decision = (("代码", "工号", "事项", "决定", "采用值", "理由", "决定人", "决定日期"),
                ("PX911", "00101", "收入", "采用", 95.0, "二组的数据较新", "绩效专员", "2026-10-30"))  # fmt: skip
    company.send_out(处理=decision)
    decided = company.consolidate()

    assert [one.code for one in decided.findings if one.code in ("PX911", "PX520")] == ["PX520"]
    from perfxl.rules.scores import score

    kpis = score(company.with_master()).kpis.set_index(["employee_id", "kpi"])
    assert kpis.loc[("00101", "收入"), "points"] == pytest.approx(95.0)


def test_a_blank_in_a_return_leaves_what_hr_filled_in_and_a_value_replaces_it(tmp_path: Path) -> None:
    company = office(tmp_path, 指标=(HEADS, *(filled(row, 1.0) for row in KPIS)))
    company.receive("销售部.xlsx", [filled(SALES[0], None), filled(SALES[2], 2.0)], department="销售部")

    done = company.consolidate()

    shown = actuals(company.with_master())
    assert (shown["00101", "收入"], shown["00102", "收入"]) == ("1", "2")
    assert [(one.code, one.employee_id) for one in done.findings if one.code == "PX918"] == [("PX918", "00102")]


def test_rows_that_nobody_sent_out_are_not_used_and_named(tmp_path: Path) -> None:
    company = office(tmp_path)
    extra = ("00101", "云一", "利润", Percent(10), "越大越好", 10.0, "万元", 9.0, None, None)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0), extra], department="销售部")

    done = company.consolidate()

    assert codes(done) == ["PX915", "PX913"]
    assert [(one.code, str(one.place), one.employee_id, one.item) for one in left(company)] == [
        ("PX913", "[销售部.xlsx]指标!A3", "00101", "利润")
    ]
    assert len(company.with_master()["kpis"]) == len(KPIS)


def test_standards_may_come_with_a_return_where_hr_has_none_for_the_person(tmp_path: Path) -> None:
    company = office(tmp_path, 指标=(HEADS, KPIS[3]))
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0), filled(SALES[1], Percent(70))], department="销售部")

    done = company.consolidate()

    assert [(one.code, one.employee_id) for one in done.findings if one.code == "PX922"] == [("PX922", "00101")]
    assert actuals(company.with_master()) == {
        ("00201", "线索"): "",
        ("00101", "收入"): "90",
        ("00101", "回款"): "70%",
    }


def test_strangers_and_mistyped_ids_are_not_used(tmp_path: Path) -> None:
    company = office(tmp_path)
    mistyped = ("00103", "云二", *SALES[2][2:7], 210.0, None, None)
    stranger = ("09999", "某人", *SALES[2][2:7], 1.0, None, None)
    padded = ("101", *SALES[0][1:7], 90.0, None, None)
    company.receive("销售部.xlsx", [padded, mistyped, stranger], department="销售部")

    done = company.consolidate()

    assert [(one.code, one.employee_id) for one in done.findings if one.code in ("PX917", "PX126", "PX125")] == [
        ("PX125", "00101"),
        ("PX917", "00103"),
        ("PX126", "09999"),
    ]
    told = next(one.what("en") for one in done.findings if one.code == "PX917")
    assert told.startswith("There is no 00103 on the roster; by the name it may be 00102 云二.")
    assert actuals(company.with_master())["00101", "收入"] == "90"


def test_a_person_of_another_department_is_named_and_taken(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("市场部.xlsx", [filled(KPIS[3], 40.0), filled(SALES[2], 210.0)], department="市场部")

    done = company.consolidate()

    assert [(one.employee_id, one.what("en")) for one in done.findings if one.code == "PX916"] == [
        ("00102", "00102 belongs to 销售部 but stands in the return of 市场部 (rows: 1).")
    ]
    assert actuals(company.with_master())["00102", "收入"] == "210"


def test_somebody_who_moved_may_stand_in_both_departments(tmp_path: Path) -> None:
    moves = (("工号", "部门", "考核方案", "开始日期", "结束日期"),
             ("00102", "市场部", "岗位", "2026-01-01", "2026-06-30"), ("00102", "销售部", "岗位", "2026-07-01", None))  # fmt: skip
    company = office(tmp_path, 任职=moves)
    company.receive("市场部.xlsx", [filled(SALES[2], 210.0)], department="市场部")

    assert "PX916" not in codes(company.consolidate())


def test_a_rater_speaks_for_nobody_else(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("评价人/00102_云二.xlsx", rater="00102", 评价=(
        RATING_HEADS, ("00101", "00102", "同事", 4.0, "认真", None), ("00201", "00101", "上级", 5.0, None, None)),
        加减分=(CLAIM_HEADS, ("00102", "2026-05-01", "加分", "节日值班", 1.0, None, None),
              ("00101", "2026-05-01", "加分", "节日值班", 1.0, None, None)))  # fmt: skip

    done = company.consolidate()

    assert [(one.code, str(one.place)) for one in done.findings if one.code == "PX919"] == [
        ("PX919", "[评价人/00102_云二.xlsx]加减分!A3"),
        ("PX919", "[评价人/00102_云二.xlsx]评价!A3"),
    ]
    cycle = company.with_master()
    assert cycle["ratings"]["rating.text"].tolist() == ["4", "", ""]
    assert cycle["adjustments"]["employee_id"].tolist() == ["00102"]
    assert done.missing_raters == ("00101", "00201")
    assert [one.what("en") for one in done.findings if one.code == "PX906"] == [
        "00101 still owes ratings (1) and has sent no file.",
        "00201 still owes ratings (1) and has sent no file.",
    ]


def test_a_department_gives_its_managers_ratings_only(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("市场部.xlsx", department="市场部", 评价=(
        RATING_HEADS, ("00201", "00101", "上级", 5.0, None, None), ("00101", "00102", "同事", 1.0, None, None)))  # fmt: skip

    done = company.consolidate()

    assert [one.code for one in done.findings if one.code == "PX919"] == ["PX919"]
    assert company.with_master()["ratings"]["rating.text"].tolist() == ["", "", "5"]


def test_claims_are_added_and_what_hr_decided_stays(tmp_path: Path) -> None:
    given = ("00101", "2026-05-01", "加分", "节日值班", 1.0, 1.0, "00201")
    company = office(tmp_path, 加减分=(CLAIM_HEADS, given))
    company.receive("销售部.xlsx", department="销售部", 加减分=(
        CLAIM_HEADS, (*given[:5], 3.0, "00201"), ("00102", "2026-06-01", "加分", "带新人", 2.0, None, None)))  # fmt: skip

    done = company.consolidate()

    table = company.with_master()["adjustments"]
    assert table["approved_points"].fillna(-1).tolist() == [1.0, -1.0]
    assert [(one.code, one.what("en")) for one in done.findings if one.code == "PX914"] == [
        ("PX914", "Approved points was sent out as 1 and came back as 3; what was sent out counts.")
    ]


def test_rows_that_were_sent_out_and_did_not_come_back_are_named(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部")

    done = company.consolidate()

    assert [(one.code, one.what("en")) for one in done.findings if one.code == "PX915"] == [
        ("PX915", "Rows of the cycle workbook that did not come back: 2, such as KPIs 00101 回款.")
    ]


def test_what_a_return_has_wrong_in_a_cell_is_found_at_that_cell(tmp_path: Path) -> None:
    company = office(tmp_path)
    rows = [filled(SALES[0], Formula("1/0", "#DIV/0!")), filled(SALES[1], Formula("A1")), filled(SALES[2], "优秀")]
    company.receive("销售部.xlsx", rows, department="销售部")

    company.consolidate()

    cycle = company.with_master()
    found = [(one.code, str(one.place), one.employee_id) for one in cycle.findings if one.code in ("PX108", "PX109")]
    assert found == [("PX108", "[销售部.xlsx]指标!H2", "00101"), ("PX109", "[销售部.xlsx]指标!H3", "00101")]
    assert cycle["kpis"]["actual.status"].tolist() == [2, 2, 4, 1]


def test_what_is_wrong_in_a_cell_that_hr_fills_in_does_not_matter(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0, 权重=Formula("A1"), 计分规则="随便")], department="销售部")

    done = company.consolidate()

    assert not [one for one in done.findings if one.blocks]
    assert {one.code for one in left(company)} == {"PX109", "PX122", "PX914"}


def test_sheets_of_hr_and_matters_are_named(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部",
                    员工=(("工号", "姓名", "部门"), ("00101", "云一", "市场部")),
                    沟通事项=(("部门", "事项"), ("销售部", "目标偏高")))  # fmt: skip

    done = company.consolidate()

    assert {"PX920", "PX925"} <= set(codes(done))
    assert done.rows["matters"] == 1


def test_every_row_and_every_number_that_came_is_accounted_for(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("一组.xlsx", [filled(SALES[0], 90.0), filled(SALES[2], 200.0)], department="销售部")
    company.receive(
        "二组.xlsx",
        [filled(SALES[0], 95.0), filled(SALES[2], 200.0), ("9", "谁", *SALES[0][2:7], 7.0, None, None)],
        department="销售部",
    )

    lines = reconciled_lines(company)

    [kpis] = [line for line in lines if line.table == "kpis" and line.department == "销售部"]
    assert kpis.adds_up
    assert (kpis.files, kpis.sent, kpis.came, kpis.taken, kpis.repeated, kpis.left) == (2, 3, 5, 2, 2, 1)
    assert (kpis.sum_came, kpis.sum_used, kpis.sum_not_used) == (592.0, 200.0, 392.0)


HEADS = ("工号", "姓名", "指标名称", "权重", "计分规则", "目标值", "单位", "实际值", "不适用原因", "数据来源")


def left(company):  # type: ignore[no-untyped-def]
    """What the returns say and the master does not."""
    return assembled_now(company).left


def reconciled_lines(company):  # type: ignore[no-untyped-def]
    from perfxl.consolidation.reconciliation import reconciled

    return reconciled(assembled_now(company))


def assembled_now(company):  # type: ignore[no-untyped-def]
    from perfxl.consolidation.assembly import assembled
    from perfxl.consolidation.company import Company
    from perfxl.consolidation.reading import HowToRead, ReturnWork, read_return
    from perfxl.consolidation.return_read import read_from_bytes

    works = [
        ReturnWork(path.relative_to(company.returns).as_posix(), path.read_bytes())
        for path in sorted(company.returns.rglob("*.xlsx"))
    ]
    reads = [read_from_bytes(read_return(work, HowToRead())) for work in works]
    cycle = company.cycle()
    return assembled(cycle, reads, Company(cycle))


def test_the_cycle_itself_stays_as_it_was(tmp_path: Path) -> None:
    """The master shares columns with the cycle until it says something else."""
    company = office(tmp_path)
    extra = ("00102", "云二", "新增", Percent(10), "越大越好", 10.0, "件", 3.0, None, None)
    rated = (RATING_HEADS, ("00101", "00102", "同事", 4.0, "好", None))
    first = [filled(KPIS[0], 1.0), filled(KPIS[1], 5.0, 单位="分"), filled(KPIS[2], "—")]
    second = [filled(KPIS[0], 2.0), filled(KPIS[2], 7.0), extra]
    company.receive("a.xlsx", first, department="销售部")
    company.receive("b.xlsx", second, department="销售部", 评价=rated)
    company.receive("c.xlsx", [filled(KPIS[3], 9.0, 目标值=60.0)], department="市场部")
    cycle = company.cycle()
    before = {key: table.copy(deep=True) for key, table in cycle.tables.items()}

    done = consolidate(cycle, company.returns, into=company.master, crews=Here(processes=1))

    assert done.rows["kpis"] >= len(KPIS)
    for key, table in before.items():
        pd.testing.assert_frame_equal(cycle.tables[key], table)
    assert cycle["kpis"]["actual"].isna().all()


def test_a_sheet_that_was_sent_out_without_rows_takes_nothing(tmp_path: Path) -> None:
    company = office(tmp_path, 指标=(KPI_HEADS,), 评价=(RATING_HEADS,))
    foreign = ("00101", "00102", "同事", 4.0, None, None)
    company.receive("风一.xlsx", rater="00201", 评价=(RATING_HEADS, foreign))

    done = company.consolidate()

    assert done.rows["ratings"] == 0
    assert [one.place.file for one in done.findings if one.place and one.place.file] == ["风一.xlsx"]


def test_a_file_about_as_many_people_of_two_departments_is_the_first_ones(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("a.xlsx", [filled(KPIS[0], 90.0), filled(KPIS[3], 90.0)])

    [other] = [one for one in company.consolidate().findings if one.code == "PX916"]

    assert other.employee_id == "00101"  # 市场部 stands before 销售部
