"""CSV as Excel reads it: UTF-8 with a mark, and no cell that would be taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def plain_text(cell: str) -> str:
    """`cell` so that a spreadsheet takes it for text and never for a formula."""
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell


def csv_bytes(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A whole file."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(titles)
    table.writerows([[plain_text(cell) for cell in row] for row in rows])
    return written.getvalue().encode("utf-8-sig")
