"""One random KPI or goal per rule, and the ways in which it can go wrong."""

from collections.abc import Callable
from decimal import Decimal

from .draws import Draw, typed
from .reading import Row

MILESTONES = ("需求", "设计", "开发", "上线")
UNREADABLE = ("约八十", "见附件", "八成左右")
NO_REASON = ("N/A", "—", "无")


def measure(draw: Draw, rule: str) -> Row:
    """The rule's columns, scorable, as texts: rule, target, floor, stretch, cap, parameters, actual."""
    blank = dict.fromkeys(("target", "floor", "stretch", "cap", "parameters", "actual"), "")
    row = blank | {"rule": rule} | MEASURES[rule](draw)
    if draw.chance(0.15):
        row["cap"] = draw.choice(("100", "110", "150", "130.5"))
    return row


def _near(draw: Draw, target: Decimal) -> Decimal:
    """An actual around `target`, at most four decimals."""
    share = draw.choice((Decimal("0.9"), Decimal("0.89995"), Decimal(1), draw.decimal(30, 135, 2) / 100))
    return (target * share).quantize(Decimal("0.0001"))


def _ratio(draw: Draw) -> Row:
    percent = draw.chance(0.2)
    target = draw.decimal(1, 900) + 1
    actual = draw.choice((Decimal(0), -target)) if draw.chance(0.03) else _near(draw, target)
    return {"target": typed(target, percent=percent), "actual": typed(actual, percent=percent)}


def _inverse(draw: Draw) -> Row:
    row = _ratio(draw)
    return row | {"actual": row["actual"].lstrip("-")}


def _deviation(draw: Draw) -> Row:
    percent = draw.chance(0.2)
    target = Decimal(0) if draw.chance(0.25) else draw.decimal(-200, 200, 1)
    actual = target + draw.decimal(-60, 60)
    scale = f"scale={typed(draw.decimal(20, 90, 1))}" if target == 0 else ""
    return {"target": typed(target, percent=percent), "actual": typed(actual, percent=percent), "parameters": scale}


def _on_target(draw: Draw) -> Row:
    percent = draw.chance(0.2)
    target = draw.choice((-1, 1)) * (draw.decimal(10, 300) + 1)
    tolerance = draw.choice(("5", "7.5", "20", "5%", "12.5%", "40%"))
    actual = typed(target + draw.decimal(-6, 6), percent=percent)
    return {"target": typed(target, percent=percent), "actual": actual, "parameters": f"tolerance={tolerance}"}


def _bands(draw: Draw) -> Row:
    table = draw.choice(("<60:0; 60-80:60; 80-100:90; >=100:110", "0-60:30; 60-90:77.5; 90-200:105"))
    percent = draw.chance(0.3)
    actual = draw.choice((Decimal(60), Decimal("79.9999"), draw.decimal(0, 150)))
    return {"actual": typed(actual, percent=percent), "parameters": table}


def _bands_of_target(draw: Draw) -> Row:
    table = "<60%:0; 60%-80%:60; 80%-100%:90; >=100%:110"
    target = draw.decimal(40, 400) + 1
    return {"target": typed(target), "actual": typed(_near(draw, target)), "parameters": table}


def _any_bands(draw: Draw) -> Row:
    return _bands(draw) if draw.chance(0.5) else _bands_of_target(draw)


def _interpolate(draw: Draw) -> Row:
    percent, sign = draw.chance(0.2), draw.choice((1, -1))
    middle = draw.decimal(-50, 200, 1)
    below, above = draw.decimal(1, 60, 1), draw.decimal(1, 60, 1)
    ends = {"floor": middle - sign * below, "target": middle, "stretch": middle + sign * above}
    actual = middle + draw.decimal(-70, 70)
    return {column: typed(end, percent=percent) for column, end in (ends | {"actual": actual}).items()}


def _step(draw: Draw) -> Row:
    percent = draw.chance(0.2)
    target = draw.choice((Decimal(100), draw.decimal(20, 300), -draw.decimal(20, 90)))
    distance = draw.choice((Decimal(9), Decimal("8.9999"), Decimal(-3), draw.decimal(-40, 40)))
    each = draw.choice(("3%", "2.5%", "3", "0.5"))
    words = [f"base={draw.randint(60, 100)}", f"each={each}", "points=1.5", f"up={draw.randint(5, 30)}", "down=20"]
    words += draw.some(("whole=yes", "whole=no"), draw.randint(0, 1))
    words += draw.some(("better=down", "better=up"), draw.randint(0, 1))
    actual = typed(target + distance, percent=percent)
    return {"target": typed(target, percent=percent), "actual": actual, "parameters": "; ".join(words)}


