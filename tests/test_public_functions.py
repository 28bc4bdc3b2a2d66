"""`import perfxl`: the same answers as the command line, as objects with DataFrames."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import perfxl
from perfxl.cycle.sample import sample_rows
from perfxl.faults import Fault
from perfxl.workbook.entry.builder import build_workbook
from tests.jobs.asking import AS_OF, ROOT, ask, ask_python, small_company

DAY = date(2026, 10, 31)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "绩效管理.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    return path


def test_the_public_names_are_these_and_come_when_they_are_used() -> None:
    done = ask_python(
        "import sys, perfxl\n"
        "assert 'pandas' not in sys.modules\n"
        "assert all(callable(getattr(perfxl, name)) for name in perfxl.__all__)\n"
        "print(*perfxl.__all__)",
        cwd=ROOT,
    )

    assert done.stdout.split() == ["calibrate", "check", "read_cycle", "review", "score", "write_letters"], done.stderr


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'scores'"):
        _ = perfxl.scores


def test_check_gives_the_findings_of_the_command(sample: Path) -> None:
    findings = perfxl.check(perfxl.read_cycle(str(sample), as_of=DAY))

    said = ask("check", sample, *AS_OF, "--json").json["findings"]
    assert isinstance(findings.table, pd.DataFrame)
    assert list(findings.table.columns) == list(said[0])
    assert findings.to_json("zh") == said
    assert findings.table["code"].tolist() == findings.codes()


def test_scores_are_tables(sample: Path) -> None:
    scores = perfxl.score(perfxl.read_cycle(sample, as_of=DAY))

    said = ask("score", sample, *AS_OF, "--json").json
    assert all(isinstance(table, pd.DataFrame) for table in (scores.employees, scores.trace, scores.findings.table))
    assert scores.employees.index.tolist() == [one["employee_id"] for one in said["employees"]]
    assert scores.employees["score"].tolist() == [one["score"] for one in said["employees"]]
    assert scores.fingerprints.all == said["standards"]
    assert scores.completeness.overall == ask("check", sample, *AS_OF, "--json").json["completeness"]["overall"]


def test_a_held_employee_has_none_and_never_nan(tmp_path: Path) -> None:
    scores = perfxl.score(perfxl.read_cycle(small_company(tmp_path / "c.xlsx", actuals=(90, None))))

    assert scores.employees.loc["E2", ["base", "score", "low", "high"]].tolist() == [None, None, 0.0, 120.0]
    assert scores.employees.loc["E1", ["base", "score", "grade"]].tolist() == [90.0, 90.0, "A"]


def test_the_trace_ends_in_the_score(sample: Path) -> None:
    scores = perfxl.score(perfxl.read_cycle(sample, as_of=DAY))

    last = scores.trace.groupby("employee_id").tail(1).set_index("employee_id")["points"].dropna()
    assert last.to_dict() == scores.employees["score"].dropna().to_dict()


def test_the_day_is_today_unless_it_is_given(sample: Path) -> None:
    assert perfxl.read_cycle(sample).as_of == date.today()
    assert perfxl.read_cycle(sample, as_of=DAY).as_of == DAY


def test_a_folder_is_a_cycle_too(sample: Path) -> None:
    assert perfxl.read_cycle(sample.parent, as_of=DAY).settings.name == "2026 年度 | 2026"


def test_what_is_no_cycle_is_a_fault_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(Fault) as stopped:
        perfxl.read_cycle(tmp_path / "none.xlsx")

    assert "none.xlsx does not exist" in stopped.value.message.en
    assert "找不到" in stopped.value.message.zh


def test_letters_are_written_into_a_folder(sample: Path, tmp_path: Path) -> None:
    cycle = perfxl.read_cycle(sample, as_of=DAY)
    scores = perfxl.score(cycle)

    report = perfxl.write_letters(cycle, scores, str(tmp_path / "letters"), only=["01003", "01004"])

    assert (report.written, report.held, report.failed) == (("01003",), ("01004",), ())
    assert [file.name for file in (tmp_path / "letters").rglob("*.pdf")] == ["01003_松若溪.pdf"]
    assert report.manifest == tmp_path / "letters" / "manifest.json"


def test_nothing_is_written_but_letters(tmp_path: Path) -> None:
    cycle = perfxl.read_cycle(small_company(tmp_path / "c.xlsx"))
    perfxl.check(cycle), perfxl.score(cycle)

    assert [file.name for file in tmp_path.iterdir()] == ["c.xlsx"]
