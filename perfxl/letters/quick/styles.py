"""Computed styles by structure.

Selectors are matched and values computed for every element of every document. In letters of one design, elements stand
in the same places again and again: the same parents, the same siblings, the same attributes. What a place was given once
it is given again, the very same style objects, so that all else that depends on a style can be remembered, too.
"""

from collections.abc import Iterator, Mapping
from itertools import count
from math import inf
from types import CodeType
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import weasyprint.layout.page as layout_page
from weasyprint import css
from weasyprint.css.properties import INITIAL_VALUES

from perfxl.language import Text
from perfxl.letters.quick.groups import Group, Replacement
from perfxl.letters.quick.memory import Memory

_MOST_STYLES, _MOST_FAMILIES = 6000, 3000
_SVG = "{http://www.w3.org/2000/svg}svg"
_NO_BOX = {"display": ("none",)}
_DRAWN: Mapping[str | None, Any] = {None: _NO_BOX}  # parts of a picture have styles of their own, and no boxes
_FELT = ("counter", "anchor", "float", "position")  # by these an element counts that has no box itself
_AHEAD = {"iter_subtree", "iter_children", "iter_next_siblings"}  # what cssselect2 compiles :has() to
_SIDES = ("top", "bottom", "left", "right")

Styles = Mapping[str | None, Any]  # by pseudo-element; None is the element itself


class _Place(NamedTuple):
    """What one place in the structure is given. context: tells this place from all others."""

    styles: Styles
    anchors: tuple[tuple[int, Any], ...]  # with the style that has it; 0: one of the element's own
    context: int


class _Watched(dict[str, Any]):
    """Page sizes that notice being asked for: a style in units of the page is not the same in all documents."""

    asked = False

    def __getitem__(self, key: str) -> Any:
        self.asked = True
        return super().__getitem__(key)


class _Shelf:
    """The styles that one set of style sheets has given."""

    def __init__(self, sheets: list[Any], font_config: Any, base_url: str) -> None:
        self.sheets, self.font_config, self.base_url = list(sheets), font_config, base_url
        self.families: dict[Any, tuple[_Place, ...]] = {}  # by context and the children's signatures
        self.styles: dict[Any, Any] = {}  # by everything that a style is made of
        self.pages: dict[Any, dict[Any, Any]] = {}
        self.page_sizes = _Watched(box=None, area=None)
        self.declared = {name for sheet, _, _ in sheets for name in _declared_for_pages(sheet)}
        self.contexts = count(1)
        self.pictures: dict[Any, bool] = {}  # by the names and classes in a picture: can a rule touch it?
        self.unsure = frozenset(name for sheet, _, _ in sheets for name in _names_that_look_ahead(sheet))
        self.usable = "" not in self.unsure


def is_kept(style: Any) -> bool:
    """Whether `style` is one that many letters share: nothing changes it any more."""
    marks = style.__dict__
    kept = marks.get("_kept")
    if kept is None:
        parent = style.parent_style if type(style) is css.AnonymousStyle else None
        kept = parent is not None and parent.__dict__.get("anonymous_style") is style and is_kept(parent)
        marks["_kept"] = kept
    return bool(kept)


