"""`perfxl explain`: the bill of one person."""

import re
from datetime import date
from pathlib import Path

import pytest

from perfxl.cycle.sample import sample_rows
from perfxl.jobs.explain import explain
from perfxl.jobs.read import read_cycle
from perfxl.layout import cells
from perfxl.workbook.builder import build_workbook
from tests.jobs.asking import AS_OF, ask, small_company

MOVED, HELD, EXEMPT, NOT_APPLICABLE = "01013", "01004", "00001", "04011"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "绩效管理.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    return path


def test_parts_stand_above_what_feeds_them_and_sums_below(tmp_path: Path) -> None:
    answer = ask("explain", small_company(tmp_path / "c.xlsx"), "E1", "--lang", "zh", "--as-of", "2026-12-31")

    lines = [line.rstrip() for line in answer.out.splitlines()]
    assert lines[:2] == ["E1 · 示例E1 · 销售部 · 岗位", "c.xlsx，判断日 2026-12-31"]
    assert (
        lines[3:10]
        == [
            "内容    规则      目标  实际   得分  权重   贡献  位置",
            "──────  ────────  ────  ────  ─────  ────  ─────  ───────────",
            "指标                          90.00  100%  90.00  考核方案!C2",
            "  收入  越大越好  100   90    90.00  100%  90.00  指标!L2",
            "基础分                        90.00        90.00",
            "最终得分                      90.00",
            "",
        ]
        or lines[3:10]
    )
    assert "得分 90，等级 A" in lines


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("person", [MOVED, HELD, NOT_APPLICABLE])
def test_the_bill_fits_the_terminal_and_breaks_no_word(
    width: int, language: str, person: str, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    answer = ask("explain", sample, person, *AS_OF, "--lang", language)

    bill = answer.out.split("标准指纹" if language == "zh" else "Standards")[0]
    assert max(map(cells, bill.splitlines())) <= width + 4
    trace = explain(read_cycle(sample, as_of=date(2026, 10, 31)), person).lines
    places = [place.removeprefix("[绩效管理.xlsx]") for place in trace["place"] if place]
    assert re.findall(r"\S+![A-Z]+\d+", bill) != []
    assert sorted(re.findall(r"\S+![A-Z]+\d+", bill)) == sorted(places)
    assert re.findall(r"\d\.\d{5,}", bill) == []


def test_words_are_of_the_language(sample: Path) -> None:
    chinese, english = (ask("explain", sample, MOVED, *AS_OF, "--lang", one).out for one in ("zh", "en"))

    assert re.findall(r"ratio_up|manager|customer|kpi|more is better", chinese) == []
    assert re.findall(r"ratio_up|上级|越大越好|基础分", english) == []
    assert "（2025-10-01 – 2026-03-31，182/365 天）" in chinese


def test_a_held_person_is_told_why(sample: Path) -> None:
    answer = ask("explain", sample, HELD, *AS_OF, "--lang", "zh")

    assert answer.code == 1
    assert "■ PX301 阻止计分  [绩效管理.xlsx]指标!E18\n" in answer.out
    assert "\n暂缓计分\n" in answer.out


def test_bounds_are_told_where_they_are_known(tmp_path: Path) -> None:
    answer = ask("explain", small_company(tmp_path / "c.xlsx", actuals=(None,)), "E1", "--lang", "zh")

    assert "暂缓计分，可能得分 0 到 120" in answer.out
    assert "  收入  越大越好  100" in answer.out
    assert "  （缺失）\n" in answer.out


def test_an_exempt_person_has_no_bill(sample: Path) -> None:
    answer = ask("explain", sample, EXEMPT, *AS_OF, "--lang", "zh")

    assert answer.code == 0
    assert "\n免考核\n" in answer.out
    assert "最终得分" not in answer.out


def test_not_applicable_says_why_and_what_the_weights_are_out_of(sample: Path) -> None:
    out = ask("explain", sample, NOT_APPLICABLE, *AS_OF, "--lang", "zh").out

    assert "（不适用：全年负责新线安装，没有维修工单）" in out
    assert "30/80" in out


def test_asking_twice_gives_the_same_json(tmp_path: Path) -> None:
    explanation = explain(read_cycle(small_company(tmp_path / "c.xlsx"), as_of=date(2026, 12, 31)), "E1")

    assert explanation.to_json("zh") == explanation.to_json("zh")
