"""Every finding of the rules has a smallest sheet that produces it; the sheets stand in the test_codes_of_*.py files."""

import re
from collections.abc import Iterable

import pytest

from perfxl.findings.base import Finding
from perfxl.findings.catalogue import catalogue

ELSEWHERE = {"PX305", "PX306", "PX230"}  # found while reading: tests/workbook; by worksheet functions: tests/excel
CODES = sorted(code for code in catalogue() if "PX200" < code < "PX700" and code not in ELSEWHERE)
_UNFILLED = re.compile(r"[{}]|\bNone\b|\bnan\b|\bNaN\b|\bNaT\b")


def said(findings: Iterable[Finding]) -> list[str]:
    """Code and place of each finding in order: `PX201 kpis!F3`; the code alone where there is no place."""
    return [f"{finding.code} {finding.place}".replace("[cycle.xlsx]", "").removesuffix(" None") for finding in findings]


def badly_told(findings: Iterable[Finding]) -> list[str]:
    """Texts that still have a hole, or show a missing fact as None or nan."""
    texts = [
        text
        for finding in findings
        for language in ("zh", "en")
        for text in (finding.title(language), finding.what(language), finding.mend(language), finding.line(language))
    ]
    return [text for text in texts if not text or _UNFILLED.search(text)]


def test_no_finding_of_the_rules_is_forgotten() -> None:
    from tests.rules import (
        test_codes_of_calendar,
        test_codes_of_evidence,
        test_codes_of_goals,
        test_codes_of_published,
        test_codes_of_review,
        test_codes_of_scores,
        test_codes_of_standards,
        test_codes_of_year,
        test_rater_correction,
    )

    tables = (
        *test_codes_of_calendar.CASES,
        *test_codes_of_evidence.CASES,
        *test_codes_of_published.CASES,
        *test_codes_of_goals.CASES,
        *test_codes_of_review.CASES,
        *test_codes_of_scores.CASES,
        *test_codes_of_standards.CASES,
        *test_codes_of_year.CASES,
        *test_rater_correction.CASES,
    )

    assert sorted(tables) == CODES


@pytest.mark.parametrize("code", CODES)
def test_texts_name_the_same_facts_in_both_languages(code: str) -> None:
    kind = catalogue()[code]

    facts = [
        [set(re.findall(r"{(\w+)}", text(language))) for text in (kind.fact, kind.remedy)] for language in ("zh", "en")
    ]

    assert facts[0] == facts[1]
    assert all(text(language) for text in (kind.title, kind.fact, kind.remedy) for language in ("zh", "en"))
