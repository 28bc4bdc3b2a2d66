"""What departments really send, each a real file in one folder: every one is read right or named, none stops the others."""

import csv
import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from perfxl.consolidation.crew import Crews
from perfxl.cycle.typed import Percent
from perfxl.jobs.consolidate import Consolidation
from tests.consolidation.offices import KPI_HEADS, KPIS, Office, actuals, codes, filled, office
from tests.jobs.asking import Answer, ask
from tests.support.libreoffice import needs_libreoffice
from tests.workbook import hostile
from tests.workbook.books import Extras, Options, write_book
from tests.workbook.test_preflight import BAD

SALES = KPIS[:3]


def status(done: Consolidation) -> dict[str, tuple[str, str]]:
    return {one.file: (one.status, one.finding.code if one.finding else "") for one in done.files}


def test_every_bad_file_is_named_and_the_good_one_is_read(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部")
    good = hostile.good_book(tmp_path / "good.xlsx")
    names = {}
    for number, (name, (code, make)) in enumerate(BAD.items()):
        if name in ("a folder", "no file"):
            continue
        names[f"{number:02d}号.xlsx"] = (name, code)
        make(good, company.returns / f"{number:02d}号.xlsx")

    done = company.consolidate(crews=Crews(processes=2))

    found = status(done)
    assert {names[one]: code for one, (_, code) in found.items() if one in names} == {
        pair: pair[1] for pair in names.values()
    }
    assert found["销售部.xlsx"] == ("read", "")
    assert actuals(company.with_master())["00101", "收入"] == "90"


@pytest.mark.parametrize(
    ("typed", "shown", "found"),
    [
        ("８５", "85", []),
        ("85万", "85", ["PX120"]),
        ("１，２３４", "1234", []),
        ("—", "—", []),
        ("无", "无", []),
        ("优秀", "优秀", []),
        ("3千", "3千", ["PX121"]),
        ("=1+1", "=1+1", []),
        ("＝1", "＝1", []),
        ("'90", "90", []),
        (True, "TRUE", []),
        (date(2026, 7, 1), "2026-07-01", []),
    ],
)
def test_numbers_as_people_type_them(tmp_path: Path, typed: object, shown: str, found: list[str]) -> None:
    company = office(tmp_path)
    company.receive(
        "销售部.xlsx",
        [filled(SALES[2], typed), *(filled(row, 1.0) for row in SALES[:1]), filled(SALES[1], Percent(1))],
        department="销售部",
    )

    done = company.consolidate()

    assert (actuals(company.with_master())["00102", "收入"], codes(done)) == (shown, found)


def test_a_form_of_ones_own_with_titles_gaps_merged_cells_and_hidden_rows(tmp_path: Path) -> None:
    company = office(tmp_path)
    heads = ("员工\n编号", "考核\n指标", "完成值\n（万元）", "备注")
    rows = [
        ("", "销售部 2026 年度完成情况", "", ""),
        ("", "", "", ""),
        ("", *heads),
        ("", "00101", "收入", 90.0, ""),
        ("", None, "回款", Percent(76), ""),
        ("", "00102", "收入", 210.0, "隐藏"),
        ("", "合计", "", 300.0, ""),
        ("", "填表人：云一", "", "", ""),
    ]
    extras = Extras(merged=((3, 1, 4, 1),), hidden_rows=(5,))
    write_book(company.returns / "销售部.xlsx", {"指标": rows}, Options(date1904=True, extras={"指标": extras}))

    done = company.consolidate()

    assert actuals(company.with_master()) == {
        ("00101", "收入"): "90", ("00101", "回款"): "76%", ("00102", "收入"): "210", ("00201", "线索"): "",
    }  # fmt: skip
    assert {"PX134", "PX137", "PX106"} <= set(codes(done))
    assert not [one for one in done.findings if one.blocks]


def test_ids_in_every_spelling_find_their_person(tmp_path: Path) -> None:
    for number, spelling in enumerate((101.0, "00101", "00101 ", "００１０１", "101")):
        company = office(tmp_path / str(number))
        company.receive("销售部.xlsx", [(spelling, *filled(SALES[0], 90.0)[1:])], department="销售部")
        company.consolidate()
        assert actuals(company.with_master())["00101", "收入"] == "90", spelling


def test_a_long_id_that_was_stored_as_a_number_is_not_guessed(tmp_path: Path) -> None:
    person = ("330102199001011234", "云三", "销售部")
    company = office(tmp_path, 员工=(("工号", "姓名", "部门"), person), 指标=(KPI_HEADS, (person[0], *SALES[0][1:])))
    company.receive("销售部.xlsx", [(330102199001011234.0, "云三", *filled(SALES[0], 90.0)[2:])], department="销售部")

    done = company.consolidate()

    assert "PX917" in codes(done)
    assert actuals(company.with_master())[person[0], "收入"] == ""


@needs_libreoffice
def test_old_and_other_formats_are_read_or_named(tmp_path: Path) -> None:
    company = office(tmp_path / "company")
    source = tmp_path / "指标.xlsx"
    with xlsxwriter.Workbook(str(source)) as book:
        sheet = book.add_worksheet("指标")
        for row, cells in enumerate((KPI_HEADS, filled(SALES[0], 90.0, 权重=0.6), filled(SALES[2], 210.0, 权重=1.0))):
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(row, column, cell)
    in_utf8 = "csv:Text - txt - csv (StarCalc):44,34,76"
    of_office = "xlsx:Calc MS Excel 2007 XML"
    for ending, filter_name in (("xls", "xls"), ("ods", "ods"), ("csv", in_utf8), ("html", "html"), ("xlsx", of_office)):
        folder, profile = company.returns / ending, f"-env:UserInstallation=file://{tmp_path}/office"
        command = ["soffice", profile, "--headless", "--convert-to", filter_name, "--outdir", folder, source]
        subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=120)

    done = company.consolidate()

    assert {one: found[0] for one, found in status(done).items()} == {
        "csv/指标.csv": "read", "html/指标.html": "read", "ods/指标.ods": "read", "xls/指标.xls": "read",
        "xlsx/指标.xlsx": "read",
    }  # fmt: skip
    assert actuals(company.with_master())["00102", "收入"] == "210"
    assert [one["code"] for one in done.conflicts] == ["PX912"] * 4


