"""The process through the year: due, overdue and next by working days; talks by their rhythm; matters; the home sheet."""

from datetime import date, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from perfxl.cycle.settings import CycleSettings
from perfxl.rules.agenda import agenda, due_of, proposed_calendar
from perfxl.rules.workdays import is_workday
from perfxl.workbook.entry.builder import build_workbook
from tests.jobs.asking import ask
from tests.support.libreoffice import all_recalculated, needs_libreoffice
from tests.support.typed_cycle import cycle_from
from tests.year.companies import Rows, built, company

DAY = date(2026, 10, 12)  # a Monday; the Saturday before was worked, 1 to 7 October were free


def busy(**settings: Any) -> Rows:
    rows = company(**settings)
    rows["schemes"] = [{**row, "talk_every": 90} if row["scheme"] == "销售" else row for row in rows["schemes"]]
    rows["calendar"] = [
        {"stage": "plan", "task": "定目标", "owner_id": "M1", "due_on": date(2026, 1, 30), "done_on": date(2026, 1, 29)},
        {"stage": "assess", "task": "收数据", "owner_id": "M2", "starts_on": date(2026, 9, 29), "workdays": 3},
        {"stage": "calibrate", "task": "校准会", "owner_id": "M1", "due_on": date(2026, 10, 16)},
        {"stage": "feedback", "task": "面谈", "due_on": date(2026, 11, 20)},
    ]
    rows["check_ins"] = [
        {"employee_id": "E1", "on": date(2026, 9, 1), "kind": "coaching", "notes": "辅导"},
        {"employee_id": "E2", "on": date(2026, 3, 2), "kind": "coaching", "notes": "辅导"},
        {"employee_id": "E2", "on": date(2026, 6, 1), "kind": "planned"},
    ]
    rows["matters"] = [
        {"department": "销售部", "issue": "改目标", "owner": "绩效管理员", "due": date(2026, 10, 9)},
        {"department": "研发部", "issue": "加系统", "closed_on": date(2026, 5, 5), "outcome": "已开通"},
    ]
    return rows


def test_what_is_overdue_due_soon_and_next_per_owner(tmp_path: Path) -> None:
    path = built(tmp_path / "a.xlsx", busy())

    found = ask("calendar", path, "--as-of", DAY, "--json").json

    items = {(one["kind"], one["what"]): [one[key] for key in ("owner_id", "due", "state", "workdays")] for one in found["items"]}
    assert items == {
        ("task", "定目标"): ["M1", "2026-01-30", "done", -169.0],
        ("talk", "云二"): ["M1", "2026-05-31", "overdue", -91.0],
        # The third working day after Tuesday 29 September: 30 September, then 8 and 9 October after the holidays.
        ("task", "收数据"): ["M2", "2026-10-09", "overdue", -2.0],
        ("matter", "改目标"): [None, "2026-10-09", "overdue", -2.0],
        ("task", "校准会"): ["M1", "2026-10-16", "soon", 4.0],
        ("task", "面谈"): [None, "2026-11-20", "later", 29.0],
        ("talk", "云一"): ["M1", "2026-11-30", "later", 35.0],
        ("matter", "加系统"): [None, None, "done", None],
    }
    assert [list(row.values()) for row in found["owners"]] == [
        [None, None, 1, 0, 1, 0, "2026-11-20"],
        ["M1", "松一", 1, 1, 1, 0, "2026-10-16"],
        ["M2", "松二", 1, 0, 0, 0, None],
    ]
    assert [(one["code"], one["employee_id"]) for one in found["findings"]] == [
        ("PX235", "M1"), ("PX236", "E2"), ("PX231", "M2"), ("PX237", None),
    ]  # fmt: skip


