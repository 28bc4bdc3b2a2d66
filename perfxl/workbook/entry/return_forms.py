"""What one sheet of a workbook to hand out asks for, apart from how it looks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from perfxl.cycle.columns import Column, Kind, Sheet
from perfxl.cycle.typed import Typed
from perfxl.language import Text

SPARE_ROWS = 20  # blank rows for new claims, talks and matters
EntryRule = Callable[[Column, Mapping[str, Typed]], dict[str, Any] | None]


@dataclass(frozen=True)
class FormColumn:
    """One column of a form.

    entry: people type into it. Where `only_blanks` holds, what already stands there is locked.
    beside: only for people to read; its title stands in a cell merged over two rows, where no reader takes it for the
    header of a declared column. formula: what a spare row shows, with {row} and, for other columns, {key} letters.
    """

    column: Column
    entry: bool = False
    only_blanks: bool = False
    beside: bool = False
    formula: str = ""


@dataclass(frozen=True)
class Form:
    """One sheet: rows to fill in, or to add to.

    filled_by: a row is done when one of these columns is filled; empty: nothing is owed here, rows are only counted
    by `counted`. rule: the validation of one cell, None for the column's own. either: of the columns in `filled_by` only
    one may be filled, and a dash needs the other.
    """

    sheet: Sheet
    task: Text
    columns: tuple[FormColumn, ...]
    rows: Sequence[Mapping[str, Typed]]
    filled_by: tuple[str, ...] = ()
    counted: str = ""
    spare: int = 0
    rule: EntryRule | None = None
    frozen: int = 3
    either: bool = True
    examples: Mapping[str, Text] = field(default_factory=dict)

    def number(self, key: str) -> int:
        """The zero-based number of a column."""
        return [column.column.key for column in self.columns].index(key)

    def entries(self) -> list[Column]:
        """The columns into which people type."""
        return [column.column for column in self.columns if column.entry]

    def done(self) -> int:
        """How many rows are filled."""
        return sum(any(row.get(key) not in (None, "") for key in self.filled_by) for row in self.rows)


def shown_column(key: str, zh: str, en: str, *, wide: bool = False) -> Column:
    """A column that is not declared: it is there for people to read."""
    return Column(key, Text(zh, en), Kind.TEXT if wide else Kind.CHOICE, Text("", ""))
