"""Every KPI rule for a newcomer: one plain sentence and an example that the rules themselves compute."""

from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.tables import CellStatus, cycle_from_tables
from perfxl.language import Text
from perfxl.letters.rule_words import RuleRow, rule_in_words
from perfxl.letters.wording import DASH, exact
from perfxl.rules.kpi_scores import DEFAULT_CAP, row_points

NAN = float("nan")
_QUANTITIES = ("target", "actual", "floor", "stretch")


class RuleExample(NamedTuple):
    """words: the rule in one plain sentence. story: the example, with {points} for what it earns."""

    words: Text
    story: Text
    actual: float | Text
    target: float = NAN
    floor: float = NAN
    stretch: float = NAN
    parameters: Text = Text("", "")


def _same(parameters: str) -> Text:
    return Text(parameters, parameters)


RULE_EXAMPLES: dict[str, RuleExample] = {
    "ratio_up": RuleExample(
        Text("做得越多得分越高：实际占目标的百分之几，就得几分。", "More is better: the percent of target reached is the score."),
        Text("目标收入 1000 万元，实际 920 万元，得 {points} 分。", "Target revenue 1,000, actual 920: {points} points."),
        920, 1000,
    ),
    "ratio_down": RuleExample(
        Text("用得越少得分越高：比目标低百分之几，就在 100 分上加几分；高则减。",
             "Less is better: each percent below target adds a point to 100, each percent above takes one."),
        Text("目标费用 50 万元，实际 45 万元，得 {points} 分。", "Target costs 50, actual 45: {points} points."),
        45, 50,
    ),
    "inverse_down": RuleExample(
        Text("越小越好：目标除以实际；没有发生（0）得满上限。", "Less is better: target divided by actual; zero earns the cap."),
        Text("目标用时 9 天，实际 10 天，得 {points} 分。", "Target 9 days, actual 10: {points} points."),
        10, 9,
    ),
    "deviation_up": RuleExample(
        Text("与目标相比好多少、差多少，按目标大小折算成分数；目标可以是亏损。",
             "How far above or below target, in percent of the target's size; the target may be a loss."),
        Text("目标亏损 20 万元，实际亏损 22 万元，得 {points} 分。", "Target −20, actual −22: {points} points."),
        -22, -20,
    ),
    "deviation_down": RuleExample(
        Text("越小越好：高出目标多少，按目标大小折算后扣分；低则加分。",
             "Less is better: what lies above target, in percent of the target's size, is taken off; below is added."),
        Text("目标流失 8 人，实际 9 人，得 {points} 分。", "Target turnover 8, actual 9: {points} points."),
        9, 8,
    ),
    "on_target": RuleExample(
        Text("越接近目标越好，高了低了都扣分；偏差达到容许范围时得 0 分。",
             "The closer to target the better, above or below; off by the whole tolerance earns 0."),
        Text("目标 100，容许偏差 5，实际 98，得 {points} 分。", "Target 100, tolerance 5, actual 98: {points} points."),
        98, 100, parameters=_same("tolerance=5"),
    ),
    "bands": RuleExample(
        Text("实际值落在哪一档，就得那一档的分；档的下界算在内。",
             "The band that holds the actual gives the points; the lower edge belongs to the band."),
        Text("实际 85，落在 80–100 一档，得 {points} 分。", "An actual of 85 falls into 80–100: {points} points."),
        85, parameters=_same("<60:0; 60-80:60; 80-100:90; >=100:110"),
    ),
    "interpolate": RuleExample(
        Text("底线得 0 分，目标得 100 分，挑战值得满上限，中间按比例。",
             "The floor earns 0, the target 100, the stretch value the cap, in proportion between."),
        Text("底线 60、目标 80、挑战 95，实际 70，得 {points} 分。",
             "Floor 60, target 80, stretch 95; an actual of 70: {points} points."),
        70, 80, floor=60, stretch=95,
    ),
    "step": RuleExample(
        Text("达到目标得基本分；每好一步加分，每差一步扣分，加扣都有上限。",
             "On target earns the base; each step better adds points, each step worse takes some, within limits."),
        Text("目标 100，实际 106（好两步），得 {points} 分。", "Target 100, actual 106, two steps better: {points} points."),
        106, 100, parameters=_same("base=90; each=3%; points=1.5; up=12; down=20"),
    ),
    "milestone": RuleExample(
        Text("每完成一个里程碑得它的分，合计就是得分。", "Each milestone done earns its points; they add up."),
        Text("需求、设计已完成，上线未完成，得 {points} 分。", "Design and Build done, Launch open: {points} points."),
        Text("需求、设计", "Design, Build"),
        parameters=Text("需求=30; 设计=30; 上线=40", "Design=30; Build=30; Launch=40"),
    ),
    "yes_no": RuleExample(
        Text("达成得 100 分，没有达成得 0 分。", "Achieved earns 100, not achieved 0."),
        Text("按期取得证书：是，得 {points} 分。", "Certificate on time: yes, {points} points."),
        Text("是", "yes"),
    ),
    "deduct": RuleExample(
        Text("从 100 分起，每发生一次扣分，扣到底线为止；没有发生写 0。",
             "From 100, each case takes points, down to the floor; no case is written as 0."),
        Text("每次扣 2 分，发生 3 次，得 {points} 分。", "2 points a case, 3 cases: {points} points."),
        3, parameters=_same("each=2"),
    ),
    "rank": RuleExample(
        Text("按名次得分：第一名最高，人数越多分得越细。", "By rank: the first earns most; more people, finer steps."),
        Text("12 个中排第 3，得 {points} 分。", "Third of 12: {points} points."),
        3, parameters=_same("of=12"),
    ),
    "manual": RuleExample(
        Text("由约定的人直接给分，并写明依据。", "The person agreed on gives the points and states why."),
        Text("给 88 分，得 {points} 分。", "88 given: {points} points."),
        88,
    ),
}  # fmt: skip


