"""The command that answers an appeal."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.exits import BLOCKED, DONE
from perfxl.options import day_of, example, told
from perfxl.terminal import print_json, working

AppealId = Annotated[str, typer.Argument(metavar="APPEAL_ID", help=told("申诉编号", "appeal id"))]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(
        help=told("按申诉的更正值重算，列出前后差别。", "Recompute with an appeal's corrected value: before and after."),
        epilog=example("perfxl appeal 绩效管理.xlsm S1", "perfxl appeal performance.xlsm S1"),
    )(appeal)


def appeal(
    cycle: ask.CycleArgument,
    appeal_id: AppealId,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """One appeal, before and after."""
    from perfxl.jobs.appeal import appeal as recomputed
    from perfxl.jobs.read import read_cycle
    from perfxl.reports.appeal import print_appeal

    with working(told("计算…", "Scoring..."), quiet=json):
        read = read_cycle(cycle, as_of=day_of(as_of))
        outcome = recomputed(read, appeal_id)
    language = lang or read.settings.language
    if json:
        print_json(outcome.to_json(language))
    else:
        print_appeal(outcome, language)
    raise typer.Exit(BLOCKED if outcome.after.person["status"] == "held" else DONE)
