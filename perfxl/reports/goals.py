"""What goals says in the terminal: the company's goals with who serves them, what is agreed, what to mend."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.language import Text, listed
from perfxl.reports.scores import print_heading
from perfxl.rules.goal_agreement import STATES
from perfxl.terminal import copyable, paragraph, print_table, say, typed

if TYPE_CHECKING:
    from perfxl.jobs.goals import Goals

_HEADS = (
    Text("公司目标", "Company goal"),
    Text("承接的部门", "Departments"),
    Text("下级目标", "Goals below"),
    Text("个人指标", "KPIs"),
)
_MOST = 12


def print_goals(found: "Goals", language: str, *, path: Path, files: Sequence[Path]) -> None:
    """A short summary; the tree stands in the PDF and the workbook."""
    table = found.cascade.table
    print_heading(found.scores, language)
    if table.empty:
        say(Text("目标表没有内容。", "There are no goals."), language)
    rows = [
        (f"{line.goal_id} {line.goal}", listed(line.departments)(language), line.below, line.kpis)
        for line in found.cascade.coverage().itertuples()
    ]
    if rows:
        print_table([head(language) for head in _HEADS], rows, right=(2, 3))
    _print_states(found, language)
    for finding in found.findings.all[:_MOST]:
        paragraph(f"{'■' if finding.blocks else '▲'} {finding.code} {finding.what(language)} {finding.mend(language)}")
    if len(found.findings) > _MOST:
        say(Text("（另有 {n} 个问题）", "({n} more findings)"), language, n=len(found.findings) - _MOST)
    for file in files:
        copyable(Text("文件：{path}", "File: {path}"), language, path=file)
    if not files:
        copyable(Text("下一步：perfxl goals {path} --out 目标", "Next: perfxl goals {path} --out goals"), language, path=typed(path))


def _print_states(found: "Goals", language: str) -> None:
    table = found.cascade.table
    counts = table.loc[table["level"] != "company", "state"].value_counts()
    told = [f"{title(language)} {counts[state]}" for state, title in STATES.items() if state and state in counts]
    if told:
        say(Text("部门和员工目标：{told}", "Goals of departments and people: {told}"), language,
            told=Text("，", ", ")(language).join(told))  # fmt: skip
