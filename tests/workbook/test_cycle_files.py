"""Which file of a folder is the cycle workbook, and where its master is."""

from pathlib import Path

import pytest

from perfxl.cycle.settings import CycleSettings
from perfxl.faults import Fault
from perfxl.workbook.reading.cycle_files import cycle_workbook, master_of, opened
from tests.workbook.books import Options, sound_sheets, write_book

RESULTS = {"得分": [("工号",)]}


def test_a_file_is_itself(tmp_path: Path) -> None:
    path = write_book(tmp_path / "任何名字.xlsx", RESULTS)

    assert cycle_workbook(path) == path


def test_the_only_workbook_with_cycle_and_schemes_is_taken(tmp_path: Path) -> None:
    wanted = write_book(tmp_path / "绩效.xlsx", sound_sheets(), Options(kind="cycle"))
    write_book(tmp_path / "master.xlsx", sound_sheets(), Options(kind="master"))
    write_book(tmp_path / "结果.xlsx", RESULTS)
    (tmp_path / "~$绩效.xlsx").write_bytes(b"lock")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 not a zip")
    (tmp_path / "returns").mkdir()
    write_book(tmp_path / "returns" / "绩效.xlsx", sound_sheets())

    assert cycle_workbook(tmp_path) == wanted


def test_an_unmarked_workbook_in_english_counts_too(tmp_path: Path) -> None:
    wanted = write_book(tmp_path / "cycle.xlsm", {"Cycle": [("Name", "x")], "SCHEMES": [("scheme",)]})

    assert cycle_workbook(tmp_path) == wanted


def test_none_and_several_are_faults_that_name_them(tmp_path: Path) -> None:
    write_book(tmp_path / "结果.xlsx", RESULTS)
    with pytest.raises(Fault, match=r"没有考核周期工作簿.*结果\.xlsx") as none:
        cycle_workbook(tmp_path)
    assert "结果.xlsx" in none.value.message.en
    for name in ("甲.xlsx", "乙.xlsx"):
        write_book(tmp_path / name, sound_sheets())
    with pytest.raises(Fault, match=r"几个考核周期工作簿：乙\.xlsx、甲\.xlsx"):
        cycle_workbook(tmp_path)


def test_a_path_that_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="找不到"):
        cycle_workbook(tmp_path / "无.xlsx")


def test_a_workbook_that_cannot_be_read_is_a_fault_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "绩效.xlsx"
    path.write_bytes(b"")

    with pytest.raises(Fault, match=r"没有任何内容.*重新保存") as fault:
        opened(path, name=path.name)
    assert "holds nothing" in fault.value.message.en


def test_the_master_stands_beside_the_workbook_if_it_exists(tmp_path: Path) -> None:
    workbook = write_book(tmp_path / "绩效.xlsx", sound_sheets())
    settings = CycleSettings(master_file="汇总/全部.xlsx")
    assert master_of(workbook, settings) is None

    (tmp_path / "汇总").mkdir()
    master = write_book(tmp_path / "汇总" / "全部.xlsx", RESULTS)
    assert master_of(workbook, settings) == master
    assert master_of(workbook, CycleSettings(master_file="绩效.xlsx")) is None
