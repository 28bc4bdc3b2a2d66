"""The examples of the standards document are what the rules say."""

import pytest

from perfxl.cycle.choices import RULES
from perfxl.letters.documents.rule_examples import RULE_EXAMPLES, example_points, formula

BY_HAND = {
    "ratio_up": 92.0,  # 920 / 1000
    "ratio_down": 110.0,  # 2 - 45 / 50
    "inverse_down": 90.0,  # 9 / 10
    "deviation_up": 90.0,  # (-22 + 20 + 20) / 20
    "deviation_down": 87.5,  # 1 - 1 / 8
    "on_target": 60.0,  # 1 - 2 / 5
    "bands": 90.0,
    "interpolate": 50.0,  # half way from 60 to 80
    "step": 93.0,  # 90 + 2 x 1.5
    "milestone": 60.0,  # 30 + 30
    "yes_no": 100.0,
    "deduct": 94.0,  # 100 - 3 x 2
    "rank": 79.166667,  # 100 x 9.5 / 12
    "manual": 88.0,
}


def test_every_rule_has_an_example() -> None:
    assert list(RULE_EXAMPLES) == [rule.key for rule in RULES]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("rule", RULE_EXAMPLES)
def test_the_example_earns_what_a_person_reckons(rule: str, language: str) -> None:
    assert round(example_points(rule, language), 6) == BY_HAND[rule]
    assert "{points}" in RULE_EXAMPLES[rule].story(language)
    assert formula(rule, language)
