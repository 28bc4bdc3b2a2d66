"""The workbook of one department: its people's KPIs, its goals, its managers' ratings, claims, talks and matters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from perfxl.cycle.choices import ROLES, title_of
from perfxl.cycle.tables import Cycle
from perfxl.cycle.typed import Typed
from perfxl.language import Text, folded
from perfxl.rules.scales import Scale
from perfxl.workbook.entry.guide_sheet import GUIDE
from perfxl.workbook.entry.return_columns import (
    claim_form,
    goal_form,
    kpi_form,
    matter_form,
    proposal_form,
    rating_form,
    talk_form,
)
from perfxl.workbook.entry.return_entries import scale_told
from perfxl.workbook.entry.return_forms import Form
from perfxl.workbook.entry.return_guide import IDS, NAMES, OWNER_CELL, GuideFacts, list_range
from perfxl.workbook.entry.return_rows import People, TypedRow, typed_rows
from perfxl.workbook.entry.return_scales import Scales
from perfxl.workbook.entry.return_workbook import workbook_bytes
from perfxl.workbook.entry.rules import Lists
from perfxl.workbook.library.kpi import LibraryKpi
from perfxl.workbook.library.shelf import kpis_for

_DEPARTMENT = Text("部门", "Department")
_NAMED = {"goals": ("agreed_by",), "matters": ("raised_by", "owner")}  # free text that may name people
_ADVICE = (
    Text("只填黄色的格；填好的行变成绿色，还缺的格是深黄色。",
         "Fill in the yellow cells only; a finished row turns green, a missing cell is dark yellow."),
    Text("空白表示缺失，不是 0；没有发生请写 0。", "Blank means missing, never 0; write 0 for none."),
    Text("目标带 % 的，实际值也带 %。", "Where the target has a %, the actual has one too."),
    Text("请勿改动工作表名和表头；填好后保存，原名交回。",
         "Leave sheet names and headers as they are; save and return the file under its name."),
    Text("本表只有本部门的人员，请勿转发给无关人员。",
         "This workbook is about your people only; pass it on to nobody else."),
)  # fmt: skip


@dataclass(frozen=True)
class HandedOut:
    """A workbook to hand out: whose it is, its bytes, and the rows that are owed in it by sheet key."""

    owner: str
    name: str
    content: bytes
    owed: dict[str, int]
    done: dict[str, int]


def as_it_is(key: str, row: TypedRow) -> TypedRow:
    """A row as the cycle workbook has it."""
    return row


def department_workbook(
    cycle: Cycle,
    people: People,
    department: str,
    *,
    language: str,
    with_ratings: bool,
    filled: Callable[[str, TypedRow], TypedRow] = as_it_is,
) -> HandedOut:
    """The workbook of a department; with_ratings: also the ratings that its own managers give to its people.

    filled: gives what stands in a row of a sheet, by the sheet's key; for samples that are filled in already. The
    workbook names nobody of another department; their ids stand only where they own a figure, approved or led a talk.
    """
    own = people.of(department)
    scales = Scales(cycle, people)
    facts = GuideFacts(
        owner=(_DEPARTMENT, department),
        settings=cycle.settings,
        advice=_ADVICE,
        people=[(one, people.names[one]) for one in own],
        scales=_scales(cycle, own, people, scales, language) if with_ratings else (),
    )
    lists = Lists(language)
    lists.ranges |= {"employees": list_range(IDS, facts, language), "names": list_range(NAMES, facts, language)}
    forms = [
        replace(form, rows=[filled(form.sheet.key, dict(row)) for row in form.rows])
        for form in _forms(cycle, people, department, scales=scales, lists=lists, with_ratings=with_ratings)
    ]
    properties = {"perfxl.cycle": cycle.settings.name, "perfxl.department": department}
    is_chosen = any(column.key == "counter_kpi" for form in forms for column in form.entries())
    shelf = kpis_for(department) if is_chosen else []
    content = workbook_bytes(facts, forms, lists=lists, kind="return", properties=properties, shelf=shelf)
    return handed_out(department, department, content, forms)


def handed_out(owner: str, name: str, content: bytes, forms: Sequence[Form]) -> HandedOut:
    """The finished workbook with the numbers of rows that are owed and done."""
    owed = {form.sheet.key: len(form.rows) for form in forms if form.filled_by}
    return HandedOut(owner, name, content, owed, {form.sheet.key: form.done() for form in forms if form.filled_by})


def _forms(
    cycle: Cycle, people: People, department: str, *, scales: Scales, lists: Lists, with_ratings: bool
) -> list[Form]:
    own, language = people.of(department), lists.language
    kpis = named(_rows_of(cycle, "kpis", own), people)
    goals = _discreet(_goals(cycle, department), "goals", people, own)
    ratings = manager_ratings(cycle, people, department) if with_ratings else []
    claims, talks = (named(_rows_of(cycle, key, own), people) for key in ("adjustments", "check_ins"))
    matters = _discreet(_matters(cycle, department), "matters", people, own)
    forms: list[Form] = [kpi_form(kpis, language)] if kpis else []
    forms += [_goal_form(cycle, goals, kpis_for(department), language)] if goals else []
    forms += [rating_form(ratings, scales, language=language, with_department=False)] if ratings else []
    cell = f"'{GUIDE(language)}'!{OWNER_CELL}"
    return [*forms, claim_form(claims, lists), talk_form(talks, lists), matter_form(matters, department_cell=cell)]


def _goal_form(cycle: Cycle, goals: list[TypedRow], shelf: list[LibraryKpi], language: str) -> Form:
    """The form of goals: while some are not signed, one to answer to the proposals."""
    if all(row.get("agreed_by") and row.get("agreed_on") for row in goals):
        return goal_form(goals, language)
    until = cycle.settings.plan_until
    planning = until is None or cycle.as_of <= until
    return proposal_form(goals, language, shelf=shelf, planning=planning)


def manager_ratings(cycle: Cycle, people: People, department: str) -> list[TypedRow]:
    """The ratings that managers of the department owe or gave to its people."""
    own, table = people.of(department), cycle["ratings"]
    raters = [one for one, place in people.departments.items() if folded(place) == folded(department)]
    within = table["employee_id"].isin(own) & table["rater_id"].isin(raters) & (table["role"] == "manager")
    return named(typed_rows(cycle, "ratings", within.to_numpy(dtype=bool)), people)


def named(rows: Sequence[TypedRow], people: People) -> list[TypedRow]:
    """Rows with the name of the person whom each is about."""
    return [{**row, "name": people.names.get(str(row["employee_id"]), "")} for row in rows]


def _rows_of(cycle: Cycle, key: str, own: Sequence[str]) -> list[TypedRow]:
    return typed_rows(cycle, key, cycle[key]["employee_id"].isin(own).to_numpy(dtype=bool))


def _goals(cycle: Cycle, department: str) -> list[TypedRow]:
    goals = cycle["goals"]
    same = goals["department"].map(folded).to_numpy(dtype=object) == folded(department)
    return typed_rows(cycle, "goals", same & (goals["level"] == "department").to_numpy(dtype=bool))


def _matters(cycle: Cycle, department: str) -> list[TypedRow]:
    departments = cycle["matters"]["department"].map(folded).to_numpy(dtype=object)
    return typed_rows(cycle, "matters", np.asarray(departments == folded(department), dtype=bool))


def _discreet(rows: Sequence[TypedRow], key: str, people: People, own: Sequence[str]) -> list[TypedRow]:
    """Rows without the names of other departments' people in cells that say who agreed, asked or settles."""
    known = {folded(people.names[one]) for one in own}
    foreign = {folded(name) for name in people.names.values() if len(name) > 1} - known
    hidden = frozenset(_NAMED[key])

    def kept(column: str, value: Typed) -> Typed:
        names_somebody = column in hidden and any(name in folded(str(value or "")) for name in foreign)
        return None if names_somebody else value

    return [{column: kept(column, value) for column, value in row.items()} for row in rows]


def _scales(
    cycle: Cycle, own: Sequence[str], people: People, scales: Scales, language: str
) -> list[tuple[str, str]]:
    table = cycle["ratings"]
    rows = typed_rows(cycle, "ratings", (table["employee_id"].isin(own) & (table["role"] == "manager")).to_numpy())
    return scale_lines(rows, scales, language)


def scale_lines(rows: Sequence[TypedRow], scales: Scales, language: str) -> list[tuple[str, str]]:
    """Each scale that the rows use, with the roles that use it."""
    roles: dict[str, list[str]] = {}
    for row in rows:
        scale: Scale | None = scales.scale(row)
        if scale is not None:
            role, told = title_of(str(row["role"]), ROLES, language), scale_told(scale, language)
            roles.setdefault(told, []).append(role)
    comma = Text("、", ", ")(language)
    return [(comma.join(dict.fromkeys(names)), told) for told, names in roles.items()]
