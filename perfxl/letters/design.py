"""A letter design: templates, style, fixed words and pictures, and the HTML that comes of facts."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from perfxl.letters import letter_toml
from perfxl.letters.charts import Bar, bar_chart
from perfxl.letters.colours import STYLE, coloured
from perfxl.letters.design_check import PLACEHOLDER, SIMPLE_FIELDS, SKELETON, check_design, section_file
from perfxl.letters.design_folder import DesignFiles, design_files
from perfxl.letters.facts import LetterFacts, Stretch
from perfxl.letters.side_by_side import rows_of
from perfxl.letters.template_faults import MissingWords, place_of, template_fault, variable_of

FONT_FAMILY = "perfxl letter"
_CHART_FONTS = f"{FONT_FAMILY}, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
_PICTURE = re.compile(r"perfxl-asset:(picture/[^\"')]+)")
NO_PICTURES: Mapping[str, str] = MappingProxyType({})


class Design:
    """One letter design; `html` makes pages of it. Fault for colours that cannot be used."""

    def __init__(self, files: DesignFiles) -> None:
        self.files = files
        self.style = coloured(
            files.sources[STYLE], files.settings.colours, files.sources.get(letter_toml.NAME, "")
        )
        self.digest = files.digest()
        self._sandbox = ImmutableSandboxedEnvironment(
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            loader=_OwnFiles(files.sources),
            auto_reload=False,
        )

    @cached_property
    def _template(self) -> Template:
        """Compiled when the first letter needs it: where nothing changed, none does."""
        return self._sandbox.get_template(SKELETON)

    def checked(self) -> Self:
        """This design after a look through all of its templates and words; Fault for one that cannot be used."""
        try:
            check_design(self.files, self._sandbox)
        except TemplateError as error:
            raise template_fault(error, self.files.sources) from error
        return self

    def html(self, facts: LetterFacts, *, pictures: Mapping[str, str] = NO_PICTURES, style: bool = False) -> str:
        """The letter as well-formed XHTML.

        pictures: addresses by name: `logo`, `seal`, `picture/NAME`; what is not there is not shown. style: put the CSS
        in, for a file by itself. Raises jinja2's errors, KeyError and MissingWords; `place_in_template` reads them.
        """
        say = Words(self.files.words[facts.language], {name: getattr(facts, name) for name in SIMPLE_FIELDS})
        return self._template.render(
            letter=facts,
            say=say,
            charts=[_chart(stretch, say) for stretch in facts.stretches],
            rows=[[[section_file(name) for name in column] for column in row] for row in self._rows(facts)],
            logo=pictures.get("logo", ""),
            seal=pictures.get("seal", ""),
            picture=_picture_of(pictures),
            style=Markup(_PICTURE.sub(lambda found: pictures[found[1]], self.style)) if style else "",
        )

    def tried(self, facts: LetterFacts) -> None:
        """Fill in `facts` once; Fault with file, line and variable if that fails."""
        names = ["logo", "seal", *self.files.assets()]
        try:
            self.html(facts, pictures=dict.fromkeys(names, "-"), style=True)
        except (TemplateError, MissingWords, LookupError, TypeError, ValueError, ArithmeticError) as error:
            raise template_fault(error, self.files.sources) from error

    def where(self, error: Exception) -> str:
        """File, line and variable of an error of `html`, or '' if it arose elsewhere."""
        file, line = place_of(error, self.files.sources)
        return f"{file}:{line} {variable_of(error)}".strip() if line else ""

    def texts(self) -> str:
        """Everything that the design itself may print, for the font subset."""
        words = (said for by_key in self.files.words.values() for said in by_key.values())
        return "".join([*self.files.sources.values(), *words])

    def _rows(self, facts: LetterFacts) -> Any:
        return rows_of(self.files.settings.order, facts)


class Words:
    """The fixed words of one language. Calling with a key gives the words with their {names} replaced and escaped.

    letter: facts that every text may name; a call may add others.
    """

    def __init__(self, words: Mapping[str, str], letter: Mapping[str, str] = NO_PICTURES) -> None:
        self._words = words
        self._letter = letter

    def __call__(self, key: str, **facts: object) -> Markup:
        """The words of `key`; MissingWords names a key or a fact that does not exist."""
        if key not in self._words:
            raise MissingWords(f"say('{key}')")
        return Markup(PLACEHOLDER.sub(lambda name: self._fact(name[1], facts), str(escape(self._words[key]))))

    def _fact(self, name: str, facts: Mapping[str, object]) -> str:
        if name not in facts and name not in self._letter:
            raise MissingWords(f"{{{name}}}")
        return str(escape(facts[name] if name in facts else self._letter[name]))


class _OwnFiles(BaseLoader):
    """Templates by name from memory. Their names are in tracebacks, so that an error can be placed."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        if not template.endswith(".html.j2") or template not in self._sources:
            raise TemplateNotFound(template, f"{template} is not in the folder")
        return self._sources[template], template, lambda: True


def read_design(preset: str = "", folder: Path | None = None) -> Design:
    """The design of a preset (the usual one for ''), changed by the files of `folder`; Fault if it cannot be used.

    A preset as it comes is not looked through again; the tests have done it.
    """
    design = Design(design_files(preset, folder))
    return design if folder is None else design.checked()


def _picture_of(pictures: Mapping[str, str]) -> Callable[[str], str]:
    def picture(name: str) -> str:
        if f"picture/{name}" not in pictures:
            raise MissingWords(f"picture('{name}')")
        return pictures[f"picture/{name}"]

    return picture


def _chart(stretch: Stretch, say: Words) -> Markup:
    bars = [Bar(kpi.name, kpi.bar, kpi.points) for kpi in stretch.kpis if kpi.bar is not None]
    return bar_chart(bars, family=_CHART_FONTS, summary=str(say("chart_summary")))
