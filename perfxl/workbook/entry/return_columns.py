"""Which columns the forms show, what people fill in there, and what each form asks for."""

from collections.abc import Mapping, Sequence

from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.typed import Typed
from perfxl.language import Text, spoken
from perfxl.workbook.entry.return_entries import actual_rule, rating_rule
from perfxl.workbook.entry.return_forms import SPARE_ROWS, EntryRule, Form, FormColumn, shown_column
from perfxl.workbook.entry.return_rows import TypedRow, used_columns
from perfxl.workbook.entry.return_scales import Scales
from perfxl.workbook.entry.rules import Lists

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
    """The goals of a department: the actual to fill in."""
    facts = ("measure", "unit", "rule", "target", "floor", "stretch", "cap", "parameters", "weight")
    return Form(
        sheet_of("goals"),
        _GOAL_TASK,
        (
            *_columns("goals", ("goal_id", "level", "goal")),
            *_columns("goals", facts, rows=rows),
            *_columns("goals", ("actual",), entry=True),
            *_columns("goals", ("department", "owner_id", "parent_goal_id", "agreed_by", "agreed_on"), rows=rows),
        ),
        rows,
        filled_by=("actual",),
        rule=_only("actual", language),
    )


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
