"""What a foreign form says about its own result, to be compared with what perfxl computes."""

from dataclasses import dataclass

from perfxl.cycle.choices import COMPONENTS
from perfxl.findings.base import Place
from perfxl.language import Text

WORDS = {
    "score": Text("最终得分", "the final score"),
    "base": Text("加减分前的得分", "the score before adjustments"),
    "grade": Text("等级", "the grade"),
    "weight": Text("权重合计", "the sum of the weights"),
    **{one.key: Text(f"“{one.title.zh}”得分", f"the points of {one.title.en}") for one in COMPONENTS},
}
"""What a form may state, and how it is called: the final score, the score before adjustments, the grade, the sum of the
weights, and the points of each component."""
STATED = tuple(WORDS)


@dataclass(frozen=True)
class StatedTotal:
    """One total that a form states. what: one of STATED. value: points, or percent for the weight; 0 for a grade.
    text: as it is shown; digits: how many decimals are shown."""

    employee_id: str
    what: str
    value: float
    text: str
    place: Place
    digits: int = 9
