"""How the rows of each sheet come together: what makes two rows the same, and who fills in which column."""

from dataclasses import dataclass

from perfxl.cycle.columns import FilledBy, Kind, Sheet
from perfxl.cycle.sheets import sheet_of

NUMBERS = frozenset({Kind.NUMBER, Kind.QUANTITY, Kind.PERCENT, Kind.DATE})


@dataclass(frozen=True)
class Joining:
    """key: columns that name a row. loose: of them, the one that may be blank in a return, if the rest names one row.

    adds: returns may bring rows of their own; a cell that HR has filled in stays. Otherwise the rows are those that were
    sent out, and `within` names the columns whose value must be without rows there for a return to bring some.
    """

    sheet: Sheet
    key: tuple[str, ...]
    loose: str = ""
    adds: bool = False
    within: tuple[str, ...] = ()

    @property
    def given(self) -> tuple[str, ...]:
        """The columns that returns fill in."""
        if self.adds:
            return tuple(column.key for column in self.sheet.columns if column.key not in self.key)
        return tuple(column.key for column in self.sheet.columns if column.filled_by is not FilledBy.HR)

    @property
    def main(self) -> str:
        """The column that the row is there for: its value says where the row stands."""
        numbers = [key for key in self.given if self.sheet.column(key).kind in NUMBERS]
        return next(iter([*numbers, *self.given]))

    @property
    def standards(self) -> tuple[str, ...]:
        """The columns that are HR's and name nothing."""
        return tuple(one.key for one in self.sheet.columns if one.key not in {*self.key, *self.given})


JOININGS = {
    one.sheet.key: one
    for one in (
        Joining(sheet_of("goals"), ("goal_id",), within=("department",)),
        Joining(sheet_of("kpis"), ("employee_id", "kpi", "assignment_from"), "assignment_from", within=("employee_id",)),
        Joining(
            sheet_of("ratings"),
            ("employee_id", "rater_id", "role", "dimension", "assignment_from"),
            "assignment_from",
            within=("employee_id", "role"),
        ),
        Joining(sheet_of("adjustments"), ("employee_id", "on", "kind", "item"), adds=True),
        Joining(sheet_of("check_ins"), ("employee_id", "on", "kind", "notes"), adds=True),
        Joining(sheet_of("matters"), ("department", "issue"), adds=True),
    )
}
