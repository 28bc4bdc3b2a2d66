"""The rating components: raters' values, their mean, and its worth in points (DESIGN.md section 4.2)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.choices import RATING_ROLES
from perfxl.cycle.tables import At, CellStatus, Cycle
from perfxl.findings.base import Finding, Who
from perfxl.findings.completeness import DimensionMissing, MissingCountsZero, RatingOwed, RatingsMissing
from perfxl.findings.ratings import (
    DimensionUnknown,
    RatingOutsideScale,
    RatingWordUnknown,
    RecusedRating,
    RoleNotInScheme,
    SelfMismatch,
)
from perfxl.findings.scores import AssignmentUnknown
from perfxl.language import folded, listed
from perfxl.rules.acceptance import Acceptance
from perfxl.rules.exact import Bools, Floats, Ints, summed, to9
from perfxl.rules.kpi_component import Part, late_facts
from perfxl.rules.moves import Stretches
from perfxl.rules.repeats import repeats
from perfxl.rules.roster import Roster
from perfxl.rules.schemes import Component, Scheme

ROLE_NUMBER = {role: number for number, role in enumerate(RATING_ROLES)}


@dataclass(frozen=True)
class RatingComponents:
    """For each role a Part per span, the table `raters`, means and counts per (span, role)."""

    parts: dict[str, Part]
    mean: dict[str, Floats]
    n_raters: dict[str, Ints]
    raters: pd.DataFrame
    findings: list[Finding]


def rating_components(cycle: Cycle, people: Roster, spans: Stretches, acceptance: Acceptance) -> RatingComponents:
    """Every rating component of every span."""
    findings: list[Finding] = []
    table = _valued(cycle, _rows(cycle, people, spans, findings), spans, findings)
    raters = _rater_values(cycle, table, spans, findings)
    parts: dict[str, Part] = {}
    means: dict[str, Floats] = {}
    counts: dict[str, Ints] = {}
    for role in RATING_ROLES:
        here = raters[(raters["role"] == role) & raters["counted"]]
        span = here["span"].to_numpy(dtype=np.int64)
        count = np.bincount(span, minlength=len(spans.table)).astype(np.int64)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = summed(span, here["value"], len(spans.table)) / count
        owed = raters[(raters["role"] == role) & ~raters["counted"]]
        means[role], counts[role] = mean, count
        parts[role] = _part(cycle, people, spans, role, mean, count, owed, findings=findings, acceptance=acceptance)
    marked = [acceptance.mark(finding) for finding in findings]
    return RatingComponents(parts, means, counts, raters, marked)


def _rows(cycle: Cycle, people: Roster, spans: Stretches, findings: list[Finding]) -> pd.DataFrame:
    """The rating rows in use, once for each span that they count for."""
    table = cycle["ratings"]
    person = people.code(table["employee_id"])
    rows = np.flatnonzero((person >= 0) & (table["role"] != "").to_numpy())
    rows = rows[spans.count[person[rows]] > 0]
    starts = table["assignment_from"].to_numpy(dtype="datetime64[ns]")[rows]
    general = np.isnat(starts)
    times = np.where(general, spans.count[person[rows]], 1)
    number = np.repeat(np.arange(len(rows)), times)
    offset = np.arange(len(number)) - np.repeat(np.cumsum(times) - times, times)
    span = spans.first[person[rows]][number] + offset
    named = np.flatnonzero(~general)
    if len(named):
        of_named = np.full(len(rows), -1)
        of_named[named] = spans.of_rows(person[rows[named]], starts[named])
        span = np.where(general[number], span, of_named[number])
        for row in rows[named[of_named[named] < 0]]:
            line = table.iloc[int(row)]
            findings.append(
                AssignmentUnknown(
                    employee_id=str(line["employee_id"]),
                    item=str(line["role"]),
                    start=str(pd.Timestamp(line["assignment_from"]).date()),
                    **cycle.at("ratings", int(row), "assignment_from"),
                )
            )
    chosen = pd.DataFrame({"row": rows[number], "span": span})
    chosen = chosen[span >= 0].reset_index(drop=True)
    for column in ("role", "rater_id", "dimension", "employee_id", "recused_reason"):
        chosen[column] = table[column].to_numpy(dtype=object)[chosen["row"]]
    return chosen


def _valued(cycle: Cycle, rows: pd.DataFrame, spans: Stretches, findings: list[Finding]) -> pd.DataFrame:
    """Add `value` (NaN: owed or refused), `owed` and `dimension_number`; drop rows that cannot count."""
    table = cycle["ratings"]
    status = table["rating.status"].to_numpy()[rows["row"]]
    recused = rows["recused_reason"].to_numpy(dtype=object) != ""
    scheme_number = spans.table["scheme"].to_numpy(dtype=np.int64)[rows["span"]]
    rows = rows.assign(value=np.nan, number=0, owed=np.isin(status, (CellStatus.BLANK, CellStatus.NOT_APPLICABLE)))
    keep = ~recused & (scheme_number >= 0)
    for number in np.flatnonzero(recused & np.isin(status, (CellStatus.GIVEN, CellStatus.WORDS))):
        findings.append(RecusedRating(**_facts(cycle, rows, int(number))))
    keep &= ~_self_mismatches(cycle, rows, findings)
    values = np.full(len(rows), np.nan)
    numbers = np.zeros(len(rows), dtype=np.int64)
    code, _ = pd.factorize(pd.MultiIndex.from_arrays([scheme_number, rows["role"]]))
    for group in range(code.max(initial=-1) + 1):
        here = np.flatnonzero((code == group) & keep)
        if not len(here):
            continue
        scheme = spans.schemes[scheme_number[here[0]]]
        component = scheme.component(str(rows["role"].iloc[here[0]]))
        if component is None:
            findings += _unused(cycle, rows, here, scheme)
            keep[here] = False
            continue
        numbers[here] = _dimension_numbers(cycle, rows, here, scheme, findings)
        values[here] = _values(cycle, rows, here, component, findings)
    rows = rows.assign(value=values, number=numbers)[keep & (numbers >= 0)].reset_index(drop=True)
    return _without_repeats(cycle, rows, findings)


def _without_repeats(cycle: Cycle, rows: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    """One row per span, role, rater and dimension; contradicting ones lose their value."""
    key, _ = pd.factorize(pd.MultiIndex.from_frame(rows[["span", "role", "rater_id", "number"]]))
    blank_twin = rows["owed"].to_numpy() & pd.Series(key).duplicated(keep=False).to_numpy()
    given = np.isin(key, key[~rows["owed"].to_numpy()])
    rows, key = rows[~(blank_twin & given)].reset_index(drop=True), key[~(blank_twin & given)]
    again = repeats(cycle, "ratings", rows["row"].to_numpy(dtype=np.int64), key=key, same=("rating.text",))
    findings += again.findings
    rows.loc[again.contradicts, "value"] = np.nan
    return rows[again.keep].reset_index(drop=True)


def _self_mismatches(cycle: Cycle, rows: pd.DataFrame, findings: list[Finding]) -> Bools:
    own = (rows["rater_id"] == rows["employee_id"]).to_numpy()
    wrong = np.asarray(own != (rows["role"] == "self").to_numpy())
    findings += [SelfMismatch(**_facts(cycle, rows, int(number))) for number in np.flatnonzero(wrong)]
    return wrong


def _unused(cycle: Cycle, rows: pd.DataFrame, here: np.ndarray, scheme: Scheme) -> list[Finding]:
    return [RoleNotInScheme(scheme=scheme.name, **_facts(cycle, rows, int(number), "role")) for number in here]


def _dimension_numbers(
    cycle: Cycle, rows: pd.DataFrame, here: np.ndarray, scheme: Scheme, findings: list[Finding]
) -> Ints:
    """The number of each row's dimension in its scheme (0 where the scheme has none); -1 where it does not fit."""
    known = {name: number for number, name in enumerate(scheme.dimensions)} or {"": 0}
    written = rows["dimension"].to_numpy(dtype=object)[here]
    code, names = pd.factorize(written)
    numbers = np.array([known.get(folded(name), -1) for name in names], dtype=np.int64)[code]
    possible = listed(scheme.dimension_names or ["-"])
    for place in np.flatnonzero(numbers < 0):
        facts = _facts(cycle, rows, int(here[place]), "dimension")
        findings.append(DimensionUnknown(written=str(written[place]), possible=possible, **facts))
    return np.asarray(numbers)


