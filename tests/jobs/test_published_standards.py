"""Changing one published weight is caught at scoring, on the letter and in the journal: all by the real commands."""

from pathlib import Path
from typing import Any

import pytest

from perfxl.consolidation.journal import Journal
from perfxl.cycle.typed import Percent
from perfxl.letters.proof import pdf_text
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.intake.grids import read_book
from tests.documents.companies import small_rows
from tests.jobs.asking import ask

DAY = ("--as-of", "2026-12-31")
KPIS = [
    {"kpi": "收入", "weight": Percent(70), "rule": "ratio_up", "target": 100, "actual": 90},
    {"kpi": "差错", "weight": Percent(30), "rule": "deduct", "actual": 1, "parameters": "each=2"},
]
ZH = "指标“收入”的权重由 70% 改为 60%"
EN = "KPI 收入, weight: 70% became 60%"


def rows(*weights: float) -> dict[str, list[dict[str, Any]]]:
    """The small company; E2's weights are these, the others' 70 and 30."""
    found = small_rows(name="云二", department="销售部", position="代表", letter_language="en")
    found["schemes"] = [{"scheme": "销售岗", "component": "kpi", "weight": Percent(100)}]
    own = [{**kpi, "weight": Percent(weight)} for kpi, weight in zip(KPIS, weights, strict=True)]
    found["kpis"] = [
        {"employee_id": one, **kpi} for one in ("E1", "E2", "E3") for kpi in (own if one == "E2" else KPIS)
    ]
    found["employees"] = [
        one | ({"letter_language": "zh"} if one["employee_id"] != "E2" else {}) for one in found["employees"]
    ]
    return found


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A cycle whose standards were published, and in which one weight of E2 was changed afterwards."""
    build(tmp_path, 70, 30)
    published = ask("publish", tmp_path, "--out", tmp_path / "标准.pdf", *DAY)
    assert published.code == 0, published.err
    build(tmp_path, 60, 40)
    return tmp_path


def build(folder: Path, *weights: float) -> None:
    made = rows(*weights)
    build_workbook(folder / "cycle.xlsx", made, language="zh", sheets=list(made))


def test_scoring_says_which_weight_from_what_to_what(changed: Path) -> None:
    answer = ask("score", changed, "--out", changed / "结果.xlsx", *DAY, "--json")
    told = {one: ask("score", changed, *DAY, "--lang", one).out for one in ("zh", "en")}
    checked = ask("check", changed, *DAY, "--json").json

    published = answer.json["published"]
    assert (published["same"], published["published_on"]) == (False, "2026-12-31")
    assert [(one["code"], one["employee_id"], one["item"]) for one in published["changes"]] == [
        ("PX334", "E2", "收入"),
        ("PX334", "E2", "差错"),
    ]
    assert published["changes"][0]["fact"] == "E2，指标“收入”的权重：2026-12-31 公布时为 70%，现为 60%。"
    assert next(one for one in answer.json["findings"] if one["code"] == "PX334")["cell"] == "E4"
    assert checked["published"] == published
    assert "与 2026-12-31 公布的标准有 2 处不同" in told["zh"]
    assert "published on 2026-12-31: 2" in told["en"]
    sheets = {grid.sheet: grid.cells for grid in read_book(changed / "结果.xlsx").grids}
    said = [str(cell) for row in sheets["得分"] for cell in row if "▲" in str(cell)]
    assert ["有 2 处不同" in one for one in said] == [True]


def test_the_letter_of_the_person_says_it_quietly_and_no_other_letter_does(changed: Path) -> None:
    answer = ask("letters", changed, "--out", changed / "信", *DAY, "--json")

    texts = {path.stem[:2]: pdf_text(path.read_bytes())[0] for path in (changed / "信").rglob("*.pdf")}
    assert (answer.code, sorted(texts)) == (0, ["E1", "E2", "E3"])
    flat = {person: "".join(text.split()) for person, text in texts.items()}
    assert "".join(EN.split()) in flat["E2"]
    assert ["differfromthosepublished" in flat[one] or "公布的不同" in flat[one] for one in ("E1", "E3")] == [
        False,
        False,
    ]


def test_the_journal_of_a_consolidation_keeps_it(changed: Path) -> None:
    (changed / "returns").mkdir()

    answer = ask(
        "consolidate",
        changed / "returns",
        "--cycle",
        changed / "cycle.xlsx",
        "--into",
        changed / "master.xlsx",
        *DAY,
        "--json",
    )

    [entry] = [one for one in Journal(changed / "master.perfxl").entries() if one.content["kind"] == "run"]
    kept = entry.content["standards"]
    assert kept["in_force"] != kept["published"]
    assert (
        next(one["fact"] for one in kept["changes"])
        == "E2, KPI “收入”, weight: 70% when published on 2026-12-31, now 60%."
    )
    assert [one["employee_id"] for one in answer.json["standards"]["changes"]] == ["E2", "E2"]


def test_published_again_nothing_differs(changed: Path) -> None:
    ask("publish", changed, "--out", changed / "标准.pdf", *DAY)

    assert ask("score", changed, *DAY, "--json").json["published"]["same"]


def test_the_sentence_is_chinese_in_a_chinese_letter(changed: Path) -> None:
    made = rows(60, 40)
    made["employees"] = [one | {"letter_language": "zh"} for one in made["employees"]]
    build_workbook(changed / "cycle.xlsx", made, language="zh", sheets=list(made))

    ask("letters", changed, "--out", changed / "信", "--only", "E2", *DAY)

    [path] = (changed / "信").rglob("*.pdf")
    assert "".join(ZH.split()) in "".join(pdf_text(path.read_bytes())[0].split())
