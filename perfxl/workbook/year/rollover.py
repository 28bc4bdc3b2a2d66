"""The rows of the next cycle's workbook: what is carried on, and all the rest as history. Nothing is lost."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from perfxl.cycle.columns import Column, Kind, Sheet
from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import Cycle
from perfxl.cycle.typed import Percent, Typed
from perfxl.findings.base import Finding, Findings
from perfxl.findings.year import ToCheckNext
from perfxl.language import Text, listed
from perfxl.rules.next_cycle import NextDates, next_dates, next_settings
from perfxl.rules.scores import Scores
from perfxl.rules.workdays import next_workday
from perfxl.workbook.entry.formats import in_words, shown_text
from perfxl.workbook.entry.return_rows import TypedRow, typed_rows

Rows = dict[str, list[TypedRow]]
AS_THEY_ARE = ("schemes", "dimensions", "grades")
# What belongs to one cycle alone: it stays behind when a row is carried on.
OF_ONE_CYCLE: Mapping[str, frozenset[str]] = {
    "employees": frozenset({"exempt_reason"}),
    "goals": frozenset({"actual", "agreed_by", "agreed_on"}),
    "kpis": frozenset({"actual", "evidence", "not_applicable_reason", "assignment_from"}),
    "calendar": frozenset({"done_on"}),
}
_IDS_LISTED = 8
_RESULT = Text("得分", "Scores")
_HELD = Text(
    "这一期还有 {n} 人暂缓计分，历史里没有其得分：{ids}",
    "{n} people of this cycle are held, so the history has no score of them: {ids}",
)
_EXEMPT = Text(
    "{n} 人这一期免考核，新周期按要考核处理：{ids}", "{n} people were exempt; in the next cycle they are appraised: {ids}"
)
_LEFT = Text("{n} 人已离职，不在新周期的员工表里：{ids}", "{n} people have left and are not on the next roster: {ids}")
_AGREED = Text(
    "{n} 条约定成为新周期的个人目标，还没有目标值和权重",
    "{n} agreements became personal goals; they have no target and weight yet",
)


@dataclass(frozen=True)
class NextCycle:
    """The rows of the next cycle's sheets, how many of each were carried on, and what to check in them."""

    settings: CycleSettings
    rows: Rows
    development_goals: int
    findings: Findings


def next_cycle(
    cycle: Cycle, scores: Scores, *, name: str = "", starts_on: date | None = None, ends_on: date | None = None, language: str
) -> NextCycle:
    """Carry a cycle on, as it was read. Raises ValueError where its dates, or the given ones, cannot be used.

    scores: of the cycle; they know its appeals and decisions, and stand in the history.
    """
    dates = next_dates(cycle.settings, starts_on=starts_on, ends_on=ends_on)
    settings = next_settings(cycle.settings, dates, name=name)
    carrying = _Carrying(cycle, dates, language)
    rows: Rows = {"cycle": [_setting_row(settings)], **carrying.rows()}
    goals = _development_goals(cycle, rows)
    rows["goals"] += goals
    rows["history"] = [*typed_rows(cycle, "history", _all(cycle, "history")), *_history(cycle, scores, rows, language)]
    return NextCycle(settings, rows, len(goals), Findings.of(_to_check(scores, carrying, len(goals))))


