"""Moves: which stretches of the cycle a person is judged for, each under its own scheme (DESIGN.md section 4.6)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding, Who
from perfxl.findings.scores import (
    AssignmentGap,
    AssignmentOutside,
    AssignmentOverlap,
    AssignmentUnknown,
    AssignmentUnnamed,
    AssignmentUnusable,
    NotEmployedThen,
)
from perfxl.findings.weights_and_rules import SchemeMissing, SchemeUnknown, SchemeUnusable
from perfxl.language import Text, folded, listed
from perfxl.rules.exact import Bools, Ints
from perfxl.rules.roster import Roster
from perfxl.rules.schemes import Scheme

DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Stretches:
    """The stretches ("spans") for which people are scored, in roster order and by date.

    table: one row per span: person (code), scheme (number in `schemes`, -1: none), department, starts, from_on, to_on,
    days, share, usable. first: number of each person's first span, -1 for exempt people. count: spans per person.
    """

    table: pd.DataFrame
    schemes: tuple[Scheme, ...]
    first: Ints
    count: Ints
    findings: list[Finding]

    def of_rows(self, person: Ints, starts: np.ndarray) -> Ints:
        """The span to which each row belongs: by its assignment_from, or the only one; -1 where that is unclear."""
        known = person >= 0
        only = known & (self.count[person] == 1)
        span = np.where(only & np.isnat(starts), self.first[person], -1)
        named = np.flatnonzero(known & ~np.isnat(starts))
        if len(named):
            keys = pd.MultiIndex.from_arrays([self.table["person"], self.table["starts"]])
            wanted = pd.MultiIndex.from_arrays([person[named], starts[named].astype("datetime64[ns]")])
            unique = ~keys.duplicated()
            number = keys[unique].get_indexer(wanted)
            span[named] = np.where(number >= 0, np.flatnonzero(unique)[number], -1)
        return span.astype(np.int64)


def stretches(cycle: Cycle, people: Roster, schemes: dict[str, Scheme]) -> Stretches:
    """Everybody's stretches. Without assignments there is one: the whole cycle under the roster's scheme."""
    findings: list[Finding] = []
    names = {name: number for number, name in enumerate(schemes)}
    moved = _assignments(cycle, people, names, findings)
    has_moved = np.zeros(len(people.ids), dtype=bool)
    has_moved[people.code(cycle["assignments"]["employee_id"])[_in_use(cycle, people)]] = True
    stayed = np.flatnonzero(~has_moved & ~people.exempt)
    table = pd.concat([_whole_cycle(cycle, people, stayed, names, findings), moved], ignore_index=True)
    table = table.sort_values(["person", "from_on"], kind="stable", ignore_index=True)
    person = table["person"].to_numpy(dtype=np.int64)
    count = np.bincount(person, minlength=len(people.ids)).astype(np.int64)
    first = np.where(count > 0, np.searchsorted(person, np.arange(len(people.ids))), -1)
    for code in np.flatnonzero(has_moved & (count == 0)):
        findings.append(AssignmentUnusable(employee_id=str(people.ids[code]), **people.at(cycle, int(code))))
    return Stretches(table, tuple(schemes.values()), first, count, findings)


def _in_use(cycle: Cycle, people: Roster) -> Bools:
    return np.asarray(people.code(cycle["assignments"]["employee_id"]) >= 0)


def _whole_cycle(
    cycle: Cycle, people: Roster, stayed: Ints, names: dict[str, int], findings: list[Finding]
) -> pd.DataFrame:
    table = people.table.take(stayed)
    written = table["scheme"].to_numpy(dtype=object)
    only = np.where(written == "", next(iter(names)) if len(names) == 1 else "", written)
    scheme = _scheme_numbers(only, names)
    findings += _not_employed(cycle, people, stayed)
    for place in np.flatnonzero(scheme < 0):
        row = int(people.rows[stayed[place]])
        at = cycle.at("employees", row, "scheme")
        facts: Who = {"employee_id": str(people.ids[stayed[place]]), "item": str(written[place])}
        missing = not written[place]
        findings.append(
            SchemeMissing(**facts, **at) if missing else SchemeUnknown(**facts, possible=_possible(cycle), **at)
        )
    start, end = _cycle_days(cycle)
    days = (end - start) / DAY + 1 if not (np.isnat(start) or np.isnat(end)) else 1.0
    return pd.DataFrame(
        {
            "person": stayed,
            "scheme": scheme,
            "department": table["department"].to_numpy(dtype=object),
            "starts": np.full(len(stayed), "NaT", dtype="datetime64[ns]"),
            "from_on": np.full(len(stayed), start),
            "to_on": np.full(len(stayed), end),
            "days": np.full(len(stayed), float(days)),
            "share": np.ones(len(stayed)),
            "usable": np.ones(len(stayed), dtype=bool),
        }
    )


def _possible(cycle: Cycle) -> Text:
    """The schemes' names as they are first written."""
    written = [name for name in cycle["schemes"]["scheme"] if name]
    first: dict[str, str] = {}
    for name in written:
        first.setdefault(folded(name), name)
    return listed(first.values())


