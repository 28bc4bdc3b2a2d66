"""From a cycle to the standards of its schemes, without any person. Pure: tables in, facts out."""

from collections.abc import Sequence

from perfxl.letters.documents.facts import SchemeStandards, StandardsBook
from perfxl.letters.documents.heading import heading, joined
from perfxl.letters.documents.position_kpis import position_kpis, rules_used
from perfxl.letters.documents.scheme_rules import (
    appeal,
    dimensions,
    extras,
    grades,
    missing,
    notes_on_grades,
    parts,
    quotas,
    raters,
    rule_standards,
    sum_example,
)
from perfxl.letters.documents.standard_words import DATES
from perfxl.letters.evidence import Evidence
from perfxl.letters.wording import clean, day
from perfxl.rules.schemes import Scheme
from perfxl.rules.scores import Scores
from perfxl.rules.standards import short


def standards_book(
    scores: Scores, evidence: Evidence, language: str, *, only: Sequence[str] | None = None
) -> StandardsBook:
    """The standards of every scheme of the cycle (or of those named in `only`), in the order of the sheet."""
    wanted = [scheme for scheme in scores.spans.schemes if only is None or scheme.name in only]
    settings = evidence.settings
    dates = [(title(language), day(getattr(settings, key), language)) for key, title in DATES.items()]
    return StandardsBook(
        language=language,
        heading=heading(evidence, language),
        fingerprint=short(scores.fingerprints.all),
        dates=tuple((title, on) for title, on in dates if on),
        schemes=tuple(_scheme_standards(scores, scheme, language) for scheme in wanted),
    )


def _scheme_standards(scores: Scores, scheme: Scheme, language: str) -> SchemeStandards:
    cycle, settings = scores.cycle, scores.cycle.settings
    positions = position_kpis(scores, scheme, language)
    return SchemeStandards(
        scheme=clean(scheme.name),
        fingerprint=short(scores.fingerprints.schemes.get(scheme.name, "")),
        applies_to=joined([one.position for one in positions if one.position], language),
        parts=parts(scheme, language),
        sum_example=sum_example(scheme, language, digits=settings.rounding_digits),
        positions=positions,
        rules=rule_standards(rules_used(scores, scheme), language),
        raters=raters(cycle, scheme, language),
        dimensions=dimensions(cycle, scheme, language),
        grades=grades(scores.bands, language),
        notes_on_grades=(*notes_on_grades(scores.bands, settings, language), *quotas(cycle, language)),
        missing=missing(settings, language),
        extras=extras(scores.bands, settings, language),
        appeal=appeal(settings, language),
    )