class _Carrying:
    """Decides row by row what the next cycle has."""

    def __init__(self, cycle: Cycle, dates: NextDates, language: str) -> None:
        self.cycle, self.dates, self.language = cycle, dates, language
        left = cycle["employees"]["left_on"] <= pd.Timestamp(dates.starts_on)
        ids = cycle["employees"]["employee_id"]
        self.left = list(dict.fromkeys(ids[left & (ids != "")]))
        self.stay = set(ids) - set(self.left)
        self.last = self._last_stretches()
        exempt = cycle["employees"]["exempt_reason"] != ""
        self.exempt = [one for one in dict.fromkeys(ids[exempt]) if one in self.stay]

    def rows(self) -> Rows:
        carried = {key: typed_rows(self.cycle, key, _all(self.cycle, key)) for key in AS_THEY_ARE}
        return {
            **carried,
            "employees": self._employees(),
            "assignments": self._kept("assignments", self._future),
            "goals": self._kept("goals", lambda row: row["level"] != "employee" or row["owner_id"] not in self.left),
            "kpis": self._kept("kpis", self._still_judged_by),
            "check_ins": self._kept("check_ins", self._agreed_lately),
            "matters": self._kept("matters", lambda row: row["closed_on"] is None),
            "calendar": [self._moved(row) for row in self._kept("calendar", lambda row: True)],
        }

    def _kept(self, key: str, wanted: Callable[[TypedRow], bool]) -> list[TypedRow]:
        """The rows that are wanted, without what belongs to the old cycle alone."""
        gone = OF_ONE_CYCLE.get(key, frozenset())
        rows = typed_rows(self.cycle, key, _all(self.cycle, key))
        return [{column: None if column in gone else value for column, value in row.items()} for row in rows if wanted(row)]

    def _employees(self) -> list[TypedRow]:
        rows = self._kept("employees", lambda row: row["employee_id"] not in self.left)
        return [{**row, **self.last.get(str(row["employee_id"]), {})} for row in rows]

    def _last_stretches(self) -> dict[str, TypedRow]:
        """Department, position and scheme of the stretch in which somebody who moved ended the cycle."""
        found: dict[str, TypedRow] = {}
        rows = typed_rows(self.cycle, "assignments", _all(self.cycle, "assignments"))
        begun = [row for row in rows if isinstance(row["from_on"], date) and row["from_on"] < self.dates.starts_on]
        for row in sorted(begun, key=lambda row: str(row["from_on"])):
            told: TypedRow = {key: row[key] for key in ("department", "position", "scheme") if row[key]}
            found[str(row["employee_id"])] = told
        return found

    def _future(self, row: TypedRow) -> bool:
        return isinstance(row["from_on"], date) and row["from_on"] >= self.dates.starts_on and row["employee_id"] in self.stay

    def _still_judged_by(self, row: TypedRow) -> bool:
        """KPIs of those who stay; of somebody who moved, those of the last stretch."""
        if row["employee_id"] not in self.stay:
            return False
        start = row["assignment_from"]
        return start is None or start == self._last_start(str(row["employee_id"]))

    def _last_start(self, employee_id: str) -> date | None:
        table = self.cycle["assignments"]
        own = table.loc[(table["employee_id"] == employee_id) & (table["from_on"] < pd.Timestamp(self.dates.starts_on)), "from_on"]
        return None if own.isna().all() else own.max().date()

    def _agreed_lately(self, row: TypedRow) -> bool:
        """Agreements of this cycle, which the next talk comes back to; those of cycles before stay in the history."""
        first = self.cycle.settings.starts_on
        lately = isinstance(row["on"], date) and (first is None or row["on"] >= first)
        return row["kind"] == "agreement" and lately and row["employee_id"] in self.stay

    def _moved(self, row: TypedRow) -> TypedRow:
        china = self.cycle.settings.workdays == "cn"
        moved = {
            key: next_workday(self.dates.moved(day), china=china)
            for key in ("starts_on", "due_on")
            if isinstance(day := row[key], date)
        }
        return {**row, **moved}


def _setting_row(settings: CycleSettings) -> TypedRow:
    """The settings as somebody types them; what is not set stays blank."""
    row: TypedRow = {}
    for column in sheet_of("cycle").columns:
        value = getattr(settings, column.key)
        row[column.key] = Percent(value) if column.kind is Kind.PERCENT and value is not None else value
    return row


def _all(cycle: Cycle, key: str) -> np.ndarray:
    return np.ones(len(cycle[key]), dtype=bool)


