"""`perfxl finding`."""

import pytest

from perfxl.faults import WrongCommand
from perfxl.findings.catalogue import catalogue
from perfxl.jobs.finding import finding, finding_json, without_names
from tests.jobs.asking import ask


@pytest.mark.parametrize("typed", ["PX301", "px301", "301", "ＰＸ３０１", " PX301 "])
def test_a_code_is_recognised_however_it_is_typed(typed: str) -> None:
    assert finding(typed).code == "PX301"


def test_an_unknown_code_is_answered_with_its_neighbours() -> None:
    with pytest.raises(WrongCommand) as stopped:
        finding("PX699")

    assert stopped.value.message.en.startswith("There is no code PX699. There are PX601, ")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_can_be_shown_without_the_names_of_its_facts(language: str) -> None:
    for kind in catalogue().values():
        content = without_names(finding_json(kind, language))

        assert all(content.values())
        assert "{" not in "".join(content.values()), kind.code


def test_people_read_title_fact_and_remedy() -> None:
    assert ask("finding", "PX301", "--lang", "en").out.splitlines() == [
        "■ PX301 blocker",
        "  KPI weights do not add up to 100 %",
        "  The KPI weights of … add up to … %, off by … %.",
        "  → Make them add up to 100 %.",
    ]
