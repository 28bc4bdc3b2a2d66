"""How a KPI rule turns an actual into points, in a few words that stand beside the KPI.

One function a rule; what the rule needs beyond the target (floor, stretch, parameters) is written out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from perfxl.language import Text
from perfxl.letters.wording import clean, exact
from perfxl.rules.bands import Bands, bands
from perfxl.rules.parameters import parsed, pieces, yes_or_no


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleRow:
    """What a rule's wording needs of its KPI row; texts as a letter shows them. The floor of `deduct` is in points."""

    rule: str
    target: str
    floor: str
    stretch: str
    cap: float
    parameters: str


def rule_in_words(row: RuleRow, language: str) -> str:
    """The rule of `row` in one short sentence; empty for a rule that is not known."""
    words = _WORDS.get(row.rule)
    return clean(words(row)(language)) if words else ""


def _always(zh: str, en: str) -> Callable[[RuleRow], Text]:
    return lambda row: Text(zh, en)


def _deviation(sign: str) -> Callable[[RuleRow], Text]:
    def words(row: RuleRow) -> Text:
        scale = parsed(row.parameters).text("scale")
        zh, en = (scale, scale) if scale else ("|目标|", "|target|")
        return Text(f"100{sign}100×(实际−目标)÷{zh}", f"100 {sign} 100 × (actual − target) ÷ {en}")

    return words


def _on_target(row: RuleRow) -> Text:
    tolerance = parsed(row.parameters).text("tolerance") or ""
    return Text(
        f"等于目标得 100，偏差达到 {tolerance} 得 0，之间按比例",
        f"100 on target, 0 when off by {tolerance}, in proportion between",
    )


def _bands(row: RuleRow) -> Text:
    table = bands(row.parameters)
    if isinstance(table, str):
        given = "; ".join(pieces(row.parameters))
        return Text(f"阶梯：{given}", f"bands: {given}")
    of = Text("完成率", "% of target: ") if table.percent else Text("", "")
    zh = "；".join(f"{where} 得 {exact(worth)}" for where, worth in each_band(table))
    en = "; ".join(f"{where} earns {exact(worth)}" for where, worth in each_band(table))
    return Text(f"{of.zh}{' ' * table.percent}{zh}", f"{of.en}{en}")


def each_band(table: Bands) -> list[tuple[str, float]]:
    """Each band in words (`60–80`, `≥100%`) with its points, lowest first."""
    sign = "%" if table.percent else ""
    rows = zip(table.starts, table.ends, table.points, strict=True)
    return [(_range(start, end, sign), worth) for start, end, worth in rows]


def _range(start: float, end: float, sign: str) -> str:
    if start == float("-inf"):
        return f"<{exact(end)}{sign}"
    return f"≥{exact(start)}{sign}" if end == float("inf") else f"{exact(start)}–{exact(end)}{sign}"


def _interpolate(row: RuleRow) -> Text:
    cap = exact(row.cap)
    return Text(
        f"{row.floor} 得 0，{row.target} 得 100，{row.stretch} 得 {cap}，之间按比例",
        f"{row.floor} earns 0, {row.target} 100, {row.stretch} {cap}, in proportion between",
    )


def _step(row: RuleRow) -> Text:
    cell = parsed(row.parameters)
    base, each, worth, up, down = (cell.text(name) or "" for name in ("base", "each", "points", "up", "down"))
    whole = yes_or_no(cell.text("whole") or "no") is True
    less = (cell.text("better") or "up").strip().lower() in ("down", "越小越好")
    return Text(
        f"达标 {base} 分；每{'低' if less else '高'} {each} 加 {worth}（至多 {up}），"
        f"每{'高' if less else '低'} {each} 减 {worth}（至多 {down}）{'，按整步' if whole else ''}",
        f"on target {base}; each {each} {'below' if less else 'above'} adds {worth} (at most {up}), each {each} "
        f"{'above' if less else 'below'} takes {worth} (at most {down}){', whole steps' if whole else ''}",
    )


def _milestone(row: RuleRow) -> Text:
    pairs = parsed(row.parameters).pairs
    return Text(
        "完成即得：" + "、".join(f"{name} {worth}" for name, worth in pairs),
        "when done: " + ", ".join(f"{name} {worth}" for name, worth in pairs),
    )


def _deduct(row: RuleRow) -> Text:
    each = parsed(row.parameters).text("each") or ""
    floor = row.floor if row.floor and row.floor != "—" else "0"
    return Text(f"100−{each}×次数，最低 {floor}", f"100 − {each} × count, at least {floor}")


def _rank(row: RuleRow) -> Text:
    of = parsed(row.parameters).text("of") or "n"
    return Text(f"共 {of} 名：100×({of}−名次+0.5)÷{of}", f"of {of}: 100 × ({of} − rank + 0.5) ÷ {of}")


_WORDS: dict[str, Callable[[RuleRow], Text]] = {
    "ratio_up": _always("100×实际÷目标", "100 × actual ÷ target"),
    "ratio_down": _always("100×(2−实际÷目标)", "100 × (2 − actual ÷ target)"),
    "inverse_down": _always("100×目标÷实际", "100 × target ÷ actual"),
    "deviation_up": _deviation("+"),
    "deviation_down": _deviation("−"),
    "on_target": _on_target,
    "bands": _bands,
    "interpolate": _interpolate,
    "step": _step,
    "milestone": _milestone,
    "yes_no": _always("达成得 100，否则得 0", "achieved 100, otherwise 0"),
    "deduct": _deduct,
    "rank": _rank,
    "manual": _always("直接评分", "points given directly"),
}
