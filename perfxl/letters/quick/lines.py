"""Laid-out lines.

A paragraph of plain text becomes lines: words are measured, broken, aligned, and placed. The same words in the same
styles and widths become the same lines, only farther down the page.
"""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, preferred

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.measures import copy_of
from perfxl.letters.quick.memory import Memory, is_short
from perfxl.letters.quick.styles import is_kept

_MOST = 1000
# A box with one of these is more than its text: a link, a note, a counter that pages change.
_MORE = (
    "link", "bookmark_label", "string_set", "missing_link", "footnote", "note", "note_call", "cached_counter_values",
    "first_letter_style", "first_line_style",
)  # fmt: skip


class Paragraph(NamedTuple):
    """What lines follow from. elements: of its boxes, in order; they differ from letter to letter."""

    key: tuple[Any, ...]
    elements: tuple[Any, ...]
    is_short: bool


class Paragraphs:
    """Tells the paragraphs of plain text from all others."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._mark = f"_plain_{id(self)}"

    def of(self, box: Any) -> Paragraph | None:
        """The paragraph of a line box before its layout; None if it is not plain."""
        known = box.__dict__.get("_paragraph")
        if known is not None and known[0] is box.children:
            found: Paragraph | None = known[1]
            return found
        key: list[Any] = []
        elements: list[Any] = []
        plain = box.text_overflow == "clip" and box.block_ellipsis == "none" and self._describe(box, key, elements)
        short = len(elements) == 2 and plain and is_short(box.children[0].text)
        found = Paragraph(tuple(key), tuple(elements), short) if plain else None
        box._paragraph = box.children, found
        return found

    def _describe(self, box: Any, key: list[Any], elements: list[Any]) -> bool:
        """Add all that the layout of `box` depends on; False if it is not plain."""
        number = box.style.__dict__.get(self._mark)
        if number is None:
            number = self._number(box.style)
        marks = box.__dict__
        if not number or any(map(marks.get, _MORE)):
            return False
        elements.append(box.element)
        key += (number, box.element_tag, box.leading_collapsible_space, box.trailing_collapsible_space)
        if type(box) is boxes.TextBox:
            key += (box.text, box.justification_spacing)
            return True
        if box.is_leader or type(box) not in (boxes.InlineBox, boxes.LineBox):
            return False
        key.append(len(box.children))
        return all(self._describe(child, key, elements) for child in box.children)

    def _number(self, style: Any) -> int:
        """A number for a style that many letters share and that is in the flow; 0 for any other."""
        if not is_kept(style):
            return 0
        in_flow = style["position"] == "static" and style["float"] == "none"
        number = next(self._numbers) if in_flow else 0
        style.__dict__[self._mark] = number
        return number


class _Node(NamedTuple):
    """A box of a line. attributes: without those that differ. y: from the line's top-left text origin."""

    kind: Any
    attributes: dict[str, Any]
    element: int
    y: float
    children: tuple["_Node", ...]
    sequence: Any


class _Line(NamedTuple):
    """One line. top: what its layout subtracted from where the line stands."""

    root: _Node
    top: float
    resume_at: Any


class _Recorder:
    """Notes where boxes stand before their line is moved to its place: moving is done anew, with the same rounding."""

    def __init__(self) -> None:
        self.line: Any = None
        self.top = 0.0
        self._heights: dict[int, float] = {}

    def note(self, line: Any, top: float) -> None:
        self.line, self.top = line, top
        self._heights = {id(box): box.position_y for box in line.descendants()}

    def taken(self, line: Any, resume_at: Any, elements: tuple[Any, ...]) -> _Line | None:
        """`line` to be remembered; None if it is not the one that was noted, or has more in it than text."""
        if line is not self.line:
            return None
        places = {id(element): place for place, element in reversed(list(enumerate(elements)))}
        root = self._node(line, places)
        return None if root is None else _Line(root, self.top, resume_at)

    def _node(self, box: Any, places: dict[int, int]) -> _Node | None:
        if type(box) not in (boxes.TextBox, boxes.InlineBox, boxes.LineBox) or id(box) not in self._heights:
            return None
        children = [self._node(child, places) for child in box.children]
        attributes = {
            name: value for name, value in box.__dict__.items() if name not in ("element", "children", "_paragraph")
        }
        whole = tuple(child for child in children if child is not None)
        if len(whole) < len(children) or id(box.element) not in places:
            return None
        y, sequence = self._heights[id(box)], type(box.children)
        return _Node(type(box), attributes, places[id(box.element)], y, whole, sequence)


def _again(node: _Node, elements: tuple[Any, ...], dy: float) -> Any:
    """The box of a node, moved down."""
    kind = node.kind
    box = kind.__new__(kind)
    marks = box.__dict__
    marks.update(node.attributes)
    marks["element"] = elements[node.element]
    marks["position_y"] = node.y + dy
    marks["remove_decoration_sides"] = set(marks["remove_decoration_sides"])
    marks["children"] = node.sequence([_again(child, elements, dy) for child in node.children])
    layout = marks.get("pango_layout")
    if layout is not None:
        marks["pango_layout"] = copy_of(layout)
    return box


