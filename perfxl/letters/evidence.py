"""The tables of a Scores object, sorted by person once, so that each letter finds its rows at once."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Protocol

import pandas as pd

from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Findings
from perfxl.rules.completeness import Completeness
from perfxl.rules.kpi_scores import Evidence as Status
from perfxl.rules.published import CHANGES
from perfxl.rules.standards import Standards, short

Row = Mapping[str, Any]
_STATUS = {int(status): status.name.lower() for status in Status}


class ScoresLike(Protocol):
    """What a letter needs of perfxl.score's answer; the tables are described in perfxl.rules.scores."""

    @property
    def cycle(self) -> Cycle: ...
    @property
    def people(self) -> pd.DataFrame: ...
    @property
    def assignments(self) -> pd.DataFrame: ...
    @property
    def components(self) -> pd.DataFrame: ...
    @property
    def kpis(self) -> pd.DataFrame: ...
    @property
    def goals(self) -> pd.DataFrame: ...
    @property
    def raters(self) -> pd.DataFrame: ...
    @property
    def adjustments(self) -> pd.DataFrame: ...
    @property
    def calibration(self) -> pd.DataFrame: ...
    @property
    def fingerprints(self) -> Standards: ...
    @property
    def findings(self) -> Findings: ...
    @property
    def completeness(self) -> Completeness: ...


class Evidence:
    """Rows by employee id (goals: by department), in the order of their sheets. Reads `scores`, changes nothing."""

    def __init__(self, scores: ScoresLike) -> None:
        cycle = scores.cycle
        self.settings: CycleSettings = cycle.settings
        self.as_of = cycle.as_of
        self.people = _records(scores.people)
        self.assignments = _by("employee_id", _records(scores.assignments))
        self.components = _by("employee_id", _records(scores.components))
        self.kpis = _by("employee_id", _with_sheet_rows(scores.kpis, cycle["kpis"]))
        self.goals = _by("department", _with_sheet_rows(scores.goals, cycle["goals"]))
        self.raters = _by("employee_id", _records(scores.raters))
        self.adjustments = _by("employee_id", _with_sheet_rows(scores.adjustments, cycle["adjustments"]))
        self.check_ins = _by("employee_id", _records(cycle["check_ins"]))
        self.calibration = {str(row["employee_id"]): row for row in _records(scores.calibration)}
        self.schemes = _by("scheme", _records(cycle["schemes"]))
        self.grades = {str(row["grade"]): row for row in _records(cycle["grades"])}
        self._fingerprints = scores.fingerprints.employees
        self.published_on = cycle.published.last.on if cycle.published else None
        self.standards_changed = [one for one in scores.findings if isinstance(one, CHANGES)]
        self.letter_languages = {
            str(row["employee_id"]): str(row["letter_language"]) for row in _records(cycle["employees"])
        }

    def fingerprint_of(self, employee_id: str) -> str:
        """The short fingerprint of the standards that somebody was judged by; '' if there is none."""
        return short(self._fingerprints.get(employee_id, ""))

    def language_of(self, employee_id: str) -> str:
        """The language of somebody's letter: their own, else the cycle's."""
        return self.letter_languages.get(employee_id) or self.settings.language


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    columns = {str(name): table[name].tolist() for name in table.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _by(key: str, rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[str(row[key])].append(row)
    return dict(grouped)


def _with_sheet_rows(scored: pd.DataFrame, sheet: pd.DataFrame) -> list[dict[str, Any]]:
    """Scored rows, each with its sheet's row under `typed` and, where they have one, their status in words."""
    typed = _records(sheet)
    rows = [{**row, "typed": typed[int(row["row"])]} for row in _records(scored)]
    return [row | {"status": _STATUS[row["evidence"]]} if "evidence" in row else row for row in rows]
