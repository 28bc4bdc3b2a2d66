"""Notes on headers, as large as their text."""

from typing import Any

from perfxl.workbook.writing.widths import text_width

_LINE = 16  # points
_LETTERS = 34  # of a note's line


def write_note(worksheet: Any, row: int, number: int, *, text: str) -> None:
    """Put a note on a cell."""
    lines = sum(1 + int(text_width(line) // _LETTERS) for line in text.split("\n"))
    size = {"width": 240, "height": 14 + _LINE * lines}
    worksheet.write_comment(row, number, text, {"font_size": 9, "author": "perfxl", "color": "#FFFBEA", **size})
