"""One command per job. Reads arguments, prints the answer, sets the exit code; the work is in perfxl.jobs."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from perfxl import (
    __version__,
    commands_appeals,
    commands_calendar,
    commands_calibration,
    commands_documents,
    commands_excel,
    commands_goals,
    commands_mapping,
    commands_reminders,
    commands_returns,
    commands_review,
    commands_roster,
    commands_schedule,
    commands_sheets,
    commands_year,
)
from perfxl import options as ask
from perfxl.exits import BLOCKED, DONE, report_stop, run, stop_of
from perfxl.faults import WrongCommand
from perfxl.language import Text
from perfxl.options import day_of, example, told
from perfxl.terminal import print_json, progress, system_language, working

if TYPE_CHECKING:
    from perfxl.rules.scores import Scores

app = typer.Typer(
    name="perfxl",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: it is read in pipes too, and starts without rich
    help=told(
        "绩效管理员的工作台：准确的得分、完整的数据、每个人的反馈信。", "The performance administrator's workbench."
    ),
    epilog=example("perfxl demo，然后打开它说的文件", "perfxl demo, then open what it names"),
)


def main(words: Sequence[str] | None = None) -> None:
    """Run the command line and exit. Faults become one line and exit code 3, wrong commands 2."""
    sys.exit(run(app, sys.argv[1:] if words is None else words))


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=told("版本", "version"))
    ] = False,
) -> None:
    """The root command; its options apply to all."""


@app.command(
    help=told("制作示例公司：周期工作簿、结果、反馈信。", "Make a sample company: cycle workbook, results, letters."),
    epilog=example("perfxl demo 示例", "perfxl demo sample"),
)
def demo(
    folder: ask.SampleFolder = Path("demo"),
    jobs: ask.Jobs = None,
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    from perfxl.jobs.demo import NAMES, make_demo
    from perfxl.jobs.targets import folder_target, sample_target
    from perfxl.reports.demo import demo_json, print_demo

    language = lang or system_language()
    workbook, results, letters_name = NAMES[language]
    folder_target(sample_target(folder, workbook=workbook, results=results) / letters_name, "DIR")
    with progress(told("制作反馈信", "Letters"), quiet=json) as on_progress:
        made = make_demo(folder, language=language, jobs=jobs or 0, on_progress=on_progress)
    if json:
        print_json(demo_json(made))
    else:
        print_demo(made, language)
    raise typer.Exit(BLOCKED if made.letters.failed else DONE)


@app.command(
    help=told("检查问题和完整度；除 --out 外不写文件。", "Findings and completeness; writes nothing but --out."),
    epilog=example("perfxl check 绩效管理.xlsm", "perfxl check performance.xlsm"),
)
def check(
    cycles: ask.CycleArguments,
    out: ask.ResultsFile = None,
    all_findings: ask.AllFindings = False,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    from perfxl.jobs.check import check_json
    from perfxl.reports.scores import print_check

    if out is not None and len(cycles) > 1:
        raise WrongCommand(Text("--out 只能用于一个周期。", "--out goes with one cycle only."))
    answers: list[dict[str, Any]] = []
    codes = []
    for path in cycles:
        scores = _scores_or_fault(path, as_of, quiet=json, out=out, alone=len(cycles) == 1)
        if isinstance(scores, Exception):
            language = lang or system_language()
            codes.append(report_stop(scores, language, debug=debug, json=False))
            answers.append({"path": str(path), "cycle": None, "fault": stop_of(scores).message(language)})
            continue
        language = lang or scores.cycle.settings.language
        if out is not None:
            _save(scores, out, language)
        if json:
            answers.append({"path": str(path), **check_json(scores, language)})
        else:
            print_check(scores, language, path=path, all_of_them=all_findings, out=out)
        codes.append(_code(scores))
    if json:
        print_json(answers[0] if len(cycles) == 1 else {"cycles": answers})
    raise typer.Exit(max(codes))


@app.command(
    help=told("计算得分和等级，写结果工作簿。", "Scores, grades, and the results workbook."),
    epilog=example(
        "perfxl score 绩效管理.xlsm --out 考核结果.xlsx", "perfxl score performance.xlsm --out results.xlsx"
    ),
)
def score(
    cycle: ask.CycleArgument,
    out: ask.ResultsFile = None,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    from perfxl.jobs.final import due, keep_final
    from perfxl.jobs.score import score_json
    from perfxl.reports.scores import print_final, print_score

    scores = _scores(cycle, as_of, quiet=json, out=out)
    language = lang or scores.cycle.settings.language
    becomes_final = False
    if out is not None:
        if becomes_final := due(scores):
            scores = keep_final(scores, Path(scores.cycle.folder))
        _save(scores, out, language)
    if json:
        print_json(score_json(scores, language))
    else:
        print_score(scores, language, path=cycle, out=out)
        if becomes_final:
            print_final(scores, language)
    raise typer.Exit(_code(scores))


@app.command(
    help=told("逐行说明一个人的得分。", "One person's score line by line."),
    epilog=example("perfxl explain 绩效管理.xlsm 10023", "perfxl explain performance.xlsm 10023"),
)
def explain(
    cycle: ask.CycleArgument,
    employee_id: ask.EmployeeId,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    from perfxl.jobs.explain import explain as explained
    from perfxl.jobs.read import read_cycle
    from perfxl.reports.explanation import print_explanation

    with working(told("计算…", "Scoring..."), quiet=json):
        read = read_cycle(cycle, as_of=day_of(as_of))
        explanation = explained(read, employee_id)
    language = lang or read.settings.language
    if json:
        print_json(explanation.to_json(language))
    else:
        print_explanation(explanation, language)
    raise typer.Exit(BLOCKED if explanation.person["status"] == "held" else DONE)


@app.command(
    help=told("说明一个问题代码的含义和处理办法。", "What a finding means and how to mend it."),
    epilog=example("perfxl finding PX301", "perfxl finding PX301"),
)
def finding(
    code: ask.Code,
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    from perfxl.jobs.finding import finding as of_code
    from perfxl.jobs.finding import finding_json, without_names
    from perfxl.reports.findings import print_kind

    language = lang or system_language()
    content = finding_json(of_code(code), language)
    if json:
        print_json(content)
    else:
        print_kind(without_names(content), language)


@app.command(
    help=told("制作每个人的反馈信（PDF）。", "Everybody's personal letter (PDF)."),
    epilog=example("perfxl letters 绩效管理.xlsm --out 反馈信", "perfxl letters performance.xlsm --out letters"),
)
def letters(
    cycle: ask.CycleArgument,
    out: ask.LettersFolder,
    only: ask.Only = None,
    jobs: ask.Jobs = None,
    cluster: ask.Cluster = "",
    html: ask.HtmlFolder = None,
    preset: ask.Preset = "",
    templates: ask.Templates = None,
    preview: ask.Preview = "",
    variant: ask.Variant = "",
    encrypt: ask.Encrypt = False,
    passphrases: ask.PassphrasesFile = None,
    eml: ask.DraftsFolder = None,
    merged: ask.MergedFile = None,
    as_of: ask.AsOf = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    from perfxl.cluster import cluster_at
    from perfxl.jobs.letters import Delivery, letters_json, letters_targets, write_letters
    from perfxl.jobs.person import known_ids
    from perfxl.reports.letters import print_letters, print_preview

    delivery = Delivery(variant, encrypt, passphrases, drafts_folder=eml, merged_file=merged)
    letters_targets(out, html=html, delivery=delivery)
    scores = _scores(cycle, as_of, quiet=json)
    language = lang or scores.cycle.settings.language
    chosen = known_ids([preview] if preview else only or [], scores.people["employee_id"].tolist())
    with cluster_at(cluster) as workers, progress(told("制作反馈信", "Letters"), quiet=json) as on_progress:
        report = write_letters(
            scores.cycle, scores, out, language=language, only=chosen, jobs=jobs or 0, workers=workers,
            html_folder=html, preset=preset, templates=templates, delivery=delivery, on_progress=on_progress,
        )  # fmt: skip
    if json:
        print_json(letters_json(report, scores.cycle, language))
    else:
        print_letters(report, language, path=cycle)
        print_preview(report, language, chosen=chosen if preview else [])
    raise typer.Exit(BLOCKED if report.failed or report.held or _code(scores) else DONE)


@app.command(
    help=told("检查这台机器缺什么，怎样补上。", "What this machine needs, each with its fix."),
    epilog=example("perfxl doctor --workbook 绩效管理.xlsm", "perfxl doctor --workbook performance.xlsm"),
)
def doctor(
    folder: ask.WrittenFolder = Path(),
    workbook: ask.MacroWorkbook = None,
    journal: ask.JournalOf = None,
    head: ask.Head = "",
    lang: ask.Lang = "",
    json: ask.Json = False,
    debug: ask.Debug = False,
) -> None:
    from perfxl.jobs.doctor import doctor as examined
    from perfxl.jobs.doctor_journal import journal_examined
    from perfxl.reports.doctor import doctor_json, print_doctor

    language = lang or system_language()
    answers = list(examined(folder, workbook) if journal is None else journal_examined(journal, head=head))
    if json:
        print_json(doctor_json(answers, language))
    else:
        print_doctor(answers, language)
    raise typer.Exit(DONE if all(one.ok or not one.needed for one in answers) else BLOCKED)


for _commands in (
    commands_sheets,
    commands_returns,
    commands_mapping,
    commands_appeals,
    commands_calibration,
    commands_documents,
    commands_review,
    commands_reminders,
    commands_calendar,
    commands_roster,
    commands_year,
    commands_schedule,
    commands_excel,
    commands_goals,
):
    _commands.add_to(app)


def _scores(path: Path, as_of: str, *, quiet: bool, out: Path | None = None) -> "Scores":
    """Read and score; where results are to be written to `out`, first make sure that this is possible."""
    from perfxl.jobs.read import read_cycle, workbook_of
    from perfxl.jobs.score import score as scored
    from perfxl.jobs.targets import results_target

    with working(told("计算…", "Scoring..."), quiet=quiet):
        workbook = workbook_of(path)
        cycle = read_cycle(workbook, as_of=day_of(as_of))
        if out is not None:
            results_target(out, workbook=workbook, master_file=cycle.settings.master_file)
        return scored(cycle)


def _scores_or_fault(path: Path, as_of: str, *, quiet: bool, out: Path | None, alone: bool) -> "Scores | Exception":
    """A cycle that cannot be read does not stop the others; if it is alone, it stops the run."""
    try:
        return _scores(path, as_of, quiet=quiet, out=out)
    except Exception as error:
        if alone:
            raise
        return error


def _save(scores: "Scores", out: Path, language: str) -> None:
    from perfxl.jobs.score import save_results

    with working(told("写结果…", "Writing results..."), quiet=False):
        save_results(scores, out, language=language)


def _code(scores: "Scores") -> int:
    return BLOCKED if any(finding.blocks for finding in scores.findings) else DONE


if __name__ == "__main__":
    main()
