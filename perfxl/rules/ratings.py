"""The rating components: raters' values, their mean, and its worth in points (DESIGN.md section 4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.choices import RATING_ROLES
from perfxl.findings.base import Finding, Who
from perfxl.findings.completeness import DimensionMissing, MissingCountsZero, RatingOwed, RatingsMissing
from perfxl.language import listed
from perfxl.rules.appraisal import Appraisal, Part
from perfxl.rules.exact import Floats, Ints, summed
from perfxl.rules.rater_correction import rater_correction
from perfxl.rules.rating_rows import rated_facts, rated_rows
from perfxl.rules.schemes import Component

ROLE_NUMBER = {role: number for number, role in enumerate(RATING_ROLES)}


@dataclass(frozen=True)
class RatingComponents:
    """For each role a Part per span, the table `raters`, means and counts per (span, role).

    as_rated: for each role the points of each span before any correction for strictness.
    """

    parts: dict[str, Part]
    as_rated: dict[str, Floats]
    mean: dict[str, Floats]
    n_raters: dict[str, Ints]
    raters: pd.DataFrame
    findings: list[Finding]


def rating_components(appraisal: Appraisal) -> RatingComponents:
    """Every rating component of every span."""
    rows, findings = rated_rows(appraisal)
    raters = _rater_values(appraisal, rows, findings)
    correction = rater_correction(appraisal)
    findings += correction.findings
    parts: dict[str, Part] = {}
    as_rated: dict[str, Floats] = {}
    means: dict[str, Floats] = {}
    counts: dict[str, Ints] = {}
    for role in RATING_ROLES:
        own = raters[raters["role"] == role]
        counted = own[own["counted"]]
        counts[role] = np.bincount(counted["span"].to_numpy(dtype=np.int64), minlength=appraisal.n_spans).astype(
            np.int64
        )
        given = _given(appraisal, role, counted, own[~own["counted"]], counts[role])
        parts[role] = _part(appraisal, given, findings)
        as_rated[role] = parts[role].points
        if role in correction.more:
            raters = _corrected(appraisal, raters, role, correction.more[role])
            counted = raters[(raters["role"] == role) & raters["counted"]]
            given = _given(appraisal, role, counted, given.rest, counts[role])
            parts[role] = _part(appraisal, given, [])
        means[role] = given.mean
    marked = [appraisal.acceptance.mark(finding) for finding in findings]
    return RatingComponents(parts, as_rated, means, counts, raters, marked)


def _rater_values(appraisal: Appraisal, rows: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    """One row per span, role and rater: the weighted mean over the scheme's dimensions, and whether it counts.

    given: the mean as rated; value: the same, until it is corrected for how strict the rater is.
    """
    cycle, spans = appraisal.cycle, appraisal.spans
    scheme = appraisal.scheme_number[rows["span"]]
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
    raters["given"] = raters["value"]
    raters["counted"] = whole
    raters["owed"] = owed | (given < needed[first])
    raters["refused"] = summed(code, np.isnan(value) & ~rows["owed"].to_numpy(), n) > 0
    raters["comment"] = cycle["ratings"]["comment"].to_numpy(dtype=object)[raters["row"]]
    for one in np.flatnonzero((given > 0) & ~whole):
        names = spans.schemes[scheme[first[one]]].dimension_names
        have = set(number[(code == one) & ~np.isnan(value)])
        missing = listed(name for place, name in enumerate(names) if place not in have)
        findings.append(DimensionMissing(missing=missing, **rated_facts(cycle, rows, int(first[one]))))
    return raters


def _codes(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """A number for each (span, role, rater), and the first row of each."""
    rater, _ = pd.factorize(rows["rater_id"].to_numpy(dtype=object))
    role = np.array([ROLE_NUMBER[name] for name in rows["role"]], dtype=np.int64)
    key = (rows["span"].to_numpy(dtype=np.int64) * len(RATING_ROLES) + role) * (rater.max(initial=0) + 1) + rater
    code, _ = pd.factorize(key)
    first = np.flatnonzero(~pd.Series(code).duplicated().to_numpy())
    return code, first


@dataclass(frozen=True)
class _Given:
    """What raters of one role gave: mean and count per span, and the rows of `raters` that do not count."""

    role: str
    mean: Floats
    count: Ints
    rest: pd.DataFrame


def _given(
    appraisal: Appraisal, role: str, counted: pd.DataFrame, rest: pd.DataFrame, counts: Ints
) -> _Given:
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = summed(counted["span"], counted["value"], appraisal.n_spans) / counts
    return _Given(role, mean, counts, rest)


def _corrected(appraisal: Appraisal, raters: pd.DataFrame, role: str, more: Mapping[str, float]) -> pd.DataFrame:
    """`raters` with the values of one role corrected for each rater's strictness; no value leaves its scale."""
    own = (raters["role"] == role).to_numpy()
    components = [scheme.component(role) for scheme in appraisal.spans.schemes]
    scales = [part.scale.ends() if part and part.scale else (-np.inf, np.inf) for part in components]
    low, high = np.array([*scales, (-np.inf, np.inf)])[appraisal.scheme_number[raters["span"]]].T
    added = raters["rater_id"].map(more).fillna(0.0).to_numpy(dtype=np.float64)
    value = np.clip(raters["given"].to_numpy(dtype=np.float64) + added, low, high)
    return raters.assign(value=np.where(own, value, raters["value"]))


