"""A tree of boxes from left to right: what serves what. Large trees come as several pictures that fit on pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from markupsafe import Markup

from perfxl.letters.charts.drawing import (
    BLUE,
    FAINT,
    FONT,
    INK,
    ORANGE,
    PALE_BLUE,
    PALE_ORANGE,
    SOFT,
    box,
    fitted,
    fitted_lines,
    label,
    line,
    svg,
)

_GAP, _APART, _PAD = 18.0, 5.0, 4.0
_LINE = FONT * 1.28
_EDGE = 0.6  # half a line's width, so that the outermost lines are whole
MOST_LEAVES, MOST_DEPTH = 14, 4  # of one picture; A4 upright holds no more


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A box. title: on two lines at most; figures, remark: one line each. alarm: the remark needs somebody's attention."""

    title: str
    figures: str
    remark: str
    alarm: bool
    children: tuple["TreeNode", ...] = ()

    def leaves(self) -> int:
        """How many rows the picture needs."""
        return sum(child.leaves() for child in self.children) or 1

    def depth(self) -> int:
        """How many columns the picture needs."""
        return 1 + max((child.depth() for child in self.children), default=0)


def tree_chart(root: TreeNode, *, family: str, summary: str, width: float) -> Markup:
    """The tree as one SVG element; `summary` is its text for those who cannot see it."""
    columns = max(3, root.depth())
    room = (width - 2 * _EDGE - _GAP * (columns - 1)) / columns
    size = _Size(room, _height(_lines(root, room - 2 * _PAD)))
    drawn: list[Markup] = []
    _draw(root, _EDGE, _EDGE, size=size, drawn=drawn)
    height = root.leaves() * (size.height + _APART) + 2 * _EDGE
    return svg(drawn, width=width, height=height, family=family, summary=summary)


class _Size(NamedTuple):
    """Of all boxes of one picture."""

    room: float
    height: float


def _lines(node: TreeNode, inner: float) -> int:
    """How many lines the fullest box of the tree has."""
    own = len(fitted_lines(node.title, inner, most=2)) + bool(node.figures) + bool(node.remark)
    return max([own, *(_lines(child, inner) for child in node.children)])


def _height(lines: int) -> float:
    return lines * _LINE + 2 * _PAD - 2.0


def pieces(root: TreeNode, *, most: int = MOST_LEAVES, depth: int = MOST_DEPTH) -> list[TreeNode]:
    """The tree as trees of at most `most` leaves and `depth` columns; what goes on elsewhere repeats those above it."""
    flat, deeper = _cut(root, depth)
    return [*_split(flat, most), *(piece for one in deeper for piece in pieces(one, most=most, depth=depth))]


def _cut(node: TreeNode, depth: int) -> tuple[TreeNode, list[TreeNode]]:
    """The tree down to `depth`, and the trees that begin there and go on."""
    if depth == 1:
        return replace(node, children=()), [node] if node.children else []
    cut = [_cut(child, depth - 1) for child in node.children]
    return replace(node, children=tuple(child for child, _ in cut)), [one for _, deeper in cut for one in deeper]


def _split(node: TreeNode, most: int) -> list[TreeNode]:
    if node.leaves() <= most:
        return [node]
    parts = [piece for child in node.children for piece in _split(child, most)]
    return [replace(node, children=tuple(group)) for group in _packed(parts, most)]


def _packed(parts: Sequence[TreeNode], most: int) -> Iterator[list[TreeNode]]:
    group: list[TreeNode] = []
    for part in parts:
        if group and sum(one.leaves() for one in group) + part.leaves() > most:
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _draw(node: TreeNode, x: float, top: float, *, size: _Size, drawn: list[Markup]) -> float:
    """Draw a node beside the middle of its children, and them; returns the height of its middle."""
    middles: list[float] = []
    below = top
    for child in node.children:
        middles.append(_draw(child, x + size.room + _GAP, below, size=size, drawn=drawn))
        below += child.leaves() * (size.height + _APART)
    middle = (middles[0] + middles[-1]) / 2 if middles else top + size.height / 2
    drawn += _links(x + size.room, middle, middles)
    drawn += _box(node, x, middle - size.height / 2, size)
    return middle


def _links(x: float, middle: float, middles: Sequence[float]) -> list[Markup]:
    if not middles:
        return []
    turn = x + _GAP / 2
    links = [line((x, middle), (turn, middle), stroke=SOFT), *(line((turn, at), (x + _GAP, at), stroke=SOFT) for at in middles)]
    return [*links, line((turn, min(middle, middles[0])), (turn, max(middle, middles[-1])), stroke=SOFT)]


def _box(node: TreeNode, x: float, y: float, size: _Size) -> list[Markup]:
    fill, stroke = (PALE_BLUE, BLUE) if node.children else ("#FFFFFF", FAINT)
    fill, stroke = (PALE_ORANGE, ORANGE) if node.alarm else (fill, stroke)
    inner, base = size.room - 2 * _PAD, y + _PAD + FONT * 0.85
    lines = fitted_lines(node.title, inner, most=2)
    texts = [label(x + _PAD, base + number * _LINE, text) for number, text in enumerate(lines)]
    rest = [(node.figures, SOFT), (node.remark, ORANGE if node.alarm else INK)]
    texts += [
        label(x + _PAD, base + (len(lines) + number) * _LINE, fitted(text, inner), fill=colour)
        for number, (text, colour) in enumerate(pair for pair in rest if pair[0])
    ]
    return [box(x, y, size.room, size.height, fill=fill, stroke=stroke), *texts]
