"""What stands on a form is what is read; what is odd is said."""

from datetime import date

import pytest

from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import Cycle
from perfxl.workbook.forms.choosing import as_own_sheets
from perfxl.workbook.forms.mapping_file import mapping_of
from perfxl.workbook.intake.grids import Grid
from perfxl.workbook.reading.sheet_reader import read_table
from tests.forms.drawn import FILE, FORM, HEAD, ONE_PERSON, ROSTER, book, grid, places, read, rows, told, typed

HEADER = ["指标名称", "工号", "权重", "目标值", "实际值", "姓名"]
BOTH = [HEADER, ["收入", "00101", "60%", 100.0, 90.0, "云示例"], ["回款", "00101", "40%", 50.0, 45.0, "云示例"]]


def with_label(line: str) -> str:
    return FORM.replace("姓名 | 云示例 | 工号 | 00101", line)


def test_a_one_person_form_becomes_rows_that_know_where_they_stood() -> None:
    mapped = read(FORM, ONE_PERSON)

    assert rows(mapped, "指标") == BOTH
    assert places(mapped, "指标") == [["A4", "D2", "B4", "C4", "D4", "B2"], ["A5", "D2", "B5", "C5", "D5", "B2"]]
    assert (told(mapped), mapped.mapping, mapped.book.file) == ([], "市场部", FILE)


def test_a_typed_row_carries_the_places_of_its_values() -> None:
    table = typed(read(FORM, ONE_PERSON), "指标")

    assert (table["weight"], table["_file"][0], table["_sheet"][0], table["_row"]) == ([60, 40], FILE, "考核表", [4, 5])
    assert table["_cells"][0] == "kpi=A4; employee_id=D2; weight=B4; target=C4; actual=D4"


@pytest.mark.parametrize(
    "line",
    [
        "姓    名 | 云示例 | 工  号 | 00101",
        "姓名： | 云示例 | 工号: | 00101",
        "姓名： | | | 云示例 | 工号： | | 00101",
        "姓    名：云示例 | | 工号：00101",
        "部门：市场部    姓 名：云示例    工号：00101",
        "部门：市场部 姓名：云示例 工号：00101",
        "ＮＯ．１ | 姓\\n名 | 云示例 | 工号 | 00101",
        "考核期：2026.1—2026.12 | 姓名 | 云示例 | 工号 | 00101",
    ],
)
def test_labels_are_found_however_they_are_written(line: str) -> None:
    mapped = read(with_label(line), ONE_PERSON)

    assert rows(mapped, "指标") == BOTH
    assert told(mapped) == []


@pytest.mark.parametrize(
    ("line", "findings"),
    [
        ("姓名 | 云示例 | 工号 | | 部门 | 市场部", ["PX946 D2"]),
        ("姓名 | 云示例 | 工号 | | 直接上级： | 禾示例", ["PX946 D2"]),
        ("工号：    部门：市场部 | 姓名 | 云示例", ["PX946 A2"]),
        ("姓名 | 云示例 | 工作编号 | 00101", ["PX944"]),
        ("姓名 | 云示例 | 工号 | 00101 | 工号 | 00102", ["PX945 D2"]),
    ],
)
def test_a_moved_missing_or_doubtful_label_is_said_and_nothing_read_in_its_place(
    line: str, findings: list[str]
) -> None:
    mapped = read(with_label(line), ONE_PERSON)

    assert told(mapped) == findings
    assert [row[1] for row in rows(mapped, "指标")] == ["工号", "", ""]


def test_a_value_below_its_label_is_read_where_the_mapping_says_so() -> None:
    form = "姓名 | 工号 | 部门\n云示例 | 00101 | 市场部\n\n" + "\n".join(FORM.strip().splitlines()[2:])
    below = ONE_PERSON.replace('"工号"', '{ label = "工号", below = true }').replace(
        'name = "姓名"', 'name = { label = "姓名", below = true }'
    )

    assert told(read(form, ONE_PERSON)) == ["PX946 C1", "PX946 B1"]
    assert rows(read(form, below), "指标") == BOTH


