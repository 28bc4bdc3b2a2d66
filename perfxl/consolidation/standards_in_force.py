"""What a run's journal entry says of the standards: those in force, those published, and every difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.rules.published import changes_since_published
from perfxl.rules.standards import standards


@dataclass(frozen=True)
class StandardsInForce:
    """all: the fingerprint in force. published, published_on: of the last publication. '' where nothing was published yet."""

    all: str
    published: str
    published_on: str
    changes: Sequence[Finding]

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """For the journal (in English) and for `perfxl consolidate --json`. Ids only, no names."""
        return {
            "in_force": self.all or None,
            "published": self.published or None,
            "published_on": self.published_on or None,
            "changes": [
                {"code": one.code, "employee_id": one.employee_id or None, "fact": one.what(language)}
                for one in self.changes
            ],
        }


def standards_in_force(cycle: Cycle) -> StandardsInForce:
    """Of the merged `cycle`, which knows what was published beside its workbook."""
    if cycle.published is None:
        return StandardsInForce("", "", "", ())
    last = cycle.published.last
    return StandardsInForce(
        all=standards(cycle).all,
        published=last.all,
        published_on=last.on.isoformat(),
        changes=changes_since_published(cycle),
    )
