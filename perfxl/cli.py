"""One command per job. Reads arguments, prints the answer, sets the exit code; the work is in perfxl.jobs."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from perfxl import __version__
from perfxl.exits import BLOCKED, DONE, report_stop, run, stop_of
from perfxl.faults import WrongCommand
from perfxl.language import Text
from perfxl.options import (
    AsOf,
    CycleArgument,
    Debug,
    Jobs,
    Json,
    Lang,
    day_of,
    example,
    language_asked,
    told,
)
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
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help=told("放在哪里", "where to"))] = Path("demo"),
    jobs: Jobs = 2,
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.demo import make_demo
    from perfxl.reports.demo import demo_json, print_demo

    language = language_asked(lang, otherwise=system_language())
    with progress(told("制作反馈信", "Letters"), quiet=json) as on_progress:
        made = make_demo(folder, language=language, jobs=jobs, on_progress=on_progress)
    if json:
        print_json(demo_json(made))
    else:
        print_demo(made, language)
    raise typer.Exit(BLOCKED if made.letters.failed else DONE)


@app.command(
    help=told("检查问题和完整度；除 --out 外不写文件。", "Findings and completeness; writes nothing but --out."),
    epilog=example("perfxl check 绩效管理.xlsx", "perfxl check performance.xlsx"),
)
def check(
    cycles: Annotated[
        list[Path], typer.Argument(metavar="CYCLE...", help=told("周期工作簿或文件夹", "cycle workbooks or folders"))
    ],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.xlsx", help=told("另存为工作簿", "also write a workbook"))
    ] = None,
    all_findings: Annotated[bool, typer.Option("--all", help=told("显示全部问题", "show every finding"))] = False,
    as_of: AsOf = "",
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.check import check_json
    from perfxl.reports.scores import print_check

    day_of(as_of)
    language_asked(lang, otherwise="")
    if out is not None and len(cycles) > 1:
        raise WrongCommand(Text("--out 只能用于一个周期。", "--out goes with one cycle only."))
    answers: list[dict[str, Any]] = []
    codes = []
    for path in cycles:
        try:
            scores = _scores(path, as_of, quiet=json, out=out)
        except Exception as error:  # a cycle that cannot be read does not stop the others
            if len(cycles) == 1:
                raise
            language = language_asked(lang, otherwise=system_language())
            codes.append(report_stop(error, language, debug=debug, json=False))
            answers.append({"path": str(path), "cycle": None, "fault": stop_of(error).message(language)})
            continue
        language = language_asked(lang, otherwise=scores.cycle.settings.language)
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
        "perfxl score 绩效管理.xlsx --out 考核结果.xlsx", "perfxl score performance.xlsx --out results.xlsx"
    ),
)
def score(
    cycle: CycleArgument,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="RESULTS.xlsx", help=told("结果写到哪里", "where to write the results")),
    ] = None,
    as_of: AsOf = "",
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.score import score_json
    from perfxl.reports.scores import print_score

    language_asked(lang, otherwise="")
    scores = _scores(cycle, as_of, quiet=json, out=out)
    language = language_asked(lang, otherwise=scores.cycle.settings.language)
    if out is not None:
        _save(scores, out, language)
    if json:
        print_json(score_json(scores, language))
    else:
        print_score(scores, language, path=cycle, out=out)
    raise typer.Exit(_code(scores))


@app.command(
    help=told("逐行说明一个人的得分。", "One person's score line by line."),
    epilog=example("perfxl explain 绩效管理.xlsx 10023", "perfxl explain performance.xlsx 10023"),
)
def explain(
    cycle: CycleArgument,
    employee_id: Annotated[str, typer.Argument(metavar="EMPLOYEE_ID", help=told("工号", "employee id"))],
    as_of: AsOf = "",
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.explain import explain as explained
    from perfxl.jobs.read import read_cycle
    from perfxl.reports.explanation import print_explanation

    language_asked(lang, otherwise="")
    day = day_of(as_of)
    with working(told("计算…", "Scoring..."), quiet=json):
        read = read_cycle(cycle, as_of=day)
        explanation = explained(read, employee_id)
    language = language_asked(lang, otherwise=read.settings.language)
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
    code: Annotated[str, typer.Argument(metavar="CODE", help=told("如 PX301", "such as PX301"))],
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.finding import finding as of_code
    from perfxl.jobs.finding import finding_json, without_names
    from perfxl.reports.findings import print_kind

    language = language_asked(lang, otherwise=system_language())
    content = finding_json(of_code(code), language)
    if json:
        print_json(content)
    else:
        print_kind(without_names(content), language)


@app.command(
    help=told("制作每个人的反馈信（PDF）。", "Everybody's personal letter (PDF)."),
    epilog=example("perfxl letters 绩效管理.xlsx --out 反馈信", "perfxl letters performance.xlsx --out letters"),
)
def letters(
    cycle: CycleArgument,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help=told("信件文件夹", "folder of the letters"))],
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="ID", help=told("只做此人，可重复", "only this person; repeat for more")),
    ] = None,
    jobs: Jobs = 2,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="DIR", help=told("另存每封信的 HTML", "also keep each letter's HTML")),
    ] = None,
    as_of: AsOf = "",
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.letters import letters_json, write_letters
    from perfxl.jobs.person import known_ids
    from perfxl.jobs.read import workbook_of
    from perfxl.jobs.targets import letters_folder
    from perfxl.reports.letters import print_letters

    language_asked(lang, otherwise="")
    letters_folder(out, "--out")
    if html is not None:
        letters_folder(html, "--html")
    workbook = workbook_of(cycle)
    scores = _scores(workbook, as_of, quiet=json)
    language = language_asked(lang, otherwise=scores.cycle.settings.language)
    chosen = known_ids(only or [], scores.people["employee_id"].tolist())
    with progress(told("制作反馈信", "Letters"), quiet=json) as on_progress:
        report = write_letters(
            scores.cycle, scores, out, language=language, only=chosen, jobs=jobs, html_folder=html,
            logo_folder=workbook.parent, on_progress=on_progress,
        )  # fmt: skip
    if json:
        print_json(letters_json(report, scores.cycle, language))
    else:
        print_letters(report, language, path=cycle)
    raise typer.Exit(BLOCKED if report.failed or report.held or _code(scores) else DONE)


@app.command(
    help=told("检查这台机器缺什么，怎样补上。", "What this machine needs, each with its fix."),
    epilog=example("perfxl doctor", "perfxl doctor"),
)
def doctor(
    folder: Annotated[
        Path, typer.Option("--folder", metavar="DIR", help=told("要写入的文件夹", "folder to be written to"))
    ] = Path(),
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.doctor import doctor as examined
    from perfxl.reports.doctor import doctor_json, print_doctor

    language = language_asked(lang, otherwise=system_language())
    answers = list(examined(folder))
    if json:
        print_json(doctor_json(answers, language))
    else:
        print_doctor(answers, language)
    raise typer.Exit(DONE if all(one.ok or not one.needed for one in answers) else BLOCKED)


def _scores(path: Path, as_of: str, *, quiet: bool, out: Path | None = None) -> "Scores":
    """Read and score; where results are to be written to `out`, first make sure that this is possible."""
    from perfxl.jobs.read import read_cycle, workbook_of
    from perfxl.jobs.score import score as scored
    from perfxl.jobs.targets import results_target

    day = day_of(as_of)
    with working(told("计算…", "Scoring..."), quiet=quiet):
        workbook = workbook_of(path)
        cycle = read_cycle(workbook, as_of=day)
        if out is not None:
            results_target(out, workbook=workbook, master_file=cycle.settings.master_file)
        return scored(cycle)


def _save(scores: "Scores", out: Path, language: str) -> None:
    from perfxl.jobs.score import save_results

    with working(told("写结果…", "Writing results..."), quiet=False):
        save_results(scores, out, language=language)


def _code(scores: "Scores") -> int:
    return BLOCKED if any(finding.blocks for finding in scores.findings) else DONE


if __name__ == "__main__":
    main()
