"""Where a job may write."""

from pathlib import Path

import pytest

from perfxl.cycle.sample import sample_rows
from perfxl.faults import WrongCommand
from perfxl.jobs.targets import folder_target, results_target, sample_target
from perfxl.workbook.entry.builder import build_workbook
from tests.jobs.asking import ask, small_company

NAMES = {"workbook": "c.xlsx", "results": "r.xlsx"}


@pytest.mark.parametrize("kind", ["cycle", "return", "rater", "master"])
def test_results_never_take_the_place_of_a_workbook_that_people_fill_in(kind: str, tmp_path: Path) -> None:
    cycle, other = small_company(tmp_path / "c.xlsx"), tmp_path / "other.xlsx"
    build_workbook(other, {}, language="zh", kind=kind, sheets=["kpis"])

    with pytest.raises(WrongCommand, match="不能覆盖"):
        results_target(other, workbook=cycle, master_file="master.xlsx")


def test_a_file_that_is_not_there_yet_and_earlier_results_are_right(tmp_path: Path) -> None:
    cycle, results = small_company(tmp_path / "c.xlsx"), tmp_path / "r.xlsx"

    assert results_target(results, workbook=cycle, master_file="") == results
    ask("score", cycle, "--out", results)
    assert results_target(results, workbook=cycle, master_file="") == results


def test_a_link_to_the_cycle_workbook_is_the_cycle_workbook(tmp_path: Path) -> None:
    cycle, link = small_company(tmp_path / "c.xlsx"), tmp_path / "r.xlsx"
    link.symlink_to(cycle)

    with pytest.raises(WrongCommand, match="要读取的工作簿"):
        results_target(link, workbook=cycle, master_file="")


def test_the_name_of_the_master_is_kept_free(tmp_path: Path) -> None:
    cycle = small_company(tmp_path / "c.xlsx", master_file="汇总.xlsx")

    assert ask("score", cycle, "--out", tmp_path / "汇总.xlsx").code == 2
    assert ask("score", cycle, "--out", tmp_path / "master.xlsx").code == 0


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").touch()

    assert folder_target(tmp_path / "new", "--out") == tmp_path / "new"
    with pytest.raises(WrongCommand, match="是文件"):
        folder_target(tmp_path / "x", "--out")


def test_the_sample_takes_the_place_of_an_earlier_sample_only(tmp_path: Path) -> None:
    build_workbook(tmp_path / "c.xlsx", sample_rows(), language="zh")
    assert sample_target(tmp_path, **NAMES) == tmp_path

    small_company(tmp_path / "c.xlsx")
    with pytest.raises(WrongCommand, match="不能覆盖"):
        sample_target(tmp_path, **NAMES)
