"""Findings in the terminal: severity, code and place, then what is wrong and how to mend it."""

from typing import Any

from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding, Findings
from perfxl.language import Text
from perfxl.terminal import as_it_is, paragraph, say

# The symbol tells the severity apart without colour, and Chinese Windows can print it.
SEVERITIES = {
    BLOCKER: (Text("阻止计分", "blocker"), "■", "bold red"),
    WARNING: (Text("提醒", "warning"), "▲", "yellow"),
    NOTE: (Text("说明", "note"), "●", "dim"),
}
ACCEPTED = (Text("已接受", "accepted"), "○", "dim")
MOST_SHOWN = 25


def print_findings(findings: Findings, language: str, *, all_of_them: bool = False) -> None:
    """The worst findings first; notes and accepted ones are only counted unless all are wanted."""
    ranked = sorted(findings, key=_rank)
    chosen = ranked if all_of_them else [one for one in ranked if _is_pressing(one)][:MOST_SHOWN]
    for one in chosen:
        _print_finding(one, language)
    if hidden := len(findings) - len(chosen):
        say(Text("另有 {n} 项，--all 显示全部。", "{n} more; --all shows everything."), language, n=hidden)
        as_it_is("")


def counted(findings: Findings, language: str) -> str:
    """`3 blockers, 12 warnings, 40 notes`."""
    parts = [(SEVERITIES[severity][0](language), findings.count(severity)) for severity in SEVERITIES]
    if language == "en":
        return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for word, n in parts)
    return "，".join(f"{word} {n} 项" for word, n in parts)


def print_kind(content: dict[str, Any], language: str) -> None:
    """Title, fact and remedy of a code; content: the JSON of `perfxl finding`, its facts as ellipses already."""
    word, sign, style = SEVERITIES[content["severity"]]
    as_it_is(f"{sign} {content['code']} {word(language)}", style=style)
    paragraph(content["title"], indent="  ", style="bold")
    paragraph(content["fact"], indent="  ")
    paragraph(f"→ {content['remedy']}", indent="  ")


def _print_finding(one: Finding, language: str) -> None:
    word, sign, style = ACCEPTED if one.accepted else SEVERITIES[one.severity]
    place = f"  {one.place}" if one.place else ""
    as_it_is(f"{sign} {one.code} {word(language)}{place}", style=style)
    paragraph(one.what(language), indent="  ")
    paragraph(f"→ {one.mend(language)}", indent="  ")
    as_it_is("")


def _is_pressing(one: Finding) -> bool:
    return one.severity != NOTE and not one.accepted


def _rank(one: Finding) -> int:
    return len(SEVERITIES) if one.accepted else list(SEVERITIES).index(one.severity)
