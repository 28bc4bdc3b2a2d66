"""PX_COMPLETE and PX_MISSING: how much of the evidence is there, and what is not."""

import numpy as np

from perfxl.cycle.cells import CellStatus
from perfxl.cycle.columns import Column, Kind
from perfxl.excel.worksheet.cells import Array, Block, Unlike, as_rows, is_error, read_cells
from perfxl.excel.worksheet.in_words import code_in
from perfxl.language import Text, listed
from perfxl.rules.exact import Bools, to9
from perfxl.workbook.reading.texts_as_typed import text_as_typed

_ENTRY = Column("entry", Text("内容", "Entry"), Kind.QUANTITY, Text("填写的内容", "what is filled in"))
_lost = np.frompyfunc(lambda cell: is_error(cell) or code_in(cell) != "", 1, 1)


def complete(entries: Block) -> Array:
    """The share (0..1, to 9 decimals) of the cells of each row in which something stands."""
    return to9(_there(as_rows(entries)).mean(axis=1)).astype(object).reshape(-1, 1)


def missing(headers: Block, entries: Block, *, language: str) -> Array:
    """The headers of what is missing in each row, '' where nothing is. Raises Unlike."""
    names = np.array([text_as_typed(cell) for cell in headers.ravel()], dtype=object)
    rows = entries if entries.shape[1] == names.size else as_rows(entries)
    if 1 not in headers.shape or rows.shape[1] != names.size:
        raise Unlike
    return np.array([[listed(names[~row])(language)] for row in _there(rows)], dtype=object)


def _there(rows: Block) -> Bools:
    """True where evidence stands: not blank, no dash or N/A, no error, no finding. A zero is evidence."""
    status = read_cells(_ENTRY, rows.ravel().tolist()).arrays["entry.status"].reshape(rows.shape)
    absent = np.isin(status, (CellStatus.BLANK, CellStatus.NOT_APPLICABLE))
    return np.asarray(~absent & ~_lost(rows).astype(bool))
