"""HTML to PDF by WeasyPrint, closed to the outside: fonts and logo come from memory, nothing else is fetched.

One engine serves many letters: fonts, parsed CSS and pictures are kept between them.
"""

import gc
import logging
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import cssselect2  # type: ignore[import-untyped]
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from perfxl.faults import Fault
from perfxl.language import Text
from perfxl.letters.design import FONT_FAMILY

SCHEME = "perfxl-asset:"
_BETWEEN_COLLECTIONS = 8  # letters; collecting after each costs a tenth of the time, never collecting costs memory
# On the style's first line, so that the lines of warnings are those of style.css.
_FACES = "".join(
    f'@font-face {{ font-family: "{FONT_FAMILY}"; src: url("{SCHEME}{name}"); font-weight: {weight} }} '
    for name, weight in (("regular", 400), ("bold", 700))
)
# Said once a letter where the faster library is missing; the letter is the same.
_HARMLESS = "Using fontTools instead of HarfBuzz"


class RenderingWarned(Exception):
    """WeasyPrint had to leave something out; the letter must not go out."""


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


class WellFormed(HTML):  # type: ignore[misc]
    """A document from well-formed XHTML, parsed in C; the general HTML parser costs a tenth of a letter."""

    def __init__(self, xhtml: str, fetcher: URLFetcher) -> None:
        root = ET.fromstring(xhtml)
        self.base_url = SCHEME
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class Engine:
    """Makes PDFs of letters that share fonts, style and logo. The same HTML gives the same bytes, in any order."""

    def __init__(self, style: str, assets: Mapping[str, tuple[bytes, str]]) -> None:
        self._fetcher = FromMemory(assets)
        self._fonts = FontConfiguration()
        self._style = self._read_style(style)
        self._pictures: dict[str, object] = {}
        self._made = 0

    def pdf(self, xhtml: str) -> bytes:
        """The PDF of one letter; RenderingWarned if WeasyPrint had to leave anything out."""
        with warnings_refused():
            document = self._parsed(xhtml)
            made: bytes = document.write_pdf(
                font_config=self._fonts, stylesheets=[self._style], cache=self._pictures, pdf_identifier=None
            )
        self._made += 1
        if self._made % _BETWEEN_COLLECTIONS == 0:
            gc.collect()
        return made

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
