"""The command that merges what came back: consolidate."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from pathlib import Path
from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.exits import BLOCKED, DONE
from perfxl.options import day_of, example, told
from perfxl.terminal import print_json, progress, working

ReturnsFolder = Annotated[
    Path, typer.Argument(metavar="RETURNS_DIR", help=told("回收文件夹", "folder of what came back"))
]
CycleOption = Annotated[
    Path, typer.Option("--cycle", metavar="CYCLE", help=told("周期工作簿，或其所在文件夹", "cycle workbook, or its folder"))
]
MasterFile = Annotated[Path, typer.Option("--into", metavar="MASTER.xlsx", help=told("总表", "the master"))]
MappingFiles = Annotated[
    list[Path] | None,
    typer.Option("--mapping", metavar="FILE.toml", help=told("外来表格的映射，可重复", "a mapping of foreign files; repeat")),
]
Settle = Annotated[
    float,
    typer.Option("--settle", metavar="SECONDS", min=0, help=told("跳过刚刚改动的文件", "leave files that changed just now")),
]

Readers = Annotated[
    int, typer.Option("--jobs", metavar="N", min=1, help=told("读取文件的进程数", "processes that read files"))
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(
        help=told("把收回的表汇总成总表；可随时再运行。", "Merge what came back into the master; run it again at any time."),
        epilog=example(
            "perfxl consolidate returns --cycle 绩效管理.xlsm --into master.xlsx",
            "perfxl consolidate returns --cycle performance.xlsm --into master.xlsx",
        ),
    )(consolidate)


def consolidate(
    returns: ReturnsFolder,
    cycle: CycleOption,
    into: MasterFile,
    mapping: MappingFiles = None,
    settle: Settle = 0.0,
    jobs: Readers = 2,
    cluster: ask.Cluster = "",
    all_findings: ask.AllFindings = False,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Merge returns into the master."""
    from perfxl.cluster import cluster_at
    from perfxl.jobs.consolidate import consolidate as consolidated
    from perfxl.jobs.read import read_own_cycle
    from perfxl.reports.consolidate import print_consolidation
    from perfxl.workbook.forms.mapping_file import read_mapping

    mappings = [read_mapping(path) for path in mapping or []]
    with working(told("读取周期工作簿…", "Reading the cycle workbook..."), quiet=json):
        read = read_own_cycle(cycle, as_of=day_of(as_of))
    language = lang or read.settings.language
    with cluster_at(cluster) as workers, progress(told("读取回收表", "Returns"), quiet=json) as on_progress:
        done = consolidated(
            read, returns, into=into, language=language, mappings=mappings, jobs=jobs, workers=workers,
            settle_seconds=settle, on_progress=on_progress,
        )  # fmt: skip
    if json:
        print_json(done.to_json(read, language))
    else:
        print_consolidation(done, language, cycle=cycle, all_findings=all_findings)
    raise typer.Exit(BLOCKED if done.blocks else DONE)
