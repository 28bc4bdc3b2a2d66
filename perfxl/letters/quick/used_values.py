"""Used lengths by style.

Before a box is laid out, its margins, paddings, sizes and borders are looked up and percentages of its container taken,
some twenty calls a box, several times a box. For a style that many letters share, all but the percentages stay the same.
"""

from collections.abc import Iterator
from math import inf
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout import percent
from weasyprint.layout.absolute import AbsolutePlaceholder

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.memory import Memory
from perfxl.letters.quick.styles import is_kept

_EDGES = tuple(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("top", "right", "bottom", "left"))
_BY_WIDTH = (*_EDGES, "width", "min_width", "max_width")
_BY_HEIGHT = ("height", "min_height", "max_height")
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))

_OTHERS = (boxes.PageBox, AbsolutePlaceholder)  # their heights count; it passes on what it is given
_SQUARE = dict.fromkeys(_CORNERS, (0, 0))


class _Lengths(NamedTuple):
    """What a style gives every box. by_width, by_height: percentages of the container."""

    fixed: dict[str, Any]
    by_width: tuple[tuple[str, float], ...]
    by_height: tuple[tuple[str, float], ...]
    borders: dict[str, Any]
    collapses: bool
    reaches_border: bool  # sizes are those of border or padding box


def _lengths(style: Any) -> _Lengths | None:
    """The lengths of a style; None for those that only WeasyPrint can work out."""
    fixed: dict[str, Any] = {}
    parts: dict[str, float] = {}
    for name in (*_BY_WIDTH, *_BY_HEIGHT):
        value = style[name]
        unit = getattr(value, "unit", None)
        if value == "auto":
            fixed[name] = 0 if name in ("min_width", "min_height") else "auto"
        elif unit == "px":
            fixed[name] = value.value
        elif unit == "%":
            parts[name] = value.value
        else:
            return None
    return _Lengths(
        fixed,
        tuple((name, parts[name]) for name in _BY_WIDTH if name in parts),
        tuple((name, parts[name]) for name in _BY_HEIGHT if name in parts),
        {name: style[name] for name in _BORDERS},
        style["border_collapse"] == "collapse",
        style["box_sizing"] != "content-box",
    )


def _of_height(name: str, share: float, height: Any) -> Any:
    """A percentage of a height that may not be known yet."""
    if height != "auto":
        return height * share / 100
    if name == "height":
        return "auto"
    return (0 if name == "min_height" else inf) * share / 100


def _replacements(memory: Memory) -> Iterator[Replacement]:
    original, original_radii = percent.resolve_percentages, percent.resolve_radii_percentages

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        marks = box.style.__dict__
        lengths = marks.get("_lengths", 0)
        if lengths == 0:
            lengths = _lengths(box.style)
            if is_kept(box.style):
                marks["_lengths"] = lengths
        if lengths is None or isinstance(box, _OTHERS):
            original(box, containing_block)
            return
        used = box.__dict__
        used.update(lengths.fixed)
        if lengths.by_width or lengths.by_height:
            is_box = isinstance(containing_block, boxes.Box)
            width, height = (containing_block.width, containing_block.height) if is_box else containing_block
            for name, share in lengths.by_width:
                used[name] = width * share / 100
            for name, share in lengths.by_height:
                used[name] = _of_height(name, share, height)
        if lengths.collapses:
            used.update({name: width for name, width in lengths.borders.items() if name not in used})
        else:
            used.update(lengths.borders)
        if lengths.reaches_border:
            percent.adjust_box_sizing(box, "width")
            percent.adjust_box_sizing(box, "height")

    def resolve_radii_percentages(box: Any) -> None:
        marks = box.style.__dict__
        square = marks.get("_square")
        if square is None and is_kept(box.style):
            square = marks["_square"] = all((0, "px") in box.style[corner] for corner in _CORNERS)
        if square and type(box) is not AbsolutePlaceholder:
            box.__dict__.update(_SQUARE)
        else:
            original_radii(box)

    yield Replacement(percent, "resolve_percentages", resolve_percentages)
    yield Replacement(percent, "resolve_radii_percentages", resolve_radii_percentages)


GROUP = Group(
    name="used_values",
    why=Text("长度按样式计算一次", "lengths are worked out once a style"),
    files=(
        "weasyprint/layout/percent.py", "weasyprint/layout/absolute.py", "weasyprint/formatting_structure/boxes.py",
    ),
    replacements=_replacements,
    needs=("styles",),
)  # fmt: skip
