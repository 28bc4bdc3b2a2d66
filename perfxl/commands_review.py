"""The command that looks at the whole cycle: review."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfxl import options as ask
from perfxl.exits import BLOCKED, DONE
from perfxl.options import day_of, example, told
from perfxl.terminal import print_json, working

if TYPE_CHECKING:
    from perfxl.rules.review import Review

ReviewFile = Annotated[
    Path | None, typer.Option("--out", metavar="REVIEW.xlsx", help=told("复盘工作簿", "the review workbook"))
]
ReviewPdf = Annotated[
    Path | None,
    typer.Option("--pdf", metavar="FILE.pdf", help=told("年度复盘报告", "the report for the yearly review")),
]
By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="COLUMN",
        help=told("按员工表的哪一列比较，可重复", "a column of the roster to group people by; repeat for more"),
    ),
]
SelectedFrom = Annotated[
    str,
    typer.Option(
        "--selected-from",
        metavar="GRADE",
        help=told("从哪个等级起算高等级", "the lowest grade that counts as a good one"),
    ),
]
WeightLimit = Annotated[
    float,
    typer.Option(
        "--weight-limit",
        metavar="POINTS",
        min=0,
        max=100,
        help=told("权重最多增减几个百分点", "by how many percent points weights may move"),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(
        help=told(
            "复盘：评价人、一致性、指标体检、权重、各组比较。", "Review raters, agreement, KPIs, weights, groups."
        ),
        epilog=example(
            "perfxl review 绩效管理.xlsx --out 复盘.xlsx --pdf 复盘.pdf",
            "perfxl review performance.xlsx --out review.xlsx --pdf review.pdf",
        ),
    )(review)


def review(
    cycle: ask.CycleArgument,
    out: ReviewFile = None,
    pdf: ReviewPdf = None,
    by: By = None,
    selected_from: SelectedFrom = "",
    weight_limit: WeightLimit = 5.0,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Review a cycle."""
    from perfxl.jobs.review import review_json, save_report, save_review
    from perfxl.reports.review import print_review

    found = _reviewed(
        cycle, out, pdf, by=by or [], selected_from=selected_from, weight_limit=weight_limit, as_of=as_of, quiet=json
    )
    language = lang or found.scores.cycle.settings.language
    with working(told("写复盘…", "Writing the review..."), quiet=json):
        if out is not None:
            save_review(found, out, language=language)
        if pdf is not None:
            save_report(found, pdf, language=language)
    if json:
        print_json(review_json(found, language))
    else:
        print_review(found, language, out=out, pdf=pdf, path=cycle)
    raise typer.Exit(BLOCKED if any(finding.blocks for finding in found.scores.findings) else DONE)


def _reviewed(
    path: Path,
    out: Path | None,
    pdf: Path | None,
    *,
    by: list[str],
    selected_from: str,
    weight_limit: float,
    as_of: str,
    quiet: bool,
) -> "Review":
    """Read, score and review, after making sure that what is asked for can be written."""
    from perfxl.jobs.read import read_cycle, workbook_of
    from perfxl.jobs.review import review as reviewed
    from perfxl.jobs.targets import pdf_target, results_target
    from perfxl.rules.fairness import USUAL

    with working(told("计算…", "Scoring..."), quiet=quiet):
        workbook = workbook_of(path)
        read = read_cycle(workbook, as_of=day_of(as_of))
        if out is not None:
            results_target(out, workbook=workbook, master_file=read.settings.master_file)
        if pdf is not None:
            pdf_target(pdf, "--pdf")
        return reviewed(read, by=by or USUAL, selected_from=selected_from, weight_limit=weight_limit)
