"""Which rows of a table on a form are used, which nobody filled in, and which are totals, remarks or something odd."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from perfxl.language import folded
from perfxl.workbook.forms.form_sheet import FormSheet
from perfxl.workbook.forms.label_texts import KNOWN_LABELS, LONGEST_LABEL, label_key
from perfxl.workbook.forms.values import shown

_TOTAL = re.compile(
    r"(?:(?:本项|本部分|以上|各项|权重|得分|分数|考核|绩效|加权)?(?:合计|总计|共计|总和)|.{0,4}小计"
    r"|(?:考核|绩效|加权|最终|综合|评价|评定)*(?:总分|总得分|得分)|(?:sub|grand)?total(?:score|points|weight)?|finalscore)"
    r"(?:数|分|得分)?(?:[(].*[)])?:?"
)
_REMARK = re.compile(
    r"(?:.{0,12}(?:签字|签名|签章|盖章|意见|日期|时间|备注|说明)|注|(?:填表|填报|制表|审核|复核|经办|审批)人"
    r"|notes?|remarks?|.{0,12}signature|comments?|date|(?:prepared|checked|approved)by)[^:]{0,6}:.*",
    re.DOTALL,
)


@dataclass(frozen=True)
class FormRows:
    """Zero-based rows. skipped: (row, text) of totals and remarks; odd: (row, text) of what may be data and was not read."""

    used: list[int] = field(default_factory=list)
    unused: list[int] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    odd: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class TableColumns:
    """The zero-based columns of a table that are read; item: the one that names what a row is about, -1 if none does.
    unused: folded words of rows that nobody used."""

    read: Set[int]
    item: int
    unused: Set[str]


def is_total(text: str) -> bool:
    """True for 合计, 小计, 总分 and the like, whatever stands in brackets behind it."""
    return len(text) <= LONGEST_LABEL and bool(_TOTAL.fullmatch(folded(text)))


def is_unused(text: str, words: Set[str]) -> bool:
    """True for one of the folded `words` that people write where they fill nothing in."""
    return len(text) <= LONGEST_LABEL and folded(text) in words


def total_in(form: FormSheet, row: int, *, items: Iterable[int]) -> bool:
    """True for a row of totals: its first text is one, and it names no other item. items: the columns that may."""
    text = next((cell for cell in form.grid.cells[row] if isinstance(cell, str) and cell.strip()), "")
    return is_total(text) and {shown(form.cell(row, column)).strip() for column in items} <= {"", text.strip()}


def form_rows(form: FormSheet, columns: TableColumns, rows: Sequence[int]) -> FormRows:
    """Sort the rows of a table."""
    sorted_rows = FormRows()
    for row in rows:
        filled = [column for column in range(form.width) if not form.is_blank(row, column)]
        if filled:
            _sort(form, columns, row, filled=filled, into=sorted_rows)
    return sorted_rows


def rows_left(form: FormSheet, columns: TableColumns, rows: Sequence[int]) -> list[tuple[int, str]]:
    """Rows below a table that look like data of it: they name an item and hold a number in one of its columns."""
    left = []
    for row in rows:
        text = _item(form, columns, row)
        says_something = text and not is_unused(text, columns.unused) and not is_total(text) and not _is_remark(text)
        if says_something and _numbers(form, columns, row):
            left.append((row, text))
    return left


def _sort(form: FormSheet, columns: TableColumns, row: int, *, filled: Sequence[int], into: FormRows) -> None:
    text = next((shown(form.cell(row, column)) for column in filled if _is_text(form, row, column)), "")
    said = [column for column in filled if column in columns.read and not _says_nothing(form, columns, row, column)]
    if total_in(form, row, items=[columns.item]) or (_is_remark(text) and not _numbers(form, columns, row)):
        into.skipped.append((row, text))
    elif not said:
        _sort_empty(columns, row, text, filled=filled, into=into)
    elif len(filled) == 1 and _spans_columns(form, columns, row, filled[0]):
        into.skipped.append((row, text))
    else:
        into.used.append(row)


def _sort_empty(columns: TableColumns, row: int, text: str, *, filled: Sequence[int], into: FormRows) -> None:
    """A row that says nothing in the table's columns: zeros and words of nothing are noted, a printed number is not."""
    if any(column in columns.read for column in filled) or is_unused(text, columns.unused):
        into.unused.append(row)
    elif text:
        into.odd.append((row, text))


def _is_text(form: FormSheet, row: int, column: int) -> bool:
    return isinstance(form.grid.cells[row][column], str)


def _item(form: FormSheet, columns: TableColumns, row: int) -> str:
    return shown(form.cell(row, columns.item)).strip() if columns.item >= 0 else ""


def _says_nothing(form: FormSheet, columns: TableColumns, row: int, column: int) -> bool:
    """True for a zero and for the words of rows that nobody used."""
    cell = form.cell(row, column)
    return cell.is_sound and is_unused(shown(cell).removesuffix("%"), columns.unused)


def _is_remark(text: str) -> bool:
    bare = folded(text[:LONGEST_LABEL])  # what it is stands at its beginning
    return label_key(bare) in KNOWN_LABELS or bool(_REMARK.fullmatch(bare))


def _numbers(form: FormSheet, columns: TableColumns, row: int) -> bool:
    values = [form.grid.cells[row][column] for column in columns.read if column != columns.item]
    return any(isinstance(value, int | float) and not isinstance(value, bool) and value != 0 for value in values)


def _spans_columns(form: FormSheet, columns: TableColumns, row: int, column: int) -> bool:
    """True for a heading or a remark that is merged over several columns of the table."""
    merged = form.merged_at.get((row, column))
    return merged is not None and sum(merged[1] <= one <= merged[3] for one in columns.read) > 1