def test_values_come_from_positions_other_sheets_and_names_too() -> None:
    other = grid("工号 | 00101\n姓名 | 云示例", sheet="基本情况")
    said = (
        'employee_id = { label = "工号", sheet = "基本*" }',
        'employee_id = { cell = "D2" }',
        'employee_id = { file_name = "市场部-{}.xlsx", person = true }',
        'employee_id = { sheet_name = "考核表{}" }',
        'employee_id = { value = "00101" }',
    )
    sheets = {'employee_id = { sheet_name = "考核表{}" }': "考核表00101"}

    for one in said:
        mapping = ONE_PERSON.replace('employee_id = "工号"', one)
        form = grid(FORM, sheet=sheets.get(one, "考核表"))
        mapped = read(book(form, other), mapping.replace("[fields]", "[fields]\n"), roster=ROSTER)
        assert [row[1] for row in rows(mapped, "指标")] == ["工号", "00101", "00101"], one

    by_file = read(book(grid(FORM)), ONE_PERSON.replace('employee_id = "工号"', said[2]), roster=ROSTER)
    assert told(by_file) == ["PX953"]
    assert str(by_file.findings[0].place) == f"[{FILE}]"


def test_a_place_on_another_sheet_is_named_in_findings() -> None:
    other = grid("工号 | 00999", sheet="员工的'情况")
    mapping = ONE_PERSON.replace('"工号"', '{ label = "工号", sheet = "员工*" }')
    table = typed(read(book(grid(FORM), other), mapping), "指标", roster=ROSTER)

    assert [str(one.place) for one in table["findings"] if one.code == "PX126"] == [f"[{FILE}]员工的'情况!B1"] * 2
    assert "employee_id='员工的''情况'!B1" in table["_cells"][0]


def test_sections_have_weights_of_their_own() -> None:
    form = """
        工号 | 00101
        一、业绩指标（权重 70%）
        项目 | 比例 | 完成
        收入 | 0.6 | 90
        回款 | 0.4 | 45
        小计 | 1
        二、能力（30％）
        项目 | 比例 | 完成
        学习 | 1 | 80
    """
    mapping = (
        """
        [fields]
        employee_id = "工号"
        [[tables]]
        below = ["一、业绩指标", "二、能力"]
        repeated = true
        section_weight = "heading"
        weights_of = "section"
        totals.weight = { label = "小计", under = "比例" }
        [tables.指标]
        指标名称 = "项目"
        权重 = "比例"
        实际值 = "完成"
    """.replace("tables.指标", 'tables."指标"')
        .replace("指标名称 =", '"指标名称" =')
        .replace("权重 =", '"权重" =')
    )
    mapped = read(form, mapping.replace("实际值 =", '"实际值" ='))

    assert [row[:3] for row in rows(mapped, "指标")[1:]] == [
        ["收入", "00101", "42%"],
        ["回款", "00101", "28%"],
        ["学习", "00101", "30%"],
    ]
    assert told(mapped) == []


SECTION = """
    [fields]
    employee_id = "工号"
    [[tables]]
    below = "一、业绩"
    section_weight = "heading"
    [tables.kpis]
    kpi = "项目"
    weight = "权重"
    [tables.totals]
    weight = { label = "合计", under = "权重" }
"""


@pytest.mark.parametrize(
    ("heading", "weights", "total", "findings"),
    [
        ("一、业绩（60%）", (30, 30), 60, []),
        ("一、业绩（60 分）", (0.3, 0.3), 0.6, []),
        ("一、业绩（60%）", (30, 20), 50, ["PX955 A2"]),
        ("一、业绩（60%）", (30, 30), 100, ["PX957 B6"]),
        ("一、业绩", (30, 30), 60, []),
    ],
)
def test_a_stated_weight_is_compared_with_the_sum(
    heading: str, weights: tuple[float, float], total: float, findings: list[str]
) -> None:
    form = f"工号 | 00101\n{heading}\n项目 | 权重\n收入 | {weights[0]}\n回款 | {weights[1]}\n合计 | {total}"

    mapped = read(form, SECTION)

    assert told(mapped) == findings
    shown = [f"{weight * (100 if weight < 1 else 1):g}%" for weight in weights]
    assert [row[2] for row in rows(mapped, "指标")[1:]] == shown


