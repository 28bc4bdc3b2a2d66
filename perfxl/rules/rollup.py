"""Several periods to a year: the weighted mean of their scores, with the same trace; a missing period is never zero."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

import numpy as np
import pandas as pd

from perfxl.findings.base import Finding, Findings
from perfxl.findings.reorganisation import IdentityOdd
from perfxl.findings.year import GradesDiffer, PeriodHeld, PeriodMissing, PeriodNotCounted, PeriodsApart, VetoInPeriod
from perfxl.language import Text, folded, spoken
from perfxl.rules.exact import is_hundred, rounded
from perfxl.rules.grades import Grades
from perfxl.rules.scores import Scores
from perfxl.rules.trace import COLUMNS, NUMBERS, TEXTS

PERSON = ("employee_id", "name", "department", "position", "status", "score", "grade", "low", "high", "grade_certain", "counted")
PART = ("employee_id", "period", "state", "weight", "share", "score", "low", "high")
NOT_COUNTED = {
    "not_then": Text("当时不在职", "not employed then"),
    "exempt": Text("当期免考核", "exempt then"),
}


@dataclass(frozen=True)
class Period:
    """One scored cycle and its weight in percent of the year."""

    scores: Scores
    weight: float

    @property
    def name(self) -> str:
        """The cycle's name, or its file's."""
        return self.scores.cycle.settings.name or self.scores.cycle.file

    @property
    def title(self) -> Text:
        """The name in both languages."""
        return Text(spoken(self.name, "zh"), spoken(self.name, "en"))

    def days(self) -> tuple[date, date]:
        """First and last day. Raises ValueError where the cycle names none."""
        settings = self.scores.cycle.settings
        if settings.starts_on is None or settings.ends_on is None:
            raise ValueError("a period needs its first and last day")
        return settings.starts_on, settings.ends_on


@dataclass(frozen=True)
class Year:
    """The year of everybody who is on the roster of any period.

    people: one row per person (PERSON); score is NaN for who is held, low and high are NaN where no bounds can be given;
    counted: percent of the weights that count. parts: one row per person and period (PART); state is scored, held, absent,
    not_then or exempt; share is the weight over the weights that count, 0 where the period does not.
    """

    periods: tuple[Period, ...]
    people: pd.DataFrame
    parts: pd.DataFrame
    bands: Grades
    digits: int
    findings: Findings

    @cached_property
    def trace(self) -> pd.DataFrame:
        """The year line by line, with the columns of a cycle's trace; kind is period or score."""
        return _trace(self)


def rollup(periods: Sequence[Period]) -> Year:
    """Roll up periods in order of date. Grades and digits are those of the last one.

    Raises ValueError where weights do not add up to 100, or a period has no dates.
    """
    if not is_hundred(sum(one.weight for one in periods)):
        raise ValueError("the weights of the periods do not add up to 100")
    last = periods[-1].scores
    digits = last.cycle.settings.rounding_digits
    parts = _parts(periods)
    people = _people(periods, parts, last.bands, digits=digits)
    findings = [*_about_parts(periods, parts), *_about_names(periods), *_about_periods(periods)]
    return Year(tuple(periods), people, parts, last.bands, digits, Findings.of(findings))


def _parts(periods: Sequence[Period]) -> pd.DataFrame:
    everybody = list(dict.fromkeys(one for period in periods for one in period.scores.people["employee_id"]))
    known = [period.scores.people.set_index("employee_id") for period in periods]
    employed = _employed(periods)
    rows = [
        (one, number, *_state(one, known[number], period, employed))
        for one in everybody
        for number, period in enumerate(periods)
    ]
    parts = pd.DataFrame(rows, columns=["employee_id", "period", "state", "weight", "score", "low", "high"])
    parts = parts.astype({"score": float, "low": float, "high": float})
    counts = ~parts["state"].isin(list(NOT_COUNTED))
    weight = parts["weight"].where(counts, 0.0)
    total = weight.groupby(parts["employee_id"], sort=False).transform("sum")
    return parts.assign(share=(weight / total.where(total > 0)).fillna(0.0))[list(PART)]


def _employed(periods: Sequence[Period]) -> dict[str, tuple[date | None, date | None]]:
    """Days of joining and leaving by employee id, as the latest roster says that knows them."""
    found: dict[str, tuple[date | None, date | None]] = {}
    for period in periods:
        table = period.scores.cycle["employees"]
        for one, joined, left in zip(table["employee_id"], table["joined_on"], table["left_on"], strict=True):
            before = found.get(one, (None, None))
            found[one] = (_day(joined) or before[0], _day(left) or before[1])
    return found


def _day(value: object) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _state(
    one: str, people: pd.DataFrame, period: Period, employed: dict[str, tuple[date | None, date | None]]
) -> tuple[str, float, float, float, float]:
    """State, weight, score and bounds of one person in one period."""
    nothing = (float("nan"),) * 3
    joined, left = employed[one]
    first, last = period.days()
    outside = (joined is not None and joined > last) or (left is not None and left < first)
    if one not in people.index or outside:
        return ("not_then" if outside else "absent", period.weight, *nothing)
    row = people.loc[one]
    if row["status"] == "exempt":
        return ("exempt", period.weight, *nothing)
    return (str(row["status"]), period.weight, row["score"], row["low"], row["high"])


