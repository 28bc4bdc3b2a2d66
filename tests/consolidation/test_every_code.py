"""Every finding of consolidation is produced by a test and says the same in both languages."""

import re
from pathlib import Path

import pytest

from perfxl.findings.catalogue import catalogue
from tests.consolidation.offices import KPIS, filled
from tests.consolidation.test_master import messy
from tests.rules.test_every_code import badly_told

CODES = [code for code in catalogue() if "PX900" < code < "PX940"]


def test_no_finding_is_forgotten() -> None:
    here = Path(__file__)
    tests = "\n".join(path.read_text(encoding="utf-8") for path in here.parent.glob("test_*.py") if path != here)

    assert [code for code in CODES if code not in tests] == []


@pytest.mark.parametrize("code", CODES)
def test_texts_name_the_same_facts_in_both_languages(code: str) -> None:
    kind = catalogue()[code]

    facts = [
        [set(re.findall(r"{(\w+)}", text(language))) for text in (kind.fact, kind.remedy)] for language in ("zh", "en")
    ]

    assert facts[0] == facts[1]


def test_everything_that_a_messy_run_says_is_whole(tmp_path: Path) -> None:
    company = messy(tmp_path)
    company.receive("市场部.xlsx", [filled(KPIS[2], 1.0), filled(KPIS[3], 2.0, 单位="个")], department="市场部")

    done = company.consolidate()

    assert badly_told(done.findings) == []
    assert len(set(done.findings.codes())) > 6
