"""A cycle with the tables of its master in place of its own."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding, Findings, Place
from perfxl.findings.consolidation import MasterOutdated
from perfxl.language import listed
from perfxl.workbook.master.kept import digest
from perfxl.workbook.master.layout import KEPT
from perfxl.workbook.master.reading import Master


def with_master(cycle: Cycle, master: Master) -> Cycle:
    """`cycle` (as it was sent out) with what `master` keeps; a finding says so if it has changed since."""
    findings = [*own_findings(cycle), *master.findings, *_outdated(cycle, master)]
    return with_kept(cycle, master.tables, numbers=master.numbers, findings=findings, stated=tuple(master.stated))


def with_kept(cycle: Cycle, tables: Mapping[str, pd.DataFrame], **rest: object) -> Cycle:
    """`cycle` with kept tables. rest: numbers, findings and stated of the master."""
    numbers: Mapping[tuple[str, str, str], Mapping[str, int]] = rest["numbers"]  # type: ignore[assignment]
    return replace(
        cycle.with_tables(**{key: tables[key] for key in KEPT if key in tables}),
        columns={**cycle.columns, **numbers},
        findings=Findings.of(rest["findings"]),  # type: ignore[arg-type]
        stated=rest["stated"],  # type: ignore[arg-type]
    )


def own_findings(cycle: Cycle) -> list[Finding]:
    """The findings about sheets that a master does not replace."""
    return [finding for finding in cycle.findings if not about_kept(finding, cycle)]


def about_kept(finding: Finding, cycle: Cycle) -> bool:
    """True for findings about the cycle workbook's own goals, KPIs, ratings, adjustments and check-ins."""
    if finding.target is not None:
        return finding.target.table in KEPT
    names = {sheet for key, _, sheet in cycle.columns if key in KEPT}
    return finding.place is not None and finding.place.file == cycle.file and finding.place.sheet in names


def standards_of(cycle: Cycle) -> dict[str, str]:
    """A digest of each table that a master is made from, as the cycle workbook has it."""
    found = {}
    for key in KEPT:
        table = cycle[key]
        found[key] = digest(sheet_of(key), {name: table[name].to_numpy() for name in table.columns})
    return found


def _outdated(cycle: Cycle, master: Master) -> list[Finding]:
    now = standards_of(cycle)
    changed = [sheet_of(key).title for key, one in now.items() if master.standards.get(key) != one]
    return [MasterOutdated(sheets=listed(changed), place=Place(master.file, ""))] if changed else []
