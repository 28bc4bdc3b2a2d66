"""The whole catalogue: every finding by its code."""

from perfxl.findings import (
    appeals,
    calendar,
    calibration,
    completeness,
    consolidation,
    documents,
    forms,
    goals,
    ledger,
    letters,
    published,
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
    published,
    ratings,
    returns,
    scores,
    calibration,
    ledger,
    letters,
    documents,
    appeals,
    forms,
    goals,
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
