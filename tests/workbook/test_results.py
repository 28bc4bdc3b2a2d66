"""The results workbook of small cycles: what stands where, in both languages."""

import re
import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from perfxl.language import Language
from perfxl.rules.scores import Scores, score
from perfxl.workbook.results.book import results_sheets, write_results
from perfxl.workbook.results.trace import disagreements, trace_columns, trace_sheets
from perfxl.workbook.results.trace_formulas import MOST_ARGUMENTS, Letters, live_formulas
from perfxl.workbook.results.words import HOW, KINDS, NOTES, SEVERITY, STATUS
from tests.support.libreoffice import values
from tests.support.typed_cycle import cycle_from

AS_OF = date(2026, 12, 31)
COMPANY = """
    # 考核方案
    scheme | component | weight | missing_policy | scale_min | scale_max | scale_points
    销售岗 | kpi       | 70     | renormalise    |           |           |
    销售岗 | manager   | 30     |                | 1         | 5         | 1=40; 3=80; 5=110
    # 员工
    employee_id | name   | department | position | scheme | exempt_reason
    E1          | 云一帆 | 销售部     | 销售代表 | 销售岗 |
    E2          | 云青竹 | 销售部     | 销售代表 | 销售岗 |
    E3          | 云远山 | 客服部     | 客服     | 销售岗 | 试用期
    E4          | 云望舒 | 客服部     | 经理     | 销售岗 |
    # 指标
    employee_id | kpi        | weight | rule     | target | actual | not_applicable_reason
    E1          | =收入      | 60     | ratio_up | 100%   | 85%    |
    E1          | 回款       | 40     | ratio_up | 100    | 90     |
    E2          | 收入       | 60     | ratio_up | 100    | 93     |
    E2          | 回款       | 10     | ratio_up | 100    |        | 全年未开展
    E2          | 客户       | 30     | ratio_up | 3      | 2      |
    E4          | 收入       | 100    | ratio_up | 100    |        |
    # 评价
    employee_id | rater_id | role    | rating
    E1          | E4       | manager | 4
    E2          | E4       | manager | 3.5
    E4          | E1       | manager |
    # 加减分
    employee_id | kind   | item     | claimed_points | approved_points | approver_id
    E2          | extra  | 带教新人 | 3              | 3               | E4
    E2          | extra  | 专利     | 4              | 4               | E4
    E2          | deduct | 迟到     |                | 1.5             | E4
"""


def company(**settings: str) -> Scores:
    return score(cycle_from(COMPANY, as_of=AS_OF, extra_cap_total="5", **settings))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("results") / "results.xlsx"
    write_results(company(), path, language="zh", as_of=AS_OF)
    return path


def table(path: Path, sheet: str, header: str) -> pd.DataFrame:
    """The table of `sheet` whose header row starts with `header`, down to the first blank row."""
    rows = values(path)[sheet]
    top = next(i for i, row in enumerate(rows) if row[0] == header)
    below = [i for i, row in enumerate(rows) if i > top and not any(row)]
    body = rows[top + 1 : below[0] if below else len(rows)]
    return pd.DataFrame(body, columns=rows[top])


def test_the_sheets_and_what_hr_asks_first(book: Path) -> None:
    sheets = values(book)

    scores = company()
    standards = scores.fingerprints.all
    assert list(sheets) == ["概览", "得分", "得分明细", "问题清单", "完整度", "加减分台账"]
    assert [row[0] for row in sheets["得分"][:4]] == [
        "2026 · 得分",
        f"截至 2026-12-31 · 标准指纹 {standards[:4]} {standards[4:8]} {standards[8:12]} · "
        "已计分 2 人，暂缓计分 1 人，免考核 1 人",
        sheets["得分"][2][0],
        "明细公式重算后与 perfxl 不一致的人数：0",
    ]
    assert str(sheets["得分"][2][0]).startswith("最多的阻碍：PX")


def test_the_scores_stand_as_perfxl_has_them(book: Path) -> None:
    people = company().employees.loc["E2"]
    row = table(book, "得分", "工号").set_index("工号").loc["E2"]

    assert list(
        row[["姓名", "部门", "状态", "基础分", "加减分", "最终得分", "计算等级", "最终等级", "等级已定", "完整度"]]
    ) == [
        "云青竹",
        "销售部",
        "已计分",
        people["base"],
        3.5,
        people["score"],
        people["computed_grade"],
        people["grade"],
        "是",
        1.0,
    ]
    assert row["上级得分"] == 87.5
    assert round(row["指标得分"], 9) == round((93 * 60 + 100 * 2 / 3 * 30) / 90, 9)
    assert [table(book, "得分", "工号")["状态"].tolist()] == [["已计分", "已计分", "免考核", "暂缓计分"]]
    assert table(book, "得分", "工号").loc[3, "最终得分"] == ""


