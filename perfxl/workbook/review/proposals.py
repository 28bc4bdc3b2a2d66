"""建议: what stands out in this cycle, and what to change before the next one. The first sheet of the review."""

import pandas as pd

from perfxl.language import Text, spoken
from perfxl.rules.proposals import KINDS
from perfxl.rules.review import Review
from perfxl.rules.review_words import RATER_FLAGS, RATINGS
from perfxl.workbook.review.columns import words
from perfxl.workbook.writing.sheet_to_write import ColumnToWrite, HeadLine, SheetToWrite, TableToWrite

_TITLE = Text("建议", "Proposals")


def proposals_sheet(review: Review, names: dict[str, str], language: str) -> SheetToWrite:
    """Proposals, then findings about groups and raters, then raters to talk to."""
    columns = [
        ColumnToWrite("kind", Text("建议", "Proposal")(language), number_format="@", widest=22, look_from="look"),
        words("scheme", "考核方案", "Scheme", language),
        words("about", "关于", "About", language, widest=24),
        words("why", "依据", "Why", language, widest=80, wrap=True),
    ]
    rows = pd.DataFrame(
        [*_proposed(review, language), *_found(review, language), *_raters(review, names, language)],
        columns=["kind", "scheme", "about", "why", "look"],
    )
    none = Text("没有建议。", "Nothing is proposed.")(language)
    name, title = spoken(review.scores.cycle.settings.name, language), _TITLE(language)
    heading = Text(f"{name} · 绩效复盘", f"{name} · Review of the appraisal")(language)
    head = [HeadLine(line(language)) for line in _told(review)]
    table = TableToWrite(columns, rows, none=none, name="perfxl_proposals")
    return SheetToWrite(title=title, heading=heading, head=head, tables=[table])


def _told(review: Review) -> list[Text]:
    scored, borderline = len(review.certainty), int(review.certainty["borderline"].sum())
    flips = int(review.weights["can_flip"].sum())
    return [
        Text(
            f"已计分 {scored} 人；等级没有把握的 {borderline} 人；权重增减 {review.weight_limit:g} 个百分点会改变等级的 {flips} 人。",
            f"{scored} people have a score; {borderline} grades are uncertain; {flips} would change if weights moved by "
            f"{review.weight_limit:g} percent points.",
        ),
        Text(
            "建议供讨论，不是结论：改动之前请先问清指标为什么存在、差别从哪里来。",
            "Proposals are for discussion, no verdicts: ask what a KPI is there for and where a difference comes from before "
            "changing anything.",
        ),
    ]


def _proposed(review: Review, language: str) -> list[tuple[str, ...]]:
    return [
        (KINDS[one.kind](language), one.scheme, one.about(language), one.why(language), "plain")
        for one in review.proposals
    ]


def _found(review: Review, language: str) -> list[tuple[str, ...]]:
    """Differences between groups; raters who cannot be separated stand among the proposals."""
    kind = Text("查明原因", "find out why")(language)
    return [
        (kind, "", one.item.partition(": ")[2], f"{one.what(language)} {one.mend(language)}", "warning")
        for one in review.findings
        if one.code.startswith("PX6")
    ]


def _raters(review: Review, names: dict[str, str], language: str) -> list[tuple[str, ...]]:
    kind, between = Text("谈一谈", "talk it over")(language), Text("；", "; ")(language)
    rows: list[tuple[str, ...]] = []
    for line in review.raters.itertuples():
        flags = [RATER_FLAGS[flag](language) for flag in line.flags if flag != "not_separable"]
        if flags:
            who = f"{line.rater_id} {names.get(line.rater_id, '')}".strip()
            role = RATINGS[line.role](language)
            why = Text(
                f"{role}（{line.n} 人）：{between.join(flags)}。", f"{role} ({line.n} people): {between.join(flags)}."
            )
            rows.append((kind, "", who, why(language), "note"))
    return rows
