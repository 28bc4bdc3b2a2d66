"""The sections of the report about raters and groups: many people at once, nobody by name."""

from math import isnan

import pandas as pd

from perfxl.cycle.choices import ROLES, title_of
from perfxl.language import Text
from perfxl.letters.charts.differences import Difference
from perfxl.letters.documents.facts import DifferenceChart, ReportSection, ReportTable
from perfxl.letters.wording import clean
from perfxl.rules.agreement import WANTED, verdict
from perfxl.rules.proposals import percent, shown
from perfxl.rules.review import Review
from perfxl.rules.review_words import GROUP_FLAGS, RATER_FLAGS, RATINGS, SEPARABLE, column_title
from perfxl.rules.suppression import FEWEST

_FEWEST_DRAWN = 5  # raters; fewer could be recognised
_MOST_DRAWN = 60


def rater_section(review: Review, language: str) -> ReportSection | None:
    """How far raters agree and whether they can be told from the people they rate; how strict they are, unnamed."""
    if review.agreement.empty:
        return None
    told = Text(
        "几位评价人评同一个人，结果越接近，平均值越可信。信度从 0（只是偶然）到 1（完全一致）。",
        "The closer several raters of one person are, the more their mean can be trusted. Reliability runs from 0 (chance) to 1 "
        "(full agreement).",
    )
    separable = [
        Text(f"{RATINGS[role].zh}：{SEPARABLE[how].zh}。", f"{RATINGS[role].en.capitalize()}: {SEPARABLE[how].en}.")(
            language
        )
        for role, how in review.separable.items()
        if role != "self"
    ]
    notes = (
        *separable,
        Text(
            "分不清的，perfxl 不作调整。这里的观察是可以谈一谈的情况，不是对任何人的指责。",
            "What cannot be told apart is not adjusted. What is observed is there to be talked about, no accusation of anybody.",
        )(language),
    )
    return ReportSection(
        title=Text("评价人", "Raters")(language),
        told=(told(language), *_observed(review, language)),
        charts=tuple(_severities(review, language)),
        table=_agreement(review, language),
        notes=notes,
    )


def _observed(review: Review, language: str) -> list[str]:
    """How many raters show each pattern."""
    counts = review.raters["flags"].explode().value_counts()
    seen = [
        (RATER_FLAGS[flag], int(n)) for flag, n in counts.items() if flag in RATER_FLAGS and flag != "not_separable"
    ]
    if not seen:
        return [Text("没有评价人的评分特别突出。", "No rater's ratings stand out.")(language)]
    zh = "；".join(f"{text.zh}：{n} 位" for text, n in seen)
    en = "; ".join(f"{text.en}: {n}" for text, n in seen)
    return [Text(f"观察到的评价人：{zh}。", f"Raters observed: {en}.")(language)]


def _agreement(review: Review, language: str) -> ReportTable:
    heads = (
        (Text("评价关系", "Role")(language), "w28"),
        (Text("每人几位", "Raters a person")(language), "n w20"),
        (Text("一位的信度", "Reliability of one")(language), "n w24"),
        (Text("平均的信度", "Of the mean")(language), "n w24"),
        (Text(f"{WANTED:g} 需几位", f"Needed for {WANTED:g}")(language), "n w20"),
        (Text("读法", "In words")(language), ""),
    )
    rows = tuple(
        (
            title_of(line.role, ROLES, language),
            shown(line.per_target, 1),
            _worth(line.icc1),
            _worth(line.icc1k),
            _worth(line.raters_needed, digits=0),
            verdict(line.icc1k)(language),
        )
        for line in review.agreement.itertuples()
    )
    return ReportTable(heads=heads, rows=rows)


def _worth(number: float, digits: int = 2) -> str:
    return "—" if isnan(number) else shown(number, digits)


