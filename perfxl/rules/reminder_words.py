"""How a missing piece is told: about whom, what, and why somebody else than its owner is asked."""

from perfxl.cycle.choices import ROLES, title_of
from perfxl.language import Text
from perfxl.rules.reminders import Why

_WHY = {
    Why.UNNAMED: Text("没有写提供人", "nobody is named"),
    Why.UNKNOWN: Text("提供人 {owner} 不在员工表中", "{owner}, who is named, is not on the roster"),
    Why.LEFT: Text("提供人 {owner} 已离职", "{owner}, who is named, has left"),
    Why.OUTSIDE: Text("外部评价人 {owner}", "{owner}, a rater from outside"),
}
_PIECES = {
    "kpi": Text("指标“{what}”的实际值", "the actual of KPI “{what}”"),
    "goal": Text("目标“{what}”的实际值", "the actual of goal “{what}”"),
    "rating": Text("{what}评价", "the {what} rating"),
}
_SELF_RATING = Text("自评", "the self-rating")
_DEPARTMENT = Text("{department}（部门）", "{department} (department)")


def about(employee_id: str, name: str, department: str, language: str) -> str:
    """Whom a piece is about: a person by name and id, or a department."""
    return f"{name} {employee_id}".strip() or _DEPARTMENT(language).format(department=department)


def piece(kind: str, what: str, language: str) -> str:
    """What is missing. kind, what: as in the table of pieces."""
    if kind == "rating" and what == "self":
        return _SELF_RATING(language)
    word = title_of(what, ROLES, language) if kind == "rating" else what
    return _PIECES[kind](language).format(what=word)


def reason(why: str, owner: str, language: str) -> str:
    """Why somebody else than the owner gets a piece; '' where it is the owner."""
    text = _WHY.get(Why(why))
    return text(language).format(owner=owner) if text else ""
