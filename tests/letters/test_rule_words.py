"""Every rule in words, in both languages."""

import pytest

from perfxl.cycle.choices import RULES
from perfxl.letters.rule_words import RuleRow, rule_in_words

WORDS = {
    "ratio_up": ("", "100×实际÷目标", "100 × actual ÷ target"),
    "ratio_down": ("", "100×(2−实际÷目标)", "100 × (2 − actual ÷ target)"),
    "inverse_down": ("", "100×目标÷实际", "100 × target ÷ actual"),
    "deviation_up": ("", "100+100×(实际−目标)÷|目标|", "100 + 100 × (actual − target) ÷ |target|"),
    "deviation_down": ("scale=10", "100−100×(实际−目标)÷10", "100 − 100 × (actual − target) ÷ 10"),
    "on_target": (
        "tolerance=5%",
        "等于目标得 100，偏差达到 5% 得 0，之间按比例",
        "100 on target, 0 when off by 5%, in proportion between",
    ),
    "bands": (
        "<60%:0; 60-80%:60; >=80%:110",
        "完成率 <60% 得 0；60–80% 得 60；≥80% 得 110",
        "% of target: <60% earns 0; 60–80% earns 60; ≥80% earns 110",
    ),
    "interpolate": (
        "",
        "60% 得 0，80% 得 100，95% 得 120，之间按比例",
        "60% earns 0, 80% 100, 95% 120, in proportion between",
    ),
    "step": (
        "base=90; each=3%; points=1.5; up=12; down=20; whole=yes; better=down",
        "达标 90 分；每低 3% 加 1.5（至多 12），每高 3% 减 1.5（至多 20），按整步",
        "on target 90; each 3% below adds 1.5 (at most 12), each 3% above takes 1.5 (at most 20), whole steps",
    ),
    "milestone": (
        "需求=30；设计=30；上线=40",
        "完成即得：需求 30、设计 30、上线 40",
        "when done: 需求 30, 设计 30, 上线 40",
    ),
    "yes_no": ("", "达成得 100，否则得 0", "achieved 100, otherwise 0"),
    "deduct": ("each=2", "100−2×次数，最低 60%", "100 − 2 × count, at least 60%"),
    "rank": ("of=12", "共 12 名：100×(12−名次+0.5)÷12", "of 12: 100 × (12 − rank + 0.5) ÷ 12"),
    "manual": ("", "直接评分", "points given directly"),
}


@pytest.mark.parametrize("rule", [rule.key for rule in RULES])
def test_every_rule_is_said_in_words(rule: str) -> None:
    parameters, zh, en = WORDS[rule]
    row = RuleRow(rule=rule, target="80%", floor="60%", stretch="95%", cap=120, parameters=parameters)

    assert (rule_in_words(row, "zh"), rule_in_words(row, "en")) == (zh, en)


def test_bands_that_cannot_be_read_are_shown_as_typed() -> None:
    row = RuleRow(rule="bands", target="", floor="", stretch="", cap=120, parameters="<60:0; 90-100:50")

    assert rule_in_words(row, "zh") == "阶梯：<60:0; 90-100:50"
