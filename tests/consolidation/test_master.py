"""The master: written and read again it says exactly the same; the same returns give the same bytes."""

import itertools
import shutil
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfxl.cycle.columns import Kind, Sheet
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import CellStatus
from perfxl.cycle.typed import Formula, Percent
from perfxl.faults import Fault
from perfxl.findings.base import Place
from perfxl.findings.consolidation import RowNotExpected
from perfxl.language import Text
from perfxl.workbook.intake.grids import read_book
from perfxl.workbook.master.kept import as_kept, with_texts
from perfxl.workbook.master.layout import KEPT, MasterContent
from perfxl.workbook.master.reading import read_master
from perfxl.workbook.master.writing import MasterFile, write_master
from tests.consolidation.offices import KPI_HEADS, KPIS, Office, actuals, filled, office
from tests.support.ooxml_files import needs_validator, ooxml_errors

ABOUT = MasterFile("zh", date(2026, 10, 31), "总表")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)


def arrays_of(sheet: Sheet, count: int, draw: st.DrawFn) -> dict[str, np.ndarray]:
    """A table with anything that reading can give."""
    arrays: dict[str, np.ndarray] = {}
    for column in sheet.columns:
        key = column.key
        if column.kind in (Kind.TEXT, Kind.ID, Kind.YES_NO):
            ids = st.from_regex(r"[0-9A-Z]{0,6}", fullmatch=True)
            arrays[key] = objects([draw(ids if column.kind is Kind.ID else WORDS) for _ in range(count)])
        elif column.kind is Kind.CHOICE:
            arrays[key] = objects(
                [draw(st.sampled_from(["", *(choice.key for choice in column.choices)])) for _ in range(count)]
            )
        elif column.kind is Kind.DATE:
            days = st.one_of(st.sampled_from([1, 2, 3]), st.dates(date(1990, 1, 1), date(2100, 12, 31)))
            drawn = [draw(days) for _ in range(count)]
            given = [day if isinstance(day, date) else None for day in drawn]
            arrays[key] = np.array(given, dtype="datetime64[D]").astype("datetime64[ns]")
            arrays[f"{key}.status"] = np.array([0 if isinstance(day, date) else day for day in drawn], dtype=np.int8)
        else:
            arrays |= numbers(key, count, draw, kind=column.kind)
    where = {
        "_file": "部门.xlsx",
        "_sheet": sheet.title.zh,
        "_cells": "",
        "_home_file": "绩效.xlsx",
        "_home_sheet": "指标",
    }
    arrays |= {name: objects([text] * count) for name, text in where.items()}
    return arrays | {name: np.arange(2, count + 2) for name in ("_row", "_home_row")}


def objects(values: list[str]) -> np.ndarray:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def numbers(key: str, count: int, draw: st.DrawFn, *, kind: Kind) -> dict[str, np.ndarray]:
    quantity = kind is Kind.QUANTITY
    number = st.one_of(st.integers(0, 100).map(float), st.floats(0, 100, allow_subnormal=False))
    states = [CellStatus.GIVEN] * 3 + [CellStatus.BLANK, CellStatus.UNREADABLE]
    states += [] if kind is Kind.PERCENT else [CellStatus.NOT_APPLICABLE]
    states += [CellStatus.WORDS] if quantity else []
    status = [draw(st.sampled_from(states)) for _ in range(count)]
    values = np.array([draw(number) if state == CellStatus.GIVEN else np.nan for state in status])
    arrays = {key: values, f"{key}.status": np.array(status, dtype=np.int8)}
    if quantity:
        said = {CellStatus.NOT_APPLICABLE: st.sampled_from(["—", "无", "/"]), CellStatus.WORDS: st.sampled_from(["优秀", "需求、设计"]),
                CellStatus.UNREADABLE: st.sampled_from(["", "3万"])}  # fmt: skip
        arrays[f"{key}.text"] = objects([draw(said[state]) if state in said else "" for state in status])
        arrays[f"{key}.percent"] = np.array([draw(st.booleans()) and state == CellStatus.GIVEN for state in status])
    return arrays