def test_the_trace_carries_live_formulas_with_their_values(book: Path) -> None:
    live = openpyxl.load_workbook(book)["得分明细"]
    shown = values(book)["得分明细"]
    lines = [i for i, row in enumerate(shown) if row[0] == "E2"]
    at = {title: i for i, title in enumerate(shown[3])}

    formulas = {shown[i][at["行"]]: [live.cell(i + 1, at[c] + 1).value for c in ("得分", "贡献")] for i in lines}
    first = lines[0] + 1
    k, n = "K", "N"
    assert formulas == {
        1: [93, f"=K{first}*L{first}/M{first}"],
        2: [None, None],
        3: [pytest.approx(200 / 3), f"=K{first + 2}*L{first + 2}/M{first + 2}"],
        4: [f"=SUM(N{first}:N{first + 2})", f"=K{first + 3}*L{first + 3}/M{first + 3}"],
        5: [None, None],
        6: [scale(first + 5), f"=K{first + 5}*L{first + 5}/M{first + 5}"],
        7: [f"=SUM(N{first + 3},N{first + 5})", f"={k}{first + 6}"],
        8: [3, 3],
        9: [4, 4],
        10: [f"=MIN(M{first + 9},SUM(N{first + 7}:N{first + 8}))", f"={k}{first + 9}"],
        11: [1.5, 1.5],
        12: [f"=SUM({n}{first + 10})", f"=-{k}{first + 11}"],
        13: [f"=ROUND(ROUND(MAX(0,SUM(N{first + 6},N{first + 9},N{first + 11})),9),M{first + 12})", None],
    }
    last = shown[lines[-1]]
    assert last[at["得分"]] == last[at["perfxl 得分"]] == company().employees.loc["E2", "score"]
    assert last[at["核对"]] == "一致"
    assert live.cell(lines[-1] + 1, at["核对"] + 1).value.startswith("=IF(ABS(")


def scale(row: int) -> str:
    return f"=V{row}+(W{row}-V{row})*(J{row}-T{row})/(U{row}-T{row})"


def test_lines_of_a_held_person_stand_without_formulas_for_unknown_numbers(book: Path) -> None:
    shown = values(book)["得分明细"]
    at = {title: i for i, title in enumerate(shown[3])}
    held = [row for row in shown if row[0] == "E4"]

    assert [(row[at["类别"]], row[at["得分"]], row[at["说明"]]) for row in held] == [
        ("指标", "", "缺失"),
        ("组成部分", "", "缺失"),
        ("组成部分", "", "缺失"),
        ("基础分", "", ""),
        ("最终得分", "", "暂缓计分"),
    ]
    assert not any(row[0] == "E3" for row in shown)


def test_the_findings_that_block_come_first(book: Path) -> None:
    found = table(book, "问题清单", "程度")

    order = found["程度"].map({"■ 阻止计分": 0, "▲ 提醒": 1, "● 说明": 2, "○ 已接受": 3})
    assert order.tolist() == sorted(order)
    first = found.iloc[0]
    finding = next(f for f in company().findings if f.code == first["代码"])
    assert [first["事实"], first["怎样处理"]] == [finding.what("zh"), finding.mend("zh")]
    assert len(found) == len(company().findings)


def test_the_completeness_says_who_owes_what(book: Path) -> None:
    owed = table(book, "完整度", "应由谁提供（工号）")
    people = table(book, "完整度", "工号").set_index("工号")

    assert owed[["应由谁提供（工号）", "提供人", "关于谁（工号）", "姓名"]].to_numpy().tolist() == [
        ["", "", "E4", "云望舒"],
        ["E1", "云一帆", "E4", "云望舒"],
    ]
    assert people.loc["E4", "完整度"] == 0
    assert people.loc["E3", "状态"] == "免考核"
    assert table(book, "完整度", "部门")["部门"].tolist()[0] == "客服部"


def test_what_a_person_typed_never_becomes_a_formula(book: Path) -> None:
    page = openpyxl.load_workbook(book)["得分明细"]

    typed = [cell for row in page.iter_rows() for cell in row if cell.value == "=收入"]
    assert [cell.data_type for cell in typed] == ["s"]


def test_the_same_scores_give_the_same_bytes(book: Path, tmp_path: Path) -> None:
    write_results(company(), tmp_path / "again.xlsx", language="zh", as_of=AS_OF)

    assert (tmp_path / "again.xlsx").read_bytes() == book.read_bytes()