class _Shelves:
    """The shelves of one engine."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._shelves: dict[Any, _Shelf] = {}
        memory.on_forget(self._shelves.clear)

    def of(self, sheets: list[Any], font_config: Any, base_url: str) -> _Shelf:
        """The shelf of these sheets, ready for the next document. One that has grown too large is begun anew."""
        key = (tuple(id(sheet) for sheet, _, _ in sheets), id(font_config), base_url)
        shelf = self._shelves.get(key)
        if shelf is not None and (len(shelf.styles) > _MOST_STYLES or len(shelf.families) > _MOST_FAMILIES):
            self._memory.forget()
            shelf = None
        if shelf is None:
            shelf = self._shelves[key] = _Shelf(sheets, font_config, base_url)
        shelf.usable = shelf.usable and not shelf.page_sizes.asked
        dict.update(shelf.page_sizes, box=None, area=None)
        return shelf


def _of_documents(memory: Memory) -> Iterator[Replacement]:
    shelves, original, original_call = _Shelves(memory), css.StyleFor.__init__, css.StyleFor.__call__

    def styles_of_document(
        self: Any, html: Any, sheets: list[Any], presentational_hints: bool, font_config: Any, target_collector: Any
    ) -> None:
        shelf = shelves.of(sheets, font_config, html.base_url)
        found = _Found(shelf, html)
        if presentational_hints or not shelf.usable or not found.all():
            self._by_element, self._shelf, memory.declared = {}, None, None
            original(self, html, sheets, presentational_hints, font_config, target_collector)
            return
        root = html.etree_element
        self._by_element, self._shelf, memory.declared = found.by_element, shelf, shelf.declared
        self._cascaded_styles, self._computed_styles = {}, {(root, None): found.by_element[root][None]}
        self._sheets, self.font_config, self.initial_page_sizes = sheets, font_config, shelf.page_sizes
        for anchor in found.anchors if target_collector else ():
            target_collector.collect_anchor(anchor)

    def style_of(self: Any, element: Any, pseudo_type: str | None = None) -> Any:
        styles = self._by_element.get(element)
        return original_call(self, element, pseudo_type) if styles is None else styles.get(pseudo_type)

    yield Replacement(css.StyleFor, "_by_element", {})
    yield Replacement(css.StyleFor, "_shelf", None)
    yield Replacement(css.StyleFor, "__init__", styles_of_document)
    yield Replacement(css.StyleFor, "__call__", style_of)


def _of_pages() -> Replacement:
    original = layout_page.set_page_type_computed_styles

    def styles_of_page(page_type: Any, html: Any, style_for: Any) -> None:
        shelf, computed = style_for._shelf, style_for._computed_styles
        if shelf is None:
            original(page_type, html, style_for)
            return
        key = (page_type, id(computed[html.etree_element, None]))
        if key not in shelf.pages:
            original(page_type, html, style_for)
            shelf.pages[key] = {where: style for where, style in computed.items() if where[0] == page_type}
            for style in shelf.pages[key].values():
                style._kept = True
        computed.update(shelf.pages[key])

    return Replacement(layout_page, "set_page_type_computed_styles", styles_of_page)


def _copies() -> Replacement:
    original = css.ComputedStyle.copy

    def copy_of_style(self: Any) -> Any:
        """A copy that knows all values. Tables copy their style in each letter, and would work out the copy's."""
        if is_kept(self) and "_complete" not in self.__dict__:
            self._complete = True
            for name in INITIAL_VALUES:
                self[name]
        return original(self)

    return Replacement(css.ComputedStyle, "copy", copy_of_style)


def _replacements(memory: Memory) -> Iterator[Replacement]:
    yield from _of_documents(memory)
    yield _of_pages()
    yield _copies()


