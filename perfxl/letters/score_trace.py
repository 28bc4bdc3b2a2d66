"""The reckoning of one letter as a table, to be attached to its PDF: what the letter says, for a machine."""

from collections.abc import Iterator

from perfxl.language import Text
from perfxl.letters.csv_text import csv_bytes
from perfxl.letters.facts import LetterFacts, Stretch

NAME = "score-trace.csv"
_TITLES = (
    Text("任职", "stretch"), Text("类别", "kind"), Text("项目", "item"), Text("权重", "weight"), Text("目标", "target"),
    Text("实际", "actual"), Text("规则或依据", "rule or basis"), Text("得分", "points"), Text("贡献", "contribution"),
)  # fmt: skip
_COMPONENT, _KPI = Text("构成", "component"), Text("指标", "KPI")
_BASE, _SCORE, _GRADE = Text("基础分", "base score"), Text("得分", "score"), Text("等级", "grade")
_PERSON, _STANDARDS = Text("工号", "employee id"), Text("标准指纹", "fingerprint of the standards")


def score_trace(facts: LetterFacts) -> bytes:
    """The table as CSV, in the letter's language. The same facts give the same bytes."""
    titles = [title(facts.language) for title in _TITLES]
    return csv_bytes(titles, [*_heading(facts), *_lines(facts), *_result(facts)])


def _heading(facts: LetterFacts) -> Iterator[tuple[str, ...]]:
    yield ("", "", _PERSON(facts.language), "", "", facts.employee_id, "", "", "")
    yield ("", "", _STANDARDS(facts.language), "", "", facts.fingerprint, "", "", "")


def _lines(facts: LetterFacts) -> Iterator[tuple[str, ...]]:
    for stretch in facts.stretches:
        yield from _of_stretch(stretch, facts.language)
    for one in facts.adjustments:
        yield ("", one.kind, one.item, "", "", "", one.outcome, "", "")


def _of_stretch(stretch: Stretch, language: str) -> Iterator[tuple[str, ...]]:
    for part in stretch.components:
        yield (
            stretch.title, _COMPONENT(language), part.title, part.weight, "", "", part.basis, part.points,
            part.contribution,
        )  # fmt: skip
    for kpi in stretch.kpis:
        yield (
            stretch.title, _KPI(language), kpi.name, kpi.weight, kpi.target, kpi.actual, kpi.rule, kpi.points,
            kpi.contribution,
        )  # fmt: skip
    yield (stretch.title, "", _BASE(language), "", "", "", "", stretch.base, "")


def _result(facts: LetterFacts) -> Iterator[tuple[str, ...]]:
    yield ("", "", _SCORE(facts.language), "", "", "", "", facts.score, "")
    yield ("", "", _GRADE(facts.language), "", "", "", facts.grade_note, facts.grade, "")
