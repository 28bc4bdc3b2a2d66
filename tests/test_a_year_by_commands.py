"""The sample company through a whole cycle by commands alone, each stage on what the one before left."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from perfxl import read_cycle
from perfxl.cycle.sample import PUBLISHED_ON, SAMPLE_AS_OF, sample_rows
from perfxl.cycle.typed import Percent
from perfxl.jobs.read import read_own_cycle
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.macros.embedding import Macros
from perfxl.workbook.samples.sample_returns import sent_out, write_sample_returns
from tests.jobs.asking import Answer, ask

PLANNED, MEETING, AFTER = f"{PUBLISHED_ON}", "2026-11-05", "2026-11-25"


class Season:
    """A folder with the cycle workbook, which HR fills in and changes; `type_in` is what she types on a day."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.workbook = folder, folder / "绩效管理.xlsm"
        self.whole: dict[str, list[dict[str, Any]]] = {key: [dict(row) for row in rows] for key, rows in sample_rows().items()}
        self.typed: Mapping[str, list[dict[str, Any]]] = sent_out(self.whole)
        self.save()

    def save(self) -> None:
        build_workbook(self.workbook, self.typed, language="zh", macros=Macros())

    def type_in(self, sheet: str, **row: Any) -> None:
        self.typed = {**self.typed, sheet: [*self.typed.get(sheet, []), row]}
        self.save()

    def ask(self, command: str, *words: object, on: str) -> Answer:
        return ask(command, self.workbook, *words, "--as-of", on, "--lang", "zh")

    def at(self, name: str) -> Path:
        return self.folder / name


@pytest.fixture
def season(tmp_path: Path) -> Season:
    return Season(tmp_path)


def test_a_year(season: Season) -> None:
    plan(season)
    collect(season)
    scored = score_and_calibrate(season)
    feed_back(season, scored)
    appeal(season)
    improve_and_go_on(season)


def plan(season: Season) -> None:
    """Goals and standards; the standards have a mistake, and are published when it is mended."""
    assert season.ask("goals", "--out", season.at("目标"), on=PLANNED).code in (0, 1)
    assert sorted(file.suffix for file in season.at("目标").iterdir()) == [".pdf", ".xlsx"]

    standards = ("--out", season.at("考核标准.pdf"), "--parts", season.at("分发"))
    refused = season.ask("publish", *standards, on=PLANNED)
    assert (refused.code, season.at("考核标准.pdf").exists()) == (1, False)
    for rows in (season.typed, season.whole):
        first = next(row for row in rows["kpis"] if row["employee_id"] == "01004")
        first["weight"] = Percent(shown=first["weight"].shown + 5)
    season.save()
    published = season.ask("publish", *standards, on=PLANNED)
    assert (published.code, season.at("standards.json").exists()) == (0, True)
    assert list(season.at("分发").rglob("*.pdf"))


def collect(season: Season) -> None:
    """Departments get their workbooks, and send back what real departments send back."""
    sent = season.ask("distribute", "--out", season.at("下发"), "--raters", on=PLANNED)
    assert sent.code in (0, 1)
    assert len(list(season.at("下发").glob("*.xlsx"))) == 6
    write_sample_returns(season.at("returns"), read_own_cycle(season.workbook, as_of=SAMPLE_AS_OF), season.whole, "zh")
    from perfxl.workbook.samples import write_sample_mappings

    write_sample_mappings(season.at("mappings"))
    into = ("--cycle", season.workbook, "--into", season.at("master.xlsx"), "--as-of", f"{SAMPLE_AS_OF}", "--lang", "zh")
    first = ask("consolidate", season.at("returns"), *into)
    again = ask("consolidate", season.at("returns"), *into, "--json").json
    assert first.code in (0, 1)
    assert again["files"]
    assert {one["status"] for one in again["files"]} <= {"unchanged", "quarantined", "skipped"}
    assert season.ask("remind", "--out", season.at("催办"), on=f"{SAMPLE_AS_OF}").code == 0
    assert list(season.at("催办").glob("*.eml"))


