"""The sample's cycle, schemes, dimensions and grades."""

from datetime import date

from perfxl.cycle.typed import Percent, Typed

Row = dict[str, Typed]

FIVE_POINTS = "1=40; 2=60; 3=80; 4=95; 5=110"
FIVE_WORDS = "优秀=5; 良好=4; 合格=3; 待改进=2; 不合格=1"


def settings() -> list[Row]:
    """The one row of the cycle sheet: an appraisal year from October to September."""
    return [
        {
            "name": "2026 年度 | 2026",
            "starts_on": date(2025, 10, 1),
            "ends_on": date(2026, 9, 30),
            "language": "zh",
            "rounding_digits": 2,
            "extra_cap_each": 5,
            "extra_cap_total": 8,
            "deduct_cap_total": 10,
            "veto_grade": "D",
            "min_raters_shown": 3,
            "coverage_floor": Percent(70),
            "deadline_on": date(2026, 10, 15),
            "results_final_on": date(2026, 11, 6),
            "letter_on": date(2026, 11, 10),
            "appeal_until": date(2026, 11, 30),
            "comments_shown": "manager",
            "company": "示例制造有限公司 | Sample Works Ltd.",
            "signatory": "示例制造有限公司 人力资源部 | HR, Sample Works Ltd.",
            "plan_until": date(2025, 10, 31),
            "assess_until": date(2026, 10, 15),
            "calibrate_until": date(2026, 10, 30),
            "feedback_until": date(2026, 11, 27),
        }
    ]


# scheme: (component, weight, policy, fewest raters)
_SCHEMES: dict[str, tuple[tuple[str, float, str, int | None], ...]] = {
    "销售岗": (
        ("kpi", 60, "block", None),
        ("manager", 20, "block", 1),
        ("customer", 10, "block", 2),
        ("department", 10, "block", None),
    ),
    "研发岗": (
        ("kpi", 50, "block", None),
        ("manager", 25, "block", 1),
        ("peer", 20, "block", 3),
        ("self", 5, "zero", 1),
    ),
    "客服岗": (
        ("kpi", 60, "renormalise", None),
        ("manager", 20, "block", 1),
        ("customer", 15, "block", 2),
        ("self", 5, "zero", 1),
    ),
    "生产岗": (("kpi", 70, "renormalise", None), ("manager", 20, "block", 1), ("department", 10, "block", None)),
    "职能岗": (
        ("kpi", 55, "block", None),
        ("manager", 25, "block", 1),
        ("peer", 15, "block", 2),
        ("self", 5, "zero", 1),
    ),
    "管理岗": (
        ("kpi", 35, "block", None),
        ("department", 30, "block", None),
        ("manager", 20, "block", 1),
        ("subordinate", 15, "block", 3),
    ),
}
_UNRATED = ("kpi", "department")


def schemes() -> list[Row]:
    """Six schemes; the customers of 销售岗 rate from 0 to 10 without a conversion, so its middle lands low."""
    return [
        {
            "scheme": scheme,
            "component": component,
            "weight": Percent(weight),
            "missing_policy": policy,
            **_scale(scheme, component, fewest),
        }
        for scheme, components in _SCHEMES.items()
        for component, weight, policy, fewest in components
    ]


def _scale(scheme: str, component: str, fewest: int | None) -> Row:
    if component in _UNRATED:
        return {}
    if component == "customer":
        points = "" if scheme == "销售岗" else "0=40; 5=75; 10=115"
        return {"min_raters": fewest, "scale_min": 0, "scale_max": 10, "scale_points": points}
    return {
        "min_raters": fewest,
        "scale_min": 1,
        "scale_max": 5,
        "scale_points": FIVE_POINTS,
        "scale_labels": FIVE_WORDS,
    }


_DIMENSIONS: dict[str, tuple[tuple[str, float, str], ...]] = {
    "研发岗": (
        ("专业能力", 40, "能独立解决本岗位的技术问题，并让他人看得懂"),
        ("交付质量", 30, "按约定时间交付，返工少"),
        ("协作", 30, "及时同步信息，乐于评审和帮助他人"),
    ),
    "管理岗": (
        ("目标达成", 40, "带领部门完成约定的目标"),
        ("团队建设", 30, "辅导和发展下属，分工清楚"),
        ("沟通协作", 30, "与其他部门配合顺畅，信息透明"),
    ),
}
DIMENSIONS = {scheme: tuple(name for name, _, _ in rows) for scheme, rows in _DIMENSIONS.items()}


def dimensions() -> list[Row]:
    """What the raters of two schemes look at."""
    return [
        {"scheme": scheme, "dimension": name, "weight": Percent(weight), "meaning": meaning}
        for scheme, rows in _DIMENSIONS.items()
        for name, weight, meaning in rows
    ]


def grades() -> list[Row]:
    """Five grades with the coefficients of performance pay; the two best have quotas."""
    rows = (
        ("S", 106, 1.5, 5, "远超目标，堪为榜样 | Far above target, an example to others"),
        ("A", 99, 1.2, 20, "超出目标 | Above target"),
        ("B", 85, 1.0, None, "达到目标 | On target"),
        ("C", 70, 0.8, None, "部分达到目标，需要改进 | Partly on target, to be improved"),
        ("D", 0, 0.5, None, "未达到目标，须制定改进计划 | Below target, an improvement plan is needed"),
    )
    return [
        {
            "grade": grade,
            "lower_bound": bound,
            "coefficient": factor,
            **({} if quota is None else {"quota": Percent(quota)}),
            "meaning": text,
        }
        for grade, bound, factor, quota, text in rows
    ]
