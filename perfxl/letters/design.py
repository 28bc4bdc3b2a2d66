"""A letter design: template, style and fixed words, and the HTML that comes of facts.

A design is a folder under templates/letters: letter.html.j2 (well-formed XHTML, sandboxed jinja2), style.css, and
texts.zh.toml and texts.en.toml with the fixed words.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from perfxl.letters.charts import Bar, bar_chart
from perfxl.letters.facts import LetterFacts, Stretch
from perfxl.resources import templates_folder

FONT_FAMILY = "perfxl letter"
_CHART_FONTS = f"{FONT_FAMILY}, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
_FILES = ("letter.html.j2", "style.css", "texts.zh.toml", "texts.en.toml")
_NAME = re.compile(r"\{(\w+)\}")


class Design:
    """One letter design, read once; `html` makes pages of it."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.sources = dict(sources)
        self.style = sources["style.css"]
        self.digest = hashlib.sha256(repr(sorted(self.sources.items())).encode()).hexdigest()
        self._words = {code: tomllib.loads(sources[f"texts.{code}.toml"]) for code in ("zh", "en")}
        sandbox = ImmutableSandboxedEnvironment(
            autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._template = sandbox.from_string(sources["letter.html.j2"])

    def html(self, facts: LetterFacts, *, logo: str = "", style: bool = False) -> str:
        """The letter as well-formed XHTML. logo: its URL, '' for none. style: put the CSS in, for a file by itself."""
        say = Words(self._words[facts.language])
        charts = [_chart(stretch, say) for stretch in facts.stretches]
        css = Markup(self.style) if style else ""
        return self._template.render(letter=facts, say=say, charts=charts, logo=logo, style=css)

    def texts(self) -> str:
        """Everything that the design itself may print, for the font subset."""
        return "".join(self.sources.values())


class Words:
    """The fixed words of one language. Calling with a key gives the words with their {names} replaced and escaped."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words

    def __call__(self, key: str, **facts: object) -> Markup:
        """The words of `key`; KeyError names a key or a fact that does not exist."""
        words = str(escape(self._words[key]))
        return Markup(_NAME.sub(lambda name: str(escape(facts[name[1]])), words))


def read_design(name: str = "modern") -> Design:
    """The design of that name under templates/letters."""
    folder: Path = templates_folder() / "letters" / name
    return Design({file: (folder / file).read_text(encoding="utf-8") for file in _FILES})


def _chart(stretch: Stretch, say: Words) -> Markup:
    bars = [Bar(kpi.name, kpi.bar, kpi.points) for kpi in stretch.kpis if kpi.bar is not None]
    return bar_chart(bars, family=_CHART_FONTS, summary=str(say("chart_summary")))
