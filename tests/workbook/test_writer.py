"""Sheets to write -> a file that Excel, openpyxl and calamine read alike."""

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import openpyxl
import pandas as pd
import pytest
import python_calamine
from defusedxml import ElementTree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from perfxl.workbook.writing.long_table import LONGEST_TEXT, MOST_ROWS, cell_text
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite
from perfxl.workbook.writing.writer import write_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DANGEROUS = [
    "=cmd|'/C calc'!A0",
    "＝1+1",
    "@x",
    "\t=1",
    "+1",
    "-1+1",
    "00123",
    "http://example.com",
    "1E5",
    "{=1}",
    "#N/A",
]


def written(path: Path, *sheets: SheetToWrite) -> Path:
    write_workbook(path, sheets, kind="results", language="zh", made_on=date(2026, 12, 31), title="得分")
    return path


def texts_sheet(texts: list[str]) -> SheetToWrite:
    table = TableToWrite([ColumnToWrite("text", "文字")], pd.DataFrame({"text": texts}))
    return SheetToWrite("文字", "文字", [table])


def all_kinds() -> SheetToWrite:
    rows = pd.DataFrame(
        {
            "id": ["00123", "00124", ""],
            "score": [89.995, float("nan"), -0.0],
            "count": [3, 4, 5],
            "on": pd.to_datetime(["2026-03-01 00:00", None, "2026-12-31 12:00"]),
            "sum": [7.0, 8.0, 9.5],
            "sum.formula": ["B6+C6", "", "1<2"],
            "same": ["一致", "", "a<b"],
            "same.formula": ['IF(B6<90,"一致","不一致")', "", '"a"&"<b"'],
            "look": ["plain", "total", "plain"],
            "level": [1, 0, 1],
        }
    )
    columns = [
        ColumnToWrite("id", "工号", "@"),
        ColumnToWrite("score", "得分", "0.00"),
        ColumnToWrite("count", "次数", "0"),
        ColumnToWrite("on", "日期", "yyyy-mm-dd"),
        ColumnToWrite("sum", "合计", formula_from="sum.formula"),
        ColumnToWrite("same", "核对", formula_from="same.formula", alarm="不一致"),
    ]
    table = TableToWrite(columns, rows, look_from="look", outline_from="level")
    return SheetToWrite("得分", "得分 2026", [table], head=[HeadLine("说明"), HeadLine("=不是公式")], frozen=1)


def stacked() -> SheetToWrite:
    few = TableToWrite(
        [ColumnToWrite("a", "甲"), ColumnToWrite("b", "乙")], pd.DataFrame({"a": ["x"], "b": [1.5]}), "第一"
    )
    none = TableToWrite([ColumnToWrite("a", "甲")], pd.DataFrame({"a": []}), "第二", none="没有。")
    many = TableToWrite([ColumnToWrite("n", "数")], pd.DataFrame({"n": range(20_000)}), "第三")
    return SheetToWrite("完整度", "完整度", [few, none, many], filtered=2)


def test_openpyxl_and_calamine_read_what_was_written(tmp_path: Path) -> None:
    path = written(tmp_path / "all.xlsx", all_kinds())

    expected: list[list[object]] = [
        ["得分 2026", "", "", "", "", ""],
        ["说明", "", "", "", "", ""],
        ["=不是公式", "", "", "", "", ""],
        [""] * 6,
        ["工号", "得分", "次数", "日期", "合计", "核对"],
        ["00123", 89.995, 3.0, date(2026, 3, 1), 7.0, "一致"],
        ["00124", "", 4.0, "", 8.0, ""],
        ["", 0.0, 5.0, datetime(2026, 12, 31, 12), 9.5, "a<b"],
    ]
    with python_calamine.load_workbook(str(path)) as book:
        assert book.get_sheet_by_name("得分").to_python(skip_empty_area=False) == expected
    page = openpyxl.load_workbook(path, data_only=True)["得分"]
    plain = [[None if value == "" else value for value in row] for row in expected]
    plain[5][3] = datetime(2026, 3, 1)
    assert [[cell.value for cell in row] for row in page.iter_rows()] == plain


