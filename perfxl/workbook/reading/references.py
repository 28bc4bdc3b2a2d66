"""Ids that name people: completed to the roster's spelling, or reported where the roster knows nobody."""

from collections.abc import Sequence

from perfxl.cycle.columns import Column
from perfxl.findings.workbook import NameDiffers
from perfxl.findings.workbook_cells import EmployeeUnknown, IdPadded, PersonUnknown
from perfxl.language import folded
from perfxl.workbook.reading.columns_as_typed import Array, Remark, names_of
from perfxl.workbook.reading.identifiers import Roster
from perfxl.workbook.reading.numbers_as_typed import NOT_APPLICABLE
from perfxl.workbook.reading.texts_as_typed import text_as_typed

PEOPLE = frozenset({"employee_id", "rater_id", "manager_id", "owner_id", "approver_id", "by_id"})


def linked(
    column: Column, ids: Array, *, roster: Roster, outsiders: Sequence[int] = (), silent: Sequence[int] = ()
) -> tuple[Array, list[Remark]]:
    """`ids` as the roster writes them, and what cannot be linked.

    outsiders: positions that may name people outside the roster (customers). silent: positions that are reported
    already. A dash or 无 in a column that may be blank is nobody.
    """
    strangers = roster.strangers(ids.tolist())
    if not strangers:
        return ids, []
    ids, passed = ids.copy(), {*outsiders}
    unknown: list[int] = []
    padded: dict[str, list[int]] = {}
    for position, typed in enumerate(ids.tolist()):
        if typed not in strangers or position in passed:
            continue
        meant = roster.meant(typed)
        if meant:
            ids[position] = meant
            padded.setdefault(typed, []).append(position)
        elif typed.casefold() in NOT_APPLICABLE and not column.required:
            ids[position] = ""
        elif position not in silent:
            unknown.append(position)
    return ids, [*_padded(column, padded, roster=roster), *_unknown(column, ids, unknown)]


def _padded(column: Column, padded: dict[str, list[int]], *, roster: Roster) -> list[Remark]:
    names = names_of(column)
    return [
        Remark(positions[0], IdPadded(typed=typed, used=roster.meant(typed), cells=len(positions), **names))
        for typed, positions in padded.items()
    ]


def _unknown(column: Column, ids: Array, positions: list[int]) -> list[Remark]:
    if column.key == "employee_id":
        return [Remark(n, EmployeeUnknown(typed=ids[n])) for n in positions]
    names = names_of(column)
    return [Remark(n, PersonUnknown(typed=ids[n], **names)) for n in positions]


def differing_names(ids: Array, names: Sequence[object], *, roster: Roster) -> list[Remark]:
    """One remark for each id beside which another name stands than on the roster, at the first such row."""
    pairs = list(zip(ids.tolist(), names, strict=True))
    remarks = []
    for pair in dict.fromkeys(pairs):
        known, typed = roster.names.get(pair[0], ""), text_as_typed(pair[1])
        if known and typed and typed != known and folded(typed) != folded(known):
            remarks.append(Remark(pairs.index(pair), NameDiffers(typed=typed, roster=known)))
    return remarks
