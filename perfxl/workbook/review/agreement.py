"""一致性: how far raters of one person agree, what their mean is worth, how many raters would be needed."""

from perfxl.cycle.choices import ROLES, title_of
from perfxl.cycle.sheets import AGREEMENT
from perfxl.language import Text
from perfxl.rules.agreement import WANTED, verdict
from perfxl.rules.review import Review
from perfxl.workbook.review.columns import SHARE, WORTH, figures, words
from perfxl.workbook.writing.sheet_to_write import HeadLine, SheetToWrite, TableToWrite

_PRINTED = 8  # columns; the rest is for the screen


def agreement_sheet(review: Review, language: str) -> SheetToWrite:
    """One row per role."""
    columns = [
        words("role", "评价关系", "Role", language),
        figures("n_targets", "被评价人", "People rated", language),
        figures("n_raters", "评价人", "Raters", language),
        figures("per_target", "平均每人评价人数", "Raters a person", language, "0.0"),
        words("verdict", "读法", "In words", language, widest=44, wrap=True),
        figures("raters_needed", f"达到 {WANTED:g} 需要人数", f"Raters needed for {WANTED:g}", language),
        figures("icc1", "ICC(1)", "ICC(1)", language, WORTH),
        figures("icc1k", "ICC(1,k)", "ICC(1,k)", language, WORTH),
        figures("icc2", "ICC(2)", "ICC(2)", language, WORTH),
        figures("icc2k", "ICC(2,k)", "ICC(2,k)", language, WORTH),
        figures("icc3", "ICC(3)", "ICC(3)", language, WORTH),
        figures("icc3k", "ICC(3,k)", "ICC(3,k)", language, WORTH),
        figures("krippendorff_alpha", "α 定距", "α interval", language, WORTH),
        figures("alpha_ordinal", "α 定序", "α ordinal", language, WORTH),
        figures("alpha_nominal", "α 定类", "α nominal", language, WORTH),
        figures("kendall_w", "Kendall W", "Kendall's W", language, WORTH),
        figures("r_wg", "r_wg", "r_wg", language, WORTH),
        figures("cronbach_alpha", "维度的 Cronbach α", "Cronbach's α of dimensions", language, WORTH),
        figures("weighted_kappa", "加权 κ", "Weighted κ", language, WORTH),
        figures("missing", "空缺的格", "Empty cells", language, SHARE),
    ]
    table = review.agreement
    rows = table.assign(
        role=[title_of(role, ROLES, language) for role in table["role"]],
        verdict=[verdict(worth)(language) for worth in table["icc1k"]],
    )
    none = Text("没有评分。", "No ratings.")(language)
    title = AGREEMENT(language)
    table = TableToWrite(columns, rows, none=none)
    return SheetToWrite(title=title, heading=title, head=_head(language), tables=[table], frozen=1, printed=_PRINTED)


def _head(language: str) -> list[HeadLine]:
    told = Text(
        "数值从 0（只是偶然）到 1（完全一致）；“,k”是几位评价人平均值的信度。每人的评价人不同时看 ICC(1)。",
        "From 0 (chance) to 1 (full agreement); “,k” is the reliability of the mean of the raters. Where raters differ from "
        "person to person, read ICC(1).",
    )
    gaps = Text(
        "有空缺的格也能计算；空白的数表示评分之间没有足够的联系，算不出来。",
        "Empty cells are allowed for; a blank figure means that the ratings are too little linked to tell.",
    )
    return [HeadLine(told(language)), HeadLine(gaps(language), look="muted")]
