"""What a master holds, and where: the tables, their provenance, and one sheet for perfxl itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from perfxl.cycle.stated import StatedTotal
from perfxl.findings.base import Finding
from perfxl.language import Text
from perfxl.workbook.reading.columns_as_typed import Array

FORMAT = 1
"""Counts up when an older perfxl could not read a master any more."""
MACHINE_SHEET = "perfxl"
KEPT = ("goals", "kpis", "ratings", "adjustments", "check_ins")
"""The tables that a cycle takes from its master."""
SHOWN_TOO = ("matters",)
"""What departments raise is listed in the master for HR; it is read from the cycle workbook alone."""
HOME = ("_home_file", "_home_sheet", "_home_row")
"""Where what HR filled in of a row stands; file and sheet are '' for rows that only a return has."""
PROVENANCE = {
    "_file": Text("来源文件", "From file"),
    "_sheet": Text("来源工作表", "From sheet"),
    "_row": Text("来源行", "From row"),
    "_cells": Text("来源单元格", "From cells"),
    "_home_row": Text("下发行", "Sent-out row"),
}

Columns = Mapping[str, Array]
Numbers = Mapping[tuple[str, str, str], Mapping[str, int]]


@dataclass(frozen=True)
class MasterContent:
    """tables: arrays by table key, as `as_kept` gives them. numbers: for each (table, file, sheet) the column numbers
    there. homes: file and sheet of each table in the cycle workbook. standards: a digest of each of those tables as
    they were sent out. findings, stated: what was found in returns and between them.
    """

    tables: Mapping[str, Columns]
    numbers: Numbers
    homes: Mapping[str, tuple[str, str]]
    standards: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    stated: tuple[StatedTotal, ...] = field(default=())
