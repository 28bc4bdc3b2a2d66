"""Labels as people write them: `姓    名：`, `部门:`, several in one cell, and what is a label at all."""

import re
from collections.abc import Iterable, Set
from functools import lru_cache
from typing import NamedTuple

from perfxl.cycle.columns import header_key

LONGEST_LABEL = 120
"""Characters; a longer text is no label, header or heading, so that no remark costs time."""
_LONGEST_WITH_VALUE = 2000
_COLON = re.compile(r"(?<!\d)[:：]|[:：](?!\d|//)")
_BREAK = re.compile(r"\s{2,}|[\n\t\u3000;；,，|]+\s*")
_SPACE = re.compile(r"\s+")

_WORDS = """
姓名 员工姓名 被考核人 被考核人姓名 被评价人 被考评人 工号 员工编号 员工工号 人员编号 编号 部门 所属部门 所在部门 单位/部门
岗位 职位 职务 岗位名称 被考核岗位 职级 入职日期 入职时间 考核人 评价人 考评人 考核人工号 评价人工号 直接上级 直属上级
直接主管 间接主管 部门负责人 上级工号 考核周期 考核期 考核期间 考核时间 考核月份 考核年度 评价周期 填表日期 填报日期
签订日期 日期 考核日期 评定日期 总分 合计 得分合计 最终得分 综合得分 考核得分 考核结果 考核等级 评定等级 签字 签名
被考核人签字 考核人签字 本人签字 上级签字 备注
name employee employeename employeeid department dept position jobtitle title period reviewperiod manager managerid
reviewer reviewerid rater date signature employeesignature managersignature totalscore finalscore grade overallrating
"""
KNOWN_LABELS = frozenset(map(header_key, _WORDS.split()))
"""Words that are labels on appraisal forms, whatever a mapping declares: what stands there is never a value."""


class Labelled(NamedTuple):
    """A label within a cell and what stands behind its colon. alone: nothing else stands in the cell."""

    label: str
    value: str
    alone: bool


@lru_cache(maxsize=8192)
def label_key(text: str) -> str:
    """A label as labels are compared: no white space, no width, no case, no colon at its end."""
    return header_key(text)


def declared_labels(names: Iterable[str]) -> frozenset[str]:
    """The labels of a mapping as they are compared, with those that every form has."""
    return frozenset(map(label_key, names)) | KNOWN_LABELS


def looks_like_label(text: str, labels: Set[str]) -> bool:
    """True for a text that names something instead of saying it: a known or declared label, or one with a colon behind.

    labels: the declared ones, as `label_key` writes them.
    """
    if len(text) > LONGEST_LABEL:
        return False
    key = label_key(text)
    if key in labels or key in KNOWN_LABELS or text.rstrip().endswith((":", "：")):
        return True
    return any(part.label in labels or part.label in KNOWN_LABELS for part in labelled(text, frozenset(labels)))


def labelled(text: str, labels: frozenset[str]) -> tuple[Labelled, ...]:
    """The labels with their values that a cell holds: `部门：市场部  姓 名：王示例` holds two.

    Where one value ends and the next label begins is certain only if that label is known or declared, or if there are
    two spaces, a line break or a comma between them; otherwise the colon belongs to the value.
    """
    return _labelled(text, labels) if len(text) <= _LONGEST_WITH_VALUE else ()


@lru_cache(maxsize=4096)
def _labelled(text: str, labels: frozenset[str]) -> tuple[Labelled, ...]:
    colons = [match.start() for match in _COLON.finditer(text)]
    if not colons:
        return ()
    found: list[tuple[str, int]] = [(text[: colons[0]], colons[0] + 1)]
    ends: list[int] = []
    for colon in colons[1:]:
        start = _label_start(text[found[-1][1] : colon], labels)
        if start is not None:
            begins = found[-1][1] + start
            ends.append(begins)
            found.append((text[begins:colon], colon + 1))
    ends.append(len(text))
    return tuple(
        Labelled(label_key(label), text[begins:end].strip(" \t\n\u3000;；,，|"), len(found) == 1)
        for (label, begins), end in zip(found, ends, strict=True)
    )


def _label_start(between: str, labels: frozenset[str]) -> int | None:
    """Where in `between`, from one colon to the next, the next label begins; None if nothing says so."""
    for space in _SPACE.finditer(between):
        key = label_key(between[space.end() :])
        if key in labels or key in KNOWN_LABELS:
            return space.end()
    breaks = list(_BREAK.finditer(between))
    return breaks[-1].end() if breaks else (0 if not between.strip() else None)


@lru_cache(maxsize=8192)
def without_brackets(text: str) -> str:
    """A header or heading without what stands in brackets at its end: 权重（%） is 权重, 自评(20%) is 自评."""
    return re.sub(r"[(（\[【][^()（）\[\]【】]*[)）\]】]\s*$", "", text).strip()


def number_in(text: str) -> float | None:
    """The last number in brackets, or before a percent sign or 分: 业绩指标（权重70%） gives 70; None if there is none."""
    found = re.findall(r"[(（\[【][^()（）\[\]【】]*?([0-9]+(?:\.[0-9]+)?)\s*[%％分]?\s*[)）\]】]", text)
    found = found or re.findall(r"([0-9]+(?:\.[0-9]+)?)\s*[%％分]", text)
    return float(found[-1]) if found else None