@pytest.mark.parametrize(
    ("source", "cell", "value"),
    [
        ('{ header = "完成值", written = "fraction" }', "0.85", "85%"),
        ('{ header = "完成值", written = "fraction" }', "85%", "85%"),
        ('{ header = "完成值", written = "percent" }', "85", "85%"),
        ('{ header = "完成值", written = "percent" }', "'８５'", "85%"),
        ('{ header = "完成值", written = "number" }', "85%", 85.0),
        ('{ header = "完成值", times = 0.0001 }', "12345678", 1234.5678),
        ('{ header = "完成值", times = 0.0001 }', "'1,234'", 0.1234),
        ('{ header = "完成值", out_of = "目标值" }', "90", 90.0),
        ('{ header = "完成值", out_of = 30 }', "20", 66.666666667),
        ('{ header = "完成值", words = { "优" = 5, "良" = 4 } }', "优", 5.0),
        ('{ header = "完成值", words = { "优" = 5 } }', "良", "良"),
        ('{ header = "完成值", default = 0 }', "", 0.0),
        ('{ header = "完成值", default = 7 }', "3", 3.0),
        ('{ header = "完成值", times = 10 }', "—", "—"),
    ],
)
def test_a_value_means_what_the_mapping_says(source: str, cell: str, value: object) -> None:
    form = FORM.replace("收入 | 60% | 100 | 90", f"收入 | 60% | 100 | {cell}")

    mapped = read(form, ONE_PERSON.replace('actual = "完成值"', f"actual = {source}"))

    assert rows(mapped, "指标")[1][4] == value
    assert told(mapped) == []


@pytest.mark.parametrize("cell", ["85分", "优秀", "12-13", "TRUE"])
def test_what_cannot_be_converted_is_blank_and_said(cell: str) -> None:
    form = FORM.replace("收入 | 60% | 100 | 90", f"收入 | 60% | 100 | {cell}")

    mapped = read(form, ONE_PERSON.replace('"完成值"', '{ header = "完成值", times = 10 }'))

    assert told(mapped) == ["PX954 D4"]
    assert mapped.findings[0].employee_id == "00101"
    assert rows(mapped, "指标")[1][4] == ""


def test_errors_and_formulas_without_result_stay_what_they_are() -> None:
    form = FORM.replace("100 | 90", "#N/A | =")

    table = typed(read(form, ONE_PERSON), "指标")

    found = [f"{one.code} {one.place.cell}" for one in table["findings"] if one.place]
    assert [one for one in found if not one.startswith("PX102")] == ["PX108 C4", "PX109 D4"]
    assert (table["target.status"][0], table["actual.status"][0]) == (2, 2)


def test_unused_rows_totals_and_remarks_are_left_out_and_said() -> None:
    form = (
        FORM.rstrip()
        + """
        无 | 0 | 0 | —
        此栏不填 | 0% | |
         | 0 | 0 | 0
        说明：以财务数据为准
        评语一栏写在背面
        合计 | 100% | | 88
        客户数 | 5% | 3 | 2
        被考核人签字： | | 日期：
    """
    )

    mapped = read(form, ONE_PERSON)

    assert rows(mapped, "指标") == [*BOTH, ["评语一栏写在背面", "00101", "", "", "", "云示例"]]
    assert told(mapped) == ["PX134 A9", "PX951 A12", "PX950 A6"]
    assert mapped.findings[2].what("zh") == "表格“考核项目”第 6-8 行没有填写，已略过。"


def test_a_total_may_stand_within_a_table_that_says_where_it_ends() -> None:
    form = FORM.rstrip() + "\n小计 | 100%\n部门评定 | 0 | 1 | 2\n最终结果 | 5"

    mapped = read(form, ONE_PERSON.replace("[[tables]]", '[[tables]]\nuntil = "最终结果"'))

    assert [row[0] for row in rows(mapped, "指标")] == ["指标名称", "收入", "回款", "部门评定"]
    assert told(mapped) == ["PX134 A6"]


def test_merged_and_printed_numbers_make_no_rows() -> None:
    form = """
        工号 | 00101
        序号 | 考核项目 | | 权重 | 完成值
        1 | 收入 | | 60% | 90
         | | | |
        2 | 回款 | | 40% | 45
        3
    """
    mapped = read(
        form,
        ONE_PERSON.replace('name = "姓名"\n', "").replace('target = "目标值"\n', ""),
        merged=["B2:C2", "A3:A4", "B3:C4", "D3:D4", "E3:E4", "B5:C5"],
    )

    assert [row[0] for row in rows(mapped, "指标")[1:]] == ["收入", "回款"]
    assert told(mapped) == []


RATED = """
    [fields]
    employee_id = "工号"
    boss = "上级工号"
    [[tables]]
    [[tables.ratings]]
    filled = "rating"
    dimension = "要素"
    role = { value = "自评" }
    rater_id = { field = "工号" }
    rating = { header = "自评", out_of = "满分" }
    [[tables.ratings]]
    dimension = "要素"
    role = { value = "上级" }
    rater_id = { field = "boss" }
    rating = { header = "上级评", out_of = "满分" }
"""


