"""The JSON that other programs rely on: every field of every answer, its type, and null where a value is missing."""

import json
import re
import shutil
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pytest
from pydantic import BaseModel, ConfigDict

from perfxl.cycle.choices import COMPONENTS
from perfxl.cycle.sample import sample_rows
from perfxl.workbook.entry.builder import build_workbook
from tests.jobs.asking import AS_OF, ask, small_company
from tests.support.vba.workbook import macro_faults


class Strict(BaseModel):
    """Every field must be there, with exactly this type; more fields are welcome."""

    model_config = ConfigDict(strict=True, extra="allow")


class FindingShape(Strict):
    code: str
    severity: Literal["blocker", "warning", "note"]
    file: str | None
    sheet: str | None
    cell: str | None
    employee_id: str | None
    title: str
    fact: str
    remedy: str


class EmployeeCoverage(Strict):
    employee_id: str
    department: str
    coverage: float | None


class DepartmentCoverage(Strict):
    department: str
    coverage: float | None
    missing: int


class Piece(Strict):
    employee_id: str | None
    what: str
    place: str


class Owner(Strict):
    owner_id: str | None
    missing: list[Piece]


class CompletenessShape(Strict):
    overall: float
    employees: list[EmployeeCoverage]
    departments: list[DepartmentCoverage]
    owners: list[Owner]


class CheckShape(Strict):
    findings: list[FindingShape]
    completeness: CompletenessShape
    as_of: str


class AssignmentShape(Strict):
    scheme: str
    from_on: str
    to_on: str
    share: float
    base: float | None


class KpiShape(Strict):
    kpi: str
    weight: float | None
    score: float | None


class PersonShape(Strict):
    employee_id: str
    name: str
    department: str
    scheme: str | None
    status: Literal["scored", "held", "exempt"]
    components: dict[str, float | None]
    base: float | None
    adjustment: float
    score: float | None
    computed_grade: str | None
    grade: str | None
    bounds: list[float] | None
    grade_certain: bool
    coverage: float | None
    assignments: list[AssignmentShape]
    kpis: list[KpiShape]


class ScoreShape(Strict):
    cycle: str
    standards: str
    employees: list[PersonShape]
    as_of: str
    findings: list[FindingShape]


class FailureShape(Strict):
    employee_id: str
    code: str
    reason: str


class LettersShape(Strict):
    written: int
    unchanged: int
    failed: list[FailureShape]
    held: list[str]
    manifest: str
    seconds: float
    letters_per_second: float


class LineShape(Strict):
    line: int
    parent: int
    kind: str
    component: str | None
    item: str | None
    rule: str | None
    target: str | None
    actual: str | None
    value: float | None
    points: float | None
    weight: float | None
    of: float | None
    contribution: float | None
    note: str | None
    place: str | None


class ExplanationShape(Strict):
    employee_id: str
    status: Literal["scored", "held", "exempt"]
    score: float | None
    bounds: list[float] | None
    as_of: str
    lines: list[LineShape]
    findings: list[FindingShape]


class KindShape(Strict):
    code: str
    severity: Literal["blocker", "warning", "note"]
    title: str
    fact: str
    remedy: str


class ExaminedShape(Strict):
    what: str
    found: str
    ok: bool
    needed: bool
    fix: str | None


class DemoShape(Strict):
    workbook: str
    results: str
    letters: str
    written: int
    scored: int
    held: int
    as_of: str


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "绩效管理.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    return path


@pytest.fixture(scope="module")
def scored(sample: Path) -> dict[str, Any]:
    answer = ask("score", sample, *AS_OF, "--json")
    assert answer.code == 1
    return dict(answer.json)


def shown(shape: type[Strict], content: object) -> list[str]:
    """The fields of `shape` in the order in which `content` has them, once it is valid."""
    checked = shape.model_validate_json(json.dumps(content))
    return list(checked.model_dump(include=set(shape.model_fields)))


def test_check(sample: Path) -> None:
    answer = ask("check", sample, *AS_OF, "--json")

    CheckShape.model_validate_json(answer.out)
    content = answer.json
    assert content["as_of"] == "2026-10-31"
    assert 0 < content["completeness"]["overall"] < 1
    assert {len(one["missing"]) > 0 for one in content["completeness"]["owners"]} == {True}
    owed = sum(len(one["missing"]) for one in content["completeness"]["owners"])
    assert owed == sum(one["missing"] for one in content["completeness"]["departments"])


