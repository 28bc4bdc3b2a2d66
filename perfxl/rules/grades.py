"""Grades: bands of the rounded score, lower bounds inclusive (DESIGN.md section 4.8)."""

from dataclasses import dataclass

import numpy as np

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.findings.scores import VetoGradeUnknown
from perfxl.findings.weights_and_rules import GradesUnusable
from perfxl.language import Text, folded
from perfxl.rules.exact import Floats, Ints, to9


@dataclass(frozen=True)
class Grades:
    """Grades from the lowest to the highest. A grade's number is its position; -1 is below the lowest."""

    names: tuple[str, ...]
    bounds: Floats
    coefficients: Floats
    meanings: tuple[str, ...]
    veto: int

    def number(self, scores: Floats) -> Ints:
        """The number of the grade that each score earns; -1 below the lowest bound and where there is no score."""
        earned = np.searchsorted(self.bounds, to9(scores), side="right") - 1
        return np.where(np.isnan(scores), -1, earned).astype(np.int64)

    def named(self, numbers: Ints) -> np.ndarray:
        """The names of grade numbers; '' for -1."""
        return np.array([*self.names, ""], dtype=object)[numbers]

    def position(self, name: str) -> int:
        """The number of the grade of that name; -1 if there is none."""
        return next((place for place, grade in enumerate(self.names) if folded(grade) == folded(name)), -1)

    @property
    def second_bound(self) -> float:
        """The lower bound of the second-lowest grade; NaN if there is none."""
        return float(self.bounds[1]) if len(self.bounds) > 1 else float("nan")


def grades(cycle: Cycle) -> tuple[Grades, list[Finding]]:
    """The grades sheet in rising order; rows that are repeated or lack a bound are left out and reported."""
    table = cycle["grades"]
    findings: list[Finding] = []
    rows: list[tuple[float, int]] = []
    for row in range(len(table)):
        name, bound = str(table["grade"].iloc[row]), float(table["lower_bound"].iloc[row])
        if not name:
            continue  # PX107 says so
        taken = any(folded(str(table["grade"].iloc[other])) == folded(name) or low == bound for low, other in rows)
        if np.isnan(bound) or taken:
            why = (
                Text("名称或下限重复", "its name or bound stands twice")
                if taken
                else Text("没有下限", "it has no bound")
            )
            findings.append(GradesUnusable(item=name, why=why, **cycle.at("grades", row, "lower_bound")))
        else:
            rows.append((bound, row))
    rows.sort()
    order = [row for _, row in rows]
    found = Grades(
        names=tuple(str(table["grade"].iloc[row]) for row in order),
        bounds=np.array([bound for bound, _ in rows], dtype=np.float64),
        coefficients=table["coefficient"].to_numpy(dtype=np.float64)[order],
        meanings=tuple(str(table["meaning"].iloc[row]) for row in order),
        veto=0,
    )
    return _with_veto(cycle, found, findings), findings


def _with_veto(cycle: Cycle, found: Grades, findings: list[Finding]) -> Grades:
    name = cycle.settings.veto_grade
    veto = found.position(name) if name else 0
    if veto < 0 and found.names:
        findings.append(VetoGradeUnknown(grade=name))
    return Grades(found.names, found.bounds, found.coefficients, found.meanings, max(veto, 0))
