"""The whole catalogue: every finding by its code."""

from perfxl.findings import (
    appeals,
    completeness,
    consolidation,
    documents,
    forms,
    ledger,
    letters,
    published,
    ratings,
    reminders,
    returns,
    review,
    schedule,
    scores,
    weights_and_rules,
    workbook,
    worksheet,
)
from perfxl.findings.base import Finding

AREAS = (
    workbook,
    completeness,
    weights_and_rules,
    published,
    ratings,
    returns,
    scores,
    ledger,
    letters,
    documents,
    appeals,
    forms,
    reminders,
    review,
    schedule,
    worksheet,
    consolidation,
)


def catalogue() -> dict[str, type[Finding]]:
    """Every declared finding by code, in order of code."""
    return dict(sorted(Finding.catalogue.items()))