def test_formulas_stand_beside_their_values(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(written(tmp_path / "all.xlsx", all_kinds()))["得分"]

    assert [page[cell].value for cell in ("E6", "E7", "E8", "F6", "F8")] == [
        "=B6+C6",
        8,
        "=1<2",
        '=IF(B6<90,"一致","不一致")',
        '="a"&"<b"',
    ]


def test_reading_and_printing_are_set_up(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(written(tmp_path / "all.xlsx", all_kinds()))["得分"]

    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("B6", "A5:F8", "$5:$5")
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert [page.row_dimensions[row].outlineLevel for row in (6, 7, 8)] == [1, 0, 1]
    assert page.sheet_format.outlineLevelRow == 1
    assert [page[cell].number_format for cell in ("A6", "B7", "D6")] == ["@", "0.00", "yyyy-mm-dd"]
    assert [page[cell].font.b for cell in ("A6", "A7")] == [False, True]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    sheet = texts_sheet([text])
    path = written(tmp_path / "text.xlsx", SheetToWrite("文字", text, sheet.tables, head=[HeadLine(text)]))

    page = openpyxl.load_workbook(path)["文字"]
    assert [(page[cell].value, page[cell].data_type) for cell in ("A1", "A2", "A5")] == [(text, "s")] * 3
    assert "<f>" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert "hyperlink" not in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=30), min_size=1, max_size=30))
def test_any_text_comes_back_as_it_was(tmp_path: Path, texts: list[str]) -> None:
    path = written(tmp_path / "text.xlsx", texts_sheet(texts))

    page = openpyxl.load_workbook(path)["文字"]
    read = [page.cell(4 + i, 1).value or "" for i in range(len(texts))]
    # openpyxl leaves _x005F_, the mark that keeps _x0041_ from being read as A, in inline strings.
    assert [text.replace("_x005F_", "_") for text in read] == [
        cell_text(text).replace("_x005F_", "_") for text in texts
    ]


def test_what_a_cell_cannot_hold_is_left_out() -> None:
    assert cell_text("甲\x00\x0b\x1f\ud800\uffff乙\r\n丙\r丁\t") == "甲乙\n丙\n丁\t"
    assert cell_text("😀" * 20_000) == "😀" * (LONGEST_TEXT // 2)


def test_text_that_looks_like_an_escape_is_not_decoded(tmp_path: Path) -> None:
    path = written(tmp_path / "text.xlsx", texts_sheet(["_x0041_"]))

    assert "<t>_x005F_x0041_</t>" in zipfile.ZipFile(path).read("xl/sharedStrings.xml").decode()


def test_infinity_is_an_error_in_the_cell_not_a_broken_file(tmp_path: Path) -> None:
    table = TableToWrite([ColumnToWrite("n", "数")], pd.DataFrame({"n": [float("inf"), 1.5]}))
    path = written(tmp_path / "inf.xlsx", SheetToWrite("数", "数", [table]))

    assert [row[0].value for row in openpyxl.load_workbook(path)["数"].iter_rows(min_row=4)] == ["#NUM!", 1.5]


@pytest.mark.parametrize("sheet", [all_kinds(), stacked(), texts_sheet(DANGEROUS), texts_sheet([])])
def test_every_part_is_well_formed_and_every_cell_in_its_place(tmp_path: Path, sheet: SheetToWrite) -> None:
    book = zipfile.ZipFile(written(tmp_path / "book.xlsx", sheet))

    assert book.testzip() is None
    parts = {name: ElementTree.fromstring(book.read(name)) for name in book.namelist()}
    page = parts["xl/worksheets/sheet1.xml"]
    styles = len(parts["xl/styles.xml"].find(f"{MAIN}cellXfs"))
    places = [place(cell) for cell in page.iter(f"{MAIN}c")]
    rows = [int(row.get("r")) for row in page.iter(f"{MAIN}row")]
    assert places == sorted(set(places))
    assert rows == sorted(set(rows))
    assert all(int(cell.get("s", 0)) < styles for cell in page.iter(f"{MAIN}c"))
    last = page.find(f"{MAIN}dimension").get("ref").partition(":")[2]
    assert max(row for row, _ in places) <= int(re.sub("[A-Z]", "", last)) == sheet.end()


def place(cell: Element) -> tuple[int, int]:
    column, row = coordinate_from_string(cell.get("r"))
    return row, column_index_from_string(column)


def test_tables_below_each_other(tmp_path: Path) -> None:
    path = written(tmp_path / "book.xlsx", stacked())

    page = openpyxl.load_workbook(path)["完整度"]
    first = [cell.value for cell in page["A"]][:15]
    assert first == ["完整度", None, "第一", "甲", "x", None, "第二", "甲", "没有。", None, "第三", "数", 0, 1, 2]
    assert (page.max_row, page.cell(page.max_row, 1).value, page.auto_filter.ref) == (20_012, 19_999, "A12:A20012")


def test_the_same_sheets_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (written(tmp_path / name, all_kinds(), stacked()) for name in ("1.xlsx", "2.xlsx"))

    assert first.read_bytes() == second.read_bytes()


def test_the_kind_stands_in_the_properties(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path / "all.xlsx", all_kinds()))

    assert {prop.name: prop.value for prop in book.custom_doc_props.props} == {"perfxl.kind": "results"}
    assert book.properties.created.date() == date(2026, 12, 31)