def test_links_and_folders_that_lead_nowhere_are_no_trouble(tmp_path: Path) -> None:
    company = office(tmp_path)
    (company.returns / "销售部.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    (company.returns / "文件夹.xlsx").mkdir()
    (company.returns / "回路").symlink_to(company.returns)

    assert status(company.consolidate()) == {"销售部.xlsx": ("skipped", "PX910")}


def asked(company: Office, *more: object) -> Answer:
    return ask("consolidate", company.returns, "--cycle", company.workbook, "--into", company.master,
               "--as-of", "2026-10-31", "--json", "--lang", "en", *more)  # fmt: skip


@pytest.mark.parametrize(
    ("second", "found", "code"),
    [(40.0, ("PX306", "warning", "D3"), 0), (0.3, ("PX305", "blocker", "D3"), 1), (Percent(40), None, 0)],
)
def test_a_column_of_weights_that_mixes_meanings_is_a_finding_of_the_command(
    tmp_path: Path, second: object, found: tuple[str, str, str] | None, code: int
) -> None:
    company = office(tmp_path, 指标=(KPI_HEADS, *KPIS[2:]))  # the return brings the first person's standards
    rows = [filled(SALES[0], 90.0, 权重=Percent(60)), filled(SALES[1], Percent(80), 权重=second)]
    company.receive("销售部.xlsx", rows, department="销售部")

    answer = asked(company)

    about = [one for one in answer.json["findings"] if one["code"] in ("PX305", "PX306")]
    assert [(one["code"], one["severity"], one["cell"]) for one in about] == [found] * bool(found)
    assert answer.code == code
    weights = company.with_master()["kpis"].query("employee_id == '00101'")["weight"].tolist()
    assert weights == [60.0, 40.0] or code


def test_weights_typed_differently_than_they_were_sent_out_change_nothing_and_are_said(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive(
        "销售部.xlsx", [filled(SALES[0], 90.0, 权重=60.0), filled(SALES[1], Percent(80), 权重=Percent(40))], department="销售部"
    )

    answer = asked(company)

    weights = company.with_master()["kpis"].set_index(["employee_id", "kpi"])["weight"]
    assert (weights["00101", "收入"], weights["00101", "回款"]) == (60.0, 40.0)
    assert actuals(company.with_master())["00101", "收入"] == "90"
    assert answer.json["files"][0]["status"] == "read"


def test_xlsb_is_set_aside_by_the_command_with_what_to_do(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部")
    with zipfile.ZipFile(company.returns / "市场部.xlsb", "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.bin", b"\x83\x01\x00")

    answer = asked(company)

    files = {one["file"]: one for one in answer.json["files"]}
    assert answer.code == 1
    assert (files["市场部.xlsb"]["status"], files["市场部.xlsb"]["code"]) == ("quarantined", "PX119")
    assert ".xlsx" in next(one["remedy"] for one in answer.json["findings"] if one["code"] == "PX119")
    assert files["销售部.xlsx"]["status"] == "read"


FORMULAS = ("=1+1", '=HYPERLINK("http://x.invalid","a")', "+1", "-1+2", "@SUM(A1)", "＝1", "|cmd", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_text_that_looks_like_a_formula_stays_text_in_the_master(tmp_path: Path, kind: str) -> None:
    company = office(tmp_path)
    claims = [("00101", "2026-10-01", "加分", text, "1") for text in FORMULAS]
    heads = ("工号", "日期", "类型", "事项", "申报分")
    if kind == "xlsx":
        typed = [(one, date(2026, 10, 1), claim, text, 1.0) for one, _, claim, text, _ in claims]
        company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部", 加减分=(heads, *typed))
    else:
        with (company.returns / "加减分.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([heads, *claims])

    asked(company)

    book = openpyxl.load_workbook(company.master)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    items = {cell.value for cell in cells}
    assert set(FORMULAS) <= items
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert [cell.coordinate for cell in cells if cell.hyperlink and cell.hyperlink.target] == []
    assert set(company.with_master()["adjustments"]["item"]) == set(FORMULAS)


WPS_ROOT = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    b' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    b' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    b' xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><sheetPr/>'
)
PICTURE_IN_A_CELL = (
    b't="str"><f>_xlfn.DISPIMG(&quot;ID_0A1B2C3D&quot;,1)</f><v>=DISPIMG(&quot;ID_0A1B2C3D&quot;,1)</v></c>'
)


def test_a_return_as_wps_saves_it_is_read(tmp_path: Path) -> None:
    company = office(tmp_path)
    path = company.receive("销售部.xlsx", [filled(SALES[0], 90.0, 数据来源="截图")], department="销售部")
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    texts = re.findall(rb"<si><t[^>]*>([^<]*)</t></si>", parts["xl/sharedStrings.xml"])
    picture = b't="s"><v>%d</v></c>' % texts.index("截图".encode())
    assert picture in sheet
    sheet = re.sub(rb"<worksheet [^>]*>", WPS_ROOT, sheet, count=1).replace(picture, PICTURE_IN_A_CELL)
    parts["xl/worksheets/sheet1.xml"] = sheet
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"Microsoft Excel", "WPS 表格".encode())
    parts["xl/cellimages.xml"] = b'<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)

    answer = asked(company)

    kpis = company.with_master()["kpis"].set_index(["employee_id", "kpi"])
    assert [(one["file"], one["status"]) for one in answer.json["files"]] == [("销售部.xlsx", "read")]
    assert (kpis["actual"]["00101", "收入"], kpis["evidence"]["00101", "收入"]) == (90.0, '=DISPIMG("ID_0A1B2C3D",1)')
