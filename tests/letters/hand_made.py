"""Scores made by hand, so that letters can be tested without the rules: tables as perfxl.rules.scores describes them."""

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd

from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.tables import cycle_from_tables
from perfxl.findings.base import Findings
from perfxl.rules.completeness import Completeness
from perfxl.rules.kpi_scores import Evidence

NAN = float("nan")
SETTINGS: dict[str, Any] = {
    "name": "2026 年度",
    "starts_on": date(2026, 1, 1),
    "ends_on": date(2026, 12, 31),
    "letter_on": date(2027, 1, 20),
    "appeal_until": date(2027, 1, 31),
    "deadline_on": date(2027, 1, 10),
    "feedback_until": date(2027, 2, 5),
    "company": "示例制造有限公司",
    "signatory": "人力资源部",
    "extra_cap_each": 3.0,
    "extra_cap_total": 5.0,
}

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6360f8cf000003010100c9fe92ef"
    "0000000049454e44ae426082"
)  # one white point


def kpi(name: str, weight: float, rule: str, *, points: float, **typed: Any) -> dict[str, Any]:
    """A KPI; target and actual as typed texts, points as the rules would give them."""
    return {"kpi": name, "weight": weight, "rule": rule, "points": points, "status": "present", "of": 100.0, **typed}


SIX_KPIS = (
    kpi("销售收入", 30, "ratio_up", points=104.16667, target="1,200", actual="1,250", unit="万元", evidence="财务系统"),
    kpi("回款率", 20, "ratio_up", points=96.31579, target="95%", actual="91.5%"),
    kpi("客户投诉", 15, "deduct", points=92, actual="4", unit="次", parameters="each=2"),
    kpi(
        "新客户开发",
        15,
        "step",
        points=94.5,
        target="20",
        actual="23",
        unit="家",
        parameters="base=90; each=1; points=1.5; up=12; down=20",
    ),
    kpi("预测准确度", 10, "on_target", points=62, target="100%", actual="98.1%", parameters="tolerance=5%"),
    kpi("渠道手册", 10, "milestone", points=70, actual="需求、初稿", parameters="需求=30; 初稿=40; 发布=30"),
)


