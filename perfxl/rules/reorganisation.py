"""Two rosters compared: who joined, left, moved or has another manager, and which dated assignments follow from it.

Everything here is a proposal for a person to confirm. Pure: two cycles in, tables out.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding, Findings
from perfxl.findings.reorganisation import (
    DatesToFill,
    DepartmentGone,
    IdentityOdd,
    LaterAssignment,
    ManagerLeft,
    RaterLeaves,
    SchemeToFill,
    StretchWithoutKpis,
    TwoManagersOneStretch,
)
from perfxl.language import Text, folded
from perfxl.rules.departments_compared import DepartmentFate, Fate, department_fates

COMPARED = ("department", "position", "scheme", "manager_id")
STRETCH = ("employee_id", "department", "position", "scheme", "from_on", "to_on")
RATER = ("employee_id", "name", "rater_id", "rater", "from_on", "to_on", "days", "assignment_from")
_PEOPLE_LISTED = 8
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Person:
    """A row of a roster; dates are None where they are blank."""

    employee_id: str
    name: str
    department: str
    position: str
    scheme: str
    manager_id: str
    joined_on: date | None
    left_on: date | None


@dataclass(frozen=True)
class Change:
    """What is different about one person. kinds: joined, left, moved, manager, renamed (the department only)."""

    kinds: tuple[str, ...]
    before: Person | None
    after: Person | None

    @property
    def person(self) -> Person:
        """The newer of the two rows."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Reorganisation:
    """The comparison of two rosters.

    on: the first day of the new order, None where it is not known. changes: in the order of the old roster, joiners last.
    stretches: rows of an assignments sheet for everybody who moved, those that the old one has included. raters: who was or is
    whose manager, from when to when; days is NaN where a date is missing. roster: the new roster with the people who left, and
    with the schemes that it does not name. kpis: (row of the old KPIs, first day of the stretch it belongs to).
    """

    on: date | None
    changes: list[Change]
    departments: list[DepartmentFate]
    stretches: pd.DataFrame
    raters: pd.DataFrame
    roster: list[Person]
    kpis: dict[int, date]
    findings: Findings

    def count(self, kind: str) -> int:
        """How many people have a change of that kind."""
        return sum(kind in change.kinds for change in self.changes)


@dataclass
class _Found:
    """What is being collected."""

    stretches: list[tuple[object, ...]] = field(default_factory=list)
    raters: list[tuple[object, ...]] = field(default_factory=list)
    kpis: dict[int, date] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def reorganisation(
    old: Cycle, new: Cycle, *, on: date | None, told: Collection[str], split_managers: bool = False
) -> Reorganisation:
    """Compare the rosters of two cycles and propose what follows.

    on: the first day of the new order. told: the columns that the new roster has; what it does not have did not change.
    split_managers: also a change of managers alone makes two stretches, so that both managers' ratings count by days.
    """
    before, after = _people(old), _people(new)
    after = {one: _completed(person, before.get(one), told) for one, person in after.items()}
    stay = {one for one, person in after.items() if person.left_on is None or before.get(one) == person}
    fates = department_fates(
        {one: person.department for one, person in before.items()},
        {one: person.department for one, person in after.items() if one in stay},
    )
    renamed = {folded(one.department): folded(next(iter(one.into))) for one in fates if one.fate is Fate.RENAMED}
    changes = list(_changes(before, after, renamed))
    made = _Proposals(old, on=on, after=after, split_managers=split_managers)
    for change in changes:
        made.propose(change)
    found = made.found
    found.findings += [*_about_people(changes, after), *_about_managers(after), *_about_departments(fates)]
    found.findings += [*_about_dates(changes, on), *_about_leaving_raters(changes, after)]
    roster = [_dated(person, before.get(person.employee_id), on) for person in after.values()]
    roster += [_gone(change.person, on) for change in changes if change.after is None]
    return Reorganisation(
        on,
        changes,
        fates,
        pd.DataFrame(found.stretches, columns=list(STRETCH)),
        pd.DataFrame(found.raters, columns=list(RATER)),
        roster,
        found.kpis,
        Findings.of(found.findings),
    )


