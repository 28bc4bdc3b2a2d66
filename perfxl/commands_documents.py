"""The commands that make documents for people: publish and documents."""

# ruff: noqa: PLC0415 - heavy packages are imported where they are used, so that `perfxl --help` answers at once.

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfxl import options as ask
from perfxl.exits import BLOCKED, DONE
from perfxl.options import day_of, example, told
from perfxl.terminal import print_json, progress, working

if TYPE_CHECKING:
    from perfxl.rules.scores import Scores

StandardsFile = Annotated[
    Path, typer.Option("--out", metavar="STANDARDS.pdf", help=told("考核标准文件", "the standards document"))
]
PartsFolder = Annotated[
    Path | None,
    typer.Option(
        "--parts",
        metavar="DIR",
        help=told("另做每个方案一份 PDF 和各部门的签收表", "also a PDF of each scheme, and a sheet to sign for each department"),
    ),
]
WithBlockers = Annotated[
    bool,
    typer.Option("--with-blockers", help=told("标准有问题也照现状公布", "publish although something is wrong with them")),
]
DocumentsFolder = Annotated[Path, typer.Option("--out", metavar="DIR", help=told("放在哪里", "where to"))]
Kind = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=told(
            "manager 主管摘要、interview 面谈表或 standards 考核标准，可重复；不写则全部",
            "manager, interview or standards; repeat for more; all if not given",
        ),
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command(
        help=told("公布考核标准：一份 PDF，并记下指纹。", "Publish the standards: a PDF, and fingerprints to keep."),
        epilog=example(
            "perfxl publish 绩效管理.xlsm --out 考核标准.pdf", "perfxl publish performance.xlsm --out standards.pdf"
        ),
    )(publish)
    app.command(
        help=told("制作主管摘要、面谈表和各方案的考核标准。", "Managers' summaries, interview sheets, standards."),
        epilog=example(
            "perfxl documents 绩效管理.xlsm --out 文件 --kind interview",
            "perfxl documents performance.xlsm --out documents --kind interview",
        ),
    )(documents)


def publish(
    cycle: ask.CycleArgument,
    out: StandardsFile,
    parts: PartsFolder = None,
    with_blockers: WithBlockers = False,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Publish the standards."""
    from perfxl.jobs.publish import blockers, cycle_folder, publish_parts, refused_json
    from perfxl.jobs.publish import publish as published
    from perfxl.jobs.targets import folder_target
    from perfxl.reports.documents import print_published, print_refused

    if parts is not None:
        folder_target(parts, "--parts")
    scores = _scores(cycle, as_of, quiet=json)
    language = lang or scores.cycle.settings.language
    if blockers(scores) and not with_blockers:
        if json:
            print_json(refused_json(scores, language))
        else:
            print_refused(blockers(scores), language, path=cycle)
        raise typer.Exit(BLOCKED)
    with working(told("制作考核标准…", "Making the standards..."), quiet=json):
        done = published(scores, out, folder=cycle_folder(scores.cycle, cycle), language=language)
        if parts is not None:
            done = replace(done, parts=publish_parts(scores, parts, language=language))
    if json:
        print_json(done.to_json(language))
    else:
        print_published(done, language, path=cycle)
    raise typer.Exit(BLOCKED if done.blockers or (done.parts and len(done.parts.findings)) else DONE)


def documents(
    cycle: ask.CycleArgument,
    out: DocumentsFolder,
    kind: Kind = None,
    only: ask.Only = None,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    """Make documents."""
    from perfxl.jobs.documents import documents_json, kinds_asked, write_documents
    from perfxl.jobs.person import known_ids
    from perfxl.jobs.targets import folder_target
    from perfxl.reports.documents import print_documents

    kinds = kinds_asked(kind or [])
    folder_target(out, "--out")
    scores = _scores(cycle, as_of, quiet=json)
    language = lang or scores.cycle.settings.language
    chosen = known_ids(only or [], _known(scores))
    with progress(told("制作文件", "Documents"), quiet=json) as on_progress:
        report = write_documents(
            scores.cycle, scores, out, language=language, kinds=kinds, only=chosen, on_progress=on_progress
        )
    if json:
        print_json(documents_json(report, scores.cycle, language))
    else:
        print_documents(report, language)
    raise typer.Exit(BLOCKED if len(report.findings) else DONE)


def _known(scores: "Scores") -> list[str]:
    """Ids that --only may name: the roster's, and managers who are not on it themselves."""
    managers = (str(one) for one in scores.cycle["employees"]["manager_id"] if one)
    return list(dict.fromkeys([*scores.people["employee_id"], *managers]))


def _scores(path: Path, as_of: str, *, quiet: bool) -> "Scores":
    from perfxl.jobs.read import read_cycle
    from perfxl.jobs.score import score

    with working(told("计算…", "Scoring..."), quiet=quiet):
        return score(read_cycle(path, as_of=day_of(as_of)))
