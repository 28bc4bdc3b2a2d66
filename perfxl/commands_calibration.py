"""The command for the calibration meeting: calibrate."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from pathlib import Path
from typing import Annotated

import typer

from perfxl import options as ask
from perfxl.exits import BLOCKED, DONE
from perfxl.options import day_of, example, told
from perfxl.terminal import print_json, working

MeetingFile = Annotated[
    Path | None, typer.Option("--out", metavar="CALIBRATION.xlsx", help=told("校准工作簿", "the meeting's workbook"))
]
MeetingPaper = Annotated[
    Path | None,
    typer.Option("--pdf", metavar="FILE.pdf", help=told("会议材料，可打印", "the meeting's paper, to print")),
]


def add_to(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command(
        help=told(
            "校准会议：名额、提议及依据、等级没有把握的人、已有的决定。不改变任何等级。",
            "For the calibration meeting: places, proposals, uncertain grades, decisions. Changes no grade.",
        ),
        epilog=example(
            "perfxl calibrate 绩效管理.xlsx --out 校准.xlsx --pdf 校准.pdf",
            "perfxl calibrate performance.xlsx --out calibration.xlsx --pdf calibration.pdf",
        ),
    )(calibrate)


def calibrate(
    cycle: ask.CycleArgument,
    out: MeetingFile = None,
    pdf: MeetingPaper = None,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Prepare the calibration meeting."""
    from perfxl.jobs.calibrate import calibrate as prepared
    from perfxl.jobs.calibrate import calibrate_json, save_committee, save_committee_paper
    from perfxl.jobs.read import read_cycle, workbook_of
    from perfxl.jobs.targets import pdf_target, results_target
    from perfxl.reports.calibrate import print_committee

    with working(told("计算…", "Scoring..."), quiet=json):
        workbook = workbook_of(cycle)
        read = read_cycle(workbook, as_of=day_of(as_of))
        if out is not None:
            results_target(out, workbook=workbook, master_file=read.settings.master_file)
        if pdf is not None:
            pdf_target(pdf, "--pdf")
        found = prepared(read)
    language = lang or read.settings.language
    with working(told("写会议材料…", "Writing the meeting's files..."), quiet=json):
        if out is not None:
            save_committee(found, out, language=language)
        if pdf is not None:
            save_committee_paper(found, pdf, language=language)
    if json:
        print_json(calibrate_json(found, language))
    else:
        print_committee(found, language, out=out, pdf=pdf, path=cycle)
    raise typer.Exit(BLOCKED if any(finding.blocks for finding in found.scores.findings) else DONE)
