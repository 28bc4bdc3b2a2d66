"""Workbooks to hand out: only their own people, only the entries open, and what is typed there comes back as typed."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
from perfxl.cycle.sheets import NOT_READ, sheet_named, sheet_of
from perfxl.cycle.tables import Cycle
from perfxl.cycle.typed import Percent, Typed
from perfxl.language import folded
from perfxl.workbook.entry.builder import build_workbook
from perfxl.workbook.entry.rater_workbook import rater_workbook, raters
from perfxl.workbook.entry.return_department import HandedOut, department_workbook
from perfxl.workbook.entry.return_rows import People
from perfxl.workbook.entry.return_sheet import NOTHING_SHOWN
from perfxl.workbook.intake.grids import read_book
from perfxl.workbook.reading.chosen_sheets import chosen_sheets
from perfxl.workbook.reading.reader import read_cycle
from perfxl.workbook.reading.sheet_reader import TableRead, read_table
from tests.support.libreoffice import all_recalculated, converted, needs_libreoffice, needs_uno, typed_into, values
from tests.support.ooxml_files import needs_validator, ooxml_errors

_REFERENCES = {"数据提供人工号", "负责人工号", "批准人工号", "沟通人工号", "评价人工号"}
_HOSTILE = ("=1+1", "＝cmd|' /C calc'!A0", "<b>&amp;\"'", "@SUM(1)", "长" * 200)
_FIRST = 6  # the row of the first person, as Excel counts


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    path = tmp_path_factory.mktemp("sample") / "a.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    return read_cycle(path, as_of=SAMPLE_AS_OF)


@pytest.fixture(scope="module")
def people(sample: Cycle) -> People:
    return People(sample)


@pytest.fixture(scope="module")
def departments(sample: Cycle, people: People) -> dict[str, HandedOut]:
    return {
        one: department_workbook(sample, people, one, language="zh", with_ratings=True)
        for one in people.all_departments()
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """One department of five people with names and KPIs that want to be something else than text."""
    ids = [f"0000{number}" for number in range(len(_HOSTILE))]
    person: dict[str, Typed] = {"department": _HOSTILE[0], "scheme": "岗"}
    rows: dict[str, list[dict[str, Typed]]] = {
        "cycle": [{"name": "2026", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}],
        "schemes": [
            {"scheme": "岗", "component": "kpi", "weight": Percent(90)},
            {"scheme": "岗", "component": "self", "weight": Percent(10), "scale_min": 0, "scale_max": 10},
        ],
        "employees": [{"employee_id": one, "name": name, **person} for one, name in zip(ids, _HOSTILE, strict=True)],
        "kpis": [
            {"employee_id": one, "kpi": name, "weight": Percent(100), "rule": "ratio_up", "target": Percent(90)}
            for one, name in zip(ids, _HOSTILE, strict=True)
        ],
        "ratings": [{"employee_id": ids[1], "rater_id": ids[1], "role": "self"}],
    }
    path = tmp_path_factory.mktemp("hostile") / "a.xlsx"
    build_workbook(path, rows, language="zh")
    return read_cycle(path, as_of=date(2026, 12, 31))


def opened(handed: HandedOut, **more: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(handed.content), **more)


def parts(handed: HandedOut) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(handed.content)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def tables(path: Path) -> dict[str, TableRead]:
    """Every declared sheet of a workbook as the reader takes it."""
    book = read_book(path)
    return {
        key: read
        for key, grid in chosen_sheets(book).grids.items()
        if (read := read_table(grid, sheet_of(key), date1904=book.date1904))
    }


# Whose it is


def test_no_part_of_a_departments_workbook_names_anybody_else(
    departments: dict[str, HandedOut], people: People
) -> None:
    for department, handed in departments.items():
        own = people.of(department)
        whole = "\n".join(parts(handed).values())
        names = {people.names[one] for one in own}
        assert [name for name in people.names.values() if name not in names and name in whole] == []
        foreign = set(people.names) - set(own)
        allowed = {cell for title, cell in _cells(handed) if title in _REFERENCES}
        assert {one for one in foreign if f">{one}<" in whole} <= allowed
        assert [cell for title, cell in _cells(handed) if title not in _REFERENCES and cell in foreign] == []


def _cells(handed: HandedOut) -> Iterator[tuple[str, str]]:
    """Every text of the forms with the title of its column."""
    for page in opened(handed).worksheets[1:]:
        titles = [str(cell.value or "").rstrip("*") for cell in page[_FIRST - 1]]
        for row in page.iter_rows(min_row=_FIRST, values_only=True):
            yield from ((title, str(cell)) for title, cell in zip(titles, row, strict=True) if cell is not None)


def test_a_name_of_another_department_in_a_free_text_is_left_out(sample: Cycle, people: People) -> None:
    stranger = people.names["05001"]
    goals = sample["goals"].assign(agreed_by=f"{stranger}（财务）")

    handed = department_workbook(
        sample.with_tables(goals=goals), people, "销售部", language="zh", with_ratings=False
    )

    assert stranger not in "".join(parts(handed).values())


def test_a_department_gets_its_rows_and_only_its_own_managers_ratings(
    departments: dict[str, HandedOut], sample: Cycle, people: People, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_bytes(departments["研发部"].content)
    read = tables(tmp_path / "a.xlsx")

    own = set(people.of("研发部"))
    ratings = read["ratings"].arrays
    assert len(read["kpis"].arrays["kpi"]) == int(sample["kpis"]["employee_id"].isin(own).sum())
    assert set(read["goals"].arrays["department"]) == {"研发部"}
    assert (set(ratings["role"]), set(ratings["rater_id"])) == ({"manager"}, {"02001"})
    assert set(ratings["employee_id"]) == own - {"02001"}


def test_a_rater_gets_what_that_person_owes_or_gave_and_a_claim_form_with_a_self_rating(
    sample: Cycle, people: People
) -> None:
    everybody = raters(sample, people)
    one = next(rater for rater in everybody if rater.startswith("02") and rater != "02001")
    customer = next(rater for rater in everybody if rater.startswith("K"))

    own, theirs = (rater_workbook(sample, people, rater, language="zh") for rater in (one, customer))

    rows = list(opened(own)["评价"].iter_rows(min_row=_FIRST, values_only=True))
    assert len(rows) == int((sample["ratings"]["rater_id"] == one).sum())
    assert {row[-1] for row in rows} == {one}
    assert rows[0][0] == one, "the self rating comes first"
    assert opened(own).sheetnames == ["填写说明", "评价", "加减分"]
    assert opened(theirs).sheetnames == ["填写说明", "评价"]
    assert read_kinds(own, theirs) == ["rater", "rater"]


def read_kinds(*handed: HandedOut) -> list[str]:
    return [re.findall(r"<vt:lpwstr>(\w+)<", parts(one)["docProps/custom.xml"])[0] for one in handed]


# How it is filled in


def test_only_the_entries_are_open_and_the_structure_is_locked_without_a_password(
    departments: dict[str, HandedOut],
) -> None:
    book = opened(departments["生产部"])
    page = book["指标"]
    titles = [str(cell.value).rstrip("*") for cell in page[_FIRST - 1]]
    open_columns = {
        title for row in page.iter_rows(min_row=_FIRST) for title, cell in zip(titles, row, strict=True)
        if not cell.protection.locked
    }  # fmt: skip

    assert open_columns == {"实际值", "不适用原因", "数据来源"}
    assert book.security.lockStructure
    assert all(one.protection.sheet and one.protection.password is None for one in book.worksheets)


def test_what_may_be_typed_follows_the_rule_and_the_scale(departments: dict[str, HandedOut]) -> None:
    book = opened(departments["研发部"])
    by_rule = {}
    titles = [str(cell.value).rstrip("*") for cell in book["指标"][_FIRST - 1]]
    for row in book["指标"].iter_rows(min_row=_FIRST):
        cells = dict(zip(titles, row, strict=True))
        by_rule[cells["计分规则"].value] = _rule(book["指标"], cells["实际值"].coordinate)
    head = next(cell for cell in book["评价"][_FIRST - 1] if cell.value == "评分")
    ratings = _rule(book["评价"], f"{head.column_letter}{_FIRST}")

    assert {name: rule.type for name, rule in by_rule.items()} == {
        "越小越好": "decimal", "越大越好": "decimal", "里程碑": None, "阶梯": "decimal",
        "线性插值": "decimal", "反比": "decimal", "扣分": "decimal",
    }  # fmt: skip
    assert by_rule["扣分"].formula1 == "0"
    assert "没有发生写 0" in by_rule["扣分"].prompt
    assert "共有：计划、用例、回归" in by_rule["里程碑"].prompt
    assert ratings.formula1 == '"优秀,良好,合格,待改进,不合格,5,4,3,2,1"'
    assert "优秀=5" in ratings.prompt
    assert "优秀=5" in ratings.error


def _rule(page: Any, cell: str) -> Any:
    (rule,) = [one for one in page.data_validations.dataValidation if cell in one.sqref]
    return rule


def test_the_claim_form_offers_the_departments_people_and_shows_their_names(
    departments: dict[str, HandedOut], people: People
) -> None:
    book = opened(departments["财务部"])
    page = book["加减分"]
    rule = _rule(page, f"A{page.max_row}")
    name, cells = rule.formula1.replace("'", "").replace("$", "").split("!")

    assert [row[0].value for row in book[name][cells]] == people.of("财务部")
    assert "INDEX" in page[f"B{page.max_row}"].value


def test_progress_and_missing_rows(hostile: Cycle) -> None:
    handed = department_workbook(hostile, People(hostile), _HOSTILE[0], language="zh", with_ratings=True)

    assert (handed.owed, handed.done) == ({"kpis": 5}, {"kpis": 0})
    assert opened(handed, data_only=True)["指标"]["A3"].value == "已填 0/5，还差 5"
    assert opened(handed, data_only=True)["填写说明"]["C8"].value == "已填 0/5，还差 5"


def test_names_that_look_like_formulas_or_tags_stay_text(hostile: Cycle) -> None:
    handed = department_workbook(hostile, People(hostile), _HOSTILE[0], language="zh", with_ratings=True)

    page = opened(handed)["指标"]
    shown = [(row[1].value, row[1].data_type) for row in page.iter_rows(min_row=_FIRST)]
    assert shown == [(name, "s") for name in _HOSTILE]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_cycle_gives_the_same_bytes(sample: Cycle, people: People, language: str) -> None:
    department = [department_workbook(sample, people, "客服部", language=language, with_ratings=True) for _ in "12"]
    rater = [rater_workbook(sample, people, "03001", language=language) for _ in "12"]

    assert department[0].content == department[1].content
    assert rater[0].content == rater[1].content


def test_an_english_workbook_has_no_chinese_but_what_the_cycle_says(tmp_path: Path) -> None:
    rows: dict[str, list[dict[str, Typed]]] = {
        "cycle": [{"name": "2026", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "language": "en"}],
        "schemes": [{"scheme": "s", "component": "manager", "weight": Percent(100), "scale_min": 1, "scale_max": 5}],
        "employees": [{"employee_id": "1", "name": "A", "department": "Sales"}],
        "kpis": [{"employee_id": "1", "kpi": "K", "weight": Percent(100), "rule": "milestone", "parameters": "a=50; b=50"}],
        "ratings": [{"employee_id": "1", "rater_id": "1", "role": "self"}],
    }
    build_workbook(tmp_path / "a.xlsx", rows, language="en")
    cycle = read_cycle(tmp_path / "a.xlsx", as_of=date(2026, 12, 31))
    handed = [
        department_workbook(cycle, People(cycle), "Sales", language="en", with_ratings=True),
        rater_workbook(cycle, People(cycle), "1", language="en"),
    ]

    for one in handed:
        texts = {name: text for name, text in parts(one).items() if "theme" not in name}
        found = {name: re.findall("[\u4e00-\u9fff]+", text) for name, text in texts.items()}
        assert {name: words for name, words in found.items() if set(words) - {"无", "不适用"}} == {}


# Round trip


@needs_libreoffice
def test_what_is_typed_and_saved_by_libreoffice_is_read_as_typed(hostile: Cycle, tmp_path: Path) -> None:
    people = People(hostile)
    book = opened(department_workbook(hostile, people, _HOSTILE[0], language="zh", with_ratings=True))
    _type(book["指标"], "实际值", [0.855, 0.9, None, 0, "—"])
    _type(book["指标"], "不适用原因", [None, None, "停产", None, None])
    claims = book["加减分"]
    for column, value in {"A": "00003", "C": date(2026, 3, 18), "D": "加分", "E": "值班", "F": 3}.items():
        claims[f"{column}{_FIRST}"] = value
    book["沟通事项"][f"D{_FIRST}"] = "停产天数怎样算？"
    book.save(tmp_path / "部门.xlsx")
    own = opened(rater_workbook(hostile, people, "00001", language="zh"))
    _type(own["评价"], "评分", [7.5])
    _type(own["加减分"], "事项", ["带教新人"])
    own.save(tmp_path / "自评.xlsx")

    made = converted([tmp_path / "部门.xlsx", tmp_path / "自评.xlsx"], tmp_path / "lo", to="xlsx:Calc MS Excel 2007 XML")

    department, rater = (tables(path) for path in made)
    kpis = department["kpis"].arrays
    assert kpis["actual"].tolist()[:2] == [85.5, 90]
    assert kpis["actual.percent"].tolist()[:2] == [True, True]
    assert kpis["not_applicable_reason"].tolist() == ["", "", "停产", "", ""]
    assert kpis["kpi"].tolist() == list(_HOSTILE)
    assert [len(department["adjustments"].arrays["item"]), len(department["matters"].arrays["issue"])] == [1, 1]
    assert [department["adjustments"].arrays[key][0] for key in ("employee_id", "kind", "claimed_points")] == ["00003", "extra", 3]
    assert department["matters"].arrays["department"].tolist() == [_HOSTILE[0]]
    assert rater["ratings"].arrays["rating"].tolist() == [7.5]
    assert [rater["adjustments"].arrays[key].tolist() for key in ("employee_id", "kind")] == [["00001"], ["extra"]]
    assert [finding.code for read in (*department.values(), *rater.values()) for finding in read.findings] == []


def _type(page: Any, title: str, typed: Sequence[object]) -> None:
    titles = [str(cell.value).rstrip("*") for cell in page[_FIRST - 1]]
    for row, value in enumerate(typed, start=_FIRST):
        cell = page.cell(row, titles.index(title) + 1)
        assert not cell.protection.locked
        cell.value = value


@needs_uno
def test_what_a_person_types_in_libreoffice_is_read_as_typed(departments: dict[str, HandedOut], tmp_path: Path) -> None:
    given, saved = tmp_path / "销售部.xlsx", tmp_path / "saved.xlsx"
    given.write_bytes(departments["销售部"].content)
    page = openpyxl.load_workbook(given)["指标"]
    column = {str(cell.value).rstrip("*"): cell.column_letter for cell in page[_FIRST - 1]}
    typed = [
        ("指标", f"{column['实际值']}{_FIRST}", "251.5"),
        ("指标", f"{column['实际值']}{_FIRST + 1}", "96.5%"),
        ("指标", f"{column['不适用原因']}{_FIRST + 2}", "项目并入总部"),
        ("指标", f"{column['权重']}{_FIRST}", "99%"),
    ]

    refused = typed_into(given, saved, tmp_path / "office", typed)

    kpis = tables(saved)["kpis"].arrays
    assert refused == [f"指标!{column['权重']}{_FIRST}"]
    assert kpis["actual"].tolist()[:2] == [251.5, 96.5]
    assert kpis["actual.percent"].tolist()[:2] == [False, True]
    assert kpis["not_applicable_reason"].tolist()[2] == "项目并入总部"
    assert kpis["weight"].tolist()[0] == tables(given)["kpis"].arrays["weight"].tolist()[0]


@needs_libreoffice
def test_libreoffice_opens_each_workbook_and_computes_the_values_that_it_carries(
    departments: dict[str, HandedOut], sample: Cycle, people: People, tmp_path: Path
) -> None:
    handed = [*departments.values(), *(rater_workbook(sample, people, one, language="zh") for one in ("02002", "03001"))]
    paths = [tmp_path / f"{number}.xlsx" for number in range(len(handed))]
    for path, one in zip(paths, handed, strict=True):
        path.write_bytes(one.content)

    live = all_recalculated(paths, tmp_path / "lo")

    for path, recomputed in zip(paths, live, strict=True):
        for name, rows in values(path).items():
            assert _filled(recomputed[name]) == _filled(rows), (path.name, name)


def _filled(rows: list[list[object]]) -> dict[tuple[int, int], object]:
    """What people see in cells; the formulas of spare rows show a blank."""
    return {
        (row, number): cell
        for row, cells in enumerate(rows)
        for number, cell in enumerate(cells)
        if cell not in ("", NOTHING_SHOWN)
    }


@needs_validator
@pytest.mark.parametrize("language", ["zh", "en"])
def test_excel_would_open_them_without_repair(
    sample: Cycle, hostile: Cycle, people: People, tmp_path: Path, language: str
) -> None:
    handed = [
        department_workbook(sample, people, "销售部", language=language, with_ratings=True),
        department_workbook(hostile, People(hostile), _HOSTILE[0], language=language, with_ratings=True),
        rater_workbook(sample, people, "02002", language=language),
        rater_workbook(sample, people, "K1002A", language=language),
    ]
    for one in handed:
        (tmp_path / "a.xlsx").write_bytes(one.content)
        assert ooxml_errors(tmp_path / "a.xlsx") == [], one.owner


def test_every_sheet_of_a_return_is_known_to_the_reader(departments: dict[str, HandedOut]) -> None:
    for handed in departments.values():
        names = opened(handed).sheetnames
        assert names[0] == "填写说明"
        assert all(sheet_named(name) or folded(name) in NOT_READ for name in names[1:])