def _development_goals(cycle: Cycle, rows: Rows) -> list[TypedRow]:
    """A goal of the next cycle for every agreement that is carried on; its wording is the agreement's."""
    taken = {str(row["goal_id"]) for row in rows["goals"]}
    departments = {str(row["employee_id"]): row["department"] for row in rows["employees"]}
    goals: list[TypedRow] = []
    for talk in rows["check_ins"]:
        one = str(talk["employee_id"])
        number = next(n for n in range(1, len(taken) + 2) if f"DEV-{one}-{n}" not in taken)
        taken.add(f"DEV-{one}-{number}")
        told = {"goal": talk["notes"] or talk["next_step"], "measure": talk["next_step"] if talk["notes"] else None}
        if told["goal"]:
            goals.append({"goal_id": f"DEV-{one}-{number}", "level": "employee", "owner_id": one, "department": departments.get(one), **told})
    return goals


def _history(cycle: Cycle, scores: Scores, rows: Rows, language: str) -> Iterator[TypedRow]:
    """The result of everybody, then every row that the next cycle does not have exactly as it was."""
    name = cycle.settings.name or cycle.file
    for person in scores.people.itertuples():
        score = None if pd.isna(person.score) else float(person.score)
        told = {"department": person.department, "position": person.position, "scheme": person.scheme}
        content = _content(told, sheet_of("employees"), language)
        yield _entry(name, _RESULT(language), person.employee_id, person.name, content, score=score, grade=person.grade or None)
    before: dict[str, list[TypedRow]] = {key: typed_rows(cycle, key, _all(cycle, key)) for key in cycle.tables if key != "history"}
    before["cycle"] = [_setting_row(cycle.settings)]
    for key, old in before.items():
        sheet = sheet_of(key)
        kept = {_frozen(row) for row in rows.get(key, [])}
        for row in old:
            if _frozen(row) not in kept:
                item = next((shown_text(row[column.key]) for column in _items(sheet) if row.get(column.key)), "")
                content = _content(row, sheet, language)
                yield _entry(name, sheet.title(language), row.get("employee_id"), item, content)


def _entry(
    cycle: str, sheet: str, employee_id: Typed, item: str, content: str, *, score: float | None = None, grade: str | None = None
) -> TypedRow:
    return {
        "cycle": cycle, "sheet": sheet, "employee_id": employee_id, "item": item or None, "score": score, "grade": grade,
        "content": content,
    }  # fmt: skip


def _items(sheet: Sheet) -> list[Column]:
    """The columns that say what a row is about, the best first."""
    keys = ("kpi", "goal", "item", "issue", "appeal_id", "task", "rater_id", "scheme", "name", "on")
    return [column for key in keys for column in sheet.columns if column.key == key]


def _content(row: Mapping[str, Typed], sheet: Sheet, language: str) -> str:
    """All cells of a row that hold something: `指标名称: 收入; 实际值: 90`."""
    cells = ((column, in_words(row.get(column.key), column, language)) for column in sheet.columns)
    return "; ".join(f"{column.title(language)}: {shown_text(value)}" for column, value in cells if value not in (None, ""))


def _frozen(row: Mapping[str, Typed]) -> tuple[tuple[str, Typed], ...]:
    return tuple((key, value) for key, value in row.items() if value not in (None, ""))


def _to_check(scores: Scores, carrying: _Carrying, goals: int) -> Iterator[Finding]:
    held = scores.people.loc[scores.people["status"] == "held", "employee_id"].tolist()
    told: list[tuple[Sequence[str], Text]] = [(held, _HELD), (carrying.exempt, _EXEMPT), (carrying.left, _LEFT)]
    for ids, text in told:
        if ids:
            yield ToCheckNext(told=_filled(text, ids))
    if goals:
        made = Text(*(text.format(n=goals) for text in _AGREED))
        yield ToCheckNext(told=made)


def _filled(text: Text, ids: Collection[str]) -> Text:
    names = listed(list(ids)[:_IDS_LISTED])
    more = "…" if len(ids) > _IDS_LISTED else ""
    return Text(*(part.format(n=len(ids), ids=name + more) for part, name in zip(text, names, strict=True)))
