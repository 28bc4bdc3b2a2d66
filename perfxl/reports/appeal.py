"""What appeal says in the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from perfxl.cycle.choices import COMPONENTS, title_of
from perfxl.jobs.as_json import plain
from perfxl.language import Text, plain_number
from perfxl.reports.findings import print_findings
from perfxl.rules.standards import short
from perfxl.terminal import copyable, paragraph, print_table, say
from perfxl.workbook.results.words import KINDS, STATUS

if TYPE_CHECKING:
    from perfxl.jobs.appeal import AppealOutcome

_HEADS = (Text("内容", "What"), Text("更正前", "Before"), Text("更正后", "After"), Text("变化", "Change"))
_OVER = Text("▲ 超过名额", "▲ over the quota")
_GRADES = (Text("等级", "Grade"), Text("更正前", "Before"), Text("更正后", "After"), Text("名额", "Quota"))


def print_appeal(outcome: "AppealOutcome", language: str) -> None:
    """Who and what, the lines that change, the grades, what was decided."""
    from perfxl.jobs.appeal import result_fingerprint  # noqa: PLC0415

    person, appeal = outcome.before.person, outcome.appeal
    words = (appeal["appeal_id"], person["employee_id"], person["name"], appeal["item"], appeal["corrected_value"])
    paragraph(" · ".join(str(word) for word in words if word), style="bold")
    if not outcome.decided:
        say(
            Text("尚未决定：以下是若采纳更正值的结果，未计入得分。", "Not decided: this is what it would do; it does not count yet."),
            language,
        )
    paragraph("")
    rows = [_line(row, language) for row in outcome.changes.to_dict("records")]
    if rows:
        print_table([head(language) for head in _HEADS], rows, right=(1, 2, 3))
    else:
        say(Text("得分没有变化。", "No line of the score changes."), language)
    print_table([head(language) for head in _HEADS[:3]], _results(outcome, language), right=(1, 2))
    print_quotas(outcome.grades, language)
    prints = {side: short(result_fingerprint(getattr(outcome, side))) for side in ("before", "after")}
    say(Text("结果指纹 {before} → {after}", "Result {before} → {after}"), language, **prints)
    paragraph("")
    print_findings(outcome.findings, language, all_of_them=True)


def print_quotas(grades: pd.DataFrame, language: str) -> None:
    """Grades whose number of people changed, with their quota, and which is over it now."""
    moved = grades[grades["before"] != grades["after"]]
    if not len(moved):
        return
    rows = [
        [
            shown(row["grade"]), *(f"{row[side]} ({row[f'share_{side}']:.1f}%)" for side in ("before", "after")),
            "—" if shown(row["quota"]) == "—" else f"{shown(row['quota'])}%", _OVER(language) if row["over"] else "",
        ]
        for row in moved.to_dict("records")
    ]  # fmt: skip
    print_table([*(head(language) for head in _GRADES), ""], rows, right=(1, 2, 3))


def print_decision(letter: Path | None, language: str) -> None:
    """Where the letter to the person is, or how to make it."""
    if letter is not None:
        copyable(Text("决定书：{path}", "Decision: {path}"), language, path=letter)


def _line(row: dict[str, Any], language: str) -> list[str]:
    component = title_of(str(row["component"] or ""), COMPONENTS, language)
    kind = KINDS[row["kind"]](language) if row["kind"] in KINDS else str(row["kind"])
    name = " · ".join(filter(None, (component, str(row["item"] or "") or kind)))
    before, after = plain(row["before"]), plain(row["after"])
    change = "" if before is None or after is None else f"{after - before:+.2f}"
    return [name, shown(before), shown(after), change]


def _results(outcome: "AppealOutcome", language: str) -> list[list[str]]:
    before, after = outcome.before.person, outcome.after.person
    return [
        [Text("状态", "Status")(language), *(STATUS[side["status"]](language) for side in (before, after))],
        [Text("最终得分", "Score")(language), shown(before["score"]), shown(after["score"])],
        [Text("最终等级", "Grade")(language), shown(before["grade"]), shown(after["grade"])],
    ]


def shown(value: Any) -> str:
    """A figure or a word of the answer; a dash for nothing."""
    value = plain(value)
    if value is None:
        return "—"
    return plain_number(value, digits=4) if isinstance(value, float) else str(value)
