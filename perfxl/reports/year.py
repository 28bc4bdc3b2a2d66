"""What the commands about the year say in the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.language import Text, spoken
from perfxl.reports.findings import print_findings
from perfxl.terminal import copyable, print_table, say

if TYPE_CHECKING:
    from perfxl.jobs.rollover import RolledOver
    from perfxl.jobs.roster_diff import RosterDiff
    from perfxl.rules.rollup import Year
    from perfxl.rules.target_audit import TargetAudit


def print_roster_diff(diff: "RosterDiff", language: str, *, out: Path | None, all_of_them: bool) -> None:
    """Who changed and how, what became of departments, what is left to decide."""
    from perfxl.workbook.year.reorganisation import KINDS  # noqa: PLC0415 - heavy, only where it is printed

    found = diff.found
    rows = [
        (one.person.employee_id, Text("、", ", ")(language).join(KINDS[kind](language) for kind in one.kinds),
         one.before.department if one.before else "", one.after.department if one.after else "")
        for one in found.changes
    ]  # fmt: skip
    if not rows:
        say(Text("两份名单没有差别。", "The rosters do not differ."), language)
    else:
        heads = (Text("工号", "Employee"), Text("变动", "Change"), Text("原部门", "Department before"), Text("现部门", "Now"))
        print_table([head(language) for head in heads], rows, whole=(0,))
    print_findings(found.findings, language, all_of_them=all_of_them)
    say(Text("建议任职 {stretches} 段，涉及上级评价 {raters} 段；都需人确认。",
             "Proposed: {stretches} assignments; managers rate {raters} stretches. A person has to confirm them."),
        language, stretches=len(found.stretches), raters=len(found.raters))  # fmt: skip
    if out is not None:
        copyable(Text("已写入 {path}", "Written: {path}"), language, path=out)


def print_year(year: "Year", language: str, *, out: Path | None, all_of_them: bool) -> None:
    """Weights, how grades fall, what holds somebody."""
    heads = [Text("考核期", "Period"), Text("权重", "Weight"), Text("已计分", "Scored"), Text("暂缓", "Held")]
    rows = []
    for one in year.periods:
        status = one.scores.people["status"].value_counts()
        rows.append((spoken(one.name, language), f"{one.weight:.4g}%", int(status.get("scored", 0)), int(status.get("held", 0))))
    status = year.people["status"].value_counts()
    rows.append((Text("全年", "Year")(language), "100%", int(status.get("scored", 0)), int(status.get("held", 0))))
    print_table([head(language) for head in heads], rows, right=(1, 2, 3), bold=[len(rows) - 1])
    counts = year.people.loc[year.people["status"] == "scored", "grade"].value_counts()
    grades = [(grade, int(counts.get(grade, 0))) for grade in reversed(year.bands.names)]
    print_table([Text("年度等级", "Year grade")(language), Text("人数", "People")(language)], grades, right=(1,))
    print_findings(year.findings, language, all_of_them=all_of_them)
    if out is not None:
        copyable(Text("已写入 {path}", "Written: {path}"), language, path=out)


def print_rolled_over(made: "RolledOver", language: str) -> None:
    """What the next cycle has of each sheet, what to check, where it is."""
    from perfxl.cycle.sheets import sheet_of  # noqa: PLC0415

    settings = made.next.settings
    say(Text("{name}（{first} 至 {last}）", "{name} ({first} to {last})"), language, style="bold", name=spoken(settings.name, language),
        first=settings.starts_on, last=settings.ends_on)  # fmt: skip
    rows = [(sheet_of(key).title(language), len(own)) for key, own in made.next.rows.items() if own and key != "cycle"]
    print_table([Text("工作表", "Sheet")(language), Text("行数", "Rows")(language)], rows, right=(1,))
    print_findings(made.next.findings, language, all_of_them=True)
    copyable(Text("已新建 {path}", "Made: {path}"), language, path=made.path)
    say(Text("请核对目标值、名单和日程，再公布标准。", "Check targets, roster and calendar, then publish the standards."), language)


def print_audit(audit: "TargetAudit", language: str, *, out: Path | None, all_of_them: bool) -> None:
    """How many targets of each department stand out, then each of them."""
    from perfxl.workbook.year.targets import COMPANY, FLAGS  # noqa: PLC0415

    heads = (Text("部门", "Department"), Text("目标数", "Targets"), Text("有往期", "With a past"), *FLAGS.values())
    rows = [
        (one.department or COMPANY(language), one.targets, one.known, one.easy, one.hard, one.lowered) for one in audit.departments.itertuples()
    ]
    print_table([head(language) for head in heads], rows, right=(1, 2, 3, 4, 5))
    print_findings(audit.findings, language, all_of_them=all_of_them)
    if out is not None:
        copyable(Text("已写入 {path}", "Written: {path}"), language, path=out)
