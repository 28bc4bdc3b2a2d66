"""权重: what weights were published and what they really weigh; how reliable each scheme's scores are."""

from perfxl.cycle.choices import COMPONENTS, title_of
from perfxl.language import Text
from perfxl.rules.review import Review
from perfxl.workbook.review.columns import PERCENT, POINTS, WORTH, figures, words
from perfxl.workbook.writing.sheet_to_write import HeadLine, SheetToWrite, TableToWrite

_TITLE = Text("权重", "Weights")


def weights_sheet(review: Review, language: str) -> SheetToWrite:
    """Schemes, then their components."""
    told = (
        Text(
            "实际作用：得分之间的差别有多少来自这一部分；与公布的权重相差很大时，得分由别的部分决定。",
            "Effective weight: how much of the differences between scores the part makes.",
        ),
        Text(
            "信度：得分的差别中有多少不是评价人之间的分歧；只有一位评价人的部分看不出分歧。",
            "Reliability: how much of the differences is not raters' disagreement (unseen with one rater).",
        ),
    )
    title = _TITLE(language)
    tables = [_schemes(review, language), _components(review, language)]
    return SheetToWrite(title=title, heading=title, head=[HeadLine(line(language)) for line in told], tables=tables)


def _schemes(review: Review, language: str) -> TableToWrite:
    columns = [
        words("scheme", "考核方案", "Scheme", language),
        figures("n", "人数", "People", language),
        figures("mean", "平均基础分", "Mean base", language, POINTS),
        figures("sd", "标准差", "Spread (SD)", language, POINTS),
        figures("reliability", "信度", "Reliability", language, WORTH),
        figures("standard_error", "标准误（分）", "Standard error (points)", language, WORTH),
        figures("unmeasured", "误差未知的权重", "Weight of unknown error", language, PERCENT),
        figures("kpi_alpha", "指标的 Cronbach α", "Cronbach's α of KPIs", language, WORTH),
    ]
    return TableToWrite(columns, review.schemes, title=Text("考核方案", "Schemes")(language))


def _components(review: Review, language: str) -> TableToWrite:
    columns = [
        words("scheme", "考核方案", "Scheme", language),
        words("title", "组成部分", "Component", language),
        figures("n", "人数", "People", language),
        figures("published_weight", "公布的权重", "Published weight", language, PERCENT),
        figures("effective_weight", "实际作用", "Effective weight", language, PERCENT),
        figures("mean", "平均分", "Mean points", language, POINTS),
        figures("sd", "标准差", "Spread (SD)", language, POINTS),
    ]
    table = review.components
    rows = table.assign(title=[title_of(key, COMPONENTS, language) for key in table["component"]])
    title = Text(
        "权重：公布的与实际起作用的（占得分差别的份额）", "Weights: published, and effective (share of the differences)"
    )
    return TableToWrite(columns, rows, title=title(language))
