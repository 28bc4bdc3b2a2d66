"""Adjustments and grades."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from .reading import Row, blank, nine, number

ZERO = Fraction(0)


class Adjustments(NamedTuple):
    """net: extra less deductions, after the caps and before the score is clipped at 0."""

    net: Fraction
    blocked: bool
    veto: bool


def adjustments_of(rows: Sequence[Row], settings: Row) -> Adjustments:
    """What one person's rows come to; pending rows (blank approved points) and blocked rows do not count."""
    points = [row for row in rows if row["kind"] != "veto" and not blank(row["approved_points"])]
    good = [row for row in points if not _blocks(row)]
    extra = [least(_approved(row), settings.get("extra_cap_each", "")) for row in good if row["kind"] == "extra"]
    deducted = [_approved(row) for row in good if row["kind"] == "deduct"]
    net = least(sum(extra, ZERO), settings.get("extra_cap_total", "")) - least(
        sum(deducted, ZERO), settings.get("deduct_cap_total", "")
    )
    return Adjustments(net, len(good) < len(points), any(row["kind"] == "veto" for row in rows))


def _approved(row: Row) -> Fraction:
    return number(row["approved_points"]) or ZERO


def _blocks(row: Row) -> bool:
    approved, claimed = number(row["approved_points"]), number(row["claimed_points"])
    approver = row["approver_id"].strip()
    if approved is None or approved < 0 or approver in ("", row["employee_id"]):
        return True
    return claimed is not None and nine(approved) > nine(claimed)


def least(points: Fraction, cap: str) -> Fraction:
    """`points`, at most `cap`; a blank cap is none."""
    limit = number(cap)
    return points if limit is None else min(points, limit)


class Grades(NamedTuple):
    """The bands from best to worst, lower bounds inclusive, and the grade that a veto leaves at best."""

    bands: list[tuple[Fraction, str]]
    veto_grade: str

    def earned(self, score: Fraction) -> str | None:
        """The grade of a rounded score; None below the lowest bound."""
        return next((grade for bound, grade in self.bands if nine(score) >= bound), None)

    def after_veto(self, grade: str | None, veto: bool) -> str | None:
        """The worse of `grade` and the veto grade. No grade is worse than any."""
        order = [name for _, name in self.bands]
        if not veto or grade is None:
            return grade
        return order[max(order.index(grade), order.index(self.veto_grade))]


def grades_of(rows: Sequence[Row], veto_grade: str) -> Grades:
    """The cycle's grades; a blank veto grade is the lowest."""
    bands = sorted(((number(row["lower_bound"]) or ZERO, row["grade"]) for row in rows), reverse=True)
    return Grades(bands, veto_grade.strip() or bands[-1][1])
