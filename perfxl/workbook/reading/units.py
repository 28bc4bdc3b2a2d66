"""Units written behind a number: which can be left out, and which would change the value."""

import re

from perfxl.language import folded

_HOURS = frozenset({"h", "hr", "hrs", "hour", "hours", "小时", "时"})
_DAYS = frozenset({"d", "day", "days", "天", "日"})
_MINUTES = frozenset({"min", "mins", "minute", "minutes", "分钟"})
_TIMES = (_HOURS, _DAYS, _MINUTES)
_COUNTED = (
    "分 元 人民币 个 件 次 人 名 台 套 单 例 户 家 项 篇 份 宗 笔 票 箱 条 吨 公斤 克 千克 米 千米 公里 平方米 秒 周 个月 "
    "起 批 场 千瓦 千瓦时 百分点 个百分点 位 人次 人天 工作日 本 张 辆 元/人 rmb cny usd pts pt point points kg km kwh t "
    "pcs times yuan people persons s sec ¥ $ €"
)
KNOWN = frozenset(_COUNTED.split()).union(*_TIMES)
_SCALING = re.compile(r"^(?:[十百千万萬亿億‰].*|k|w|m|b|mn|bn|mm)$")


def changes_value(unit: str) -> bool:
    """True for 万, 亿, 千, k and the like, before or without a unit (万元); not for 千克 or 百分点."""
    return bool(_SCALING.match(folded(unit))) and folded(unit) not in KNOWN


def is_known(unit: str) -> bool:
    """True for a unit that may stand behind a number without changing it."""
    return folded(unit) in KNOWN


def agrees(unit: str, row_unit: str) -> bool:
    """True if `unit`, written in a cell, names what the row's own unit names: 万 and 万元, h and 小时."""
    left, right = folded(unit), folded(row_unit)
    same_time = any(left in times and right in times for times in _TIMES)
    return same_time or (bool(left) and (left.removesuffix("元") or left) == (right.removesuffix("元") or right))


def contradicts(unit: str, row_unit: str) -> bool:
    """True if reading a number with `unit` as one of `row_unit` would change its value; a blank row unit says 1."""
    if agrees(unit, row_unit):
        return False
    return changes_value(unit) or changes_value(row_unit) or _other_time(folded(unit), folded(row_unit))


def _other_time(unit: str, row_unit: str) -> bool:
    mine = [times for times in _TIMES if unit in times]
    its = [times for times in _TIMES if row_unit in times]
    return bool(mine and its) and mine != its