class _Found:
    """The styles of one document, element by element."""

    def __init__(self, shelf: _Shelf, html: Any) -> None:
        self._shelf, self._html, self._root = shelf, html, html.etree_element
        self._wrappers: dict[Element, Any] = {}
        self._root_style: Any = None
        self.by_element: dict[Element, Styles] = {}
        self.anchors: list[Any] = []
        self._shared_anchors: set[int] = set()

    def all(self) -> bool:
        """Find the styles of all elements; False if this document cannot be served from a shelf."""
        unsure = self._shelf.unsure
        if any(not isinstance(element.tag, str) or element.tag in unsure for element in self._root.iter()):
            return False  # comments have no place
        (place,) = self._family(None, [self._root], 0)
        self._root_style = place.styles[None]
        _show_overflow(self._root_style)
        self._give(self._root, place)
        self._below(self._root, place)
        return self._shelf.usable

    def _below(self, parent: Element, place: _Place, *, keep: bool = True) -> None:
        children = list(parent)
        family = self._family if keep else self._places
        for child, given in zip(children, family(place.styles[None], children, place.context), strict=True):
            self._give(child, given)
            if child.tag == "body" and parent is self._root:
                _show_overflow(given.styles[None])
            if child.tag == _SVG:
                self._inside_picture(child, given)
            elif len(child):
                self._below(child, given, keep=keep)

    def _inside_picture(self, picture: Element, place: _Place) -> None:
        """Parts of an SVG have no boxes, and places of their own in each letter; mostly nothing can come of them."""
        parts = list(picture.iter())[1:]
        if any("id" in part.attrib or "style" in part.attrib for part in parts) or self._is_touched(parts):
            self._below(picture, place, keep=False)
        else:
            self.by_element.update(dict.fromkeys(parts, _DRAWN))

    def _is_touched(self, parts: list[Element]) -> bool:
        names = frozenset(part.tag.rpartition("}")[2].lower() for part in parts)
        classes = frozenset(word for part in parts for word in part.get("class", "").split())
        touched = self._shelf.pictures.get((names, classes))
        if touched is None:
            sheets = [sheet for sheet, _, _ in self._shelf.sheets]
            touched = any(_may_be_felt(sheet, names, classes) for sheet in sheets)
            self._shelf.pictures[names, classes] = touched
        return touched

    def _give(self, element: Element, place: _Place) -> None:
        self.by_element[element] = place.styles
        for shared, anchor in place.anchors:
            if shared not in self._shared_anchors:
                self.anchors.append(anchor)
            if shared:
                self._shared_anchors.add(shared)

    def _family(self, style: Any, children: list[Element], context: int) -> tuple[_Place, ...]:
        key = (context, *[_signature(child) for child in children])
        family = self._shelf.families.get(key)
        if family is None:
            family = self._shelf.families[key] = self._places(style, children, context)
        return family

    def _places(self, style: Any, children: list[Element], context: int) -> tuple[_Place, ...]:
        return tuple(self._place(child, style) for child in children)

    def _place(self, element: Element, parent_style: Any) -> _Place:
        wanted = _Cascade(self._shelf)
        wanted.add_attributes(element, self._html.base_url)
        wanted.add_sheets(self._wrapper(element))
        main = self._style(wanted, None, parent_style)
        styles: dict[str | None, Any] = {None: main}
        styles |= {pseudo: self._style(wanted, pseudo, main) for pseudo in wanted.pseudo_elements()}
        if any(one["position"][0] == "note()" for one in styles.values()):
            self._shelf.usable = False  # their styles are numbered during layout
        anchors = tuple((0 if wanted.is_own else id(one), one["anchor"]) for one in styles.values() if one["anchor"])
        return _Place(styles, anchors, next(self._shelf.contexts))

    def _style(self, wanted: "_Cascade", pseudo: str | None, parent: Any) -> Any:
        key = (id(parent), pseudo, wanted.origin(pseudo))
        style = self._shelf.styles.get(key)
        if style is None:
            first = parent if pseudo else css.InitialStyle(self._shelf.font_config)
            root = first if self._root_style is None else self._root_style
            style = self._shelf.styles[key] = css.ComputedStyle(
                parent, wanted.winners(pseudo), pseudo, root,
                self._html.base_url, self._shelf.font_config, self._shelf.page_sizes,
            )  # fmt: skip
            style._kept = True
            self._shelf.declared.update(f"display {word}" for word in style["display"])
            _drop_what_tables_ignore(style)
        return style

    def _wrapper(self, element: Element) -> Any:
        if not self._wrappers:
            self._wrappers = {one.etree_element: one for one in self._html.wrapper_element.iter_subtree()}
        return self._wrappers[element]


class _Cascade:
    """Which declarations win, for an element and its pseudo-elements."""

    def __init__(self, shelf: _Shelf) -> None:
        self._shelf = shelf
        self._winners: dict[str | None, dict[str, Any]] = {None: {}}
        self._origins: dict[str | None, list[Any]] = {None: []}
        self.is_own = False  # the element has declarations of its own, so the style is nobody else's

    def add_attributes(self, element: Element, base_url: str) -> None:
        """Declarations of the element's own attributes."""
        alone = Element(element.tag, element.attrib)
        for specificity, _, declarations, url in css.find_style_attributes(alone, False, base_url):
            named = tuple(css.preprocess_declarations(url, declarations))
            self._origins[None].append(tuple(element.attrib.items()))
            self.is_own = True
            self._add(None, "author", inf, specificity, named)

    def add_sheets(self, wrapper: Any) -> None:
        """Declarations of the rules that match."""
        for sheet, origin, fixed in self._shelf.sheets:
            for specificity, _, pseudo, (declarations, layer) in sheet.matcher.match(wrapper):
                order = inf if layer is None else sheet.layers.index(layer)
                self._origins.setdefault(pseudo, []).append((id(sheet), specificity, id(declarations), order))
                self._add(pseudo, origin, order, fixed or specificity, declarations)

    def _add(self, pseudo: str | None, origin: str, layer: float, specificity: Any, declarations: Any) -> None:
        winners = self._winners.setdefault(pseudo, {})
        for name, value, important in declarations:
            self._shelf.declared.add(name)
            weight = (css.declaration_precedence(origin, important), layer, specificity)
            if name not in winners or winners[name][1] <= weight:
                winners[name] = value, weight

    def pseudo_elements(self) -> list[str]:
        return [pseudo for pseudo in self._winners if pseudo]

    def winners(self, pseudo: str | None) -> dict[str, Any]:
        return self._winners[pseudo]

    def origin(self, pseudo: str | None) -> tuple[Any, ...]:
        """What the winners follow from."""
        return tuple(self._origins.get(pseudo, ()))


