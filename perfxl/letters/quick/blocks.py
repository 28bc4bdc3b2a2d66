"""Blocks that hold nothing but one paragraph of plain text.

Most blocks of a letter are table cells and paragraphs that fit on the page. WeasyPrint's block layout is ready for floats,
footnotes, page breaks and much else at each of them; here stands what is left of it for those blocks. All others, and
those that do not fit, take the long way.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.lines import Paragraphs
from perfxl.letters.quick.memory import Memory
from perfxl.letters.quick.styles import is_kept


def _is_plain(style: Any) -> bool:
    """Whether nothing in the style asks for more than lines one below the other."""
    plain = style.__dict__.get("_plain_block")
    if plain is None:
        plain = (
            style["continue"] == "auto"
            and style["box_decoration_break"] == "slice"
            and style["position"] == "static"
            and style["max_lines"] == "none"
        )
        if is_kept(style):
            style.__dict__["_plain_block"] = plain
    return bool(plain)


def _replacements(memory: Memory) -> Iterator[Replacement]:
    original, paragraphs = block.block_container_layout, Paragraphs()

    def is_simple(context: Any, box: Any) -> bool:
        children = box.children
        return (
            len(children) == 1
            and type(children[0]) is boxes.LineBox
            and type(box) in (boxes.TableCellBox, boxes.BlockBox)
            and box.first_line_style is None
            and box.first_letter_style is None
            and not (context.footnotes or box.force_fragmentation)
            and _is_plain(box.style)
            and paragraphs.of(children[0]) is not None
        )

    def block_container_layout(
        context: Any, box: Any, bottom_space: float, skip_stack: Any, page_is_empty: bool, absolute_boxes: Any,
        fixed_boxes: Any, adjoining_margins: Any, first_letter_style: Any, first_line_style: Any, discard: bool,
        max_lines: Any,
    ) -> Any:  # fmt: skip
        special = skip_stack is not None or first_letter_style is not None or first_line_style is not None
        if not (special or discard or max_lines is not None) and is_simple(context, box):
            margins = [] if adjoining_margins is None else adjoining_margins
            laid_out = _with_lines(context, box, bottom_space, margins)
            if laid_out is not None:
                return laid_out, None, {"break": "any", "page": laid_out.page_values()[1]}, [], False, None
        return original(
            context, box, bottom_space, skip_stack, page_is_empty, absolute_boxes, fixed_boxes, adjoining_margins,
            first_letter_style, first_line_style, discard, max_lines,
        )  # fmt: skip

    yield Replacement(block, "block_container_layout", block_container_layout)


def _with_lines(context: Any, box: Any, bottom_space: float, margins: list[float]) -> Any:
    """The box with its lines; None, and nothing changed, if it cannot stand where it should.

    The sums are taken in WeasyPrint's order, so that they are rounded as there.
    """
    if context.excluded_shapes and not box.establishes_formatting_context():
        return None
    moved = box.position_y + (block.collapse_margin([*margins, box.margin_top]) - box.margin_top)
    if box.top_margin_collapses():
        first_y = box.position_y + block.collapse_margin([*margins, box.margin_top])
    else:
        first_y = moved + box.margin_top + box.padding_top + box.border_top_width
    lines = _lines_that_fit(context, box, first_y, bottom_space)
    if lines is None:
        return None
    margins.append(box.margin_top)
    box.position_y = moved
    laid_out = box.copy_with_children(lines)
    if laid_out.height == "auto":
        laid_out.height = max(0, lines[-1].position_y + lines[-1].height - laid_out.content_box_y())
    laid_out.height = max(min(laid_out.height, laid_out.max_height), laid_out.min_height)
    return laid_out


def _lines_that_fit(context: Any, box: Any, first_y: float, bottom_space: float) -> list[Any] | None:
    (paragraph,) = box.children
    paragraph.position_x, paragraph.position_y = box.content_box_x(), first_y
    context.create_block_formatting_context(box)
    lines = []
    for line, resume_at in inline.iter_line_boxes(
        context, paragraph, first_y, bottom_space, None, box, [], [], None, None
    ):
        line.resume_at = resume_at
        lines.append(line)
    context.finish_block_formatting_context()
    if not lines:
        return None
    end = lines[-1].position_y + lines[-1].height + (box.border_bottom_width + box.padding_bottom)
    return None if context.overflows_page(bottom_space, end) else lines


GROUP = Group(
    name="blocks",
    why=Text("单段文字的块走捷径", "blocks of one paragraph take a short way"),
    files=("weasyprint/layout/block.py", "weasyprint/layout/__init__.py", "weasyprint/layout/inline.py"),
    replacements=_replacements,
    needs=("styles", "lines"),
)
