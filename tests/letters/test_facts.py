"""What a letter says of a person: from scores to facts, nothing of anybody else."""

from dataclasses import replace
from datetime import date
from typing import Any

from perfxl.letters.facts import AdjustmentLine, Comment, ComponentLine, KpiLine, LetterFacts, MoveLine, Observation
from perfxl.letters.gathering import letter_facts, may_show
from tests.letters.hand_made import NAN, SIX_KPIS, Person, kpi, scores_of

EXTRA = {"kind": "extra", "item": "编写手册", "on": "2026-08-03", "claimed": 3.0, "approved": 2.0, "counted": 2.0}


def facts_of(person: Person, **settings: Any) -> LetterFacts:
    return letter_facts(scores_of(person, Person("E9", "别人"), **settings))[person.employee_id]


def test_components_and_kpis_carry_every_number_of_the_score() -> None:
    facts = facts_of(Person("E1", "云一帆"))

    (stretch,) = facts.stretches
    assert stretch.components[0] == ComponentLine(
        title="业绩指标", weight="60%", basis="6 项指标，见下表", points="92.50", contribution="55.50"
    )
    assert stretch.components[1].basis == "评分 4.00（满分 5）"
    assert stretch.components[2].basis == "4 人，均值 3.85（满分 5）"
    assert stretch.kpis[0] == KpiLine(
        name="销售收入",
        weight="30%",
        target="1,200\u00a0万元",
        actual="1,250\u00a0万元",
        rule="100×实际÷目标",
        points="104.17",
        contribution="31.25",
        note="",
        bar=104.16667,
    )
    assert (facts.score, facts.base, facts.adjustment, facts.grade, facts.grade_meaning) == (
        "93.93",
        "93.93",
        "0.00",
        "A",
        "优秀",
    )


def test_how_the_score_was_computed_leads_from_components_to_the_rounded_score() -> None:
    facts = facts_of(Person("E1", "云一帆", adjustments=({**EXTRA, "status": "counted"},)))

    assert facts.reckoning == (
        "基础分＝业绩指标 92.5×60%＋上级评价 95×20%＋同事评价 92.75×10%＋部门绩效 101.5×10%＝93.925。",
        "部门绩效＝部门收入 103.00×60%＋部门回款率 99.25×40%。",
        "评价均值按 1=40; 2=60; 3=80; 4=95; 5=110 换算成分数，中间按线性。",
        "加分合计 2（合计上限 5）。",
        "得分＝93.925＋2＝95.925，四舍五入到 2 位小数为 95.93（只在最后取整一次）。",
        "等级下限（含）：A 92、B 80、C 60、D 0。",
    )


def test_a_letter_is_in_the_persons_language_else_in_the_cycles() -> None:
    scores = scores_of(Person("E1", "Ann", language="en"), Person("E2", "云一帆"))

    english, chinese = letter_facts(scores).values()

    assert (english.language, chinese.language) == ("en", "zh")
    assert (english.period, english.stretches[0].components[0].title) == ("1 January 2026 to 31 December 2026", "KPIs")
    assert english.reckoning[0] == (
        "Base score = KPIs 92.5 × 60% + Manager 95 × 20% + Peers 92.75 × 10% + Department 101.5 × 10% = 93.925."
    )


def test_what_was_adjusted_is_said_with_what_became_of_it() -> None:
    adjustments = (
        {**EXTRA, "status": "counted"},
        {"kind": "extra", "item": "支援值班", "status": "pending"},
        {"kind": "deduct", "item": "归档逾期", "status": "refused"},
    )

    assert facts_of(Person("E1", "云一帆", adjustments=adjustments)).adjustments == (
        AdjustmentLine(kind="加分", item="编写手册（2026年8月3日）", outcome="申报 3 分，批准 2 分，计入 2 分"),
        AdjustmentLine(kind="加分", item="支援值班", outcome="尚待批准，本信未计入；批准后将重新计算并另行通知"),
        AdjustmentLine(kind="扣分", item="归档逾期", outcome="批准手续不全或未获批准，未计入"),
    )


def test_a_veto_and_a_calibration_say_why_the_grade_is_not_that_of_the_score() -> None:
    veto = {"kind": "veto", "item": "泄露报价", "status": "veto"}
    vetoed = facts_of(Person("E1", "云一帆", adjustments=(veto,), grade="D"))
    calibrated = facts_of(Person("E1", "云一帆", grade="B", more={"calibration": {"grade": "B", "reason": "横向比较"}}))
    confirmed = facts_of(Person("E1", "云一帆", more={"calibration": {"grade": "A", "reason": "全年稳定"}}))

    assert vetoed.grade_note == "按得分为 A；因一票否决，等级为 D"
    assert calibrated.grade_note == "按得分为 A，经校准会议定为 B（横向比较）"
    assert confirmed.grade_note == "与得分一致，经校准会议确认（全年稳定）"


