"""Facts about cells come out the same however a program wrote the sheet."""

import re
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from perfxl.workbook.intake.facts import SheetFacts, book_facts
from perfxl.workbook.intake.grids import read_book
from perfxl.workbook.intake.number_formats import shows_percent
from perfxl.workbook.intake.plain_sheets import plain_sheet
from perfxl.workbook.intake.quarantine import Unreadable
from perfxl.workbook.intake.sheet_scan import scanned
from tests.workbook import hostile

EXPECTED = SheetFacts(
    percent=frozenset({(2, 2), (3, 2), (4, 2), (5, 2)}),
    errors={(3, 3): "#DIV/0!"},
    uncalculated=frozenset({(5, 3)}),
    formulas=frozenset({(2, 3), (3, 3), (4, 3), (5, 3)}),
    hidden_rows=frozenset({4}),
    merged=((0, 0, 0, 4),),
)


def test_facts_of_a_usual_workbook(tmp_path: Path) -> None:
    facts = book_facts(hostile.good_book(tmp_path / "a.xlsx"))

    assert list(facts.sheets) == ["指标", "隐藏"]
    assert facts.sheets["指标"] == EXPECTED
    assert facts.sheets["隐藏"] == SheetFacts(hidden=True)
    assert (facts.date1904, facts.kind) == (False, None)


@pytest.mark.parametrize("writing", hostile.WRITINGS)
def test_every_writing_of_a_sheet_gives_the_same_facts_and_values(writing: str, tmp_path: Path) -> None:
    plain = hostile.good_book(tmp_path / "a.xlsx")
    other = hostile.edited(plain, tmp_path / "b.xlsx", {hostile.SHEET: hostile.WRITINGS[writing]})
    assert hostile.part_of(plain, hostile.SHEET) != hostile.part_of(other, hostile.SHEET)

    expected, found = read_book(plain), read_book(other, name="a.xlsx")

    assert found == expected


@pytest.mark.parametrize("writing", ["single quotes", "prefixes", "UTF-16", "a byte order mark"])
def test_every_writing_of_the_other_parts_gives_the_same_book(writing: str, tmp_path: Path) -> None:
    plain = hostile.good_book(tmp_path / "a.xlsx")
    parts = ["xl/workbook.xml", "xl/styles.xml", hostile.STRINGS, "xl/_rels/workbook.xml.rels", "_rels/.rels"]
    other = hostile.edited(plain, tmp_path / "b.xlsx", dict.fromkeys(parts, hostile.WRITINGS[writing]))

    assert read_book(other, name="a.xlsx") == read_book(plain)


def test_usual_programs_write_what_the_fast_scan_takes(tmp_path: Path) -> None:
    files = [
        hostile.good_book(tmp_path / "a.xlsx"),
        hostile.openpyxl_book(tmp_path / "b.xlsx", [["工号", 5, None, "=1+1"], [], [True, 2.5]]),
    ]
    for file in files:
        for writing in (bytes, hostile.WRITINGS["namespaced row attributes"], hostile.WRITINGS["a wrong dimension"]):
            assert scanned(writing(hostile.part_of(file, hostile.SHEET))) is not None


def test_a_formula_without_stored_value_is_not_calculated(tmp_path: Path) -> None:
    path = hostile.openpyxl_book(tmp_path / "a.xlsx", [["工号", "得分"], ["00123", "=1+1"], ["00124", 5]])

    facts = book_facts(path).sheets["Sheet"]

    assert facts.uncalculated == facts.formulas == {(1, 1)}


@pytest.mark.parametrize(
    ("stored", "calculated"),
    [
        ("<v>0</v>", False),
        ("<v>0.0</v>", False),
        ("<v>0E+00</v>", False),
        ("<v></v>", False),
        ("<v/>", False),
        ("", False),
        ("<v>85</v>", True),
        ("<v>1e-05</v>", True),
    ],
)
def test_a_stored_zero_counts_only_if_the_file_is_calculated(stored: str, calculated: bool, tmp_path: Path) -> None:
    source = hostile.good_book(tmp_path / "a.xlsx")
    rows = f'<row r="1"><c r="A1"><f>B1</f>{stored}</c><c r="B1" t="str"><f t="shared" si="0"/><v></v></c></row>'
    asks = hostile.with_rows(source, tmp_path / "b.xlsx", rows.encode())
    settled = hostile.edited(
        asks, tmp_path / "c.xlsx", {"xl/workbook.xml": lambda xml: xml.replace(b' fullCalcOnLoad="1"', b"")}
    )

    assert ((0, 0) not in book_facts(asks).sheets["指标"].uncalculated) == calculated
    assert ((0, 0) not in book_facts(settled).sheets["指标"].uncalculated) == (calculated or "0" in stored)
    assert book_facts(asks).sheets["指标"].formulas == {(0, 0), (0, 1)}
    assert (0, 1) not in book_facts(asks).sheets["指标"].uncalculated


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
def test_error_cells_are_told_from_empty_ones(error: str, tmp_path: Path) -> None:
    path = hostile.book_of(tmp_path / "a.xlsx", lambda _, sheet: sheet.write_formula(1, 1, "=X()", None, error))

    grid = read_book(path).grids[0]

    assert grid.cells == [["", ""], ["", ""]]
    assert grid.facts.errors == {(1, 1): error}
    assert grid.facts.uncalculated == set()


