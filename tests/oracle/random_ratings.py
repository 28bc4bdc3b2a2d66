"""Random ratings: complete, owed, recused, and such that nobody can read."""

from decimal import Decimal
from fractions import Fraction

from .draws import Draw, typed
from .random_standards import LABELS, ROLES, Standards
from .ratings import scale_of
from .reading import Row

Stint = tuple[str, str]
# What keeps a rater from counting without blocking anybody: still owed, or recused (with or without a rating).
THIN: tuple[Row, ...] = (
    {"rating": ""},
    {"rating": "", "recused_reason": "亲属"},
    {"recused_reason": "亲属"},
)


def add_ratings(draw: Draw, standards: Standards, stints: list[Stint], employee: Row, *, pool: list[str]) -> list[Row]:
    """Rows for every rating component of every stint; where all stints share a scheme, at times one set for all."""
    shared = len({scheme for scheme, _ in stints}) == 1 and draw.chance(0.5)
    ratings: list[Row] = []
    for scheme, start in [(stints[0][0], "")] if shared else stints:
        components = standards.schemes[scheme]
        for role in (role for role in ROLES if role in components):
            least = int(components[role]["min_raters"] or "1")
            for number, rater in enumerate(_raters(draw, role, employee, pool, least=least)):
                rows = _sheet(draw, components[role], standards.dimensions.get(scheme, [""]))
                if number >= least and draw.chance(0.3):
                    rows[0] |= draw.choice(THIN)
                known = {"employee_id": employee["employee_id"], "rater_id": rater, "role": role}
                ratings += [row | known | {"assignment_from": start} for row in rows]
    return ratings


def _raters(draw: Draw, role: str, employee: Row, pool: list[str], *, least: int) -> list[str]:
    own, chief = employee["employee_id"], employee["manager_id"]
    if role == "self":
        return [own]
    if role == "manager":
        return [chief] if chief else []
    if role == "customer":
        return draw.some([f"C{number:03}" for number in range(1, 40)], draw.randint(1, 3))
    others = [other for other in draw.some(pool, least + 4) if other not in (own, chief)]
    return others[: draw.randint(least, least + 2)]


def _sheet(draw: Draw, component: Row, dimensions: list[str]) -> list[Row]:
    """One rater's rows, one per dimension."""
    blank = {"comment": "", "recused_reason": ""}
    return [blank | {"dimension": dimension, "rating": _rating(draw, component)} for dimension in dimensions]


def _rating(draw: Draw, component: Row) -> str:
    scale = scale_of(component)
    if scale is None:
        raise ValueError("the schemes drawn here have usable scales")
    if scale.labels and draw.chance(0.5):
        return draw.choice(LABELS)
    low, high = scale.corners[0][0], scale.corners[-1][0]
    share = Fraction(draw.choice((draw.randint(0, 100), 50, 75, 80, 100)), 100)
    value = low + (high - low) * share
    return typed(Decimal(value.numerator) / Decimal(value.denominator))


def spoil_ratings(draw: Draw, rows: list[Row]) -> None:
    """One rater's rating becomes owed, recused, unreadable or impossible."""
    bad: Row = {"rating": draw.choice(("很好", "尚可", "101", "-1"))}
    if rows:
        draw.choice(rows).update(draw.choice((*THIN, bad, bad)))
