"""What is wrong in the sample on purpose: the mistakes that real sheets have, each with the finding it gives."""

from collections.abc import Callable
from typing import NamedTuple

from perfxl.cycle.sample.standards import Row
from perfxl.cycle.typed import Formula, Percent
from perfxl.language import Text

Rows = dict[str, list[Row]]


class Defect(NamedTuple):
    """One mistake: what it is, whom it concerns, the codes of the findings it must give, and how it is made."""

    what: Text
    employee_id: str
    codes: tuple[str, ...]
    make: Callable[[Rows], None]


def _change(table: str, employee_id: str, *, where: Row, **values: object) -> Callable[[Rows], None]:
    """Overwrite values in the one row of a person that matches `where`."""

    def make(rows: Rows) -> None:
        _only(rows[table], {"employee_id": employee_id, **where}).update(values)  # type: ignore[arg-type]

    return make


def _only(rows: list[Row], wanted: Row) -> Row:
    (row,) = [row for row in rows if all(row.get(key) == value for key, value in wanted.items())]
    return row


def _kpi(employee_id: str, kpi: str, **values: object) -> Callable[[Rows], None]:
    return _change("kpis", employee_id, where={"kpi": kpi}, **values)


def _goal(goal_id: str, **values: object) -> Callable[[Rows], None]:
    """Overwrite values in the row of a goal."""

    def make(rows: Rows) -> None:
        _only(rows["goals"], {"goal_id": goal_id}).update(values)  # type: ignore[arg-type]

    return make


def _wrong_person(rows: Rows) -> None:
    """A row of somebody who is not on the roster, copied from another list."""
    rows["kpis"].append({**_only(rows["kpis"], {"employee_id": "04014", "kpi": "备件费用"}), "employee_id": "04114"})


def _no_leading_zero(rows: Rows) -> None:
    for row in rows["kpis"]:
        if row["employee_id"] == "01006":
            row["employee_id"] = 1006


def _total_row(rows: Rows) -> None:
    rows["kpis"].append({"employee_id": "合计", "weight": Percent(6000)})


def _rated_twice(rows: Rows) -> None:
    """The same rating typed twice."""
    place = rows["ratings"].index(_only(rows["ratings"], {"employee_id": "04005", "role": "manager"}))
    rows["ratings"].insert(place + 1, dict(rows["ratings"][place]))


def _peers_owed(rows: Rows) -> None:
    """One of three peers has not answered."""
    owed = [row for row in rows["ratings"] if row["employee_id"] == "02007" and row["role"] == "peer"]
    for row in owed:
        if row["rater_id"] == owed[-1]["rater_id"]:
            row.update(rating=None, comment="")


def _self_owed(rows: Rows) -> None:
    _only(rows["ratings"], {"employee_id": "03008", "role": "self"}).update(rating=None, comment="")


def _recused(rows: Rows) -> None:
    """A peer is a relative, and one more peer stepped in."""
    mine = [row for row in rows["ratings"] if row["employee_id"] == "06003" and row["role"] == "peer"]
    stand_in = {**mine[0], "rater_id": "05002", "comment": "一起做过预算培训，准备充分。"}
    rows["ratings"].insert(rows["ratings"].index(mine[0]) + 1, stand_in)
    mine[0].update(rating=None, comment="", recused_reason="与被评价人有亲属关系")


DEFECTS: tuple[Defect, ...] = (
    Defect(
        Text("指标权重合计只有 95%", "KPI weights that add up to 95 %"),
        "01004",
        ("PX301",),
        _kpi("01004", "客户档案完整", weight=Percent(5)),
    ),
    Defect(
        Text("工号作为数字输入，前面的 0 丢失", "an ID typed as a number, without its leading zero"),
        "01006",
        ("PX125",),
        _no_leading_zero,
    ),
    Defect(
        Text("目标是百分数，实际值是 0.913", "a target in percent and an actual of 0.913"),
        "01010",
        ("PX316",),
        _kpi("01010", "回款率", actual=0.913),
    ),
    Defect(Text("三位同事只评了两位", "two of three peers have rated"), "02007", ("PX205",), _peers_owed),
    Defect(
        Text("实际值没有填写", "an actual that nobody has filled in"),
        "02010",
        ("PX201",),
        _kpi("02010", "平均回归用时", actual=None),
    ),
    Defect(
        Text("全角数字带单位：９１．５分", "full-width digits with a unit: ９１．５分"),
        "03004",
        ("PX120",),
        _kpi("03004", "质检得分", actual="９１．５分"),
    ),
    Defect(
        Text("评分写了量表没有的词：还行", "a rating in a word that the scale does not know"),
        "03007",
        ("PX402", "PX205"),
        _change("ratings", "03007", where={"role": "manager"}, rating="还行"),
    ),
    Defect(Text("自评过了截止日还没有交", "a self rating that is overdue"), "03008", ("PX209",), _self_owed),
    Defect(
        Text("公式从未计算过", "a formula that was never calculated"),
        "04004",
        ("PX109",),
        _kpi("04004", "产量", actual=Formula("2890+2950+3010+2875")),
    ),
    Defect(Text("同一条评价录入两次", "a rating that was typed twice"), "04005", ("PX404",), _rated_twice),
    Defect(
        Text("实际值写“—”，没有说明原因", "a dash for an actual, without a reason"),
        "04007",
        ("PX202",),
        _kpi("04007", "报废率", actual="—"),
    ),
    Defect(Text("员工表里没有的工号", "an ID that is not on the roster"), "04114", ("PX126",), _wrong_person),
    Defect(
        Text("查找公式返回 #N/A", "a look-up that gives #N/A"),
        "05005",
        ("PX108",),
        _kpi("05005", "月结天数", actual=Formula("NA()", "#N/A")),
    ),
    Defect(Text("表末的合计行", "a row of totals below the table"), "", ("PX134",), _total_row),
    Defect(
        Text("招聘目标分到个人后少了 5 人", "hiring goals of people that fall five short of the department's"),
        "",
        ("PX355",),
        _goal("P06-2", target=30),
    ),
    Defect(
        Text("个人目标写得含糊，没有衡量方法", "a vague goal without a measure"),
        "",
        ("PX358", "PX359"),
        _goal("P02-1", goal="进一步优化代码评审", measure=""),
    ),
    Defect(
        Text("部门另提了目标值，一直没有商定", "a counter-proposal that was never settled"),
        "",
        ("PX371",),
        _goal(
            "D04-3",
            response="counter",
            counter_target=Percent(1.6),
            counter_reason="新线爬坡期间材料损耗偏高",
            agreed_by="",
            agreed_on=None,
        ),
    ),
)
# Not wrong, but seldom: a KPI that does not apply, a recused rater, a missing actual that a decision supplies.
_SELDOM: tuple[Callable[[Rows], None], ...] = (
    _kpi("04011", "平均修复时间", actual=None, not_applicable_reason="全年负责新线安装，没有维修工单"),
    _kpi("05006", "月结天数", actual=None),
    _recused,
)


def with_defects(rows: Rows) -> Rows:
    """`rows` with everything above put in; the rows themselves are changed."""
    for make in (*(defect.make for defect in DEFECTS), *_SELDOM):
        make(rows)
    return rows
