"""What consolidate says in the terminal: files, what changed, what is wrong, who is missing, the next step."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.language import Text
from perfxl.reports.findings import counted, print_findings
from perfxl.terminal import copyable, paragraph, print_table, say, typed

if TYPE_CHECKING:
    from perfxl.jobs.consolidate import Consolidation

_MOST_FILES, _MOST_CHANGES, _MOST_NAMES = 15, 10, 8
_STATUS = {
    "read": Text("已读取", "read"),
    "unchanged": Text("未变", "unchanged"),
    "skipped": Text("已跳过", "skipped"),
    "quarantined": Text("已隔离", "set aside"),
}
_FILE_HEADS = (Text("文件", "File"), Text("结果", "Outcome"), Text("代码", "Code"), Text("原因", "Why"))
_CHANGE_HEADS = (Text("位置", "Place"), Text("工号", "ID"), Text("事项", "Item"), Text("上次", "Before"), Text("这次", "Now"))


def print_consolidation(done: "Consolidation", language: str, *, cycle: Path, all_findings: bool = False) -> None:
    """The whole answer of one run. all_findings: notes and accepted ones too."""
    _print_files(done, language)
    _print_changes(done, language)
    print_findings(done.findings, language, all_of_them=all_findings)
    _print_silent(done, language)
    _print_standards(done, language)
    say(Text("{counts}", "{counts}"), language, counts=counted(done.findings, language))
    _print_master(done, language)
    copyable(Text("下一步：perfxl check {cycle}", "Next: perfxl check {cycle}"), language, cycle=typed(cycle))


def _print_standards(done: "Consolidation", language: str) -> None:
    """How the standards differ from those published; the journal says the same."""
    found = done.standards
    if found.changes:
        say(
            Text("标准与 {on} 公布的有 {n} 处不同（已记入日志）：", "Standards differ from those published on {on} (in the journal): {n}"),
            language,
            on=found.published_on,
            n=len(found.changes),
        )
        for one in found.changes[:_MOST_CHANGES]:
            paragraph(f"▲ {one.line(language)}")


def _print_files(done: "Consolidation", language: str) -> None:
    counts = done.counts()
    parts = [
        Text(f"{_STATUS[status].zh} {count}", f"{count} {_STATUS[status].en}")(language)
        for status, count in counts.items()
    ]
    say(Text("文件 {n} 个：{parts}", "Files: {n} ({parts})"), language, n=len(done.files), parts=Text("，", ", ")(language).join(parts))
    odd = [one for one in done.files if one.finding is not None]
    if odd:
        rows = [
            (one.file, _STATUS[one.status](language), one.finding.code, one.finding.what(language))
            for one in odd[:_MOST_FILES]
            if one.finding
        ]
        print_table([head(language) for head in _FILE_HEADS], rows, whole=(1, 2))
    if len(odd) > _MOST_FILES:
        say(Text("另有 {n} 个，见总表的“文件”。", "{n} more; see Files in the master."), language, n=len(odd) - _MOST_FILES)


def _print_changes(done: "Consolidation", language: str) -> None:
    found = done.changes
    if found.first:
        return
    say(
        Text("与上次相比：新到 {came}，改动 {changed}，不见了 {gone}", "Since the last run: {came} came, {changed} changed, {gone} gone"),
        language, came=len(found.came), changed=len(found.changed), gone=len(found.gone),
    )  # fmt: skip
    if found.cells:
        rows = [(str(one.place), one.employee_id, one.item, one.before, one.after) for one in found.cells[:_MOST_CHANGES]]
        print_table([head(language) for head in _CHANGE_HEADS], rows, whole=(1,))
    if len(found.cells) > _MOST_CHANGES:
        more = len(found.cells) - _MOST_CHANGES
        say(Text("另有 {n} 处改动，见总表的“变化”。", "{n} more changes; see Changes in the master."), language, n=more)


def _print_silent(done: "Consolidation", language: str) -> None:
    separator = Text("、", ", ")(language)
    if done.missing_departments:
        names = separator.join(done.missing_departments[:_MOST_NAMES])
        say(Text("尚未交回的部门 {n} 个：{names}", "Departments that have sent nothing ({n}): {names}"), language,
            n=len(done.missing_departments), names=names)  # fmt: skip
    if done.missing_raters:
        names = separator.join(done.missing_raters[:_MOST_NAMES])
        say(Text("尚未交回的评价人 {n} 位：{names}", "Raters who have sent nothing ({n}): {names}"), language,
            n=len(done.missing_raters), names=names)  # fmt: skip
    owners = Counter(one.owner or one.department for one in done.missing)
    if owners:
        most = separator.join(f"{owner} {count}" for owner, count in owners.most_common(_MOST_NAMES))
        say(Text("尚缺 {n} 项，最多的：{most}", "Pieces still missing: {n}; most from {most}"), language,
            n=len(done.missing), most=most)  # fmt: skip


def _print_master(done: "Consolidation", language: str) -> None:
    if done.master != done.asked:
        copyable(
            Text("{asked} 正在别处打开，这次写入 {master}。关闭后请再汇总一次。",
                 "{asked} is open elsewhere; written to {master} this time. Close it and consolidate again."),
            language, asked=done.asked, master=done.master,
        )  # fmt: skip
    elif done.written:
        copyable(Text("总表：{master}", "Master: {master}"), language, master=done.master)
    else:
        copyable(Text("没有变化，总表不变：{master}", "Nothing has changed, the master stays: {master}"), language,
                 master=done.master)  # fmt: skip
    copyable(Text("日志校验值 {head}", "Journal {head}"), language, head=done.head)