def example_points(rule: str, language: str) -> float:
    """What the example of `rule` earns, computed by the rules; 0..120."""
    return _all_points(language)[rule]


def formula(rule: str, language: str) -> str:
    """The rule of the example in one short formula."""
    example = RULE_EXAMPLES[rule]
    quantity = {name: exact(getattr(example, name)) for name in ("target", "floor", "stretch")}
    floor = DASH if rule == "deduct" else quantity["floor"]
    row = RuleRow(
        rule=rule,
        target=quantity["target"],
        floor=floor,
        stretch=quantity["stretch"],
        cap=DEFAULT_CAP,
        parameters=example.parameters(language),
    )
    return rule_in_words(row, language)


@cache
def _all_points(language: str) -> dict[str, float]:
    rules = list(RULE_EXAMPLES)
    table: dict[str, list[object]] = {"rule": list(rules), "kpi": list(rules)}
    table["parameters"] = [RULE_EXAMPLES[rule].parameters(language) for rule in rules]
    for name in _QUANTITIES:
        given = [getattr(RULE_EXAMPLES[rule], name) for rule in rules]
        words = [one(language) if isinstance(one, Text) else "" for one in given]
        numbers = [NAN if isinstance(one, Text) else float(one) for one in given]
        table[name] = list(numbers)
        table[f"{name}.text"] = list(words)
        table[f"{name}.status"] = [
            CellStatus.WORDS if word else CellStatus.BLANK if np.isnan(number) else CellStatus.GIVEN
            for word, number in zip(words, numbers, strict=True)
        ]
    cycle = cycle_from_tables(CycleSettings(), {"kpis": pd.DataFrame(table)}, as_of=date(2000, 1, 1))
    earned = row_points(cycle, "kpis", np.arange(len(rules))).points
    return dict(zip(rules, map(float, earned), strict=True))