def written_and_read(folder: Path, tables: dict[str, dict[str, np.ndarray]], about: MasterFile = ABOUT):  # type: ignore[no-untyped-def]
    content = MasterContent(tables, {}, dict.fromkeys(tables, ("绩效.xlsx", "指标")), {})
    path = folder / "m.xlsx"
    write_master(path, content, [], about)
    master = read_master(read_book(path))
    assert master is not None
    return master


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), key=st.sampled_from(KEPT), count=st.integers(1, 6))
def test_what_is_written_is_read_again_exactly(tmp_path: Path, data: st.DataObject, key: str, count: int) -> None:
    sheet = sheet_of(key)
    tables = {key: as_kept(sheet, data.draw(st.composite(lambda draw: arrays_of(sheet, count, draw))()))}

    master = written_and_read(tmp_path, tables)

    expected = pd.DataFrame(with_texts(sheet, tables[key]))
    pd.testing.assert_frame_equal(master.tables[key][list(expected.columns)], expected)
    assert [one.code for one in master.findings] == []


def test_more_rows_than_a_sheet_holds_go_on_in_the_next_and_come_back_as_one_table(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(row, 10.0) for row in KPIS[:3]], department="销售部")
    company.consolidate()
    kpis = company.with_master()["kpis"]
    arrays = {name: kpis[name].to_numpy() for name in kpis.columns}

    master = written_and_read(tmp_path, {"kpis": arrays}, replace(ABOUT, most_rows=8))

    grids = [grid for grid in read_book(tmp_path / "m.xlsx").grids if grid.sheet.startswith("指标")]
    assert [grid.sheet for grid in grids] == ["指标", "指标 2"]
    for grid in grids:
        assert "共 4 行，一张表放不下，分在 2 张表：指标 至 指标 2。" in [row[0] for row in grid.cells]
    pd.testing.assert_frame_equal(master.tables["kpis"][list(kpis.columns)], kpis)


def test_the_same_returns_give_the_same_bytes_in_any_order_and_as_often_as_you_like(tmp_path: Path) -> None:
    made = []
    for order in itertools.islice(itertools.permutations(range(4)), 0, 24, 7):
        company = office(tmp_path / "".join(map(str, order)))
        for number in order:
            company.receive(f"{number}.xlsx", [filled(KPIS[number], 40.0 + number)], department=("销售部", "市场部")[number == 3],
                            saved=datetime(2026, 10, 1))  # fmt: skip
        company.consolidate()
        made.append(company.master.read_bytes())
        done = company.consolidate()
        assert (done.written, company.master.read_bytes()) == (False, made[-1])

    assert len(set(made)) == 1


def test_a_step_by_step_master_says_what_one_at_once_says(tmp_path: Path) -> None:
    slow, fast = office(tmp_path / "slow"), office(tmp_path / "fast")
    rows = [filled(row, 10.0 + number) for number, row in enumerate(KPIS)]
    for number, row in enumerate(rows):
        slow.receive(f"{number}.xlsx", [row], department=("销售部", "市场部")[number == 3])
        slow.consolidate()
        fast.receive(f"{number}.xlsx", [row], department=("销售部", "市场部")[number == 3])
    fast.consolidate()

    one, other = slow.with_master(), fast.with_master()
    for key in KEPT:
        pd.testing.assert_frame_equal(one[key], other[key])
    assert one.findings.codes() == other.findings.codes()


def test_findings_travel_with_the_master_and_point_at_the_return(tmp_path: Path) -> None:
    company = office(tmp_path)
    rows = [
        filled(KPIS[0], Formula("1/0", "#DIV/0!")),
        filled(KPIS[1], 0.76),
        ("00101", "云一", "利润", Percent(1), "越大越好", 1.0, "", 1.0, None, None),
    ]
    company.receive("销售部.xlsx", rows, department="销售部")

    done = company.consolidate()
    read = company.with_master().findings

    assert [(one.code, one.place) for one in read if one.code in ("PX108", "PX913")] == [
        ("PX108", Place("销售部.xlsx", "指标", "H2")),
        ("PX913", Place("销售部.xlsx", "指标", "C4")),
    ]
    assert [one for one in done.findings if one.code == "PX913"] == [one for one in read if one.code == "PX913"]


