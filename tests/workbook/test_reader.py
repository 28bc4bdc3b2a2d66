"""From real files to a typed cycle; every finding about workbooks is produced by one."""

import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.cycle.sheets import TABLES, sheet_of
from perfxl.cycle.tables import completed
from perfxl.cycle.typed import Percent
from perfxl.faults import Fault
from perfxl.findings import Finding
from perfxl.workbook.intake.facts import SheetFacts
from perfxl.workbook.intake.grids import Grid
from perfxl.workbook.reading.identifiers import Roster
from perfxl.workbook.reading.reader import read_cycle
from perfxl.workbook.reading.sheet_reader import read_table
from tests.workbook.books import AS_OF, HEADERS, SOUND, Cells, Options, cycle_from, sound_sheets, write_book


def lines(findings: Iterable[Finding]) -> list[str]:
    return [f"{finding.code} {finding.place}" for finding in findings]


def test_a_sound_workbook_becomes_typed_tables_without_findings(tmp_path: Path) -> None:
    cycle = cycle_from(tmp_path, sound_sheets())
    kpis = cycle["kpis"]

    assert lines(cycle.findings) == []
    assert (cycle.file, cycle.settings.name, cycle.settings.ends_on) == ("绩效.xlsx", "2026 年度", date(2026, 12, 31))
    assert kpis["employee_id"].tolist() == ["00101", "00101", "00102"]
    assert kpis["weight"].tolist() == [60.0, 40.0, 100.0]
    assert kpis["rule"].tolist() == ["ratio_up"] * 3
    assert cycle["schemes"].loc[0, ["component", "missing_policy", "min_raters"]].tolist() == ["kpi", "block", 1.0]
    assert str(cycle.place("kpis", 1, "weight")) == "[绩效.xlsx]指标!C3"


def test_tables_have_exactly_the_declared_columns(tmp_path: Path) -> None:
    cycle = cycle_from(tmp_path, sound_sheets())

    for sheet in TABLES:
        assert list(cycle[sheet.key].columns) == list(completed(sheet, pd.DataFrame()).columns)


def test_english_names_and_keys_mean_the_same(tmp_path: Path) -> None:
    sheets = sound_sheets(指标=None)
    english = ("Employee ID", "KPI", "weight", "Rule", "target", "ACTUAL", "Unit")
    rows = [(*row[:3], "more is better", *row[4:]) for row in SOUND["指标"]]
    (tmp_path / "en").mkdir()
    chinese = cycle_from(tmp_path, sound_sheets())["kpis"]

    found = cycle_from(tmp_path / "en", {**sheets, "KPIs": [english, *rows]})["kpis"]

    pd.testing.assert_frame_equal(found.drop(columns="_sheet"), chinese.drop(columns="_sheet"))


def test_the_order_of_rows_and_sheets_changes_nothing_but_places(tmp_path: Path) -> None:
    rows = [*SOUND["指标"], ("101", "客户数", Percent(0), "越大越好", "—", "8５", "")]
    straight = cycle_from(tmp_path, sound_sheets(指标=rows))
    random.Random(7).shuffle(rows)
    mixed = cycle_from(tmp_path, dict(reversed(sound_sheets(指标=rows).items())))

    tables = [
        cycle["kpis"].drop(columns="_row").sort_values(["employee_id", "kpi"], ignore_index=True)
        for cycle in (straight, mixed)
    ]
    pd.testing.assert_frame_equal(*tables)
    assert straight.findings.codes() == mixed.findings.codes() == ["PX125"]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    first, second = (cycle_from(tmp_path, sound_sheets()) for _ in range(2))

    assert first.findings == second.findings
    for sheet in TABLES:
        pd.testing.assert_frame_equal(first[sheet.key], second[sheet.key])


def test_a_blank_actual_is_not_a_zero(tmp_path: Path) -> None:
    rows = [("00101", "收入", Percent(100), "越大越好", 100.0, cell) for cell in (0.0, None)]
    kpis = cycle_from(tmp_path, sound_sheets(指标=rows))["kpis"]

    assert kpis["actual"].isna().tolist() == [False, True]
    assert kpis["actual.status"].tolist() == [0, 1]


