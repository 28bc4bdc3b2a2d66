"""Departments of two rosters: which were merged, renamed, divided or closed, by where their people went."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from perfxl.language import Text, folded, listed


class Fate(StrEnum):
    """What became of a department."""

    RENAMED = "renamed"  # all who stayed are in one new department, and nobody else is
    MERGED = "merged"  # all who stayed are in one department with others
    DIVIDED = "divided"
    CLOSED = "closed"  # nobody stayed
    NEW = "new"


FATES: Mapping[Fate, Text] = {
    Fate.RENAMED: Text("改名为“{into}”", "renamed to {into}"),
    Fate.MERGED: Text("并入“{into}”", "merged into {into}"),
    Fate.DIVIDED: Text("分到“{into}”", "divided among {into}"),
    Fate.CLOSED: Text("人员都已离开", "nobody of it stayed"),
    Fate.NEW: Text("新设", "new"),
}


@dataclass(frozen=True)
class DepartmentFate:
    """A department that is on one roster only. into: where its people are now, with how many. people: how many it had."""

    department: str
    fate: Fate
    into: Mapping[str, int]
    people: int

    def told(self) -> Text:
        """What became of it, in words."""
        names = listed([f"{name} ({n})" if self.fate is Fate.DIVIDED else name for name, n in self.into.items()])
        return Text(*(text.format(into=name) for text, name in zip(FATES[self.fate], names, strict=True)))


def department_fates(before: Mapping[str, str], after: Mapping[str, str]) -> list[DepartmentFate]:
    """The departments that are not on both rosters. before, after: the department of each employee id."""
    written = _first_written([*before.values(), *after.values()])
    old = {one: folded(name) for one, name in before.items()}
    new = {one: folded(name) for one, name in after.items()}
    had, has = Counter(old.values()), Counter(new.values())
    gone = [key for key in had if key and key not in has]
    found = [_fate(key, old, new, written=written) for key in gone]
    taken = {folded(name) for one in found for name in one.into}
    added = [key for key in has if key and key not in had and key not in taken]
    return [*found, *(DepartmentFate(written[key], Fate.NEW, {}, has[key]) for key in added)]


def _fate(key: str, old: Mapping[str, str], new: Mapping[str, str], *, written: Mapping[str, str]) -> DepartmentFate:
    people = [one for one, department in old.items() if department == key]
    went = Counter(new[one] for one in people if one in new)
    into = {written[name]: n for name, n in went.most_common()}
    if len(into) != 1:
        return DepartmentFate(written[key], Fate.DIVIDED if into else Fate.CLOSED, into, len(people))
    [target] = went
    others = [one for one, department in new.items() if department == target and old.get(one, target) != key]
    fate = Fate.MERGED if target in old.values() or any(one in old for one in others) else Fate.RENAMED
    return DepartmentFate(written[key], fate, into, len(people))


def _first_written(names: list[str]) -> dict[str, str]:
    written: dict[str, str] = {}
    for name in names:
        written.setdefault(folded(name), name)
    return written