def _names_that_look_ahead(sheet: Any) -> Iterator[str]:
    """Elements with a selector that looks at descendants or later siblings, as :has() does; '' if it may be any element.

    A place does not know those.
    """
    matcher = sheet.matcher
    for name, rules in matcher.lower_local_name_selectors.items():
        if any(_looks_ahead(rule) for rule in rules):
            yield name
    others = [*matcher.lang_attr_selectors, *matcher.other_selectors]
    for by_name in (matcher.id_selectors, matcher.class_selectors, matcher.namespace_selectors):
        others += [rule for rules in by_name.values() for rule in rules]
    if any(_looks_ahead(rule) for rule in others):
        yield ""


def _looks_ahead(rule: Any) -> bool:
    return bool(_names_of(rule[0].__code__) & _AHEAD)


def _names_of(code: CodeType) -> set[str]:
    inside = (_names_of(part) for part in code.co_consts if isinstance(part, CodeType))
    return set(code.co_names).union(*inside)


def _declared_for_pages(sheet: Any) -> Iterator[str]:
    return (name for _, _, declarations in sheet.page_rules for name, _, _ in declarations)


def _signature(element: Element) -> tuple[Any, ...]:
    """All that selectors can see of an element itself."""
    attributes = element.attrib
    return element.tag, tuple(attributes.items()) if attributes else None, len(element) > 0, bool(element.text)


def _show_overflow(style: Any) -> None:
    """Give the style of root or body its own overflow again; each document moves it to its page."""
    own = style.__dict__.get("_own_overflow")
    if own is None:
        own = style._own_overflow = style["overflow"]
    style["overflow"] = own


def _drop_what_tables_ignore(style: Any) -> None:
    """Paddings and margins that do not apply, as `StyleFor.__call__` does each time."""
    display = style["display"]
    if "table" in display and style["border_collapse"] == "collapse":
        style.update({f"padding_{side}": css.ZERO_PIXELS for side in _SIDES})
    if len(display) == 1 and display[0].startswith("table-") and display[0] != "table-caption":
        style.update({f"margin_{side}": css.ZERO_PIXELS for side in _SIDES})


def _may_be_felt(sheet: Any, names: frozenset[str], classes: frozenset[str]) -> bool:
    """Whether a rule for such elements could change something elsewhere although they have no boxes."""
    matcher = sheet.matcher
    rules = [*matcher.other_selectors, *(rule for group in matcher.namespace_selectors.values() for rule in group)]
    rules += [rule for name in names for rule in matcher.lower_local_name_selectors.get(name, ())]
    rules += [rule for name in classes for rule in matcher.class_selectors.get(name, ())]
    return any(_is_felt(pseudo, declared) for *_, pseudo, (declared, _) in rules)


def _is_felt(pseudo: str | None, declarations: Any) -> bool:
    if pseudo in ("before", "after"):
        return any(name == "content" for name, _, _ in declarations)
    return pseudo is None and any(
        name.startswith(_FELT) or (name == "display" and "list-item" in value) for name, value, _ in declarations
    )


GROUP = Group(
    name="styles",
    why=Text("样式只计算一次", "styles are computed once"),
    files=(
        "weasyprint/css/__init__.py", "weasyprint/layout/page.py", "weasyprint/formatting_structure/build.py",
        "cssselect2/__init__.py", "cssselect2/compiler.py", "cssselect2/tree.py",
    ),
    replacements=_replacements,
)  # fmt: skip
