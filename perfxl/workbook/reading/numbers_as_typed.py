"""Numbers that stand in a cell as text: ８５, 1,234.5, 85%, 85分."""

import math
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from perfxl.cycle.cells import CellStatus

NOT_APPLICABLE = frozenset(
    ("—", "–", "-", "--", "——", "/", "\\", "无", "n/a", "na", "不适用", "未适用", "nan", "none", "null", "#n/a")
)
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<money>[¥$€]?)"
    r"(?P<digits>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)"
    r"(?P<exponent>e[+-]?[0-9]+)?"
    r"\s*(?P<rest>[^0-9\s.,+-][^0-9]{0,11})?",
    re.IGNORECASE,
)


class NumberAsTyped(NamedTuple):
    """What a text in a number cell says: 85% is 85 with percent True, 85分 is 85 with the unit 分."""

    status: CellStatus
    value: float = math.nan
    percent: bool = False
    unit: str = ""


def plain(text: str) -> str:
    """`text` in NFKC without surrounding white space, a leading apostrophe, or unusual minus signs."""
    return unicodedata.normalize("NFKC", text).strip().removeprefix("'").strip().replace("\u2212", "-")


@lru_cache(maxsize=16384)
def number_as_typed(text: str) -> NumberAsTyped:
    """The number that `text` says; WORDS if it says none, NOT_APPLICABLE for a dash, 无 or N/A, BLANK for nothing.

    A comma counts only between groups of three digits. What is no finite number (inf, 1e999) is UNREADABLE.
    """
    bare = plain(text)
    if not bare:
        return NumberAsTyped(CellStatus.BLANK)
    if bare.casefold() in NOT_APPLICABLE:
        return NumberAsTyped(CellStatus.NOT_APPLICABLE)
    match = _NUMBER.fullmatch(bare)
    if match is None:
        infinite = bare.casefold().lstrip("+-") in ("inf", "infinity", "∞")
        return NumberAsTyped(CellStatus.UNREADABLE if infinite else CellStatus.WORDS)
    value = float(match["sign"] + match["digits"].replace(",", "") + (match["exponent"] or ""))
    if not math.isfinite(value):
        return NumberAsTyped(CellStatus.UNREADABLE)
    rest = (match["rest"] or "").strip()
    if rest == "%":
        return NumberAsTyped(CellStatus.GIVEN, value, percent=True)
    return NumberAsTyped(CellStatus.GIVEN, value, unit=rest or match["money"])
