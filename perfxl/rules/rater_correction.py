"""Scores corrected for how strict raters are: only where the cycle asks for it, people were told, and the figures can tell.

Without a published word nobody is corrected; and where raters and the people they rate cannot be separated there is nothing
to correct by, so these ratings count as they were given.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.findings.calibration import CorrectionNotPublished, CorrectionRefused
from perfxl.language import Text
from perfxl.rules.appraisal import Appraisal
from perfxl.rules.rater_severity import separable, severity_table
from perfxl.rules.rating_table import SCALE, RatingTable, rating_tables
from perfxl.rules.review_words import RATINGS, WHY_NOT

APPLY = "apply"
SETTING = "rater_correction"
_OTHER_SCALES = Text("各方案的评价量表不同", "schemes rate on different scales")


@dataclass(frozen=True)
class Correction:
    """more: for each corrected role, what is added to a rating of each rater, on the scale. findings: why others are not."""

    more: Mapping[str, Mapping[str, float]]
    findings: tuple[Finding, ...] = ()


def rater_correction(appraisal: Appraisal) -> Correction:
    """How ratings are corrected before they count; nothing, unless the cycle and the published standards both say so."""
    if appraisal.cycle.settings.rater_correction != APPLY:
        return Correction({})
    if not is_published(appraisal.cycle):
        return Correction({}, (CorrectionNotPublished(item=SETTING),))
    more: dict[str, Mapping[str, float]] = {}
    findings: list[Finding] = []
    for role, table in rating_tables(appraisal).items():
        if role == "self" or not len(table.pairs):
            continue  # everybody rates oneself alone
        found = _of_role(table)
        if isinstance(found, Text):
            findings.append(CorrectionRefused(item=role, role=RATINGS[role], why=found))
        else:
            more[role] = found
    return Correction(more, tuple(findings))


def is_published(cycle: Cycle) -> bool:
    """Whether the standards that people were told say that ratings are corrected."""
    published = cycle.published
    return bool(published and published.content and published.content["settings"].get(SETTING) == APPLY)


def _of_role(table: RatingTable) -> Mapping[str, float] | Text:
    """What is added to each rater's ratings; the reason where nothing can be."""
    if table.unit != SCALE:
        return _OTHER_SCALES
    own = severity_table(table)
    how = separable(own, table)
    if how != "whole":
        return WHY_NOT[how]
    return dict(zip(own["rater_id"].astype(str), np.asarray(own["severity"], dtype=np.float64).tolist(), strict=True))
