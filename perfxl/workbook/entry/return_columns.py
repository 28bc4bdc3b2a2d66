"""Which columns the forms show, what people fill in there, and what each form asks for."""

from collections.abc import Mapping, Sequence

from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.typed import Typed
from perfxl.language import Text, spoken
from perfxl.workbook.entry.return_entries import actual_rule, messages, rating_rule
from perfxl.workbook.entry.return_forms import SPARE_ROWS, EntryRule, Form, FormColumn, shown_column
from perfxl.workbook.entry.return_rows import TypedRow, used_columns
from perfxl.workbook.entry.return_scales import Scales
from perfxl.workbook.entry.rules import Lists
from perfxl.workbook.library.kpi import LibraryKpi
from perfxl.workbook.library.shelf import names_range, told_formula

_NAME = shown_column("name", "姓名", "Name")
_MEANING = shown_column("dimension_meaning", "这个维度评什么", "What it is about", wide=True)
_DEPARTMENT = shown_column("person_department", "所在部门", "Works in")
_POSITION = shown_column("person_position", "岗位", "Position")
_WHEN_USED = 'IF({item}{row}="","",'
_NAME_FORMULA = 'IF({employee_id}{row}="","",IFERROR(INDEX(@names,MATCH({employee_id}{row},@ids,0)),""))'

_KPI_TASK = Text(
    "请填写黄色的“实际值”；不适用的把实际值留空，写明“不适用原因”。没有发生写 0。",
    "Fill in the yellow Actual; where a KPI does not apply, leave it blank and say why. Write 0 for none.",
)
_GOAL_TASK = Text("请填写部门目标的“实际值”。", "Fill in the Actual of the department's goals.")
_PROPOSAL_TASK = Text(
    "请对每个目标选“同意”或“另提”；另提时写建议目标值或建议指标，并写理由。商定后由负责人签名、写日期。",
    "Accept each goal or counter-propose: the target or KPI you propose, and why. Sign and date what is agreed.",
)
_LATE_TASK = Text(
    "请填写“实际值”；还没有商定的目标，请写部门意见，或签名确认。",
    "Fill in the Actual; for goals that are not agreed on yet, answer or sign.",
)
_CHOOSE_KPI = Text("从指标库选择，或写自己的指标。", "Choose from the KPI library, or write your own.")
_OWN_KPI = Text("指标库没有这个名称，仍可使用。", "The library has no such KPI; you may keep it.")
_LIBRARY_TOLD = shown_column("library_told", "所选指标的说明", "What that KPI is", wide=True)
_ANSWER = ("response", "counter_target", "counter_kpi", "counter_reason")
_SIGNATURE = ("agreed_by", "agreed_on")
_GOAL_PLACE = ("department", "owner_id", "parent_goal_id", "no_parent_reason", "adds_to_parent")
_RATING_TASK = Text(
    "请在“评分”中从下拉选择，并用具体事例写评语；需要回避的留空评分，写明“回避原因”。",
    "Choose the rating from the list and give examples in the comment; if you must not rate, say why instead.",
)
_CLAIM_TASK = Text(
    "本职以外的额外工作在空白行登记：谁、何时、做了什么、申报几分、凭什么；由本人以外的人批准。",
    "Enter work beyond the job in a blank row: who, when, what, points claimed, evidence; somebody else approves.",
)
_TALK_TASK = Text("把与员工的计划、辅导、反馈和约定登记在空白行。", "Enter talks with your people in a blank row.")
_MATTER_TASK = Text(
    "对考核有疑问、需要协调的事项登记在空白行。", "Enter questions about the appraisal in a blank row."
)
_SELF_CLAIM_TASK = Text(
    "你做过的本职以外的工作，一行一项：写事项、日期、申报分和证据；工号和类型会自动出现。",
    "Your work beyond the job, one row each: what, when, points claimed, evidence; the rest fills itself.",
)


