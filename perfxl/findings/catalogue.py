"""The whole catalogue: every finding by its code."""

from perfxl.findings import (
    appeals,
    calendar,
    completeness,
    consolidation,
    documents,
    forms,
    letters,
    ratings,
    reminders,
    reorganisation,
    returns,
    review,
    schedule,
    scores,
    weights_and_rules,
    workbook,
    worksheet,
    year,
)
from perfxl.findings.base import Finding

AREAS = (
    workbook,
    completeness,
    weights_and_rules,
    ratings,
    returns,
    scores,
    letters,
    documents,
    appeals,
    forms,
    reminders,
    reorganisation,
    review,
    schedule,
    worksheet,
    consolidation,
    year,
    calendar,
)


def catalogue() -> dict[str, type[Finding]]:
    """Every declared finding by code, in order of code."""
    return dict(sorted(Finding.catalogue.items()))
