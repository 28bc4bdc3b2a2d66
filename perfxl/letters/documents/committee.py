"""From the figures of a calibration meeting to its paper. Pure: no files."""

from collections.abc import Iterator

import pandas as pd

from perfxl.language import Text
from perfxl.letters.charts.pairs import BarPair
from perfxl.letters.documents.facts import CommitteePaper, PairChart, ReportSection, ReportTable
from perfxl.letters.documents.heading import heading
from perfxl.letters.evidence import Evidence
from perfxl.letters.wording import clean, day, fixed
from perfxl.rules.committee import Committee, pool_title
from perfxl.rules.committee_words import STATUSES, counts_told, how_to_read, places_told, pool_notes

_OVER = "▲"
_TABLED = 4  # pools: with fewer each has its chart, with more only a table
_SIGNED = (Text("主持人", "Chair"), Text("人力资源部", "HR"), Text("日期", "Date"))


def committee_paper(found: Committee, language: str) -> CommitteePaper:
    """The paper in `language`: how grades fall, whom to talk about, how to read it, lines to sign on."""
    sections = (*_pools(found, language), _people(found, language), _reading(found, language))
    return CommitteePaper(
        language=language,
        heading=heading(Evidence(found.scores), language),
        tiles=_tiles(found, language),
        sections=sections,
        signed_by=tuple(label(language) for label in _SIGNED),
    )


def _tiles(found: Committee, language: str) -> tuple[tuple[str, str], ...]:
    counts = counts_told(found)
    figures = [(Text("有等级的人", "With a grade"), len(found.people))]
    figures += [(STATUSES[key], counts[key]) for key in ("tie", "lower", "borderline", "decided")]
    return tuple((_capital(label(language)), str(figure)) for label, figure in figures)


def _pools(found: Committee, language: str) -> Iterator[ReportSection]:
    """How grades fall: a chart of everybody, a table per pool."""
    pools = found.pools
    names = [str(name) for name in dict.fromkeys(pools["pool"])]
    told = [clean(note(language)) for name in names for note in pool_notes(found, name)]
    if pools["over"].any():
        told.insert(0, f"{_OVER} {Text('人数超过名额。', 'more people than places.')(language)}")
    several = len(names) > 1
    title = Text("等级怎样分布", "How grades fall")(language)
    charts = tuple(_chart(pools[pools["pool"] == name], language) for name in names) if len(names) < _TABLED else ()
    if several:
        charts = (_chart(_together(pools), language), *charts)
    yield ReportSection(
        title=title,
        told=(),
        charts=charts,
        table=_places(pools, language, named=several) if names else None,
        notes=tuple(told),
    )


def _together(pools: pd.DataFrame) -> pd.DataFrame:
    """All pools as one."""
    sums = pools.groupby("grade", sort=False)[["earned", "final", "places"]].sum(min_count=1).reset_index()
    return sums.assign(pool="")


def _chart(rows: pd.DataFrame, language: str) -> PairChart:
    names = (Text("按得分", "By score")(language), Text("现在", "Now")(language))
    bars = []
    for line in rows.itertuples():
        limit = (
            "" if pd.isna(line.places) else Text(f"，名额 {line.places:.0f}", f", places {line.places:.0f}")(language)
        )
        bars.append(BarPair(clean(line.grade), line.earned, line.final, f"{line.earned} → {line.final}{limit}"))
    pool = pool_title(str(rows["pool"].iloc[0]))
    caption = Text(f"{pool.zh}：各等级人数", f"{pool.en}: people by grade")(language)
    return PairChart(caption=clean(caption), names=names, rows=tuple(bars))


def _places(pools: pd.DataFrame, language: str, *, named: bool) -> ReportTable:
    heads = (
        (Text("等级", "Grade")(language), "w24"),
        (Text("名额", "Places")(language), ""),
        (Text("按得分", "By score")(language), "n w20"),
        (Text("若按提议", "As proposed")(language), "n w20"),
        (Text("现在", "Now")(language), "n w20"),
    )
    pools = pools[pools["quota"].notna()] if named else pools  # many pools: only where there is a ceiling
    rows = tuple(
        (
            clean(line.grade),
            places_told(line)(language),
            str(line.earned),
            str(line.proposed),
            f"{line.final}{' ' + _OVER if line.over else ''}",
        )
        for line in pools.itertuples()
    )
    if not named:
        return ReportTable(heads=heads, rows=rows)
    pool = (Text("范围", "Pool")(language), "w34")
    titles = [clean(pool_title(str(name))(language)) for name in pools["pool"]]
    return ReportTable(heads=(pool, *heads), rows=tuple((title, *row) for title, row in zip(titles, rows, strict=True)))


def _people(found: Committee, language: str) -> ReportSection:
    people = found.people[found.people["status"] != ""]
    rest = len(found.people) - len(people)
    told = Text(
        f"以下 {len(people)} 人值得一谈，等级最没有把握的在前；其余 {rest} 人按得分确定，不在此列。",
        f"These {len(people)} people are worth talking about, the least certain grade first; the other {rest} stand by their score.",
    )
    heads = (
        (Text("人", "Person")(language), "w44"),
        (Text("得分", "Score")(language), "n w16"),
        (Text("等级", "Grade")(language), "w16"),
        (Text("要谈的事与依据", "What to talk about, and why")(language), ""),
        (Text("决定", "Decision")(language), "w34"),
    )
    digits = found.scores.cycle.settings.rounding_digits
    rows = tuple(_person(line, language, digits=digits) for line in people.itertuples())
    return ReportSection(
        title=Text("谈哪些人", "Whom to talk about")(language),
        told=(told(language),),
        table=ReportTable(heads=heads, rows=rows) if rows else None,
    )


def _person(line: "pd.Series", language: str, *, digits: int) -> tuple[str, ...]:
    who = " ".join(filter(None, (clean(line.employee_id), clean(line.name))))
    department = clean(line.department)
    status = _capital(STATUSES[line.status](language))
    between, stop = Text("：", ": ")(language), Text("（", " (")(language)
    end = Text("）", ")")(language)
    told = clean(line.why(language))
    if line.status != "borderline":
        told = status if line.status == "decided" else f"{status}{between}{told}"
    grade = (
        f"{clean(line.earned)} → {clean(line.proposed)}"
        if line.proposed and line.status == "lower"
        else clean(line.earned)
    )
    decision = ""
    if line.status == "decided":
        grade = clean(line.earned)
        on = day(line.decided_on.date(), language)
        decision = f"{clean(line.grade)}{between}{clean(line.reason)}{stop}{clean(line.decided_by)} {on}{end}"
    return f"{who}{stop}{department}{end}", fixed(line.score, digits), grade, told, decision


def _reading(found: Committee, language: str) -> ReportSection:
    return ReportSection(
        title=Text("怎样读这份材料", "How to read this")(language),
        told=tuple(line(language) for line in how_to_read(found)),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