def test_ratings_side_by_side_under_a_header_of_two_lines() -> None:
    form = """
        工号 | 00101 | 上级工号 | 00102
        要素 | 满分 | 评分 |
         | | 自评 | 上级评
        协作 | 20 | 18 | 17
        学习 | 10 | 无 | 8
    """
    mapped = read(form, RATED, merged=["A2:A3", "B2:B3", "C2:D2"])

    assert rows(mapped, "评价") == [
        ["维度", "工号", "评价人工号", "评价关系", "评分"],
        ["协作", "00101", "00101", "自评", 90.0],
        ["协作", "00101", "00102", "上级", 85.0],
        ["学习", "00101", "00102", "上级", 80.0],
    ]
    assert places(mapped, "评价")[1] == ["A4", "B1", "D1", "", "D4"]


def test_two_rows_from_one_line_name_their_own_cells() -> None:
    form = "工号 | 00101 | 上级工号 | 00102\n要素 | 满分 | 自评 | 上级评\n协作 | 20 | 21 | 22"
    table = typed(read(form, RATED), "评价")
    one_by_one = [cells.rpartition("rating=")[2] for cells in table["_cells"]]

    assert (table["_row"], one_by_one) == ([3, 3], ["C3", "D3"])


def test_several_forms_on_one_sheet_and_on_several_sheets() -> None:
    second = FORM.replace("00101", "00102").replace("云示例", "禾示例")
    stacked = grid(FORM.rstrip() + "\n\n" + second.strip())
    other = grid(FORM.replace("00101", "00103"), sheet="乙")
    notes = grid("填表须知\n请用小数", sheet="说明")
    mapping = mapping_of(HEAD.replace("[match]", 'starts_with = "员工绩效考核表"\n[match]') + ONE_PERSON)

    mapped = as_own_sheets(book(stacked, other, notes), [mapping])

    assert [row[1] for row in rows(mapped, "指标")[1:]] == ["00101", "00101", "00102", "00102", "00103", "00103"]
    assert told(mapped) == ["PX105"]
    # without starts_with, the second form on the sheet is none of its own: two ids, and rows that nobody reads
    assert told(read(book(stacked), ONE_PERSON)) == ["PX945 D2", "PX945 B2", "PX134 A8", "PX951 A10", "PX951 A11"]


@pytest.mark.parametrize("header_above", [True, False])
def test_sections_under_one_header_or_beside_a_merged_cell(header_above: bool) -> None:
    if header_above:
        form = """
            工号 | 00101
            考核项目 | 权重 | 目标值 | 完成值
            业绩（70%）
            收入 | 70% | 100 | 90
            能力（30%）
            学习 | 30% | 10 | 9
        """
        place = 'below = "{}"'
        merged = ["A3:D3", "A5:D5"]
    else:
        form = """
            工号 | 00101
            类别 | 考核项目 | 权重 | 目标值 | 完成值
            业绩（70%） | 收入 | 40% | 100 | 90
             | 回款 | 30% | 100 | 90
            能力（30%） | 学习 | 30% | 10 | 9
        """
        place = 'beside = "{}"'
        merged = ["A3:A4"]
    columns = 'kpi = "考核项目"\nweight = "权重"\ntarget = "目标值"\nactual = "完成值"\n'
    tables = "".join(
        f'[[tables]]\n{place.format(name)}\nsection_weight = "heading"\n[tables.kpis]\n{columns}'
        for name in ("业绩", "能力")
    )

    mapped = read(form, f'[fields]\nemployee_id = "工号"\n{tables}', merged=merged)

    names = ["收入", "学习"] if header_above else ["收入", "回款", "学习"]
    assert [row[0] for row in rows(mapped, "指标")[1:]] == names
    assert told(mapped) == []