def test_a_correction_for_strict_raters_is_said_with_the_points_before_and_after() -> None:
    person = Person("E1", "云一帆", more={"as_rated": {"manager": 78.5}})
    [part] = [part for part in person.parts if part[0] == "manager"]

    told = facts_of(person).notices

    assert told == (f"上级评价：按公布的标准校正了评价人的宽严，由 78.50 分成为 {part[2]:.2f} 分。",)
    assert facts_of(Person("E1", "云一帆")).notices == ()


def test_not_applicable_and_zeroed_kpis_are_said_and_not_drawn_as_if_they_were_earned() -> None:
    kpis = (
        {**SIX_KPIS[0], "of": 80.0},
        {**SIX_KPIS[1], "of": 80.0, "status": "not_applicable", "points": NAN, "not_applicable_reason": "无回款责任"},
        {**SIX_KPIS[2], "of": 80.0, "status": "zeroed", "points": 0.0, "actual": ""},
    )

    facts = facts_of(Person("E1", "云一帆", kpis=kpis))

    _, without, zeroed = facts.stretches[0].kpis
    assert (without.points, without.contribution, without.bar, without.note) == (
        "—",
        "—",
        None,
        "不适用，不计：无回款责任",
    )
    assert (zeroed.points, zeroed.actual, zeroed.note) == (
        "0.00",
        "—",
        "截止日期（2027年1月10日）前未收到数据，按方案计 0 分",
    )
    assert facts.notices == (
        "部分指标不适用，其权重已按比例分给其余指标（适用权重合计 80%）。",
        "截止日期后仍未收到：客户投诉。按已公布的方案计 0 分；如有凭证，请在复核时提交。",
    )


def test_strengths_have_evidence_and_what_lags_has_a_next_step() -> None:
    facts = facts_of(Person("E1", "云一帆"))

    assert facts.strengths[0] == Observation(
        topic="销售收入", evidence="目标 1,200\u00a0万元，实际 1,250\u00a0万元，得 104.17 分（来源：财务系统）"
    )
    assert [one.topic for one in facts.to_work_on] == ["预测准确度", "渠道手册", "上级评价"]
    assert facts.to_work_on[1].next_step == "尚未完成：发布。为每一项排定完成日期，并与上级约定检查点。"


def test_four_points_below_the_target_are_nothing_to_work_on_and_nobody_goes_without_a_strength() -> None:
    one = (kpi("响应率", 100, "ratio_up", points=95.1, target="100%", actual="95.1%"),)

    facts = facts_of(Person("E1", "云一帆", kpis=one, parts=(("kpi", 100, 95.1, NAN, 0),)))

    assert facts.to_work_on == ()
    assert [strength.topic for strength in facts.strengths] == ["响应率"]


def test_steps_are_judged_from_their_base_because_that_is_what_the_target_earns() -> None:
    rule = "base=90; each=1; points=1.5; up=12; down=20"
    reached = kpi("新客户", 50, "step", points=90, target="20", actual="20", parameters=rule)
    short = kpi("续约", 50, "step", points=84, target="20", actual="16", unit="家", parameters=rule)

    facts = facts_of(Person("E1", "云一帆", kpis=(reached, short), parts=(("kpi", 100, 87, NAN, 0),)))

    assert [one.topic for one in facts.strengths] == ["新客户"]
    assert [(one.topic, one.next_step[:10]) for one in facts.to_work_on] == [("续约", "与目标相差 4 家。")]


def test_the_floor_of_a_deduction_is_in_points() -> None:
    faults = kpi("差错", 100, "deduct", points=92, actual="4", unit="件", floor="40", parameters="each=2")

    (stretch,) = facts_of(Person("E1", "云一帆", kpis=(faults,))).stretches

    assert stretch.kpis[0].rule == "100−2×次数，最低 40"


def test_ratings_that_nobody_gave_are_nothing_for_the_person_to_work_on() -> None:
    parts = (("kpi", 90, 100, NAN, 0), ("peer", 10, 0, NAN, 0))
    person = Person("E1", "云一帆", kpis=(SIX_KPIS[0],), parts=parts, more={"part_status": {"peer": "zeroed"}})

    facts = facts_of(person)

    assert facts.to_work_on == ()
    assert facts.notices[0].startswith("截止日期后仍未收到：同事评价。")


