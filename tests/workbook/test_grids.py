"""Any file becomes grids: by content, whatever its name, with the same facts where the format can tell them."""

import datetime as dt
import io
import pickle
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from perfxl.workbook.intake.facts import SheetFacts
from perfxl.workbook.intake.grids import Book, Grid, read_book
from perfxl.workbook.intake.preflight import Limits
from perfxl.workbook.intake.quarantine import Unreadable
from tests.workbook import hostile

TABLE: list[list[Any]] = [["工号", "姓名", "得分"], ["00123", "甲乙", "85%"]]


def only_grid(path: Path, name: str | None = None) -> Grid:
    (grid,) = read_book(path, name=name).grids
    return grid


def test_values_keep_their_kind_and_place(tmp_path: Path) -> None:
    def write(book: Any, sheet: Any) -> None:
        for row, value in enumerate(["00123", 5, 2.5, True]):
            sheet.write(row + 1, 1, value)
        for row, form in ((5, "yyyy-mm-dd"), (6, "yyyy-mm-dd hh:mm"), (7, "hh:mm"), (8, "[h]:mm")):
            value = {7: 0.5, 8: 1.5}.get(row, 46204.25 if row == 6 else 46204)
            sheet.write_number(row, 1, value, book.add_format({"num_format": form}))
        sheet.write_number(9, 1, 46204, book.add_format({"num_format": 31}))
        sheet.write_string(10, 1, " _x0041_ \n\t甲 ")

    grid = only_grid(hostile.book_of(tmp_path / "销售部.xlsx", write))

    assert (grid.file, grid.sheet) == ("销售部.xlsx", "S")
    assert [row[0] for row in grid.cells] == [""] * 11
    assert [row[1] for row in grid.cells] == [
        "",
        "00123",
        5,
        2.5,
        True,
        dt.date(2026, 7, 1),
        dt.datetime(2026, 7, 1, 6),
        dt.time(12),
        dt.timedelta(days=1, hours=12),
        dt.date(2026, 7, 1),
        " _x0041_ \n\t甲 ",
    ]


def test_dates_do_not_depend_on_the_epoch(tmp_path: Path) -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_datetime(0, 0, dt.date(2026, 7, 1), book.add_format({"num_format": "yyyy-mm-dd"}))

    books = [
        read_book(hostile.book_of(tmp_path / f"{epoch}.xlsx", write, date_1904=epoch), name="a.xlsx")
        for epoch in (False, True)
    ]

    assert [book.grids[0].cells for book in books] == [[[dt.date(2026, 7, 1)]]] * 2
    assert [book.date1904 for book in books] == [False, True]


