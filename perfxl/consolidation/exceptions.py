"""What a return says and the master does not: one entry each, so that nothing is dropped without a row that says so."""

from dataclasses import dataclass

from perfxl.findings.base import Place
from perfxl.language import Text

REPEATED = Text("与另一处相同，只计一次", "says the same as another row; counts once")


@dataclass(frozen=True)
class Left:
    """code: of the finding that explains it. department: whose return it is. table, column: keys; column '' is the
    whole row. theirs: what the return says; ours: what counts instead."""

    code: str
    why: Text
    department: str
    place: Place
    table: str
    employee_id: str = ""
    item: str = ""
    column: str = ""
    theirs: str = ""
    ours: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """Sorts by place."""
        letters = self.place.cell.rstrip("0123456789")
        return self.place.file, self.place.sheet, int(self.place.cell[len(letters) :] or 0), len(letters), letters, self.code
