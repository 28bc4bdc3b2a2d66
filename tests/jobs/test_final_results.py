"""The real commands once results are final: the first score keeps them, later changes are said and do not count."""

import json
from pathlib import Path

import pytest

import perfxl
from perfxl.workbook.entry.builder import build_workbook
from tests.documents.companies import AS_OF, small_rows
from tests.jobs.asking import ask
from tests.rules.test_every_code import badly_told

FINAL = AS_OF.replace(month=11, day=6)
EARLY, LATE = ("--as-of", "2026-11-05"), ("--as-of", "2026-12-31")


def build(folder: Path, *, actual: int = 80) -> Path:
    rows = small_rows(name="云二", department="销售部")
    rows["cycle"] = [{**rows["cycle"][0], "results_final_on": FINAL}]
    rows["kpis"][2]["actual"] = actual
    build_workbook(folder / "cycle.xlsx", rows, language="zh", sheets=list(rows))
    return folder


def score_of(answer: dict[str, object], person: str = "E2") -> float:
    [found] = [one for one in answer["employees"] if one["employee_id"] == person]  # type: ignore[attr-defined]
    return float(found["score"])


def test_scoring_keeps_results_on_the_day_and_not_before(tmp_path: Path) -> None:
    build(tmp_path)

    early = ask("score", tmp_path, "--out", tmp_path / "r.xlsx", *EARLY)
    asked = ask("score", tmp_path, *LATE, "--json")
    assert not (tmp_path / "results_final.json").exists()
    assert "PX812" in [one["code"] for one in asked.json["findings"]]

    final = ask("score", tmp_path, "--out", tmp_path / "r.xlsx", *LATE, "--lang", "zh")
    again = ask("score", tmp_path, "--out", tmp_path / "r.xlsx", *LATE, "--json")

    assert (early.code, final.code) == (0, 0)
    assert "结果已定稿：3 人" in final.out
    kept = json.loads((tmp_path / "results_final.json").read_text(encoding="utf-8"))
    assert (kept["final_on"], kept["kept_on"], kept["results"]["E2"]["score"]) == (
        "2026-11-06",
        "2026-12-31",
        score_of(again.json),
    )
    assert [one["code"] for one in again.json["findings"] if one["code"].startswith("PX8")] == []


def test_a_change_after_that_is_said_and_does_not_count(tmp_path: Path) -> None:
    build(tmp_path)
    before = ask("score", tmp_path, "--out", tmp_path / "r.xlsx", *LATE, "--json")
    kept = (tmp_path / "results_final.json").read_bytes()
    build(tmp_path, actual=100)

    after = ask("score", tmp_path, "--out", tmp_path / "r.xlsx", *LATE, "--json")

    [found] = [one for one in after.json["findings"] if one["code"] == "PX810"]
    assert (found["employee_id"], found["cell"], found["severity"]) == ("E2", "L4", "warning")
    assert score_of(after.json) == score_of(before.json)
    assert (tmp_path / "results_final.json").read_bytes() == kept
    assert score_of(ask("score", tmp_path, *EARLY, "--json").json) > score_of(before.json)


@pytest.mark.parametrize("content", ['{"final_on": ', "[]", '{"final_on": "2026-11-06"}'])
def test_a_damaged_record_is_said(tmp_path: Path, content: str) -> None:
    build(tmp_path)
    (tmp_path / "results_final.json").write_text(content, encoding="utf-8")

    cycle = perfxl.read_cycle(tmp_path, as_of=AS_OF)

    [found] = [one for one in cycle.findings if one.code == "PX814"]
    assert badly_told([found]) == []