def kpi_form(rows: Sequence[TypedRow], language: str) -> Form:
    """The KPIs of some people: actual, reason and evidence to fill in."""
    facts = ("kpi", "weight", "rule", "target", "floor", "stretch", "cap", "parameters", "unit")
    return Form(
        sheet_of("kpis"),
        _KPI_TASK,
        (
            *_columns("kpis", ("employee_id",)),
            FormColumn(_NAME),
            *_columns("kpis", facts, rows=rows),
            *_columns("kpis", ("actual", "not_applicable_reason", "evidence"), entry=True),
            *_columns("kpis", ("assignment_from", "goal_id", "owner_id"), rows=rows),
        ),
        rows,
        filled_by=("actual", "not_applicable_reason"),
        rule=_only("actual", language),
    )


def goal_form(rows: Sequence[TypedRow], language: str) -> Form:
    """The goals of a department, all of them agreed on: the actual to fill in."""
    return Form(
        sheet_of("goals"),
        _GOAL_TASK,
        (
            *_goal_facts(rows),
            *_columns("goals", ("actual",), entry=True),
            *_columns("goals", (*_ANSWER, *_SIGNATURE, *_GOAL_PLACE), rows=rows),
        ),
        rows,
        filled_by=("actual",),
        rule=_only("actual", language),
    )


def proposal_form(rows: Sequence[TypedRow], language: str, *, shelf: Sequence[LibraryKpi], planning: bool) -> Form:
    """The goals that are proposed to a department: to accept, or to answer with something else and why, and to sign.

    shelf: the KPIs that a drop-down offers. planning: answers are what is owed now; later on the actuals are.
    """
    told = told_formula(language, chosen="{counter_kpi}{row}", count=len(shelf))
    answer = (
        *_columns("goals", _ANSWER, entry=True),
        *_columns("goals", _SIGNATURE, entry=True, only_blanks=True),
        FormColumn(_LIBRARY_TOLD, beside=True, formula=told),
    )
    return Form(
        sheet_of("goals"),
        _PROPOSAL_TASK if planning else _LATE_TASK,
        (
            *_goal_facts(rows),
            *(() if planning else _columns("goals", ("actual",), entry=True)),
            *answer,
            *_columns("goals", _GOAL_PLACE, rows=rows),
        ),
        rows,
        filled_by=("response", "agreed_on") if planning else ("actual",),
        rule=_of_proposals(language, shelf),
        either=False,
    )


def _goal_facts(rows: Sequence[TypedRow]) -> tuple[FormColumn, ...]:
    facts = ("measure", "unit", "rule", "target", "floor", "stretch", "cap", "parameters", "weight", "due_on")
    return (*_columns("goals", ("goal_id", "level", "goal")), *_columns("goals", facts, rows=rows))


def _of_proposals(language: str, shelf: Sequence[LibraryKpi]) -> EntryRule:
    """The validations of actuals, and a drop-down of the library for another KPI; other names may be typed."""
    title = sheet_of("goals").column("counter_kpi").title(language)
    told = messages(title, [_CHOOSE_KPI(language)], wrong=_OWN_KPI(language), language=language)
    library = {"validate": "list", "source": names_range(shelf, language), "error_type": "information", **told}
    actuals = _only("actual", language)
    return lambda column, row: library if column.key == "counter_kpi" else actuals(column, row)


def rating_form(rows: Sequence[TypedRow], scales: Scales, *, language: str, with_department: bool) -> Form:
    """Ratings to give; with_department: whose departments and positions are shown, as raters need it."""
    meant: list[TypedRow] = [{**row, _MEANING.key: spoken(scales.meaning(row), language) or None} for row in rows]
    shown = [one for one in (_DEPARTMENT, _POSITION) if with_department and any(row.get(one.key) for row in meant)]
    has_meaning = any(row.get(_MEANING.key) for row in meant)
    rating = sheet_of("ratings").column("rating")
    rules: dict[tuple[object, ...], dict[str, object]] = {}

    def rule(column: object, row: Mapping[str, Typed]) -> dict[str, object] | None:
        if column is not rating:
            return None
        scale = scales.scale(row)
        key = (scale.knots, scale.words) if scale else ()
        return rules.setdefault(key, rating_rule(rating, scale, language))

    return Form(
        sheet_of("ratings"),
        _RATING_TASK,
        (
            *_columns("ratings", ("employee_id",)),
            FormColumn(_NAME),
            *(FormColumn(one, beside=True) for one in shown),
            *_columns("ratings", ("role",)),
            *_columns("ratings", ("dimension",), rows=rows),
            *((FormColumn(_MEANING, beside=True),) if has_meaning else ()),
            *_columns("ratings", ("rating", "comment", "recused_reason"), entry=True),
            *_columns("ratings", ("assignment_from",), rows=rows),
            *_columns("ratings", ("rater_id",)),
        ),
        meant,
        filled_by=("rating", "recused_reason"),
        rule=rule,
        frozen=2,
    )