def _part(appraisal: Appraisal, given: _Given, findings: list[Finding]) -> Part:
    """The component per span. A refused rating leaves it missing, whatever the others gave."""
    part = Part.unknown(appraisal.n_spans)
    refused = np.isin(np.arange(appraisal.n_spans), given.rest.loc[given.rest["refused"], "span"])
    for number, scheme in enumerate(appraisal.spans.schemes):
        component = scheme.component(given.role)
        if component is None:
            continue
        here = np.flatnonzero(appraisal.scheme_number == number)
        enough = (given.count[here] >= component.min_raters) & ~refused[here]
        part.present[here] = enough
        if component.scale is None or not scheme.dimensions_usable:
            continue
        zeroed = ~enough & ~refused[here] & (component.policy == "zero") & appraisal.is_late
        enough |= _too_few(appraisal, given, component, here, enough=enough, zeroed=zeroed, findings=findings)
        points, (low, high) = component.scale.points(given.mean[here]), component.scale.bounds()
        for target, missing in ((part.points, np.nan), (part.low, low), (part.high, high)):
            target[here] = np.where(enough, points, np.where(zeroed, 0.0, missing))
        part.status[here] = np.where(enough, "present", np.where(zeroed, "zeroed", "missing"))
        findings += _still_owed(appraisal, given.rest, here[enough])
    return part


def _too_few(
    appraisal: Appraisal,
    given: _Given,
    component: Component,
    here: np.ndarray,
    *,
    enough: np.ndarray,
    zeroed: np.ndarray,
    findings: list[Finding],
) -> np.ndarray:
    """Report spans with too few ratings; True where that was accepted and there is at least one."""
    owed_row = dict(zip(given.rest["span"][::-1], given.rest["row"][::-1], strict=True))
    owed_by = given.rest.groupby("span")["rater_id"].apply(list).to_dict() if len(given.rest) else {}
    accepted = np.zeros(len(here), dtype=bool)
    for place in np.flatnonzero(~enough):
        span = int(here[place])
        who: Who = {"employee_id": appraisal.employee_id(span), "item": given.role}
        row = owed_row.get(span)
        at = appraisal.on_roster(span) if row is None else appraisal.cycle.at("ratings", row, "rating")
        if zeroed[place]:
            findings.append(MissingCountsZero(**who, **appraisal.lateness, **at))
        elif given.count[span] < component.min_raters:
            owed = listed(owed_by.get(span, ["-"]))
            missing = RatingsMissing(count=int(given.count[span]), needed=component.min_raters, owed=owed, **who, **at)
            accepted[place] = appraisal.acceptance.covers(missing) and given.count[span] > 0
            findings.append(missing)
    return accepted


def _still_owed(appraisal: Appraisal, rest: pd.DataFrame, spans: np.ndarray) -> list[Finding]:
    late = rest[rest["span"].isin(spans) & rest["owed"]]
    return [RatingOwed(**rated_facts(appraisal.cycle, late, number)) for number in range(len(late))]
