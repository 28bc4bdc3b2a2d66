"""What a cell of a form is meant to say: words translated, fractions and scales turned into perfxl's numbers, exactly."""

from decimal import Decimal

from perfxl.cycle.cells import CellStatus
from perfxl.findings.base import Finding
from perfxl.findings.forms import NotConverted
from perfxl.language import folded
from perfxl.workbook.forms.form_sheet import Cell
from perfxl.workbook.forms.sources import Reading
from perfxl.workbook.reading.numbers_as_typed import number_as_typed
from perfxl.workbook.reading.texts_as_typed import percent_shown, text_as_typed

_HUNDRED = Decimal(100)


def meant(source: Reading, cell: Cell, *, most: Cell | None = None) -> tuple[Cell, list[Finding]]:
    """`cell` as `source` says it is meant, and what is wrong with that. most: what could be reached, for `out_of`.

    An error and a formula without result stay what they are. A value that is not a plain number is not converted: it
    is blank, and reported.
    """
    if not cell.is_sound:
        return cell, []
    if cell.is_blank:
        return (cell if source.default is None else cell.with_value(_typed(source.default))), []
    if source.words:
        cell = _translated(source, cell)
    return _converted(source, cell, most) if source.converts else (cell, [])


def constant(value: object) -> Cell:
    """A cell that a mapping says."""
    return Cell(_typed(value))


def shown(cell: Cell) -> str:
    """The cell as a person sees it."""
    if cell.error:
        return cell.error
    if cell.percent and isinstance(cell.value, int | float):
        return percent_shown(float(cell.value))
    return text_as_typed(cell.value)


def number_shown(cell: Cell) -> Decimal | None:
    """The number that a person sees, a percent as 85 for 85 %; None if it is none, or not alone."""
    found = _number(cell)
    return None if found is None else (found[0] * _HUNDRED if found[1] else found[0])


def _typed(value: object) -> object:
    """Numbers as the reader gives them."""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _translated(source: Reading, cell: Cell) -> Cell:
    words = {folded(word): meaning for word, meaning in source.words}
    found = words.get(folded(shown(cell)))
    return cell if found is None else cell.with_value(_typed(found))


def _converted(source: Reading, cell: Cell, most: Cell | None) -> tuple[Cell, list[Finding]]:
    found = _number(cell)
    if found is None:
        if isinstance(cell.value, str) and number_as_typed(cell.value).status == CellStatus.NOT_APPLICABLE:
            return cell, []
        return cell.with_value(""), [NotConverted(typed=shown(cell), place=cell.place)]
    number, percent = found
    if source.out_of is not None:
        return _share(source, cell, number * _HUNDRED if percent else number, most=most)
    number *= Decimal(str(source.times)) if source.times is not None else 1
    match source.written:
        case "fraction":
            percent = True
        case "percent" if not percent:
            number, percent = number / _HUNDRED, True
        case "number" if percent:
            number, percent = number * _HUNDRED, False
    return cell.with_value(float(number), percent=percent), []


def _number(cell: Cell) -> tuple[Decimal, bool] | None:
    """The number in a cell and whether it is a percent (then 0.85 for 85 %); None if it is none, or not alone."""
    value = cell.value
    if not cell.is_sound or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Decimal(repr(value)), cell.percent
    typed = number_as_typed(value) if isinstance(value, str) else None
    if typed is None or typed.status != CellStatus.GIVEN or typed.unit:
        return None
    number = Decimal(repr(typed.value))
    return (number / _HUNDRED, True) if typed.percent else (number, False)


def _share(source: Reading, cell: Cell, number: Decimal, *, most: Cell | None) -> tuple[Cell, list[Finding]]:
    """The number as a share of the most that could be reached, in points of 100, to nine decimals."""
    highest = number_shown(most) if most is not None else Decimal(str(source.out_of))
    if highest is None or highest <= 0:
        return cell.with_value(""), [NotConverted(typed=f"{shown(cell)} / {shown(most or Cell())}", place=cell.place)]
    return cell.with_value(float(round(number / highest * _HUNDRED, 9))), []
