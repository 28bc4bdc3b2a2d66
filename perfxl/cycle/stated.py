"""What a foreign form says about its own result, to be compared with what perfxl computes."""

from dataclasses import dataclass

from perfxl.cycle.choices import COMPONENTS
from perfxl.findings.base import Place

STATED = ("score", "base", "grade", "weight", *(component.key for component in COMPONENTS))
"""What a form may state: the final score, the score before adjustments, the grade, the sum of the weights, and the points
of each component."""


@dataclass(frozen=True)
class StatedTotal:
    """One total that a form states. what: one of STATED. value: points, or percent for the weight, NaN for a grade.
    text: as it is shown; digits: how many decimals are shown."""

    employee_id: str
    what: str
    value: float
    text: str
    place: Place
    digits: int = 9
