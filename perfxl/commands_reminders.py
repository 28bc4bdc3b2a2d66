"""The command that makes reminders."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from pathlib import Path
from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.exits import DONE
from perfxl.options import day_of, example, told
from perfxl.terminal import print_json, working

RemindersFolder = Annotated[
    Path, typer.Option("--out", metavar="DIR", help=told("放草稿和清单的文件夹", "folder of the drafts and the list"))
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(
        help=told(
            "给欠数据的每个人写好催办邮件草稿和清单；不发送。", "A draft for everybody who owes something, and a list; not sent."
        ),
        epilog=example("perfxl remind 绩效管理.xlsx --out 催办", "perfxl remind performance.xlsx --out reminders"),
    )(remind)


def remind(
    cycle: ask.CycleArgument,
    out: RemindersFolder,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Make reminders."""
    from perfxl.jobs.read import read_cycle
    from perfxl.jobs.remind import remind as reminded
    from perfxl.jobs.score import score
    from perfxl.jobs.targets import folder_target
    from perfxl.reports.remind import print_reminded

    folder_target(out, "--out")
    with working(told("整理…", "Looking..."), quiet=json):
        scores = score(read_cycle(cycle, as_of=day_of(as_of)))
        language = lang or scores.cycle.settings.language
        made = reminded(scores, out, language=language)
    if json:
        print_json(made.to_json(language))
    else:
        print_reminded(made, language)
    raise typer.Exit(DONE)
