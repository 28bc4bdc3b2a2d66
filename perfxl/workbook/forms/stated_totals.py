"""What a form states about its own result, with its place, for comparison with what perfxl computes."""

from perfxl.cycle.stated import WORDS, StatedTotal
from perfxl.findings.base import Finding
from perfxl.findings.forms import StatedUnreadable
from perfxl.language import plain_number
from perfxl.workbook.forms.form_sheet import Cell
from perfxl.workbook.forms.values import number_shown, shown


def stated_total(cell: Cell, what: str, employee_id: str) -> tuple[StatedTotal | None, list[Finding]]:
    """The total that `cell` states; None, with a finding, if it is no number, and None without one if it is blank."""
    if cell.is_blank or cell.place is None:
        return None, []
    number = number_shown(cell)
    if what == "grade" and cell.is_sound:
        return StatedTotal(employee_id, what, 0.0, shown(cell), cell.place, 0), []
    if number is None:
        words = WORDS[what]
        return None, [
            StatedUnreadable(
                what_zh=words.zh,
                what_en=words.en,
                typed=shown(cell),
                employee_id=employee_id,
                item=what,
                place=cell.place,
            )
        ]
    text = plain_number(float(number))
    return StatedTotal(employee_id, what, float(number), shown(cell), cell.place, len(text.partition(".")[2])), []
