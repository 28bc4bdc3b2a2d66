"""The project's own letter: scored people with six KPIs, a chart and a manager's comment that nobody else has."""

from datetime import date

import numpy as np
import pandas as pd

import perfxl
from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.tables import cycle_from_tables
from perfxl.rules.scores import Scores

KPIS = ("销售收入", "回款率", "新客户数", "客户满意度", "预测准确度", "培训时数")
_CLAUSES = (
    "复盘很及时", "客户沟通细致", "收款节奏可以再提前", "接口边界梳理得清楚", "新人带得耐心", "报表口径说明完整",
    "预算前松后紧", "风险上报偏晚", "方案准备充分", "跨部门协作主动", "文档归档及时", "检查点设置合理",
)  # fmt: skip


def random_scores(n: int, *, namesakes: int = 0) -> Scores:
    """n scored people. namesakes: so many of them have one name."""
    random = np.random.default_rng(7)
    ids = [f"E{number:05d}" for number in range(n)]
    names = ["示例" + chr(0x4E00 + int(c)) for c in random.integers(0, 20_000, n)]
    for place in np.linspace(0, n - 1, namesakes, dtype=int):
        names[int(place)] = "示例同名"
    actuals = np.round(random.uniform(70, 120, n * len(KPIS)), 1)
    tables = {
        "employees": pd.DataFrame({"employee_id": ids, "name": names, "department": (["销售部", "研发部"] * n)[:n]}),
        "schemes": pd.DataFrame(
            {
                "scheme": ["岗位"] * 2,
                "component": ["kpi", "manager"],
                "weight": [70.0, 30.0],
                "scale_min": [np.nan, 1.0],
                "scale_max": [np.nan, 5.0],
                "scale_points": ["", "1=40; 2=60; 3=80; 4=95; 5=110"],
            }
        ),
        "grades": pd.DataFrame({"grade": list("ABCD"), "lower_bound": [95.0, 85.0, 60.0, 0.0]}),
        "kpis": pd.DataFrame(
            {
                "employee_id": np.repeat(np.array(ids, dtype=object), len(KPIS)),
                "kpi": list(KPIS) * n,
                "weight": [30.0, 20.0, 15.0, 15.0, 10.0, 10.0] * n,
                "rule": ["ratio_up"] * (n * len(KPIS)),
                "target": np.full(n * len(KPIS), 100.0),
                "actual": actuals,
                "actual.text": [str(actual) for actual in actuals],
            }
        ),
        "ratings": pd.DataFrame(
            {
                "employee_id": ids,
                "rater_id": ["M1"] * n,
                "role": ["manager"] * n,
                "rating": np.round(random.uniform(3, 5, n), 1),
                "comment": [_comment(number, random) for number in range(n)],
            }
        ),
    }
    settings = CycleSettings(
        name="2026 年度", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), company="示例制造有限公司"
    )
    return perfxl.score(cycle_from_tables(settings, tables, as_of=date(2026, 12, 31)))


def _comment(number: int, random: np.random.Generator) -> str:
    return f"第 {number} 次记录：" + "，".join(random.choice(_CLAUSES, 4, replace=False)) + "。"
