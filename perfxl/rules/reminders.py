"""Reminders: who is to be reminded of what, when evidence is missing. Nothing is sent from here."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import pandas as pd

from perfxl.cycle.choices import RATING_ROLES
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Findings, Place
from perfxl.findings.reminders import AddressMissing, AddressUnusable
from perfxl.rules.addresses import usable_address
from perfxl.rules.scores import Scores

HR = ""  # the recipient of what no manager may or can answer for
# The ratings whose raters a manager may know; whoever else owes one is known to HR alone.
_OPEN = frozenset({"manager", "self"})
_RECIPIENTS = ("recipient", "name", "department", "address", "language", "pieces")
_PIECES = ("recipient", "owner_id", "employee_id", "name", "department", "kind", "what", "place", "why")


class Why(StrEnum):
    """Why a piece goes to its recipient."""

    OWN = "own"  # the recipient owes it
    UNNAMED = "unnamed"  # nobody is named
    UNKNOWN = "unknown"  # who is named is not on the roster
    LEFT = "left"  # who is named has left
    OUTSIDE = "outside"  # a customer, who need not be on the roster


@dataclass(frozen=True)
class Reminders:
    """Who is reminded of what; in order of recipient, HR last.

    recipients: recipient (employee id, '' is HR), name, department, address ('' where there is none that can be used),
    language, pieces (how many). pieces: recipient, owner_id (who is named in the sheet), employee_id and name (about
    whom; '' for a department's goal), department, kind (kpi, goal, rating), what (a KPI, a goal, the key of a rater's
    role), place, why (see Why). findings: addresses that are missing or cannot be used.
    """

    cycle: Cycle
    recipients: pd.DataFrame
    pieces: pd.DataFrame
    findings: Findings

    def of(self, recipient: str) -> pd.DataFrame:
        """The pieces of one recipient."""
        return self.pieces[self.pieces["recipient"] == recipient]


def reminders(scores: Scores) -> Reminders:
    """Each missing piece goes to who owes it; where that is nobody, to the person's or department's manager, else to HR.

    A peer's, report's or customer's rating never goes to a manager, who would learn from it who rates whom.
    """
    roster = _Roster.of(scores.cycle)
    owed = scores.completeness.owners.to_dict("records")
    pieces = pd.DataFrame([_piece(row, roster) for row in owed], columns=list(_PIECES))
    pieces = pieces.assign(_last=pieces["recipient"] == HR)
    pieces = pieces.sort_values(["_last", "recipient"], kind="stable", ignore_index=True).drop(columns="_last")
    counts = pieces.groupby("recipient", sort=False).size()
    rows = [(*roster.contact(one), int(n)) for one, n in counts.items()]
    findings = Findings.of(_about_addresses(scores.cycle, roster, counts.to_dict()))
    return Reminders(scores.cycle, pd.DataFrame(rows, columns=list(_RECIPIENTS)), pieces, findings)


class _Person(NamedTuple):
    """What the roster says of somebody. row: the position in the table."""

    row: int
    name: str
    department: str
    manager_id: str
    email: str
    language: str
    has_left: bool


@dataclass(frozen=True)
class _Roster:
    """The roster by employee id, the head of each department, the cycle's language."""

    people: Mapping[str, _Person]
    heads: Mapping[str, str]
    language: str

    @classmethod
    def of(cls, cycle: Cycle) -> "_Roster":
        table = cycle["employees"].drop_duplicates("employee_id")
        left = table["left_on"] < pd.Timestamp(cycle.as_of)
        columns = ("name", "department", "manager_id", "email", "letter_language")
        facts = zip(table.index, *(table[column].tolist() for column in columns), left.tolist(), strict=True)
        people = dict(zip(table["employee_id"].tolist(), (_Person(*one) for one in facts), strict=True))
        return cls(people, _heads(people), cycle.settings.language)

    def works(self, employee_id: str) -> bool:
        """Whether somebody is on the roster and still there."""
        return bool(employee_id) and employee_id in self.people and not self.people[employee_id].has_left

    def contact(self, recipient: str) -> tuple[str, str, str, str, str]:
        """recipient, name, department, address, language."""
        person = self.people.get(recipient)
        if recipient == HR or person is None:
            return recipient, "", "", "", self.language
        address = usable_address(person.email)
        return recipient, person.name, person.department, address, person.language or self.language


def _heads(people: Mapping[str, _Person]) -> dict[str, str]:
    """Whom most people of each department name as their manager; no head where two are named equally often."""
    named: dict[str, Counter[str]] = {}
    for employee_id, person in people.items():
        if person.manager_id and person.manager_id != employee_id:
            named.setdefault(person.department, Counter())[person.manager_id] += 1
    heads = {}
    for department, votes in named.items():
        (first, most), *rest = votes.most_common(2)
        if not rest or rest[0][1] < most:
            heads[department] = first
    return heads


def _piece(owed: dict[Any, Any], roster: _Roster) -> tuple[str, ...]:
    """One row of `pieces`; owed: a row of the completeness table `owners`."""
    owner, employee_id, what = str(owed["owner_id"]), str(owed["employee_id"]), str(owed["what"])
    department = str(owed["department"])
    kind = "goal" if not employee_id else "rating" if what in RATING_ROLES else "kpi"
    why = _why(owner, what if kind == "rating" else "", roster)
    if why is Why.OWN:
        recipient = owner
    elif kind == "rating" and what not in _OPEN:
        recipient = HR
    else:
        recipient = _manager(employee_id, department, roster)
    name = roster.people[employee_id].name if employee_id in roster.people else ""
    return recipient, owner, employee_id, name, department, kind, what, str(owed["place"]), why.value


def _why(owner: str, role: str, roster: _Roster) -> Why:
    if roster.works(owner):
        return Why.OWN
    if not owner:
        return Why.UNNAMED
    if owner in roster.people:
        return Why.LEFT
    return Why.OUTSIDE if role == "customer" else Why.UNKNOWN


def _manager(employee_id: str, department: str, roster: _Roster) -> str:
    """The manager of the person, or the head of the department for its goals; HR where there is none."""
    manager = roster.people[employee_id].manager_id if employee_id in roster.people else roster.heads.get(department, "")
    return manager if roster.works(manager) and manager != employee_id else HR


def _about_addresses(
    cycle: Cycle, roster: _Roster, pieces: Mapping[Any, int]
) -> Iterator[AddressMissing | AddressUnusable]:
    for recipient, n in pieces.items():
        person = roster.people.get(recipient)
        if recipient == HR or person is None or usable_address(person.email):
            continue
        place: Place | None = cycle.place("employees", person.row, "email")
        if person.email.strip():
            yield AddressUnusable(place=place, employee_id=recipient)
        else:
            yield AddressMissing(place=place, employee_id=recipient, pieces=n)
