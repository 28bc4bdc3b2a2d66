"""From a review to its report: for people who decide about the appraisal and are no statisticians. Pure: no files."""

from math import isnan

import pandas as pd

from perfxl.cycle.choices import COMPONENTS, title_of
from perfxl.findings.calibration import TieAtTheEdge
from perfxl.language import Text
from perfxl.letters.charts.pairs import BarPair
from perfxl.letters.documents.facts import PairChart, ReportSection, ReportTable, ReviewReport
from perfxl.letters.documents.heading import heading
from perfxl.letters.documents.report_people import group_section, rater_section
from perfxl.letters.evidence import Evidence
from perfxl.letters.wording import clean
from perfxl.rules.certainty import SURE
from perfxl.rules.kpi_health import FEWEST
from perfxl.rules.proposals import KINDS, percent, shown
from perfxl.rules.review import Review
from perfxl.rules.review_words import KPI_FLAGS

_NOTHING = 0.05  # percent: what is shown as 0


def review_report(review: Review, language: str) -> ReviewReport:
    """The report in `language`. No person is named: what concerns people stands in the review workbook."""
    sections = (
        _summary(review, language),
        _proposals(review, language),
        _grades(review, language),
        _weights(review, language),
        _kpis(review, language),
        rater_section(review, language),
        group_section(review, language),
    )
    return ReviewReport(
        language=language,
        heading=heading(Evidence(review.scores), language),
        tiles=_tiles(review, language),
        sections=tuple(section for section in sections if section),
    )


def _tiles(review: Review, language: str) -> tuple[tuple[str, str], ...]:
    figures = (
        (Text("已计分", "Scored"), len(review.certainty)),
        (Text("等级没有把握", "Uncertain grades"), int(review.certainty["borderline"].sum())),
        (Text("要看的指标", "KPIs to look at"), int((review.kpis["flags"].map(len) > 0).sum())),
        (Text("建议", "Proposals"), len(review.proposals)),
    )
    return tuple((label(language), str(figure)) for label, figure in figures)


def _summary(review: Review, language: str) -> ReportSection:
    told = Text(
        "本报告看的不是哪个人做得如何，而是这次考核本身是否可靠：指标能否区分高低，权重是否真的起作用，评价人是否一致，"
        "各组之间有没有说不清的差别。文中不出现任何个人；涉及个人的内容在复盘工作簿中。",
        "This report does not look at how anybody did, but at whether the appraisal itself can be trusted: whether KPIs tell "
        "people apart, whether weights weigh what they say, whether raters agree, and whether groups differ in ways that "
        "nobody can explain. It names no person; what concerns people stands in the review workbook.",
    )
    found = [
        finding.what(language)
        for finding in review.findings
        if finding.code.startswith("PX6") and not isinstance(finding, TieAtTheEdge)  # which names people
    ]
    return ReportSection(title=Text("要点", "In short")(language), told=(told(language), *found))


def _proposals(review: Review, language: str) -> ReportSection | None:
    if not review.proposals:
        return None
    heads = (
        (Text("建议", "Proposal")(language), "w34"),
        (Text("关于", "About")(language), "w44"),
        (Text("依据", "Why")(language), ""),
    )
    between = Text("：", ": ")(language)
    rows = tuple(
        (
            KINDS[one.kind](language),
            clean(between.join(filter(None, (one.scheme, one.about(language))))),
            clean(one.why(language)),
        )
        for one in review.proposals
    )
    told = Text(
        "建议供讨论，不是结论。改动指标之前，请先问清它为什么存在；同一方案的权重改动后仍须合计 100%。",
        "Proposals are for discussion, no verdicts. Before a KPI goes, ask what it is there for; a scheme's weights have to add up "
        "to 100% again afterwards.",
    )
    table = ReportTable(heads=heads, rows=rows)
    return ReportSection(
        title=Text("下一周期的建议", "Proposals for the next cycle")(language), told=(told(language),), table=table
    )


def _grades(review: Review, language: str) -> ReportSection:
    people, bands = review.scores.people, review.scores.bands
    grades = people.loc[people["status"] == "scored", "grade"]
    n, counts = len(grades), grades.value_counts()
    names = (Text("人数占比", "Share of people")(language), Text("规定的比例", "Quota")(language))
    quota = _quotas(review)
    rows = tuple(_grade_row(name, int(counts.get(name, 0)), n, quota, language) for name in reversed(bands.names) if n)
    borderline, flips = int(review.certainty["borderline"].sum()), int(review.weights["can_flip"].sum())
    told = (
        Text(
            f"{n} 人有等级。其中 {borderline} 人若换成另一批同样的评价人，等级保持不变的把握不到 {SURE:.0%}：校准时先看他们。",
            f"{n} people have a grade. For {borderline} of them the grade is less than {SURE:.0%} certain to stay the same with other "
            "raters of the same kind: calibration looks at them first.",
        ),
        Text(
            f"各部分权重增减不超过 {review.weight_limit:g} 个百分点（总和仍为 100）时，{flips} 人的等级会改变。",
            f"If weights moved by at most {review.weight_limit:g} percent points (still 100 in all), {flips} grades would change.",
        ),
    )
    note = Text(
        "把握只计入同一人的几位评价人之间的分歧；只有一位评价人的部分看不出分歧，实际的不确定至少这么大。",
        "Certainty counts only how far raters of one person differ; where there is one rater it cannot be seen, so the true "
        "uncertainty is at least this.",
    )
    caption = Text("各等级人数", "People by grade")(language)
    chart = PairChart(caption=caption, names=names if quota else (names[0], ""), rows=rows)
    return ReportSection(
        title=Text("等级", "Grades")(language),
        told=tuple(line(language) for line in told),
        charts=(chart,) if rows else (),
        notes=(note(language),),
    )


