"""Which findings a recorded decision accepts. An accepted finding stays listed and does not block."""

import dataclasses
from dataclasses import dataclass

from perfxl.findings.base import Finding
from perfxl.language import folded


@dataclass(frozen=True)
class Acceptance:
    """Accepted (code, employee id or '', folded item or ''); '' stands for every person or item."""

    keys: frozenset[tuple[str, str, str]] = frozenset()

    def covers(self, finding: Finding) -> bool:
        """True if a decision accepts this finding."""
        if not self.keys:
            return False
        names = {"", *map(folded, finding.item_names())}
        people = {"", finding.employee_id}
        return any((finding.code, person, name) in self.keys for person in people for name in names)

    def mark(self, finding: Finding) -> Finding:
        """The finding, accepted if a decision covers it."""
        return dataclasses.replace(finding, accepted=True) if self.covers(finding) else finding
