"""All returns and the cycle workbook -> the merged cycle, with everything that was found on the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.consolidation.company import Company
from perfxl.consolidation.exceptions import Left
from perfxl.consolidation.gathering import Source, gathered
from perfxl.consolidation.merging import Merged, merged
from perfxl.consolidation.removed import removed_rows
from perfxl.consolidation.return_read import ReturnRead
from perfxl.consolidation.rules_of_sheets import JOININGS
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.stated import StatedTotal
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding, Findings, Place
from perfxl.findings.consolidation import MattersRaised, SheetNotTaken
from perfxl.workbook.master.joining import about_kept, own_findings, standards_of, with_kept
from perfxl.workbook.master.kept import as_kept
from perfxl.workbook.master.layout import KEPT, MasterContent

_HR_COLUMNS = ("PX102",)  # a column that the merge can do without is no finding of a return


@dataclass(frozen=True)
class Assembled:
    """sources: the returns that are used. sheets: what became of their rows, by table key. content: what the master
    keeps. left: everything that a return says and the master does not, in order of place."""

    sources: tuple[Source, ...]
    company: Company
    sheets: dict[str, Merged]
    content: MasterContent
    left: tuple[Left, ...]

    @property
    def findings(self) -> Findings:
        """Everything found in the returns and between them."""
        return Findings.of(self.content.findings)


def assembled(cycle: Cycle, reads: Sequence[ReturnRead], company: Company) -> Assembled:
    """Merge `reads`, in order of name, into what `cycle` sent out."""
    sources = tuple(company.source(read) for read in sorted(reads, key=lambda read: read.file))
    sheets: dict[str, Merged] = {}
    for key, joining in JOININGS.items():
        sheets[key] = merged(joining, cycle, gathered(joining.sheet, sources, company.roster), company)
    tables = {key: as_kept(merge.joining.sheet, merge.arrays) for key, merge in sheets.items()}
    findings = [
        *_of_cycle(cycle, sheets),
        *(finding for merge in sheets.values() for finding in merge.findings),
        *_of_files(sources, sheets),
        *removed_rows(sources, sheets, company),
    ]
    left = [entry for merge in sheets.values() for entry in merge.left]
    content = MasterContent(
        tables={key: table for key, table in tables.items() if len(table["_row"]) or key in KEPT},
        numbers=_numbers(cycle, sources),
        homes={key: _home(merge) for key, merge in sheets.items()},
        standards=standards_of(cycle),
        findings=Findings.of(findings).all,
        stated=_stated(sources),
    )
    return Assembled(sources, company, sheets, content, tuple(sorted(left, key=lambda entry: entry.order)))


def merged_cycle(cycle: Cycle, content: MasterContent) -> Cycle:
    """The cycle with the tables and findings of the master in place of its own; see `as_kept` about its texts."""
    tables = {key: pd.DataFrame(dict(content.tables[key]), copy=False) for key in KEPT}
    findings = [*own_findings(cycle), *content.findings]
    return with_kept(cycle, tables, numbers=content.numbers, findings=findings, stated=content.stated)


def _of_cycle(cycle: Cycle, sheets: dict[str, Merged]) -> Iterable[Finding]:
    """What was found in the cycle workbook's own rows, but for cells that a return has filled in."""
    for finding in cycle.findings:
        if not about_kept(finding, cycle):
            continue
        target = finding.target
        if target is not None:
            spoken = sheets[target.table].spoken.get(target.column)
            if spoken is not None and target.row in spoken:
                continue
        yield finding


def _of_files(sources: Sequence[Source], sheets: dict[str, Merged]) -> Iterable[Finding]:
    """What was found about whole sheets and headers of returns."""
    for source in sources:
        for finding in source.read.findings:
            if finding.target is None and not _needless(finding, source, sheets):
                yield finding
        for key, rows in source.read.others.items():
            if rows and key != "cycle":
                sheet = sheet_of(key)
                place = Place(source.read.file, sheet.title.zh)
                yield SheetNotTaken(sheet_title=sheet.title, rows=rows, item=key, place=place)
    matters = sheets["matters"]
    if matters.together is not None and np.count_nonzero(matters.goes_to >= 0):
        new = len(matters) - matters.own
        if new:
            yield MattersRaised(rows=new)


def _needless(finding: Finding, source: Source, sheets: dict[str, Merged]) -> bool:
    """True for a column that a return need not have, because HR fills it in and all its rows were sent out."""
    if finding.code not in _HR_COLUMNS or finding.place is None:
        return False
    for key, table in source.read.tables.items():
        if table.sheet == finding.place.sheet:
            merge = sheets[key]
            return finding.item in merge.joining.standards and len(merge) == merge.own
    return False


def _numbers(cycle: Cycle, sources: Sequence[Source]) -> dict[tuple[str, str, str], dict[str, int]]:
    numbers = {place: dict(columns) for place, columns in cycle.columns.items() if place[0] in KEPT}
    for source in sources:
        for key, table in source.read.tables.items():
            if key in KEPT:
                numbers[key, source.read.file, table.sheet] = dict(table.columns)
    return numbers


def _home(merge: Merged) -> tuple[str, str]:
    if not merge.own:
        return "", ""
    return str(merge.arrays["_home_file"][0]), str(merge.arrays["_home_sheet"][0])


def _stated(sources: Sequence[Source]) -> tuple[StatedTotal, ...]:
    return tuple(one for source in sources for one in source.read.stated)
