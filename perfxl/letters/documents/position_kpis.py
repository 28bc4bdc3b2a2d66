"""The KPIs of each position under one scheme: names, weights and rules; targets are agreed with each person."""

import pandas as pd

from perfxl.cycle.choices import RULES, title_of
from perfxl.language import folded
from perfxl.letters.documents import standard_words as words
from perfxl.letters.documents.facts import KpiStandard, PositionKpis
from perfxl.letters.rule_words import RuleRow, rule_in_words
from perfxl.letters.wording import DASH, clean, exact, percent
from perfxl.rules.kpi_scores import DEFAULT_CAP
from perfxl.rules.schemes import Scheme
from perfxl.rules.scores import Scores

# Rules whose parameters are part of the standard; the others say all by their name.
_WITH_PARAMETERS = frozenset({"on_target", "bands", "step", "milestone", "deduct", "rank"})


def rules_used(scores: Scores, scheme: Scheme) -> list[str]:
    """The KPI rules that people of this scheme are judged by, in the order of the declaration."""
    used = set(_rows(scores, scheme)["rule"])
    return [rule.key for rule in RULES if rule.key in used]


def position_kpis(scores: Scores, scheme: Scheme, language: str) -> tuple[PositionKpis, ...]:
    """Each position of the scheme with its KPIs, in the order of the sheets."""
    rows = _rows(scores, scheme)
    return tuple(
        PositionKpis(position=clean(position), kpis=tuple(_kpis(scores, of_position, language)))
        for position, of_position in rows.groupby("position", sort=False)
    )


def _rows(scores: Scores, scheme: Scheme) -> pd.DataFrame:
    """The KPI rows of everybody whose (last) stretch is under this scheme, with their positions."""
    last = scores.assignments.drop_duplicates("employee_id", keep="last")
    spans = last.loc[last["scheme"].map(folded) == folded(scheme.name), "span"]
    rows = scores.kpis[scores.kpis["span"].isin(spans)]
    position = dict(zip(scores.people["employee_id"], scores.people["position"], strict=True))
    return rows.assign(position=rows["employee_id"].map(position).fillna(""))


def _kpis(scores: Scores, rows: pd.DataFrame, language: str) -> list[KpiStandard]:
    sheet = scores.cycle["kpis"]
    found = []
    for (name, rule), same in rows.groupby(["kpi", "rule"], sort=False):
        details = {_detail(str(rule), sheet.iloc[int(row)], language) for row in same["row"]}
        found.append(
            KpiStandard(
                name=clean(name),
                weight=_weights(same["weight"], language),
                rule=title_of(str(rule), RULES, language),
                detail=details.pop() if len(details) == 1 else words.PERSONAL(language),
            )
        )
    return found


def _weights(weights: pd.Series, language: str) -> str:
    low, high = float(weights.min()), float(weights.max())
    if not low < high:
        return percent(low)
    return words.SPREAD(language).format(low=percent(low), high=percent(high))


def _detail(rule: str, row: pd.Series, language: str) -> str:
    if rule not in _WITH_PARAMETERS:
        return ""
    cap = float(row["cap"])
    told = RuleRow(
        rule=rule,
        target=DASH,
        floor=exact(float(row["floor"])),
        stretch=DASH,
        cap=DEFAULT_CAP if pd.isna(cap) else cap,
        parameters=str(row["parameters"]),
    )
    return rule_in_words(told, language)
