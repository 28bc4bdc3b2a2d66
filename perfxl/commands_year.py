"""The commands about more than one cycle: rollup."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from pathlib import Path
from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.exits import BLOCKED, DONE
from perfxl.options import day_of, example, told
from perfxl.terminal import print_json, working

Periods = Annotated[
    list[Path], typer.Argument(metavar="CYCLE", help=told("各期的工作簿，如四个季度", "the periods' workbooks, such as four quarters"))
]
YearFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE.xlsx", help=told("写年度工作簿", "write the year's workbook"))
]
Weights = Annotated[
    str,
    typer.Option(
        "--weights", metavar="20,20,30,30|days", help=told("各期权重，默认相同；days 按天数", "weight of each, default equal; days: by days")
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(
        help=told("把几期（如四个季度）的得分按权重合成全年。", "Weighted periods, such as four quarters, to a year."),
        epilog=example(
            "perfxl rollup 一季度.xlsm 二季度.xlsm 三季度.xlsm 四季度.xlsm --weights 20,20,30,30 --out 全年.xlsx",
            "perfxl rollup q1.xlsm q2.xlsm q3.xlsm q4.xlsm --weights 20,20,30,30 --out year.xlsx",
        ),
    )(rollup)


def rollup(
    cycles: Periods,
    out: YearFile = None,
    weights: Weights = "",
    all_findings: ask.AllFindings = False,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Roll up periods to a year."""
    from perfxl.jobs.read import workbook_of
    from perfxl.jobs.rollup import roll_up, save_year, year_json
    from perfxl.jobs.targets import new_results
    from perfxl.reports.year import print_year

    workbooks = [workbook_of(path) for path in cycles]
    if out is not None:
        new_results(out, read=workbooks)
    with working(told("计算…", "Scoring..."), quiet=json):
        year = roll_up(workbooks, weights=weights, as_of=day_of(as_of))
    language = lang or year.periods[-1].scores.cycle.settings.language
    if out is not None:
        save_year(year, out, language=language)
    if json:
        print_json(year_json(year, language))
    else:
        print_year(year, language, out=out, all_of_them=all_findings)
    raise typer.Exit(BLOCKED if any(one.blocks for one in year.findings) else DONE)
