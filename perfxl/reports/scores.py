"""What check and score say in the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.cycle.final import NAME
from perfxl.language import Text, spoken
from perfxl.reports.findings import counted, print_findings
from perfxl.rules.standards import short
from perfxl.terminal import copyable, paragraph, percent, print_table, say, typed
from perfxl.workbook.results.words import STATUS

if TYPE_CHECKING:
    from perfxl.rules.scores import Scores


_MOST_CHANGES = 5


def print_check(scores: "Scores", language: str, *, path: Path, all_of_them: bool, out: Path | None) -> None:
    """Findings, completeness by department, how many can be scored, the next step."""
    print_heading(scores, language)
    print_findings(scores.findings, language, all_of_them=all_of_them)
    _print_departments(scores, language)
    print_people(scores, language)
    say(Text("{counts}", "{counts}"), language, counts=counted(scores.findings, language))
    if out is not None:
        copyable(Text("已写入 {path}", "Written: {path}"), language, path=out)
    if any(finding.blocks for finding in scores.findings):
        say(Text("下一步：在工作簿中改正“阻止计分”的问题，保存后再检查一次。",
                 "Next: mend the blockers in the workbook, save it, and check again."), language)  # fmt: skip
    else:
        copyable(Text("下一步：perfxl score {path} --out 考核结果.xlsx", "Next: perfxl score {path} --out results.xlsx"), language,
            path=typed(path))  # fmt: skip


def print_score(scores: "Scores", language: str, *, path: Path, out: Path | None) -> None:
    """How grades fall, what blocks, where the results are."""
    print_heading(scores, language)
    _print_grades(scores, language)
    print_people(scores, language)
    say(Text("{counts}", "{counts}"), language, counts=counted(scores.findings, language))
    say(Text("标准指纹 {all}", "Standards {all}"), language, all=short(scores.fingerprints.all))
    _print_standards(scores, language)
    if out is not None:
        copyable(Text("结果：{path}", "Results: {path}"), language, path=out)
    if any(finding.blocks for finding in scores.findings):
        copyable(Text("下一步：perfxl check {path} 列出阻止计分的问题。", "Next: perfxl check {path} lists what blocks."), language,
            path=typed(path))  # fmt: skip
    else:
        copyable(Text("下一步：perfxl letters {path} --out 反馈信", "Next: perfxl letters {path} --out letters"), language,
            path=typed(path))  # fmt: skip


def print_final(scores: "Scores", language: str) -> None:
    """That these results are final and kept."""
    n = int((scores.people["status"] == "scored").sum())
    say(Text("结果已定稿：{n} 人的得分及其数据已存入 {file}，此后只有申诉能改变。",
             "Results are final: {n} scores and what they came from are kept in {file}; only appeals change them now."),
        language, n=n, file=NAME)  # fmt: skip


def _print_standards(scores: "Scores", language: str) -> None:
    """What differs from the standards that were published."""
    published, changed = scores.cycle.published, scores.standards_changed
    if published is None or not changed:
        return
    say(Text("与 {on} 公布的标准有 {n} 处不同：", "They differ from those published on {on}: {n}"), language,
        on=published.last.on, n=len(changed))  # fmt: skip
    for one in changed[:_MOST_CHANGES]:
        paragraph(f"▲ {one.line(language)}")
    if len(changed) > _MOST_CHANGES:
        say(Text("其余见 perfxl check。", "For the others see perfxl check."), language)


def print_heading(scores: "Scores", language: str) -> None:
    """Which cycle, from which workbook, judged on which day."""
    cycle = scores.cycle
    name = spoken(cycle.settings.name, language) or cycle.file
    heading = Text("{name}（{file}，判断日 {day}）", "{name} ({file}, as of {day})")
    paragraph(heading(language).format(name=name, file=cycle.file, day=cycle.as_of), style="bold")
    paragraph("")


def print_people(scores: "Scores", language: str) -> None:
    """How many are scored, held and exempt."""
    counts = scores.people["status"].value_counts()
    if language == "en":
        line = ", ".join(f"{counts.get(state, 0)} {STATUS[state](language)}" for state in STATUS)
    else:
        line = "，".join(f"{STATUS[state](language)} {counts.get(state, 0)} 人" for state in STATUS)
    paragraph(line)


def _print_departments(scores: "Scores", language: str) -> None:
    completeness = scores.completeness
    rows = [(one.department, percent(one.coverage), one.missing) for one in completeness.departments.itertuples()]
    rows.append((Text("全部", "All")(language), percent(completeness.overall), sum(row[2] for row in rows)))
    titles = (Text("部门", "Department"), Text("完整度", "Completeness"), Text("缺项", "Missing"))
    print_table([title(language) for title in titles], rows, right=(1, 2), bold=[len(rows) - 1])


def _print_grades(scores: "Scores", language: str) -> None:
    people = scores.people[scores.people["status"] == "scored"]
    counts = people["grade"].value_counts()
    rows = [(grade, int(counts.get(grade, 0))) for grade in reversed(scores.bands.names)]
    if counts.get("", 0):
        rows.append((Text("无等级", "no grade")(language), int(counts[""])))
    print_table([Text("等级", "Grade")(language), Text("人数", "People")(language)], rows, right=(1,))
