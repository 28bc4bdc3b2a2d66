"""A new cycle workbook: few sheets in sight, the roster of another system, never over an existing file."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from perfxl.workbook.entry.buttons import BUTTONS
from perfxl.workbook.reading.reader import read_cycle
from tests.jobs.asking import ask
from tests.support.vba.workbook import button_captions, macro_faults

_SIX = {
    "zh": ["首页", "周期", "考核方案", "等级", "员工", "指标"],
    "en": ["Home", "Cycle", "Schemes", "Grades", "Employees", "KPIs"],
}


def roster_file(path: Path, people: int = 30) -> Path:
    """A roster as an HR system exports it: a title, other headers, ids with zeros."""
    lines = ["示例公司花名册,,,,", "员工编号,员工姓名,所属部门,职位,入职时间"]
    lines += [f"{number:05d},示例{number},{'销售部' if number % 2 else '研发部'},专员,2024/3/1" for number in range(people)]
    path.write_text("\n".join(lines), encoding="gb18030")
    return path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_company_of_thirty_sees_six_sheets(tmp_path: Path, language: str) -> None:
    roster = roster_file(tmp_path / "roster.csv")
    answer = ask("new", tmp_path / "a.xlsx", "--employees", roster, "--lang", language, "--json")

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert (answer.code, answer.json["employees"], answer.json["findings"]) == (0, 30, [])
    assert [name for name in book.sheetnames if book[name].sheet_state == "visible"] == _SIX[language]
    assert button_captions(tmp_path / "a.xlsx") == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_xlsm_has_its_buttons_and_macros_and_the_same_six_sheets(tmp_path: Path, language: str) -> None:
    answer = ask("new", tmp_path / "A.XLSM", "--lang", language)
    again = ask("new", tmp_path / "A.XLSM", "--lang", language)

    book = openpyxl.load_workbook(tmp_path / "A.XLSM", keep_vba=True)
    assert (answer.code, again.code) == (0, 2)
    assert macro_faults(tmp_path / "A.XLSM") == []
    assert button_captions(tmp_path / "A.XLSM") == {button.macro: button.caption(language) for button in BUTTONS}
    assert [name for name in book.sheetnames if book[name].sheet_state == "visible"] == _SIX[language]
    assert ("启用宏" if language == "zh" else "enable macros") in answer.out


def test_the_roster_is_filled_with_ids_as_text_and_dates(tmp_path: Path) -> None:
    ask("new", tmp_path / "a.xlsx", "--employees", roster_file(tmp_path / "roster.csv"))

    employees = read_cycle(tmp_path / "a.xlsx", as_of=date(2026, 1, 1))["employees"]
    assert employees["employee_id"].tolist()[:2] == ["00000", "00001"]
    assert employees["name"].tolist()[1] == "示例1"
    assert str(employees["joined_on"].iloc[0].date()) == "2024-03-01"
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["员工"]["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("00000", "s", "@")


def test_an_excel_roster_beside_other_sheets_and_its_mistakes_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["说明", "无"])
    page = book.create_sheet("在职")
    for row in (["工号", "姓名", "部门", "血型"], ["001", "甲", "销售部", "A"], ["001", "乙", "研发部", "B"]):
        page.append(row)
    book.save(tmp_path / "roster.xlsx")

    answer = ask("new", tmp_path / "a.xlsx", "--employees", tmp_path / "roster.xlsx", "--json")

    assert answer.json["employees"] == 1
    assert sorted(finding["code"] for finding in answer.json["findings"]) == ["PX104", "PX129"]
    assert answer.code == 1


def test_nothing_is_overwritten_and_nothing_is_made_where_the_roster_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"mine")
    (tmp_path / "no.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    kept = ask("new", tmp_path / "a.xlsx")
    no_roster = ask("new", tmp_path / "b.xlsx", "--employees", tmp_path / "no.csv")
    missing = ask("new", tmp_path / "b.xlsx", "--employees", tmp_path / "none.csv")

    assert (kept.code, (tmp_path / "a.xlsx").read_bytes()) == (2, b"mine")
    assert (no_roster.code, missing.code) == (3, 3)
    assert not (tmp_path / "b.xlsx").exists()


@pytest.mark.parametrize("name", ["a.xlsb", "a.xls", "a"])
def test_other_kinds_of_files_are_refused_in_one_line(tmp_path: Path, name: str) -> None:
    answer = ask("new", tmp_path / name)

    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert ".xlsm" in answer.err
    assert list(tmp_path.iterdir()) == []
