"""The sample company: the same everywhere, complete, and wrong only where it is meant to be."""

from collections import Counter
from pathlib import Path

import pytest

from perfxl.cycle.choices import ADJUSTMENTS, CHECK_INS, COMPONENTS, DECISIONS, POLICIES, ROLES, RULES
from perfxl.cycle.sample import DEFECTS, SAMPLE_AS_OF, sample_rows
from perfxl.cycle.sheets import SHEETS
from perfxl.findings import BLOCKER
from perfxl.rules.scores import Scores, score
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.reading.reader import read_cycle

# What the sample says besides its mistakes: a low scale that was accepted, pending and capped points, a veto, decisions, an
# appeal, two goals that were signed over a counter-proposal.
_ALSO = [
    ("PX332", ""),
    ("PX378", ""),
    ("PX378", ""),
    ("PX505", "05004"),
    ("PX506", "02005"),
    ("PX507", "04012"),
    ("PX530", "02005"),
    ("PX520", ""),
    ("PX520", "05006"),
    ("PX801", "03006"),
]


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> Scores:
    path: Path = tmp_path_factory.mktemp("sample") / "绩效管理-样例.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    return score(read_cycle(path, as_of=SAMPLE_AS_OF))


def test_the_sample_is_the_same_every_time() -> None:
    assert sample_rows() == sample_rows()


def test_every_key_is_a_declared_column_and_every_sheet_but_two_is_filled() -> None:
    rows = sample_rows()

    declared = {sheet.key: {column.key for column in sheet.columns} for sheet in SHEETS}
    unknown = {key: [name for row in table for name in row if name not in declared[key]] for key, table in rows.items()}
    assert {key: names for key, names in unknown.items() if names} == {}
    assert [sheet.key for sheet in SHEETS if not rows.get(sheet.key)] == ["calibration", "history"]


@pytest.mark.parametrize(
    ("table", "column", "choices"),
    [
        ("kpis", "rule", RULES),
        ("schemes", "component", COMPONENTS),
        ("schemes", "missing_policy", POLICIES),
        ("ratings", "role", ROLES),
        ("adjustments", "kind", ADJUSTMENTS),
        ("check_ins", "kind", tuple(choice for choice in CHECK_INS if choice.key != "feedback")),  # talks come later
        ("decisions", "decision", DECISIONS),
    ],
)
def test_every_choice_occurs(table: str, column: str, choices: tuple[object, ...]) -> None:
    found = {row[column] for row in sample_rows()[table] if row.get(column)}

    assert found == {choice.key for choice in choices}  # type: ignore[attr-defined]


def test_names_and_ids_are_unique_and_everybody_has_a_manager() -> None:
    people = sample_rows()["employees"]

    ids, names = [row["employee_id"] for row in people], [row["name"] for row in people]
    assert (len(people), len(set(ids)), len(set(names))) == (62, 62, 62)
    assert [row["employee_id"] for row in people if row["manager_id"] not in ids] == ["00001"]
    assert len({row["department"] for row in people} - {"总经办"}) == 6


def test_those_who_read_english_have_no_chinese_in_their_kpis_and_comments() -> None:
    rows = sample_rows()
    readers = {row["employee_id"] for row in rows["employees"] if row["letter_language"] == "en"}
    shown = {"kpis": ("kpi", "unit", "evidence", "parameters", "actual"), "ratings": ("comment",), "check_ins": ("notes", "next_step")}

    texts = [
        str(row.get(column) or "")
        for table, columns in shown.items()
        for row in rows[table]
        for column in columns
        if row["employee_id"] in readers
    ]

    assert len(readers) == 4
    assert [text for text in texts if any("一" <= letter <= "鿿" for letter in text)] == []


def test_the_findings_are_those_of_the_mistakes_and_no_others(scores: Scores) -> None:
    found = Counter((finding.code, finding.employee_id) for finding in scores.findings)

    meant = [(code, defect.employee_id) for defect in DEFECTS for code in defect.codes]
    assert found == Counter([*meant, *_ALSO])


def test_only_those_with_a_blocker_are_held_and_the_rest_is_scored(scores: Scores) -> None:
    blocked = {finding.employee_id for finding in scores.findings if finding.severity == BLOCKER and not finding.accepted}

    people = scores.people
    assert set(people.loc[people["status"] == "held", "employee_id"]) == blocked - {"04114"}  # 04114 is nobody
    assert list(people.loc[people["status"] == "exempt", "employee_id"]) == ["00001", "03010"]
    assert (people["status"] == "scored").sum() == 52


def test_the_grades_are_spread_as_in_a_usual_year(scores: Scores) -> None:
    grades = Counter(scores.people.loc[scores.people["status"] == "scored", "computed_grade"])

    assert [grade for grade, _ in grades.most_common(2)] == ["B", "A"]
    assert grades["S"] <= 5
    assert grades["C"] >= 2
    assert scores.people.set_index("employee_id").loc["04012", ["computed_grade", "grade"]].tolist() == ["B", "D"]