def _not_employed(cycle: Cycle, people: Roster, stayed: Ints) -> list[Finding]:
    """People who joined after the cycle, or left before it, and have no assignments that say otherwise."""
    start, end = _cycle_days(cycle)
    joined, left = (_days(people.table[column])[stayed] for column in ("joined_on", "left_on"))
    outside = stayed[(joined > end) | (left < start)]
    return [
        NotEmployedThen(employee_id=str(people.ids[one]), **people.at(cycle, int(one), "joined_on")) for one in outside
    ]


def _scheme_numbers(names: np.ndarray, known: dict[str, int]) -> Ints:
    code, written = pd.factorize(names)
    numbers = np.array([known.get(folded(str(name)), -1) for name in written], dtype=np.int64)
    return np.asarray(numbers[code])


def _cycle_days(cycle: Cycle) -> tuple[np.datetime64, np.datetime64]:
    starts, ends = cycle.settings.starts_on, cycle.settings.ends_on
    return np.datetime64(starts or "NaT", "ns"), np.datetime64(ends or "NaT", "ns")


def _assignments(cycle: Cycle, people: Roster, names: dict[str, int], findings: list[Finding]) -> pd.DataFrame:
    """The assignments clipped to the cycle and to the days of employment, with days and shares."""
    rows = np.flatnonzero(_in_use(cycle, people))
    table = cycle["assignments"].take(rows)
    person = people.code(table["employee_id"])
    start, end = _cycle_days(cycle)
    from_on = _latest(_days(table["from_on"]), start, _days(people.table["joined_on"])[person])
    to_on = _earliest(_days(table["to_on"]), end, _days(people.table["left_on"])[person])
    days = (to_on - from_on) / DAY + 1
    moved = pd.DataFrame(
        {
            "person": person,
            "scheme": _scheme_numbers(table["scheme"].to_numpy(dtype=object), names),
            "department": _filled(table["department"], people.table["department"].to_numpy(dtype=object)[person]),
            "starts": _days(table["from_on"]),
            "from_on": from_on,
            "to_on": to_on,
            "days": days,
            "usable": ~np.isnat(_days(table["from_on"])) & ~np.isnan(days),
            "row": rows,
        }
    )
    for row in rows[(moved["scheme"] < 0).to_numpy()]:
        line = cycle["assignments"].iloc[row]
        facts: Who = {"employee_id": str(line["employee_id"]), "item": str(line["scheme"])}
        findings.append(
            SchemeUnknown(**facts, possible=_possible(cycle), **cycle.at("assignments", int(row), "scheme"))
        )
    outside = (moved["days"] <= 0).to_numpy()
    for row in rows[outside]:
        line = cycle["assignments"].iloc[row]
        findings.append(
            AssignmentOutside(
                employee_id=str(line["employee_id"]),
                start=_iso(line["from_on"]),
                **cycle.at("assignments", int(row), "from_on"),
            )
        )
    moved = moved[~outside].sort_values(["person", "from_on"], kind="stable", ignore_index=True)
    _report_gaps(cycle, people, moved, findings)
    total = moved.groupby("person")["days"].transform("sum")
    moved["share"] = moved["days"] / total
    return moved.drop(columns="row")