def _values(
    cycle: Cycle, rows: pd.DataFrame, here: np.ndarray, component: Component, findings: list[Finding]
) -> Floats:
    """Scale values; NaN where owed, outside the scale, or a word that the scale does not know."""
    table = cycle["ratings"]
    row = rows["row"].to_numpy(dtype=np.int64)[here]
    values = table["rating"].to_numpy(dtype=np.float64)[row].copy()
    status = table["rating.status"].to_numpy()[row]
    scale = component.scale
    if scale is None:
        return np.asarray(values)
    for place in np.flatnonzero(status == CellStatus.WORDS):
        word = str(table["rating.text"].iloc[row[place]])
        values[place] = scale.labels.get(folded(word), np.nan)
        if np.isnan(values[place]):
            possible = listed(scale.words or [f"{scale.lowest:g}-{scale.highest:g}"])
            findings.append(RatingWordUnknown(written=word, possible=possible, **_facts(cycle, rows, int(here[place]))))
    exact = to9(values)
    outside = (exact < scale.lowest) | (exact > scale.highest)
    for place in np.flatnonzero(outside):
        written = str(table["rating.text"].iloc[row[place]])
        findings.append(
            RatingOutsideScale(
                written=written, lowest=scale.lowest, highest=scale.highest, **_facts(cycle, rows, int(here[place]))
            )
        )
    return np.where(outside, np.nan, values)


