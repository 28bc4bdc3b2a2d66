"""体检: every KPI, those with something to look at first."""

from perfxl.cycle.sheets import HEALTH
from perfxl.language import Text
from perfxl.rules.kpi_health import FEWEST
from perfxl.rules.review import Review
from perfxl.rules.review_words import KPI_FLAGS
from perfxl.workbook.review.columns import (
    PERCENT,
    POINTS,
    SHARE,
    WORTH,
    figures,
    letter,
    looks,
    observations,
    observed,
    words,
)
from perfxl.workbook.writing.sheet_to_write import HeadLine, SheetToWrite, TableToWrite


def health_sheet(review: Review, language: str) -> SheetToWrite:
    """One row per scheme and KPI."""
    told = (
        Text(
            "“与其他指标相关”：此指标得分高的人，其他指标是否也高（-1 至 1）；明显为负可能互相冲突。",
            "With the rest: whether people who score high here score high on their other KPIs (-1 to 1); clearly negative may mean that "
            "KPIs work against each other.",
        ),
        Text(
            "不满五人的指标只列数字，不作判断。",
            "KPIs of fewer than five people show figures only; nothing is concluded.",
        ),
    )
    title = HEALTH(language)
    head = [HeadLine(line(language)) for line in told]
    return SheetToWrite(title=title, heading=title, head=head, tables=[_kpis(review, language)], frozen=2)


def _kpis(review: Review, language: str) -> TableToWrite:
    columns = [
        words("scheme", "考核方案", "Scheme", language),
        words("kpi", "指标", "KPI", language, widest=26),
        observations(language, widest=32),
        figures("n", "有得分", "With points", language),
        figures("mean", "平均分", "Mean points", language, POINTS),
        figures("sd", "标准差", "Spread (SD)", language, POINTS),
        figures("ceiling", "到上限", "At the cap", language, SHARE),
        figures("reached", "达到 100 分", "100 or more", language, SHARE),
        figures("missing", "缺数据", "Missing", language, SHARE),
        figures("late", "逾期", "Late", language, SHARE),
        figures("item_rest", "与其他指标相关", "With the rest (r)", language, WORTH),
        figures("published_weight", "公布的权重", "Published weight", language, PERCENT),
        figures("effective_weight", "实际作用", "Effective weight", language, PERCENT),
        letter("twin", "最相近的指标", "Closest KPI", language),
        figures("twin_r", "相关系数", "Correlation", language, WORTH),
    ]
    table = review.kpis
    rows = table.assign(
        rank=[(0 if flags else 1 if n >= FEWEST else 2) for flags, n in zip(table["flags"], table["n"], strict=True)],
        observed=observed(table["flags"], KPI_FLAGS, language),
        look=looks(table["flags"]),
    ).sort_values("rank", kind="stable", ignore_index=True)
    none = Text("没有指标。", "No KPIs.")(language)
    return TableToWrite(columns, rows, none=none)
