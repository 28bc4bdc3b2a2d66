"""What remind says in the terminal. Ids only: the names stand in the drafts and the list."""

from typing import TYPE_CHECKING

from perfxl.language import Text
from perfxl.terminal import copyable, paragraph, print_table, say

if TYPE_CHECKING:
    from perfxl.jobs.remind import Reminded

_HEADS = (Text("催谁", "Who"), Text("项数", "Pieces"), Text("草稿", "Draft"))


def print_reminded(made: "Reminded", language: str) -> None:
    """One line for each draft, what HR has to see to, what was odd, where everything is."""
    pieces = dict(made.reminders.pieces["recipient"].value_counts())
    rows = [(one, int(pieces[one]), path.name) for one, path in made.drafts.items()]
    if rows:
        print_table([head(language) for head in _HEADS], rows, right=(1,), whole=(2,))
    if made.pieces_of_hr:
        say(Text("另有 {n} 项没有可催的人，请人力资源部落实，见清单最后。",
                 "Nobody can be asked for {n} more; HR has to see to them, at the end of the list."),
            language, n=made.pieces_of_hr)  # fmt: skip
    if not len(made.reminders.pieces):
        say(Text("什么都不缺，不用催。", "Nothing is missing; nobody needs a reminder."), language)
    for finding in made.findings:
        paragraph(f"▲ {finding.code} {finding.line(language)}", style="yellow")
    copyable(Text("清单：{path}", "List: {path}"), language, path=made.list)
    if made.drafts:
        say(Text("没有发送任何邮件。请用邮件程序打开草稿，核对后发送。",
                 "Nothing was sent. Open the drafts in your mail program, look at them, and send them."), language)  # fmt: skip