def test_columns_and_rows_have_room_for_chinese_text(tmp_path: Path) -> None:
    columns = [ColumnToWrite("a", "名称"), ColumnToWrite("b", "事实", widest=20, wrap=True)]
    rows = pd.DataFrame(
        {"a": ["人力资源与行政管理部", ""], "b": ["九个字的一句话。。", "这句话有二十个汉字所以要分成三行才放得下"]}
    )
    path = written(tmp_path / "wide.xlsx", SheetToWrite("表", "表", [TableToWrite(columns, rows)]))

    page = openpyxl.load_workbook(path)["表"]
    assert page.column_dimensions["A"].width >= 20
    assert 19 <= page.column_dimensions["B"].width <= 22
    assert page.row_dimensions[4].height is None
    assert page.row_dimensions[5].height == 44


def test_more_rows_than_excel_has_are_refused(tmp_path: Path) -> None:
    table = TableToWrite([ColumnToWrite("n", "数")], pd.DataFrame({"n": range(MOST_ROWS)}))

    with pytest.raises(ValueError, match="more rows"):
        written(tmp_path / "long.xlsx", SheetToWrite("数", "数", [table]))
    assert list(tmp_path.iterdir()) == []


def test_an_excel_table_has_the_filter_and_keeps_the_cells_looks(tmp_path: Path) -> None:
    named = replace(all_kinds().tables[0], name="scores")
    page = openpyxl.load_workbook(written(tmp_path / "t.xlsx", replace(all_kinds(), tables=[named])))["得分"]

    assert dict(page.tables.items()) == {"scores": "A5:F8"}
    assert page.tables["scores"].tableStyleInfo.name is None
    assert page.tables["scores"].column_names == [page.cell(5, column).value for column in range(1, 7)]
    assert (page.auto_filter.ref, page["A7"].font.b) == (None, True)


def test_a_table_without_rows_is_only_a_sentence(tmp_path: Path) -> None:
    empty = TableToWrite([ColumnToWrite("a", "甲")], pd.DataFrame({"a": []}), none="没有。", name="empty")
    page = openpyxl.load_workbook(written(tmp_path / "t.xlsx", SheetToWrite("表", "表", [empty])))["表"]

    assert (dict(page.tables), page["A4"].value) == ({}, "没有。")


def test_links_stay_when_the_rows_come(tmp_path: Path) -> None:
    rows = pd.DataFrame({"a": ["甲", "乙", "丙"], "to": ["'表'!A1", "", "年 度.xlsx#'它''s'!B2"]})
    table = TableToWrite([ColumnToWrite("a", "名", link_from="to")], rows)
    page = openpyxl.load_workbook(written(tmp_path / "t.xlsx", SheetToWrite("表", "表", [table])))["表"]

    links = {cell.value: cell.hyperlink for (cell,) in page.iter_rows(min_row=4) if cell.hyperlink}
    assert {text: (link.target, link.location) for text, link in links.items()} == {
        "甲": (None, "'表'!A1"),
        "丙": ("年%20度.xlsx", "'它''s'!B2"),
    }


def test_only_columns_that_stay_readable_print(tmp_path: Path) -> None:
    columns = [ColumnToWrite(f"c{i}", f"列{i}", widest=40) for i in range(12)]
    rows = pd.DataFrame({f"c{i}": ["很长的一句话放在这一列里面看看有多宽"] for i in range(12)})
    sheet = SheetToWrite("表", "表", [TableToWrite(columns, rows)], printed=10, footer="A&B 2026")
    page = openpyxl.load_workbook(written(tmp_path / "t.xlsx", sheet))["表"]

    assert page.print_area == "'表'!$A$1:$F$4"
    assert (page.oddFooter.left.text, page.oddFooter.center.text) == ("A&&B 2026", "&A")
