"""Random cycles full of people: every rule, policy and defect, while most people can be scored.

`random_cycle` gives what `exact.scores` reads. The same seed gives the same cycle.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from .draws import Draw, typed, weight_text
from .random_kpis import MEASURES, NO_REASON, measure, refused, unreadable, unusable
from .random_ratings import add_ratings, spoil_ratings
from .random_standards import DEPARTMENTS, TROUBLED, Standards, random_standards
from .reading import Row


@dataclass
class Person:
    """One person's rows before they go into the cycle. stints: (scheme, from_on or "") in order."""

    row: Row
    stints: list[tuple[str, str]]
    assignments: list[Row] = field(default_factory=list)
    kpis: list[Row] = field(default_factory=list)
    ratings: list[Row] = field(default_factory=list)
    adjustments: list[Row] = field(default_factory=list)

    @property
    def employee_id(self) -> str:
        """The person's id."""
        return self.row["employee_id"]


def random_cycle(seed: int, n_people: int) -> dict[str, Any]:
    """A cycle with employees E00001... and settings of its own; see `exact` for its shape."""
    draw = Draw(seed)
    standards = random_standards(draw)
    ids = [f"E{number:05}" for number in range(1, n_people + 1)]
    for employee_id in ids:
        person = _person(draw, standards, employee_id, ids)
        standards.cycle["employees"].append(person.row)
        for sheet in ("assignments", "kpis", "ratings", "adjustments"):
            standards.cycle[sheet].extend(getattr(person, sheet))
    return standards.cycle


def _person(draw: Draw, standards: Standards, employee_id: str, ids: list[str]) -> Person:
    person = _employed(draw, standards, employee_id, _colleague(draw, employee_id, ids))
    for scheme, start in person.stints:
        if "kpi" in standards.schemes[scheme]:
            _add_kpis(draw, standards, person, start)
    person.ratings = add_ratings(draw, standards, person.stints, person.row, pool=ids)
    _add_adjustments(draw, standards, person, ids)
    if draw.chance(0.16):
        _spoil(draw, standards, person)
        if draw.chance(0.2):
            _spoil(draw, standards, person)
    return person


def _colleague(draw: Draw, employee_id: str, ids: list[str]) -> str:
    other = draw.choice(ids)
    return "" if other == employee_id else other


def _employed(draw: Draw, standards: Standards, employee_id: str, chief: str) -> Person:
    row = dict.fromkeys(("position", "email", "joined_on", "left_on", "group", "letter_language"), "")
    row |= {"employee_id": employee_id, "name": f"员工{employee_id}", "department": _department(draw)}
    row |= {"manager_id": chief, "exempt_reason": "试用期" if draw.chance(0.02) else ""}
    broken = standards.broken and draw.chance(0.02)
    first = draw.choice(standards.broken if broken else standards.sound)
    moves = draw.choice((1, 2, 2, 2, 3)) if draw.chance(0.18) else 0
    row["scheme"] = "" if len(standards.schemes) == 1 and draw.chance(0.5) else first
    if not moves and draw.chance(0.06):
        row["joined_on"] = draw.day(standards.starts_on - timedelta(days=400), standards.ends_on).isoformat()
    if not moves and draw.chance(0.02):
        row["left_on"] = standards.ends_on.isoformat()
    person = Person(row, [(first, "")])
    if moves:
        _move(draw, standards, person, moves)
    return person


def _department(draw: Draw) -> str:
    return TROUBLED if draw.chance(0.04) else draw.choice(DEPARTMENTS[:-1])


def _move(draw: Draw, standards: Standards, person: Person, moves: int) -> None:
    """Turn the person's one stint into `moves` assignments, clipped and with gaps now and then."""
    days = (standards.ends_on - standards.starts_on).days
    cuts = sorted(draw.sample(range(15, days - 15, 12), moves - 1))
    starts = [standards.starts_on + timedelta(days=cut) for cut in (0, *cuts)]
    ends = [start - timedelta(days=draw.choice((1, 1, 1, 9))) for start in starts[1:]]
    last: list[date | None] = [*ends, draw.choice((None, standards.ends_on, standards.ends_on + timedelta(days=40)))]
    starts[0] -= timedelta(days=draw.choice((0, 0, 100)))
    if draw.chance(0.2):
        person.row["joined_on"] = (standards.starts_on + timedelta(days=draw.randint(0, 5))).isoformat()
    if draw.chance(0.2):
        person.row["left_on"] = (standards.ends_on - timedelta(days=draw.randint(0, 5))).isoformat()
    person.stints = [
        (person.stints[0][0] if number == 0 else draw.choice(standards.sound), start.isoformat())
        for number, start in enumerate(starts)
    ]
    for (scheme, start), end in zip(person.stints, last, strict=True):
        row = {"employee_id": person.employee_id, "position": "", "scheme": scheme, "from_on": start}
        row["department"] = draw.choice(("", _department(draw)))
        person.assignments.append(row | {"to_on": end.isoformat() if end else ""})


