"""The commands about more than one cycle: rollup, rollover and targets."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from pathlib import Path
from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.exits import BLOCKED, DONE
from perfxl.options import dated, day_of, example, told
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
        "--weights", metavar="LIST", help=told("各期权重，如 20,20,30,30，默认相同；days 按天数", "such as 20,20,30,30; default equal; days: by days")
    ),
]

NextFile = Annotated[
    Path, typer.Option("--out", metavar="NEXT.xlsm", help=told("要新建的工作簿；.xlsx 则不带宏", "the workbook to make; .xlsx: without macros"))
]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help=told("下一周期的名称", "name of the next cycle"))]
StartsOn = Annotated[
    str, typer.Option("--starts-on", metavar="DATE", help=told("下一周期第一天，默认接着这一期", "its first day; default: the day after"))
]
EndsOn = Annotated[
    str, typer.Option("--ends-on", metavar="DATE", help=told("下一周期最后一天，默认一样长", "its last day; default: as long as this one"))
]

Earlier = Annotated[
    list[Path] | None,
    typer.Option("--history", metavar="PREVIOUS", help=told("往期工作簿，最多三个，可重复", "an earlier cycle; repeat for up to three")),
]
AuditFile = Annotated[
    Path | None, typer.Option("--out", metavar="FILE.xlsx", help=told("写审核工作簿", "write the audit's workbook"))
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(
        help=told("把几期（如四个季度）的得分按权重合成全年。", "Weighted periods, such as four quarters, to a year."),
        epilog=example(
            "perfxl rollup 上半年.xlsm 下半年.xlsm --out 全年.xlsx", "perfxl rollup h1.xlsm h2.xlsm --out year.xlsx"
        ),
    )(rollup)
    app.command(
        help=told("由这一周期新建下一周期的工作簿；旧的成为历史。", "The next cycle's workbook from this one; the rest becomes history."),
        epilog=example(
            "perfxl rollover 绩效管理.xlsm --out 绩效管理-2027.xlsm", "perfxl rollover performance.xlsm --out performance-2027.xlsm"
        ),
    )(rollover)
    app.command(
        help=told("用往期实际审核本期目标：偏低、偏高、超额后放低。", "Targets against earlier actuals: too easy, too hard, lowered."),
        epilog=example(
            "perfxl targets 绩效管理-2027.xlsm --history 绩效管理-2026.xlsm --out 目标审核.xlsx",
            "perfxl targets performance-2027.xlsm --history performance-2026.xlsm --out targets.xlsx",
        ),
    )(targets)


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


def rollover(
    cycle: ask.CycleArgument,
    out: NextFile,
    name: Name = "",
    starts_on: StartsOn = "",
    ends_on: EndsOn = "",
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Make the next cycle's workbook."""
    from perfxl.jobs.read import workbook_of
    from perfxl.jobs.rollover import roll_over
    from perfxl.reports.year import print_rolled_over

    days = {"starts_on": dated(starts_on, "--starts-on"), "ends_on": dated(ends_on, "--ends-on")}
    with working(told("新建…", "Making it..."), quiet=json):
        made = roll_over(workbook_of(cycle), out, name=name, **days, as_of=day_of(as_of), language=lang)
    language = lang or made.next.settings.language
    if json:
        print_json(made.to_json(language))
    else:
        print_rolled_over(made, language)
    raise typer.Exit(DONE)


def targets(
    cycle: ask.CycleArgument,
    history: Earlier = None,
    out: AuditFile = None,
    all_findings: ask.AllFindings = False,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Audit targets."""
    from perfxl.jobs.read import workbook_of
    from perfxl.jobs.target_audit import audit_json, audit_targets, save_audit
    from perfxl.jobs.targets import new_results
    from perfxl.reports.year import print_audit

    workbooks = [workbook_of(path) for path in (cycle, *(history or []))]
    if out is not None:
        new_results(out, read=workbooks)
    with working(told("计算…", "Computing..."), quiet=json):
        found = audit_targets(workbooks[0], workbooks[1:], as_of=day_of(as_of))
    language = lang or found.cycle.settings.language
    if out is not None:
        save_audit(found, out, language=language)
    if json:
        print_json(audit_json(found, language))
    else:
        print_audit(found, language, out=out, all_of_them=all_findings)
    raise typer.Exit(DONE)
