"""Forms in the manner of those that departments really use: what they need can be said, and is read."""

from perfxl.workbook.forms.choosing import as_own_sheets
from perfxl.workbook.forms.mapping_file import mapping_of
from perfxl.workbook.reading.identifiers import Roster
from perfxl.workbook.suggesting.suggestion import suggested
from tests.forms.drawn import HEAD, ROSTER, book, grid, read, rows, told

MONTHLY = """
    二〇二六年 5 月度绩效考核表
    单位/部门：信息部 | | | | 负责人：麦示例 | | 考核周期：2026.5.1-2026.5.31 | | 签订日期：
    绩 效 计 划 确 认 | | | | 被考核岗位：测试 | | 被考核人：云示例 | | 直接主管：禾示例
    类别 | 序号 | 指标类型 | 指标名称 | 权重 | 目标值 | 评分标准（0–100分） | 实际绩效/得分 | 折算分
    KPI\\n关键业绩指标 | 1 | 岗位指标 | 任务交付 | 60% | 当月目标 | 按期完成率≥100%得100分；95%–99%得90分 | 95 | 57
     | 2 | 岗位指标 | 缺陷闭环 | 40% | 当月目标 | 按期关闭率≥98%得100分 | 90 | 36
    扣分项 | | | 扣分事由 | | | 扣分条件 | 扣分值 | 扣分
    扣分项 | 1 | 专项扣分 | 流程违规 | | | 未经审批上线 | 5 | -5
     | 2 | 专项扣分 | 重复问题 | | | 同类问题再次发生 | | 0
    绩效总分（满分100分；扣分后最低0分）： | | | | | | | 88
    被考核人意见： | | | | | | 被考核人签字： | | 年    月    日
    考核人意见：同意 | | | | | | 考核人签字： | | 年    月    日
"""
MONTHLY_MERGED = [
    "A1:I1", "A2:D2", "E2:F2", "G2:H2", "A3:D3", "E3:F3", "G3:H3", "A5:A6", "A7:C7", "D7:F7", "A8:A9", "D8:F8", "D9:F9", "A10:G10",
    "H10:I10", "A11:F11", "G11:H11", "A12:F12", "G12:H12",
]  # fmt: skip
MONTHLY_MAPPING = """
    [fields]
    employee_id = { label = "被考核人", person = true }
    [totals]
    score = "绩效总分*"
    [[tables]]
    until = "扣分项"
    [tables.kpis]
    kpi = "指标名称"
    weight = "权重"
    actual = "实际绩效/得分"
    rule = { value = "manual" }
    [[tables]]
    [tables.adjustments]
    filled = "approved_points"
    item = "扣分事由"
    kind = { value = "扣分" }
    approved_points = "扣分值"
"""


def test_a_monthly_form_with_deductions_and_signatures() -> None:
    mapped = read(MONTHLY, MONTHLY_MAPPING, roster=ROSTER, merged=MONTHLY_MERGED)

    assert rows(mapped, "指标")[1:] == [
        ["任务交付", "00101", "60%", "manual", 95.0],
        ["缺陷闭环", "00101", "40%", "manual", 90.0],
    ]
    assert rows(mapped, "加减分")[1:] == [["流程违规", "00101", "扣分", 5.0]]
    assert [(one.what, one.value) for one in mapped.stated] == [("score", 88.0)]
    assert told(mapped) == ["PX953 G3"]


