"""The commands that make workbooks to fill in: new and distribute."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from pathlib import Path
from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.exits import BLOCKED, DONE
from perfxl.options import day_of, example, told
from perfxl.terminal import print_json, progress, system_language

NewFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE.xlsm",
        help=told("要新建的工作簿；.xlsx 则不带宏", "the workbook to make; .xlsx: without macros"),
    ),
]
RosterFile = Annotated[
    Path | None,
    typer.Option("--employees", metavar="ROSTER", help=told("员工名单（.xlsx 或 .csv）", "roster (.xlsx or .csv)")),
]
HandoutFolder = Annotated[Path, typer.Option("--out", metavar="DIR", help=told("放在哪里", "where to"))]
Raters = Annotated[bool, typer.Option("--raters", help=told("另给每位评价人一份", "one workbook for each rater too"))]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(
        help=told("新建周期工作簿；可带入员工名单。", "Make a cycle workbook, with your roster if you have one."),
        epilog=example(
            "perfxl new 绩效管理.xlsm --employees 花名册.xlsx", "perfxl new performance.xlsm --employees roster.csv"
        ),
    )(new)
    app.command(
        help=told("给每个部门一份要填的工作簿。", "One workbook to fill in for each department."),
        epilog=example(
            "perfxl distribute 绩效管理.xlsm --out 下发 --raters",
            "perfxl distribute performance.xlsm --out to-departments --raters",
        ),
    )(distribute)


def new(
    file: NewFile,
    employees: RosterFile = None,
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Make a cycle workbook."""
    from perfxl.jobs.new import new_workbook
    from perfxl.reports.distribute import print_new

    language = lang or system_language()
    made = new_workbook(file, language=language, roster=employees)
    if json:
        print_json(made.to_json(language))
    else:
        print_new(made, language)
    raise typer.Exit(BLOCKED if any(finding.blocks for finding in made.findings) else DONE)


def distribute(
    cycle: ask.CycleArgument,
    out: HandoutFolder,
    raters: Raters = False,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Make the departments' workbooks, and the raters'."""
    from perfxl.jobs.distribute import distribute as handed_out
    from perfxl.jobs.read import read_cycle, workbook_of
    from perfxl.jobs.targets import folder_target
    from perfxl.reports.distribute import print_distribution

    folder_target(out, "--out")
    read = read_cycle(workbook_of(cycle), as_of=day_of(as_of))
    language = lang or read.settings.language
    with progress(told("制作工作簿", "Workbooks"), quiet=json) as on_progress:
        made = handed_out(read, out, language=language, to_raters=raters, on_progress=on_progress)
    if json:
        print_json(made.to_json(read))
    else:
        print_distribution(made, language, path=cycle, folder=out)
    raise typer.Exit(DONE)
