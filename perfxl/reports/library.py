"""What library says in the terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.cycle.choices import RULES, title_of
from perfxl.language import Text
from perfxl.terminal import copyable, paragraph, print_table, say

if TYPE_CHECKING:
    from perfxl.workbook.library.kpi import LibraryKpi

_HEADS = (
    Text("编号", "Key"),
    Text("指标", "KPI"),
    Text("规则", "Rule"),
    Text("参数", "Parameters"),
    Text("单位", "Unit"),
    Text("常用权重", "Usual weight"),
    Text("数据责任人", "Owner"),
)
_FEW = 3  # as many are told whole
_TOLD = (
    ("definition", Text("定义", "Definition")),
    ("formula", Text("公式", "Formula")),
    ("source", Text("数据来源", "Data source")),
    ("pitfalls", Text("注意", "Pitfalls")),
)


def print_library(kpis: "Sequence[LibraryKpi]", language: str, *, out: Path | None) -> None:
    """One line a KPI; where only a few were found, everything about them."""
    rows = [
        (kpi.key, kpi.name(language), title_of(kpi.rule, RULES, language), kpi.parameters(language), kpi.unit(language),
         kpi.weight_shown(), kpi.owner(language))
        for kpi in kpis
    ]  # fmt: skip
    if not rows:
        say(Text("没有找到。不写任何条件即列出全部。", "Nothing found; ask for nothing to see all."), language)
    else:
        print_table([head(language) for head in _HEADS], rows, whole=(0,))
    if len(kpis) <= _FEW:
        _print_whole(kpis, language)
    if out is not None:
        copyable(Text("已写入 {path}：从“指标”或“目标”表复制行，目标值商定后填写。",
                      "Written: {path}. Copy rows from KPIs or Goals; fill in the targets that you agree on."),
                 language, path=out)  # fmt: skip
    elif rows:
        say(Text("共 {n} 个。下一步：perfxl library --function sales --out 销售指标.xlsx",
                 "KPIs: {n}. Next: perfxl library --function sales --out sales-kpis.xlsx"), language, n=len(rows))  # fmt: skip


def _print_whole(kpis: "Sequence[LibraryKpi]", language: str) -> None:
    colon = Text("：", ": ")(language)
    for kpi in kpis:
        paragraph(f"{kpi.key} {kpi.name(language)}", style="bold")
        for key, title in _TOLD:
            paragraph(f"{title(language)}{colon}{getattr(kpi, key)(language)}", indent="  ")
