"""The milestone rule: `需求=30; 设计=30; 上线=40`, and an actual that names those done."""

import re
from functools import cache

from perfxl.language import folded
from perfxl.rules.parameters import amount, parsed

_NONE_DONE = frozenset(map(folded, ("0", "未完成", "none")))


@cache
def milestones(text: str) -> dict[str, float] | None:
    """Points of each milestone by folded name; None where a piece is no pair, no number >= 0, or named twice."""
    cell = parsed(text)
    points = {folded(name): amount(value) for name, value in cell.pairs}
    if cell.broken or not points or len(points) != len(cell.pairs):
        return None
    known = {name: given.value for name, given in points.items() if given and not given.percent and given.value >= 0}
    return known if len(known) == len(points) else None


def earned(done: str, points: dict[str, float]) -> float | None:
    """Sum of the points of the milestones that `done` names (each once); 0 for none; None if it names an unknown one."""
    word = folded(done)
    if word in _NONE_DONE:
        return 0.0
    if word in points:
        return points[word]
    names = {folded(name) for name in re.split(r"[、,，;；/\n]", done) if name.strip()}
    return sum(points[name] for name in names) if names and names <= points.keys() else None
