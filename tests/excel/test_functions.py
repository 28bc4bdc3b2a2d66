"""What each worksheet function answers, cell by cell."""

import re
from datetime import datetime
from decimal import Decimal

import numpy as np
import pytest

from perfxl.cycle.sheets_of_people import KPIS
from perfxl.cycle.tables import column_letters
from perfxl.excel import functions
from perfxl.excel.book_language import language_of_sheets
from perfxl.excel.functions import PX_BOUNDS, PX_COMPLETE, PX_FINDING, PX_GRADE, PX_KPI, PX_MISSING, PX_WEIGHTED
from perfxl.findings.catalogue import catalogue
from perfxl.workbook.entry.functions_guide import GENERAL, GUIDES
from tests.rules.test_every_code import badly_told

BOUNDS, NAMES = [[90.0], [75.0], [60.0], [0.0]], [["A"], ["B"], ["C"], ["D"]]


@pytest.fixture(autouse=True)
def _in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFXL_LANG", "zh")


def test_a_value_gives_a_value_and_a_column_gives_a_column() -> None:
    assert PX_KPI("ratio_up", 100, 57) == 57.0
    assert PX_KPI("越大越好", 100, [57, 90]) == [[57.0], [90.0]]
    assert PX_KPI("more is better", [[100], [50]], [[57], [90]]) == [[57.0], [120.0]]
    assert PX_KPI("ratio_up", 100, [[57, 90]]) == [[57.0, 90.0]]
    assert PX_KPI("ratio_up", np.array([100.0, 50.0]), np.array([57.0, np.nan])) == [[57.0], ["PX201 缺少实际值"]]


def test_every_row_of_kpis_has_its_own_answer() -> None:
    rule = ["ratio_up", "ratio_up", "ratio_up", "", "foo", "manual", "ratio_up", None, "manual", "yes_no", "milestone"]
    target = [100, 100, 0, 100, 100, None, 100, None, None, None, None]
    actual = [85, None, 85, 85, 85, "#N/A", "—", None, "约八十", True, "需求、设计"]
    parameters = [None] * 10 + ["需求=30; 设计=30; 上线=40"]

    assert PX_KPI(rule, target, actual, parameters=parameters) == [
        [85.0],
        ["PX201 缺少实际值"],
        ["PX311 目标值必须大于 0"],
        ["PX327 没有计分规则"],
        ["PX122 不在可选范围内"],
        ["PX108 单元格是错误值"],
        ["PX202 不适用但未说明原因"],
        [""],
        ["PX310 应为数字"],
        [100.0],
        [60.0],
    ]


def test_a_single_range_of_actuals_has_no_unused_rows() -> None:
    assert PX_KPI("manual", None, [80, None]) == [[80.0], ["PX201 缺少实际值"]]


def test_other_columns_of_a_kpi() -> None:
    assert PX_KPI("interpolate", 100, [80, 110, 150], 80, 120, 150) == [[0.0], [125.0], [150.0]]
    assert PX_KPI("ratio_up", 100, 150, cap=[None, 100, 0]) == [[120.0], [100.0], ["PX321 得分上限不可用"]]
    assert PX_KPI("on_target", 100, 102, parameters=["tolerance=5%", "tolerance=5", None]) == [
        [60.0],
        [60.0],
        ["PX313 缺少参数"],
    ]


def test_a_number_is_what_excel_hands_over_and_a_text_with_percent_is_the_shown_number() -> None:
    assert PX_KPI("ratio_up", 0.85, 0.8075) == 95.0
    assert PX_KPI("ratio_up", "85%", "80.75%") == 95.0
    assert PX_KPI("ratio_up", "85%", 0.8075) == "PX316 百分数与普通数混用"
    assert PX_KPI("bands", None, ["85%", 85, 0.85], parameters="<60:0; 60-80:60; 80-100:90; >=100:110") == [
        [90.0],
        [90.0],
        [0.0],
    ]


def test_what_excel_hands_over_is_read_as_in_a_sheet() -> None:
    assert PX_KPI("ratio_up", Decimal(100), ["８５", "85分", "1,085"], cap=2000) == [[85.0], [85.0], [1085.0]]
    assert PX_KPI("ratio_up", 100, ["85万", datetime(2026, 7, 1)]) == [["PX121 单位会改变数值"], ["PX310 应为数字"]]


def test_points_are_exact_to_nine_decimals() -> None:
    assert PX_KPI("ratio_up", 100, [[n] for n in range(121)]) == [[float(n)] for n in range(121)]
    assert PX_KPI("ratio_up", 3, 2) == 66.666666667


