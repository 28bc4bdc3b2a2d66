"""The commands of the daily run: schedule install, show, remove, run."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from perfxl import options as ask
from perfxl.exits import DONE
from perfxl.faults import WrongCommand
from perfxl.language import Text
from perfxl.options import example, told
from perfxl.schedule.days import Days
from perfxl.terminal import print_json, system_language, working

Daily = Annotated[str, typer.Option("--daily", metavar="HH:MM", help=told("每天几点，如 07:30", "at which time, such as 07:30"))]
Workdays = Annotated[
    str,
    typer.Option(
        "--workdays",
        metavar="[cn]",
        help=told("只在周一至周五；--workdays cn 按中国法定工作日和调休", "Monday to Friday; --workdays cn: China's, with make-up days"),
    ),
]
Into = Annotated[
    Path | None,
    typer.Option("--into", metavar="MASTER.xlsx", help=told("汇总写到哪里，默认按“周期”表", "the master; default as the cycle says")),
]
Returns = Annotated[
    Path | None,
    typer.Option("--returns", metavar="DIR", help=told("回收文件夹，默认按“周期”表", "the returns; default as the cycle says")),
]
NewName = Annotated[str, typer.Option("--name", metavar="NAME", help=told("定时的名字，默认工作簿名", "its name; default the workbook's"))]
CheckOut = Annotated[
    Path | None,
    typer.Option("--check-out", metavar="FILE.xlsx", help=told("检查后写此结果工作簿", "a results workbook after each check")),
]
RemindersFolder = Annotated[
    Path | None,
    typer.Option("--reminders", metavar="DIR", help=told("催办草稿和清单的文件夹", "drafts and list of reminders go here")),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help=told("只显示会写入什么，不安装", "show what would be written; install nothing"))]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help=told("哪一个定时（名字或编号）", "which schedule (name or id)"))]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help=told("定时的设置文件", "the schedule's settings"))
]
Now = Annotated[bool, typer.Option("--now", help=told("即使已做完也再做一遍", "do it even if it is done"))]


class _Install(TyperCommand):
    """`--workdays` alone means Monday to Friday, `--workdays cn` China's workdays; a path may follow either."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        said: list[str] = []
        words = iter(zip(args, [*args[1:], ""], strict=True))
        for word, after in words:
            if word == "--workdays" and after == Days.CN:
                next(words)
                said.append(f"--workdays={Days.CN}")
            else:
                said.append(f"--workdays={Days.WORKDAYS}" if word == "--workdays" else word)
        return super().parse_args(ctx, said)


def _days_asked(written: str) -> Days:
    """What --workdays asks for; WrongCommand for anything else."""
    try:
        return Days(written or Days.EVERY)
    except ValueError:
        hint = Text(f"--workdays 后面只能写 cn，不是 {written}。", f"--workdays may be followed by cn, not {written}.")
        raise WrongCommand(hint) from None


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    schedule = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        help=told("每天自动汇总、检查、催办；不打开 Excel。", "Consolidate, check and remind every day, without Excel."),
    )
    schedule.command(
        cls=_Install,
        help=told("用系统的定时器安装每天的运行；再装一次即替换。", "Install the daily run with the system's timer; again replaces it."),
        epilog=example(
            "perfxl schedule install --daily 07:30 --workdays 绩效管理.xlsx --reminders 催办",
            "perfxl schedule install --daily 07:30 --workdays performance.xlsx --reminders reminders",
        ),
    )(install)
    schedule.command(
        help=told("装了什么，上次怎样结束，下次什么时候。", "What is installed, how the last run ended, when the next is."),
        epilog=example("perfxl schedule show", "perfxl schedule show"),
    )(show)
    schedule.command(
        help=told("取消一个定时。", "Take a schedule away."),
        epilog=example("perfxl schedule remove --name 绩效管理", "perfxl schedule remove --name performance"),
    )(remove)
    schedule.command(
        help=told("把到期的工作做一遍就结束；定时器运行的就是它。", "Do what is due once, then end; this is what the timer starts."),
        epilog=example("perfxl schedule run", "perfxl schedule run"),
    )(run)
    app.add_typer(schedule, name="schedule")


def install(
    cycle: ask.CycleArgument,
    daily: Daily,
    into: Into = None,
    returns: Returns = None,
    workdays: Workdays = "",
    name: NewName = "",
    check_out: CheckOut = None,
    reminders: RemindersFolder = None,
    dry_run: DryRun = False,
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Install a schedule."""
    from perfxl.jobs.schedule import Wanted, plan
    from perfxl.jobs.schedule import install as registered
    from perfxl.reports.schedule import print_plan
    from perfxl.schedule.settings import time_of

    wanted = Wanted(cycle, time_of(daily), _days_asked(workdays), returns, into, name, check_out, reminders, lang)
    with working(told("安装…", "Installing..."), quiet=json):
        planned = plan(wanted, now=datetime.now())
        if not dry_run:
            registered(planned)
    language = planned.schedule.language
    if json:
        print_json(planned.to_json(language, registered=not dry_run))
    else:
        print_plan(planned, language, dry_run=dry_run)
    raise typer.Exit(DONE)


def show(lang: ask.Lang = "", json: ask.Json = False, debug: ask.Debug = False) -> None:
    """Show the schedules."""
    from perfxl.jobs.schedule import show as shown
    from perfxl.reports.schedule import print_shown

    language = lang or system_language()
    there = shown(now=datetime.now())
    if json:
        print_json({"schedules": [one.to_json(language) for one in there]})
    else:
        print_shown(there, language)
    raise typer.Exit(DONE)


def remove(name: Name = "", lang: ask.Lang = "", json: ask.Json = False, debug: ask.Debug = False) -> None:
    """Remove a schedule."""
    from perfxl.jobs.schedule import remove as removed
    from perfxl.reports.schedule import print_removed

    one = removed(name)
    if json:
        print_json({"removed": {"name": one.name, "id": one.id}})
    else:
        print_removed(one, lang or system_language())
    raise typer.Exit(DONE)


def run(
    name: Name = "",
    settings: SettingsFile = None,
    now: Now = False,
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Do the due work."""
    from perfxl.jobs.schedule import chosen
    from perfxl.jobs.schedule_run import run_schedule
    from perfxl.reports.schedule import print_ran
    from perfxl.schedule.settings import read_schedule

    if name and settings is not None:
        raise WrongCommand(Text("--name 和 --settings 只能用一个。", "Give --name or --settings, not both."))
    schedule = read_schedule(settings if settings is not None else chosen(name).settings)
    language = lang or schedule.language
    with working(told("运行…", "Running..."), quiet=json):
        ran = run_schedule(schedule, now=datetime.now(), even_if_done=now)
    if json:
        print_json(ran.to_json(language))
    else:
        print_ran(ran, language)
    raise typer.Exit(ran.code)
