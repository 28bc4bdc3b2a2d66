"""What departments write over columns and beside values, and how sure one can be what they mean."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from perfxl.workbook.forms.label_texts import LONGEST_LABEL, label_key, without_brackets

SURE = 100
LEAST = 70
"""Percent; what is less alike is not proposed."""

HEADERS: Mapping[str, str] = {
    "employee_id": "工号 员工编号 员工工号 人员编号 员工号 被考核人工号 被评价人工号 employeeid empid staffid",
    "name": "姓名 员工姓名 被考核人 被考核人姓名 被评价人 被评价人姓名 name employeename employee",
    "item": "考核项目 考核指标 指标 指标名称 指标内容 考核内容 考核要素 评价要素 评价项目 评价内容 评价维度 维度 要素 关键指标 "
    "关键绩效指标 关键业绩指标 绩效指标 绩效目标 工作目标 重点工作 工作任务 考核事项 kpi indicator objective goal measure aspect "
    "competency",
    "weight": "权重 比重 占比 weight weighting",
    "most": "分值 配分 标准分 满分 权重分 基准分 maxscore maxpoints",
    "target": "目标值 目标 计划值 指标值 目标及要求 计划 任务目标 target plan goalvalue",
    "actual": "实际值 实际 完成值 实际完成 实际完成值 完成情况 实际完成情况 达成值 达成情况 实绩 完成量 actual achieved result",
    "unit": "单位 计量单位 unit",
    "evidence": "数据来源 信息来源 考核依据 数据提供部门 数据提供 证明材料 evidence source datasource",
    "self": "自评 自评分 自我评分 自评得分 本人评分 本人自评 员工自评 自我评价 本人 self selfrating selfassessment",
    "manager": "上级评分 上级评价 上级 主管评分 主管评 主管 领导评分 领导评 直接上级评分 直属上级评分 上司评 考核人评分 复评 "
    "上级评 manager managerrating supervisor reviewerrating",
    "comment": "评语 上级评语 主管评语 评价意见 得分说明 评分说明 comment comments remarks manager'scomment managercomment",
    "self_comment": "本人说明 自评说明 自我说明 自我总结 本人总结 ownremarks selfcomment employee'scomment",
    "points": "得分 考核得分 评分 实际得分 单项得分 score points rating",
    "total": "综合得分 最终得分 总分 考核总分 总得分 finalscore totalscore",
}
LABELS: Mapping[str, str] = {
    "employee_id": HEADERS["employee_id"],
    "name": HEADERS["name"],
    "manager_id": "上级工号 直接上级工号 直属上级工号 主管工号 考核人工号 评价人工号 managerid reviewerid",
    "department": "部门 所属部门 所在部门 单位/部门 department dept",
    "total": HEADERS["total"],
    "grade": "考核等级 评定等级 考核结果 等级 绩效等级 grade finalgrade overallrating",
}


class Likeness(NamedTuple):
    """What a text may mean: a key of the vocabulary, how sure that is in percent, and the word that it is like."""

    meaning: str
    percent: int
    word: str


@lru_cache(maxsize=4096)
def meaning_of(text: str, *, labels: bool = False) -> Likeness | None:
    """What a header (or a label) probably means; None for what is like nothing known, or too long to be a header."""
    if len(text) > LONGEST_LABEL:
        return None
    words = _words(labels)
    for key in (label_key(text), label_key(without_brackets(text))):
        if key in words:
            return Likeness(words[key], SURE, key)
    key = label_key(without_brackets(text))
    if not 2 <= len(key) <= 16:
        return None
    best = max(
        (Likeness(meaning, _alike(key, word), word) for word, meaning in words.items()), key=lambda one: one.percent
    )
    return best if best.percent >= LEAST else None


@cache
def _words(labels: bool) -> Mapping[str, str]:
    said = LABELS if labels else HEADERS
    return {label_key(word): meaning for meaning, line in said.items() for word in line.split()}


def _alike(text: str, word: str) -> int:
    """How alike two words are in percent; what a Chinese word ends with says most about what it is."""
    percent = fuzz.ratio(text, word)
    if len(word) > 1 and text.endswith(word):
        percent = max(percent, 94 - 2 * (len(text) - len(word)))
    return min(int(percent), SURE - 1)