def _people(periods: Sequence[Period], parts: pd.DataFrame, bands: Grades, *, digits: int) -> pd.DataFrame:
    told = pd.concat([period.scores.people for period in reversed(periods)]).drop_duplicates("employee_id")
    n = len(periods)
    ids = parts["employee_id"].to_numpy(dtype=object)[::n]
    people = told.set_index("employee_id").loc[ids, ["name", "department", "position"]].reset_index()
    share = parts["share"].to_numpy().reshape(-1, n)
    state = parts["state"].to_numpy(dtype=object).reshape(-1, n)
    sums = {}
    for key in ("score", "low", "high"):
        values = parts[key].to_numpy(dtype=np.float64).reshape(-1, n)
        sums[key] = rounded(np.where(share > 0, values * share, 0.0).sum(axis=1), digits)
    counted = np.where(share > 0, parts["weight"].to_numpy().reshape(-1, n), 0.0).sum(axis=1)
    nobody, held = counted == 0, np.isin(state, ["held", "absent"]).any(axis=1)
    unknown = nobody | (state == "absent").any(axis=1)
    score = np.where(held | nobody, np.nan, sums["score"])
    low, high = (np.where(unknown, np.nan, sums[key]) for key in ("low", "high"))
    certain = ~np.isnan(low) & (bands.number(low) == bands.number(high))
    return people.assign(
        status=np.where(nobody, "exempt", np.where(held, "held", "scored")),
        score=score,
        grade=bands.named(bands.number(score)),
        low=low,
        high=high,
        grade_certain=certain,
        counted=counted,
    )[list(PERSON)]


def _about_parts(periods: Sequence[Period], parts: pd.DataFrame) -> Iterator[Finding]:
    vetoed = [_vetoed(period.scores) for period in periods]
    for row in parts.itertuples():
        one, name, title = str(row.employee_id), periods[row.period].name, periods[row.period].title
        if row.state == "absent":
            yield PeriodMissing(employee_id=one, item=name, period=title)
        elif row.state == "held":
            yield PeriodHeld(employee_id=one, item=name, period=title)
        elif row.state in NOT_COUNTED:
            yield PeriodNotCounted(employee_id=one, item=name, period=title, told=NOT_COUNTED[row.state])
        if one in vetoed[row.period]:
            yield VetoInPeriod(employee_id=one, item=name, period=title)


def _vetoed(scores: Scores) -> set[str]:
    rows = scores.adjustments
    return set(rows.loc[rows["status"] == "veto", "employee_id"])


def _about_names(periods: Sequence[Period]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    told = Text("各期的姓名不同", "the periods give different names")
    for period in periods:
        for one, name in zip(period.scores.people["employee_id"], period.scores.people["name"], strict=True):
            if folded(first.setdefault(one, name)) != folded(name):
                yield IdentityOdd(employee_id=one, told=told)


def _about_periods(periods: Sequence[Period]) -> Iterator[Finding]:
    for before, after in pairwise(periods):
        free = (after.days()[0] - before.days()[1] - timedelta(days=1)).days
        if free > 0:
            yield PeriodsApart(before=before.title, after=after.title, days=free)
    last = _rules_of(periods[-1])
    yield from (GradesDiffer(item=one.name, period=one.title) for one in periods[:-1] if _rules_of(one) != last)


def _rules_of(period: Period) -> tuple[object, ...]:
    bands = period.scores.bands
    return tuple(map(folded, bands.names)), tuple(bands.bounds), period.scores.cycle.settings.rounding_digits


def _trace(year: Year) -> pd.DataFrame:
    """For everybody who is not exempt: a line per period that counts, then the year's score."""
    lines = year.parts[year.parts["share"] > 0]
    of = lines.groupby("employee_id", sort=False)["weight"].transform("sum")
    order = pd.Series(np.arange(len(year.people)), index=year.people["employee_id"])
    counted = lines.groupby("employee_id", sort=False)["period"].transform("size")
    names = np.array([period.name for period in year.periods], dtype=object)
    period = lines["period"].to_numpy(dtype=np.int64)
    parts = pd.DataFrame(
        {
            "employee_id": lines["employee_id"],
            "line": lines.groupby("employee_id", sort=False).cumcount() + 1,
            "parent": counted + 1,
            "kind": "period",
            "item": names[period],
            "points": lines["score"],
            "weight": lines["weight"],
            "of": of,
            "contribution": lines["score"] * lines["share"],
            "how": "given",
            "note": lines["state"].where(lines["state"] != "scored", ""),
            "place": [str(year.periods[one].scores.cycle.file) for one in period],
        }
    )
    judged = year.people[year.people["status"] != "exempt"]
    totals = pd.DataFrame(
        {
            "employee_id": judged["employee_id"],
            "line": judged["employee_id"].map(lines.groupby("employee_id", sort=False).size()) + 1,
            "parent": 0,
            "kind": "score",
            "points": judged["score"],
            "of": float(year.digits),
            "how": np.where(judged["status"] == "scored", "score", "given"),
            "note": judged["status"].where(judged["status"] == "held", ""),
        }
    )
    told = year.people.set_index("employee_id")["name"]
    trace = pd.concat([parts, totals], ignore_index=True)
    trace = trace.assign(_order=trace["employee_id"].map(order)).sort_values(["_order", "line"], ignore_index=True)
    trace["name"] = trace["employee_id"].map(told)
    trace = trace.reindex(columns=list(COLUMNS))
    texts = {column: trace[column].astype(object).where(trace[column].notna(), "") for column in TEXTS}
    return trace.assign(**texts).astype({**dict.fromkeys(NUMBERS, float), "line": int, "parent": int})