def test_the_next_step_of_a_band_names_the_next_band() -> None:
    low = kpi("检查", 100, "bands", points=90, actual="83", unit="分", parameters="<60:0; 60-85:90; >=85:110")

    (observation,) = facts_of(Person("E1", "云一帆", kpis=(low,), parts=(("kpi", 100, 90, NAN, 0),))).to_work_on

    assert observation.next_step.startswith("下一档为 ≥85，得 110 分。")


def test_somebody_who_moved_sees_every_stretch_with_its_days() -> None:
    spans = (
        {"to_on": "2026-06-30", "days": 181, "share": 181 / 365},
        {"from_on": "2026-07-01", "days": 184, "share": 184 / 365, "department": "客服部", "scheme": "客服岗"},
    )

    facts = facts_of(Person("E1", "周岚", spans=spans))

    assert facts.moves[1] == MoveLine(
        period="2026年7月1日至2026年12月31日",
        department="客服部",
        scheme="客服岗",
        days="184",
        share="50.41%",
        base="93.93",
    )
    assert [stretch.title for stretch in facts.stretches] == [
        "2026年1月1日至2026年6月30日　销售部（销售岗）",
        "2026年7月1日至2026年12月31日　客服部（客服岗）",
    ]
    assert "按任职天数合成，基础分＝93.925×181/365＋93.925×184/365＝93.925。" in facts.reckoning
    assert len({one.topic for one in facts.to_work_on}) == len(facts.to_work_on)


COMMENTS = (
    ("manager", "E7", "稳重。"),
    ("peer", "E4", "合作好。"),
    ("peer", "E5", "答复快。"),
    ("peer", "E6", ""),
    ("customer", "K1", "上门及时。"),
)


def test_by_default_only_the_managers_comments_are_shown() -> None:
    assert facts_of(Person("E1", "云一帆", comments=COMMENTS)).comments == (Comment(role="上级评价", text="稳重。"),)


def test_other_comments_need_enough_raters_and_come_in_an_order_that_tells_nothing() -> None:
    person = Person("E1", "云一帆", comments=COMMENTS)
    other_order = replace(person, comments=COMMENTS[::-1])

    shown = facts_of(person, comments_shown="all").comments

    assert [(one.role, one.text) for one in shown] == [
        ("上级评价", "稳重。"),
        ("同事评价", "合作好。"),
        ("同事评价", "答复快。"),
    ]
    assert shown == facts_of(other_order, comments_shown="all").comments
    assert facts_of(person, comments_shown="none").comments == ()


def test_a_single_customer_stays_unknown() -> None:
    assert not may_show("customer", 2, comments_shown="all", min_raters_shown=3)
    assert may_show("customer", 3, comments_shown="all", min_raters_shown=3)


def test_few_raters_have_no_mean() -> None:
    parts = (("kpi", 90, 92.5, NAN, 0), ("peer", 10, 92.75, 3.85, 2))

    facts = facts_of(Person("E1", "云一帆", parts=parts))

    assert facts.stretches[0].components[1].basis == "人数较少，不列均值"
    assert not any("3.85" in text for _, text in facts.texts())


def test_no_letter_knows_anybody_elses_name_or_id() -> None:
    scores = scores_of(
        Person("E1001", "云一帆", comments=COMMENTS),
        Person("E1002", "林海清", more={"check_ins": [{"on": "2027-02-01", "kind": "planned", "by_id": "E1001"}]}),
        comments_shown="all",
    )

    for facts in letter_facts(scores).values():
        others = {"E1001", "E1002", "云一帆", "林海清", "E4", "E5", "E7", "K1"} - {facts.employee_id, facts.name}
        assert not [text for _, text in facts.texts() if any(other in text for other in others)]


def test_the_talk_is_the_next_planned_one_else_the_manager_arranges_it() -> None:
    check_ins = [{"on": "2026-06-01", "kind": "planned"}, {"on": "2027-01-28", "kind": "planned"}]

    planned = facts_of(Person("E1", "云一帆", more={"check_ins": check_ins}))
    open_ = facts_of(Person("E1", "云一帆"), feedback_until=None)

    assert planned.meeting.startswith("面谈时间：2027年1月28日。")
    assert open_.meeting == "您的上级会与您约定面谈时间。"


def test_only_people_with_a_score_get_a_letter() -> None:
    scores = scores_of(
        Person("E1", "云一帆"), Person("E2", "林海", status="held"), Person("E3", "何静", status="exempt")
    )

    assert list(letter_facts(scores)) == ["E1"]


def test_the_date_of_the_letter_is_the_cycles_else_the_as_of_date() -> None:
    assert facts_of(Person("E1", "云一帆"), letter_on=None).letter_on == "2027年1月15日"
    assert facts_of(Person("E1", "云一帆"), letter_on=date(2027, 2, 1)).letter_on == "2027年2月1日"