def _quotas(review: Review) -> dict[str, float]:
    table = review.scores.cycle["grades"]
    known = table[table["quota"].notna()] if "quota" in table else table.iloc[:0]
    return {str(name): float(quota) for name, quota in zip(known["grade"], known["quota"], strict=True)}


def _grade_row(name: str, count: int, n: int, quota: dict[str, float], language: str) -> BarPair:
    people = Text(f"{count} 人", f"{count}")(language)
    told = f"{people} ({100 * count / n:.0f}%)"
    if name not in quota:
        return BarPair(clean(name), 100 * count / n, -1.0, told)
    limit = Text(f"（规定 {shown(quota[name], 1)}%）", f" (quota {shown(quota[name], 1)}%)")
    return BarPair(clean(name), 100 * count / n, quota[name], told + limit(language))


def _weights(review: Review, language: str) -> ReportSection | None:
    names = (Text("公布的权重", "Published weight")(language), Text("实际作用", "Effective weight")(language))
    charts = []
    judged = review.components[(review.components["n"] >= FEWEST) & review.components["effective_weight"].notna()]
    for scheme, own in judged.groupby("scheme", sort=False):
        rows = tuple(_weight_row(line, language) for line in own.itertuples())
        people = int(own["n"].max())
        caption = Text(f"{scheme}（{people} 人）", f"{scheme} ({people} people)")
        charts.append(PairChart(caption=clean(caption(language)), names=names, rows=rows))
    if not charts:
        return None
    told = Text(
        "公布的权重说明各部分应占多少；实际作用是得分之间的差别有多少真的来自这一部分。人人得分相近的部分，权重再大也不起作用；"
        "得分拉得很开的部分，作用大于权重。",
        "Published weights say how much each part should count; the effective weight is how much of the differences between scores "
        "comes from it. A part on which everybody scores alike has no effect, whatever its weight; one that spreads people out "
        "has more than its weight.",
    )
    note = Text(
        "实际作用为负：这一部分高的人，总分反而低。",
        "A negative effect: people who score high here score low over all.",
    )
    return ReportSection(
        title=Text("权重", "Weights")(language),
        told=(told(language),),
        charts=tuple(charts),
        notes=(note(language),) if (judged["effective_weight"] < -_NOTHING).any() else (),
    )


def _weight_row(line: pd.Series, language: str) -> BarPair:
    published, effective = line.published_weight, line.effective_weight
    title = title_of(line.component, COMPONENTS, language)
    return BarPair(title, published, max(effective, 0.0), f"{shown(published, 1)}% → {shown(effective, 1)}%")


def _kpis(review: Review, language: str) -> ReportSection:
    flagged = review.kpis[(review.kpis["flags"].map(len) > 0) & (review.kpis["people"] >= FEWEST)]
    judged = int((review.kpis["n"] >= FEWEST).sum())
    told = Text(
        f"{judged} 个指标有 {FEWEST} 人以上的得分，可以判断；其中 {len(flagged)} 个值得一看。",
        f"{judged} KPIs have the points of {FEWEST} people or more and can be judged; {len(flagged)} of them are worth a look.",
    )
    between = Text("；", "; ")(language)
    heads = (
        (Text("指标", "KPI")(language), "w44"),
        (Text("人数", "People")(language), "n w16"),
        (Text("平均分", "Mean")(language), "n w16"),
        (Text("到上限", "At the cap")(language), "n w16"),
        (Text("缺数据", "Missing")(language), "n w16"),
        (Text("观察到的情况", "What is observed")(language), ""),
    )
    rows = tuple(
        (
            clean(f"{line.scheme} {line.kpi}"),
            str(line.n),
            _figure(line.mean),
            _share(line.ceiling),
            _share(line.missing),
            between.join(KPI_FLAGS[flag](language) for flag in line.flags),
        )
        for line in flagged.itertuples()
    )
    table = ReportTable(heads=heads, rows=rows) if rows else None
    return ReportSection(title=Text("指标", "KPIs")(language), told=(told(language),), table=table)


def _figure(number: float) -> str:
    return "—" if isnan(number) else shown(number, 1)


def _share(number: float) -> str:
    return "—" if isnan(number) else percent(number)
