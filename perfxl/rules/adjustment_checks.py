"""Extra work and deductions that a person should look at: claimed twice, approved oddly, outside the cycle."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.findings.ledger import (
    AdjustmentOutsideCycle,
    AdjustmentSimilar,
    ApprovedBySubordinate,
    ApprovedMutually,
)
from perfxl.language import folded

_ALIKE = 80.0  # percent of the characters, as rapidfuzz's ratio counts them
_LONG_ENOUGH = 4  # characters; a shorter text stands within many others
_MARKS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


def adjustment_checks(cycle: Cycle, table: pd.DataFrame, rows: np.ndarray) -> list[Finding]:
    """Warnings about the rows in use; table: those rows of the sheet, rows: their positions there."""
    return [
        *_similar(cycle, table, rows),
        *_approvers(cycle, table, rows),
        *_outside(cycle, table, rows),
    ]


def _similar(cycle: Cycle, table: pd.DataFrame, rows: np.ndarray) -> Iterator[Finding]:
    """A later row of a person that may be the same work as an earlier one; exact repeats are PX509's."""
    own: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (person, kind) in enumerate(zip(table["employee_id"], table["kind"], strict=True)):
        own[person, kind].append(number)
    items, days = table["item"].tolist(), table["on"].tolist()
    points = list(zip(table["claimed_points"], table["approved_points"], strict=True))
    for (person, _), numbers in own.items():
        told = set[int]()
        for one, other in combinations(numbers, 2):
            repeated = folded(items[one]) == folded(items[other]) and str(days[one]) == str(days[other])
            if other in told or (repeated and _same(points[one][1], points[other][1])):
                continue
            if _one_day(days[one], days[other]) and alike(items[one], items[other]):
                told.add(other)
                place = cycle.place("adjustments", int(rows[one])) or int(rows[one]) + 1
                at = cycle.at("adjustments", int(rows[other]), "item")
                yield AdjustmentSimilar(
                    employee_id=person, item=items[other], similar=items[one], other=str(place), **at
                )


def _same(one: float, other: float) -> bool:
    return one == other and one > 0


def _one_day(one: Any, other: Any) -> bool:
    """Whether two dates may be the same day; a blank may be any."""
    return bool(pd.isna(one) or pd.isna(other) or one == other)


def alike(one: str, other: str) -> bool:
    """Whether two items may name the same work: the same words, one within the other, or few characters that differ.

    Other numbers in them (第 1 场, 第 2 场) make them different.
    """
    from rapidfuzz import fuzz

    first, second = (_MARKS.sub("", folded(text)) for text in (one, other))
    if not first or not second or _DIGITS.findall(first) != _DIGITS.findall(second):
        return False
    shorter, longer = sorted((first, second), key=len)
    within = len(shorter) >= _LONG_ENOUGH and shorter in longer
    return first == second or within or fuzz.ratio(first, second) >= _ALIKE


def _approvers(cycle: Cycle, table: pd.DataFrame, rows: np.ndarray) -> Iterator[Finding]:
    roster = cycle["employees"]
    manager_of = dict(zip(roster["employee_id"], roster["manager_id"], strict=True))
    pairs = set(zip(table["employee_id"], table["approver_id"], strict=True))
    for row, line in zip(rows, table.itertuples(), strict=True):
        person, approver = str(line.employee_id), str(line.approver_id)
        if not approver or approver == person:
            continue
        at = cycle.at("adjustments", int(row), "approver_id")
        if manager_of.get(approver) == person:
            yield ApprovedBySubordinate(employee_id=person, item=str(line.item), approver_id=approver, **at)
        if (approver, person) in pairs:
            yield ApprovedMutually(employee_id=person, item=str(line.item), approver_id=approver, **at)


def _outside(cycle: Cycle, table: pd.DataFrame, rows: np.ndarray) -> Iterator[Finding]:
    starts, ends = cycle.settings.starts_on, cycle.settings.ends_on
    if starts is None or ends is None:
        return
    for row, line in zip(rows, table.itertuples(), strict=True):
        on = line.on
        if not pd.isna(on) and not starts <= on.date() <= ends:
            yield AdjustmentOutsideCycle(
                employee_id=str(line.employee_id), item=str(line.item), on=str(on.date()), starts_on=str(starts),
                ends_on=str(ends), **cycle.at("adjustments", int(row), "on"),
            )  # fmt: skip