def test_findings_stand_in_the_order_of_their_places(sample: Path) -> None:
    findings = ask("check", sample, *AS_OF, "--json").json["findings"]

    assert {one["file"] for one in findings} == {"绩效管理.xlsx"}
    rows = [(one["sheet"], int(re.sub(r"\D", "", one["cell"] or "0"))) for one in findings]
    assert rows == sorted(rows)
    assert [one["code"] for one in findings if one["employee_id"] == "01004"] == ["PX301"]


def test_coverage_is_between_nothing_and_all(scored: dict[str, Any]) -> None:
    for one in scored["employees"]:
        assert one["coverage"] is None if one["status"] == "exempt" else 0 <= one["coverage"] <= 1


def test_score(scored: dict[str, Any]) -> None:
    ScoreShape.model_validate_json(json.dumps(scored))

    assert re.fullmatch("[0-9a-f]{64}", scored["standards"])
    assert (scored["cycle"], scored["as_of"]) == ("2026 年度 | 2026", "2026-10-31")
    assert {one["status"] for one in scored["employees"]} == {"scored", "held", "exempt"}
    keys = {choice.key for choice in COMPONENTS}
    assert {key for one in scored["employees"] for key in one["components"]} <= keys


def test_a_scored_employee_has_every_number(scored: dict[str, Any]) -> None:
    for one in [one for one in scored["employees"] if one["status"] == "scored"]:
        low, high = one["bounds"]
        assert low == high == one["score"]
        assert one["score"] == pytest.approx(max(0, one["base"] + one["adjustment"]), abs=0.00501)
        assert one["grade"] is not None
        assert one["grade_certain"] is True
        assert None not in one["components"].values()


def test_a_held_employee_has_bounds_and_null_for_score_and_grades(scored: dict[str, Any]) -> None:
    held = [one for one in scored["employees"] if one["status"] == "held"]

    assert held
    for one in held:
        assert [one[key] for key in ("base", "score", "computed_grade", "grade")] == [None] * 4
        assert one["bounds"] is None or one["bounds"][0] <= one["bounds"][1]
    assert any(one["bounds"] for one in held)
    assert {"kpi": None} in [{"kpi": one["components"].get("kpi")} for one in held]


def test_an_exempt_employee_has_nothing(scored: dict[str, Any]) -> None:
    exempt = [one for one in scored["employees"] if one["status"] == "exempt"]

    assert exempt
    for one in exempt:
        assert [one[key] for key in ("base", "score", "grade", "bounds", "coverage")] == [None] * 5


def test_assignments_add_up_to_the_whole_cycle(scored: dict[str, Any]) -> None:
    several = [one for one in scored["employees"] if len(one["assignments"]) > 1]

    assert len(several) == 1
    for one in scored["employees"]:
        if one["status"] == "scored":
            shares = [part["share"] for part in one["assignments"]]
            assert sum(shares) == pytest.approx(1)
            base = sum(part["share"] * part["base"] for part in one["assignments"])
            assert base == pytest.approx(one["base"])
            assert one["scheme"] == one["assignments"][-1]["scheme"]
            assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", part["from_on"]) for part in one["assignments"])


def test_components_of_one_assignment_are_the_mean_of_their_kpis(scored: dict[str, Any]) -> None:
    for one in scored["employees"]:
        known = [kpi for kpi in one["kpis"] if kpi["score"] is not None]
        if one["status"] == "scored" and len(one["assignments"]) == 1:
            weighted = sum(kpi["weight"] * kpi["score"] for kpi in known) / sum(kpi["weight"] for kpi in known)
            assert one["components"]["kpi"] == pytest.approx(weighted)


def test_the_language_changes_texts_and_nothing_else(sample: Path, scored: dict[str, Any]) -> None:
    english = ask("score", sample, *AS_OF, "--json", "--lang", "en").json

    assert {**english, "findings": []} == {**scored, "findings": []}
    texts = {"title", "fact", "remedy"}
    for zh, en in zip(scored["findings"], english["findings"], strict=True):
        assert {key for key in zh if zh[key] != en[key]} == texts


def test_score_writes_the_same_with_a_results_workbook(sample: Path, scored: dict[str, Any], tmp_path: Path) -> None:
    answer = ask("score", sample, *AS_OF, "--json", "--out", tmp_path / "r.xlsx")

    assert answer.json == scored
    sheets = pd.ExcelFile(tmp_path / "r.xlsx", engine="calamine").sheet_names
    assert sheets == ["概览", "得分", "得分明细", "问题清单", "完整度", "加减分台账", "申诉一览"]


