"""What may be typed into one cell of a form: an actual as its rule wants it, a rating of the right scale."""

from collections.abc import Mapping, Sequence
from typing import Any

from perfxl.cycle.columns import Column
from perfxl.cycle.typed import Percent, Typed
from perfxl.language import Text, plain_number
from perfxl.rules.parameters import parsed
from perfxl.rules.scales import Scale
from perfxl.workbook.entry.formats import shown_text

MESSAGE_LIMIT, TITLE_LIMIT, LIST_LIMIT = 255, 32, 255  # Excel's limits
_LONGEST_LIST = 25
_WRONG = Text("请检查填写内容", "Please check this cell")
_TARGET = Text("目标 {0}", "target {0}")
_ELSE = Text(
    "不适用时此格留空，在“不适用原因”写明。", "If it does not apply, leave this blank and say why in its column."
)
_NUMBER = Text("请填数字；没有发生写 0。", "A number; write 0 for none.")
_PERCENT = Text("请填百分数，如 92%。", "A percent such as 92%.")
_YES_NO = Text("请选 是 或 否。", "Choose yes or no.")
_COUNT = Text("请填次数，没有发生写 0。", "A count; write 0 for none.")
_RANK = Text("请填名次，1 为最好{0}。", "The rank, 1 is best{0}.")
_RANK_LAST = Text("，共 {0:g} 名", "; {0:g} take part")
_MILESTONES = Text(
    "写出已完成的各项，用顿号隔开；都没有完成写 0。共有：{0}",
    "Name those that are done, with commas between; write 0 for none. There are: {0}",
)
_CHOOSE = Text("请从下拉选择：{0}", "Choose from the list: {0}")
_FROM_TO = Text("{0} 到 {1} 之间的数字", "a number from {0} to {1}")
_RECUSE = Text("需要回避时此格留空，在“回避原因”写明。", "If you must not rate, leave this blank and say why in its column.")


def actual_rule(column: Column, row: Mapping[str, Typed], language: str) -> dict[str, Any]:
    """XlsxWriter's options for the actual of one KPI or goal: its kind, unit and target in the message."""
    what, allowed = _allowed(str(row.get("rule") or ""), row, language)
    target = shown_text(row.get("target"))
    about = f"{target} {row.get('unit') or ''}".strip()
    lines = [what, _TARGET(language).format(about) if target else str(row.get("unit") or ""), _ELSE(language)]
    return {**allowed, **messages(column.title(language), lines, wrong=what, language=language)}


def _allowed(rule: str, row: Mapping[str, Typed], language: str) -> tuple[str, dict[str, Any]]:
    """The sentence that says what the rule wants, and the check that Excel makes."""
    parameters = str(row.get("parameters") or "")
    if rule == "yes_no":
        return _YES_NO(language), {"validate": "list", "source": ["是", "否"] if language == "zh" else ["yes", "no"]}
    if rule == "milestone":
        names = Text("、", ", ")(language).join(name for name, _ in parsed(parameters).pairs)
        return _MILESTONES(language).format(names), {"validate": "any"}
    if rule == "deduct":
        return _COUNT(language), {"validate": "decimal", "criteria": ">=", "value": 0}
    if rule == "rank":
        last = parsed(parameters).number("of")
        usable = last >= 1
        told = _RANK(language).format(_RANK_LAST(language).format(last) if usable else "")
        most = int(last) if usable else 1_000_000
        return told, {"validate": "decimal", "criteria": "between", "minimum": 1, "maximum": most}
    told = (_PERCENT if in_percent(row) else _NUMBER)(language)
    return told, {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12}


def in_percent(row: Mapping[str, Typed]) -> bool:
    """True if the KPI's quantities are written as percents, so that its actual has to be one too."""
    return any(isinstance(row.get(key), Percent) for key in ("target", "floor", "stretch", "actual"))


def rating_rule(column: Column, scale: Scale | None, language: str) -> dict[str, Any]:
    """XlsxWriter's options for one rating: the words and numbers of its scale as a drop-down."""
    if scale is None:
        return {"validate": "any", **messages(column.title(language), [_RECUSE(language)], wrong="", language=language)}
    words = [*scale.words, *_numbers(scale)]
    told = _CHOOSE(language).format(scale_told(scale, language))
    source = words if len(",".join(words)) <= LIST_LIMIT and not any("," in word for word in words) else []
    allowed: dict[str, Any] = {"validate": "list", "source": source}
    if not source:
        wide = {"criteria": "between", "minimum": scale.lowest, "maximum": scale.highest}
        allowed = {"validate": "any"} if scale.words else {"validate": "decimal", **wide}
    lines = [told, _RECUSE(language)]
    return {**allowed, **messages(column.title(language), lines, wrong=told, language=language)}


def _numbers(scale: Scale) -> list[str]:
    """The scale's numbers from best to worst; halves where there are no words for the steps."""
    step = 1.0 if scale.words else 0.5
    count = round((scale.highest - scale.lowest) / step)
    if count > _LONGEST_LIST:
        return []
    return [plain_number(scale.highest - step * number) for number in range(count + 1)]


def scale_told(scale: Scale, language: str) -> str:
    """The scale in one line: `优秀=5、良好=4` or the ends of its numbers."""
    comma = Text("、", ", ")(language)
    if scale.words:
        values = [scale.labels[key] for key in scale.labels]
        pairs = zip(scale.words, values, strict=True)
        return comma.join(f"{word}={plain_number(value)}" for word, value in pairs)
    return _FROM_TO(language).format(plain_number(scale.lowest), plain_number(scale.highest))


def messages(title: str, lines: Sequence[str], *, wrong: str, language: str) -> dict[str, str]:
    """What Excel says beside the selected cell, and when it refuses."""
    told = {"input_title": title[:TITLE_LIMIT], "input_message": "\n".join(filter(None, lines))[:MESSAGE_LIMIT]}
    if wrong:
        told |= {"error_title": _WRONG(language)[:TITLE_LIMIT], "error_message": wrong[:MESSAGE_LIMIT]}
    return told
