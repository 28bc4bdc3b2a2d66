"""How the agenda is told."""

from collections.abc import Mapping

from perfxl.cycle.choices import STAGES
from perfxl.language import Text
from perfxl.rules.agenda import ADMINISTRATOR, CYCLE_DATES, State

__all__ = ["ADMINISTRATOR", "KINDS", "STATES", "how_far", "kind_of", "what_of"]

KINDS = {
    "task": Text("任务", "task"),
    "date": Text("周期日期", "date of the cycle"),
    "talk": Text("沟通", "talk"),
    "matter": Text("部门事项", "matter"),
}
STATES = {
    State.DONE: Text("已完成", "done"),
    State.OVERDUE: Text("逾期", "overdue"),
    State.SOON: Text("即将到期", "due soon"),
    State.LATER: Text("以后", "later"),
    State.PASSED: Text("已过", "passed"),
    State.UNDATED: Text("没有期限", "no date"),
}
STAGE_TITLES = {stage.key: stage.title for stage in STAGES}
_TALK = Text("与 {name} {id} 沟通", "Talk with {name} {id}")
_MATTER = Text("{department}：{issue}", "{department}: {issue}")
_LEFT = Text("{due}（还有 {n} 个工作日）", "{due} (in {n} working days)")
_LATE = Text("{due}（逾期 {n} 个工作日）", "{due} ({n} working days overdue)")


def kind_of(stage: str, kind: str) -> Text:
    """What kind of item it is: a task by its stage, else a talk, a matter, a date."""
    return STAGE_TITLES.get(stage) or KINDS[kind]


def what_of(row: Mapping[str, object], language: str) -> str:
    """What is to be done, as a phrase. row: of an agenda's items."""
    if row["kind"] == "talk":
        return _TALK(language).format(name=row["what"], id=row["about"])
    if row["kind"] == "matter":
        return _MATTER(language).format(department=row["about"], issue=row["what"])
    if row["kind"] == "date":
        return next(told(language) for _, key, told in CYCLE_DATES if key == row["what"])
    return str(row["what"])


def how_far(row: Mapping[str, object], language: str) -> str:
    """The due day, and how many working days it is away."""
    days = row["workdays"]
    if not isinstance(days, float | int):
        return ""
    text = _LATE if row["state"] == State.OVERDUE else _LEFT
    return text(language).format(due=row["due"], n=abs(int(days)))