def test_several_cycles(tmp_path: Path) -> None:
    sound = small_company(tmp_path / "a.xlsx", name="上半年")
    blocked = small_company(tmp_path / "b.xlsx", name="下半年", actuals=(90, None))

    answer = ask("check", sound, tmp_path / "none.xlsx", blocked, "--json")

    assert answer.code == 3
    assert list(answer.json) == ["cycles"]
    first, broken, last = answer.json["cycles"]
    for one in (first, last):
        CheckShape.model_validate_json(json.dumps(one))
    assert [one["cycle"] for one in (first, broken, last)] == ["上半年", None, "下半年"]
    assert [len(one["findings"]) for one in (first, last)] == [0, 1]
    assert str(tmp_path / "none.xlsx") in broken["fault"]


@pytest.mark.parametrize(("person", "code"), [("01003", 0), ("01004", 1), ("01013", 0), ("00001", 0), ("04011", 0)])
def test_explain(person: str, code: int, sample: Path, scored: dict[str, Any]) -> None:
    answer = ask("explain", sample, person, *AS_OF, "--json")

    ExplanationShape.model_validate_json(answer.out)
    assert answer.code == code
    content = answer.json
    own = next(one for one in scored["employees"] if one["employee_id"] == person)
    same = ("employee_id", "name", "status", "score", "base", "adjustment", "grade", "bounds", "coverage")
    assert {key: content[key] for key in same} == {key: own[key] for key in same}
    assert [line["line"] for line in content["lines"]] == list(range(1, len(content["lines"]) + 1))


def test_finding() -> None:
    content = ask("finding", "px301", "--json", "--lang", "en").json

    assert shown(KindShape, content) == ["code", "severity", "title", "fact", "remedy"]
    assert content["code"] == "PX301"
    assert "{total}" in content["fact"]


def test_letters(sample: Path, tmp_path: Path) -> None:
    words = ("letters", sample, "--out", tmp_path / "信", *AS_OF, "--json")
    chosen = ("--only", "01003", "--only", "01004", "--only", "00001")

    first, second = (ask(*words, *chosen) for _ in range(2))

    for answer in (first, second):
        LettersShape.model_validate_json(answer.out)
    assert (first.code, first.json["written"], first.json["unchanged"]) == (1, 1, 0)
    assert (second.json["written"], second.json["unchanged"]) == (0, 1)
    assert first.json["held"] == ["01004"]
    assert [one["employee_id"] for one in first.json["failed"]] == ["00001"]
    assert first.json["as_of"] == "2026-10-31"
    assert json.loads(Path(first.json["manifest"]).read_text(encoding="utf-8"))
    assert [file.name for file in (tmp_path / "信").rglob("*.pdf")] == ["01003_松若溪.pdf"]


def test_doctor() -> None:
    content = ask("doctor", "--json", "--lang", "en").json

    for one in content["checks"]:
        ExaminedShape.model_validate_json(json.dumps(one))
    assert {"Python", "xlwings", "openpyxl", "pandas", "jinja2", "weasyprint"} <= {
        one["what"] for one in content["checks"]
    }


def test_doctor_says_how_to_mend_what_is_not_well(tmp_path: Path) -> None:
    answer = ask("doctor", "--folder", tmp_path / "none", "--json", "--lang", "en")

    assert answer.code == 1
    assert [(one["what"], bool(one["fix"])) for one in answer.json["checks"] if not one["ok"]] == [
        ("Write access", True)
    ]


def _check_that_one_sample_takes_the_place_of_another(workbook: Path) -> None:
    """Of an older perfxl without macros, or of the other language; a workbook of one's own stays."""
    from perfxl.jobs.targets import sweep_samples

    folder, names = workbook.parent, (workbook.name, "performance.xlsm")
    older = [workbook.with_suffix(".xlsx"), folder / "performance.xlsm"]
    for path in older:
        shutil.copy(workbook, path)
    own = small_company(folder / "performance.xlsx")
    sweep_samples(folder, but=workbook, names=names)
    assert [path.exists() for path in (workbook, *older, own)] == [True, False, False, True]
    own.unlink()


def test_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from functools import partial

    from perfxl.jobs import demo
    from perfxl.jobs.letters import write_letters

    monkeypatch.setattr(demo, "write_letters", partial(write_letters, only=["01003", "01001"]))

    answers = [ask("demo", tmp_path / "示例", "--json", "--lang", "zh") for _ in range(2)]
    _check_that_one_sample_takes_the_place_of_another(Path(answers[0].json["workbook"]))

    for answer in answers:
        assert answer.code == 0
        DemoShape.model_validate_json(answer.out)
    assert [answer.json["written"] for answer in answers] == [2, 0]
    for key in ("workbook", "results", "letters"):
        assert Path(answers[0].json[key]).exists()
    assert macro_faults(Path(answers[0].json["workbook"])) == []
    assert (answers[0].json["scored"], answers[0].json["as_of"]) == (52, "2026-10-31")
