"""Who belongs where, and whose file a return is."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import PurePosixPath

from perfxl.consolidation.gathering import Source
from perfxl.consolidation.return_read import ReturnRead
from perfxl.cycle.tables import Cycle
from perfxl.language import folded
from perfxl.workbook.entry.return_rows import People
from perfxl.workbook.reading.identifiers import Roster


class Company:
    """The roster of a cycle as consolidation asks for it."""

    def __init__(self, cycle: Cycle) -> None:
        self.people = People(cycle)
        self.names: Mapping[str, str] = self.people.names
        self._departments = {one: {folded(place)} for one, place in self.people.departments.items()}
        moves = cycle["assignments"]
        for person, place in zip(moves["employee_id"].tolist(), moves["department"].tolist(), strict=True):
            if place:
                self._departments.setdefault(person, set()).add(folded(place))
        self._spelled = {folded(one): one for one in [*self.people.departments.values()] if one}

    @cached_property
    def roster(self) -> Roster | None:
        """The ids and names; None where the roster names nobody: then unknown ids say nothing."""
        return Roster(dict(self.names)) if self.names else None

    def department_of(self, employee_id: str) -> str:
        """The department on the roster, '' for a stranger."""
        return self.people.departments.get(employee_id, "")

    def works_in(self, employee_id: str, department: str) -> bool:
        """True if the person belongs, or belonged during the cycle, to the department."""
        return folded(department) in self._departments.get(employee_id, set())

    def named(self, name: str, *, department: str) -> str:
        """The id of the only person of that name, in the department if several have it; '' if nobody or several."""
        wanted = folded(name)
        ids = [one for one, known in self.names.items() if wanted and folded(known) == wanted]
        near = [one for one in ids if self.works_in(one, department)]
        return ids[0] if len(ids) == 1 else near[0] if len(near) == 1 else ""

    def source(self, read: ReturnRead) -> Source:
        """Whose return this is: by its own words, by its name, or by the people in it."""
        rater = read.properties.get("perfxl.rater", "")
        said = read.properties.get("perfxl.department", "")
        if rater or said:
            return Source(read, self._spelled.get(folded(said), said), rater)
        return Source(read, self._by_name(read.file) or self._by_people(read))

    def _by_name(self, file: str) -> str:
        stem = folded(PurePosixPath(file).stem)
        inside = [spelled for key, spelled in self._spelled.items() if key in stem]
        return max(inside, key=len, default="")

    def _by_people(self, read: ReturnRead) -> str:
        ids = {one for table in read.tables.values() for one in _ids(table.arrays.get("employee_id"))}
        counts = Counter(self.department_of(one) for one in ids if self.department_of(one))
        return min(counts, key=lambda one: (-counts[one], one), default="")


def _ids(values: object) -> Iterable[str]:
    return () if values is None else values.tolist()  # type: ignore[attr-defined]
