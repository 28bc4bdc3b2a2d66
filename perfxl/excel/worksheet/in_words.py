"""A finding in one cell: its code and its title, as `PX301 指标权重之和不是 100%`."""

import re

import numpy as np

from perfxl.excel.worksheet.cells import Array, Block
from perfxl.faults import WrongCommand
from perfxl.findings.base import Finding
from perfxl.jobs.finding import finding, finding_json, without_names

_TOLD = re.compile(r"\s*(PX\d{3})(?:\s.*)?", re.IGNORECASE | re.DOTALL)


def told(kind: type[Finding], language: str) -> str:
    """What stands in the cell in place of a number."""
    return f"{kind.code} {kind.title(language)}"


def code_in(cell: object) -> str:
    """The code of the finding that a cell tells; '' if it tells none."""
    match = _TOLD.fullmatch(cell) if isinstance(cell, str) else None
    return match[1].upper() if match else ""


def explanations(codes: Block, *, language: str) -> Array:
    """What each code, or cell that begins with one, means and how to mend it; '' for an empty cell."""
    return np.asarray(np.frompyfunc(lambda cell: _explanation(cell, language), 1, 1)(codes))


def _explanation(cell: object, language: str) -> str:
    written = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    if not written.strip():
        return ""
    try:
        kind = finding(code_in(written) or written)
    except WrongCommand as fault:
        return fault.message(language)
    content = without_names(finding_json(kind, language))
    return (
        f"{content['title']}: {content['remedy']}" if language == "en" else f"{content['title']}：{content['remedy']}"
    )
