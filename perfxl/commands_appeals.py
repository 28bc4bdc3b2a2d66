"""The commands that answer an appeal and list them all."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from pathlib import Path
from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.exits import BLOCKED, DONE
from perfxl.options import day_of, example, told
from perfxl.terminal import print_json, working

LetterFile = Annotated[
    Path | None,
    typer.Option("--letter", metavar="FILE.pdf", help=told("另做给本人的决定书", "also the decision as a letter to the person")),
]
OverviewFile = Annotated[
    Path | None, typer.Option("--out", metavar="APPEALS.xlsx", help=told("一览表工作簿", "the overview as a workbook"))
]
OverviewPdf = Annotated[
    Path | None, typer.Option("--pdf", metavar="FILE.pdf", help=told("一览表 PDF", "the overview as a PDF"))
]
DecisionsFolder = Annotated[
    Path | None,
    typer.Option("--letters", metavar="DIR", help=told("已决定的申诉，每件一份决定书", "a letter for each appeal that is decided")),
]
AppealId = Annotated[str, typer.Argument(metavar="APPEAL_ID", help=told("申诉编号", "appeal id"))]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(
        help=told("按申诉的更正值重算，列出前后差别。", "Recompute with an appeal's corrected value: before and after."),
        epilog=example("perfxl appeal 绩效管理.xlsm S1", "perfxl appeal performance.xlsm S1"),
    )(appeal)
    app.command(
        help=told("全部申诉一览：状态、期限、结果；可做决定书。", "All appeals: state, deadlines, outcome; decision letters."),
        epilog=example(
            "perfxl appeals 绩效管理.xlsm --pdf 申诉一览.pdf --letters 申诉决定",
            "perfxl appeals performance.xlsm --pdf appeals.pdf --letters decisions",
        ),
    )(appeals)


def appeal(
    cycle: ask.CycleArgument,
    appeal_id: AppealId,
    letter: LetterFile = None,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """One appeal, before and after."""
    from perfxl.jobs.appeal import appeal as recomputed
    from perfxl.jobs.appeals import appeals as overview_of
    from perfxl.jobs.appeals import save_decision
    from perfxl.jobs.read import read_cycle
    from perfxl.jobs.score import score
    from perfxl.jobs.targets import pdf_target
    from perfxl.reports.appeal import print_appeal, print_decision

    if letter is not None:
        pdf_target(letter, "--letter")
    with working(told("计算…", "Scoring..."), quiet=json):
        read = read_cycle(cycle, as_of=day_of(as_of))
        outcome = recomputed(read, appeal_id)
        if letter is not None:
            save_decision(overview_of(score(read)), appeal_id, letter)
    language = lang or read.settings.language
    if json:
        print_json({**outcome.to_json(language), "letter": str(letter) if letter else None})
    else:
        print_appeal(outcome, language)
        print_decision(letter, language)
    raise typer.Exit(BLOCKED if outcome.after.person["status"] == "held" else DONE)


def appeals(
    cycle: ask.CycleArgument,
    out: OverviewFile = None,
    pdf: OverviewPdf = None,
    letters: DecisionsFolder = None,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """All appeals at a glance."""
    from perfxl.jobs import appeals as job
    from perfxl.jobs.read import read_cycle, workbook_of
    from perfxl.jobs.score import score
    from perfxl.jobs.targets import folder_target, pdf_target, results_target
    from perfxl.reports.appeals import print_appeals

    workbook = workbook_of(cycle)
    if pdf is not None:
        pdf_target(pdf, "--pdf")
    if letters is not None:
        folder_target(letters, "--letters")
    with working(told("计算…", "Scoring..."), quiet=json):
        read = read_cycle(workbook, as_of=day_of(as_of))
        if out is not None:
            results_target(out, workbook=workbook, master_file=read.settings.master_file)
        overview = job.appeals(score(read))
        language = lang or read.settings.language
        if out is not None:
            job.save_appeals(overview, out, language=language)
        if pdf is not None:
            job.save_appeals_pdf(overview, pdf, language=language)
        made = job.write_decisions(overview, letters) if letters is not None else None
    if json:
        print_json(job.appeals_json(overview, made, language))
    else:
        print_appeals(overview, made, language, written=[path for path in (out, pdf) if path is not None])
    raise typer.Exit(BLOCKED if made and len(made.findings) else DONE)