def score_and_calibrate(season: Season) -> str:
    """Scores, the meeting, its decision; returns whom it was about."""
    before = season.ask("score", "--out", season.at("考核结果.xlsx"), "--json", on=MEETING).json
    people = {one["employee_id"]: one for one in before["employees"]}
    assert sum(one["status"] == "scored" for one in people.values()) >= 50
    papers = ("--out", season.at("校准.xlsx"), "--pdf", season.at("校准.pdf"))
    met = season.ask("calibrate", *papers, "--json", on=MEETING).json
    talked_about = next(one for one in met["people"] if one["status"] != "decided" and one["earned"] == "B")
    person = talked_about["employee_id"]
    assert people[person]["grade"] == "B"

    decided = {"reason": "会议复核交付质量", "decided_by": "05001", "decided_on": SAMPLE_AS_OF}
    season.type_in("calibration", employee_id=person, proposed_grade="A", **decided)
    after = season.ask("score", "--out", season.at("考核结果.xlsx"), "--json", on=MEETING).json
    grades = {one["employee_id"]: (one["computed_grade"], one["grade"]) for one in after["employees"]}
    assert grades[person] == ("B", "A")
    assert {key for key, one in grades.items() if one[1] != people[key]["grade"]} == {person}
    return str(person)


def feed_back(season: Season, person: str) -> None:
    only = ("--only", person)
    made = season.ask("letters", "--out", season.at("反馈信"), *only, "--eml", season.at("草稿"), on=MEETING)
    assert made.code in (0, 1)
    [letter] = season.at("反馈信").rglob("*.pdf")
    assert letter.name.startswith(f"{person}_")
    from perfxl.letters.proof import pdf_text

    assert "校准" in pdf_text(letter.read_bytes())[0]
    assert season.ask("documents", "--out", season.at("面谈"), *only, on=MEETING).code in (0, 1)
    assert any(person in file.name for file in season.at("面谈").rglob("*.pdf"))


def appeal(season: Season) -> None:
    """Results are final; somebody appeals, the value is corrected, the person alone has another score."""
    before = season.ask("score", "--json", on=AFTER).json
    [row] = season.typed["appeals"]
    overview = season.ask("appeals", "--out", season.at("申诉.xlsx"), "--letters", season.at("决定书"), "--json", on=AFTER)
    assert overview.json["appeals"][0]["appeal_id"] == row["appeal_id"]
    one = season.ask("appeal", row["appeal_id"], "--json", on=AFTER).json
    assert one["before"]["score"] < one["after"]["score"]
    assert season.at("申诉.xlsx").exists()
    again = season.ask("score", "--json", on=AFTER).json
    assert again["employees"] == before["employees"]


def improve_and_go_on(season: Season) -> None:
    """The review, and the next cycle with everybody who stays, what was agreed, and targets that are looked at."""
    review = season.ask("review", "--out", season.at("复盘.xlsx"), "--pdf", season.at("复盘.pdf"), on=AFTER)
    assert review.code in (0, 1)
    assert season.at("复盘.pdf").read_bytes().startswith(b"%PDF")
    following = season.at("下一年") / "绩效管理-2027.xlsm"
    following.parent.mkdir()
    assert season.ask("rollover", "--out", following, on=AFTER).code == 0
    old, new = read_cycle(season.workbook, as_of=SAMPLE_AS_OF), read_cycle(following, as_of=SAMPLE_AS_OF)
    stay = old["employees"].loc[old["employees"]["left_on"].isna(), "employee_id"]
    assert set(new["employees"]["employee_id"]) == set(stay)
    assert sorted(new["schemes"]["scheme"]) == sorted(old["schemes"]["scheme"])
    assert new["kpis"]["actual"].isna().all()
    audit = ask("targets", following, "--history", season.workbook, "--out", season.at("目标审核.xlsx"), "--lang", "zh")
    assert audit.code in (0, 1)
    assert season.at("目标审核.xlsx").exists()