def _add_kpis(draw: Draw, standards: Standards, person: Person, start: str) -> None:
    rules = draw.choices(tuple(MEASURES), k=draw.randint(1, 7))
    rows = _tied(draw, standards) if draw.chance(0.08) else [measure(draw, rule) for rule in rules]
    weights = draw.wrong_weights(len(rows)) if draw.chance(0.01) else draw.weights(len(rows))
    alone = len(person.assignments) == 1 and draw.chance(0.5)
    for row, weight in zip(rows, weights, strict=True):
        blank = dict.fromkeys(("goal_id", "unit", "owner_id", "evidence", "not_applicable_reason"), "")
        known = {"employee_id": person.employee_id, "kpi": f"指标{len(person.kpis) + 1}"}
        known |= {"assignment_from": "" if alone else start, "weight": weight_text(weight, standards.weight_style)}
        person.kpis.append(blank | row | known)


def _tied(draw: Draw, standards: Standards) -> list[Row]:
    """Equal direct scores that lie exactly between two final scores, often just under a grade: 89.995."""
    half = Decimal(5).scaleb(-standards.digits - 1)
    edge = draw.choice([bound for bound in standards.bounds if bound]) if draw.chance(0.5) else draw.decimal(50, 99, 0)
    blank = dict.fromkeys(("target", "floor", "stretch", "cap", "parameters"), "")
    return [blank | {"rule": "manual", "actual": typed(edge - half)} for _ in range(draw.randint(1, 3))]


def _add_adjustments(draw: Draw, standards: Standards, person: Person, ids: list[str]) -> None:
    approver = next((other for other in draw.some(ids, 2) if other != person.employee_id), "")
    kinds = ["extra"] * draw.choice((0, 0, 0, 0, 0, 1, 2, 3)) + ["deduct"] * draw.choice((0,) * 9 + (1, 2, 3))
    if Decimal(0) in standards.bounds and draw.chance(0.04):
        kinds.append("veto")
    for kind in kinds:
        claimed = draw.decimal(1, 6, draw.choice((0, 1, 2)))
        pending = kind == "veto" or not approver or draw.chance(0.1)
        row = {"employee_id": person.employee_id, "kind": kind, "item": f"事项{len(person.adjustments) + 1}"}
        row |= {"on": draw.day(standards.starts_on, standards.ends_on).isoformat(), "evidence": ""}
        row["claimed_points"] = typed(claimed) if kind == "extra" else ""
        approved = draw.choice((claimed, claimed - Decimal("0.5")))
        row |= {"approved_points": "" if pending else typed(approved), "approver_id": "" if pending else approver}
        person.adjustments.append(row)


def _spoil(draw: Draw, standards: Standards, person: Person) -> None:
    """One defect somewhere in the person's rows, if it finds a place."""
    draw.choice(DEFECTS)(draw, standards, person)


def _spoil_kpi(change: Callable[[Draw, Row], Row]) -> Callable[[Draw, Standards, Person], None]:
    def spoil(draw: Draw, standards: Standards, person: Person) -> None:
        sound = [number for number, row in enumerate(person.kpis) if not row["not_applicable_reason"]]
        if sound:
            number = draw.choice(sound)
            person.kpis[number] = change(draw, person.kpis[number])

    return spoil


def _missing(draw: Draw, row: Row) -> Row:
    return row | {"actual": ""}


def _no_reason(draw: Draw, row: Row) -> Row:
    return row | {"actual": draw.choice(NO_REASON)}


def _spoil_applicability(draw: Draw, standards: Standards, person: Person) -> None:
    """A KPI that does not apply; another one of its assignment still does."""
    number = draw.randrange(len(person.kpis)) if person.kpis else 0
    alike = [row for row in person.kpis if row["assignment_from"] == person.kpis[number]["assignment_from"]]
    if sum(not row["not_applicable_reason"] for row in alike) > 1:
        row = person.kpis[number]
        actual = row["actual"] if draw.chance(0.2) else ""
        person.kpis[number] = row | {"not_applicable_reason": "设备停产", "actual": actual}


def _spoil_ratings(draw: Draw, standards: Standards, person: Person) -> None:
    spoil_ratings(draw, person.ratings)


def _spoil_adjustment(draw: Draw, standards: Standards, person: Person) -> None:
    chief = {"approver_id": person.row["manager_id"]}
    spoiled = draw.choice(
        (
            {"approved_points": "2", "approver_id": ""},
            {"approved_points": "2", "approver_id": person.employee_id},
            {"approved_points": "9.5", "claimed_points": "9"} | chief,
            {"approved_points": "-1"} | chief,
        )
    )
    for row in person.adjustments[:1]:
        row.update(spoiled)


def _spoil_move(draw: Draw, standards: Standards, person: Person) -> None:
    """A KPI of no assignment, or two assignments on one day."""
    if len(person.assignments) < 2:
        return
    if person.kpis and draw.chance(0.5):
        draw.choice(person.kpis)["assignment_from"] = ""
    else:
        person.assignments[0]["to_on"] = person.assignments[1]["from_on"]


# Some stand twice to be met more often.
DEFECTS = (
    _spoil_kpi(_missing),
    _spoil_kpi(_missing),
    _spoil_kpi(_no_reason),
    _spoil_kpi(unreadable),
    _spoil_kpi(refused),
    _spoil_kpi(refused),
    _spoil_kpi(unusable),
    _spoil_kpi(unusable),
    _spoil_applicability,
    _spoil_applicability,
    _spoil_ratings,
    _spoil_ratings,
    _spoil_adjustment,
    _spoil_move,
    _spoil_move,
)