def test_weights_stand_in_one_row_in_a_column_or_in_every_row() -> None:
    scores = [[90, 80], [70, 60]]

    assert PX_WEIGHTED(scores, [[60, 40]]) == [[86.0], [66.0]]
    assert PX_WEIGHTED(scores, [[0.6], [0.4]]) == [[86.0], [66.0]]
    assert PX_WEIGHTED(scores, [["60%", "40%"], ["50%", "50%"]]) == [[86.0], [65.0]]
    assert PX_WEIGHTED([90, 80], [60, 40]) == 86.0
    assert PX_WEIGHTED([[90, 80]], [60, 40]) == 86.0
    assert PX_WEIGHTED([90, 80], 100) == [[90.0], [80.0]]


@pytest.mark.parametrize(
    "weights", [[[60, 30]], [[60, None]], [["60", "x"]], [[60, "#REF!"]], [[60, -40]], [[60, 40, 0]]]
)
def test_weights_that_cannot_be_used_are_told_in_every_row(weights: list[list[object]]) -> None:
    said = {30: "PX301", None: "PX309", "x": "PX110", "#REF!": "PX108", -40: "PX128"}.get(weights[0][1], "PX191")  # type: ignore[arg-type]

    answer = PX_WEIGHTED([[90, 80], [70, 60]], weights)

    rows = answer if isinstance(answer, list) else [[answer]]
    assert {row[0].split()[0] for row in rows} == {said}


def test_three_thirds_are_not_a_hundred() -> None:
    assert PX_WEIGHTED([[90, 80, 70]], [[33.33, 33.33, 33.34]]) == 79.999
    assert PX_WEIGHTED([[90, 80, 70]], [[33.33, 33.33, 33.33]]) == "PX301 指标权重之和不是 100%"


def test_only_the_row_with_something_wrong_says_so() -> None:
    scores = [
        [90, 80],
        [None, 80],
        ["—", 80],
        ["", "#N/A"],
        ["x", 1],
        ["PX201 缺少实际值", 1],
        ["PX311 目标值必须大于 0", None],
    ]

    assert [row[0] for row in PX_WEIGHTED(scores, [[60, 40]])] == [
        86.0,
        "PX230 缺少得分",
        "PX230 缺少得分",
        "PX108 单元格是错误值",
        "PX310 应为数字",
        "PX201 缺少实际值",
        "PX311 目标值必须大于 0",
    ]


def test_a_blank_is_not_zero_and_a_zero_is_not_blank() -> None:
    assert PX_WEIGHTED([[0, 80], [None, 80]], [[60, 40]]) == [[32.0], ["PX230 缺少得分"]]
    assert PX_WEIGHTED([[None, 80]], [[0, 100]]) == "PX230 缺少得分"


def test_a_part_without_weight_and_score_is_not_there() -> None:
    assert PX_WEIGHTED([[90, 80, None], [90, None, None]], [[60, 40, None], [None, None, None]]) == [
        [86.0],
        ["PX309 缺少权重"],
    ]
    assert PX_WEIGHTED([[None, None], [90, 80]], [[None, None], [60, 40]]) == [[""], [86.0]]


def test_bounds_count_what_is_missing_from_zero_to_the_cap() -> None:
    scores = [[90, 80], [None, 80], ["PX202 x", "PX317 y"], ["PX311 z", 80], ["x", 80]]

    assert PX_BOUNDS(scores, [[60, 40]]) == [
        [86.0, 86.0],
        [32.0, 104.0],
        [0.0, 120.0],
        ["PX311 z", "PX311 z"],
        ["PX310 应为数字", "PX310 应为数字"],
    ]
    assert PX_BOUNDS([[None, 80]], [[60, 40]], 100) == [[32.0, 92.0]]
    assert PX_BOUNDS([[None, None]], [[60, 40]], [[100, 110]]) == [[0.0, 104.0]]
    assert PX_BOUNDS([[None, 80], [None, 80]], [[60, 40]], [[100, 1], [None, 1]]) == [[32.0, 92.0], [32.0, 104.0]]
    assert PX_BOUNDS([[90, 80]], [[60, 30]])[0][0] == "PX301 指标权重之和不是 100%"
    assert PX_BOUNDS([[90, 80]], [[60, 40]], -1)[0][0] == "PX321 得分上限不可用"
    assert PX_BOUNDS([[90, 80]], [[60, 40]], [[1, 2, 3]]) == "PX191 区域大小不一致"


def test_grades_have_inclusive_bounds_on_the_rounded_score() -> None:
    scores = [[95], [90], [89.995], [89.994], [0], [None], ["PX201 缺少实际值"], ["x"], [-1], ["#N/A"]]

    assert [row[0] for row in PX_GRADE(scores, BOUNDS, NAMES)] == [
        "A", "A", "A", "B", "D", "", "PX201 缺少实际值", "PX310 应为数字", "PX508 得分低于最低等级", "PX108 单元格是错误值",
    ]  # fmt: skip
    assert PX_GRADE(89.995, BOUNDS, NAMES, 3) == "B"
    assert PX_GRADE(89.5, BOUNDS, NAMES, 0) == "A"
    assert PX_GRADE([[95, 80]], BOUNDS, NAMES) == [["A", "B"]]