def test_a_table_whose_columns_are_items() -> None:
    form = """
        二〇二六年度绩效汇总
        排名 | 姓名 | 工号 | 销售收入（60%） | 回款率（40%） | 总分
        目标 | | | 100 | 95%
        1 | 云示例 | 00101 | 90 | 96% | 94.5
        2 | 禾示例 | 00102 | | 90% | 80
    """
    mapping = """
        [[tables]]
        across = ["销售收入", "回款率"]
        [tables.kpis]
        employee_id = "工号"
        "姓名" = "姓名"
        kpi = { across = "header" }
        weight = { across = "brackets", written = "percent" }
        target = { across_row = "目标" }
        actual = { across = "cell" }
        [tables.stated]
        score = "总分"
    """
    mapped = read(form, mapping)

    assert rows(mapped, "指标")[1:] == [
        ["00101", "销售收入", "60%", 100.0, 90.0, "云示例"],
        ["00101", "回款率", "40%", "95%", "96%", "云示例"],
        ["00102", "销售收入", "60%", 100.0, "", "禾示例"],
        ["00102", "回款率", "40%", "95%", "90%", "禾示例"],
    ]
    assert [(one.employee_id, one.what, one.value) for one in mapped.stated] == [
        ("00101", "score", 94.5),
        ("00102", "score", 80.0),
    ]


def test_people_merged_over_their_rows_or_named_once() -> None:
    form = """
        姓名 | 工号 | 指标 | 权重 | 主管评
        云示例 | 00101 | 收入 | 0.6 | 4
         | | 回款 | 0.4 |
        禾示例 | 00102 | 收入 | 1 | 5
    """
    mapping = """
        [[tables]]
        [tables.kpis]
        employee_id = {source}
        "姓名" = "姓名"
        kpi = "指标"
        weight = "权重"
        [[tables.ratings]]
        once = "employee_id"
        employee_id = {source}
        role = {{ value = "上级" }}
        rating = "主管评"
    """
    merged = read(form, mapping.format(source='"工号"'), merged=["A2:A3", "B2:B3", "E2:E3"])
    above = read(form, mapping.format(source='{ header = "工号", down = true }'))

    for mapped in (merged, above):
        assert [row[:3] for row in rows(mapped, "指标")[1:]] == [
            ["收入", "00101", "60%"],
            ["回款", "00101", "40%"],
            ["收入", "00102", "100%"],
        ]
        assert [row[0] for row in rows(mapped, "评价")[1:]] == ["00101", "00102"]
        assert told(mapped) == []


def test_names_are_looked_up_on_the_roster_and_never_guessed() -> None:
    form = "姓名 | 指标 | 权重\n云示例 | 收入 | 1\n禾示例 | 收入 | 1\n麦示例 | 收入 | 1\n00102 | 收入 | 1"
    mapping = (
        '[[tables]]\n[tables.kpis]\nemployee_id = { header = "姓名", person = true }\nkpi = "指标"\nweight = "权重"'
    )

    mapped = read(form, mapping, roster=ROSTER)

    assert [row[1] for row in rows(mapped, "指标")[1:]] == ["00101", "", "", "00102"]
    assert told(mapped) == ["PX953 A2", "PX952 A3", "PX952 A4"]
    assert [row[1] for row in rows(read(form, mapping), "指标")[1:]] == ["云示例", "禾示例", "麦示例", "00102"]


def test_columns_by_position_and_by_number() -> None:
    form = """
        工号 | 00101
        指标 | 得分 | 说明 | 得分
        收入 | 1 | x | 90
        回款 | 2 | y | 45
    """
    chosen = '[fields]\nemployee_id = "工号"\n[[tables]]\n[tables.kpis]\nkpi = "指标"\nactual = {}\n'

    assert [row[2] for row in rows(read(form, chosen.format('{ header = "得分", which = 2 }')), "指标")[1:]] == [90, 45]
    assert [row[2] for row in rows(read(form, chosen.format('{ header = "得分", column = "D" }')), "指标")[1:]] == [
        90,
        45,
    ]
    assert told(read(form, chosen.format('"得分"'))) == ["PX949 A2"]
    assert told(read(form, chosen.format('{ header = "得分", column = "C" }'))) == ["PX948 A2"]
    by_position = '[fields]\nemployee_id = "工号"\n[[tables]]\nfirst_row = 3\nlast_row = 3\n[tables.kpis]\n'
    mapped = read(form, by_position + 'kpi = { column = "A" }\nactual = { column = "D" }')
    assert rows(mapped, "指标")[1:] == [["收入", "00101", 90.0]]


