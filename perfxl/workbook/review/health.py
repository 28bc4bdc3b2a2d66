"""体检: what to change before the next cycle, and the figures of schemes, components and KPIs behind it."""

from perfxl.cycle.choices import COMPONENTS, title_of
from perfxl.cycle.sheets import HEALTH
from perfxl.language import Text
from perfxl.rules.proposals import KINDS
from perfxl.rules.review import Review
from perfxl.rules.review_words import KPI_FLAGS
from perfxl.workbook.review.columns import POINTS, SHARE, WORTH, figures, looks, observations, observed, words
from perfxl.workbook.writing.sheet_to_write import HeadLine, SheetToWrite, TableToWrite

_PERCENT = '0.0"%"'


def health_sheet(review: Review, language: str) -> SheetToWrite:
    """Proposals, then schemes, components and KPIs."""
    import pandas as pd  # noqa: PLC0415

    title = HEALTH(language)
    proposed = pd.DataFrame(
        [(KINDS[one.kind](language), one.scheme, one.about(language), one.why(language)) for one in review.proposals],
        columns=["kind", "scheme", "about", "why"],
    )
    columns = [
        words("kind", "建议", "Proposal", language, widest=24),
        words("scheme", "考核方案", "Scheme", language),
        words("about", "关于", "About", language, widest=24),
        words("why", "依据", "Why", language, widest=70, wrap=True),
    ]
    none = Text("没有建议。", "Nothing is proposed.")(language)
    first = TableToWrite(columns, proposed, title=Text("建议", "Proposals")(language), none=none)
    tables = [first, _schemes(review, language), _components(review, language), _kpis(review, language)]
    told = Text(
        "建议供讨论：删改指标前请先问清它为什么存在。",
        "Proposals are for discussion: before a KPI goes, ask what it is there for.",
    )
    return SheetToWrite(title=title, heading=title, head=[HeadLine(told(language))], tables=tables, filtered=3)


def _schemes(review: Review, language: str) -> TableToWrite:
    columns = [
        words("scheme", "考核方案", "Scheme", language),
        figures("n", "人数", "People", language),
        figures("mean", "平均基础分", "Mean base", language, POINTS),
        figures("sd", "标准差", "Spread (SD)", language, POINTS),
        figures("reliability", "信度", "Reliability", language, WORTH),
        figures("standard_error", "标准误（分）", "Standard error (points)", language, WORTH),
        figures("unmeasured", "误差未知的权重", "Weight of unknown error", language, _PERCENT),
        figures("kpi_alpha", "指标的 Cronbach α", "Cronbach's α of KPIs", language, WORTH),
    ]
    return TableToWrite(columns, review.schemes, title=Text("考核方案", "Schemes")(language))


def _components(review: Review, language: str) -> TableToWrite:
    columns = [
        words("scheme", "考核方案", "Scheme", language),
        words("title", "组成部分", "Component", language),
        figures("n", "人数", "People", language),
        figures("published_weight", "公布的权重", "Published weight", language, _PERCENT),
        figures("effective_weight", "实际作用", "Effective weight", language, _PERCENT),
        figures("mean", "平均分", "Mean points", language, POINTS),
        figures("sd", "标准差", "Spread (SD)", language, POINTS),
    ]
    table = review.components
    rows = table.assign(title=[title_of(key, COMPONENTS, language) for key in table["component"]])
    title = Text(
        "权重：公布的与实际起作用的（占得分差别的份额）", "Weights: published, and effective (share of the differences)"
    )
    return TableToWrite(columns, rows, title=title(language))


def _kpis(review: Review, language: str) -> TableToWrite:
    columns = [
        words("scheme", "考核方案", "Scheme", language),
        words("kpi", "指标", "KPI", language, widest=26),
        figures("n", "有得分", "With points", language),
        figures("mean", "平均分", "Mean points", language, POINTS),
        figures("sd", "标准差", "Spread (SD)", language, POINTS),
        figures("ceiling", "到上限", "At the cap", language, SHARE),
        figures("reached", "达到 100 分", "100 or more", language, SHARE),
        figures("missing", "缺数据", "Missing", language, SHARE),
        figures("late", "逾期", "Late", language, SHARE),
        figures("item_rest", "与其他指标相关", "With the rest (r)", language, WORTH),
        figures("published_weight", "公布的权重", "Published weight", language, _PERCENT),
        figures("effective_weight", "实际作用", "Effective weight", language, _PERCENT),
        words("twin", "最相近的指标", "Closest KPI", language, widest=22),
        figures("twin_r", "相关系数", "Correlation", language, WORTH),
        observations(language, widest=36),
    ]
    table = review.kpis
    rows = table.assign(
        rank=[-len(flags) for flags in table["flags"]],
        observed=observed(table["flags"], KPI_FLAGS, language),
        look=looks(table["flags"]),
    ).sort_values("rank", kind="stable", ignore_index=True)
    none = Text("没有指标。", "No KPIs.")(language)
    return TableToWrite(columns, rows, title=Text("指标", "KPIs")(language), none=none)
