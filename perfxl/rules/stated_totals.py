"""What forms state about their own results, compared with what is computed. The computed one counts."""

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from perfxl.cycle.stated import WORDS, StatedTotal
from perfxl.findings.base import Finding
from perfxl.findings.forms import StatedDiffers
from perfxl.language import folded, plain_number
from perfxl.rules.exact import rounded_number

if TYPE_CHECKING:
    from perfxl.rules.scores import Scores

_OF_PERSON = {"score": "score", "base": "base", "grade": "grade"}


def compared(scores: "Scores", stated: Iterable[StatedTotal]) -> list[Finding]:
    """A finding for each stated total that differs from the computed one.

    Points are compared with as many decimals as the form shows, at most the cycle's. Who is held or not on the roster
    has nothing to compare with; neither has a component of somebody who moved, which is computed for each stretch.
    """
    people = {row["employee_id"]: row for row in scores.people.to_dict("records")}
    findings: list[Finding] = []
    for total in stated:
        computed = _computed(scores, people.get(total.employee_id, {}), total)
        if computed and computed != _shown(scores, total, total.value):
            findings.append(_differs(total, computed, stated=_shown(scores, total, total.value)))
    return findings


def _computed(scores: "Scores", person: dict[str, object], total: StatedTotal) -> str:
    """What is computed, as a form would show it; '' if there is nothing."""
    if total.what == "grade":
        return str(person.get("grade") or "")
    if total.what in _OF_PERSON:
        return _shown(scores, total, person.get(_OF_PERSON[total.what]))
    parts = scores.components
    own = parts[(parts["employee_id"] == total.employee_id) & (parts["component"] == total.what)]
    return _shown(scores, total, own["points"].iloc[0]) if len(own) == 1 and person else ""


def _shown(scores: "Scores", total: StatedTotal, value: object) -> str:
    if total.what == "grade":
        return folded(total.text).upper()
    if not isinstance(value, int | float) or math.isnan(value):
        return ""
    return plain_number(rounded_number(float(value), min(total.digits, scores.cycle.settings.rounding_digits)))


def _differs(total: StatedTotal, computed: str, *, stated: str) -> Finding:
    words = WORDS[total.what]
    return StatedDiffers(
        what_zh=words.zh,
        what_en=words.en,
        stated=stated,
        computed=computed,
        employee_id=total.employee_id,
        item=total.what,
        place=total.place,
    )