@dataclass
class Person:
    """One person of the hand-made scores."""

    employee_id: str
    name: str
    department: str = "销售部"
    position: str = "客户经理"
    kpis: tuple[dict[str, Any], ...] = SIX_KPIS
    parts: tuple[tuple[str, float, float, float, int], ...] = (
        ("kpi", 60, 92.5, NAN, 0),
        ("manager", 20, 95, 4.0, 1),
        ("peer", 10, 92.75, 3.85, 4),
        ("department", 10, 101.5, NAN, 0),
    )
    status: str = "scored"
    grade: str = "A"
    computed_grade: str = "A"
    adjustments: tuple[dict[str, Any], ...] = ()
    language: str = ""
    comments: tuple[tuple[str, str, str], ...] = (("manager", "E9000", "客户沟通细致，季度末收款节奏可以再提前。"),)
    spans: tuple[dict[str, Any], ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


def scores_of(*people: Person, **settings: Any) -> SimpleNamespace:
    """Scores of these people; base and score follow from their parts and counted adjustments."""
    kpis, kpi_rows = _kpis(people)
    adjustments = [(person, row) for person in people for row in person.adjustments]
    tables = {
        "employees": pd.DataFrame(
            {
                "employee_id": [p.employee_id for p in people],
                "letter_language": [p.language for p in people],
                "manager_id": [p.more.get("manager_id", "") for p in people],
            }
        ),
        "kpis": kpis,
        "adjustments": pd.DataFrame({"on": pd.to_datetime([row.get("on") for _, row in adjustments])}),
        "goals": _goals(),
        "schemes": _schemes(),
        "grades": pd.DataFrame(
            {
                "grade": ["A", "B", "C", "D"],
                "lower_bound": [92.0, 80, 60, 0],
                "meaning": ["优秀", "良好", "合格", "待提高"],
            }
        ),
        "check_ins": _check_ins(people),
    }
    cycle = cycle_from_tables(CycleSettings(**{**SETTINGS, **settings}), tables, as_of=date(2027, 1, 15))
    parts = [_part(p, span, part) for p in people for span in range(max(1, len(p.spans))) for part in p.parts]
    return SimpleNamespace(
        cycle=cycle,
        people=pd.DataFrame([_person(p) for p in people]),
        assignments=pd.DataFrame([row for p in people for row in _spans(p)]),
        components=pd.DataFrame(parts),
        kpis=kpi_rows,
        goals=_goal_rows(),
        raters=pd.DataFrame(
            [
                {
                    "span": 0,
                    "employee_id": p.employee_id,
                    "role": role,
                    "rater_id": rater,
                    "value": 4.0,
                    "counted": True,
                    "comment": comment,
                }
                for p in people
                for role, rater, comment in p.comments
            ],
            columns=["span", "employee_id", "role", "rater_id", "value", "counted", "comment"],
        ),
        adjustments=_adjustment_rows(adjustments),
        calibration=pd.DataFrame(
            [{"employee_id": p.employee_id, **p.more["calibration"]} for p in people if "calibration" in p.more],
            columns=["employee_id", "grade", "reason"],
        ),
        findings=Findings.of(finding for p in people for finding in p.more.get("findings", ())),
        completeness=Completeness(1.0, *[pd.DataFrame()] * 2, _owners(people)),
        fingerprints=SimpleNamespace(employees={p.employee_id: "1a2b3c4d5e6f" + "0" * 52 for p in people}),
    )


def _owners(people: tuple[Person, ...]) -> pd.DataFrame:
    columns = ["owner_id", "employee_id", "department", "what", "place"]
    rows = [
        {"employee_id": p.employee_id, "department": p.department, **row} for p in people for row in p.more.get("owed", ())
    ]
    return pd.DataFrame(rows, columns=columns)


def base_of(person: Person) -> float:
    return sum(weight * points / 100 for _, weight, points, _, _ in person.parts)


def _person(person: Person) -> dict[str, Any]:
    counted = {
        kind: sum(r.get("counted", 0) for r in person.adjustments if r["kind"] == kind) for kind in ("extra", "deduct")
    }
    adjustment = min(5, counted["extra"]) - counted["deduct"]
    scored = person.status == "scored"
    return {
        "employee_id": person.employee_id,
        "name": person.name,
        "department": person.department,
        "position": person.position,
        "scheme": "销售岗",
        "status": person.status,
        "base": base_of(person) if scored else NAN,
        "adjustment": adjustment,
        "score": max(0.0, round(base_of(person) + adjustment, 2)) if scored else NAN,
        "computed_grade": person.computed_grade if scored else "",
        "grade": person.grade if scored else "",
    }


def _spans(person: Person) -> list[dict[str, Any]]:
    whole = {
        "scheme": "销售岗",
        "department": person.department,
        "from_on": "2026-01-01",
        "to_on": "2026-12-31",
        "days": 365,
        "share": 1.0,
    }
    return [
        {"span": number, "employee_id": person.employee_id, "base": base_of(person), **whole, **span}
        | {key: pd.Timestamp({**whole, **span}[key]) for key in ("from_on", "to_on")}
        for number, span in enumerate(person.spans or ({},))
    ]


def _part(person: Person, span: int, part: tuple[str, float, float, float, int]) -> dict[str, Any]:
    component, weight, points, mean, n_raters = part
    return {
        "span": span,
        "employee_id": person.employee_id,
        "scheme": "销售岗",
        "component": component,
        "weight": weight,
        "points": points,
        "as_rated": person.more.get("as_rated", {}).get(component, points),
        "contribution": weight * points / 100,
        "mean": mean,
        "n_raters": n_raters,
        "status": person.more.get("part_status", {}).get(component, "present"),
    }


def _kpis(people: tuple[Person, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [(p, span, k) for p in people for span in range(max(1, len(p.spans))) for k in p.kpis]
    sheet = pd.DataFrame([{"employee_id": p.employee_id, **_typed(k)} for p, _, k in rows])
    scored = pd.DataFrame(
        [
            {
                "row": number,
                "span": span,
                "employee_id": p.employee_id,
                **{key: k[key] for key in ("kpi", "weight", "of", "rule", "points")},
                "evidence": int(Evidence[k["status"].upper()]),
                "contribution": k["points"] * k["weight"] / k["of"],
            }
            for number, (p, span, k) in enumerate(rows)
        ]
    )
    return sheet, scored


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    typed: dict[str, Any] = {
        key: row.get(key, "") for key in ("kpi", "rule", "unit", "parameters", "evidence", "not_applicable_reason")
    }
    typed["cap"] = row.get("cap", NAN)
    for key in ("target", "actual", "floor", "stretch"):
        text = row.get(key, "")
        bare = text.replace(",", "").rstrip("%")
        typed |= {f"{key}.text": text, f"{key}.percent": text.endswith("%")}
        typed[key] = float(bare) if bare.replace(".", "", 1).replace("-", "", 1).isdigit() else NAN
    return typed


def _goals() -> pd.DataFrame:
    return pd.DataFrame({"goal_id": ["G1", "G2"], "department": ["销售部"] * 2, "goal": ["部门收入", "部门回款率"]})


def _goal_rows() -> pd.DataFrame:
    rows = [("部门收入", 60, 103.0), ("部门回款率", 40, 99.25)]
    return pd.DataFrame(
        [
            {"row": number, "department": "销售部", "goal": goal, "weight": weight, "points": points, "evidence": 0}
            for number, (goal, weight, points) in enumerate(rows)
        ]
    )


def _schemes() -> pd.DataFrame:
    steps = "1=40; 2=60; 3=80; 4=95; 5=110"
    rows = [
        ("kpi", NAN, NAN, ""),
        ("manager", 1.0, 5.0, steps),
        ("peer", 1.0, 5.0, steps),
        ("department", NAN, NAN, ""),
    ]
    return pd.DataFrame(rows, columns=["component", "scale_min", "scale_max", "scale_points"]).assign(scheme="销售岗")


def _check_ins(people: tuple[Person, ...]) -> pd.DataFrame:
    rows = [{"employee_id": p.employee_id, **row} for p in people for row in p.more.get("check_ins", ())]
    table = pd.DataFrame(
        rows, columns=["employee_id", "on", "kind", "next_step", "notes", "by_id"], dtype=object
    ).fillna("")
    return table.assign(on=pd.to_datetime(table["on"]))


def _adjustment_rows(rows: list[tuple[Person, dict[str, Any]]]) -> pd.DataFrame:
    columns = ["row", "employee_id", "kind", "item", "claimed", "approved", "counted", "status", "reason"]
    made = [
        {
            "row": number,
            "employee_id": person.employee_id,
            "claimed": NAN,
            "approved": NAN,
            "counted": 0.0,
            "reason": "",
            **row,
        }
        for number, (person, row) in enumerate(rows)
    ]
    return pd.DataFrame(made, columns=columns)