def _report_gaps(cycle: Cycle, people: Roster, moved: pd.DataFrame, findings: list[Finding]) -> None:
    """Overlaps make a person's spans unusable; gaps inside the cycle and the employment are warned of."""
    start, end = _cycle_days(cycle)
    for person, spans in moved.groupby("person", sort=False):
        employee_id = str(people.ids[person])
        earliest = _latest(_days(people.table["joined_on"])[[person]], start)[0]
        latest = _earliest(_days(people.table["left_on"])[[person]], end)[0]
        expected = earliest
        for span in spans.itertuples():
            at = cycle.at("assignments", int(span.row), "from_on")
            begin, finish = (pd.Timestamp(day).to_datetime64() for day in (span.from_on, span.to_on))
            if expected > begin:
                overlap = min(expected - DAY, finish)
                findings.append(AssignmentOverlap(employee_id=employee_id, start=_iso(begin), end=_iso(overlap), **at))
                moved.loc[spans.index, "usable"] = False
            elif expected < begin:
                findings.append(
                    AssignmentGap(employee_id=employee_id, start=_iso(expected), end=_iso(begin - DAY), **at)
                )
            expected = finish + DAY if np.isnat(expected) or finish + DAY > expected else expected
        if expected <= latest:
            at = cycle.at("assignments", int(spans["row"].iloc[-1]), "to_on")
            findings.append(AssignmentGap(employee_id=employee_id, start=_iso(expected), end=_iso(latest), **at))


def unclear_rows(cycle: Cycle, table: str, rows: Ints, spans: Stretches, *, person: Ints) -> list[Finding]:
    """The finding of each KPI row whose assignment is not named, or not known."""
    found: list[Finding] = []
    for row, code in zip(rows, person, strict=True):
        line = cycle[table].iloc[int(row)]
        at = cycle.at(table, int(row), "assignment_from")
        facts: Who = {"employee_id": str(line["employee_id"]), "item": str(line["kpi"])}
        if pd.isna(line["assignment_from"]) and spans.count[code] > 1:
            found.append(AssignmentUnnamed(**facts, **at))
        elif not pd.isna(line["assignment_from"]):
            found.append(AssignmentUnknown(**facts, start=_iso(line["assignment_from"]), **at))
    return found


def unusable_schemes(cycle: Cycle, people: Roster, spans: Stretches) -> list[Finding]:
    """One finding for each person whose scheme cannot be used."""
    wrong = np.array([not scheme.computable for scheme in spans.schemes] + [False], dtype=bool)
    table = spans.table[wrong[spans.table["scheme"].to_numpy(dtype=np.int64)]]
    return [
        SchemeUnusable(
            employee_id=str(people.ids[person]), item=spans.schemes[scheme].name, **people.at(cycle, person, "scheme")
        )
        for person, scheme in zip(table["person"], table["scheme"], strict=True)
    ]


def _days(column: pd.Series) -> np.ndarray:
    return np.asarray(column.to_numpy(dtype="datetime64[ns]"))


def _latest(*days: np.ndarray | np.datetime64) -> np.ndarray:
    latest = np.asarray(days[0])
    for other in days[1:]:
        latest = np.fmax(latest, other)
    return latest


def _earliest(*days: np.ndarray | np.datetime64) -> np.ndarray:
    earliest = np.asarray(days[0])
    for other in days[1:]:
        earliest = np.fmin(earliest, other)
    return earliest


def _filled(column: pd.Series, other: np.ndarray) -> np.ndarray:
    written = column.to_numpy(dtype=object)
    return np.asarray(np.where(written == "", other, written))


def _iso(day: object) -> str:
    return "" if pd.isna(day) else str(pd.Timestamp(day).date())