def _people(cycle: Cycle) -> dict[str, Person]:
    table = cycle["employees"].drop_duplicates("employee_id")
    table = table[table["employee_id"] != ""]
    texts = (table[key].tolist() for key in ("employee_id", "name", "department", "position", "scheme", "manager_id"))
    dates = ([_day(value) for value in table[key]] for key in ("joined_on", "left_on"))
    return {row[0]: Person(*row) for row in zip(*texts, *dates, strict=True)}


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _completed(person: Person, before: Person | None, told: Collection[str]) -> Person:
    """What the new roster does not tell is as before; a scheme that it leaves blank too, unless the position is new."""
    if before is None:
        return person
    kept = {key: getattr(before, key) for key in ("department", "position", "manager_id") if key not in told}
    joined = person.joined_on or before.joined_on
    person = Person(**{**vars(person), **kept, "joined_on": joined, "left_on": person.left_on or before.left_on})
    same_work = folded(person.position) == folded(before.position)
    scheme = person.scheme or (before.scheme if same_work else "")
    return Person(**{**vars(person), "scheme": scheme})


def _changes(before: Mapping[str, Person], after: Mapping[str, Person], renamed: Mapping[str, str]) -> Iterator[Change]:
    for one, person in before.items():
        now = after.get(one)
        kinds = ("left",) if now is None else _kinds(person, now, renamed)
        if kinds:
            yield Change(kinds, person, now)
    yield from (Change(("joined",), None, person) for one, person in after.items() if one not in before)


def _kinds(before: Person, now: Person, renamed: Mapping[str, str]) -> tuple[str, ...]:
    differs = {key for key in COMPARED if folded(getattr(before, key)) != folded(getattr(now, key))}
    only_name = renamed.get(folded(before.department)) == folded(now.department)
    kinds = []
    if now.left_on is not None and before.left_on is None:
        kinds.append("left")
    if differs & {"position", "scheme"} or ("department" in differs and not only_name):
        kinds.append("moved")
    elif "department" in differs:
        kinds.append("renamed")
    if "manager_id" in differs:
        kinds.append("manager")
    return tuple(kinds)


class _Proposals:
    """Stretches, raters and KPI rows of everybody who moved or has another manager."""

    def __init__(self, old: Cycle, *, on: date | None, after: Mapping[str, Person], split_managers: bool) -> None:
        self.found = _Found()
        self._on, self._after, self._split = on, after, split_managers
        self._starts_on, self._ends_on = old.settings.starts_on, old.settings.ends_on
        self._assigned = {str(one): rows for one, rows in old["assignments"].groupby("employee_id", sort=False)}
        self._kpis = {str(one): rows for one, rows in old["kpis"].groupby("employee_id", sort=False)}

    def propose(self, change: Change) -> None:
        before, now = change.before, change.after
        if before is None or now is None or not {"moved", "manager"} & set(change.kinds):
            return
        if self._on and now.joined_on and now.joined_on >= self._on:
            return  # not there before the day
        if "moved" in change.kinds or self._split:
            self._two_stretches(before, now)
        else:
            self._one_stretch(before, now)

    def _two_stretches(self, before: Person, now: Person) -> None:
        one = before.employee_id
        rows = self._assigned.get(one)
        later = None if rows is None or self._on is None else rows[rows["from_on"] >= pd.Timestamp(self._on)]
        if later is not None and len(later):
            start = str(_day(later["from_on"].iloc[0]))
            self.found.findings.append(LaterAssignment(employee_id=one, start=start))
            return
        first = self._first_stretches(before, rows)
        self.found.stretches += [*first, (one, now.department, now.position, now.scheme, self._on, None)]
        self._add_raters(before, now, began=first[-1][4], split=True)
        if self._on is not None:
            self._date_kpis(one, first[0][4])

    def _first_stretches(self, before: Person, rows: pd.DataFrame | None) -> list[tuple[object, ...]]:
        """The stretches up to the change: those of the assignments sheet, or one since the cycle or the job began."""
        end = self._on - _DAY if self._on else None
        one = before.employee_id
        if rows is None:
            return [(one, before.department, before.position, before.scheme, self._begin(before), end)]
        kept = [
            (one, row.department or before.department, row.position, row.scheme, _day(row.from_on), _day(row.to_on))
            for row in rows.sort_values("from_on", kind="stable").itertuples()
        ]
        last = kept[-1]
        open_end = last[5] is None or (end is not None and last[5] > end)
        return [*kept[:-1], (*last[:5], end if open_end else last[5])]

    def _begin(self, person: Person) -> date | None:
        return max((day for day in (self._starts_on, person.joined_on) if day), default=None)

    def _one_stretch(self, before: Person, now: Person) -> None:
        days = self._add_raters(before, now, began=self._begin(before), split=False)
        if before.manager_id and now.manager_id and None not in days:
            self.found.findings.append(
                TwoManagersOneStretch(
                    employee_id=now.employee_id,
                    before=before.manager_id,
                    after=now.manager_id,
                    days_before=days[0] or 0,
                    days_after=days[1] or 0,
                )
            )

    def _add_raters(self, before: Person, now: Person, *, began: object, split: bool) -> list[int | None]:
        """One row per manager and stretch; returns the days of each, None where a date is missing."""
        last = min((day for day in (self._ends_on, now.left_on) if day), default=None)
        end = self._on - _DAY if self._on else None
        start = began if isinstance(began, date) else None
        spans = ((before, start, end), (now, self._on, last))
        days = [(till - since).days + 1 if since and till else None for _, since, till in spans]
        for (person, since, till), n in zip(spans, days, strict=True):
            rater = self._after.get(person.manager_id)
            self.found.raters.append(
                (
                    now.employee_id,
                    now.name,
                    person.manager_id,
                    rater.name if rater else "",
                    since,
                    till,
                    n,
                    since if split else None,
                )
            )
        return days

    def _date_kpis(self, one: str, began: object) -> None:
        """The old KPIs belong to the first stretch; the new stretch has none yet."""
        rows = self._kpis.get(one)
        if rows is not None and isinstance(began, date):
            blank = rows[rows["assignment_from"].isna()]
            self.found.kpis |= dict.fromkeys(blank.index.tolist(), began)
        if self._kpis:
            self.found.findings.append(StretchWithoutKpis(employee_id=one, start=str(self._on)))