def _rater_values(cycle: Cycle, rows: pd.DataFrame, spans: Stretches, findings: list[Finding]) -> pd.DataFrame:
    """One row per span, role and rater: the weighted mean over the scheme's dimensions, and whether it counts."""
    scheme = spans.table["scheme"].to_numpy(dtype=np.int64)[rows["span"]]
    weights = [np.array(list(one.dimensions.values()) or [100.0]) for one in spans.schemes]
    needed = np.array([len(weight) for weight in weights] + [0])[scheme]
    number = rows["number"].to_numpy(dtype=np.int64)
    weight = np.array([weights[s][n] for s, n in zip(scheme, number, strict=True)], dtype=np.float64)
    value = rows["value"].to_numpy(dtype=np.float64)
    code, first = _codes(rows)
    n = len(first)
    given = summed(code, ~np.isnan(value), n)
    mean = summed(code, np.nan_to_num(value) * weight / 100.0, n)
    usable = np.array([one.dimensions_usable for one in spans.schemes] + [False])[scheme[first]]
    owed = summed(code, rows["owed"], n) > 0
    whole = given == needed[first]
    raters = rows.iloc[first][["span", "employee_id", "role", "rater_id", "row"]].reset_index(drop=True)
    raters["value"] = np.where(whole & usable, mean, np.nan)
    raters["counted"] = whole
    raters["owed"] = owed | (given < needed[first])
    raters["refused"] = summed(code, np.isnan(value) & ~rows["owed"].to_numpy(), n) > 0
    raters["comment"] = cycle["ratings"]["comment"].to_numpy(dtype=object)[raters["row"]]
    for one in np.flatnonzero((given > 0) & ~whole):
        names = spans.schemes[scheme[first[one]]].dimension_names
        have = set(number[(code == one) & ~np.isnan(value)])
        missing = listed(name for place, name in enumerate(names) if place not in have)
        findings.append(DimensionMissing(missing=missing, **_facts(cycle, rows, int(first[one]))))
    return raters


