"""Who has sent nothing: departments without a return, raters who owe ratings and sent no workbook."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from perfxl.consolidation.assembly import Assembled
from perfxl.consolidation.missing import Missing
from perfxl.findings.base import Finding
from perfxl.findings.returns import NothingSent, RaterSentNothing
from perfxl.language import folded


@dataclass(frozen=True)
class Silent:
    """departments: names; raters: ids; findings: one for each."""

    departments: tuple[str, ...]
    raters: tuple[str, ...]
    findings: tuple[Finding, ...]


def silent(assembled: Assembled, missing: Sequence[Missing]) -> Silent:
    """Departments from which nothing came, and raters who still owe ratings and from whom nothing came."""
    company, sources = assembled.company, assembled.sources
    heard = {folded(source.department) for source in sources if not source.rater}
    departments = [one for one in company.people.all_departments() if folded(one) not in heard]
    owed = Counter(one.owner for one in missing if one.table == "ratings")
    raters = sorted(owed.keys() - _raters_heard(assembled))
    return Silent(
        tuple(departments),
        tuple(raters),
        (
            *(NothingSent(department=one, people=len(company.people.of(one)), item=one) for one in departments),
            *(RaterSentNothing(rater=one, owed=owed[one], item=one) for one in raters),
        ),
    )


def _raters_heard(assembled: Assembled) -> set[str]:
    """Raters who sent a workbook, or whose ratings stand in another return, given or not."""
    merge = assembled.sheets["ratings"]
    named: set[str] = set()
    if merge.together is not None:
        named = set(merge.together.arrays["rater_id"][merge.goes_to >= 0].tolist())
    return named | {source.rater for source in assembled.sources}
