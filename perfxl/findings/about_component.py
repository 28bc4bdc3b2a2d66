"""Findings whose item is a component or a rater's role: a key in the tables, a word for people."""

from perfxl.cycle.choices import component_title
from perfxl.findings.base import Finding


class AboutComponent(Finding):
    """A finding that says 同事 or peer where its item is the key of a component."""

    def facts(self) -> dict[str, object]:
        return {**super().facts(), "item": component_title(self.item) or self.item}

    def item_names(self) -> tuple[str, ...]:
        return (self.item, *(component_title(self.item) or ()))
