"""What appeals says in the terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.language import Text
from perfxl.reports.appeal import print_quotas, shown
from perfxl.rules.appeal_overview import STATES
from perfxl.terminal import copyable, paragraph, print_table, say

if TYPE_CHECKING:
    from perfxl.jobs.appeals import AppealLetters
    from perfxl.rules.appeal_overview import AppealOverview

_HEADS = (
    Text("申诉", "Appeal"), Text("工号", "ID"), Text("事项", "Item"), Text("应答复", "Due"), Text("状态", "State"),
    Text("得分", "Score"), Text("等级", "Grade"),
)  # fmt: skip


def print_appeals(
    overview: "AppealOverview", made: "AppealLetters | None", language: str, *, written: Sequence[Path]
) -> None:
    """Every appeal, how grades moved, and what was written where."""
    rows = [
        (
            row["appeal_id"], row["employee_id"], row["item"], str(row["due_on"] or "—"), STATES[row["state"]](language),
            _moved(row["score_before"], row["score_after"]), _moved(row["grade_before"], row["grade_after"]),
        )
        for row in overview.table.to_dict("records")
    ]  # fmt: skip
    if rows:
        print_table([head(language) for head in _HEADS], rows)
    else:
        say(Text("没有申诉。", "There are no appeals."), language)
    print_quotas(overview.grades, language)
    if made is not None:
        for finding in made.findings:
            paragraph(f"■ {finding.code} {finding.what(language)} {finding.mend(language)}", style="bold red")
        copyable(
            Text("决定书 {n} 份：{folder}", "Decisions: {n}, in {folder}"),
            language,
            n=len(made.written),
            folder=made.folder,
        )
    for path in written:
        copyable(Text("已写入 {path}", "Written: {path}"), language, path=path)


def _moved(before: object, after: object) -> str:
    return " → ".join(dict.fromkeys((shown(before), shown(after))))
