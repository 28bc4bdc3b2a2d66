"""The scoring rules explained to the person who chooses one: what it does, what it needs, one example."""

from typing import NamedTuple

from perfxl.language import Text


class RuleGuide(NamedTuple):
    """formula: how A (actual) and T (target) become points; needs: what has to be filled in; example: parameters."""

    formula: Text
    needs: Text
    example: Text = Text("", "")


def _same(example: str) -> Text:
    return Text(example, example)


RULE_GUIDES: dict[str, RuleGuide] = {
    "ratio_up": RuleGuide(
        Text("100×A/T，如收入、产量", "100×A/T, such as revenue or output"), Text("目标值大于 0", "target above 0")
    ),
    "ratio_down": RuleGuide(
        Text("100×(2−A/T)，如费用、用时", "100×(2−A/T), such as costs or time"), Text("目标值大于 0", "target above 0")
    ),
    "inverse_down": RuleGuide(
        Text("100×T/A，实际为 0 时得满上限", "100×T/A; an actual of 0 earns the cap"),
        Text("目标值大于 0", "target above 0"),
    ),
    "deviation_up": RuleGuide(
        Text(
            "100×(A−T+|T|)/|T|，目标可为负数，如扭亏", "100×(A−T+|T|)/|T|; the target may be negative, such as a loss"
        ),
        Text("目标值；目标为 0 时须有参数 scale", "target; for a target of 0 the parameter scale"),
        _same("scale=10"),
    ),
    "deviation_down": RuleGuide(
        Text("100×(1−(A−T)/|T|)，如报废率、流失率", "100×(1−(A−T)/|T|), such as scrap or turnover"),
        Text("目标值；目标为 0 时须有参数 scale", "target; for a target of 0 the parameter scale"),
        _same("scale=10"),
    ),
    "on_target": RuleGuide(
        Text("100×(1−|A−T|/tolerance)，如预测、预算", "100×(1−|A−T|/tolerance), such as forecasts or budgets"),
        Text("目标值；偏差达到 tolerance 时得 0 分", "target; a deviation of tolerance earns 0"),
        _same("tolerance=5%"),
    ),
    "bands": RuleGuide(
        Text("落在哪一档得哪一档的分，含下界不含上界", "the points of the band that holds A, lower edge included"),
        Text("参数写明各档；带 % 时按 100×A/T", "the bands; with % they are about 100×A/T"),
        _same("<60:0; 60-80:60; 80-100:90; >=100:110"),
    ),
    "interpolate": RuleGuide(
        Text(
            "底线 0 分、目标 100 分、挑战值得满上限，其间线性", "floor 0, target 100, stretch the cap, linear between"
        ),
        Text(
            "底线值、目标值、挑战值；底线高于目标表示越小越好",
            "floor, target, stretch; a floor above the target: less is better",
        ),
    ),
    "step": RuleGuide(
        Text(
            "base 分起，每好一步加分、每差一步减分", "from base: points for each step better, off for each step worse"
        ),
        Text(
            "目标值；参数 base、each、points、up、down，可选 whole、better",
            "target; base, each, points, up, down, and if wanted whole, better",
        ),
        _same("base=90; each=3%; points=1.5; up=12; down=20"),
    ),
    "milestone": RuleGuide(
        Text("已完成各项的分数之和", "the points of the milestones that are done"),
        Text("参数写明各里程碑；实际值写完成的各项，用顿号隔开", "the milestones; the actual names those done"),
        Text("需求=30; 设计=30; 上线=40", "Design=30; Build=30; Launch=40"),
    ),
    "yes_no": RuleGuide(
        Text("是 100 分，否 0 分", "yes 100, no 0"), Text("实际值写 是 或 否", "the actual is yes or no")
    ),
    "deduct": RuleGuide(
        Text("100−each×A，不低于底线值", "100−each×A, not below the floor"),
        Text("实际值写次数；没有发生须写 0", "the actual is a count; write 0 if none"),
        _same("each=2"),
    ),
    "rank": RuleGuide(
        Text("100×(n−A+0.5)/n", "100×(n−A+0.5)/n"),
        Text("实际值写名次；至少 5 个参加", "the actual is the rank; among at least 5"),
        _same("of=12"),
    ),
    "manual": RuleGuide(
        Text("实际值就是得分", "the actual is the score"), Text("实际值写分数", "the actual in points")
    ),
}