def test_reminders_are_drafts_for_those_who_own_something_due(tmp_path: Path) -> None:
    rows = busy()
    rows["employees"][3] |= {"email": "m1@example.com"}
    path, folder = built(tmp_path / "a.xlsx", rows), tmp_path / "提醒"

    answer = ask("calendar", path, "--as-of", DAY, "--drafts", folder, "--json")

    assert sorted(answer.json["drafts"]) == ["M1", "M2"]
    message = message_from_bytes(Path(answer.json["drafts"]["M1"]).read_bytes())
    body = message.get_payload(0).get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert ("m1@example.com" in str(message["To"]), message["X-Unsent"]) == (True, "1")
    assert [part in body for part in ("云二", "2026-10-16（还有 4 个工作日）", "定目标", "怎样填写")] == [True, True, False, False]


def test_without_a_calendar_the_cycle_s_dates_are_listed_and_one_is_proposed(tmp_path: Path) -> None:
    path = built(tmp_path / "a.xlsx", company(deadline_on=date(2027, 1, 15), plan_until=date(2026, 1, 30)))

    found = ask("calendar", path, "--as-of", DAY, "--out", tmp_path / "b.xlsx", "--json").json

    assert found["declared"] is False
    assert [(one["what"], one["state"]) for one in found["items"]] == [("plan_until", "passed"), ("deadline_on", "later")]
    assert found["findings"] == []


@pytest.mark.parametrize("china", ["cn", "workdays"])
def test_the_proposed_calendar_has_every_stage_in_order_on_working_days(china: Any) -> None:
    found = CycleSettings(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), workdays=china)

    proposed = proposed_calendar(found)

    assert [stage for stage, _, _, _ in proposed] == ["plan", "coach", "assess", "calibrate", "feedback", "appeal", "improve"]
    assert all(first <= last for _, _, first, last in proposed)
    assert all(is_workday(last, china=china == "cn") for _, _, _, last in proposed)
    lines = "\n".join(f"{stage} | {task.zh} | {first} | {last}" for stage, task, first, last in proposed)
    cycle = cycle_from(f"# 日程\nstage | task | starts_on | due_on\n{lines}", as_of=date(2026, 1, 1), workdays=china)
    assert agenda(cycle).findings.codes() == []
    assert proposed_calendar(CycleSettings()) == []


def test_working_days_from_monday_to_friday_know_no_holidays() -> None:
    start = date(2026, 9, 29)

    assert due_of(start, 3, None, china=True) == date(2026, 10, 9)
    assert due_of(start, 3, None, china=False) == date(2026, 10, 2)
    assert due_of(start, 3, date(2026, 10, 20), china=True) == date(2026, 10, 20)
    assert due_of(None, 3, None, china=True) is None


@needs_libreoffice
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_home_sheet_shows_the_next_tasks_and_what_became_of_matters(tmp_path: Path, language: str) -> None:
    today = date.today()
    rows = company()
    rows["calendar"] = [
        {"stage": "assess", "task": f"任务{days}", "owner_id": f"M{days}", "due_on": today + timedelta(days=days)} for days in (40, 3, -4, 5)
    ]
    rows["calendar"].append({"stage": "plan", "task": "做完", "due_on": today, "done_on": today})
    rows["matters"] = [
        {"department": "销售部", "issue": "逾期", "due": today - timedelta(days=1)},
        {"department": "销售部", "issue": "办理中"},
        {"department": "销售部", "issue": "办结", "due": today - timedelta(days=9), "closed_on": today},
    ]
    path = tmp_path / "a.xlsx"
    build_workbook(path, rows, language=language)

    home = next(iter(all_recalculated([path], tmp_path / "live")[0].values()))

    heads = {"zh": ("日程：接下来", "任务逾期"), "en": ("Calendar: what is next", "Tasks overdue")}[language]
    top = next(number for number, row in enumerate(home) if heads[0] in row)
    assert [(row[1], row[2], row[5]) for row in home[top + 2 : top + 7]] == [
        *((today + timedelta(days=days), f"任务{days}", f"M{days}") for days in (-4, 3, 5, 40)), ("", "", ""),
    ]  # fmt: skip
    first = next(number for number, row in enumerate(home) if heads[1] in [str(cell).strip() for cell in row])
    assert [row[10] for row in home[first : first + 5]] == [1, 2, 1, 2, 1]