def _about_people(changes: list[Change], after: Mapping[str, Person]) -> Iterator[Finding]:
    left = {folded(one.person.name): one.person for one in changes if one.after is None}
    for change in changes:
        before, now = change.before, change.after
        if now is None:
            continue
        if before is None and folded(now.name) in left:
            who = left[folded(now.name)].employee_id
            same = Text(f"新来的人与离开的 {who} 同名", f"joins with the same name as {who}, who left")
            yield IdentityOdd(employee_id=now.employee_id, told=same)
        if not now.scheme and ("moved" in change.kinds and before is not None and before.scheme):
            yield SchemeToFill(employee_id=now.employee_id, item=now.position or now.department)
        if before is not None and before.name and now.name and folded(before.name) != folded(now.name):
            differs = Text("两份名单上的姓名不同", "the two rosters give different names")
            yield IdentityOdd(employee_id=now.employee_id, told=differs)


def _about_managers(after: Mapping[str, Person]) -> Iterator[Finding]:
    for person in after.values():
        manager = after.get(person.manager_id)
        if person.left_on is None and manager is not None and manager.left_on is not None:
            yield ManagerLeft(employee_id=person.employee_id, manager=manager.employee_id)


def _about_departments(fates: list[DepartmentFate]) -> Iterator[Finding]:
    for one in fates:
        if one.fate is not Fate.NEW:
            yield DepartmentGone(item=one.department, told=one.told(), people=one.people)


def _about_dates(changes: list[Change], on: date | None) -> Iterator[Finding]:
    undated = [one for one in changes if {"moved", "manager", "left"} & set(one.kinds)]
    if undated and on is None:
        yield DatesToFill(people=len(undated))


def _about_leaving_raters(changes: list[Change], after: Mapping[str, Person]) -> Iterator[Finding]:
    """Managers who led somebody that stays, and who are gone."""
    led: dict[str, list[str]] = {}
    for change in changes:
        rater = change.before.manager_id if change.before and change.after else ""
        if rater and {"moved", "manager"} & set(change.kinds) and (rater not in after or after[rater].left_on):
            led.setdefault(rater, []).append(change.person.employee_id)
    for rater, people in led.items():
        more = "…" if len(people) > _PEOPLE_LISTED else ""
        yield RaterLeaves(item=rater, rater=rater, people=len(people), listed="、".join(people[:_PEOPLE_LISTED]) + more)


def _dated(person: Person, before: Person | None, on: date | None) -> Person:
    """A joiner without a day joined on the day of the new order."""
    if before is not None or person.joined_on is not None:
        return person
    return Person(**{**vars(person), "joined_on": on})


def _gone(person: Person, on: date | None) -> Person:
    """Who is no longer on the roster left the day before, unless the old roster says when."""
    return Person(**{**vars(person), "left_on": person.left_on or (on - _DAY if on else None)})
