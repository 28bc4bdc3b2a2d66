"""Rows that were sent out in a workbook and did not come back: somebody deleted them, or a whole sheet."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from perfxl.consolidation.company import Company
from perfxl.consolidation.gathering import Source
from perfxl.consolidation.merging import Merged
from perfxl.findings.base import Finding, Place
from perfxl.findings.consolidation import RowsRemoved
from perfxl.language import Text, folded
from perfxl.workbook.reading.columns_as_typed import Array


def removed_rows(sources: Sequence[Source], sheets: Mapping[str, Merged], company: Company) -> Iterator[Finding]:
    """One finding for each department or rater and sheet; only workbooks that perfxl sent out are judged."""
    for key in ("goals", "kpis", "ratings"):
        files = _files(sources, raters=key == "ratings")
        merge = sheets[key]
        owners, lacking = _owners(merge, company), np.flatnonzero(~_came_back(merge, sources))
        by_owner: dict[str, list[int]] = {}
        for row in lacking.tolist() if files else ():
            if owners[row] in files:
                by_owner.setdefault(owners[row], []).append(row)
        for owner, rows in by_owner.items():
            place = Place(files[owner], merge.joining.sheet.title.zh)
            yield RowsRemoved(rows=len(rows), example=_named(merge, rows[0]), item=key, place=place)


def _files(sources: Sequence[Source], *, raters: bool) -> dict[str, str]:
    """The first workbook that came back from each department, or from each rater."""
    files: dict[str, str] = {}
    for source in sources:
        if source.asked and bool(source.rater) == raters:
            files.setdefault(source.rater or folded(source.department), source.read.file)
    return files


def _owners(merge: Merged, company: Company) -> list[str]:
    """In whose workbook each row was sent out; '' in none."""
    arrays, key, own = merge.arrays, merge.joining.sheet.key, slice(0, merge.own)
    appraised = set(company.people.appraised)
    if key == "goals":
        pairs = zip(arrays["department"][own].tolist(), arrays["level"][own].tolist(), strict=True)
        return [folded(department) if level == "department" else "" for department, level in pairs]
    ids = arrays["employee_id"][own].tolist()
    if key == "ratings":
        raters = arrays["rater_id"][own].tolist()
        return [rater if one in appraised else "" for one, rater in zip(ids, raters, strict=True)]
    departments = {one: folded(company.department_of(one)) for one in appraised}
    return [departments.get(one, "") for one in ids]


def _came_back(merge: Merged, sources: Sequence[Source]) -> Array:
    back = np.zeros(merge.own, dtype=bool)
    if merge.together is not None:
        asked = np.array([source.asked for source in sources], dtype=bool)[merge.together.source]
        back[merge.goes_to[asked & (merge.goes_to >= 0) & (merge.goes_to < merge.own)]] = True
    return back


def _named(merge: Merged, row: int) -> Text:
    arrays, title = merge.arrays, merge.joining.sheet.title
    words = " ".join(str(arrays[key][row]) for key in merge.joining.key if arrays[key].dtype == object)
    return Text(f"“{title.zh}”{words}".strip(), f"{title.en} {words}".strip())