def _codes(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """A number for each (span, role, rater), and the first row of each."""
    rater, _ = pd.factorize(rows["rater_id"].to_numpy(dtype=object))
    role = np.array([ROLE_NUMBER[name] for name in rows["role"]], dtype=np.int64)
    key = (rows["span"].to_numpy(dtype=np.int64) * len(RATING_ROLES) + role) * (rater.max(initial=0) + 1) + rater
    code, _ = pd.factorize(key)
    first = np.flatnonzero(~pd.Series(code).duplicated().to_numpy())
    return code, first


def _part(
    cycle: Cycle,
    people: Roster,
    spans: Stretches,
    role: str,
    mean: Floats,
    count: Ints,
    owed: pd.DataFrame,
    *,
    findings: list[Finding],
    acceptance: Acceptance,
) -> Part:
    n = len(spans.table)
    part = Part.unknown(n)
    late = cycle.settings.deadline_on is not None and cycle.as_of > cycle.settings.deadline_on
    refused = owed.loc[owed["refused"], "span"].to_numpy()
    owed_row = dict(zip(owed["span"][::-1], owed["row"][::-1], strict=True))
    owed_by = owed.groupby("span")["rater_id"].apply(list).to_dict() if len(owed) else {}
    scheme_number = spans.table["scheme"].to_numpy(dtype=np.int64)
    for number, scheme in enumerate(spans.schemes):
        component = scheme.component(role)
        if component is None:
            continue
        here = np.flatnonzero(scheme_number == number)
        enough = (count[here] >= component.min_raters) & ~np.isin(here, refused)
        part.present[here] = enough
        if component.scale is None or not scheme.dimensions_usable:
            continue
        low, high = component.scale.bounds()
        points = component.scale.points(mean[here])
        zeroed = ~enough & (component.policy == "zero") & late & ~np.isin(here, refused)
        for place in np.flatnonzero(~enough):
            span = int(here[place])
            facts: Who = {"employee_id": str(people.ids[spans.table["person"].iloc[span]]), "item": role}
            person = int(spans.table["person"].iloc[span])
            at = cycle.at("ratings", owed_row[span], "rating") if span in owed_row else people.at(cycle, person)
            if zeroed[place]:
                findings.append(MissingCountsZero(**facts, **late_facts(cycle), **at))
                continue
            if count[span] >= component.min_raters:
                continue
            missing = RatingsMissing(
                count=int(count[span]), needed=component.min_raters, owed=listed(owed_by.get(span, ["-"])), **facts, **at
            )
            enough[place] = acceptance.covers(missing) and count[span] > 0
            findings.append(missing)
        part.points[here] = np.where(enough, points, np.where(zeroed, 0.0, np.nan))
        part.low[here] = np.where(enough, points, np.where(zeroed, 0.0, low))
        part.high[here] = np.where(enough, points, np.where(zeroed, 0.0, high))
        part.status[here] = np.where(enough, "present", np.where(zeroed, "zeroed", "missing"))
        findings += _still_owed(cycle, owed, here[enough])
    return part


def _still_owed(cycle: Cycle, owed: pd.DataFrame, spans: np.ndarray) -> list[Finding]:
    late = owed[owed["span"].isin(spans) & owed["owed"]]
    return [RatingOwed(**_facts(cycle, late, number)) for number in range(len(late))]


class _Rated(At):
    """Who rated whom as what, and where it stands."""

    employee_id: str
    item: str
    rater_id: str


def _facts(cycle: Cycle, rows: pd.DataFrame, number: int, column: str = "rating") -> _Rated:
    line = rows.iloc[number]
    return {
        "employee_id": str(line["employee_id"]),
        "rater_id": str(line["rater_id"]),
        "item": str(line["role"]),
        **cycle.at("ratings", int(line["row"]), column),
    }
