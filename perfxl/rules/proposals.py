"""What to change before the next cycle: concrete proposals, each with the figures behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.choices import component_title
from perfxl.language import Text, plain_number
from perfxl.rules.agreement import WANTED

WORTH_TRUSTING = 0.5  # reliability of a mean below which more raters are proposed
OFF_WEIGHT = 2.0  # times as much or as little effect as published
FEWEST = 8  # people, before a weight's effect is judged
KINDS = {
    "drop": Text("删除或改写", "drop or rewrite"),
    "raise": Text("提高目标", "raise the target"),
    "lift_cap": Text("放宽上限或提高目标", "lift the cap or raise the target"),
    "merge": Text("合并", "merge"),
    "split": Text("拆分", "split"),
    "collect": Text("改进取数", "collect better"),
    "more_raters": Text("增加评价人", "more raters"),
    "link_raters": Text("让评价人交叉", "let raters overlap"),
    "reweigh": Text("复核权重", "look at the weight"),
}


@dataclass(frozen=True)
class Proposal:
    """kind: a key of KINDS. about: a KPI, role or component, with its scheme. why: the figures behind it."""

    kind: str
    scheme: str
    about: Text
    why: Text


def proposals(
    kpis: pd.DataFrame, components: pd.DataFrame, agreement: pd.DataFrame, separable: dict[str, str]
) -> tuple[Proposal, ...]:
    """Proposals from the tables of a review, KPIs first."""
    return (*_about_kpis(kpis), *_about_weights(components), *_about_raters(agreement, separable))


def _about_kpis(kpis: pd.DataFrame) -> Iterator[Proposal]:
    merged: set[frozenset[str]] = set()
    for line in kpis.itertuples():
        for flag in line.flags:
            if flag == "redundant":
                pair = frozenset((line.scheme, line.kpi, line.twin))
                if pair in merged:
                    continue
                merged.add(pair)
            found = _about_kpi(line, flag)
            if found:
                kind, why = found
                yield Proposal(kind, line.scheme, Text(line.kpi, line.kpi), why)


def _about_kpi(line: pd.Series, flag: str) -> tuple[str, Text] | None:
    n, mean = line.n, shown(line.mean, 1)
    if flag == "no_variance":
        return "drop", Text(
            f"{n} 人的得分几乎相同（平均 {mean} 分，标准差 {shown(line.sd, 2)}），占权重 {shown(line.published_weight, 1)}% 却不区分高低。",
            f"{n} people score nearly the same (mean {mean}, standard deviation {shown(line.sd, 2)}): "
            f"{shown(line.published_weight, 1)}% of the weight tells nobody apart.",
        )
    if flag == "easy_target":
        return "raise", Text(
            f"{n} 人中 {percent(line.reached)} 达到目标，平均 {mean} 分。",
            f"{percent(line.reached)} of {n} people reach the target; the mean is {mean} points.",
        )
    if flag == "ceiling":
        return "lift_cap", Text(
            f"{n} 人中 {percent(line.ceiling)} 到达上限，上限以上的差别看不出来。",
            f"{percent(line.ceiling)} of {n} people are at the cap; what lies beyond it does not show.",
        )
    if flag == "redundant":
        return "merge", Text(
            f"与“{line.twin}”同升同降（相关系数 {shown(line.twin_r, 2)}，{n} 人）：同一件事算了两次。",
            f"Goes up and down with “{line.twin}” (correlation {shown(line.twin_r, 2)}, {n} people): one thing counts twice.",
        )
    if flag == "against_the_rest":
        return "split", Text(
            f"与此人的其他指标反向（相关系数 {shown(line.item_rest, 2)}，{n} 人）：可能与其他目标冲突，或混合了两件事。",
            f"Goes against the person's other KPIs (correlation {shown(line.item_rest, 2)}, {n} people): it may work against "
            "other goals, or hold two things.",
        )
    if flag == "missing":
        return "collect", Text(
            f"{line.people} 人中 {percent(line.missing)} 没有可用的数据。",
            f"{percent(line.missing)} of {line.people} people have no usable evidence.",
        )
    return None


def _about_weights(components: pd.DataFrame) -> Iterator[Proposal]:
    for line in components.itertuples():
        effect, published = line.effective_weight, line.published_weight
        if line.n < FEWEST or np.isnan(effect) or published <= 0:
            continue
        if max(effect, 1e-9) / published > OFF_WEIGHT or max(effect, 0.0) * OFF_WEIGHT < published:
            title = component_title(line.component) or Text(line.component, line.component)
            yield Proposal(
                "reweigh",
                line.scheme,
                title,
                Text(
                    f"公布的权重是 {shown(published, 1)}%，但 {line.n} 人得分的差别中它占 {shown(effect, 1)}%。",
                    f"Published as {shown(published, 1)}%, it makes {shown(effect, 1)}% of the differences between "
                    f"{line.n} people's scores.",
                ),
            )


def _about_raters(agreement: pd.DataFrame, separable: dict[str, str]) -> Iterator[Proposal]:
    for line in agreement.itertuples():
        title = component_title(line.role) or Text(line.role, line.role)
        if line.icc1k < WORTH_TRUSTING:
            yield Proposal("more_raters", "", title, _more_raters(line))
        if line.role != "self" and separable.get(line.role, "whole") != "whole":
            why = Text(
                "评价人没有足够的共同评价对象，无法判断分数高低是由人还是由评价人造成的。",
                "Raters share too few people: whether a score is high because of the person or the rater cannot be told.",
            )
            yield Proposal("link_raters", "", title, why)


def _more_raters(line: pd.Series) -> Text:
    zh = f"平均每人 {shown(line.per_target, 1)} 位评价人，其平均值的信度为 {shown(line.icc1k, 2)}"
    en = f"With {shown(line.per_target, 1)} raters a person the mean's reliability is {shown(line.icc1k, 2)}"
    if np.isnan(line.raters_needed):
        return Text(
            f"{zh}；评价人之间没有一致性，先要统一标准。",
            f"{en}; raters do not agree at all: agree on standards first.",
        )
    needed = int(line.raters_needed)
    return Text(f"{zh}；达到 {WANTED:g} 需要每人 {needed} 位。", f"{en}; for {WANTED:g} each person needs {needed}.")


def shown(number: float, digits: int) -> str:
    """A figure in a sentence, without trailing zeros."""
    return plain_number(float(number), digits=digits)


def percent(share: float) -> str:
    """A share (0..1) as whole percent."""
    return f"{100 * share:.0f}%"
