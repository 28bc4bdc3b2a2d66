"""The sample's ratings: managers, peers, subordinates, customers and self, with comments."""

from datetime import date
from random import Random

from perfxl.cycle.sample.comments import comment_of
from perfxl.cycle.sample.people import MOVED, Person
from perfxl.cycle.sample.standards import DIMENSIONS, Row
from perfxl.cycle.typed import Typed

_WORDS = {5: "优秀", 4: "良好", 3: "合格", 2: "待改进", 1: "不合格"}
_LENIENCE = {"manager": 0.0, "peer": 0.15, "self": 0.35, "subordinate": 0.2}
_ROLES = {
    "销售岗": ("manager", "customer"),
    "研发岗": ("manager", "peer", "self"),
    "客服岗": ("manager", "customer", "self"),
    "生产岗": ("manager",),
    "职能岗": ("manager", "peer", "self"),
    "管理岗": ("manager", "subordinate"),
}
_PEERS = {"研发岗": 3, "职能岗": 2}
_SUBORDINATES, _CUSTOMERS = 4, 2
_FIRST_STRETCH = date(2025, 10, 1)  # sales has no self rating


def ratings(staff: list[Person]) -> list[Row]:
    """Every rating of the cycle, by person, role and rater."""
    rows: list[Row] = []
    for person in staff:
        if person.exempt_reason:
            continue
        for role in _roles(person):
            for rater_id in _raters(person, role, staff):
                rows += _rating(person, role, rater_id=rater_id)
    return rows


def _roles(person: Person) -> tuple[str, ...]:
    """The one who moved is also rated as in the first post."""
    return ("manager", "customer", "self") if person.employee_id == MOVED else _ROLES[person.post.scheme]


def _raters(person: Person, role: str, staff: list[Person]) -> list[str]:
    """Who rates: colleagues next on the roster, subordinates spread over the department, customers of one's own."""
    if role in ("manager", "self"):
        return [person.manager_id if role == "manager" else person.employee_id]
    if role == "customer":
        return [f"K{person.employee_id[1:]}{letter}" for letter in "AB"[:_CUSTOMERS]]
    team = [other.employee_id for other in staff if other.manager_id == person.manager_id and not other.exempt_reason]
    if role == "subordinate":
        under = [
            other.employee_id for other in staff if other.manager_id == person.employee_id and not other.exempt_reason
        ]
        return under[:: max(1, len(under) // _SUBORDINATES)][:_SUBORDINATES]
    place = team.index(person.employee_id)
    return [team[(place + step) % len(team)] for step in range(1, _PEERS[person.post.scheme] + 1)]


def _rating(person: Person, role: str, *, rater_id: str) -> list[Row]:
    """One row, or one for each dimension of the scheme; the comment stands on the first."""
    chance = person.random(f"{role}:{rater_id}")
    names = DIMENSIONS.get(person.post.scheme, ("",))
    comment = comment_of(person, role, chance=chance)
    return [
        {
            "employee_id": person.employee_id,
            "rater_id": rater_id,
            "role": role,
            "dimension": name,
            "assignment_from": _FIRST_STRETCH if (person.employee_id, role) == (MOVED, "self") else None,
            "rating": _value(person, role, chance=chance),
            "comment": comment if place == 0 else "",
        }
        for place, name in enumerate(names)
    ]


def _value(person: Person, role: str, *, chance: Random) -> Typed:
    """1 to 5, for customers 0 to 10 in halves; the finance department writes words."""
    if role == "customer":
        return min(10.0, max(4.0, round(2 * (8.1 + 0.7 * person.skill() + 0.5 * chance.gauss(0, 1))) / 2))
    rating = round(3.75 + _LENIENCE[role] + 0.6 * person.skill() + 0.45 * chance.gauss(0, 1))
    rating = min(5, max(2, rating))
    return _WORDS[rating] if person.department == "财务部" and not person.english else rating