def test_a_header_over_two_filled_columns_is_not_guessed() -> None:
    form = "工号 | 00101\n考核项目 | | 权重\n1 | 收入 | 1"
    mapping = '[fields]\nemployee_id = "工号"\n[[tables]]\n[tables.kpis]\nkpi = {}\nweight = "权重"\n'

    doubtful = read(form, mapping.format('"考核项目"'), merged=["A2:B2"])
    named = read(form, mapping.format('{ header = "考核项目", column = "B" }'), merged=["A2:B2"])

    assert told(doubtful) == ["PX949 A2"]
    assert rows(named, "指标")[1:] == [["收入", "00101", "100%"]]


def test_joined_texts_and_hidden_rows() -> None:
    form = "工号 | 00101\n项目 | 内容 | 权重\n业绩 | 收入 | 1"
    mapping = '[fields]\nemployee_id = "工号"\n[[tables]]\n[tables.kpis]\nkpi = { join = ["项目", "内容"] }\nweight = "权重"\n'

    mapped = read(form, mapping, hidden_rows=frozenset({2}))

    assert rows(mapped, "指标")[1][0] == "业绩 · 收入"
    assert told(mapped) == ["PX106 A3"]


def test_a_cycle_names_the_place_on_the_form() -> None:
    (made,) = read(FORM, ONE_PERSON).book.grids
    table = read_table(made, sheet_of("kpis"))
    assert table is not None
    cycle = Cycle(CycleSettings(), {"kpis": table.table()}, as_of=date(2026, 12, 31))

    assert str(cycle.place("kpis", 1, "actual")) == f"[{FILE}]考核表!D5"
    assert str(cycle.place("kpis", 1, "employee_id")) == f"[{FILE}]考核表!D2"
    assert str(cycle.place("kpis", 1)) == str(cycle.place("kpis", 1, "rule")) == f"[{FILE}]考核表!A5"


def test_perfxl_s_own_workbooks_are_never_foreign() -> None:
    own = book(grid(FORM), kind="return")
    other: Grid = grid(FORM, file="销售部.xlsx")

    assert read(own, ONE_PERSON).book is own
    assert read(book(other), ONE_PERSON).mapping == ""


def test_a_number_merged_over_two_rows_counts_once_and_is_missing_in_the_second() -> None:
    mapped = read(FORM.replace("40%", ""), ONE_PERSON, merged=["B4:B5"])
    found = typed(mapped, "指标")["findings"]

    assert [row[2] for row in rows(mapped, "指标")[1:]] == ["60%", ""]
    assert [f"{one.code} {one.place.cell}" for one in found if one.code == "PX107"] == ["PX107 B5"]


def test_a_header_far_down_is_found() -> None:
    mapped = read("\n".join(["填表说明"] * 80) + FORM, ONE_PERSON)

    assert [row[0] for row in rows(mapped, "指标")] == ["指标名称", "收入", "回款"]
    assert places(mapped, "指标")[0][0] == "A84"


OF_SECTION = SECTION.replace("[tables.kpis]", 'weights_of = "section"\n    [tables.kpis]')


@pytest.mark.parametrize(
    ("weights", "read_as", "findings"),
    [
        (("0.6", "0.4"), ["36%", "24%"], []),
        (("60%", "0.4"), ["", ""], ["PX954 B4"]),
        (("60", "0.4"), ["", ""], ["PX954 B4"]),
        (("0.6", ""), ["36%", ""], ["PX955 A2"]),
        (("0.6", "四成"), ["36%", "四成"], ["PX955 A2"]),
        (("0", "0"), ["0%", "0%"], ["PX955 A2"]),
    ],
)
def test_shares_of_a_section_are_multiplied_or_not_used(
    weights: tuple[str, str], read_as: list[str], findings: list[str]
) -> None:
    form = f"工号 | 00101\n一、业绩（60%）\n项目 | 权重\n收入 | {weights[0]}\n回款 | {weights[1]}"

    mapped = read(form, OF_SECTION)

    assert [row[2] for row in rows(mapped, "指标")[1:]] == read_as
    assert told(mapped) == findings


def test_a_section_is_compared_for_each_person() -> None:
    form = "业绩（60%）\n工号 | 指标 | 权重\n00101 | 收入 | 60\n00102 | 收入 | 40\n00102 | 回款 | 10"
    mapping = '[[tables]]\nbelow = "业绩"\nsection_weight = "heading"\n[tables.kpis]\nemployee_id = "工号"\nkpi = "指标"\nweight = "权重"'

    mapped = read(form, mapping)

    assert [(one.code, one.employee_id, one.facts()["total"]) for one in mapped.findings] == [("PX955", "00102", 50.0)]
