"""What new and distribute say in the terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.language import Text
from perfxl.terminal import as_it_is, copyable, paragraph, print_table, say, typed

if TYPE_CHECKING:
    from perfxl.jobs.distribute import Distribution, Handout
    from perfxl.jobs.new import NewWorkbook

_HEADS = (Text("部门", "Department"), Text("要填的指标", "KPIs"), Text("目标", "Goals"), Text("评价", "Ratings"),
          Text("已填", "Filled"), Text("文件", "File"))  # fmt: skip
_PRESS = Text(
    "下一步：用 Excel 打开并启用宏，按“首页”填写，再点其上的按钮",
    "Next: open it in Excel, enable macros, follow its Home sheet and press the buttons there",
)
_RUN = Text(
    "下一步：用 Excel 打开，按“首页”填写，保存后运行 perfxl check {path}",
    "Next: open it in Excel, follow its Home sheet, save, then perfxl check {path}",
)


def print_new(made: "NewWorkbook", language: str) -> None:
    """Where the workbook is, what was odd about the roster, what to do next."""
    copyable(Text("已新建 {path}", "Made {path}"), language, path=made.path)
    if made.people:
        say(Text("员工表已填入 {n} 人", "{n} people are on its roster"), language, n=made.people)
    for finding in made.findings:
        paragraph(f"▲ {finding.code} {finding.line(language)}", style="yellow")
    copyable(_PRESS if made.path.suffix.lower() == ".xlsm" else _RUN, language, path=typed(made.path))


def print_distribution(made: "Distribution", language: str, *, path: Path, folder: Path) -> None:
    """One line for each department, how many raters, and what no workbook asks for."""
    rows = [[one.owner, *_numbers(one), str(one.path)] for one in made.departments]
    print_table([head(language) for head in _HEADS], rows, right=(1, 2, 3, 4), whole=(5,))
    if made.raters:
        owed = sum(one.owed["ratings"] - one.done["ratings"] for one in made.raters)
        where = made.raters[0].path.parent
        copyable(Text("评价人 {n} 位，尚欠 {owed} 条评价，在 {where}", "{n} raters, {owed} ratings owed, in {where}"),
                 language, n=len(made.raters), owed=owed, where=where)  # fmt: skip
    if made.unchanged:
        say(Text("其中 {n} 个已存在且内容相同", "{n} of them were there already, unchanged"), language,
            n=len(made.unchanged))  # fmt: skip
    if made.unasked:
        copyable(
            Text("还有 {n} 条评价不由部门经理填写；给每位评价人一份：perfxl distribute {path} --out {folder} --raters",
                 "{n} more ratings are not the department's: perfxl distribute {path} --out {folder} --raters"),
            language, n=made.unasked, path=typed(path), folder=typed(folder.with_name(folder.name + "-2")),
        )  # fmt: skip
    as_it_is(Text("收回后放入回收文件夹。", "Put what comes back into the returns folder.")(language))


def _numbers(one: "Handout") -> Sequence[int]:
    counts = [one.owed.get(key, 0) for key in ("kpis", "goals", "ratings")]
    return [*counts, sum(one.done.values())]
