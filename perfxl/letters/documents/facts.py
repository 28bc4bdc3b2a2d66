"""What each document says, as plain frozen structures: final texts in the reader's language, no tables, no files."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from perfxl.letters.charts import Bar, BarPair, Bullet, Difference, Quartiles
from perfxl.letters.charts.tree import TreeNode
from perfxl.letters.facts import Comment, Observation


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """What stands at the head and foot of every document. created: ISO date for the PDF's metadata."""

    company: str
    cycle: str
    period: str
    as_of: str
    created: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLine:
    """One of the manager's own people. status: in words; score, grade: a dash for those without."""

    employee_id: str
    name: str
    position: str
    status: str
    score: str
    grade: str
    coverage: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GradeLine:
    """How many of the own people have a grade; shares in percent, `elsewhere` empty where that is not compared."""

    grade: str
    count: str
    share: str
    elsewhere: str
    width: float  # of the bar, 0..100


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingLine:
    """One piece of evidence that is missing: whose score waits, what it is, who owes it."""

    person: str
    what: str
    owner: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingLine:
    """One talk: when (or that it is to be arranged), with whom, and the note on it."""

    when: str
    person: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ManagerSummary:
    """One manager's own people: results, grades, what is missing, talks. Nobody else's people are in it.

    named: ids of others who must be named because they owe something.
    """

    language: str
    heading: Heading
    manager_id: str
    name: str
    tiles: tuple[tuple[str, str], ...]
    people: tuple[PersonLine, ...]
    grades: tuple[GradeLine, ...]
    grades_note: str
    missing: tuple[MissingLine, ...]
    meetings: tuple[MeetingLine, ...]
    named: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """What was agreed in an earlier talk."""

    on: str
    notes: str
    next_step: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnPosition:
    """The own score among the quarters of a group of at least twenty people."""

    own: float
    cuts: Quartiles
    own_shown: str
    told: str


