"""What calibrate says in the terminal: places per grade, whom to talk about, where the files are."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from perfxl.language import Text, plain_number
from perfxl.reports.scores import print_heading
from perfxl.rules.committee import pool_title
from perfxl.rules.committee_words import STATUSES, pool_notes
from perfxl.terminal import copyable, paragraph, print_table, say, typed

if TYPE_CHECKING:
    from perfxl.rules.committee import Committee

_MOST = 12
_POOL = Text("范围", "Pool")
_HEADS = (
    Text("等级", "Grade"),
    Text("比例", "Quota"),
    Text("名额", "Places"),
    Text("按得分", "By score"),
    Text("若按提议", "As proposed"),
    Text("现在", "Now"),
)


def print_committee(found: "Committee", language: str, *, out: Path | None, pdf: Path | None, path: Path) -> None:
    """A short summary; everything stands in the workbook."""
    print_heading(found.scores, language)
    if len(found.pools):
        _print_places(found, language)
    for pool in dict.fromkeys(found.pools["pool"]):
        for note in pool_notes(found, str(pool)):
            paragraph(note(language))
    _print_people(found, language)
    for finding in found.of_decisions + found.findings:
        paragraph(f"● {finding.code} {finding.line(language)}")
    say(Text("没有改变任何等级：校准表里写明理由、决定人和日期的一行才算决定。",
             "No grade was changed: only a row of the Calibration sheet with reason, who and when is a decision."), language)  # fmt: skip
    for text, file in (
        (Text("工作簿：{path}", "Workbook: {path}"), out),
        (Text("会议材料：{path}", "Paper: {path}"), pdf),
    ):
        if file is not None:
            copyable(text, language, path=file)
    if out is None and pdf is None:
        copyable(Text("下一步：perfxl calibrate {path} --out 校准.xlsx --pdf 校准.pdf",
                      "Next: perfxl calibrate {path} --out calibration.xlsx --pdf calibration.pdf"), language, path=typed(path))  # fmt: skip


def _print_places(found: "Committee", language: str) -> None:
    several = found.pools["pool"].nunique() > 1
    rows = []
    for line in found.pools.itertuples():
        quota = "" if pd.isna(line.quota) else f"{plain_number(line.quota)}%"
        places = "" if pd.isna(line.places) else f"{line.places:.0f}"
        row = [line.grade, quota, places, *(str(one) for one in (line.earned, line.proposed, line.final))]
        rows.append([pool_title(line.pool)(language), *row] if several else row)
    heads = [head(language) for head in ((_POOL, *_HEADS) if several else _HEADS)]
    print_table(heads, rows, right=tuple(range(1 + several, len(heads))))


def _print_people(found: "Committee", language: str) -> None:
    people = found.people[found.people["status"] != ""]
    if people.empty:
        say(Text("没有需要讨论的人。", "There is nobody to talk about."), language)
        return
    say(
        Text("值得讨论的 {n} 人，最没有把握的在前：", "To talk about, the least certain first: {n}"),
        language,
        n=len(people),
    )
    between = Text("：", ": ")(language)
    for line in people.head(_MOST).itertuples():
        name = " ".join(filter(None, (line.employee_id, line.name)))
        grade = f" {line.grade}" if line.status == "decided" else ""
        paragraph(f"● {name} {STATUSES[line.status](language)}{grade}{between}{line.why(language)}")
    if len(people) > _MOST:
        say(Text("另有 {n} 人，见工作簿。", "{n} more stand in the workbook."), language, n=len(people) - _MOST)