def _severities(review: Review, language: str) -> list[DifferenceChart]:
    """One chart for each role whose raters can be told from the people they rate: a line a rater, without names."""
    charts = []
    for role, own in review.raters[review.raters["severity"].notna()].groupby("role", sort=False):
        if len(own) < _FEWEST_DRAWN:
            continue
        drawn = own.iloc[own["severity"].abs().argsort(kind="stable")].tail(_MOST_DRAWN).sort_values("severity")
        rows = tuple(
            Difference("", line.severity, line.severity_low, line.severity_high, "") for line in drawn.itertuples()
        )
        caption = Text(
            f"{RATINGS[str(role)].zh}：每条线是一位评价人，点是估计，线是 95% 区间（{len(own)} 位）",
            f"{RATINGS[str(role)].en.capitalize()}: a line for each rater, dot: estimate, line: 95% interval ({len(own)})",
        )
        ends = (Text("← 偏宽", "← milder")(language), Text("偏严 →", "stricter →")(language))
        charts.append(DifferenceChart(caption=caption(language), ends=ends, rows=rows))
    return charts


def group_section(review: Review, language: str) -> ReportSection | None:
    """Groups of five people or more, overall and within departments."""
    groups = review.groups[~review.groups["suppressed"].astype(bool)]
    if groups.empty:
        return None
    grade = review.selected_from
    told = Text(
        f"每组与其余所有人比较。高等级指 {grade} 及以上。",
        f"Each group against everybody else. A good grade is {grade} or better.",
    )
    hidden = int(review.groups["suppressed"].sum())
    small = Text(
        f"另有 {hidden} 组不显示：少于 {FEWEST} 人，或由其他组可以推算出这样的小组。",
        f"{hidden} more groups are not shown: under {FEWEST} people, or such a group could be worked out from them.",
    )
    proof = Text(
        "这里显示的是差别，不是原因：工作内容、司龄、方案不同都可能造成差别。没有提示也不证明公平：人数少时只看得出大的差别。",
        "These are differences, not their reasons: other work, fewer years, another scheme may make them. Nor does silence prove "
        "fairness: with few people only large differences show.",
    )
    return ReportSection(
        title=Text("各组比较", "Groups compared")(language),
        told=(told(language),),
        charts=tuple(_means(review, groups, language)),
        table=_groups(review, groups, language),
        notes=tuple(note(language) for note in ((small, proof) if hidden else (proof,))),
    )


def _means(review: Review, groups: pd.DataFrame, language: str) -> list[DifferenceChart]:
    """How far each shown group's mean lies from everybody's."""
    scored = review.scores.people["score"].astype(float)
    overall = float(scored.mean())
    rows = tuple(
        Difference(
            clean(f"{_capital(column_title(line.by)(language))} {line.group}"),
            line.mean - overall,
            0.0,
            0.0,
            f"{line.mean - overall:+.1f}",
        )
        for line in groups.itertuples()
    )
    caption = Text(f"平均得分与全体平均（{overall:.1f}）之差", f"Mean score, less the mean of all ({overall:.1f})")
    ends = (Text("← 较低", "← lower")(language), Text("较高 →", "higher →")(language))
    return [DifferenceChart(caption=caption(language), ends=ends, rows=rows)]


def _groups(review: Review, groups: pd.DataFrame, language: str) -> ReportTable:
    heads = (
        (Text("组", "Group")(language), "w44"),
        (Text("人数", "People")(language), "n w16"),
        (Text("平均分", "Mean")(language), "n w16"),
        (Text("部门内相差", "Within departments")(language), "n w24"),
        (Text("高等级比例", "Good grades")(language), "n w20"),
        (Text("观察到的情况", "What is observed")(language), ""),
    )
    between = Text("；", "; ")(language)
    rows = tuple(
        (
            clean(f"{_capital(column_title(line.by)(language))} {line.group}"),
            str(int(line.n)),
            shown(line.mean, 1),
            "—" if isnan(line.within_difference) else f"{line.within_difference:+.1f}",
            percent(line.selection_rate),
            between.join(GROUP_FLAGS[flag](language) for flag in line.flags),
        )
        for line in groups.itertuples()
    )
    return ReportTable(heads=heads, rows=rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
