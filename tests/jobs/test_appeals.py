"""`perfxl appeals` and the decision letters: every state, every deadline, the right person, and no rater named."""

from datetime import date
from pathlib import Path

import pytest

import perfxl
from perfxl.cycle.tables import Cycle
from perfxl.faults import WrongCommand
from perfxl.jobs.appeal import appeal
from perfxl.jobs.appeals import appeals, save_decision, write_decisions
from perfxl.letters.proof import pdf_text
from perfxl.rules.appeal_overview import AppealOverview, only_person
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.intake.grids import read_book
from tests.documents.companies import AS_OF, sample, small_rows
from tests.jobs.asking import ask
from tests.rules.test_appeals import DECIDED, HEAD, SHEETS
from tests.support.typed_cycle import cycle_from

ROWS = (
    f"S1 | E1 | 2026-12-20 | 收入 | 90 | {DECIDED}",
    f"S2 | E1 | 2026-12-10 | E2 | 5 | {DECIDED}",
    "S3 | E2 | 2026-12-20 | 收入 | | 口径已公布，维持 | 云二 | 2026-12-30",
    "S4 | E2 | 2026-12-28 | 收入 | 120 | | |",
    "S5 | E2 | 2026-12-01 | 收入 | | | |",
    f"S6 | E2 | 2026-12-20 | 利润 | 90 | {DECIDED}",
)


def cycle(*rows: str, sheets: str = SHEETS, **settings: str) -> Cycle:
    return cycle_from(f"{sheets}\n{HEAD}" + "\n".join(rows or ROWS), **settings)


def overview(*rows: str, **settings: str) -> AppealOverview:
    return appeals(perfxl.score(cycle(*rows, **settings)))


def flat(pdf: bytes) -> str:
    return "".join(pdf_text(pdf)[0].split())


def test_each_appeal_has_its_state_its_deadline_and_what_it_changed() -> None:
    table = overview().table

    assert table["state"].tolist() == ["granted", "granted", "rejected", "open", "overdue", "unusable"]
    assert table["due_on"].tolist()[:2] == [date(2027, 1, 1), date(2026, 12, 24)]
    assert table["late"].tolist() == [False, True, False, False, True, False]
    assert table.loc[:2, ["value_before", "value_after"]].to_numpy().tolist() == [
        ["50", "90"],
        ["3", "5"],
        [None, None],
    ]
    assert table["score_after"].tolist() == [88.0, 88.0, 100.0, 100.0, 100.0, 100.0]
    assert table["score_before"].tolist() == [76.0, 68.0, 100.0, 100.0, 100.0, 100.0]


def test_what_one_appeal_changed_is_what_perfxl_appeal_says() -> None:
    found = overview()

    for row, one in enumerate(("S1", "S2")):
        outcome = appeal(cycle(), one)
        told = (outcome.before.person["score"], outcome.after.person["score"])
        assert tuple(found.table.loc[row, ["score_before", "score_after"]]) == told


def test_grades_that_moved_are_held_against_their_quota() -> None:
    quota = "# 等级\ngrade | lower_bound | quota\nA | 90 | 50%\nB | 75 | 10%\nC | 60 |\nD | 0 |\n"

    grades = overview(sheets=SHEETS + quota).grades

    assert grades[["grade", "before", "after", "over"]].to_numpy().tolist() == [
        ["A", 1, 1, False], ["B", 0, 1, True], ["C", 0, 0, False], ["D", 1, 0, False],
    ]  # fmt: skip
    assert grades.loc[1, ["share_after", "quota"]].tolist() == [50.0, 10.0]


def test_the_decision_shows_before_and_after_and_no_rater(tmp_path: Path) -> None:
    made = write_decisions(overview(), tmp_path)

    assert [one for one, _ in made.written] == ["S1", "S2", "S3"]
    assert len(made.findings) == 0
    texts = {one: flat((tmp_path / path).read_bytes()) for one, path in made.written}
    assert all(told in texts["S1"] for told in ("由50更正为90", "76.00", "88.00", "复核属实", "云一", "E1"))
    assert "申诉不成立" in texts["S3"]
    assert "“上级评价”由3更正为5" in texts["S2"]
    assert "E2" not in texts["S2"]
    assert "晚于应答复的日期" in texts["S2"]
    assert "晚于" not in texts["S1"]
    prints = {text[text.index("结果指纹由") :][5:17] for text in texts.values()}
    assert len(prints) == 3


