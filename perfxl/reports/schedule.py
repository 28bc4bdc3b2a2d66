"""What schedule says in the terminal."""

from datetime import datetime
from typing import TYPE_CHECKING

from perfxl.language import Text
from perfxl.schedule.days import Days
from perfxl.schedule.timing import Timing
from perfxl.terminal import as_it_is, copyable, paragraph, say, typed

if TYPE_CHECKING:
    from perfxl.findings.base import Findings
    from perfxl.jobs.schedule import Plan, Shown
    from perfxl.jobs.schedule_run import Ran
    from perfxl.schedule.installed import Installed
    from perfxl.schedule.last_run import LastRun, Step

_DAYS = {
    Days.EVERY: Text("每天", "every day"),
    Days.WORKDAYS: Text("周一至周五", "Monday to Friday"),
    Days.CN: Text("中国工作日（含调休）", "China's workdays, with make-up days"),
}
_STEPS = {"consolidate": Text("汇总", "consolidate"), "check": Text("检查", "check"), "remind": Text("催办", "remind")}
_COUNTS = {
    "read": Text("读入", "read"),
    "unchanged": Text("未变", "unchanged"),
    "skipped": Text("跳过", "skipped"),
    "quarantined": Text("隔离", "set aside"),
    "missing_departments": Text("未交的部门", "departments missing"),
    "blockers": Text("阻止计分", "blocking"),
    "warnings": Text("提醒", "warnings"),
    "scored": Text("已计分", "scored"),
    "held": Text("暂缓", "held"),
    "exempt": Text("免考核", "exempt"),
    "drafts": Text("草稿", "drafts"),
    "pieces": Text("缺项", "pieces missing"),
}
_ENDINGS = {
    0: Text("完成，没有问题", "done and clean"),
    1: Text("完成，有问题待处理", "done, with findings to mend"),
    3: Text("中断", "a fault stopped it"),
    4: Text("没做：另一个 perfxl 正在运行", "not done: another run held the lock"),
}


def print_plan(plan: "Plan", language: str, *, dry_run: bool) -> None:
    """What was registered, or would be; when it runs next; how to see and to remove it."""
    schedule = plan.schedule
    if dry_run:
        say(Text("会写入以下内容（没有安装）：", "This would be written (nothing was installed):"), language)
        for one in plan.written:
            as_it_is(f"── {one.where}", style="bold")
            as_it_is(one.text.rstrip())
        as_it_is("")
    else:
        copyable(Text("已用{scheduler}安装定时“{name}”", "Installed the schedule “{name}” with {scheduler}"), language,
                 scheduler=plan.scheduler.title(language), name=schedule.name)  # fmt: skip
    _print_what(schedule.timing, language)
    copyable(Text("回收：{returns}", "Returns: {returns}"), language, returns=schedule.returns)
    copyable(Text("汇总到：{into}", "Into: {into}"), language, into=schedule.into)
    say(Text("下次运行：{next}", "Next run: {next}"), language, next=_moment(plan.next_run))
    _print_findings(plan.findings, language)
    paragraph(plan.scheduler.hint(language))
    if not dry_run:
        copyable(Text("设置：{file}", "Settings: {file}"), language, file=schedule.file)
        as_it_is(Text("查看：perfxl schedule show；马上运行：perfxl schedule run --now；取消：perfxl schedule remove",
                      "See it: perfxl schedule show; run it now: perfxl schedule run --now; take it away: "
                      "perfxl schedule remove")(language))  # fmt: skip


def print_shown(there: "list[Shown]", language: str) -> None:
    """Each schedule: what, when, how the last run ended, when the next is."""
    if not there:
        as_it_is(Text("没有安装任何定时。安装：perfxl schedule install --daily 07:30 绩效管理.xlsx",
                      "No schedule is installed. Install one: perfxl schedule install --daily 07:30 performance.xlsx")(
                          language))  # fmt: skip
    for one in there:
        as_it_is(f"{one.installed.name}  ({one.installed.id})", style="bold")
        if one.schedule is None or one.fault is not None:
            paragraph(f"■ {one.fault(language) if one.fault else ''}", indent="  ", style="bold red")
            continue
        copyable(Text("  周期：{cycle}", "  Cycle: {cycle}"), language, cycle=one.schedule.cycle)
        copyable(Text("  汇总到：{into}", "  Into: {into}"), language, into=one.schedule.into)
        _print_what(one.schedule.timing, language, indent="  ")
        _print_last(one.last, language)
        if one.registered and one.next_run is not None:
            say(Text("  下次运行：{next}（{scheduler}）", "  Next run: {next} ({scheduler})"), language,
                next=_moment(one.next_run), scheduler=one.scheduler.title(language))  # fmt: skip
        else:
            paragraph(
                Text(f"■ {one.scheduler.title.zh}里没有这个定时，不会运行。请重新安装。",
                     f"■ {one.scheduler.title.en} does not know it; it will not run. Install it again.")(language),
                indent="  ", style="bold red",
            )  # fmt: skip


def print_removed(one: "Installed", language: str) -> None:
    """What was taken away, and what stays."""
    say(Text("已取消定时“{name}”。汇总和日志都保留。", "The schedule “{name}” is gone. The master and the log stay."), language,
        name=one.name)  # fmt: skip


def print_ran(ran: "Ran", language: str) -> None:
    """Each step with its counts, what stopped, when the next run is."""
    if not ran.due:
        say(Text("现在没有要做的：这一天的已经做完。", "Nothing is due: the day's work is done."), language)
    elif ran.last is not None:
        for step in ran.last.steps:
            _print_step(step, language)
    _print_findings(ran.findings, language)
    say(Text("下次运行：{next}", "Next run: {next}"), language, next=_moment(ran.next_run))
    if not ran.due:
        as_it_is(
            Text("马上再做一遍：{command} --now", "Do it again now: {command} --now")(language).format(
                command=f"perfxl schedule run --settings {typed(ran.schedule.file)}"
            )
        )


def _print_step(step: "Step", language: str, *, indent: str = "") -> None:
    name = _STEPS[step.step](language)
    if step.reason:
        paragraph(f"■ {name}: {step.reason}", indent=indent, style="bold red")
        return
    comma = ", " if language == "en" else "，"
    told = comma.join(f"{_COUNTS[key](language) if key in _COUNTS else key} {n}" for key, n in step.counts.items())
    paragraph(f"{'○' if step.code == 0 else '▲'} {name}: {told}", indent=indent)


def _print_last(last: "LastRun | None", language: str) -> None:
    if last is None:
        say(Text("  还没有运行过", "  It has not run yet"), language)
    elif last.ended is None:
        say(Text("  上次运行：{start} 开始，没有做完（{host}，{process}）", "  Last run: began {start}, not ended ({host}, {process})"),
            language, start=_moment(last.started), host=last.host, process=last.process)  # fmt: skip
    else:
        ending = _ENDINGS.get(last.code or 0, _ENDINGS[3])
        say(Text("  上次运行：{start}，{how}", "  Last run: {start}, {how}"), language, start=_moment(last.started), how=ending)
        for step in last.steps:
            _print_step(step, language, indent="    ")


def _print_what(timing: Timing, language: str, *, indent: str = "") -> None:
    say(Text("{indent}时间：{days} {at}", "{indent}When: {days} at {at}"), language, indent=indent,
        days=_DAYS[timing.days], at=f"{timing.at:%H:%M}")  # fmt: skip


def _print_findings(findings: "Findings", language: str) -> None:
    for finding in findings:
        paragraph(f"▲ {finding.code} {finding.line(language)}", style="yellow")


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