def claim_form(rows: Sequence[TypedRow], lists: Lists) -> Form:
    """Adjustments of a department's people: what stands there, and blank rows for more."""
    keys = ("on", "kind", "item", "claimed_points", "evidence", "approved_points", "approver_id")
    columns = (*_whose(lists), *_columns("adjustments", keys, entry=True, only_blanks=True))
    return Form(sheet_of("adjustments"), _CLAIM_TASK, columns, rows, counted="item", spare=SPARE_ROWS, frozen=2)


def own_claim_form(*, id_cell: str, kind: str) -> Form:
    """The claim form of one person. id_cell: where the person's id stands; kind: the word for extra work."""
    sheet = sheet_of("adjustments")
    return Form(
        sheet,
        _SELF_CLAIM_TASK,
        (
            FormColumn(sheet.column("employee_id"), formula=_WHEN_USED + f"{id_cell})"),
            FormColumn(sheet.column("kind"), formula=_WHEN_USED + f'"{kind}")'),
            *_columns("adjustments", ("item", "on", "claimed_points", "evidence"), entry=True, only_blanks=True),
        ),
        (),
        counted="item",
        spare=SPARE_ROWS,
        frozen=2,
    )


def talk_form(rows: Sequence[TypedRow], lists: Lists) -> Form:
    """Check-ins with a department's people, and blank rows for more."""
    keys = ("on", "kind", "notes", "next_step", "by_id")
    columns = (*_whose(lists), *_columns("check_ins", keys, entry=True, only_blanks=True))
    return Form(sheet_of("check_ins"), _TALK_TASK, columns, rows, counted="on", spare=SPARE_ROWS, frozen=2)


def matter_form(rows: Sequence[TypedRow], *, department_cell: str) -> Form:
    """What the department wants to settle, and blank rows for more."""
    sheet = sheet_of("matters")
    filled = f'IF({{issue}}{{row}}="","",{department_cell})'
    keys = ("on", "raised_by", "issue", "owner", "due", "closed_on", "outcome")
    columns = (
        FormColumn(sheet.column("department"), formula=filled),
        *_columns("matters", keys, entry=True, only_blanks=True),
    )
    return Form(sheet, _MATTER_TASK, columns, rows, counted="issue", spare=SPARE_ROWS, frozen=1)


def _whose(lists: Lists) -> tuple[FormColumn, FormColumn]:
    """The id to choose, and the name that follows it."""
    ids = lists.ranges["employees"].removeprefix("=")
    names = _NAME_FORMULA.replace("@ids", ids).replace("@names", lists.ranges["names"].removeprefix("="))
    id_column = sheet_of("adjustments").column("employee_id")
    return FormColumn(id_column, entry=True, only_blanks=True), FormColumn(_NAME, formula=names)


def _columns(
    key: str,
    keys: Sequence[str],
    *,
    rows: Sequence[TypedRow] | None = None,
    entry: bool = False,
    only_blanks: bool = False,
) -> list[FormColumn]:
    """Declared columns of a sheet; with `rows`, only those in which any row holds something."""
    sheet = sheet_of(key)
    kept = keys if rows is None else [one for one in keys if one in used_columns(sheet, rows)]
    return [FormColumn(sheet.column(one), entry=entry, only_blanks=only_blanks) for one in kept]


def _only(key: str, language: str) -> EntryRule:
    """The validation of actuals; the other columns keep their own."""
    return lambda column, row: actual_rule(column, row, language) if column.key == key else None
