"""What one letter says, as plain frozen structures: final texts in the person's language, no tables, no files.

Every text that reaches the page stands here, so a letter can be compared, checked for glyphs and given to another
process. Numbers that a chart needs stand beside their texts. No structure names another person.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class ComponentLine:
    """One weighted part of a scheme. `basis` says in words where the points come from."""

    title: str
    weight: str
    basis: str
    points: str
    contribution: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KpiLine:
    """One KPI. `bar` is its points for the chart, None if it does not count; `note` says why in that case."""

    name: str
    weight: str
    target: str
    actual: str
    rule: str
    points: str
    contribution: str
    note: str
    bar: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """What was judged under one scheme. `title` is empty for a person who did not move."""

    title: str
    components: tuple[ComponentLine, ...]
    base: str
    kpis: tuple[KpiLine, ...]
    kpi_sum: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveLine:
    """One stretch of somebody who moved: when, where, how many days, what it earned."""

    period: str
    department: str
    scheme: str
    days: str
    share: str
    base: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AdjustmentLine:
    """Extra points, a deduction or a veto, with what became of it in words."""

    kind: str
    item: str
    outcome: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """A strength or something to work on: the piece of work, the evidence, and (to work on) a next step."""

    topic: str
    evidence: str
    next_step: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment:
    """What somebody wrote, by role; never by name or id."""

    role: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterFacts:
    """Everything that the letter of one person says. Scores are texts, rounded as the cycle rounds them."""

    language: str
    employee_id: str
    name: str
    department: str
    position: str
    company: str
    signatory: str
    cycle: str
    period: str
    letter_on: str
    as_of: str
    created: str  # ISO date for the PDF's metadata
    score: str
    base: str
    adjustment: str
    grade: str
    grade_meaning: str
    grade_note: str
    tone: str  # '', 'veto', 'lowest' or 'second_lowest': which careful words stand below the score
    stretches: tuple[Stretch, ...]
    moves: tuple[MoveLine, ...]
    adjustments: tuple[AdjustmentLine, ...]
    notices: tuple[str, ...]
    strengths: tuple[Observation, ...]
    to_work_on: tuple[Observation, ...]
    agreed: tuple[str, ...]
    comments: tuple[Comment, ...]
    reckoning: tuple[str, ...]
    meeting: str
    appeal: str
    fingerprint: str

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text of the letter with the name of the top-level field that it stands in."""
        for field in dataclasses.fields(self):
            for text in _texts(getattr(self, field.name)):
                yield field.name, text


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _texts(item)
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from _texts(getattr(part, field.name))
