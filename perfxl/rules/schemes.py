"""Schemes as the rules use them: components with weights, policies and scales; the findings about them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.choices import RATING_ROLES, component_title
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.findings.weights_and_rules import (
    ComponentRepeated,
    DimensionRepeated,
    DimensionWeightsOff,
    ScaleMiddleLow,
    ScaleMissing,
    ScaleUnreadable,
    SchemeWeightsOff,
    WeightMissing,
)
from perfxl.language import Text, folded
from perfxl.rules.acceptance import Acceptance
from perfxl.rules.exact import is_hundred, to9
from perfxl.rules.scales import Scale, scale_of


@dataclass(frozen=True)
class Component:
    """One weighted part of a scheme. weight in percent; scale is None for kpi and department, or if it is unusable."""

    key: str
    weight: float
    policy: str
    min_raters: int
    scale: Scale | None
    row: int


@dataclass(frozen=True)
class Scheme:
    """What a position is judged by. usable: the weights add up and every part can be computed.

    dimensions: folded name -> weight in percent; empty if there is one dimension only.
    """

    name: str
    components: tuple[Component, ...]
    dimensions: dict[str, float]
    dimension_names: tuple[str, ...]
    dimensions_usable: bool
    usable: bool

    @property
    def computable(self) -> bool:
        """True if nothing about the scheme itself keeps its people from being scored."""
        ratings = [component for component in self.components if component.key in RATING_ROLES]
        scaled = all(component.scale is not None for component in ratings)
        return self.usable and scaled and (self.dimensions_usable or not ratings)

    def component(self, key: str) -> Component | None:
        """The component of that key; None if the scheme has none."""
        return next((component for component in self.components if component.key == key), None)


def schemes(cycle: Cycle, acceptance: Acceptance, *, second_bound: float) -> tuple[dict[str, Scheme], list[Finding]]:
    """All schemes by folded name. second_bound: lower bound of the second-lowest grade (NaN: none), for PX332."""
    table = cycle["schemes"]
    findings: list[Finding] = []
    found: dict[str, Scheme] = {}
    names = table["scheme"].map(folded)
    for key in pd.unique(names[names != ""]):
        rows = np.flatnonzero((names == key).to_numpy())
        found[key] = _scheme(cycle, rows, findings, acceptance)
        findings += _low_middles(cycle, found[key], second_bound)
    return found, findings


def _scheme(cycle: Cycle, rows: np.ndarray, findings: list[Finding], acceptance: Acceptance) -> Scheme:
    table = cycle["schemes"].take(rows)
    name = str(table["scheme"].iloc[0])
    components = _components(cycle, rows, findings)
    total = float(table["weight"].sum(skipna=False))
    whole = len(components) == len(rows)
    usable = whole and is_hundred(total)
    if not is_hundred(total):
        known = float(to9(table["weight"].sum()))
        off = SchemeWeightsOff(
            item=name,
            total=known,
            difference=float(to9(known - 100)),
            **cycle.at("schemes", int(rows[0]), "weight"),
        )
        findings.append(acceptance.mark(off))
        usable = whole and findings[-1].accepted and not np.isnan(total)
    for row in rows[table["weight"].isna().to_numpy()]:
        findings.append(WeightMissing(item=name, **cycle.at("schemes", int(row), "weight")))
    weights, names, dimensions_usable = _dimensions(cycle, name, findings, acceptance)
    return Scheme(name, components, weights, names, dimensions_usable, usable)


def _components(cycle: Cycle, rows: np.ndarray, findings: list[Finding]) -> tuple[Component, ...]:
    components: list[Component] = []
    for row in map(int, rows):
        line = cycle["schemes"].iloc[row]
        key = str(line["component"])
        if not key:
            continue
        if key in {component.key for component in components}:
            findings.append(
                ComponentRepeated(
                    item=str(line["scheme"]),
                    component=_title(key),
                    **cycle.at("schemes", row, "component"),
                )
            )
            continue
        scale = _scale(cycle, row, findings) if key in RATING_ROLES else None
        at_least = 1 if np.isnan(line["min_raters"]) else max(1, int(line["min_raters"]))
        policy = str(line["missing_policy"]) or "block"
        components.append(Component(key, float(line["weight"]), policy, at_least, scale, row))
    return tuple(components)


def _scale(cycle: Cycle, row: int, findings: list[Finding]) -> Scale | None:
    line = cycle["schemes"].iloc[row]
    points, labels = str(line["scale_points"]), str(line["scale_labels"])
    scale = scale_of(float(line["scale_min"]), float(line["scale_max"]), points=points, labels=labels)
    if isinstance(scale, Scale):
        return scale
    name, title = str(line["scheme"]), _title(str(line["component"]))
    if scale == "":
        findings.append(ScaleMissing(item=name, component=title, **cycle.at("schemes", row, "scale_min")))
    else:
        at = cycle.at("schemes", row, "scale_points" if scale == points else "scale_labels")
        findings.append(ScaleUnreadable(item=name, component=title, written=scale, **at))
    return None


def _dimensions(
    cycle: Cycle, scheme: str, findings: list[Finding], acceptance: Acceptance
) -> tuple[dict[str, float], tuple[str, ...], bool]:
    table = cycle["dimensions"]
    rows = np.flatnonzero((table["scheme"].map(folded) == folded(scheme)).to_numpy())
    weights: dict[str, float] = {}
    names: list[str] = []
    for row in map(int, rows):
        name = str(table["dimension"].iloc[row])
        if folded(name) in weights:
            findings.append(DimensionRepeated(item=scheme, dimension=name, **cycle.at("dimensions", row, "dimension")))
            continue
        weights[folded(name)] = float(table["weight"].iloc[row])
        names.append(name)
    total = float(to9(sum(weights.values())))
    usable = len(names) == len(rows)
    if weights and not is_hundred(total):
        off = DimensionWeightsOff(
            item=scheme,
            total=float(to9(np.nansum(list(weights.values())))),
            difference=float(to9(np.nansum(list(weights.values())) - 100)),
            **cycle.at("dimensions", int(rows[0]), "weight"),
        )
        findings.append(acceptance.mark(off))
        usable = usable and findings[-1].accepted and not np.isnan(total)
    return weights, tuple(names), usable


def _low_middles(cycle: Cycle, scheme: Scheme, second_bound: float) -> Iterable[Finding]:
    for component in scheme.components:
        if component.scale is None:
            continue
        middle = (component.scale.lowest + component.scale.highest) / 2
        points = float(component.scale.points(np.array([middle]))[0])
        if points < second_bound:
            yield ScaleMiddleLow(
                item=scheme.name,
                component=_title(component.key),
                middle=middle,
                points=float(to9(points)),
                bound=second_bound,
                **cycle.at("schemes", component.row, "scale_points"),
            )


def _title(key: str) -> Text:
    return component_title(key) or Text(key, key)
