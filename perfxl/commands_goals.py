"""The commands about goals: goals and library."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from pathlib import Path
from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.options import example, told
from perfxl.terminal import print_json, system_language

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


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(
        help=told("指标库：按职能或词查找，放入新工作簿。", "The KPI library: find KPIs, put them into a new workbook."),
        epilog=example(
            "perfxl library --function 销售 --out 销售指标.xlsx", "perfxl library --function sales --out sales-kpis.xlsx"
        ),
    )(library)


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
