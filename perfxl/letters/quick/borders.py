"""Collapsed borders of tables.

Which of the borders that meet between two cells wins is decided for every edge of every table. Tables of the same shape and
styles come out alike.
"""

from collections.abc import Iterator
from typing import Any

import weasyprint.layout.table as table_layout

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.memory import Memory
from perfxl.letters.quick.styles import is_kept

_MOST = 300
_SIDES = ("top", "right", "bottom", "left")
_WIDTHS = tuple(f"border_{side}_width" for side in _SIDES)
_BORDERS = (*(f"border_{side}_{what}" for side in _SIDES for what in ("style", "width", "color")), "direction", "color")


def _parts(table: Any) -> list[Any]:
    """All boxes of a table that have borders, but itself."""
    parts = []
    for group in table.children:
        parts.append(group)
        for row in group.children:
            parts.append(row)
            parts.extend(row.children)
    for group in table.column_groups:
        parts.append(group)
        parts.extend(group.children)
    return parts


def _shape(parts: list[Any]) -> tuple[Any, ...] | None:
    """What the borders of parts depend on; None if a style may still change."""
    shape = []
    for part in parts:
        if not is_kept(part.style):
            return None
        marks = part.__dict__
        place = marks.get("grid_x"), part.colspan, part.rowspan, marks.get("span")
        shape.append((type(part), id(part.style), place))
    return tuple(shape)


def _replacements(memory: Memory) -> Iterator[Replacement]:
    resolved, original = memory.memo(_MOST), table_layout.collapse_table_borders

    def collapse_table_borders(table: Any, grid_width: int, grid_height: int) -> Any:
        parts = _parts(table)
        shape = _shape(parts)
        if shape is None or not parts:
            return original(table, grid_width, grid_height)
        key = (shape, grid_width, grid_height, tuple(table.style[name] for name in _BORDERS))
        known = resolved[key]
        if known is None:
            grid = original(table, grid_width, grid_height)
            if resolved.is_wanted(key):
                widths = [{name: box.__dict__[name] for name in _WIDTHS} for box in (table, *parts)]
                resolved.keep(key, (grid, widths))
            return grid
        grid, widths = known
        for box, those in zip((table, *parts), widths, strict=True):
            box.__dict__.update(those)
        return grid

    yield Replacement(table_layout, "collapse_table_borders", collapse_table_borders)


GROUP = Group(
    name="borders",
    why=Text("同形表格的边框只定一次", "borders of like tables are settled once"),
    files=("weasyprint/layout/table.py", "weasyprint/formatting_structure/build.py"),
    replacements=_replacements,
    needs=("styles",),
)
