"""Walks over all boxes that find nothing.

Between layout and drawing, WeasyPrint walks over all boxes some ten times: for page names, outlines, backgrounds, links,
stacking contexts. Most boxes have none of these, and their style says so. What no rule declares is not looked for at all.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from weasyprint import anchors, stacking
from weasyprint.draw import border
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import background, percent
from weasyprint.layout.absolute import AbsolutePlaceholder

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.memory import Memory
from perfxl.letters.quick.styles import is_kept

_ATOMS = (boxes.InlineBlockBox, boxes.InlineFlexBox, boxes.InlineGridBox)


class _Known:
    """One answer of styles that many letters share."""

    def __init__(self, name: str, answer: Any) -> None:
        self._mark, self._answer = f"_known_{name}", answer

    def of(self, style: Any) -> bool:
        """The answer; False for a style that may still change."""
        known = style.__dict__.get(self._mark)
        if known is None:
            known = is_kept(style) and bool(self._answer(style))
            style.__dict__[self._mark] = known
        return known  # type: ignore[no-any-return]


def _is_bare(style: Any) -> bool:
    """Nothing is painted behind the box or around it as a picture."""
    return (
        style["border_image_source"][0] == "none"
        and style["mask_border_source"][0] == "none"
        and style["visibility"] != "hidden"
        and not style["box_shadow"]
        and get_color(style, "background_color").alpha == 0
        and all(kind != "url" and not value for kind, value in style["background_image"])
    )


def _is_borderless(style: Any) -> bool:
    """Nothing is drawn around the box or between its columns; collapsed borders are not those of the style."""
    return (
        style["border_collapse"] != "collapse"
        and style["border_image_source"][0] == "none"
        and style["column_width"] == style["column_count"] == "auto"
        and not any(style[f"border_{side}_width"] for side in ("top", "right", "bottom", "left"))
    )


def _is_silent(style: Any) -> bool:
    """The style makes the box no target, bookmark or input, and does not turn it."""
    return not style["transform"] and style["bookmark_level"] == "none" and not style["anchor"] and (
        style["appearance"] != "auto"
    )  # fmt: skip


def _is_flat(style: Any) -> bool:
    """The box is painted in its turn, with the others around it."""
    return (
        style["position"] == "static"
        and style["float"] == "none"
        and style["opacity"] == 1
        and not style["transform"]
        and style["overflow"] == "visible"
        and style["z_index"] == "auto"
    )


def _flow() -> Replacement:
    in_flow = _Known("flow", lambda style: style["float"] == "none" and style["position"] in ("static", "relative"))
    original = boxes.Box.is_in_normal_flow

    def is_in_normal_flow(self: Any) -> bool:
        return in_flow.of(self.style) or bool(original(self))

    return Replacement(boxes.Box, "is_in_normal_flow", is_in_normal_flow)


def _page_names(memory: Memory) -> Replacement:
    original = boxes.ParentBox.page_values

    def page_values(self: Any) -> Any:
        return original(self) if memory.may_declare("page") else ("", "")

    return Replacement(boxes.ParentBox, "page_values", page_values)


def _outlines(memory: Memory) -> Replacement:
    original = border.draw_outline

    def draw_outline(stream: Any, box: Any) -> None:
        if memory.may_declare("outline_style"):
            original(stream, box)

    return Replacement(border, "draw_outline", draw_outline)


def _borders() -> Replacement:
    bare, original = _Known("borderless", _is_borderless), border.draw_border

    def draw_border(stream: Any, box: Any) -> None:
        if not bare.of(box.style):
            original(stream, box)

    return Replacement(border, "draw_border", draw_border)


def _containers(memory: Memory, kind: str) -> Replacement:
    """Boxes are only put into containers of this kind where there are any."""
    original = getattr(build, f"{kind}_boxes")

    def put_into_containers(box: Any) -> Any:
        return original(box) if memory.may_declare(f"display {kind}") else box

    return Replacement(build, f"{kind}_boxes", put_into_containers)


def _backgrounds() -> Replacement:
    bare, original = _Known("bare", _is_bare), background.layout_box_backgrounds

    def layout_box_backgrounds(
        page: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        if style is not None or box is page or not layout_children or not bare.of(box.style):
            original(page, box, get_image_from_uri, layout_children, style)
            return
        percent.resolve_radii_percentages(box)
        for child in box.all_children():
            layout_box_backgrounds(page, child, get_image_from_uri)
        box.background = None

    return Replacement(background, "layout_box_backgrounds", layout_box_backgrounds)


def _targets() -> Replacement:
    silent, original = _Known("silent", _is_silent), anchors.gather_anchors

    def gather_anchors(
        box: Any, found: Any, links: Any, bookmarks: Any, forms: Any, matrix: Any = None, form: Any = None, link: Any = None
    ) -> None:
        if matrix or link or box.link or box.is_form() or not silent.of(box.style):
            original(box, found, links, bookmarks, forms, matrix, form, link)
            return
        for child in box.all_children():
            gather_anchors(child, found, links, bookmarks, forms, None, form, None)

    return Replacement(anchors, "gather_anchors", gather_anchors)


class _Kind(NamedTuple):
    """What a class of boxes is. plain: one that can be painted in its turn."""

    plain: bool
    block: bool
    cell: bool
    parent: bool


def _kind(box_class: type[Any]) -> _Kind:
    return _Kind(
        plain=not issubclass(box_class, (AbsolutePlaceholder, *_ATOMS)),
        block=issubclass(box_class, boxes.BlockLevelBox),
        cell=issubclass(box_class, boxes.TableCellBox),
        parent=issubclass(box_class, boxes.ParentBox),
    )


def _stacks() -> Replacement:
    flat, original, kinds = _Known("flat", _is_flat), stacking._dispatch, dict[type[Any], _Kind]()

    def dispatch(box: Any, page: Any, contexts: Any, blocks: Any, floats: Any, blocks_and_cells: Any) -> Any:
        kind = kinds.get(type(box))
        if kind is None:
            kind = kinds[type(box)] = _kind(type(box))
        is_plain, is_block, is_cell, is_parent = kind
        if not is_plain or not flat.of(box.style) or box.is_grid_item:
            return original(box, page, contexts, blocks, floats, blocks_and_cells)
        inside = {} if is_block or is_cell else blocks_and_cells
        place = len(blocks)
        if is_parent:
            kept = [dispatch(child, page, contexts, blocks, floats, inside) for child in box.children]
            box = box.copy_with_children([child for child in kept if child is not None])
        if is_block:
            blocks.insert(place, box)
        if inside is not blocks_and_cells:
            blocks_and_cells[box] = inside
        return box

    return Replacement(stacking, "_dispatch", dispatch)


def _descendants() -> Replacement:
    def descendants(self: Any, placeholders: bool = False) -> Iterator[Any]:
        waiting = [self]
        while waiting:
            box = waiting.pop()
            if isinstance(box, boxes.Box):
                yield box
                waiting.extend(reversed(box.children))
            elif placeholders:
                yield from box.descendants(placeholders)
            else:
                yield box

    return Replacement(boxes.Box, "descendants", descendants)


def _replacements(memory: Memory) -> Iterator[Replacement]:
    yield _flow()
    yield _page_names(memory)
    yield _outlines(memory)
    yield _borders()
    yield _containers(memory, "flex")
    yield _containers(memory, "grid")
    yield _backgrounds()
    yield _targets()
    yield _stacks()
    yield _descendants()


GROUP = Group(
    name="walks",
    why=Text("不查没有声明的样式", "what no rule declares is not looked for"),
    files=(
        "weasyprint/anchors.py", "weasyprint/stacking.py", "weasyprint/draw/border.py",
        "weasyprint/layout/background.py", "weasyprint/formatting_structure/boxes.py",
        "weasyprint/formatting_structure/build.py", "weasyprint/layout/absolute.py",
    ),
    replacements=_replacements,
    needs=("styles",),
)  # fmt: skip
