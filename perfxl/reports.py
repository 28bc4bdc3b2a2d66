"""How each command's answer looks in the terminal, and the JSON of the answers that have no job of their own."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from rich.markup import escape

from perfxl.cycle.choices import COMPONENTS, title_of
from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding, Findings
from perfxl.language import Text, plain_number
from perfxl.rules.standards import short
from perfxl.terminal import out, percent, print_table, say

if TYPE_CHECKING:
    from perfxl.jobs.demo import Demo
    from perfxl.jobs.doctor import Examined
    from perfxl.jobs.explain import Explanation
    from perfxl.letters.batch import LettersReport
    from perfxl.rules.scores import Scores

SEVERITIES = {
    BLOCKER: (Text("阻止", "blocker"), "✗", "bold red"),
    WARNING: (Text("警告", "warning"), "!", "yellow"),
    NOTE: (Text("提示", "note"), "i", "dim"),
}
ACCEPTED = Text("已接受", "accepted")
MOST_SHOWN = 25

STATUS = {"scored": Text("已计分", "scored"), "held": Text("暂缓", "held"), "exempt": Text("免考核", "exempt")}
KINDS = {
    "component": Text("组成部分", "component"),
    "assignment": Text("任职", "assignment"),
    "base": Text("基础分", "base"),
    "extra": Text("加分", "extra"),
    "deduct": Text("扣分", "deduction"),
    "extra_total": Text("加分合计", "extra, total"),
    "deduct_total": Text("扣分合计", "deductions, total"),
    "score": Text("得分", "score"),
    "kpi": Text("指标", "KPI"),
    "goal": Text("部门目标", "goal"),
    "rating": Text("评价人", "rater"),
}
NOTES = {
    "missing": Text("缺失", "missing"),
    "refused": Text("不可用", "refused"),
    "unusable": Text("规则有误", "unusable"),
    "zeroed": Text("逾期按零分", "zero after the deadline"),
    "not_applicable": Text("不适用", "not applicable"),
    "held": Text("暂缓", "held"),
}


def print_findings(findings: Findings, language: str, *, all_of_them: bool = False) -> None:
    """The worst findings first, each with place, fact and remedy; notes are only counted unless all are wanted."""
    order = (BLOCKER, WARNING, NOTE) if all_of_them else (BLOCKER, WARNING)
    chosen = [one for severity in order for one in findings if one.severity == severity]
    for one in chosen if all_of_them else chosen[:MOST_SHOWN]:
        out.print(_finding_line(one, language), soft_wrap=True)
    hidden = len(findings) - (len(chosen) if all_of_them else min(len(chosen), MOST_SHOWN))
    if hidden:
        say(Text("……另有 {n} 项（--all 显示全部）", "... and {n} more (--all shows everything)"), language, n=hidden)


def _finding_line(one: Finding, language: str) -> str:
    word, sign, style = SEVERITIES[one.severity]
    label = ACCEPTED(language) if one.accepted else word(language)
    place = f"{escape(str(one.place))}\n    " if one.place else ""
    text = f"{escape(one.what(language))} {escape(one.mend(language))}"
    return f"[{style}]{sign} {one.code} {label}[/] {place}{text}"


def counted(findings: Findings, language: str) -> str:
    """`3 blockers, 12 warnings, 40 notes`."""
    parts = [(SEVERITIES[severity][0](language), findings.count(severity)) for severity in SEVERITIES]
    if language == "en":
        return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for word, n in parts)
    return "，".join(f"{word} {n} 项" for word, n in parts)


def print_check(scores: "Scores", language: str, *, all_of_them: bool) -> None:
    """Findings, completeness by department, the next step."""
    print_findings(scores.findings, language, all_of_them=all_of_them)
    completeness = scores.completeness
    print_table(
        Text("完整度", "Completeness")(language),
        [text(language) for text in (Text("部门", "Department"), Text("完整度", "Coverage"), Text("尚缺", "Missing"))],
        [(row.department, percent(row.coverage), row.missing) for row in completeness.departments.itertuples()],
        right=(1, 2),
    )
    print_people(scores, language)
    say(Text("{counts}；总完整度 {overall}", "{counts}; completeness {overall}"), language,
        counts=counted(scores.findings, language), overall=percent(completeness.overall))  # fmt: skip


def print_people(scores: "Scores", language: str) -> None:
    """How many are scored, held and exempt."""
    counts = scores.people["status"].value_counts()
    words = [f"{STATUS[state](language)} {counts.get(state, 0)}" for state in STATUS]
    out.print("  ".join(words))


def print_score(scores: "Scores", path: Path | None, language: str) -> None:
    """How grades fall, what blocks, where the results are."""
    people = scores.people[scores.people["status"] == "scored"]
    grades = people["grade"].value_counts().reindex([*reversed(scores.bands.names)], fill_value=0)
    print_table(
        Text("等级分布", "Grades")(language),
        [text(language) for text in (Text("等级", "Grade"), Text("人数", "People"))],
        list(grades.items()),
        right=(1,),
    )
    print_people(scores, language)
    say(Text("标准指纹 {all}（判断日 {as_of}）", "Standards {all} (as of {as_of})"), language,
        all=short(scores.fingerprints.all), as_of=scores.cycle.as_of)  # fmt: skip
    say(Text("{counts}（perfxl check 查看）", "{counts} (perfxl check shows them)"), language,
        counts=counted(scores.findings, language))  # fmt: skip
    if path is not None:
        say(Text("结果：{path}", "Results: {path}"), language, path=path)


def print_explanation(explanation: "Explanation", language: str) -> None:
    """The trace of one person as a table, then the findings."""
    person = explanation.person
    status = STATUS[person["status"]](language)
    heading = f"{person['employee_id']} {person['name'] or ''} · {person['department'] or ''} · {status}"
    titles = (
        Text("行", "Line"), Text("内容", "What"), Text("目标", "Target"), Text("实际", "Actual"), Text("分", "Points"),
        Text("权重", "Weight"), Text("得分", "Counts"), Text("说明", "Note"), Text("位置", "Place"),
    )  # fmt: skip
    rows = [_trace_row(line, language) for line in explanation.lines.to_dict("records")]
    print_table(heading, [title(language) for title in titles], rows, right=(0, 4, 5, 6))
    if person["score"] is None and person["low"] is not None:
        say(Text("可能得分 {low} 到 {high}", "Between {low} and {high} is still possible"), language,
            low=person["low"], high=person["high"])  # fmt: skip
    elif person["score"] is not None:
        say(Text("得分 {score}，等级 {grade}", "Score {score}, grade {grade}"), language,
            score=person["score"], grade=person["grade"] or "-")  # fmt: skip
    print_findings(explanation.findings, language, all_of_them=True)


def _trace_row(line: dict[str, Any], language: str) -> tuple[object, ...]:
    kind = line["kind"]
    name = title_of(line["component"], COMPONENTS, language) if kind == "component" else line["item"]
    label = KINDS[kind](language)
    indent = "" if kind in ("base", "score", "extra_total", "deduct_total") else "  " if kind == "component" else "    "
    state, _, reason = str(line["note"]).partition(": ")
    note = " ".join(filter(None, (NOTES[state](language) if state in NOTES else state, reason)))
    points = line["value"] if kind == "rating" else line["points"]
    return (
        line["line"], f"{indent}{label} {name if kind not in ('base', 'score') else ''}".rstrip(), line["target"],
        line["actual"], points, _weight(line), line["contribution"], note, line["place"],
    )  # fmt: skip


def _weight(line: dict[str, Any]) -> str:
    if line["kind"] == "assignment":
        return f"{plain_number(line['weight'])}/{plain_number(line['of'])}"
    if line["kind"] not in ("kpi", "goal", "component") or pd.isna(line["weight"]):
        return ""
    share = plain_number(line["weight"], digits=4)
    return f"{share}%" if line["of"] == 100 or pd.isna(line["of"]) else f"{share}/{plain_number(line['of'], digits=4)}"


def print_finding(content: dict[str, Any], language: str) -> None:
    """Title, fact and remedy of a code."""
    word, sign, style = SEVERITIES[content["severity"]]
    out.print(f"[{style}]{sign} {content['code']} {word(language)}[/] [bold]{content['title']}[/]")
    out.print(content["fact"], markup=False, soft_wrap=True)
    out.print("→ " + content["remedy"], markup=False, soft_wrap=True)


def print_letters(report: "LettersReport", language: str) -> None:
    """How many letters, which failed, where they are."""
    say(
        Text("写了 {written} 封，未变 {unchanged} 封，失败 {failed} 封，暂缓 {held} 人，用时 {seconds} 秒",
             "{written} written, {unchanged} unchanged, {failed} failed, {held} held, {seconds} s"),
        language, written=len(report.written), unchanged=len(report.unchanged), failed=len(report.failed),
        held=len(report.held), seconds=round(report.seconds, 1),
    )  # fmt: skip
    for failure in report.failed:
        out.print(f"✗ {failure.employee_id} {failure.code} {failure.reason}", markup=False, soft_wrap=True)
    say(Text("清单：{manifest}", "Manifest: {manifest}"), language, manifest=report.manifest)


def doctor_json(answers: Sequence["Examined"], language: str) -> dict[str, Any]:
    """What was examined, as JSON."""
    return {
        "checks": [
            {"what": one.what(language), "found": one.found, "ok": one.ok, "fix": one.fix(language) or None}
            for one in answers
        ]
    }


def print_doctor(answers: Sequence["Examined"], language: str) -> None:
    """One line for each thing; the fix below what is not well."""
    for one in answers:
        mark = "[green]✓[/]" if one.ok else "[bold red]✗[/]"
        out.print(f"{mark} {one.what(language)}: ", end="")
        out.print(one.found, markup=False, soft_wrap=True)
        if not one.ok:
            out.print(f"  → {one.fix(language)}", markup=False, soft_wrap=True)


def demo_json(made: "Demo") -> dict[str, Any]:
    """Where everything is, as JSON."""
    return {
        "workbook": str(made.workbook),
        "results": str(made.results),
        "letters": str(made.letters_folder),
        "written": len(made.letters.written),
        "unchanged": len(made.letters.unchanged),
        "scored": int((made.scores.people["status"] == "scored").sum()),
        "held": int((made.scores.people["status"] == "held").sum()),
    }


def print_demo(made: "Demo", language: str) -> None:
    """Where everything is, and one path to try."""
    print_score(made.scores, None, language)
    print_letters(made.letters, language)
    rows = [
        (Text("周期工作簿（人力资源填写）", "Cycle workbook (HR fills it in)")(language), made.workbook),
        (Text("结果（得分、明细、问题、完整度）", "Results (scores, trace, findings, completeness)")(language), made.results),
        (Text("反馈信（每人一封 PDF）", "Letters (one PDF each)")(language), made.letters_folder),
    ]
    print_table(Text("文件在这里", "Where everything is")(language), ("", ""), rows)
    held = made.scores.people.loc[made.scores.people["status"] == "held", "employee_id"]
    person = held.iloc[0] if len(held) else made.scores.people["employee_id"].iloc[0]
    say(
        Text("试一试：perfxl explain {path} {person} 看此人为何暂缓；在工作簿里改正后，再运行 perfxl score {path} --out {results}",
             "Try: perfxl explain {path} {person} says why this person is held; mend it in the workbook, then perfxl score "
             "{path} --out {results}"),
        language, path=made.workbook, person=person, results=made.results,
    )  # fmt: skip
