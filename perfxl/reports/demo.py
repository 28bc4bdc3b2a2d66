"""What demo says in the terminal and as JSON."""

from typing import TYPE_CHECKING, Any

from perfxl.language import Text
from perfxl.reports.letters import print_letters
from perfxl.reports.scores import print_score
from perfxl.terminal import as_it_is, print_table, say, typed

if TYPE_CHECKING:
    from perfxl.jobs.demo import Demo


def demo_json(made: "Demo") -> dict[str, Any]:
    """Where everything is, as JSON."""
    return {
        "workbook": str(made.workbook),
        "returns": str(made.returns),
        "master": str(made.consolidation.master),
        "files": made.consolidation.counts(),
        "results": str(made.results),
        "standards": str(made.standards),
        "review": [str(path) for path in made.review],
        "calibration": [str(path) for path in made.meeting],
        "letters": str(made.letters_folder),
        "written": len(made.letters.written),
        "unchanged": len(made.letters.unchanged),
        "failed": len(made.letters.failed),
        "scored": int((made.scores.people["status"] == "scored").sum()),
        "held": int((made.scores.people["status"] == "held").sum()),
        "as_of": str(made.scores.cycle.as_of),
    }


def print_demo(made: "Demo", language: str) -> None:
    """Where everything is, and one path to try."""
    print_score(made.scores, language, path=made.workbook, out=made.results)
    print_letters(made.letters, language, path=made.workbook)
    rows = [
        (Text("周期工作簿（人力资源填写）", "Cycle workbook (HR fills it in)"), made.workbook),
        (Text("各部门交回的表（有几处真实的毛病）", "What departments sent back (with real faults)"), made.returns),
        (Text("总表（汇总所得，每个值都有出处）", "Master (merged, every value with its place)"), made.consolidation.master),
        (Text("结果（得分、明细、问题、完整度）", "Results (scores, trace, findings, completeness)"), made.results),
        (Text("考核标准（PDF）", "Standards (PDF)"), made.standards),
        (Text("复盘（工作簿）", "Review (workbook)"), made.review[0]),
        (Text("复盘（报告）", "Review (report)"), made.review[1]),
        (Text("校准会议（工作簿）", "Calibration meeting (workbook)"), made.meeting[0]),
        (Text("校准会议（可打印的材料）", "Calibration meeting (paper)"), made.meeting[1]),
        (Text("反馈信（每人一封 PDF）", "Letters (one PDF each)"), made.letters_folder),
    ]
    as_it_is("")
    print_table(("", ""), [(what(language), str(path)) for what, path in rows], whole=(1,))
    held = made.scores.people.loc[made.scores.people["status"] == "held", "employee_id"]
    person = str(held.iloc[0] if len(held) else made.scores.people["employee_id"].iloc[0])
    book, results, day = typed(made.workbook), typed(made.results), f"--as-of {made.scores.cycle.as_of}"
    say(Text("试一试：", "Try:"), language)
    for command, why in (
        (
            f"perfxl consolidate {typed(made.returns)} --cycle {book} --into {typed(made.consolidation.master)} {day}",
            Text("再汇总一次", "merges the returns again"),
        ),
        (f"perfxl check {book} {day}", Text("列出示例中的问题", "lists what is wrong in the sample")),
        (f"perfxl explain {book} {person} {day}", Text("此人为何暂缓", "why this person is held")),
        (f"perfxl score {book} --out {results} {day}", Text("改正后重新计分", "scores again once it is mended")),
    ):
        as_it_is(f"  {command}    # {why(language)}")
