"""What calendar says in the terminal. Ids only: names stand in the workbook."""

from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.language import Text
from perfxl.reports.findings import print_findings
from perfxl.terminal import copyable, print_table, say

if TYPE_CHECKING:
    from perfxl.jobs.calendar import Drafted
    from perfxl.rules.agenda import Agenda

_MOST = 12
_HEADS = (Text("负责人", "Owner"), Text("逾期", "Overdue"), Text("即将到期", "Soon"), Text("以后", "Later"), Text("下一个期限", "Next due"))


def print_agenda(found: "Agenda", drafted: "Drafted", language: str, *, out: Path | None, all_of_them: bool) -> None:
    """Per owner what is due, then the next items, then what to look at."""
    from perfxl.rules.agenda import State  # noqa: PLC0415 - heavy, only where it is printed
    from perfxl.rules.agenda_words import ADMINISTRATOR, STATES, kind_of, what_of  # noqa: PLC0415

    owners = [
        (one.owner_id or ADMINISTRATOR(language), one.overdue, one.soon, one.later, one.next_due or "")
        for one in found.owners.itertuples()
    ]
    if owners:
        print_table([head(language) for head in _HEADS], owners, right=(1, 2, 3))
    else:
        say(Text("没有未完成的事项。", "Nothing is open."), language)
    pressing = found.items[found.items["state"].isin([State.OVERDUE, State.SOON])]
    rows = [
        (STATES[one.state](language), one.due, kind_of(one.stage, one.kind)(language),
         one.about if one.kind == "talk" else what_of(one._asdict(), language), one.owner_id)
        for one in pressing.head(_MOST).itertuples()
    ]  # fmt: skip
    if rows:
        heads = (Text("状态", "State"), Text("期限", "Due"), Text("类别", "Kind"), Text("事项", "What"), Text("负责人", "Owner"))
        print_table([head(language) for head in heads], rows, whole=(1,))
    print_findings(found.findings + drafted.findings, language, all_of_them=all_of_them)
    if not found.declared:
        say(Text("“日程”表是空的：--out 的工作簿里有一份建议日程可以贴入。",
                 "The Calendar sheet is empty: the workbook of --out proposes one to paste."), language)  # fmt: skip
    if drafted.drafts:
        say(Text("草稿 {n} 份，没有发送。", "{n} drafts; nothing was sent."), language, n=len(drafted.drafts))
    if out is not None:
        copyable(Text("已写入 {path}", "Written: {path}"), language, path=out)
