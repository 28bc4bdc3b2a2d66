"""perfxl remind: drafts and the list, as a person asks for them."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import openpyxl
import pytest

from perfxl.cycle.typed import Percent
from perfxl.findings.reminders import DraftKept
from perfxl.workbook.entry.builder import build_workbook
from tests.jobs.asking import ask
from tests.rules.test_every_code import badly_told
from tests.support.libreoffice import all_recalculated, needs_libreoffice

AS_OF = ("--as-of", "2026-10-01")


def company(path: Path, *, language: str = "zh") -> Path:
    """Two people lack an actual; one owner has an address, one has none, and one figure has no owner."""
    people = [("E1", "示例一", "e1@sample.example"), ("E2", "示例二", ""), ("E3", "示例三", "")]
    owners = {"E1": "E2", "E2": "E1", "E3": ""}
    rows = {
        "cycle": [{"name": "2026", "language": language, "deadline_on": date(2026, 10, 15),
                   "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}],
        "schemes": [{"scheme": "岗位", "component": "kpi", "weight": Percent(100)}],
        "grades": [{"grade": "A", "lower_bound": 90}, {"grade": "B", "lower_bound": 0}],
        "employees": [{"employee_id": one, "name": name, "department": "销售部", "email": email} for one, name, email in people],
        "kpis": [{"employee_id": one, "kpi": "收入", "weight": Percent(100), "rule": "manual", "owner_id": owner}
                 for one, owner in owners.items()],
    }  # fmt: skip
    build_workbook(path, rows, language=language, sheets=list(rows))
    return path


def test_every_owner_gets_a_draft_and_hr_the_rest(tmp_path: Path) -> None:
    cycle, out = company(tmp_path / "绩效 管理.xlsx"), tmp_path / "催办"

    answer = ask("remind", cycle, "--out", out, *AS_OF, "--lang", "zh")

    assert answer.code == 0
    assert sorted(file.name for file in out.iterdir()) == ["E1_示例一.eml", "E2_示例二.eml", "催办清单.xlsx"]
    to = message_from_bytes((out / "E1_示例一.eml").read_bytes(), policy=default)["To"]
    assert str(to) == "示例一 <e1@sample.example>"
    assert "另有 1 项没有可催的人" in answer.out
    assert "▲ PX962 [绩效 管理.xlsx]员工!" in answer.out
    assert "没有发送任何邮件" in answer.out


def test_the_answer_for_programs(tmp_path: Path) -> None:
    cycle, out = company(tmp_path / "cycle.xlsx"), tmp_path / "out"

    answer = ask("remind", cycle, "--out", out, *AS_OF, "--json", "--lang", "en")

    assert answer.code == 0
    told = answer.json
    assert (told["cycle"], told["as_of"], told["list"]) == ("2026", "2026-10-01", str(out / "reminders.xlsx"))
    assert [(one["recipient_id"], one["address"]) for one in told["reminders"]] == [
        ("E1", "e1@sample.example"), ("E2", None), (None, None)
    ]  # fmt: skip
    assert told["reminders"][0]["draft"] == str(out / "E1_示例一.eml")
    assert told["reminders"][2]["draft"] is None
    assert told["reminders"][2]["missing"] == [
        {"employee_id": "E3", "owner_id": None, "what": "the actual of KPI “收入”", "place": "[cycle.xlsx]指标!L4", "why": "unnamed"}
    ]
    assert [one["code"] for one in told["findings"]] == ["PX962"]


def test_the_terminal_shows_ids_and_no_names(tmp_path: Path) -> None:
    answer = ask("remind", company(tmp_path / "cycle.xlsx"), "--out", tmp_path / "out", *AS_OF)

    assert "sample.example" not in answer.out
    assert answer.out.count("示例一") == 1  # in the name of the draft's file


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_has_everybody_and_a_table_for_each_with_links(language: str, tmp_path: Path) -> None:
    cycle = company(tmp_path / "cycle.xlsx", language=language)
    answer = ask("remind", cycle, "--out", tmp_path / "out", *AS_OF, "--json")

    who, what = openpyxl.load_workbook(answer.json["list"]).worksheets

    rows = [[cell.value for cell in row] for row in who.iter_rows(min_row=7)]
    none = {"zh": "■ 没有可用的邮箱", "en": "■ no usable address"}[language]
    hr = {"zh": "人力资源部（请落实由谁提供）", "en": "HR (see who can supply it)"}[language]
    assert [[cell or "" for cell in row] for row in rows] == [
        ["E1", "示例一", "销售部", 1, "e1@sample.example", "E1_示例一.eml"],
        ["E2", "示例二", "销售部", 1, none, "E2_示例二.eml"],
        ["", hr, "", 1, "", ""],
    ]
    titles = [row[0].value for row in what.iter_rows() if row[0].value and " · " in str(row[0].value)]
    count = {"zh": "1 项", "en": "1 piece"}[language]
    assert titles == [f"示例一 E1 · 销售部 · {count}", f"示例二 E2 · 销售部 · {count}", f"{hr} · {count}"]
    links = [cell.hyperlink for row in what.iter_rows() for cell in row if cell.hyperlink]
    sheet = {"zh": "指标", "en": "KPIs"}[language]
    assert {str(link.target).replace("\\", "/") for link in links} == {"../cycle.xlsx"}
    assert sorted(str(link.location) for link in links) == [f"'{sheet}'!L{row}" for row in (2, 3, 4)]


def test_the_same_day_gives_the_same_bytes_and_the_next_only_what_is_true(tmp_path: Path) -> None:
    cycle, out = company(tmp_path / "cycle.xlsx"), tmp_path / "out"
    ask("remind", cycle, "--out", out, *AS_OF)
    first = {file.name: file.read_bytes() for file in out.iterdir()}
    ask("remind", cycle, "--out", out, *AS_OF)
    assert {file.name: file.read_bytes() for file in out.iterdir()} == first

    book = openpyxl.load_workbook(cycle)
    book["指标"]["L2"] = 90  # E1's figure, which E2 owed
    book.save(cycle)
    ask("remind", cycle, "--out", out, "--as-of", "2026-10-02")

    assert sorted(file.name for file in out.iterdir()) == ["E1_示例一.eml", "催办清单.xlsx"]


def test_a_draft_that_was_worked_on_is_named_and_stays(tmp_path: Path) -> None:
    cycle, out = company(tmp_path / "cycle.xlsx"), tmp_path / "out"
    ask("remind", cycle, "--out", out, *AS_OF)
    mine = out / "E1_示例一.eml"
    mine.write_bytes(mine.read_bytes() + b"\r\n")

    answer = ask("remind", cycle, "--out", out, *AS_OF, "--json")

    assert [one["code"] for one in answer.json["findings"]] == ["PX964", "PX962"]
    assert badly_told([DraftKept(file="E1_示例一.eml")]) == []
    assert answer.json["reminders"][0]["draft"] == str(out / "E1_示例一~2.eml")


def test_a_workbook_of_somebody_else_is_never_overwritten(tmp_path: Path) -> None:
    cycle, out = company(tmp_path / "cycle.xlsx"), tmp_path / "out"
    out.mkdir()
    openpyxl.Workbook().save(out / "催办清单.xlsx")
    before = (out / "催办清单.xlsx").read_bytes()

    answer = ask("remind", cycle, "--out", out, *AS_OF)

    assert (answer.code, answer.out) == (2, "")
    assert "不能覆盖" in answer.err
    assert [file.name for file in out.iterdir()] == ["催办清单.xlsx"]
    assert (out / "催办清单.xlsx").read_bytes() == before


def test_out_must_be_a_folder(tmp_path: Path) -> None:
    cycle = company(tmp_path / "cycle.xlsx")

    assert ask("remind", cycle, "--out", cycle).code == 2
    assert ask("remind", cycle).code == 2


def test_nothing_missing_is_said_too(tmp_path: Path) -> None:
    from tests.jobs.asking import small_company

    answer = ask("remind", small_company(tmp_path / "cycle.xlsx"), "--out", tmp_path / "out", *AS_OF, "--lang", "zh")

    assert answer.code == 0
    assert "什么都不缺，不用催。" in answer.out
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["催办清单.xlsx"]


@needs_libreoffice
def test_the_list_opens_in_libreoffice(tmp_path: Path) -> None:
    told = ask("remind", company(tmp_path / "cycle.xlsx"), "--out", tmp_path / "out", *AS_OF, "--json").json

    sheets = all_recalculated([Path(told["list"])], tmp_path / "office")[0]

    assert list(sheets) == ["催谁", "催什么"]
    assert sheets["催谁"][6][:2] == ["E1", "示例一"]
