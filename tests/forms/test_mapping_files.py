"""A mapping file is read as it is written, or refused in one line that says where it is wrong."""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from perfxl.faults import Fault
from perfxl.workbook.forms.choosing import is_for
from perfxl.workbook.forms.mapping import Mapping
from perfxl.workbook.forms.mapping_file import WrongMapping, mapping_of, mappings_in, read_mapping
from perfxl.workbook.samples.sample_mappings import SAMPLE_MAPPINGS
from tests.forms.drawn import FORM, HEAD, ONE_PERSON, book, grid, read, rows

GOOD = HEAD + ONE_PERSON


def problem(text: str) -> str:
    with pytest.raises(WrongMapping) as wrong:
        mapping_of(text)
    assert wrong.value.problem.zh
    return wrong.value.problem.en


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "市场部"', "name = ", "line 1 is no TOML (Invalid value)"),
        ('name = "市场部"\n', "", "name: it is missing"),
        ('file = "市场部*"', "", "match: give file, sheet or text; else it is for every file"),
        ('file = "市场部*"', 'flie = "市场部*"', "match.flie: there is no such entry"),
        (
            'kpi = "考核项目"',
            'kip = "考核项目"',
            "tables[1]: KPIs has no kip; it has employee_id, kpi, assignment_from",
        ),
        (
            "[tables.kpis]",
            "[tables.kpi_list]",
            "tables[1]: there is no kpi_list, nor such a sheet; the sheets are schemes",
        ),
        ("[tables.kpis]", "[tables.cycle]", "tables[1]: there is no cycle, nor such a sheet"),
        (
            'weight = "权重"',
            "weight = { }",
            "tables[1].kpis.weight: give one of header (or column), join, field, value",
        ),
        ('weight = "权重"', 'weight = { header = "权重", value = 1 }', "tables[1].kpis.weight: give one of header"),
        ('weight = "权重"', 'weight = "权重"\n"权重" = "比重"', "tables[1]: 权重 is the column of a line above"),
        (
            'weight = "权重"',
            'weight = { header = "权重", times = -1 }',
            "tables[1].kpis.weight.times: it is not written",
        ),
        ('weight = "权重"', 'weight = { field = "人" }', "there is no 人 in [fields]"),
        ('weight = "权重"', 'weight = { across = "cell" }', "tables[1]: a table that reads across needs across"),
        ('weight = "权重"', 'weight = "权重"\nonce = "actuel"', "tables[1]: KPIs has no actuel"),
        ('weight = "权重"', 'weight = "权重"\nfilled = "unit"', "tables[1]: filled names unit, no column here"),
        ('employee_id = "工号"\n', "", "KPIs: say where employee_id comes from"),
        ('employee_id = "工号"', 'employee_id = { file_name = "市场部" }', "fields.employee_id: the name needs one {}"),
        ('employee_id = "工号"', 'employee_id = { cell = "3C" }', "fields.employee_id.cell: it is not written"),
        ("[[tables]]", '[[tables]]\nweights_of = "section"', 'tables[1]: weights_of = "section" needs section_weight'),
        ("[[tables]]", '[[tables]]\nbelow = "一"\nbeside = "二"', "tables[1]: give below or beside, not both"),
        ("[[tables]]", '[totals]\nscor = "总分"\n[[tables]]', "there is no total scor, only score, base, grade"),
        ("[[tables]]", "[[tables]]\nacross = { first = 'A' }", "tables[1].across: give headers, or first and last"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(old: str, new: str, said: str) -> None:
    assert old in GOOD
    found = problem(GOOD.replace(old, new, 1))

    assert found.startswith(said)
    assert "\n" not in found


def test_a_table_by_position_alone_needs_its_first_row() -> None:
    by_position = '[[tables]]\n[tables.kpis]\nkpi = { column = "A" }\nemployee_id = { value = "1" }'

    assert problem(HEAD + by_position) == "tables[1]: a table read by position alone needs first_row"


def test_a_file_is_read_or_refused_with_its_name(tmp_path: Path) -> None:
    good, bad = tmp_path / "好.toml", tmp_path / "坏.toml"
    good.write_text(GOOD, encoding="utf-8-sig")
    bad.write_bytes(GOOD.encode("gb18030"))

    assert read_mapping(good).name == "市场部"
    for path, said in ((bad, "it is not UTF-8; save it as UTF-8"), (tmp_path / "无.toml", "it cannot be read")):
        with pytest.raises(Fault) as fault:
            read_mapping(path)
        assert fault.value.message.en.startswith(f"The mapping {path} is wrong: {said}")


def test_a_folder_gives_every_mapping_that_is_right(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(GOOD.replace("市场部", "乙"), encoding="utf-8")
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "c.toml").write_text("[", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("?", encoding="utf-8")
    given_too = mapping_of(GOOD)

    found = mappings_in(tmp_path, also=[given_too])

    assert [one.name for one in found.usable] == ["市场部", "乙"]
    assert [one.code for one in found.findings] == ["PX940"]
    assert mappings_in(tmp_path / "none") == mappings_in(tmp_path / "also none")


@pytest.mark.parametrize(
    ("lines", "confirmed"),
    [
        ('confirmed_by = "松竹"\nconfirmed_on = 2026-11-02', True),
        ("confirmed = true", True),
        ('confirmed_by = "松竹"', False),
        ('confirmed_by = " "\nconfirmed_on = 2026-11-02', False),
        ("confirmed = false", False),
        ("", False),
    ],
)
def test_who_confirmed_counts(lines: str, confirmed: bool) -> None:
    text = GOOD.replace('confirmed_by = "松竹"\nconfirmed_on = 2026-11-02', lines)

    assert mapping_of(text).is_confirmed == confirmed


@pytest.mark.parametrize(
    ("match", "fits"),
    [
        ('file = "市场部*.xlsx"', True),
        ('file = ["*销售*", "市场*"]', True),
        ('file = "华东/市场部*"', True),
        ('file = "销售*"', False),
        ('file = "*"\nsheet = "考核*"', True),
        ('file = "*"\nsheet = "!考核*"', False),
        ('sheet = ["!说明", "考核表"]', True),
        ('text = "员工绩效考核表"', True),
        ('text = "员工*考核表"', True),
        ('text = "绩效合约"', False),
        ('file = "市场部*"\ntext = "绩效合约"', False),
    ],
)
def test_a_mapping_is_for_files_sheets_and_texts(match: str, fits: bool) -> None:
    mapping = mapping_of(GOOD.replace('file = "市场部*"', match))

    assert is_for(book(grid(FORM, file="华东/市场部-云示例.xlsx")), mapping) == fits


def test_names_in_any_language_mean_the_same() -> None:
    chinese = ONE_PERSON.replace("employee_id =", '"工号" =').replace("name =", '"姓名" =')
    chinese = (
        chinese.replace("tables.kpis", 'tables."指标"').replace("kpi =", '"指标名称" =').replace("weight =", '"权重" =')
    )

    assert mapping_of(HEAD + chinese).fingerprint == mapping_of(GOOD).fingerprint
    assert rows(read(FORM, chinese), "指标") == rows(read(FORM, ONE_PERSON), "指标")


def test_the_fingerprint_tells_what_is_read_apart_and_not_who_confirmed() -> None:
    one = mapping_of(GOOD)

    assert mapping_of(GOOD.replace("松竹", "麦穗")).fingerprint == one.fingerprint
    assert mapping_of(GOOD.replace('"完成值"', '"实际"')).fingerprint != one.fingerprint
    assert (one.needs_roster, mapping_of(GOOD.replace('"工号"', '{ label = "姓名", person = true }')).needs_roster) == (
        False,
        True,
    )


SAID = [tomllib.loads(text) for text in [*SAMPLE_MAPPINGS.values(), GOOD]]
ODD = st.one_of(
    st.none(), st.integers(-5, 5), st.booleans(), st.text(max_size=4), st.just([]), st.just({}), st.just(["*"])
)


def places_in(said: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every key and index below `said`."""
    items = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    return [here for key, value in items for here in [(*path, key), *places_in(value, (*path, key))]]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_file_is_so_odd_that_it_stops_the_run(data: st.DataObject) -> None:
    said = copy.deepcopy(data.draw(st.sampled_from(SAID)))
    path = data.draw(st.sampled_from(places_in(said)))
    inside: Any = said
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = data.draw(ODD)

    try:
        mapping = Mapping.model_validate(said)
    except ValidationError:
        return
    read_with = book(grid(FORM))
    assert is_for(read_with, mapping) in (True, False)
