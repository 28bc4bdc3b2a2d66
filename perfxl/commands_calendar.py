"""The command about the process through the year: calendar."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from pathlib import Path
from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.exits import DONE
from perfxl.options import day_of, example, told
from perfxl.terminal import print_json, working

AgendaFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE.xlsx", help=told("写到期、沟通、事项的工作簿", "write what is due, talks and matters"))
]
Drafts = Annotated[
    Path | None, typer.Option("--drafts", metavar="DIR", help=told("给每位负责人写提醒草稿，不发送", "drafts of reminders for the owners; not sent"))
]
Ahead = Annotated[
    int, typer.Option("--ahead", metavar="DAYS", min=0, max=60, help=told("几个工作日内算即将到期", "so many working days count as soon"))
]


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(
        help=told("日程、沟通和部门事项：到期、逾期、下一步，按负责人。", "Calendar, talks and matters: due, overdue, next, per owner."),
        epilog=example(
            "perfxl calendar 绩效管理.xlsm --out 日程.xlsx --drafts 提醒", "perfxl calendar performance.xlsm --out due.xlsx --drafts reminders"
        ),
    )(calendar)


def calendar(
    cycle: ask.CycleArgument,
    out: AgendaFile = None,
    drafts: Drafts = None,
    ahead: Ahead = 5,
    all_findings: ask.AllFindings = False,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """What is due, overdue and next."""
    from perfxl.jobs.calendar import Drafted, agenda_json, agenda_of, draft_agenda, save_agenda
    from perfxl.jobs.read import workbook_of
    from perfxl.jobs.targets import folder_target, new_results
    from perfxl.reports.calendar import print_agenda

    workbook = workbook_of(cycle)
    if out is not None:
        new_results(out, read=(workbook,))
    if drafts is not None:
        folder_target(drafts, "--drafts")
    with working(told("整理…", "Looking..."), quiet=json):
        found = agenda_of(workbook, as_of=day_of(as_of), ahead=ahead)
    language = lang or found.cycle.settings.language
    if out is not None:
        save_agenda(found, out, language=language)
    drafted = draft_agenda(found, drafts) if drafts is not None else Drafted()
    if json:
        print_json(agenda_json(found, drafted, language))
    else:
        print_agenda(found, drafted, language, out=out, all_of_them=all_findings)
    raise typer.Exit(DONE)