@pytest.mark.parametrize(
    ("code", "percent"),
    [
        ("0%", True),
        ("0.00%", True),
        ("0%;[Red]-0%", True),
        ('0.0" 约"%', True),
        ('0"%"', False),
        (r"0\%", False),
        ("0_%", False),
        ("0*%", False),
        ("[$%-804]0", False),
        ("0％", False),
        ("General", False),
    ],
)
def test_which_formats_show_a_percent(code: str, percent: bool, tmp_path: Path) -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_number(0, 0, 0.85, book.add_format({"num_format": code}))
        sheet.write_string(1, 0, "85", book.add_format({"num_format": code}))

    path = hostile.book_of(tmp_path / "a.xlsx", write)

    assert shows_percent(code) == percent
    assert book_facts(path).sheets["S"].percent == ({(0, 0)} if percent else set())


def test_the_default_style_may_be_a_percent(tmp_path: Path) -> None:
    source = hostile.with_rows(
        hostile.good_book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", b'<row r="1"><c r="A1"><v>0.5</v></c></row>'
    )
    path = hostile.edited(
        source,
        tmp_path / "c.xlsx",
        {"xl/styles.xml": lambda xml: re.sub(rb'(<cellXfs count="\d+"><xf numFmtId=")0', rb"\g<1>10", xml)},
    )

    assert book_facts(path).sheets["指标"].percent == {(0, 0)}


@pytest.mark.parametrize(("cell", "readable"), [('t="s"', True), ("", False), ('t="n"', False)])
def test_a_style_that_does_not_exist_matters_only_for_numbers(cell: str, readable: bool, tmp_path: Path) -> None:
    rows = f'<row r="1"><c r="A1" s="999" {cell}><v>0</v></c></row>'.replace(" >", ">")
    path = hostile.with_rows(hostile.good_book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", rows.encode())

    if readable:
        assert read_book(path).grids[0].cells == [["销售部 & <绩效>"]]
    else:
        with pytest.raises(Unreadable, match="PX113"):
            read_book(path)


def test_1904_dates_and_the_kind_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": True})
    book.add_worksheet("S").write(0, 0, "x")
    book.set_custom_property("Other", "1")
    book.set_custom_property("perfxl.kind", "return")
    book.close()

    facts = book_facts(path)

    assert (facts.date1904, facts.kind) == (True, "return")
    book_read = read_book(path)
    assert (facts.date1904, facts.properties, facts.saved_at) == (book_read.date1904, book_read.properties, book_read.saved_at)


def test_a_cell_in_a_comment_or_in_text_is_no_cell(tmp_path: Path) -> None:
    text = '<c r="Z9" t="e"><v>#N/A</v></c>'
    path = hostile.book_of(tmp_path / "a.xlsx", lambda _, sheet: sheet.write_string(0, 0, text), in_memory=True)
    cell = b'<c r="A1" t="inlineStr"><is><t><![CDATA[' + text.encode() + b"]]></t></is></c>"
    inline = hostile.with_rows(path, tmp_path / "b.xlsx", b'<row r="1">' + cell + b"</row>")

    for file in (path, inline):
        grid = read_book(file).grids[0]
        assert (grid.cells, grid.facts) == ([[text]], SheetFacts())


def test_a_quote_in_a_merged_range_does_not_damage_the_sheet() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f"<x:worksheet xmlns:x='{main}'><x:sheetData/><x:mergeCells><x:mergeCell ref='A4:B5\"'/></x:mergeCells></x:worksheet>"

    sheet = scanned(plain_sheet(xml.encode(), "sheet1.xml", most=1 << 20))

    assert sheet is not None
    assert sheet.merged == ((3, 0, 4, 1),)
