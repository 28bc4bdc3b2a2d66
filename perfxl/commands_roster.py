"""The command that compares two rosters: roster diff."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.exits import BLOCKED, DONE
from perfxl.options import dated, day_of, example, told
from perfxl.terminal import print_json, system_language, working

OldRoster = Annotated[
    Path,
    typer.Argument(
        metavar="OLD", help=told("原来的名单：周期工作簿或表格", "the roster so far: a cycle workbook or a table")
    ),
]
NewRoster = Annotated[
    Path,
    typer.Argument(
        metavar="NEW", help=told("新的名单：周期工作簿或表格", "the new roster: a cycle workbook or a table")
    ),
]
DiffFile = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE.xlsx", help=told("写变动和建议的工作簿", "workbook of changes and proposals")),
]
On = Annotated[str, typer.Option("--on", metavar="DATE", help=told("新安排的第一天", "the first day of the new order"))]
SplitManagers = Annotated[
    bool,
    typer.Option(
        "--split-managers", help=told("只换上级的也分成两段任职", "two stretches also where only the manager changed")
    ),
]

roster = typer.Typer(
    name="roster",
    no_args_is_help=True,
    rich_markup_mode=None,
    help=told("员工名单：比较前后两份，提出任职建议。", "Rosters: compare two and propose assignments."),
    epilog=example(
        "perfxl roster diff 绩效管理.xlsm 新名单.xlsx --on 2026-07-01",
        "perfxl roster diff performance.xlsm new.csv --on 2026-07-01",
    ),
)


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    roster.command(
        help=told(
            "比较两份名单：调动、入离职、换上级、部门合并；建议任职。",
            "Compare rosters: who moved, joined, left; proposes assignments.",
        ),
        epilog=example(
            "perfxl roster diff 绩效管理.xlsm 新名单.xlsx --on 2026-07-01 --out 变动.xlsx",
            "perfxl roster diff performance.xlsm new.csv --on 2026-07-01 --out changes.xlsx",
        ),
    )(diff)
    app.add_typer(roster)


def diff(
    old: OldRoster,
    new: NewRoster,
    out: DiffFile = None,
    on: On = "",
    split_managers: SplitManagers = False,
    all_findings: ask.AllFindings = False,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Compare two rosters."""
    from perfxl.jobs.roster_diff import roster_diff, roster_diff_json, save_roster_diff
    from perfxl.jobs.targets import new_results
    from perfxl.reports.year import print_roster_diff

    if out is not None:
        new_results(out, read=(old, new))
    day = dated(on, "--on")
    with working(told("比较…", "Comparing..."), quiet=json):
        found = roster_diff(old, new, on=day, as_of=day_of(as_of) or date.today(), split_managers=split_managers)
    language = lang or found.old.language or system_language()
    if out is not None:
        save_roster_diff(found, out, language=language)
    if json:
        print_json(roster_diff_json(found, language))
    else:
        print_roster_diff(found, language, out=out, all_of_them=all_findings)
    raise typer.Exit(BLOCKED if any(one.blocks for one in found.found.findings) else DONE)