STACKED = """
    | 岗位季度绩效考核表
    | 部门：客服部 | 被考核人：云示例 | 岗位：坐席 | 部门负责人：禾示例
    | 考核期：2026 年一季度 | 填表日期：
    | 序号 | 指标类别 | 指标名称 | 指标分数 | 工作目标 | 评分标准 | 完成率 | 自评得分
    | 1 | 业绩 | 接通率 | 60 | 95% | 见制度 | '96%' | 57
    | 2 | 能力 | 培训 | 40 | 2 次 | 见制度 | 100% | 36
    | 3
    | 总分 | | | | 93 | 最终得分 | 92.5 | 考核结果 | 良好
    | 部门负责人签字确认： | 被考核人签字确认： | 日期：

    | 岗位季度绩效考核表
    | 部门：客服部 | 被考核人：麦示例 | 岗位：坐席 | 部门负责人：禾示例
    | 考核期：2026 年一季度 | 填表日期：
    | 序号 | 指标类别 | 指标名称 | 指标分数 | 工作目标 | 评分标准 | 完成率 | 自评得分
    | 1 | 业绩 | 接通率 | 100 | 95% | 见制度 | 90% | 88
    | 总分 | | | | 88 | 最终得分 | | 考核结果
    | 部门负责人签字确认： | 被考核人签字确认： | 日期：
"""
STACKED_MAPPING = """
    [fields]
    name = "被考核人"
    employee_id = { label = "被考核人", person = true }
    [totals]
    score = { label = "最终得分", optional = true }
    grade = { label = "考核结果", optional = true }
    [[tables]]
    [tables.kpis]
    kpi = { join = ["指标类别", "指标名称"] }
    weight = { header = "指标分数", written = "percent" }
    target = "工作目标"
    actual = "完成率"
    [[tables.ratings]]
    role = { value = "自评" }
    rater_id = { field = "employee_id" }
    dimension = "指标名称"
    rating = { header = "自评得分", out_of = "指标分数" }
"""


def test_forms_stacked_on_one_sheet_each_with_its_own_person() -> None:
    mapping = mapping_of(HEAD.replace("[match]", 'starts_with = "岗位季度绩效考核表"\n[match]') + STACKED_MAPPING)
    mapped = as_own_sheets(book(grid(STACKED)), [mapping], roster=Roster({"1": "云示例", "2": "麦示例", "3": "禾示例"}))

    assert [row[:5] for row in rows(mapped, "指标")[1:]] == [
        ["业绩 · 接通率", "1", "60%", "95%", "96%"],
        ["能力 · 培训", "1", "40%", "2 次", "100%"],
        ["业绩 · 接通率", "2", "100%", "95%", "90%"],
    ]
    assert [row[-2] for row in rows(mapped, "评价")[1:]] == [95.0, 90.0, 88.0]
    assert [(one.employee_id, one.what, one.text) for one in mapped.stated] == [
        ("1", "score", "92.5"),
        ("1", "grade", "良好"),
    ]
    assert {one.partition(" ")[0] for one in told(mapped)} == {"PX953"}


def test_a_matrix_of_ratings_with_people_as_columns() -> None:
    form = """
        同事互评表（每项满分 10 分）
        评价人工号：00101
        评价内容 | 00102 | 00103 | 平均
        协作 | 8 | 9 | 8.5
        专业 | 7 | | 7
    """
    mapping = """
        [fields]
        rater = "评价人工号"
        [[tables]]
        across = { first = "B", last = "C" }
        [tables.ratings]
        filled = "rating"
        employee_id = { across = "header" }
        rater_id = { field = "rater" }
        role = { value = "同事" }
        dimension = "评价内容"
        rating = { across = "cell" }
    """
    mapped = read(form.replace("00102", "'00102'").replace("00103", "'00103'"), mapping)

    assert rows(mapped, "评价")[1:] == [
        ["协作", "00102", "00101", "同事", 8.0],
        ["协作", "00103", "00101", "同事", 9.0],
        ["专业", "00102", "00101", "同事", 7.0],
    ]
    assert told(mapped) == []


def test_the_monthly_form_gets_a_proposal_for_its_kpis() -> None:
    found = suggested(book(grid(MONTHLY, merged=MONTHLY_MERGED)), "zh")

    assert found is not None
    for line in ('kpi = "指标名称"', 'weight = "权重"', 'target = "目标值"', 'name = "被考核人"', "person = true"):
        assert line in found.text
