"""What is recognised on a sheet: labels with their values, headers of tables, headings above them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from perfxl.workbook.forms.fields import LabelledForm
from perfxl.workbook.forms.form_rows import is_total
from perfxl.workbook.forms.form_sheet import Cell, FormSheet
from perfxl.workbook.forms.headers import spans_of
from perfxl.workbook.forms.label_texts import Labelled, declared_labels, label_key, number_in, without_brackets
from perfxl.workbook.forms.section_weights import in_percent
from perfxl.workbook.forms.values import shown
from perfxl.workbook.intake.cell_names import Position, cell_name
from perfxl.workbook.intake.grids import Grid
from perfxl.workbook.suggesting.vocabulary import SURE, Likeness, meaning_of

_SEARCHED_ROWS = 300
_HEADING = re.compile(
    r"[(（]?[一二三四五六七八九十0-9A-Z]{1,3}[)）]?\s*[、.．:：)）]|第[一二三四五六七八九十]+部分|PART", re.IGNORECASE
)
_HEADING_REACH = 3
_SAYING = frozenset(("weight", "target", "actual", "self", "manager", "points", "total"))
_TITLE = re.compile(r"考核|绩效|考评|评估|评价表|appraisal|performance|evaluation|review", re.IGNORECASE)


@dataclass(frozen=True)
class Seen:
    """A text on the sheet that means something: what it says, its cell, what it is like, and the value beside it."""

    text: str
    cell: str
    like: Likeness
    value: str = ""


@dataclass
class SeenTable:
    """A table.

    header: its header row; columns: by meaning; unknown: headers that mean nothing known, with their cells; headings: above
    it; total: the label of the row below that sums up the weights; section: the weight in the heading.
    """

    header: int
    columns: dict[str, Seen]
    unknown: list[tuple[str, str]] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    weights: list[Cell] = field(default_factory=list)
    total: str = ""
    section: float | None = None
    merged_people: bool = False

    @property
    def of_people(self) -> bool:
        """True if its rows say whom they are about."""
        return bool({"employee_id", "name"} & self.columns.keys())

    @property
    def sum_of_weights(self) -> float | None:
        """The sum of its weights in percent; None if they cannot be read."""
        percents = in_percent([cell for cell in self.weights if not cell.is_blank])
        return None if not percents else float(sum(percents))


@dataclass(frozen=True)
class SeenSheet:
    """What was recognised on one sheet. title: its text and cell; fields: labels by meaning; tables from the top."""

    grid: Grid
    title: tuple[str, str]
    fields: Mapping[str, Seen]
    tables: Sequence[SeenTable]


def seen_on(grid: Grid) -> SeenSheet:
    """Everything on `grid` that looks like part of an appraisal."""
    form = FormSheet.whole(grid)
    tables = list(_tables(form))
    ends = [one.header for one in tables[1:]] + [form.last] * bool(tables)
    for table, below in zip(tables, ends, strict=True):
        _look_into(form, table, below)
    return SeenSheet(grid, _title(form), _fields(form, tables), tables)


def _tables(form: FormSheet) -> Iterator[SeenTable]:
    row = 0
    while row < min(form.last, _SEARCHED_ROWS):
        one, two, next_one = (_header(form, *rows) for rows in ((row, row + 1), (row, row + 2), (row + 1, row + 2)))
        both = len(two.columns) > len(one.columns)
        both = both and (len(two.columns) > len(next_one.columns) or _reaches_down(form, row))
        if _enough(two if both else one):
            yield two if both else one
            row += both
        row += 1


def _reaches_down(form: FormSheet, row: int) -> bool:
    """True if a cell of this row is merged with the one below: a header of two lines, not a heading above a header."""
    return any(top <= row < bottom for top, _, bottom, _ in form.grid.facts.merged)


def _header(form: FormSheet, first: int, end: int) -> SeenTable:
    table, end = SeenTable(first, {}), min(end, form.last)
    for spellings, (left, _) in spans_of(form, first, end):
        likes = [(text, like) for text in spellings if (like := meaning_of(text))]
        text, like = max(likes, key=lambda one: one[1].percent, default=(spellings[0], None))
        lowest = next((row for row in range(end - 1, first, -1) if not form.is_blank(row, left)), first)
        cell = cell_name(lowest, left)
        known = like and table.columns.get(like.meaning)
        if like is None or (known and known.like.percent >= like.percent):
            table.unknown.append((text, cell))
            continue
        if known:
            table.unknown.append((known.text, known.cell))
        table.columns[like.meaning] = Seen(" ".join(text.split()), cell, like)
    if "most" in table.columns:
        table.columns.setdefault("weight", table.columns["most"])
    return table


def _enough(table: SeenTable) -> bool:
    """True for a header: it names what rows are about and what they say, three things in all, or two that are sure."""
    about = {"item", "employee_id", "name"} & table.columns.keys()
    says = _SAYING & table.columns.keys()
    sure = sum(seen.like.percent == SURE for seen in table.columns.values())
    gives = {"item", "self", "manager"} & table.columns.keys()
    return bool(about and says and gives) and (len(table.columns) >= 3 or sure == 2)


def _look_into(form: FormSheet, table: SeenTable, below: int) -> None:
    """Add the heading above a table, its weights, and whether people are merged over their rows."""
    for row in range(table.header - 1, max(-1, table.header - 1 - _HEADING_REACH), -1):
        texts = [(column, text) for one, column, text in form.each_text(row, row + 1) if one == row]
        if not texts:
            continue
        column, text = texts[0]
        spreads = (row, column) in form.merged_at and form.merged_at[row, column][3] > column
        if len(texts) == 1 and (_HEADING.match(text.strip()) or (spreads and number_in(text))):
            table.headings.append((without_brackets(text.strip()), cell_name(row, column)))
            table.section = number_in(text)
        break
    weight, item = (_column(table, key) for key in ("weight", "item"))
    for row in range(table.header + 1, below):
        first = next((text for _, _, text in form.each_text(row, row + 1)), "")
        if is_total(first):
            table.total = first.strip() if weight >= 0 and not form.is_blank(row, weight) else ""
            break
        if weight >= 0 and item >= 0 and not form.is_blank(row, item):
            table.weights.append(form.cell(row, weight))
    person = max(_column(table, "employee_id"), _column(table, "name"))
    merged = [one for one in form.grid.facts.merged if one[1] == person and one[0] > table.header and one[2] > one[0]]
    table.merged_people = bool(merged) and item >= 0


def _column(table: SeenTable, meaning: str) -> int:
    seen = table.columns.get(meaning)
    return -1 if seen is None else _position(seen.cell)[1]


def _position(cell: str) -> Position:
    letters = cell.rstrip("0123456789")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, number - 1


def _fields(form: FormSheet, tables: Sequence[SeenTable]) -> dict[str, Seen]:
    """Labels outside the headers of tables, each with the value beside it; those with a value are better."""
    on = LabelledForm(form, declared_labels([]))
    headers = {_position(seen.cell) for table in tables for seen in table.columns.values()}
    found: dict[str, Seen] = {}
    for seen in _labels(on, headers):
        known = found.get(seen.like.meaning)
        if known is None or (bool(seen.value), seen.like.percent) > (bool(known.value), known.like.percent):
            found[seen.like.meaning] = seen
    return {meaning: seen for meaning, seen in found.items() if seen.value or seen.like.percent == 100}


def _labels(on: LabelledForm, headers: set[Position]) -> Iterator[Seen]:
    for row, column, text in on.form.each_text(on.form.first, on.form.last):
        like = meaning_of(text, labels=True)
        if like and (row, column) not in headers:
            yield Seen(_name(text), cell_name(row, column), like, shown(on.value(row, column)))
    for places in on.in_cells.values():
        for (row, column), part in places:
            like = meaning_of(part.label, labels=True)
            if like:
                yield Seen(_label_in(on, row, column, part), cell_name(row, column), like, part.value)


def _label_in(on: LabelledForm, row: int, column: int, part: Labelled) -> str:
    """A label within a cell as it is written there."""
    words = re.split(r"\s{2,}|[:：]", str(on.form.grid.cells[row][column]))
    return next((_name(word) for word in words if label_key(word) == part.label), part.label)


def _name(text: str) -> str:
    """A label without the spaces that only spread its characters."""
    return (" " if text.isascii() else "").join(text.split()).strip(":：")


def _title(form: FormSheet) -> tuple[str, str]:
    """The first text in the first rows that speaks of an appraisal, and its cell."""
    for row, column, text in form.each_text(0, min(form.last, 8)):
        if _TITLE.search(text) and len(text) <= 40 and meaning_of(text) is None:
            return text.strip(), cell_name(row, column)
    return "", ""