def test_a_finding_names_its_cell_its_row_its_person_and_its_item(tmp_path: Path) -> None:
    rows = [*SOUND["指标"], ("00102", "回款", Percent(0), "大概")]
    (finding,) = cycle_from(tmp_path, sound_sheets(指标=rows)).findings

    assert (finding.code, str(finding.place), finding.employee_id) == ("PX122", "[绩效.xlsx]指标!D5", "00102")
    assert (finding.target, finding.item) == (("kpis", 3, "rule"), "回款")
    assert "越大越好" in finding.mend("zh")
    assert "more is better" in finding.mend("en")


def test_weights_of_one_person_are_one_group_however_the_id_is_written(tmp_path: Path) -> None:
    rows = [("00101", "收入", 0.5, "越大越好"), ("101", "回款", 99.5, "越大越好"), ("00102", "收入", 100.0, "越大越好")]
    cycle = cycle_from(tmp_path, sound_sheets(指标=rows))

    assert cycle["kpis"]["weight"].tolist() == [0.5, 99.5, 100.0]
    assert cycle["kpis"]["employee_id"].tolist() == ["00101", "00101", "00102"]


def test_a_unit_that_the_row_names_too_belongs_to_the_number(tmp_path: Path) -> None:
    rows = [("00101", "收入", Percent(100), "越大越好", "1,000万元", "850万", "万元")]
    cycle = cycle_from(tmp_path, sound_sheets(指标=rows))

    assert cycle["kpis"].loc[0, ["target", "actual"]].tolist() == [1000.0, 850.0]
    assert cycle.findings.codes() == ["PX120", "PX120"]


def test_the_first_row_of_somebody_who_stands_twice_on_the_roster_is_used(tmp_path: Path) -> None:
    cycle = cycle_from(
        tmp_path, sound_sheets(员工=[("00101", "云一", "研发部"), *SOUND["员工"], ("00103", "云三", "研发部")])
    )
    (finding,) = cycle.findings

    assert cycle["employees"]["department"].tolist() == ["研发部", "销售部", "研发部"]
    assert cycle["employees"]["_row"].tolist() == [2, 4, 5]
    assert (str(finding.place), finding.employee_id) == ("[绩效.xlsx]员工!A3", "00101")
    assert "[绩效.xlsx]员工!A2" in finding.what("zh")


def test_customers_may_be_strangers_and_a_dash_is_nobody(tmp_path: Path) -> None:
    header = (*HEADERS["员工"], "上级工号")
    staff = [("00101", "云一", "销售部", "—"), ("00102", "云二", "销售部", "101")]
    ratings = [(*HEADERS["评价"],), ("00101", "C-9", "客户", 4.0), ("00101", "X-9", "同事", 4.0)]
    cycle = cycle_from(tmp_path, {**sound_sheets(), "员工": [header, *staff], "评价": ratings})

    assert cycle["employees"]["manager_id"].tolist() == ["", "00101"]
    assert lines(cycle.findings) == ["PX125 [绩效.xlsx]员工!D3", "PX127 [绩效.xlsx]评价!B3"]


def test_evidence_comes_from_the_master_and_the_rest_from_the_workbook(tmp_path: Path) -> None:
    master: dict[str, Cells] = {
        "指标": [HEADERS["指标"], *SOUND["指标"][:1]],
        "员工": [HEADERS["员工"], ("9", "甲", "乙")],
    }
    write_book(tmp_path / "master.xlsx", master, Options(kind="master"))
    write_book(tmp_path / "绩效.xlsx", sound_sheets(评价=[("00101", "00102", "上级", 4.0)]), Options(kind="cycle"))

    cycle = read_cycle(tmp_path, as_of=AS_OF)

    assert cycle["kpis"]["_file"].tolist() == ["master.xlsx"]
    assert cycle["employees"]["employee_id"].tolist() == ["00101", "00102"]
    assert cycle["ratings"]["_file"].tolist() == ["绩效.xlsx"]  # the master has no such sheet
    assert cycle.file == "绩效.xlsx"


def test_a_workbook_without_cycle_and_schemes_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="不是考核周期工作簿"):
        cycle_from(tmp_path, {"指标": [HEADERS["指标"]]})