@dataclass(frozen=True, kw_only=True, slots=True)
class InterviewSheet:
    """What manager and employee have before them in the talk. Score and grade are dashes for somebody held."""

    language: str
    heading: Heading
    employee_id: str
    name: str
    department: str
    position: str
    manager: str
    planned: str
    score: str
    grade: str
    result_note: str
    agreements: tuple[Agreement, ...]
    comments: tuple[Comment, ...]
    strengths: tuple[Observation, ...]
    to_work_on: tuple[Observation, ...]
    questions: tuple[str, ...]
    items: tuple[Bar, ...]
    bullets: tuple[Bullet, ...]
    standing: OwnPosition | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PartLine:
    """One weighted part of a scheme: what it is and what happens when it is missing."""

    title: str
    weight: str
    meaning: str
    missing: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KpiStandard:
    """One KPI of a position; detail: what its rule has beyond its name, where that is the same for everybody."""

    name: str
    weight: str
    rule: str
    detail: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PositionKpis:
    """The KPIs of one position."""

    position: str
    kpis: tuple[KpiStandard, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleStandard:
    """One KPI rule for a newcomer: what it means, its formula, and a computed example."""

    title: str
    words: str
    formula: str
    example: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RaterStandard:
    """Who rates, at least how many, on which scale, and how a rating becomes points."""

    title: str
    who: str
    scale: str
    points: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DimensionStandard:
    """One aspect that raters rate."""

    name: str
    weight: str
    meaning: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GradeStandard:
    """One grade with the scores that earn it."""

    grade: str
    scores: str
    coefficient: str
    meaning: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemeStandards:
    """The standards of one scheme, without any person."""

    scheme: str
    fingerprint: str
    applies_to: str
    parts: tuple[PartLine, ...]
    sum_example: str
    positions: tuple[PositionKpis, ...]
    rules: tuple[RuleStandard, ...]
    raters: tuple[RaterStandard, ...]
    notes_on_raters: tuple[str, ...]
    dimensions: tuple[DimensionStandard, ...]
    grades: tuple[GradeStandard, ...]
    notes_on_grades: tuple[str, ...]
    missing: tuple[str, ...]
    extras: tuple[str, ...]
    appeal: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StandardsBook:
    """The standards of one or more schemes. fingerprint: of the whole cycle, short; dates: what happens when."""

    language: str
    heading: Heading
    fingerprint: str
    dates: tuple[tuple[str, str], ...]
    schemes: tuple[SchemeStandards, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiptLine:
    """One person who signs; fingerprint: of the person's own standards, short."""

    employee_id: str
    name: str
    scheme: str
    fingerprint: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReceiptSheet:
    """Where the people of one department sign for the published standards. fingerprint: of the whole cycle, short."""

    language: str
    heading: Heading
    department: str
    fingerprint: str
    people: tuple[ReceiptLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AppealLine:
    """Something before and after a correction, with the change."""

    what: str
    before: str
    after: str
    change: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AppealLetter:
    """The decision on one appeal, to its person. result_before, result_after, standards: short fingerprints."""

    language: str
    heading: Heading
    appeal_id: str
    employee_id: str
    name: str
    department: str
    position: str
    opening: str
    claim: str
    evidence: str
    verdict: str
    reason: str
    decided: str
    late: str
    results: tuple[AppealLine, ...]
    changes: tuple[AppealLine, ...]
    result_before: str
    result_after: str
    standards: str
    signatory: str
    decided_on: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AppealSummary:
    """One appeal on the overview. alarming: it waits too long, or its correction does not count."""

    appeal_id: str
    employee_id: str
    person: str
    item: str
    raised: str
    due: str
    state: str
    alarming: bool
    outcome: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AppealGrade:
    """How many people have a grade without and with the decided appeals."""

    grade: str
    before: str
    after: str
    quota: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AppealsReport:
    """All appeals of a cycle, for HR. grades: empty where no grade moved."""

    language: str
    heading: Heading
    tiles: tuple[tuple[str, str], ...]
    told: tuple[str, ...]
    appeals: tuple[AppealSummary, ...]
    grades: tuple[AppealGrade, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PairChart:
    """Two bars a row. names: of the first and the second bar."""

    caption: str
    names: tuple[str, str]
    rows: tuple[BarPair, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DifferenceChart:
    """Dots around zero. ends: what left and right of zero mean."""

    caption: str
    ends: tuple[str, str]
    rows: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportTable:
    """heads: title and width (a class of style.css, '' for the rest of the room) of each column; n before a width: numbers."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportSection:
    """A part of the report: sentences, charts, a table, and how to read them."""

    title: str
    told: tuple[str, ...]
    charts: tuple[PairChart | DifferenceChart, ...] = ()
    table: ReportTable | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewReport:
    """The report for the yearly review. tiles: label and figure."""

    language: str
    heading: Heading
    tiles: tuple[tuple[str, str], ...]
    sections: tuple[ReportSection, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitteePaper:
    """What a calibration meeting has before it. tiles: label and figure; signed_by: the labels of the lines to sign on."""

    language: str
    heading: Heading
    tiles: tuple[tuple[str, str], ...]
    sections: tuple[ReportSection, ...]
    signed_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TreePicture:
    """A tree of goals that fits on a page, under its caption."""

    caption: str
    root: TreeNode


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalReport:
    """The cascade of goals. tiles: label and figure; coverage: who serves the company's goals; sections: what is open."""

    language: str
    heading: Heading
    tiles: tuple[tuple[str, str], ...]
    coverage: ReportSection
    pictures: tuple[TreePicture, ...]
    sections: tuple[ReportSection, ...]


DocumentFacts = (
    ManagerSummary
    | InterviewSheet
    | StandardsBook
    | ReceiptSheet
    | AppealLetter
    | AppealsReport
    | ReviewReport
    | CommitteePaper
    | GoalReport
)


def texts_of(part: object) -> Iterator[str]:
    """Every text of a document, whatever it stands in."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple | frozenset):
        for item in part:
            yield from texts_of(item)
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from texts_of(getattr(part, field.name))