def _lines_again(lines: tuple[_Line, ...], elements: tuple[Any, ...], position_y: float) -> Iterator[tuple[Any, Any]]:
    for line in lines:
        box = _again(line.root, elements, position_y - line.top)
        box.position_y = position_y
        position_y = position_y + box.height
        yield box, line.resume_at


def _laid_out(memory: Memory, paragraphs: Paragraphs) -> Iterator[Replacement]:
    known, recorders = memory.memo(_MOST), list[_Recorder]()
    iterate, verticality = inline.iter_line_boxes, inline.line_box_verticality

    def iter_line_boxes(
        context: Any, box: Any, position_y: float, bottom_space: float, skip_stack: Any, containing_block: Any,
        absolute_boxes: Any, fixed_boxes: Any, first_letter_style: Any, first_line_style: Any,
    ) -> Iterator[tuple[Any, Any]]:  # fmt: skip
        original: Iterator[tuple[Any, Any]] = iterate(
            context, box, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
            first_letter_style, first_line_style,
        )  # fmt: skip
        special = skip_stack is not None or first_letter_style is not None or first_line_style is not None
        paragraph = None if special or context.footnotes or context.excluded_shapes else paragraphs.of(box)
        if paragraph is None:
            return original
        direction = containing_block.style["direction"]
        key = (paragraph.key, containing_block.content_box_x(), containing_block.width, direction)
        lines = known[key]
        if lines is not None:
            return _lines_again(lines, paragraph.elements, position_y)
        return recorded(original, key, paragraph) if paragraph.is_short or known.is_wanted(key) else original

    def recorded(original: Iterator[tuple[Any, Any]], key: Any, paragraph: Paragraph) -> Iterator[tuple[Any, Any]]:
        recorder, lines = _Recorder(), []
        while True:
            recorders.append(recorder)
            try:
                line, resume_at = next(original, (None, None))
            finally:
                recorders.pop()
            if line is None:
                break
            lines.append(recorder.taken(line, resume_at, paragraph.elements))
            yield line, resume_at
        whole = tuple(line for line in lines if line is not None)
        if whole and len(whole) == len(lines):
            known.keep(key, whole)

    def line_box_verticality(line: Any) -> Any:
        bottom, top = verticality(line)
        if recorders:
            recorders[-1].note(line, top)
        return bottom, top

    yield Replacement(inline, "iter_line_boxes", iter_line_boxes)
    yield Replacement(inline, "line_box_verticality", line_box_verticality)


def _widths(memory: Memory, paragraphs: Paragraphs) -> Iterator[Replacement]:
    widths = memory.memo(_MOST)
    minimum, maximum = preferred.inline_min_content_width, preferred.inline_max_content_width

    def inline_min_content_width(
        context: Any, box: Any, outer: bool = True, skip_stack: Any = None, first_line: bool = False,
        is_line_start: bool = False,
    ) -> Any:  # fmt: skip
        paragraph = None if skip_stack is not None or first_line or type(box) is not boxes.LineBox else paragraphs.of(box)
        if paragraph is None:
            return minimum(context, box, outer, skip_stack, first_line, is_line_start)
        key = (paragraph.key, "least", outer, is_line_start)
        return remembered(key, lambda: minimum(context, box, outer, None, False, is_line_start))

    def inline_max_content_width(context: Any, box: Any, outer: bool = True, is_line_start: bool = False) -> Any:
        paragraph = paragraphs.of(box) if type(box) is boxes.LineBox else None
        if paragraph is None:
            return maximum(context, box, outer, is_line_start)
        key = (paragraph.key, "most", outer, is_line_start)
        return remembered(key, lambda: maximum(context, box, outer, is_line_start))

    def remembered(key: Any, work_out: Callable[[], Any]) -> Any:
        width = widths[key]
        if width is None:
            width = work_out()
            if widths.is_wanted(key):
                widths.keep(key, width)
        return width

    yield Replacement(preferred, "inline_min_content_width", inline_min_content_width)
    yield Replacement(preferred, "inline_max_content_width", inline_max_content_width)


def _replacements(memory: Memory) -> Iterator[Replacement]:
    paragraphs = Paragraphs()
    yield from _laid_out(memory, paragraphs)
    yield from _widths(memory, paragraphs)


GROUP = Group(
    name="lines",
    why=Text("相同段落只排一次", "the same paragraph is laid out once"),
    files=(
        "weasyprint/layout/inline.py", "weasyprint/layout/preferred.py", "weasyprint/layout/leader.py",
        "weasyprint/formatting_structure/boxes.py",
    ),
    replacements=_replacements,
    needs=("styles", "measures"),
)  # fmt: skip