def chrome(path: Path) -> set[str]:
    """What stands outside the cells: chart titles, charts in words, footers."""
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    titles = [found for name in parts if "/charts/" in name for found in re.findall("<a:t>(.*?)</a:t>", parts[name])]
    told = [found for name in parts if "/drawings/" in name for found in re.findall('descr="(.*?)"', parts[name])]
    feet = [found for name in parts for found in re.findall("<oddFooter>(.*?)</oddFooter>", parts[name])]
    assert len(titles) == len(told) == 3
    assert len(feet) == 5
    return {*titles, *told, *(re.sub("&amp;[LCRAPN]", "", foot) for foot in feet)}


def test_a_language_is_complete(tmp_path: Path) -> None:
    """perfxl's own words: in English no Chinese character, in Chinese no Latin word but its own name and codes."""
    own = score(
        cycle_from("# 指标\n employee_id | kpi | weight | rule | target | actual\n 1 | 2 | 100 | ratio_up | 5 | 4")
    )
    for language, foreign in (("en", "[\u4e00-\u9fff（）：；]"), ("zh", "[A-Za-z]{2,}")):
        path = tmp_path / f"{language}.xlsx"
        write_results(own, path, language=language, as_of=AS_OF)
        texts = {cell for sheet in values(path).values() for row in sheet for cell in row if isinstance(cell, str)}
        texts |= set(values(path)) | {text.replace("部门 80.0", "") for text in chrome(path)}  # a department's name
        cleaned = [
            re.sub(r"perfxl|PX\d+|Excel|cycle\.xlsx|\[.*?\]\S*|[0-9a-f]{4} [0-9a-f ]{9}", "", text) for text in texts
        ]
        assert [text for text in cleaned if re.search(foreign, text) and text.strip() not in ("部门", "岗位")] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_has_both_languages(language: Language) -> None:
    for words in (STATUS, SEVERITY, KINDS, HOW, NOTES):
        assert all(word(language) or key == "given" for key, word in words.items())


def test_a_cycle_without_people_gives_a_workbook(tmp_path: Path) -> None:
    nobody = score(cycle_from("# 指标\n employee_id | kpi | weight | rule | target | actual"))

    write_results(nobody, tmp_path / "empty.xlsx", language="zh", as_of=AS_OF)

    sheets = values(tmp_path / "empty.xlsx")
    assert sheets["得分"][-1][0] == "名单上没有人。"
    assert sheets["得分明细"][-1][0] == "没有可列出的得分。"


def test_a_long_trace_goes_on_on_further_sheets_and_divides_nobody() -> None:
    sheets = trace_sheets(company(), "zh", rows_per_sheet=18)

    assert [sheet.title for sheet in sheets] == ["得分明细", "得分明细 2"]
    assert [sheet.tables[0].rows["employee_id"].unique().tolist() for sheet in sheets] == [["E1"], ["E2", "E4"]]
    assert "共 2 张" in sheets[1].head[1].text
    assert disagreements(sheets, "zh").count("COUNTIF('得分明细") == 2
    assert sheets[1].tables[0].rows["points.formula"].iloc[3] == "SUM(N6:N8)"


def test_children_far_apart_are_added_by_their_line_numbers() -> None:
    """SUM takes 255 arguments; a line with more pieces finds its children by the line that they feed."""
    pieces = MOST_ARGUMENTS + 1
    total = 2 * pieces + 1
    parents = [number for piece in range(pieces) for number in (total, total + 1)] + [total + 1, 0]
    trace = pd.DataFrame({"line": range(1, total + 2), "parent": parents})
    trace = trace.assign(employee_id="E1", how="given", kind="kpi", compared=np.nan, contribution=1.0)
    trace = trace.assign(**dict.fromkeys(("value", "points", "weight", "of", "x0", "x1", "p0", "p1"), np.nan))
    trace.loc[total - 1, ["how", "points"]] = ["sum", float(pieces)]

    formulas = live_formulas(trace, Letters.of(trace_columns("zh", digits=2)), first_row=5, language="zh")

    assert formulas["points.formula"][total - 1] == f"SUMIF(R5:R{total + 3},{total},N5:N{total + 3})"


def test_the_number_of_decimals_is_the_cycles(tmp_path: Path) -> None:
    sheets = results_sheets(company(rounding_digits="3"), "zh", as_of=AS_OF)

    formats = {column.key: column.number_format for column in sheets[0].tables[0].columns}
    assert [formats[key] for key in ("score", "low", "base")] == ["0.000", "0.000", "0.00"]