def test_a_letter_that_names_somebody_else_is_not_written(tmp_path: Path) -> None:
    rows = ROWS[0].replace("复核属实", "依据 E2 的说明")

    made = write_decisions(overview(rows), tmp_path)

    assert (made.written, made.findings.codes()) == ((), ["PX722"])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("wanted", ["S4", "S5", "S6", "S9"])
def test_what_is_not_decided_gets_no_decision(tmp_path: Path, wanted: str) -> None:
    with pytest.raises(WrongCommand):
        save_decision(overview(), wanted, tmp_path / "d.pdf")


def test_one_who_was_scored_by_a_decision_keeps_both_scores() -> None:
    """The overview scores a person alone; recorded decisions still count there."""
    decided = "\n# 处理\ncode | employee_id | item | decision | value | reason | decided_by | decided_on\n"
    decided += "PX201 | E1 | 回款 | use | 60% | 邮件 | 云二 | 2026-12-20\n"
    sheets = SHEETS.replace("80% | 40%", "80% |") + decided

    [row] = overview(ROWS[0], sheets=sheets).table.to_dict("records")

    assert (row["score_before"], row["score_after"]) == (0.5 * 60 + 0.5 * 60 + 1, 0.5 * 84 + 0.5 * 60 + 1)


def test_the_commands(tmp_path: Path) -> None:
    rows = small_rows(name="云二", department="销售部", letter_language="en")
    rows["cycle"] = [{**rows["cycle"][0], "appeal_workdays": 5}]
    rows["appeals"] = [
        {"appeal_id": "S1", "employee_id": "E2", "raised_on": AS_OF, "item": "=1+1", "corrected_value": "95",
         "decision": "属实 | confirmed", "decided_by": "HR", "decided_on": AS_OF, "claim": "=1+1"},
        {"appeal_id": "S2", "employee_id": "E1", "raised_on": AS_OF.replace(month=10), "item": "=1+1"},
    ]  # fmt: skip
    build_workbook(tmp_path / "cycle.xlsx", rows, language="zh", sheets=list(rows))
    day = ("--as-of", "2026-12-31")
    paths = ("--out", tmp_path / "o.xlsx", "--pdf", tmp_path / "o.pdf", "--letters", tmp_path / "l")

    told = {one: ask("appeals", tmp_path, *paths, *day, "--lang", one) for one in ("zh", "en")}
    listed = ask("appeals", tmp_path, *day, "--json")
    single = ask("appeal", tmp_path, "S1", "--letter", tmp_path / "s1.pdf", *day, "--json")

    assert [one.code for one in (*told.values(), listed, single)] == [0, 0, 0, 0]
    assert "逾期未处理" in told["zh"].out
    assert "overdue" in told["en"].out
    assert [one["state"] for one in listed.json["appeals"]] == ["granted", "overdue"]
    assert {"PX801", "PX806", "PX815"} <= {one["code"] for one in listed.json["findings"]}
    [letter] = (tmp_path / "l").rglob("*.pdf")
    text = flat(letter.read_bytes())
    assert letter.name == "S1_云二.pdf"
    assert all(told in text for told in ("Yourappealisgranted", "was80,iscorrectedto95", "confirmed"))
    assert flat((tmp_path / "s1.pdf").read_bytes()) == text
    grids = {grid.sheet: grid.cells for grid in read_book(tmp_path / "o.xlsx").grids}
    assert list(grids) == ["Appeals overview"]
    assert flat((tmp_path / "o.pdf").read_bytes()).startswith("R&D<Co>")


def test_a_person_alone_has_the_score_that_the_person_has_among_all() -> None:
    """What makes the overview quick changes no score: everybody of the sample, alone and among all."""
    scores = sample()
    inputs = scores.inputs or scores.cycle

    alone = {one: perfxl.score(only_person(inputs, one)).employees.loc[one] for one in scores.people["employee_id"]}

    keys = ["status", "base", "adjustment", "score", "grade"]
    assert {one: list(row[keys]) for one, row in alone.items()} == {
        one: list(scores.employees.loc[one, keys]) for one in alone
    }