def test_grades_may_stand_in_any_order_with_blank_rows() -> None:
    assert PX_GRADE([95, 70], [[0, 90, None, 60]], ["D", "A", "", "C"]) == [["A"], ["C"]]
    assert PX_GRADE(95, [0, 90], [1, 2]) == "2"


@pytest.mark.parametrize(
    ("bounds", "names", "said"),
    [
        ([90, 90], ["A", "B"], "PX325"),
        ([90, 0], ["A", "A"], "PX325"),
        ([90, None], ["A", "B"], "PX325"),
        ([90, 0], ["A", None], "PX325"),
        ([90, "x"], ["A", "B"], "PX110"),
        ([90, "#N/A"], ["A", "B"], "PX108"),
        ([None], [None], "PX325"),
        ([90, 0], ["A"], "PX191"),
    ],
)
def test_grades_that_cannot_be_used(bounds: list[object], names: list[object], said: str) -> None:
    assert PX_GRADE(95, bounds, names).split()[0] == said
    assert PX_GRADE(95, BOUNDS, NAMES, 2.5).split()[0] == "PX310"


def test_completeness_counts_zeros_and_words_but_no_dashes_errors_and_findings() -> None:
    rows = [[1, 0, "完成", datetime(2026, 7, 1)], [None, "—", "N/A", "无"], [1, "#REF!", "PX201 缺少实际值", ""]]

    assert PX_COMPLETE(rows) == [[1.0], [0.0], [0.25]]
    assert PX_COMPLETE([1, None, 3]) == 0.666666667
    assert PX_COMPLETE([[1, None, 3]]) == 0.666666667
    assert PX_COMPLETE(None) == 0.0


def test_missing_names_the_headers() -> None:
    assert PX_MISSING([["收入", "回款", 2026]], [[1, None, None], [0, 0, 0], ["—", 1, 1]]) == [
        ["回款、2026"],
        [""],
        ["收入"],
    ]
    assert PX_MISSING(["收入", "回款"], [None, 1]) == "收入"
    assert PX_MISSING("收入", [None, 1]) == [["收入"], [""]]
    assert PX_MISSING([["收入", "回款"]], [[1, 2, 3]]) == "PX191 区域大小不一致"


def test_a_code_is_explained_however_it_is_written() -> None:
    explained = "指标权重之和不是 100%：请改为合计 100%。"

    assert PX_FINDING(["PX301", "px301", 301, "PX301 KPI weights do not add up", None]) == [[explained]] * 4 + [[""]]
    assert PX_FINDING("PX999").startswith("没有代码 PX999")
    assert all(re.search(r"[。”]$|…$", PX_FINDING(code)) and "{" not in PX_FINDING(code) for code in catalogue())


def test_answers_come_in_the_language_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFXL_LANG", "en")

    assert PX_WEIGHTED([90, 80], [60, 30]) == "PX301 KPI weights do not add up to 100 %"
    assert PX_MISSING(["Sales", "Cost"], [None, None]) == "Sales, Cost"
    assert PX_FINDING("PX301") == "KPI weights do not add up to 100 %: Make them add up to 100 %."


def test_the_language_of_a_workbook_is_that_of_its_cycle_sheet() -> None:
    assert language_of_sheets(["首页", "周期", "指标"]) == "zh"
    assert language_of_sheets(["Home", "Cycle", "KPIs"]) == "en"
    assert language_of_sheets(["Sheet1"]) == ""


def test_a_fault_is_one_line_in_the_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(functions, "complete", broken)

    assert PX_COMPLETE([1]) == "perfxl 出错：ZeroDivisionError: oh"


def test_findings_of_functions_have_whole_texts_in_both_languages() -> None:
    assert badly_told([catalogue()["PX191"](), catalogue()["PX230"]()]) == []


def test_the_example_of_a_kpi_names_the_columns_of_the_sheet() -> None:
    letters = {column_letters(number): column.key for number, column in enumerate(KPIS.columns)}
    arguments = re.findall(r"([A-Z])2:", GUIDES["PX_KPI"].example)

    assert [letters[one] for one in arguments] == [one.name for one in GUIDES["PX_KPI"].arguments]


def test_every_function_is_declared_as_it_is_written_and_its_help_fits_into_excel() -> None:
    written = {name: function for name, function in vars(functions).items() if name.startswith("PX_")}

    assert written.keys() == GUIDES.keys()
    for name, guide in GUIDES.items():
        assert guide.example.startswith(f"={name}(")
        texts = [guide.help, *guide.notes, *(one.help for one in guide.arguments)]
        assert all(text.zh and text.en for text in [*texts, *GENERAL])
        assert all(len(text(language)) <= 255 for text in (guide.help, texts[-1]) for language in ("zh", "en"))