@pytest.mark.parametrize(
    ("cell", "floor"), [(0.6, 60.0), (60.0, 60.0), (Percent(60), 60.0), ("60%", 60.0), (None, 70.0), (1.0, 100.0)]
)
def test_a_percent_setting_in_every_way_of_writing(tmp_path: Path, cell: object, floor: float) -> None:
    cycle = cycle_from(tmp_path, sound_sheets(周期=[*SOUND["周期"], ("最低完整度", cell)]))

    assert (cycle.settings.coverage_floor, cycle.findings.codes()) == (floor, [])


def test_settings_are_found_beside_their_labels_and_remarks_are_not_values(tmp_path: Path) -> None:
    rows = [
        ("2026 绩效周期设置",),
        ("", "项目", "内容", "说明"),
        ("", "周期名称（必填）", "2026 年度", "如 2026"),
        ("", "开始日期", "2026.1.1"),
        ("", "结束日期", "20261231"),
        ("", "公司", "", "信头上的名称"),
        ("", "语言", "英文", "中文或英文"),
        ("", "加分合计上限", "５分", ""),
    ]
    cycle = cycle_from(tmp_path, {**sound_sheets(), "周期": rows})

    assert (cycle.settings.company, cycle.settings.language, cycle.settings.extra_cap_total) == ("", "en", 5.0)
    assert (cycle.settings.starts_on, cycle.settings.ends_on) == (date(2026, 1, 1), date(2026, 12, 31))
    assert lines(cycle.findings) == ["PX120 [绩效.xlsx]周期!C8"]


CELLS = st.one_of(
    st.text("工号指标权重合计12%.-/ 　'=", max_size=5),
    st.floats(allow_nan=False),
    st.integers(-(10**18), 10**18),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@given(
    rows=st.lists(st.lists(CELLS, min_size=7, max_size=7), min_size=1, max_size=5),
    marked=st.frozensets(st.tuples(st.integers(0, 5), st.integers(0, 6)), max_size=6),
    merged=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6), st.integers(0, 5), st.integers(0, 6)), max_size=2),
    date1904=st.booleans(),
)
def test_any_cells_below_a_header_are_read_or_reported(
    rows: list[list[object]],
    marked: frozenset[tuple[int, int]],
    merged: list[tuple[int, int, int, int]],
    date1904: bool,
) -> None:
    blank: list[object] = [""] * 7
    cells: list[list[object]] = [[*HEADERS["指标"]], *rows, *[blank] * (5 - len(rows))]
    ranges = tuple((min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in merged)
    half = frozenset(place for place in marked if place[1] % 2)
    facts = SheetFacts(
        percent=half, uncalculated=marked - half, errors=dict.fromkeys(marked & half, "#N/A"), merged=ranges
    )

    read = read_table(
        Grid("a", "指标", cells, facts), sheet_of("kpis"), roster=Roster({"1": "云一"}), date1904=date1904
    )

    assert read is not None
    assert len({len(array) for array in read.arrays.values()}) == 1
    assert all(finding.line("zh") and finding.line("en") and finding.place for finding in read.findings)


def test_every_setting_can_be_set_and_is_what_was_typed(tmp_path: Path) -> None:
    typed: dict[str, object] = {"language": "英文", "comments_shown": "全部", "coverage_floor": Percent(50)}
    typed |= {"workdays": "周一至周五", "quota_pool": "部门", "rater_correction": "校正"}
    columns = {column.key: column for column in sheet_of("cycle").columns}
    for key, column in columns.items():
        samples = {"text": f"值{key}", "number": 4.0, "date": date(2026, 5, 6)}
        typed.setdefault(key, samples.get(column.kind.value))
    typed["starts_on"] = date(2026, 1, 1)
    rows = [(column.title.en, typed[key]) for key, column in columns.items()]

    settings = cycle_from(tmp_path, {**sound_sheets(), "周期": rows}).settings.model_dump()

    wanted = {"language": "en", "comments_shown": "all", "coverage_floor": 50.0, "workdays": "workdays"}
    wanted |= {"quota_pool": "department", "rater_correction": "apply"}
    assert settings == {**typed, **wanted}
