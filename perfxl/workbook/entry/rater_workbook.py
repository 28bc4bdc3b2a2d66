"""The workbook of one rater: the ratings that this person owes or gave, and, with a self rating, a claim form."""

from collections.abc import Sequence

from perfxl.cycle.choices import ADJUSTMENTS, title_of
from perfxl.cycle.tables import Cycle
from perfxl.language import Text
from perfxl.workbook.entry.guide_sheet import GUIDE
from perfxl.workbook.entry.return_columns import own_claim_form, rating_form
from perfxl.workbook.entry.return_department import HandedOut, handed_out, named, scale_lines
from perfxl.workbook.entry.return_forms import Form
from perfxl.workbook.entry.return_guide import GuideFacts
from perfxl.workbook.entry.return_rows import People, TypedRow, typed_rows
from perfxl.workbook.entry.return_scales import Scales
from perfxl.workbook.entry.return_workbook import workbook_bytes
from perfxl.workbook.entry.rules import Lists

_RATER = Text("评价人", "Rater")
_ID = "$C$2"  # beside the name
_ADVICE = (
    Text("每一行评一个人的一个方面；评分从下拉选择。", "Each row is one aspect of one person; choose from the list."),
    Text("评语请写具体事例：做了什么、结果怎样；对事不对人。",
         "Give examples in the comment: what was done and what came of it; about the work, not the person."),
    Text("只填黄色的格；填好的行变成绿色。", "Fill in the yellow cells only; a finished row turns green."),
    Text("请勿改动工作表名和表头；填好后保存，原名交回。",
         "Leave sheet names and headers as they are; save and return the file under its name."),
    Text("评价仅供绩效管理使用，请勿转发。", "Ratings are for the appraisal only; do not pass this file on."),
)  # fmt: skip


def raters(cycle: Cycle, people: People) -> list[str]:
    """Everybody who owes or gave a rating about an appraised person, customers too, in the order of the sheet."""
    ratings = cycle["ratings"]
    about = ratings["employee_id"].isin(people.appraised) & (ratings["rater_id"] != "")
    return list(dict.fromkeys(ratings.loc[about, "rater_id"].tolist()))


def owed_ratings(cycle: Cycle, people: People) -> int:
    """How many ratings about appraised people are still owed: neither given nor recused."""
    ratings = cycle["ratings"]
    about = ratings["employee_id"].isin(people.appraised) & (ratings["rater_id"] != "")
    return int((about & (ratings["rating.text"] == "") & (ratings["recused_reason"] == "")).sum())


def rater_workbook(cycle: Cycle, people: People, rater_id: str, *, language: str) -> HandedOut:
    """The workbook of one rater, with only the rows that this person owes or gave."""
    scales = Scales(cycle, people)
    rows = _rows(cycle, people, rater_id)
    name = people.names.get(rater_id, "")
    facts = GuideFacts(
        owner=(_RATER, name or rater_id),
        settings=cycle.settings,
        advice=_ADVICE,
        scales=scale_lines(rows, scales, language),
        owner_id=rater_id,
    )
    forms: list[Form] = [rating_form(rows, scales, language=language, with_department=True)]
    if any(row["role"] == "self" for row in rows):
        id_cell = f"'{GUIDE(language)}'!{_ID}"
        forms.append(own_claim_form(id_cell=id_cell, kind=title_of("extra", ADJUSTMENTS, language)))
    properties = {"perfxl.cycle": cycle.settings.name, "perfxl.rater": rater_id}
    content = workbook_bytes(facts, forms, lists=Lists(language), kind="rater", properties=properties)
    return handed_out(rater_id, name, content, forms)


def _rows(cycle: Cycle, people: People, rater_id: str) -> list[TypedRow]:
    """The rater's rows, the self rating first, with whom they are about."""
    table = cycle["ratings"]
    keep = table["employee_id"].isin(people.appraised) & (table["rater_id"] == rater_id)
    rows = named(typed_rows(cycle, "ratings", keep.to_numpy(dtype=bool)), people)
    placed = [_placed(row, people) for row in rows]
    return _self_first(placed)


def _placed(row: TypedRow, people: People) -> TypedRow:
    person = str(row["employee_id"])
    where = {"person_department": people.departments.get(person), "person_position": people.positions.get(person)}
    return {**row, **where}


def _self_first(rows: Sequence[TypedRow]) -> list[TypedRow]:
    return sorted(rows, key=lambda row: row["role"] != "self")
