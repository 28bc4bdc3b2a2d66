"""Random settings, schemes, dimensions, grades and goals of one cycle."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from .draws import Draw, weight_text
from .random_kpis import MEASURES, measure, refused, unreadable, unusable
from .reading import Row

DEPARTMENTS = ("销售部", "研发部", "生产部", "财务部", "人力部", "客服部")
TROUBLED = DEPARTMENTS[-1]  # its goals go wrong in some cycles; few people work there
ROLES = ("manager", "peer", "self", "subordinate", "customer")
POLICIES = ("block", "zero", "renormalise")
SHAPES = (
    ("kpi",),
    ("kpi", "manager"),
    ("kpi", "manager", "peer", "self"),
    ("kpi", "manager", "peer", "subordinate", "customer", "department"),
    ("manager", "department"),
    ("kpi", "department", "customer"),
)
LABELS = ("不合格", "待改进", "合格", "良好", "优秀")
FIVE_WORDS = "; ".join(f"{label}={rating}" for rating, label in enumerate(LABELS, start=1))
SCALES: tuple[Row, ...] = (
    {"scale_min": "1", "scale_max": "5"},
    {"scale_min": "0", "scale_max": "10"},
    {"scale_min": "0", "scale_max": "100"},
    {"scale_min": "1", "scale_max": "5", "scale_labels": FIVE_WORDS},
    {"scale_points": "1=40; 2=60; 3=80; 4=95; 5=110", "scale_labels": FIVE_WORDS},
    {"scale_min": "1", "scale_max": "5", "scale_points": "1=30; 2.5=65; 5=105"},
)
GRADES = (
    (("A", "90"), ("B", "80"), ("C", "70"), ("D", "60"), ("E", "0")),
    (("优", "95.5"), ("良", "85"), ("中", "60"), ("差", "0")),
    (("S", "110"), ("A", "90"), ("B", "75"), ("C", "40")),
)


@dataclass
class Standards:
    """What a cycle's people are drawn against."""

    cycle: dict[str, Any]
    starts_on: date
    ends_on: date
    schemes: dict[str, dict[str, Row]] = field(default_factory=dict)
    dimensions: dict[str, list[str]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    weight_style: str = "plain"

    @property
    def sound(self) -> list[str]:
        """Schemes whose weights add up."""
        return [name for name in self.schemes if name not in self.broken]

    @property
    def digits(self) -> int:
        """Decimals of a final score."""
        return int(self.cycle["settings"]["rounding_digits"] or "2")

    @property
    def bounds(self) -> list[Decimal]:
        """The grades' lower bounds."""
        return [Decimal(row["lower_bound"]) for row in self.cycle["grades"]]


def random_standards(draw: Draw) -> Standards:
    """A cycle without people; the caller adds their rows."""
    starts_on = draw.choice((date(2026, 1, 1), date(2025, 7, 1), date(2024, 2, 1)))
    ends_on = starts_on + timedelta(days=draw.choice((89, 180, 364)))
    grades = [
        {"grade": grade, "lower_bound": bound, "coefficient": "", "quota": "", "meaning": ""}
        for grade, bound in draw.choice(GRADES)
    ]
    deadline = ends_on + timedelta(days=10)
    as_of = deadline + timedelta(days=draw.choice((-5, 0, 1, 30)))
    cycle: dict[str, Any] = {"as_of": as_of.isoformat(), "grades": grades}
    for sheet in ("schemes", "dimensions", "employees", "assignments", "goals", "kpis", "ratings", "adjustments"):
        cycle[sheet] = []
    cycle["settings"] = _settings(draw, starts_on, ends_on) | {
        "deadline_on": deadline.isoformat() if draw.chance(0.85) else "",
        "veto_grade": draw.choice(("", draw.choice(grades)["grade"])),
    }
    standards = Standards(cycle, starts_on, ends_on, weight_style=_style(draw))
    _add_schemes(draw, standards)
    _add_goals(draw, standards)
    return standards


def _style(draw: Draw) -> str:
    return draw.choice(("plain", "plain", "percent", "fraction"))


def _settings(draw: Draw, starts_on: date, ends_on: date) -> Row:
    return {
        "name": f"{starts_on.year} 年度绩效",
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "language": draw.choice(("zh", "zh", "en")),
        "rounding_digits": draw.choice(("", "2", "2", "0", "1", "3")),
        "coverage_floor": draw.choice(("", "70", "70%", "50", "85.5", "0")),
        "extra_cap_each": draw.choice(("", "2", "3.5")),
        "extra_cap_total": draw.choice(("", "4", "5")),
        "deduct_cap_total": draw.choice(("", "6", "3.25")),
    }


def _add_schemes(draw: Draw, standards: Standards) -> None:
    style, dimension_style = _style(draw), _style(draw)
    alone = draw.chance(0.15)
    shapes = [draw.choice(SHAPES)] if alone else draw.sample(SHAPES, draw.randint(2, 5))
    for number, shape in enumerate(shapes, start=1):
        _add_scheme(draw, standards, f"方案{number}", shape, style=style)
    for name in standards.sound:
        _add_dimensions(draw, standards, name, style=dimension_style)
    if alone:
        return
    if draw.chance(0.4):
        standards.broken.append("权重有误")
        _add_scheme(draw, standards, "权重有误", ("kpi", "manager", "peer"), style=style)
    if draw.chance(0.4):
        standards.broken.append("维度有误")
        _add_scheme(draw, standards, "维度有误", ("kpi", "manager"), style=style)
        _add_dimensions(draw, standards, "维度有误", style=dimension_style)


def _add_scheme(draw: Draw, standards: Standards, name: str, shape: tuple[str, ...], *, style: str) -> None:
    weights = draw.wrong_weights(len(shape)) if name == "权重有误" else draw.weights(len(shape))
    scale = draw.choice(SCALES)
    for component, weight in zip(shape, weights, strict=True):
        row = dict.fromkeys(("min_raters", "scale_min", "scale_max", "scale_points", "scale_labels"), "")
        row |= {"scheme": name, "component": component, "weight": weight_text(weight, style)}
        row["missing_policy"] = draw.choice(("", *POLICIES, "zero", "renormalise"))
        if component in ROLES:
            row |= scale if draw.chance(0.8) else draw.choice(SCALES)
            row["min_raters"] = draw.choice(("", "1", "2")) if component in ("peer", "subordinate") else ""
        standards.schemes.setdefault(name, {})[component] = row
        standards.cycle["schemes"].append(row)


def _add_dimensions(draw: Draw, standards: Standards, name: str, *, style: str) -> None:
    broken = name in standards.broken
    if not broken and (draw.chance(0.6) or not set(ROLES) & standards.schemes[name].keys()):
        return
    names = ["态度", "能力", "协作", "创新"][: draw.randint(2, 4)]
    weights = draw.wrong_weights(len(names)) if broken else draw.weights(len(names))
    standards.dimensions[name] = names
    for dimension, weight in zip(names, weights, strict=True):
        row = {"scheme": name, "dimension": dimension, "weight": weight_text(weight, style), "meaning": ""}
        standards.cycle["dimensions"].append(row)


def _add_goals(draw: Draw, standards: Standards) -> None:
    used = any("department" in scheme for scheme in standards.schemes.values())
    if not used and draw.chance(0.7):
        return
    style = _style(draw)
    _goal(draw, standards, level="company", weight="")
    for department in DEPARTMENTS:
        count = draw.randint(2, 4)
        wrong = department == TROUBLED and draw.chance(0.2)
        for weight in draw.wrong_weights(count) if wrong else draw.weights(count):
            _goal(draw, standards, level="department", department=department, weight=weight_text(weight, style))


def _goal(draw: Draw, standards: Standards, *, level: str, weight: str, department: str = "") -> None:
    row = dict.fromkeys(("owner_id", "parent_goal_id", "measure", "unit", "agreed_by", "agreed_on"), "")
    number = len(standards.cycle["goals"]) + 1
    row |= {"goal_id": f"G{number:03}", "level": level, "department": department, "goal": f"目标{number}"}
    row |= measure(draw, draw.choice(tuple(MEASURES)))
    if department == TROUBLED and draw.chance(0.3):
        spoil = draw.choice((lambda _, goal: goal | {"actual": ""}, unreadable, refused, unusable))
        row = spoil(draw, row)
    standards.cycle["goals"].append(row | {"weight": weight})
