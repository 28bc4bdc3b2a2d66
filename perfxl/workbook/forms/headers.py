"""The header of a table on a form: one line or two, merged or not, anywhere in a range of rows."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from perfxl.workbook.forms.form_sheet import FormSheet, says
from perfxl.workbook.forms.sources import Names
from perfxl.workbook.intake.cell_names import Position

SEARCHED_ROWS = 200
Span = tuple[int, int]
"""The first and the last column under a header, zero-based."""


@dataclass(frozen=True)
class FormHeader:
    """Rows of the header, the first row below it, and the columns under each header that was looked for."""

    first: int
    last: int
    below: int
    spans: Mapping[Names, Sequence[Span]]

    @property
    def rank(self) -> tuple[int, bool]:
        """What makes one header better than another: more of what was looked for, then fewer lines."""
        return sum(map(bool, self.spans.values())), self.first == self.last


def find_form_header(
    form: FormSheet, wanted: Sequence[Names], *, needed: Set[Names], first: int, last: int
) -> FormHeader | None:
    """The header within the rows that names most of `wanted`; None if there is none that names half of them.

    needed: those of `wanted` with which the search may end. Only the first SEARCHED_ROWS rows are looked at.
    """
    best: FormHeader | None = None
    for row in range(first, min(last, first + SEARCHED_ROWS)):
        for lines in (1, 2):
            found = _header(form, wanted, row, min(row + lines, last))
            if best is None or found.rank > best.rank:
                best = found
        if best is not None and best.last <= row and all(best.spans[names] for names in needed):
            break
    return best if best is not None and 2 * best.rank[0] >= max(len(wanted), 1) else None


def _header(form: FormSheet, wanted: Sequence[Names], first: int, end: int) -> FormHeader:
    said = spans_of(form, first, end)
    spans = {
        names: [span for spellings, span in said if any(says(text, names) for text in spellings)] for names in wanted
    }
    below = max(
        (form.merged_over.get((row, c), (0, 0, row, 0))[2] for row in range(first, end) for c in _used(spans)),
        default=end - 1,
    )
    return FormHeader(first, end - 1, below + 1, spans)


def spans_of(form: FormSheet, first: int, end: int) -> list[tuple[tuple[str, ...], Span]]:
    """Whatever a header in these rows says: its spellings, the whole one first, and the columns under it."""
    spans: list[tuple[tuple[str, ...], Span]] = []
    before: tuple[Position, ...] = ()
    for column in range(form.width):
        cells, spellings = _spellings(form, first, end, column)
        if spellings and spans and cells == before and spans[-1][1][1] == column - 1:
            spans[-1] = (spellings, (spans[-1][1][0], column))
        elif spellings:
            spans.append((spellings, (column, column)))
        before = cells
    return spans


def _used(spans: Mapping[Names, Sequence[Span]]) -> set[int]:
    return {left for found in spans.values() for left, _ in found}


def _spellings(form: FormSheet, first: int, end: int, column: int) -> tuple[tuple[Position, ...], tuple[str, ...]]:
    """The header cells over a column, and what they may be called together: both lines, the lower one, or the upper one
    if it stands alone."""
    cells = list(dict.fromkeys(_corner(form, row, column) for row in range(first, end)))
    said = [(cell, text) for cell in cells if (text := _text(form, cell))]
    names = ["".join(text for _, text in said), said[-1][1]] if said else []
    return tuple(cell for cell, _ in said), tuple(dict.fromkeys(names))


def _corner(form: FormSheet, row: int, column: int) -> Position:
    """The cell that says what stands there: the first one of a merged range."""
    merged = form.merged_over.get((row, column))
    return (merged[0], merged[1]) if merged else (row, column)


def _text(form: FormSheet, cell: Position) -> str:
    value = form.grid.cells[cell[0]][cell[1]]
    return value.strip() if isinstance(value, str) else ""
