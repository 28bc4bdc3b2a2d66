"""`perfxl consolidate` as it is typed: what it says, its JSON and its exit codes."""

from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict

from tests.consolidation.offices import KPIS, Office, filled, office
from tests.jobs.asking import ask
from tests.test_contract_json import FindingShape


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")


class FileShape(Strict):
    file: str
    status: Literal["read", "unchanged", "skipped", "quarantined"]
    code: str | None
    reason: str | None
    rows: dict[str, int]


class ConflictShape(Strict):
    code: str
    employee_id: str | None
    places: list[str]


class ConsolidationShape(Strict):
    files: list[FileShape]
    conflicts: list[ConflictShape]
    missing_departments: list[str]
    rows: dict[str, int]
    master: str
    findings: list[FindingShape]


def words(company: Office, *more: object) -> list[object]:
    return [
        "consolidate",
        company.returns,
        "--cycle",
        company.workbook,
        "--into",
        company.master,
        "--as-of",
        "2026-10-31",
        *more,
    ]


@pytest.fixture
def company(tmp_path: Path) -> Office:
    made = office(tmp_path)
    made.receive("一组.xlsx", [filled(KPIS[0], 90.0)], department="销售部")
    made.receive("二组.xlsx", [filled(KPIS[0], 95.0)], department="销售部")
    (made.returns / "坏.xlsx").write_bytes(b"PK\x03\x04")
    return made


def test_the_json_is_that_of_the_contract(company: Office) -> None:
    answer = ask(*words(company, "--json", "--lang", "en"))

    assert answer.code == 1
    shape = ConsolidationShape.model_validate(answer.json)
    assert [(one.file, one.status, one.code) for one in shape.files] == [
        ("一组.xlsx", "read", None), ("二组.xlsx", "read", None), ("坏.xlsx", "quarantined", "PX113"),
    ]  # fmt: skip
    assert [one.code for one in shape.conflicts] == ["PX911"]
    assert (shape.missing_departments, shape.rows["kpis"], shape.master) == (["市场部"], 4, str(company.master))
    assert nulls(answer.json) == []


def nulls(content: Any) -> list[object]:
    """Empty strings where null belongs, in the fields that the contract names."""
    return [one for one in content["findings"] if "" in (one["file"], one["sheet"], one["cell"], one["employee_id"])]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ["文件 3 个：已读取 2，未变 0，已跳过 0，已隔离 1", "坏.xlsx", "尚未交回的部门 1 个：市场部", "总表：", "下一步：perfxl check"]),
        (
            "en",
            ["Files: 3 (2 read, 0 unchanged, 0 skipped, 1 set aside)", "Departments that have sent nothing (1): 市场部",
             "Master: ", "Next: perfxl check"],
        ),
    ],
)  # fmt: skip
def test_people_are_told_what_happened(company: Office, language: str, said: list[str]) -> None:
    answer = ask(*words(company, "--lang", language))

    assert [one for one in said if one not in answer.out] == []
    assert ("没有变化" if language == "zh" else "Nothing has changed") not in answer.out


def test_all_shows_the_findings_that_are_only_counted_else(company: Office) -> None:
    for name in ("三组.xlsx", "四组.xlsx"):
        company.receive(name, [filled(KPIS[2], 90.0)], department="销售部")

    short, whole = ask(*words(company, "--lang", "en")), ask(*words(company, "--lang", "en", "--all"))

    assert "more; --all shows everything." in short.out
    assert "--all" not in whole.out
    assert ("● PX" in short.out, "● PX" in whole.out) == (False, True)


def test_a_second_run_says_what_changed(company: Office) -> None:
    ask(*words(company))
    company.receive("二组.xlsx", [filled(KPIS[0], 90.0)], department="销售部")

    answer = ask(*words(company, "--lang", "zh"))

    assert "与上次相比：新到 0，改动 1，不见了 0" in answer.out
    assert "[二组.xlsx]指标!H2" in answer.out
    assert "没有变化，总表不变" in ask(*words(company, "--lang", "zh")).out


def test_a_clean_run_exits_with_zero(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(row, 90.0) for row in KPIS[:3]], department="销售部")

    assert ask(*words(company)).code == 0


def test_a_mapping_that_is_wrong_stops_before_anything_is_read(company: Office, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text("name = 3", encoding="utf-8")

    answer = ask(*words(company, "--mapping", tmp_path / "m.toml"))

    assert (answer.code, company.master.exists(), answer.err.count("\n")) == (3, False, 1)


def test_foreign_forms_come_in_through_the_mappings_beside_the_cycle(tmp_path: Path) -> None:
    from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
    from perfxl.jobs.consolidate import consolidate
    from perfxl.jobs.read import read_cycle, read_own_cycle
    from perfxl.rules.scores import score
    from perfxl.workbook.entry.builder import build_workbook
    from perfxl.workbook.samples import write_sample_mappings
    from perfxl.workbook.samples.sample_returns import sent_out, write_sample_returns
    from tests.consolidation.offices import Here

    rows = sample_rows()
    build_workbook(tmp_path / "whole.xlsx", rows, language="zh")
    (tmp_path / "here").mkdir()
    build_workbook(tmp_path / "here" / "绩效.xlsx", sent_out(rows), language="zh")
    sent = read_own_cycle(tmp_path / "here" / "绩效.xlsx", as_of=SAMPLE_AS_OF)
    write_sample_mappings(tmp_path / "here" / "mappings")
    write_sample_returns(tmp_path / "here" / "returns", sent, rows, "zh")

    done = consolidate(
        sent, tmp_path / "here" / "returns", into=tmp_path / "here" / "master.xlsx", crews=Here(processes=1)
    )

    expected = score(read_own_cycle(tmp_path / "whole.xlsx", as_of=SAMPLE_AS_OF))
    cycle = read_cycle(tmp_path / "here" / "绩效.xlsx", as_of=SAMPLE_AS_OF)
    assert score(cycle).people.equals(expected.people)
    assert score(cycle).fingerprints.all == expected.fingerprints.all
    assert done.missing_departments == ()
    service = cycle["kpis"].index[cycle["kpis"]["employee_id"] == "03004"][0]
    place = cycle.place("kpis", int(service), "actual")
    assert place is not None
    assert (place.file.startswith("客服部-"), place.sheet) == (True, "考核表")
