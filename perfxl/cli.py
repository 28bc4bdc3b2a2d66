"""One command per job. Reads arguments, prints the answer, sets the exit code; the work is in perfxl.jobs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from perfxl import __version__
from perfxl.faults import Fault, WrongCommand
from perfxl.language import Text
from perfxl.terminal import err, system_language

if TYPE_CHECKING:
    from perfxl.rules.scores import Scores

DONE, BLOCKED, WRONG, FAULT = 0, 1, 2, 3
_ZH = system_language() == "zh" if "--lang" not in sys.argv else "en" not in sys.argv


def _(zh: str, en: str) -> str:
    """Help text in the language of the terminal."""
    return zh if _ZH else en


app = typer.Typer(
    name="perfxl",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help=_("绩效管理员的工作台：准确的得分、完整的数据、每个人的反馈信。", "The performance administrator's workbench."),
    epilog=_("例：`perfxl demo`，然后打开它说的文件。", "Example: `perfxl demo`, then open what it names."),
)

CycleArgument = Annotated[Path, typer.Argument(metavar="CYCLE", help=_("周期工作簿，或其所在文件夹", "cycle workbook, or its folder"))]
Lang = Annotated[str, typer.Option("--lang", metavar="zh|en", help=_("输出语言", "language of the output"))]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help=_("判断截止日期所用的日子，默认今天", "day on which deadlines are judged; default today"))]
Json = Annotated[bool, typer.Option("--json", help=_("只输出一个 JSON 对象", "print one JSON object and nothing else"))]
Debug = Annotated[bool, typer.Option("--debug", help=_("出错时显示完整过程", "show a traceback if something goes wrong"))]


def main() -> None:
    """Run the command line; faults become one line and exit code 3, wrong commands 2."""
    try:
        app()
    except WrongCommand as wrong:
        _stop(wrong.message, WRONG)
    except Fault as fault:
        if "--debug" in sys.argv:
            raise
        _stop(fault.message, FAULT)
    except Exception as unexpected:
        if "--debug" in sys.argv:
            raise
        kind = type(unexpected).__name__
        _stop(
            Text(
                f"perfxl 内部出错（{kind}），没有写入任何文件。请加 --debug 重试并反馈。",
                f"perfxl failed ({kind}); nothing was written. Run again with --debug and report it.",
            ),
            FAULT,
        )


def _stop(message: Text, code: int) -> None:
    err.print(f"perfxl: {message('zh' if _ZH else 'en')}", markup=False, soft_wrap=True)
    sys.exit(code)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help=_("版本", "version"))] = False,
) -> None:
    """The root command; its options apply to all."""


@app.command(
    help=_("制作示例公司：周期工作簿、结果、反馈信。", "Make a sample company: cycle workbook, results, letters."),
    epilog=_("例：`perfxl demo 示例`", "Example: `perfxl demo sample`"),
)
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help=_("放在哪里", "where to"))] = Path("demo"),
    jobs: Annotated[int, typer.Option("--jobs", min=1, help=_("几个进程制作信件", "worker processes for letters"))] = 2,
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.demo import make_demo
    from perfxl.reports import demo_json, print_demo
    from perfxl.terminal import print_json

    language = _language(lang, system_language())
    with _progress(json, _("制作反馈信", "Letters")) as on_progress:
        made = make_demo(folder, language=language, jobs=jobs, on_progress=on_progress)
    if json:
        print_json(demo_json(made))
    else:
        print_demo(made, language)


@app.command(
    help=_("检查问题和完整度；除 --out 外不写文件。", "Findings and completeness; writes nothing but --out."),
    epilog=_("例：`perfxl check 绩效管理.xlsx`", "Example: `perfxl check performance.xlsx`"),
)
def check(
    cycles: Annotated[list[Path], typer.Argument(metavar="CYCLE...", help=_("周期工作簿或文件夹", "cycle workbooks or folders"))],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.xlsx", help=_("另存为工作簿", "also write a workbook"))] = None,
    all_findings: Annotated[bool, typer.Option("--all", help=_("显示全部问题", "show every finding"))] = False,
    as_of: AsOf = "",
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.check import check_json
    from perfxl.jobs.score import save_results
    from perfxl.reports import print_check
    from perfxl.terminal import print_json

    if out is not None and len(cycles) > 1:
        raise WrongCommand(Text("--out 只能用于一个周期。", "--out goes with one cycle only."))
    answers: list[dict[str, Any]] = []
    worst = DONE
    for path in cycles:
        try:
            scores = _scores(path, as_of)
        except Fault as fault:
            if len(cycles) == 1:
                raise
            worst = FAULT
            answers.append({"cycle": str(path), "fault": fault.message(_language(lang, system_language()))})
            err.print(f"perfxl: {answers[-1]['fault']}", markup=False, soft_wrap=True)
            continue
        language = _language(lang, scores.cycle.settings.language)
        answers.append({"cycle": scores.cycle.settings.name, **check_json(scores, language)} if json else {})
        if not json:
            print_check(scores, language, all_of_them=all_findings)
        if out is not None:
            save_results(scores, out, language=language)
        worst = max(worst, _code(scores))
    if json:
        print_json(answers[0] if len(cycles) == 1 else {"cycles": answers})
    raise typer.Exit(worst)


@app.command(
    help=_("计算得分和等级，写结果工作簿。", "Scores, grades, and the results workbook."),
    epilog=_("例：`perfxl score 绩效管理.xlsx --out 考核结果.xlsx`", "Example: `perfxl score performance.xlsx --out results.xlsx`"),
)
def score(
    cycle: CycleArgument,
    out: Annotated[Path | None, typer.Option("--out", metavar="RESULTS.xlsx", help=_("结果写到哪里", "where to write the results"))] = None,
    as_of: AsOf = "",
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.score import save_results, score_json
    from perfxl.reports import print_score
    from perfxl.terminal import print_json

    scores = _scores(cycle, as_of)
    language = _language(lang, scores.cycle.settings.language)
    if out is not None:
        save_results(scores, out, language=language)
    if json:
        print_json(score_json(scores, language))
    else:
        print_score(scores, out, language)
    raise typer.Exit(_code(scores))


@app.command(
    help=_("逐行说明一个人的得分。", "One person's score line by line."),
    epilog=_("例：`perfxl explain 绩效管理.xlsx 10023`", "Example: `perfxl explain performance.xlsx 10023`"),
)
def explain(
    cycle: CycleArgument,
    employee_id: Annotated[str, typer.Argument(metavar="EMPLOYEE_ID", help=_("工号", "employee id"))],
    as_of: AsOf = "",
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.explain import explain as explained
    from perfxl.jobs.read import read_cycle
    from perfxl.reports import print_explanation
    from perfxl.terminal import print_json

    read = read_cycle(cycle, as_of=_day(as_of))
    language = _language(lang, read.settings.language)
    explanation = explained(read, employee_id)
    if json:
        print_json(explanation.to_json(language))
    else:
        print_explanation(explanation, language)
    raise typer.Exit(BLOCKED if explanation.person["status"] == "held" else DONE)


@app.command(
    help=_("说明一个问题代码的含义和处理办法。", "What a finding means and how to mend it."),
    epilog=_("例：`perfxl finding PX301`", "Example: `perfxl finding PX301`"),
)
def finding(
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("如 PX301", "such as PX301"))],
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.finding import finding as of_code
    from perfxl.jobs.finding import finding_json
    from perfxl.reports import print_finding
    from perfxl.terminal import print_json

    language = _language(lang, system_language())
    content = finding_json(of_code(code), language)
    if json:
        print_json(content)
    else:
        print_finding(content, language)


@app.command(
    help=_("制作每个人的反馈信（PDF）。", "Everybody's personal letter (PDF)."),
    epilog=_("例：`perfxl letters 绩效管理.xlsx --out 反馈信`", "Example: `perfxl letters performance.xlsx --out letters`"),
)
def letters(
    cycle: CycleArgument,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help=_("信件文件夹", "folder of the letters"))],
    only: Annotated[list[str] | None, typer.Option("--only", metavar="ID", help=_("只做此人，可重复", "only this person; repeat for more"))] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help=_("进程数", "worker processes"))] = 2,
    html: Annotated[Path | None, typer.Option("--html", metavar="DIR", help=_("另存每封信的 HTML", "also keep each letter's HTML"))] = None,
    as_of: AsOf = "",
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.letters import write_letters
    from perfxl.reports import print_letters
    from perfxl.terminal import print_json

    scores = _scores(cycle, as_of)
    language = _language(lang, scores.cycle.settings.language)
    chosen = _known_ids(scores, only or [])
    with _progress(json, _("制作反馈信", "Letters")) as on_progress:
        report = write_letters(
            scores.cycle, scores, out, language=language, only=chosen, jobs=jobs, html_folder=html, on_progress=on_progress
        )
    if json:
        print_json(report.to_json())
    else:
        print_letters(report, language)
    raise typer.Exit(BLOCKED if report.failed or report.held or _code(scores) else DONE)


@app.command(
    help=_("检查这台机器缺什么，怎样补上。", "What this machine needs, each with its fix."),
    epilog=_("例：`perfxl doctor`", "Example: `perfxl doctor`"),
)
def doctor(
    folder: Annotated[Path, typer.Option("--folder", metavar="DIR", help=_("要写入的文件夹", "folder to be written to"))] = Path(),
    lang: Lang = "",
    json: Json = False,
    debug: Debug = False,
) -> None:
    from perfxl.jobs.doctor import doctor as examined
    from perfxl.reports import doctor_json, print_doctor
    from perfxl.terminal import print_json

    language = _language(lang, system_language())
    answers = list(examined(folder))
    if json:
        print_json(doctor_json(answers, language))
    else:
        print_doctor(answers, language)
    raise typer.Exit(DONE if all(one.ok or not one.needed for one in answers) else BLOCKED)


def _scores(path: Path, as_of: str) -> "Scores":
    from perfxl.jobs.read import read_cycle
    from perfxl.jobs.score import score as scored

    return scored(read_cycle(path, as_of=_day(as_of)))


def _code(scores: "Scores") -> int:
    return BLOCKED if any(finding.blocks for finding in scores.findings) else DONE


def _known_ids(scores: "Scores", wanted: list[str]) -> list[str]:
    known = set(scores.people["employee_id"])
    unknown = "、".join(one for one in wanted if one not in known)
    if unknown:
        raise WrongCommand(Text(f"没有工号 {unknown}，请核对员工表。", f"There is no employee {unknown}; check the roster."))
    return wanted


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        hint = Text(f"--as-of {text} 不是日期，请写成 2026-12-31。", f"--as-of {text} is no date; write 2026-12-31.")
        raise WrongCommand(hint) from None


def _language(asked: str, otherwise: str) -> str:
    if asked not in ("", "zh", "en"):
        raise WrongCommand(Text(f"--lang 只能是 zh 或 en，不是 {asked}。", f"--lang is zh or en, not {asked}."))
    return asked or otherwise


@contextmanager
def _progress(quiet: bool, title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr; nothing where the output is for a program."""
    if quiet or not err.is_terminal:
        yield lambda done, total: None
        return
    from rich.progress import Progress

    with Progress(console=err, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


if __name__ == "__main__":
    main()
