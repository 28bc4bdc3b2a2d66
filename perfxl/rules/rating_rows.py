"""Ratings row by row: for which span each counts, and its value on the scale."""

import numpy as np
import pandas as pd

from perfxl.cycle.tables import At, CellStatus, Cycle
from perfxl.findings.base import Finding
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
from perfxl.rules.appraisal import Appraisal
from perfxl.rules.exact import Bools, Floats, Ints, to9
from perfxl.rules.repeats import repeats
from perfxl.rules.schemes import Component, Scheme


def rated_rows(appraisal: Appraisal) -> tuple[pd.DataFrame, list[Finding]]:
    """The ratings that can count, once for each span, rater, role and dimension, and what was found about the others.

    Columns: row (position in cycle["ratings"]), span, role, rater_id, employee_id, number (of the dimension in its
    scheme), value (on the scale; NaN: owed or refused), owed.
    """
    findings: list[Finding] = []
    return _valued(appraisal, _rows(appraisal, findings), findings), findings


def _rows(appraisal: Appraisal, findings: list[Finding]) -> pd.DataFrame:
    """The rating rows in use, once for each span that they count for."""
    cycle, spans = appraisal.cycle, appraisal.spans
    table = cycle["ratings"]
    person = appraisal.people.code(table["employee_id"])
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


def _valued(appraisal: Appraisal, rows: pd.DataFrame, findings: list[Finding]) -> pd.DataFrame:
    """Add `value`, `owed` and `number`; drop rows that cannot count."""
    cycle, spans = appraisal.cycle, appraisal.spans
    table = cycle["ratings"]
    status = table["rating.status"].to_numpy()[rows["row"]]
    recused = rows["recused_reason"].to_numpy(dtype=object) != ""
    scheme_number = appraisal.scheme_number[rows["span"]]
    rows = rows.assign(value=np.nan, number=0, owed=np.isin(status, (CellStatus.BLANK, CellStatus.NOT_APPLICABLE)))
    keep = ~recused & (scheme_number >= 0)
    for number in np.flatnonzero(recused & np.isin(status, (CellStatus.GIVEN, CellStatus.WORDS))):
        findings.append(RecusedRating(**rated_facts(cycle, rows, int(number))))
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
    findings += [SelfMismatch(**rated_facts(cycle, rows, int(number))) for number in np.flatnonzero(wrong)]
    return wrong


def _unused(cycle: Cycle, rows: pd.DataFrame, here: np.ndarray, scheme: Scheme) -> list[Finding]:
    return [RoleNotInScheme(scheme=scheme.name, **rated_facts(cycle, rows, int(number), "role")) for number in here]


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
        facts = rated_facts(cycle, rows, int(here[place]), "dimension")
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
            findings.append(
                RatingWordUnknown(written=word, possible=possible, **rated_facts(cycle, rows, int(here[place])))
            )
    exact = to9(values)
    outside = (exact < scale.lowest) | (exact > scale.highest)
    for place in np.flatnonzero(outside):
        written = str(table["rating.text"].iloc[row[place]])
        findings.append(
            RatingOutsideScale(
                written=written,
                lowest=scale.lowest,
                highest=scale.highest,
                **rated_facts(cycle, rows, int(here[place])),
            )
        )
    return np.where(outside, np.nan, values)


class Rated(At):
    """Who rated whom as what, and where it stands."""

    employee_id: str
    item: str
    rater_id: str


def rated_facts(cycle: Cycle, rows: pd.DataFrame, number: int, column: str = "rating") -> Rated:
    line = rows.iloc[number]
    return {
        "employee_id": str(line["employee_id"]),
        "rater_id": str(line["rater_id"]),
        "item": str(line["role"]),
        **cycle.at("ratings", int(line["row"]), column),
    }
