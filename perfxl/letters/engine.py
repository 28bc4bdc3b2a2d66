"""HTML to PDF by WeasyPrint, closed to the outside: fonts and logo come from memory, nothing else is fetched.

One engine serves many letters: fonts, parsed CSS and pictures are kept between them.
"""

import gc
import io
import logging
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any, Self

import cssselect2  # type: ignore[import-untyped]
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from perfxl.faults import Fault
from perfxl.language import Text
from perfxl.letters.design import FONT_FAMILY
from perfxl.letters.quick.groups import Group
from perfxl.letters.quick.memory import Memory
from perfxl.letters.quick.switch import Quickness, standing

SCHEME = "perfxl-asset:"
_BETWEEN_COLLECTIONS = 8  # letters; after each costs a tenth of the time, after many more garbage is cold and slow to find
# On the style's first line, so that the lines of warnings are those of style.css.
_FACES = "".join(
    f'@font-face {{ font-family: "{FONT_FAMILY}"; src: url("{SCHEME}{name}"); font-weight: {weight} }} '
    for name, weight in (("regular", 400), ("bold", 700))
)
# Said once a letter where the faster library is missing; the letter is the same.
_HARMLESS = "Using fontTools instead of HarfBuzz"


class RenderingWarned(Exception):
    """WeasyPrint had to leave something out; the letter must not go out."""


_FAULTS = (Exception, FatalURLFetchingError)  # the latter is no Exception, so that WeasyPrint does not swallow it


class FromMemory(URLFetcher):  # type: ignore[misc]
    """Serves the named assets from memory and refuses every other address, without looking at it."""

    def __init__(self, assets: Mapping[str, tuple[bytes, str]]) -> None:
        super().__init__(allowed_protocols=[SCHEME.rstrip(":")], allow_redirects=False, fail_on_errors=True)
        self._assets = dict(assets)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        content, kind = self._assets.get(url.removeprefix(SCHEME), (None, "")) if url.startswith(SCHEME) else (None, "")
        if content is None:
            raise FatalURLFetchingError("a letter may not fetch anything")
        return URLFetcherResponse(url, content, {"Content-Type": kind})


@dataclass(frozen=True)
class Attached:
    """A file inside a letter. on: its date, which the machine's clock must not set. describes: `Data` or `Source`."""

    name: str
    content: bytes
    description: str
    on: date
    describes: str = "Data"

    def for_weasyprint(self, fetcher: URLFetcher) -> Attachment:
        """The same, as WeasyPrint takes it; made anew for each letter, as it is read once."""
        when = datetime(self.on.year, self.on.month, self.on.day)
        return Attachment(
            file_obj=io.BytesIO(self.content), url_fetcher=fetcher, name=self.name, description=self.description,
            created=when, modified=when, relationship=self.describes,
        )  # fmt: skip


class WellFormed(HTML):  # type: ignore[misc]
    """A document from well-formed XHTML, parsed in C; the general HTML parser costs a tenth of a letter."""

    def __init__(self, xhtml: str, fetcher: URLFetcher) -> None:
        root = ET.fromstring(xhtml)
        self.base_url = SCHEME
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.etree_element = root
        self.wrapper_element = _Lookup(root)


class _Lookup:
    """A document's root, for selectors. Elements of a name, which is what is mostly asked for, are found without them."""

    def __init__(self, root: ET.Element) -> None:
        self.etree_element = root

    def query_all(self, *names: str) -> Iterator[Any]:
        """Holders of the elements with these tag names."""
        if not all(name.isalpha() for name in names):
            return self._whole.query_all(*names)  # type: ignore[no-any-return]
        found = (element for element in self.etree_element.iter() if element.tag.rpartition("}")[2] in names)
        return (SimpleNamespace(etree_element=element) for element in found)

    @cached_property
    def _whole(self) -> Any:
        return cssselect2.ElementWrapper.from_html_root(self.etree_element, content_language=None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)


