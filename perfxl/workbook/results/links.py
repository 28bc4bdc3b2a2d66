"""Links between the sheets of the results workbook: from a person's score to its lines, from a finding to the score."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from perfxl.workbook.writing.sheet_to_write import SheetToWrite

PERSON = "employee_id"


def first_cells(sheets: Sequence[SheetToWrite], column: str = PERSON, *, table: int = 0) -> dict[str, str]:
    """For each text of `column`, its first cell on these sheets, as a link names it."""
    found: dict[str, str] = {}
    for sheet in sheets:
        for text, cell in zip(sheet.tables[table].rows[column].tolist(), sheet.cells(column, table=table), strict=True):
            found.setdefault(text, cell)
    return found


def linked(
    sheet: SheetToWrite, targets: Mapping[str, str], *, table: int = 0, only: pd.Series | None = None
) -> SheetToWrite:
    """`sheet` with a link from each employee id to its cell in `targets`; only: the rows that get one, True or False."""
    old = sheet.tables[table]
    links = [targets.get(one, "") for one in old.rows[PERSON].tolist()]
    if only is not None:
        links = [link if chosen else "" for link, chosen in zip(links, only.tolist(), strict=True)]
    looks = old.rows[old.look_from].tolist() if old.look_from else ["plain"] * len(links)
    looks = [f"{look} link" if link else look for look, link in zip(looks, links, strict=True)]
    rows = old.rows.assign(**{f"{PERSON}.link": links, f"{PERSON}.look": looks})
    columns = [
        replace(column, link_from=f"{PERSON}.link", look_from=f"{PERSON}.look") if column.key == PERSON else column
        for column in old.columns
    ]
    tables = list(sheet.tables)
    tables[table] = replace(old, columns=columns, rows=rows)
    return replace(sheet, tables=tables)