def test_hidden_sheets_are_read_and_charts_are_not(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("A").write(0, 0, 1)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=A!$A$1:$A$1"})
    book.add_chartsheet("图").set_chart(chart)
    book.add_worksheet("深藏").very_hidden()
    book.close()

    grids = read_book(path).grids

    found = [(grid.sheet, grid.cells, grid.facts.hidden) for grid in grids]
    assert found == [("A", [[1]], False), ("深藏", [], True)]


def test_a_book_without_content_types_or_with_backslashes_is_read(tmp_path: Path) -> None:
    good = hostile.good_book(tmp_path / "a.xlsx")
    odd = tmp_path / "b.xlsx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(odd, "w") as new:
        for name in old.namelist():
            if name != "[Content_Types].xml":
                new.writestr(zipfile.ZipInfo(name.replace("/", "\\").upper()), old.read(name))

    assert read_book(odd, name="a.xlsx") == read_book(good)


def test_a_formula_without_value_at_the_edge_has_a_place_in_the_grid(tmp_path: Path) -> None:
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="D3"><f>1+1</f></c></row>'
    path = hostile.with_rows(hostile.good_book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", rows)

    grid = read_book(path).grids[0]

    assert grid.cells == [[1, "", "", ""], [""] * 4, [""] * 4]
    assert grid.facts.uncalculated == {(2, 3)}


def test_an_error_that_is_younger_than_the_reader_is_still_that_error(tmp_path: Path) -> None:
    rows = b'<row r="1"><c r="A1" t="e"><f>X()</f><v>#BUSY!</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'
    path = hostile.with_rows(hostile.good_book(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", rows)

    grid = read_book(path).grids[0]

    assert (grid.cells, grid.facts.errors) == ([["", ""]], {(0, 0): "#BUSY!", (0, 1): "#N/A"})


def test_rich_text_and_phonetic_hints(tmp_path: Path) -> None:
    rich = (
        b'<si><r><t>\xe5\xa7\x93</t></r><r><rPr><b/></rPr><t>\xe5\x90\x8d</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>'
    )
    good = hostile.good_book(tmp_path / "a.xlsx")
    path = hostile.with_rows(good, tmp_path / "b.xlsx", b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    with_rich = hostile.part_of(path, hostile.STRINGS).replace(b"<si>", rich + b"<si>", 1)
    for change in (bytes, hostile.prefixed):
        text = hostile.edited(
            path,
            tmp_path / "c.xlsx",
            {hostile.STRINGS: change(with_rich)},
        )
        assert read_book(text).grids[0].cells == [["姓名"]]


def test_a_book_can_be_sent_between_processes(tmp_path: Path) -> None:
    book = read_book(hostile.good_book(tmp_path / "a.xlsx"))

    assert pickle.loads(pickle.dumps(book)) == book


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.xls"])
def test_csv_by_content(encoding: str, separator: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes("\r\n".join(separator.join(row) for row in TABLE).encode(encoding))

    assert read_book(path) == Book(name, (Grid(name, "a", TABLE, SheetFacts()),))


def test_csv_details(tmp_path: Path) -> None:
    cases: dict[str, list[list[object]]] = {
        'sep=;\na;"1,5"\n': [["a", "1,5"]],
        'a,"x\ny",""\nb\n': [["a", "x\ny", ""], ["b", "", ""]],
        "a,b\n\nc,#N/A\n": [["a", "b"], ["", ""], ["c", ""]],
        "只有一列\n甲\n": [["只有一列"], ["甲"]],
        '"a ""b""",=1+1\n': [['a "b"', "=1+1"]],
    }
    for text, cells in cases.items():
        (tmp_path / "a.csv").write_text(text, encoding="utf-8", newline="")
        assert only_grid(tmp_path / "a.csv").cells == cells
    (tmp_path / "a.csv").write_text("a,b\n\nc,#N/A\n")
    assert only_grid(tmp_path / "a.csv").facts.errors == {(2, 1): "#N/A"}


def test_an_open_quote_never_swallows_rows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('工号,备注\n1,"好\n2,差\n3,中\n', encoding="utf-8")

    with pytest.raises(Unreadable, match="PX113"):
        read_book(tmp_path / "a.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
def test_a_web_page_saved_as_xls(encoding: str, tmp_path: Path) -> None:
    page = f"""<html><head><meta charset="{encoding}"><style>td {{x:1}}</style><title>不读</title></head><body>
      <p>不在表里</p>
      <table><tr><td colspan=2>销售部&nbsp;绩效</td><th rowspan="2">合计</th></tr>
        <tr style="display:none"><td>甲<br>乙</td><td>#DIV/0!</td></tr>
        <tr><td> 85% </td><td></td><td>&lt;b&gt;</td></tr></table>
      <TABLE><TR><TD>第二张</TABLE></body></html>"""
    path = tmp_path / "a.xls"
    path.write_bytes(page.encode(encoding))

    first, second = read_book(path).grids

    assert first.cells == [["销售部 绩效", "", "合计"], ["甲\n乙", "", ""], ["85%", "", "<b>"]]
    assert first.facts == SheetFacts(
        errors={(1, 1): "#DIV/0!"}, hidden_rows=frozenset({1}), merged=((0, 0, 0, 1), (0, 2, 1, 2))
    )
    assert (second.sheet, second.cells) == ("a 2", [["第二张"]])


def test_cells_of_a_web_page_that_reach_down_move_the_next_rows(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text(
        "<table><tr><td rowspan=3>a<td>b<td rowspan=2>c<tr><td>d<tr><td>e<td>f<tr><td>g<td>h</table>"
    )

    grid = only_grid(tmp_path / "a.xls")

    assert grid.cells == [["a", "b", "c"], ["", "d", ""], ["", "e", "f"], ["g", "h", ""]]
    assert grid.facts.merged == ((0, 0, 2, 0), (0, 2, 1, 2))


def test_a_web_page_cannot_ask_for_more_than_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text("<table>" + "<tr><td colspan=1000000 rowspan=9>x" * 50 + "</table>")

    with pytest.raises(Unreadable, match="PX114"):
        read_book(tmp_path / "a.xls", limits=Limits(box=40_000))


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:automatic-styles><style:style style:name="t">
 <style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body>
 <office:spreadsheet><table:table table:name="S" table:style-name="t">{rows}</table:table></office:spreadsheet>
 </office:body></office:document-content>"""


def ods(path: Path, rows: str, manifest: str = "<m/>") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", ODS.format(rows=rows))
    return path


def test_opendocument_by_its_stated_values(tmp_path: Path) -> None:
    cells = [
        '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b</text:p><text:p>c</text:p>'
        "<office:annotation><text:p>note</text:p></office:annotation></table:table-cell>",
        '<table:table-cell office:value-type="percentage" office:value="0.85"><text:p>85%</text:p></table:table-cell>',
        '<table:table-cell office:value-type="date" office:date-value="2026-07-01"/>',
        '<table:table-cell office:value-type="date" office:date-value="10113-01-01"/>',
        '<table:table-cell office:value-type="time" office:time-value="PT36H00M00S"/>',
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="">'
        "<text:p>#N/A</text:p></table:table-cell>",
        '<table:table-cell table:formula="of:=1"/>',
        '<table:table-cell table:number-columns-spanned="2" office:value-type="float" office:value="5"/>',
        '<table:covered-table-cell table:number-columns-repeated="16000"/>',
    ]
    rows = (
        '<table:table-row table:number-rows-repeated="2"/>'
        f'<table:table-row table:visibility="collapse">{"".join(cells)}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )

    grid = only_grid(ods(tmp_path / "a.xlsx", rows))

    day = dt.date(2026, 7, 1)
    blank: list[object] = [""] * 9
    long = dt.timedelta(hours=36)
    assert grid.cells == [blank, blank, ["a  b\nc", 0.85, day, "10113-01-01", long, True, "", "", 5.0]]
    assert grid.facts == SheetFacts(
        percent=frozenset({(2, 1)}),
        errors={(2, 6): "#N/A"},
        formulas=frozenset({(2, 6), (2, 7)}),
        uncalculated=frozenset({(2, 7)}),
        hidden_rows=frozenset({2}),
        hidden=True,
        merged=((2, 8, 2, 9),),
    )


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" '
         'office:value="1" table:number-columns-repeated="100"/></table:table-row>', "PX114"),
        ('<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
         '<table:table-row table:number-rows-repeated="900000"/><table:table-row><table:table-cell '
         'office:value-type="float" office:value="1"/></table:table-row>', "PX115"),
        ('<table:table-row><table:table-cell office:value-type="float" office:value="x"/></table:table-row>', "PX113"),
        ('<table:table-row><table:table-cell office:value-type="float" office:value="nan"/>'
         '</table:table-row>', "PX113"),
    ],
)  # fmt: skip
def test_opendocument_that_is_set_aside(rows: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=code):
        read_book(ods(tmp_path / "a.ods", rows))


def test_opendocument_with_a_password(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="PX112"):
        read_book(ods(tmp_path / "a.ods", "", manifest="<m><encryption-data/></m>"))


soffice = shutil.which("soffice")


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good workbook as LibreOffice saves it in other formats."""
    folder = tmp_path_factory.mktemp("converted")
    good = hostile.good_book(folder / "good.xlsx")
    for form in ("xls", "ods", "xlsx:Calc MS Excel 2007 XML"):
        command = [str(soffice), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
        subprocess.run(
            [*command, "--outdir", str(folder / "out"), str(good)], check=True, capture_output=True, timeout=120
        )
    return folder


@pytest.mark.skipif(soffice is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["xls", "ods", "xlsx"])
def test_other_formats_tell_the_same(form: str, converted: Path) -> None:
    expected = read_book(converted / "good.xlsx").grids
    found = read_book(converted / "out" / f"good.{form}").grids

    assert [grid.sheet for grid in found] == ["指标", "隐藏"]
    first, second = found
    unsure = first.facts.uncalculated | expected[0].facts.uncalculated
    for row, (cells, wanted) in enumerate(zip(first.cells, expected[0].cells, strict=True)):
        for column, (value, want) in enumerate(zip(cells, wanted, strict=True)):
            assert (row, column) in unsure or value == want or value == str(want).replace("\r", "_x000D_")
    for name in ("percent", "hidden_rows", "merged"):
        assert getattr(first.facts, name) == getattr(expected[0].facts, name), name
    assert first.facts.formulas - {(5, 5)} == expected[0].facts.formulas  # LibreOffice writes booleans as formulas
    assert first.facts.errors[3, 3] == "#DIV/0!"
    assert (second.cells, second.facts.hidden) == (expected[1].cells, True)


@pytest.mark.skipif(soffice is None, reason="LibreOffice is not installed")
def test_a_damaged_xls_never_escapes(converted: Path, tmp_path: Path) -> None:
    raw = (converted / "out" / "good.xls").read_bytes()
    for step in range(0, len(raw), max(1, len(raw) // 150)):
        for change in (raw[:step], raw[:step] + b"\xff\x00\xff" + raw[step + 3 :]):
            (tmp_path / "a.xls").write_bytes(change)
            try:
                read_book(tmp_path / "a.xls")
            except Unreadable:
                continue


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = hostile.good_book(tmp_path / "a.xlsx")
    copy = io.BytesIO(path.read_bytes())
    (tmp_path / "b.xlsx").write_bytes(copy.getvalue())

    assert read_book(path) == read_book(tmp_path / "b.xlsx", name="a.xlsx")
