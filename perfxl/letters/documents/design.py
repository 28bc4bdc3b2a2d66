"""The templates, style and fixed words of the documents (templates/documents), and the HTML that comes of facts."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from perfxl.letters.charts import bullet_chart, difference_chart, pair_chart, points_chart, position_strip
from perfxl.letters.charts.tree import tree_chart
from perfxl.letters.design import FONT_FAMILY
from perfxl.letters.documents.facts import (
    AppealLetter,
    AppealsReport,
    CommitteePaper,
    DifferenceChart,
    DocumentFacts,
    GoalReport,
    InterviewSheet,
    ManagerSummary,
    PairChart,
    ReceiptSheet,
    ReviewReport,
    StandardsBook,
)
from perfxl.resources import templates_folder

_CHART_FONTS = f"{FONT_FAMILY}, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
_FILES = (
    "frame.html.j2",
    "manager.html.j2",
    "interview.html.j2",
    "standards.html.j2",
    "review.html.j2",
    "receipt.html.j2",
    "appeal.html.j2",
    "appeals.html.j2",
    "committee.html.j2",
    "sections.html.j2",
    "goals.html.j2",
    "style.css",
    "texts.zh.toml",
    "texts.en.toml",
)
_NAME = re.compile(r"\{(\w+)\}")
_STRIP_WIDTH = 500.0
_REPORT_WIDTH = 480.0
_TREE_WIDTH = 503.0


class DocumentDesign:
    """The design of all documents, read once; `html` makes pages of it."""

    def __init__(self) -> None:
        folder = templates_folder() / "documents"
        self._sources = {file: (folder / file).read_text(encoding="utf-8") for file in _FILES}
        self.style = self._sources["style.css"]
        self._words = {code: tomllib.loads(self._sources[f"texts.{code}.toml"]) for code in ("zh", "en")}
        self._sandbox = ImmutableSandboxedEnvironment(
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            loader=DictLoader(self._sources),
        )

    def html(self, facts: DocumentFacts) -> str:
        """The document as well-formed XHTML."""
        say = DocumentWords(self._words[facts.language])
        charts = _drawn(facts, say)
        template = self._sandbox.get_template(f"{_TEMPLATES[type(facts)]}.html.j2")
        return template.render(page=facts, heading=facts.heading, say=say, charts=charts)

    def texts(self) -> str:
        """Everything that the design itself may print, for the font subset."""
        return "".join(self._sources.values())


class DocumentWords:
    """The fixed words of one language. Calling with a key gives the words with their {names} replaced and escaped."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words

    def __call__(self, key: str, **facts: object) -> Markup:
        """The words of `key`; KeyError names a key or a fact that does not exist."""
        words = str(escape(self._words[key]))
        return Markup(_NAME.sub(lambda name: str(escape(facts[name[1]])), words))


_TEMPLATES: Mapping[type, str] = {
    ManagerSummary: "manager",
    InterviewSheet: "interview",
    StandardsBook: "standards",
    ReceiptSheet: "receipt",
    AppealLetter: "appeal",
    AppealsReport: "appeals",
    ReviewReport: "review",
    CommitteePaper: "committee",
    GoalReport: "goals",
}


def _drawn(facts: DocumentFacts, say: DocumentWords) -> dict[str, Markup] | list[list[Markup]] | list[Markup]:
    """An interview's charts by name; a report's by section and place; trees in order; none for the others."""
    if isinstance(facts, GoalReport):
        return [
            tree_chart(one.root, family=_CHART_FONTS, summary=one.caption or one.root.title, width=_TREE_WIDTH)
            for one in facts.pictures
        ]
    if isinstance(facts, InterviewSheet):
        return _charts(facts, say)
    if isinstance(facts, ReviewReport | CommitteePaper):
        return [[_report_chart(chart) for chart in section.charts] for section in facts.sections]
    return {}


def _report_chart(chart: PairChart | DifferenceChart) -> Markup:
    if isinstance(chart, PairChart):
        return pair_chart(
            chart.rows, names=chart.names, family=_CHART_FONTS, summary=chart.caption, width=_REPORT_WIDTH
        )
    return difference_chart(
        chart.rows, ends=chart.ends, family=_CHART_FONTS, summary=chart.caption, width=_REPORT_WIDTH
    )


def _charts(facts: InterviewSheet, say: DocumentWords) -> dict[str, Markup]:
    def told(key: str) -> str:
        return say(key).unescape()

    standing = facts.standing
    return {
        "points": points_chart(
            facts.items, family=_CHART_FONTS, summary=told("points_summary"), no_value=told("no_value")
        ),
        "bullets": bullet_chart(facts.bullets, family=_CHART_FONTS, summary=told("bullets_summary")),
        "standing": Markup("")
        if standing is None
        else position_strip(
            standing.own,
            standing.cuts,
            own_shown=standing.own_shown,
            told=standing.told,
            family=_CHART_FONTS,
            summary=told("standing_summary"),
            width=_STRIP_WIDTH,
        ),
    }