def test_every_kind_of_fact_survives_as_plain_json() -> None:
    from perfxl.findings.plain import finding_from_plain, finding_to_plain

    finding = RowNotExpected(named=Text("甲", "A"), place=Place("f", "s", "A1"), employee_id="1")

    assert finding_from_plain(finding_to_plain(finding)) == finding
    for wrong in ({}, {"code": "PX000"}, {"code": "PX913", "nothing": 1}):
        with pytest.raises(ValueError, match="no finding"):
            finding_from_plain(wrong)


def test_a_cycle_workbook_that_changed_since_is_said(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.consolidate()
    company.send_out(员工=(("工号", "姓名", "部门"), ("00101", "云一", "销售部")))
    assert "PX923" not in company.with_master().findings.codes()

    company.send_out(指标=(KPI_HEADS, *(filled(row, None, 目标值=77.0) for row in KPIS)))

    [finding] = [one for one in company.with_master().findings if one.code == "PX923"]
    assert finding.what("en").startswith("The cycle workbook has changed since the master was made (KPIs)")
    company.consolidate()
    assert "PX923" not in company.with_master().findings.codes()


def test_a_master_that_somebody_edited_blocks(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(KPIS[0], 90.0)], department="销售部")
    company.consolidate()
    edit(company.master, b"<v>90.0</v>", b"<v>99.0</v>")

    found = company.with_master().findings

    assert [(one.code, one.blocks, str(one.place)) for one in found if one.code == "PX924"] == [
        ("PX924", True, "[master.xlsx]指标")
    ]


def edit(path: Path, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content.replace(old, new))


def test_a_master_of_a_newer_perfxl_is_neither_read_nor_replaced(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.consolidate()
    edit(company.master, b"<vt:lpwstr>1</vt:lpwstr>", b"<vt:lpwstr>2</vt:lpwstr>")
    newer = company.master.read_bytes()

    with pytest.raises(Fault, match="由更新版本的 perfxl"):
        company.with_master()
    with pytest.raises(Fault, match="由更新版本的 perfxl"):
        company.consolidate()
    assert company.master.read_bytes() == newer


def test_half_a_master_is_a_fault(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.consolidate()
    edit(company.master, b"{&quot;digests&quot;", b"{&quot;nothing&quot;")
    edit(company.master, b'{"digests"', b'{"nothing"')

    with pytest.raises(Fault, match="不是完整的总表"):
        company.with_master()


@needs_validator
@pytest.mark.parametrize("language", ["zh", "en"])
def test_excel_would_open_it_without_repair(tmp_path: Path, language: str) -> None:
    company = messy(tmp_path)

    company.consolidate(language=language)

    assert ooxml_errors(company.master) == []


def messy(folder: Path) -> Office:
    """A company with something on every sheet of its master."""
    company = office(folder)
    company.receive(
        "一组.xlsx",
        [filled(KPIS[0], 90.0, 目标值=1.0), filled(KPIS[1], Formula("A1")), filled(KPIS[2], "=1+1")],
        department="销售部",
    )
    company.receive(
        "二组.xlsx", [filled(KPIS[0], 91.0)], department="销售部", 沟通事项=(("部门", "事项"), ("销售部", "=目标偏高"))
    )
    (company.returns / "坏.xlsx").write_bytes(b"PK")
    return company


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    company = messy(tmp_path)
    company.consolidate()

    with zipfile.ZipFile(company.master) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/" in name]
    assert {formula for sheet in sheets for formula in formulas(sheet)} == {b"NA()"}
    assert actuals(company.with_master())["00102", "收入"] == "=1+1"


def formulas(xml: bytes) -> list[bytes]:
    return [part.partition(b"</f>")[0] for part in xml.split(b"<f>")[1:]]


def test_a_copy_of_the_folder_elsewhere_goes_on(tmp_path: Path) -> None:
    company = office(tmp_path / "here")
    company.receive("销售部.xlsx", [filled(KPIS[0], 90.0)], department="销售部")
    company.consolidate()
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    moved = Office(tmp_path / "there")

    done = moved.consolidate()

    assert (done.written, done.counts()["unchanged"]) == (False, 1)
