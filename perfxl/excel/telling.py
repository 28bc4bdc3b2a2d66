"""What the buttons say when they are done: counts, and what to do next."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from perfxl.cycle.sheets import COMPLETENESS, FINDINGS, TRACE
from perfxl.excel.marks import Marked
from perfxl.excel.marks_cleared import Cleared
from perfxl.excel.result_sheets import trace_shown
from perfxl.findings.base import Finding
from perfxl.language import Text, listed
from perfxl.rules.scores import Scores

if TYPE_CHECKING:
    from perfxl.jobs.appeals import AppealLetters
    from perfxl.jobs.consolidate import Consolidation
    from perfxl.jobs.distribute import Distribution
    from perfxl.jobs.goals import Goals
    from perfxl.jobs.publish import Publishing
    from perfxl.jobs.remind import Reminded
    from perfxl.jobs.rollover import RolledOver
    from perfxl.letters.batch import LettersReport
    from perfxl.letters.documents.batch import DocumentsReport
    from perfxl.rules.appeal_overview import AppealOverview
    from perfxl.rules.committee import Committee

Told = tuple[Text, Text | None]  # what was done, what to do next
_MOST_NAMED = 3


def distributed(made: "Distribution", *, returns: str) -> Told:
    """How many workbooks were made and where they are."""
    departments, raters = len(made.departments), len(made.raters)
    told = Text(
        f"部门表 {departments} 份，评价人表 {raters} 份，在 {made.folder.name}",
        f"{departments} workbooks for departments, {raters} for raters, in {made.folder.name}",
    )
    after = Text(
        f"发给各部门填写；收回的文件放入 {returns} 文件夹，再点“汇总回收表”。",
        f"Send them out; put what comes back into the folder {returns}, then Consolidate.",
    )
    return told, after


def consolidated(done: "Consolidation") -> Told:
    """How many files were read or set aside, and who has sent nothing."""
    counts = done.counts()
    told = Text(
        f"读入 {counts['read']} 份，未变 {counts['unchanged']} 份，隔离 {counts['quarantined']} 份，"
        f"冲突 {len(done.conflicts)} 处；写入 {done.master.name}",
        f"{counts['read']} read, {counts['unchanged']} unchanged, {counts['quarantined']} set aside, "
        f"{len(done.conflicts)} conflicts; written: {done.master.name}",
    )
    if done.missing_departments:
        names = some(done.missing_departments)
        return told, Text(
            f"尚未收到：{names.zh}。收到后再点“汇总回收表”，或先点“检查数据”。",
            f"Nothing yet from: {names.en}. Consolidate again when it is there, or Check now.",
        )
    return told, Text("点“检查数据”。", "Check.")


def found(scores: Scores, marked: Marked) -> Text:
    """`3 blocking, 12 warnings, 4 notes; 15 cells marked`."""
    blockers, warnings, notes = (scores.findings.count(severity) for severity in ("blocker", "warning", "note"))
    told = Text(
        f"阻止计分 {blockers} 项，提醒 {warnings} 项，说明 {notes} 项；已标出 {marked.cells} 格",
        f"{blockers} blocking, {warnings} warnings, {notes} notes; {marked.cells} cells marked",
    )
    if marked.refused:
        return joined(told, _refused(marked.refused, Text("未能标出", "not marked")))
    if marked.without_note:
        n = marked.without_note
        told = joined(told, Text(f"其中 {n} 格不能加批注，只有颜色", f"{n} of them take no note and have the colour only"))
    if marked.left_out:
        listed_only = Text(f"其余 {marked.left_out} 格只列在“{FINDINGS.zh}”", f"{marked.left_out} more only on {FINDINGS.en}")
        return joined(told, listed_only)
    return told


def scored(scores: Scores, marked: Marked) -> Text:
    """`52 scored, 8 held, 2 exempt`, and what was found."""
    counts = scores.people["status"].value_counts()
    done, held, exempt = (int(counts.get(status, 0)) for status in ("scored", "held", "exempt"))
    people = Text(
        f"已计分 {done} 人，暂缓 {held} 人，免考核 {exempt} 人", f"{done} scored, {held} held, {exempt} exempt"
    )
    if not trace_shown(scores):
        people = joined(people, Text(f"“{TRACE.zh}”很长，只在结果工作簿中", f"the {TRACE.en} is long and only in the results workbook"))
    return joined(people, found(scores, marked))


def next_step(scores: Scores, *, scored: bool = False) -> Text:
    """What the administrator does next, seen from the findings and scores."""
    blockers = scores.findings.count("blocker")
    missing = len(scores.completeness.owners)
    held = int((scores.people["status"] == "held").sum())
    if missing and held:
        return Text(
            f"还缺 {missing} 项数据（由谁提供见“{COMPLETENESS.zh}”），阻止计分 {blockers} 项（已标在单元格上）；"
            "补齐、改正后再点“检查数据”。",
            f"{missing} pieces are missing (the sheet {COMPLETENESS.en} says whose), {blockers} findings block (marked on "
            "their cells): complete and mend them, then Check again.",
        )
    if blockers:
        return Text(
            f"改正 {blockers} 项阻止计分的问题（单元格上已标出，清单见“{FINDINGS.zh}”），再点“检查数据”。",
            f"Mend the {blockers} blocking findings (marked on their cells, listed on {FINDINGS.en}), then Check again.",
        )
    if scored:
        return Text(
            "选一个工号点“预览反馈信”；满意后点“制作全部反馈信”。",
            "Pick an employee id and preview the letter; when you like it, make all letters.",
        )
    return Text("数据已齐：点“计算得分”。", "The evidence is complete: Score.")


def not_published(wrong: Sequence[Finding]) -> Told:
    """Why the standards were not published, and what to do first."""
    return (
        Text(f"没有公布：标准本身有 {len(wrong)} 项问题", f"not published: {len(wrong)} findings in the standards"),
        Text("点“检查数据”，改正标出的权重和规则，再公布。", "Press Check, mend the weights and rules that it marks, publish then."),
    )


def goals(found: "Goals") -> Text:
    """How many goals there are, how many are agreed, how many findings."""
    theirs = found.cascade.table[found.cascade.table["level"] != "company"]
    n, agreed, wrong = len(found.cascade.table), int((theirs["state"] == "signed").sum()), len(found.findings)
    return Text(
        f"目标 {n} 个，部门和个人目标已商定 {agreed}/{len(theirs)}，问题 {wrong} 项",
        f"{n} goals, {agreed} of {len(theirs)} of departments and people agreed, {wrong} findings",
    )


def reminded(made: "Reminded") -> Text:
    """How many drafts, where the list is, what HR has to find somebody for."""
    n, own = len(made.drafts), made.pieces_of_hr
    return Text(
        f"写了 {n} 份邮件草稿（不发送），清单 {made.list.name}；另有 {own} 项要人力资源部找人",
        f"{n} drafts (nothing is sent), the list is {made.list.name}; for {own} pieces HR has to find somebody",
    )


def calibrated(found: "Committee") -> Told:
    """How many pools and people the meeting looks at."""
    n, decided = int((found.people["status"] != "").sum()), int((found.people["status"] == "decided").sum())
    told = Text(f"需要会议看的 {n} 人，其中已决定 {decided} 人", f"{n} people to look at, {decided} of them decided")
    return told, Text(
        "把会议决定写入“校准”表（理由、决定人、日期），再点“计算得分”。",
        "Write what the meeting decides on the sheet Calibration (reason, who, when), then Score again.",
    )


def appealed(overview: "AppealOverview", letters: "AppealLetters") -> Text:
    """How many appeals, how many decided, how many letters."""
    n, written, failed = len(overview.table), len(letters.written), len(letters.findings)
    return Text(f"申诉 {n} 件，决定书 {written} 份，做不出 {failed} 份", f"{n} appeals, {written} decisions written, {failed} failed")


def rolled_over(made: "RolledOver") -> Told:
    """The new workbook, and what it holds."""
    people, goals = len(made.next.rows.get("employees", ())), made.next.development_goals
    return Text(
        f"已新建 {made.path.name}：{people} 人，{goals} 项约定成为目标", f"made {made.path.name}: {people} people, {goals} agreements became goals"
    ), Text("打开新工作簿，核对周期、名单和方案。", "Open the new workbook; look at its cycle, roster and schemes.")


def documented(report: "DocumentsReport") -> Text:
    """How many documents were written, how many failed."""
    n, failed = len(report.written), len(report.findings)
    return Text(f"写了 {n} 份，失败 {failed} 份，在 {report.folder.name}", f"{n} written, {failed} failed, in {report.folder.name}")


def published(done: "Publishing") -> Told:
    """Where the standards are, and their fingerprint."""
    short = done.fingerprint[:12]
    told = Text(f"{done.pdf.name}，指纹 {short}", f"{done.pdf.name}, fingerprint {short}")
    if done.blockers:
        told = joined(told, Text(f"标准本身有 {len(done.blockers)} 项问题", f"{len(done.blockers)} findings in the standards"))
    return told, Text("把标准发给员工，再点“下发部门表”。", "Give the standards to everybody, then Distribute.")


def previewed(person: str, report: "LettersReport", scores: Scores) -> Text:
    """Where the letter lies, or why there is none."""
    if person in report.files:
        name = report.files[person].name
        return Text(f"已打开 {name}", f"opened: {name}")
    reasons = [failure.reason for failure in report.failed if failure.employee_id == person]
    if reasons:
        return Text(reasons[0], reasons[0])
    blocking = [one for one in scores.findings if one.blocks and one.employee_id == person]
    if blocking:
        return Text(f"{person} 暂缓计分：{blocking[0].line('zh')}", f"{person} is held: {blocking[0].line('en')}")
    return Text(f"{person} 免考核，没有反馈信", f"{person} is exempt and gets no letter")


def lettered(report: "LettersReport") -> Told:
    """How many letters, which failed, who is held."""
    told = Text(
        f"新写 {len(report.written)} 封，未变 {len(report.unchanged)} 封，失败 {len(report.failed)} 封，暂缓 {len(report.held)} 人",
        f"{len(report.written)} written, {len(report.unchanged)} unchanged, {len(report.failed)} failed, {len(report.held)} held",
    )
    if report.failed:
        first = report.failed[0]
        return joined(told, Text(*[f"{first.employee_id}: {first.reason}"] * 2)), None
    return told, Text("点“打开输出文件夹”，核对后分发。", "Open the output folder, look, and hand them out.")


def cleared(done: Cleared) -> Text:
    """How many marks are gone, and which sheets refused."""
    told = Text(f"已清除 {done.cells} 处标记", f"{done.cells} marks cleared")
    if done.gone:
        told = joined(told, Text(f"{done.gone} 处标记已不在表中", f"{done.gone} marks are no longer there"))
    return joined(told, _refused(done.refused, Text("未能清除", "not cleared"))) if done.refused else told


def _refused(sheets: Sequence[str], what: Text) -> Text:
    names = listed(sheets)
    return Text(f"{names.zh} 受保护，{what.zh}", f"{names.en}: protected, {what.en}")


def shown(sheets: int, hidden: int) -> Text:
    """How many sheets came or went."""
    if sheets:
        return Text(f"显示了 {sheets} 张表；再点一次收起空表", f"{sheets} sheets shown; press again to hide the empty ones")
    return Text(f"收起了 {hidden} 张空表", f"{hidden} empty sheets hidden")


def joined(*parts: Text) -> Text:
    """Parts of a line, one after the other."""
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def some(names: Sequence[str]) -> Text:
    """The first names of a list, and how many there are."""
    more = len(names) - _MOST_NAMED
    shown_names = listed(names[:_MOST_NAMED])
    return Text(f"{shown_names.zh} 等 {len(names)} 个", f"{shown_names.en} and {more} more") if more > 0 else shown_names
