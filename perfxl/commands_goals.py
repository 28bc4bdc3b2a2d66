"""The commands about goals: goals and library."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from pathlib import Path
from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.exits import BLOCKED, DONE
from perfxl.options import day_of, example, told
from perfxl.terminal import print_json, system_language, working

FunctionName = Annotated[
    str,
    typer.Option(
        "--function",
        metavar="NAME",
        help=told(
            "职能：sales、research、service、production、purchasing、finance、hr、administration，或其中文名",
            "sales, research, service, production, purchasing, finance, hr or administration",
        ),
    ),
]
Word = Annotated[str, typer.Option("--search", metavar="WORD", help=told("要找的词，中英文都可", "a word to look for"))]
Keys = Annotated[
    list[str] | None, typer.Option("--kpi", metavar="KEY", help=told("只要这个编号，可重复", "only this one; repeat for more"))
]
LibraryFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE.xlsx", help=told("放入一个新工作簿", "put them into a new workbook"))
]
GoalsFolder = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help=told("目标树 PDF 和工作簿放在哪里", "where the PDF and the workbook go")),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(
        help=told("指标库：按职能或词查找，放入新工作簿。", "The KPI library: find KPIs, put them into a new workbook."),
        epilog=example(
            "perfxl library --function 销售 --out 销售指标.xlsx", "perfxl library --function sales --out sales-kpis.xlsx"
        ),
    )(library)
    app.command(
        help=told(
            "目标分解：谁支持谁、合计是否相符、商定了没有；目标树。", "Goals: who serves whom, sums, agreements; a tree of them."
        ),
        epilog=example("perfxl goals 绩效管理.xlsm --out 目标", "perfxl goals performance.xlsm --out goals"),
    )(goals)


def library(
    function: FunctionName = "",
    search: Word = "",
    kpi: Keys = None,
    out: LibraryFile = None,
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Find KPIs of the library."""
    from perfxl.jobs.library import found_kpis, library_json, library_target, save_library
    from perfxl.reports.library import print_library

    language = lang or system_language()
    if out is not None:
        library_target(out)
    kpis = found_kpis(function, search, kpi or [])
    if out is not None:
        save_library(kpis, out, language=language)
    if json:
        print_json(library_json(kpis, language))
    else:
        print_library(kpis, language, out=out)


def goals(
    cycle: ask.CycleArgument,
    out: GoalsFolder = None,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Show how goals hang together."""
    from perfxl.jobs.goals import goals_json, goals_of, goals_targets, save_goals
    from perfxl.jobs.read import read_cycle, workbook_of
    from perfxl.reports.goals import print_goals

    with working(told("检查目标…", "Checking goals..."), quiet=json):
        workbook = workbook_of(cycle)
        read = read_cycle(workbook, as_of=day_of(as_of))
        language = lang or read.settings.language
        if out is not None:
            goals_targets(out, language, workbook=workbook, master_file=read.settings.master_file)
        found = goals_of(read)
        files = [] if out is None else save_goals(found, out, language=language)
    if json:
        print_json(goals_json(found, language, files=files))
    else:
        print_goals(found, language, path=cycle, files=files)
    raise typer.Exit(BLOCKED if any(finding.blocks for finding in found.findings) else DONE)
