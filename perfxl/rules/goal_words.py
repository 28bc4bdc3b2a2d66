"""Words by which a goal promises nothing that can be checked, in Chinese and in English.

The lists follow what guides on writing goals warn of: hedges, which leave open whether the goal is meant, and verbs of
direction, which say nothing without a figure.
"""

import re
from functools import cache

HEDGES = (
    "尽快", "尽量", "尽可能", "尽早", "适当", "适时", "酌情", "一定程度", "大幅", "显著", "明显", "较好", "较大", "若干",
    "力争", "争取", "努力", "积极", "切实", "着力", "进一步", "不断", "更上一层楼", "基本完成", "相关工作",
    "as soon as possible", "asap", "as appropriate", "as needed", "where possible", "if possible", "try to", "strive",
    "endeavour", "endeavor", "best effort", "best efforts", "significantly", "substantially", "considerably", "adequate",
    "adequately", "various", "and so on", "etc", "in a timely manner", "more or less", "largely",
)  # fmt: skip
DIRECTIONS = (
    "加强", "加大", "提高", "提升", "改善", "改进", "优化", "完善", "推进", "推动", "深化", "强化", "做好", "抓好", "搞好",
    "配合", "协助", "支持", "参与", "跟进", "保障", "促进", "增强", "降低", "减少",
    "improve", "enhance", "strengthen", "optimise", "optimize", "support", "assist", "help", "participate", "promote",
    "maintain", "develop", "ensure", "increase", "reduce", "streamline", "facilitate", "contribute",
)  # fmt: skip


def vague_words(goal: str, *, has_target: bool) -> list[str]:
    """The vague words in a goal's text: hedges always, verbs of direction where no figure says how far.

    has_target: whether the row has a target or a rule that needs none. A number in the text is a figure as well.
    """
    text = goal.casefold()
    found = _pattern(HEDGES).findall(text)
    if not has_target and not any(letter.isdigit() for letter in text):
        found += _pattern(DIRECTIONS).findall(text)
    return list(dict.fromkeys(found))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Chinese words anywhere, English ones as whole words; longer ones first."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(rf"\b{re.escape(word)}\b" if word.isascii() else word for word in ordered))
