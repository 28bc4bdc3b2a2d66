"""Small groups are not shown: neither directly nor as a difference between shown ones."""

from collections.abc import Iterable, Mapping

FEWEST = 5  # people


def suppressed(groups: Mapping[str, Mapping[str, frozenset[int]]], everybody: frozenset[int]) -> set[tuple[str, str]]:
    """The (column, group) pairs that must not be shown.

    groups: by column, the people of each group. everybody: over whom totals are known. A group is not shown if it has 1 to
    4 people, or if what is shown would give such a few away: by subtraction from the total, or because one shown group
    contains another but for 1 to 4 people. Of several ways out, the smallest group goes.
    """
    hidden = {(by, name) for by, own in groups.items() for name, people in own.items() if len(people) < FEWEST}
    changed = True
    while changed:
        more = {(by, name) for by, own in groups.items() for name in _against_total(by, own, everybody, hidden)}
        hidden |= more
        nested = _nested(groups, hidden)
        hidden |= nested
        changed = bool(more or nested)
    return hidden


def _against_total(
    by: str, own: Mapping[str, frozenset[int]], everybody: frozenset[int], hidden: set[tuple[str, str]]
) -> Iterable[str]:
    """The smallest shown group of a column whose shown groups leave 1 to 4 people of the total."""
    shown = [name for name in own if (by, name) not in hidden]
    rest = everybody.difference(*(own[name] for name in shown))
    if shown and 0 < len(rest) < FEWEST:
        return [min(shown, key=lambda name: (len(own[name]), name))]
    return []


def _nested(groups: Mapping[str, Mapping[str, frozenset[int]]], hidden: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """One group for each pair of shown groups of two columns that differ by 1 to 4 people."""
    shown = [
        (by, name, people) for by, own in groups.items() for name, people in own.items() if (by, name) not in hidden
    ]
    shown.sort(key=lambda one: (len(one[2]), one[0], one[1]))
    found: set[tuple[str, str]] = set()
    for number, (by, name, small) in enumerate(shown):
        for other_by, other, large in shown[number + 1 :]:
            if by != other_by and (other_by, other) not in found and small <= large and 0 < len(large - small) < FEWEST:
                found.add((by, name))
                break
    return found