def _milestone(draw: Draw) -> Row:
    names = MILESTONES[: draw.randint(2, 4)]
    worth = [f"{name}={draw.randint(20, 40)}" for name in names]
    done = draw.some(names, draw.randint(1, len(names)))
    actual = draw.choice(("0", "未完成")) if draw.chance(0.1) else "、".join(done)
    return {"actual": actual, "parameters": "; ".join(worth)}


def _yes_no(draw: Draw) -> Row:
    return {"actual": draw.choice(("是", "是", "yes", "否", "no"))}


def _deduct(draw: Draw) -> Row:
    floor = draw.choice(("", "", "60", "0"))
    return {"actual": str(draw.randint(0, 30)), "floor": floor, "parameters": f"each={draw.choice(('2', '0.5', '5'))}"}


def _rank(draw: Draw) -> Row:
    group = draw.randint(5, 30)
    return {"actual": str(draw.randint(1, group)), "parameters": f"of={group}"}


def _manual(draw: Draw) -> Row:
    percent = draw.chance(0.1)
    return {"actual": typed(draw.choice((Decimal("89.995"), draw.decimal(40, 125))), percent=percent)}


MEASURES: dict[str, Callable[[Draw], Row]] = {
    "ratio_up": _ratio,
    "ratio_down": _ratio,
    "inverse_down": _inverse,
    "deviation_up": _deviation,
    "deviation_down": _deviation,
    "on_target": _on_target,
    "bands": _any_bands,
    "interpolate": _interpolate,
    "step": _step,
    "milestone": _milestone,
    "yes_no": _yes_no,
    "deduct": _deduct,
    "rank": _rank,
    "manual": _manual,
}
WORDED = ("milestone", "yes_no")  # rules whose actual is no number


def unreadable(draw: Draw, row: Row) -> Row:
    """The row with an actual that is no number (rules that read words get an N/A word)."""
    return row | {"actual": draw.choice(NO_REASON if row["rule"] in WORDED else UNREADABLE)}


def refused(draw: Draw, row: Row) -> Row:
    """The row with an actual that its rule refuses; unchanged where the rule takes every number."""
    rule, actual = row["rule"], row["actual"]
    if rule in ("deduct", "inverse_down"):
        return row | {"actual": "-1" + "%" * actual.endswith("%")}
    if rule == "rank":
        return row | {"actual": draw.choice(("0", "31"))}
    if rule == "milestone":
        return row | {"actual": draw.choice(("需求、验收", "验收"))}
    if rule == "bands" and row["parameters"].startswith("0-60"):
        return row | {"actual": draw.choice(("200", "-0.0001"))}
    if row["target"]:
        return row | {"actual": actual.removesuffix("%") if actual.endswith("%") else actual + "%"}
    return row


def unusable(draw: Draw, row: Row) -> Row:
    """The row with a target or parameters that its rule cannot use."""
    rule = row["rule"]
    if rule in ("ratio_up", "ratio_down", "inverse_down"):
        return row | {"target": draw.choice(("", "0", "-5", "待定"))}
    if rule in ("deviation_up", "deviation_down"):
        return row | {"target": "0", "actual": row["actual"].removesuffix("%"), "parameters": ""}
    if rule == "interpolate":
        return row | draw.choice(({"floor": "1", "target": "999", "stretch": "2"}, {"stretch": ""}))
    if rule == "bands":
        return row | {"parameters": draw.choice(("<60:0; 70-80:60; >=80:100", "<60:0; 50-80:60; >=80:100"))}
    if rule == "rank":
        return row | {"actual": "2", "parameters": draw.choice(("of=4", ""))}
    if rule in ("yes_no", "manual"):
        return row | {"parameters": "each=2"}
    if rule == "milestone":
        return row | {"parameters": ""}
    return row | {"parameters": draw.choice(("", row["parameters"] + "; colour=3"))}
