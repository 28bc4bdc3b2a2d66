"""Companies with known faults planted in them, and their clean twins: what a review should see, and what it should not.

120 people in 6 departments of different success, KPIs and peers' ratings in three dimensions; the same seed gives the same
company but for what is planted.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.tables import Cycle, cycle_from_tables

FAULTS = ("severe", "halo", "no_variance", "redundant", "easy_target", "hidden")
SEVERE, HALO = "E000", "E001"  # raters
DEAD, FIRST_TWIN, SECOND_TWIN, EASY = "安全", "收入", "回款", "交付"
UNFAIR = "乙"
KPIS = (DEAD, FIRST_TWIN, SECOND_TWIN, EASY, "质量", "成本")
DIMENSIONS = ("专业", "协作", "责任")
_DEPARTMENTS = ("销售部", "研发部", "客服部", "生产部", "财务部", "人事部")


@dataclass
class Company:
    """What chance gives everybody before anything is planted. n people, of whom the first `raters` rate."""

    seed: int
    n: int = 120
    raters: int = 24
    peers: int = 4
    random: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.random = np.random.default_rng(self.seed)
        self.ids = np.array([f"E{i:03d}" for i in range(self.n)], dtype=object)
        self.department = np.arange(self.n) % len(_DEPARTMENTS)
        # The more successful a department, the more of its people are of the group that may be treated worse.
        self.unfair = self.random.random(self.n) < 0.10 + 0.16 * self.department
        self.skill = self.random.normal(size=self.n)
        self.points = 86 + 6.5 * self.department[:, None] + 4 * self.skill[:, None]
        self.points = self.points + 7 * self.random.normal(size=(self.n, len(KPIS)))
        order = self.random.random((self.n, self.raters))
        order[np.arange(self.raters), np.arange(self.raters)] = 2.0  # nobody is one's own peer
        self.chosen = np.argsort(order, axis=1)[:, : self.peers]
        level = 3.4 + 0.5 * self.skill[:, None] + 0.35 * self.random.normal(size=(self.n, len(DIMENSIONS)))
        noise = 0.45 * self.random.normal(size=(self.n, self.peers, len(DIMENSIONS)))
        whole = 0.25 * self.random.normal(size=(self.n, self.peers, 1))
        lenience = 0.12 * self.random.normal(size=self.raters)
        self.rating = level[:, None, :] + noise + whole + lenience[self.chosen][:, :, None]

    def with_faults(self, faults: Collection[str]) -> Cycle:
        """The cycle with these of FAULTS planted."""
        points, rating = self.points.copy(), self.rating.copy()
        if "severe" in faults:
            rating[self.chosen == 0] -= 1.2
        if "halo" in faults:
            rating[self.chosen == 1] = rating[self.chosen == 1].mean(axis=1, keepdims=True)
        if "hidden" in faults:
            points -= np.where(self.unfair, 12.0, 0.0)[:, None]
        if "no_variance" in faults:
            points[:, 0] = 100.0
        if "redundant" in faults:
            points[:, 2] = points[:, 1] + 1.5 * self.random.normal(size=self.n)
        if "easy_target" in faults:
            points[:, 3] = 112 + 0.3 * (points[:, 3] - points[:, 3].mean())
        return self._cycle(np.clip(points, 0, 130), np.clip(np.rint(rating), 1, 5))

    def _cycle(self, points: np.ndarray, rating: np.ndarray) -> Cycle:
        people, kpis, dimensions = self.n, len(KPIS), len(DIMENSIONS)
        each = np.repeat(self.ids, self.peers * dimensions)
        tables = {
            "schemes": pd.DataFrame(
                {
                    "scheme": ["岗位", "岗位"],
                    "component": ["kpi", "peer"],
                    "weight": [70.0, 30.0],
                    "scale_min": [np.nan, 1.0],
                    "scale_max": [np.nan, 5.0],
                }
            ),
            "dimensions": pd.DataFrame({"scheme": "岗位", "dimension": DIMENSIONS, "weight": [40.0, 30.0, 30.0]}),
            "grades": pd.DataFrame({"grade": list("ABCD"), "lower_bound": [92.0, 84.0, 70.0, 0.0]}),
            "employees": pd.DataFrame(
                {
                    "employee_id": self.ids,
                    "name": self.ids,
                    "department": np.array(_DEPARTMENTS, dtype=object)[self.department],
                    "group": np.where(self.unfair, UNFAIR, "甲").astype(object),
                }
            ),
            "kpis": pd.DataFrame(
                {
                    "employee_id": np.repeat(self.ids, kpis),
                    "kpi": np.tile(np.array(KPIS, dtype=object), people),
                    "weight": np.tile([20.0, 20.0, 15.0, 15.0, 15.0, 15.0], people),
                    "rule": "manual",
                    "actual": points.ravel(),
                }
            ),
            "ratings": pd.DataFrame(
                {
                    "employee_id": each,
                    "rater_id": np.repeat(self.ids[self.chosen].ravel(), dimensions),
                    "role": "peer",
                    "dimension": np.tile(np.array(DIMENSIONS, dtype=object), people * self.peers),
                    "rating": rating.ravel(),
                }
            ),
        }
        settings = CycleSettings(name="2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
        return cycle_from_tables(settings, tables, as_of=date(2026, 12, 31))
