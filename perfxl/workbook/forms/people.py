"""Who is meant by a name: the one person of the roster who bears it."""

from collections.abc import Mapping
from functools import lru_cache

from perfxl.findings.base import Finding
from perfxl.findings.forms import FoundByName, PersonNotNamed
from perfxl.language import folded
from perfxl.workbook.forms.form_sheet import Cell
from perfxl.workbook.forms.values import shown
from perfxl.workbook.reading.identifiers import Roster


def person_named(cell: Cell, roster: Roster | None) -> tuple[Cell, list[Finding]]:
    """`cell` with the id of the person whom it names, and what is to be said about it.

    Without a roster the name stays. Nobody, or several people, of that name is a finding, and the cell is blank. Somebody
    who is on the roster by id may also be written by it.
    """
    if cell.is_blank or not cell.is_sound or roster is None:
        return cell, []
    typed = shown(cell)
    if typed in roster.names:
        return cell, []
    ids = _by_name(roster).get(folded(typed), ())
    if len(ids) != 1:
        return cell.with_value(""), [PersonNotNamed(typed=typed, people=len(ids), place=cell.place)]
    found = FoundByName(typed=typed, used=ids[0], employee_id=ids[0], place=cell.place)
    return cell.with_value(ids[0]), [found]


@lru_cache(maxsize=4)
def _by_name(roster: Roster) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for employee_id, name in roster.names.items():
        found.setdefault(folded(name), []).append(employee_id)
    return found
