"""概览: what it says of small cycles. That its formulas give these values is in test_results_in_libreoffice.py."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from perfxl.rules.scores import Scores, score
from perfxl.workbook.results.book import results_sheets, write_results
from perfxl.workbook.results.overview import overview_page
from perfxl.workbook.writing.page_to_write import PageToWrite
from tests.support.typed_cycle import cycle_from

AS_OF = date(2026, 12, 31)
COMPANY = """
    # 考核方案
    scheme | component | weight | scale_min | scale_max
    岗位   | kpi       | 80     |           |
    岗位   | manager   | 20     | 0         | 100
    # 员工
    employee_id | name   | department | exempt_reason
    E1          | 云一帆 | 销售部     |
    E2          | 云青竹 | 销售部     |
    E3          | 云远山 | 客服部     | 试用期
    E4          | 云望舒 | 客服部     |
    # 指标
    employee_id | kpi  | weight | rule   | actual | owner_id
    E1          | 收入 | 100    | manual | 95     | E4
    E2          | 收入 | 100    | manual | 80     | E4
    E4          | 质量 | 60     | manual |        | E2
    E4          | 成本 | 40     | manual |        | E2
    # 评价
    employee_id | rater_id | role    | rating
    E1          | E4       | manager | 90
    E2          | E4       | manager | 70
    E4          | E1       | manager |
"""


def company() -> Scores:
    return score(cycle_from(COMPANY, as_of=AS_OF))


def page(scores: Scores, language: str = "zh") -> PageToWrite:
    return overview_page(scores, results_sheets(scores, language, as_of=AS_OF), language, as_of=AS_OF)


def lines(found: PageToWrite, columns: range, rows: range) -> list[list[object]]:
    """What stands in a part of the page, line by line, without what is blank."""
    values = {(cell.row, cell.column): cell.value for cell in found.cells}
    return [[values[row, c] for c in columns if values.get((row, c), "") != ""] for row in rows]


def test_it_says_whether_we_are_done() -> None:
    found = page(company())

    assert [row[0] for row in lines(found, range(1), range(3))] == [
        "2026 · 概览",
        found.cells[1].value,
        "■ 尚未完成：1 人暂缓计分；欠缺 3 项，应由 2 人提供。",
    ]
    assert lines(found, range(14), range(4, 6)) == [
        ["名单人数", "已计分", "暂缓计分", "免考核", "平均得分", "完整度", "欠缺项数"],
        [4.0, 2.0, 1.0, 1.0, (94 + 78) / 2, 2 / 3, 3.0],
    ]


def test_grades_departments_and_components_stand_beside_their_charts() -> None:
    found = page(company())

    assert lines(found, range(4), range(7, 13)) == [
        ["等级分布"],
        ["等级", "下限", "人数", "占比"],
        ["A", 90.0, 1.0, 0.5],
        ["B", 75.0, 1.0, 0.5],
        ["C", 60.0, 0.0, 0.0],
        ["D", 0.0, 0.0, 0.0],
    ]
    assert lines(found, range(7, 12), range(8, 11)) == [
        ["部门", "已计分", "暂缓", "平均分", "完整度"],
        ["客服部", 0.0, 1.0, 0.0],
        ["销售部", 2.0, 0.0, 86.0, 1.0],
    ]
    assert lines(found, range(4), range(19, 22)) == [
        ["组成部分", "平均分", "最低", "最高"],
        ["指标", 87.5, 80.0, 95.0],
        ["上级", 80.0, 70.0, 90.0],
    ]
    assert [(chart.kind, chart.categories, chart.values) for chart in found.charts] == [
        ("column", (9, 0, 12, 0), (9, 2, 12, 2)),
        ("bar", (9, 7, 10, 7), (9, 10, 10, 10)),
        ("column", (20, 0, 21, 0), (20, 1, 21, 1)),
    ]
    assert found.charts[0].told == "各等级人数：A 1，B 1，C 0，D 0"


def test_what_blocks_and_who_owes_most_come_first() -> None:
    found = page(company())

    assert lines(found, range(7, 14), range(20, 22)) == [
        ["PX201", "缺少实际值", 1.0, 2.0],
        ["PX205", "评价人数不足", 1.0, 1.0],
    ]
    assert lines(found, range(7, 14), range(26, 29)) == [
        ["云青竹", "E2", 2.0, "质量 · 云望舒"],
        ["云一帆", "E1", 1.0, "上级 · 云望舒"],
        [],
    ]


def test_most_numbers_are_formulas_and_the_charts_are_native(tmp_path: Path) -> None:
    write_results(company(), tmp_path / "r.xlsx", language="zh", as_of=AS_OF)

    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["概览"]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert sheet["C6"].value == "=COUNTIF('得分'!$D$7:$D$10,\"已计分\")"
    assert len(formulas) == 28
    assert len(sheet._charts) == 3
    assert (sheet.max_row, sheet.max_column) == (32, 14)
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.print_area) == (
        "landscape", None, "'概览'!$A$1:$N$32",
    )  # fmt: skip


def test_everybody_scored_is_done() -> None:
    done = score(cycle_from("# 指标\n employee_id | kpi | weight | rule | actual\n E1 | 收入 | 100 | manual | 90"))

    assert lines(page(done, "en"), range(1), range(2, 3)) == [
        ["✔ Done: everybody who is appraised has a score; all evidence is present."]
    ]
    assert lines(page(done), range(7, 14), range(18, 27)) == [
        ["最多的阻碍"], ["没有阻止计分的问题。"], [], [], [], [], ["谁欠得最多"], ["没有人欠缺数据。"], [],
    ]  # fmt: skip


def test_nobody_on_the_roster_gives_dashes_and_no_formula() -> None:
    nobody = score(cycle_from("# 指标\n employee_id | kpi | weight | rule | actual"))

    found = page(nobody)

    assert lines(found, range(1), range(2, 3)) == [["名单上没有人。"]]
    assert lines(found, range(14), range(5, 6)) == [[0.0, 0.0, 0.0, 0.0, "—", 1.0, 0.0]]


@pytest.mark.parametrize("count", [8, 9, 30])
def test_more_departments_than_there_is_room_for_are_counted(count: int) -> None:
    people = "\n".join(f"E{i} | 某 | 部门{i:02d}" for i in range(count))
    found = page(score(cycle_from(f"# 员工\nemployee_id | name | department\n{people}")))

    more = [f"（另有 {count - 8} 行）"] if count > 8 else []
    assert lines(found, range(7, 8), range(16, 18)) == [["部门07"], more]