class Engine:
    """Makes PDFs of letters that share fonts, style and logo. The same HTML gives the same bytes, in any order.

    variant: such as pdf/ua-1, as WeasyPrint names them; '' for an ordinary PDF.
    reusing: the groups of `perfxl.letters.quick` that may remember answers from letter to letter. Use the engine as a
    context for many letters; without, nothing is remembered from one call of `pdf` to the next.
    """

    def __init__(
        self,
        style: str,
        assets: Mapping[str, tuple[bytes, str]],
        *,
        reusing: tuple[Group, ...] | None = None,
        variant: str = "",
    ) -> None:
        allowed = standing()
        self._ways = [Quickness((*allowed.lean, *reusing))] if reusing else []
        self._ways += [Quickness(allowed.lean), Quickness(())]
        self._fetcher = FromMemory(assets)
        self._fonts = FontConfiguration()
        self._style = self._read_style(style)
        self._pictures: dict[str, object] = {}
        self._variant = variant or None
        self._made = 0
        self._own_faults: set[str] = set()
        self._place, self._is_open = ExitStack(), False
        self.gave_up = False  # whether it left a quick way that failed, for good

    def __enter__(self) -> Self:
        self._place.enter_context(self._ways[0].in_place())
        self._is_open = True
        return self

    def __exit__(self, *error: object) -> None:
        self._is_open = False
        self._place.close()
        gc.unfreeze()

    def pdf(self, xhtml: str, attached: Sequence[Attached] = ()) -> bytes:
        """The PDF of one letter; RenderingWarned if WeasyPrint had to leave anything out."""
        try:
            return self._by(self._ways[0], xhtml, attached)
        except _FAULTS as error:
            self._ways[0].memory.forget()  # what was remembered does not warn again
            if len(self._ways) == 1 or repr(error) in self._own_faults:
                raise
            return self._slower(xhtml, attached, error)

    def _slower(self, xhtml: str, attached: Sequence[Attached], error: BaseException) -> bytes:
        """The letter by a slower way: an error may be the letter's own or that of the quick way. If it was the way's,
        the slower one is used from now on.
        """
        self._own_faults.add(repr(error))
        self._place.close()
        try:
            for way in self._ways[1:-1]:
                with suppress(*_FAULTS):
                    return self._by(way, xhtml, attached)
            return self._by(self._ways[-1], xhtml, attached)
        finally:
            if self._is_open:
                self._place.enter_context(self._ways[0].in_place())

    def _by(self, way: Quickness, xhtml: str, attached: Sequence[Attached]) -> bytes:
        with way.in_place():
            made = self._rendered(xhtml, attached, way.memory)
        if way is not self._ways[0]:
            self._own_faults.clear()
            self._ways = self._ways[self._ways.index(way) :]
            self.gave_up = True
        return made

    def _rendered(self, xhtml: str, attached: Sequence[Attached], memory: Memory) -> bytes:
        with warnings_refused():
            made: bytes = self._parsed(xhtml).write_pdf(
                font_config=self._fonts,
                stylesheets=[self._style],
                cache=self._pictures,
                pdf_identifier=None,
                pdf_variant=self._variant,
                attachments=[one.for_weasyprint(self._fetcher) for one in attached],
            )
        memory.end_letter()
        self._made += 1
        self._collect()
        return made

    def _collect(self) -> None:
        """Collect garbage every few letters. What survives is what is remembered, and need not be looked at again."""
        if self._made % _BETWEEN_COLLECTIONS == 0:
            gc.collect()
            if self._is_open:
                gc.freeze()

    def _read_style(self, style: str) -> CSS:
        """The parsed CSS; a Fault for a style that WeasyPrint does not understand, as no letter could be right."""
        try:
            with warnings_refused():
                return CSS(string=_FACES + style, font_config=self._fonts, url_fetcher=self._fetcher, base_url=SCHEME)
        except (RenderingWarned, FatalURLFetchingError) as error:
            raise Fault(
                Text(
                    f"信的样式文件 style.css 有误：{error} 请改正后重做。",
                    f"The letters' style.css is wrong: {error} Mend it and run again.",
                )
            ) from error

    def _parsed(self, html: str) -> HTML:
        """Own designs may be HTML that is not XML; they take the slower parser."""
        try:
            return WellFormed(html, self._fetcher)
        except ET.ParseError:
            return HTML(string=html, url_fetcher=self._fetcher, base_url=SCHEME)


class _Collected(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if not message.startswith(_HARMLESS):
            self.messages.append(message)


@contextmanager
def warnings_refused() -> Iterator[None]:
    """Turn what WeasyPrint only warns about into RenderingWarned with the first warning; nothing is printed."""
    logger, collected = logging.getLogger("weasyprint"), _Collected()
    propagates = logger.propagate
    logger.addHandler(collected)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(collected)
        logger.propagate = propagates
    if collected.messages:
        raise RenderingWarned(collected.messages[0])
