"""`perfxl explain`: the bill of one person."""

import re
from datetime import date
from pathlib import Path

import pytest

from perfxl.cycle.sample import SAMPLE_AS_OF, sample_rows
from perfxl.jobs.explain import Explanation, explain
from perfxl.jobs.read import read_cycle
from perfxl.layout import cells
from perfxl.reports.explanation import print_explanation
from perfxl.workbook.entry.builder import build_workbook
from tests.jobs.asking import ask, small_company

MOVED, HELD, EXEMPT, NOT_APPLICABLE = "01013", "01004", "00001", "04011"


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Explanation]:
    """Some people of the sample company."""
    path = tmp_path_factory.mktemp("sample") / "绩效管理.xlsx"
    build_workbook(path, sample_rows(), language="zh")
    cycle = read_cycle(path, as_of=SAMPLE_AS_OF)
    return {one: explain(cycle, one) for one in (MOVED, HELD, EXEMPT, NOT_APPLICABLE)}


def test_parts_stand_above_what_feeds_them_and_sums_below(tmp_path: Path) -> None:
    answer = ask("explain", small_company(tmp_path / "c.xlsx"), "E1", "--lang", "zh", "--as-of", "2026-12-31")

    lines = [line.rstrip() for line in answer.out.splitlines()]
    assert lines[:2] == ["E1 · 示例E1 · 销售部 · 岗位", "c.xlsx，判断日 2026-12-31"]
    assert lines[3:10] == [
        "内容      规则      目标  实际   得分  权重   贡献  位置",
        "────────  ────────  ────  ────  ─────  ────  ─────  ───────────",
        "指标                            90.00  100%  90.00  考核方案!C2",
        "  收入    越大越好  100   90    90.00  100%  90.00  指标!L2",
        "基础分                          90.00        90.00",
        "最终得分                        90.00",
        "",
    ]
    assert "得分 90，等级 A" in lines


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("person", [MOVED, HELD, NOT_APPLICABLE])
def test_the_bill_fits_the_terminal_and_breaks_no_word(
    width: int,
    language: str,
    person: str,
    explained: dict[str, Explanation],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    print_explanation(explained[person], language)

    bill = capsys.readouterr().out.split("标准指纹" if language == "zh" else "Standards")[0]
    assert max(map(cells, bill.splitlines())) <= width
    places = [place.removeprefix("[绩效管理.xlsx]") for place in explained[person].lines["place"] if place]
    assert sorted(re.findall(r"\S+![A-Z]+\d+", bill)) == sorted(places)
    assert re.findall(r"\d\.\d{5,}", bill) == []


def test_words_are_of_the_language(explained: dict[str, Explanation], capsys: pytest.CaptureFixture[str]) -> None:
    print_explanation(explained[MOVED], "zh")
    chinese = capsys.readouterr().out
    print_explanation(explained[MOVED], "en")
    english = capsys.readouterr().out

    assert re.findall(r"ratio_up|manager|customer|kpi|more is better", chinese) == []
    assert re.findall(r"ratio_up|上级|越大越好|基础分", english) == []
    assert "（2025-10-01 – 2026-03-31，182/365 天）" in chinese


def test_a_held_person_is_told_why(explained: dict[str, Explanation], capsys: pytest.CaptureFixture[str]) -> None:
    print_explanation(explained[HELD], "zh")

    out = capsys.readouterr().out
    assert "■ PX301 阻止计分  [绩效管理.xlsx]指标!E18\n" in out
    assert "\n暂缓计分\n" in out


def test_an_exempt_person_has_no_bill(explained: dict[str, Explanation], capsys: pytest.CaptureFixture[str]) -> None:
    print_explanation(explained[EXEMPT], "zh")

    out = capsys.readouterr().out
    assert "\n免考核\n" in out
    assert "最终得分" not in out


def test_not_applicable_says_why_and_what_the_weights_are_out_of(
    explained: dict[str, Explanation], capsys: pytest.CaptureFixture[str]
) -> None:
    print_explanation(explained[NOT_APPLICABLE], "zh")

    out = capsys.readouterr().out
    assert "（不适用：全年负责新线安装，没有维修工单）" in out
    assert "30/80" in out


def test_bounds_are_told_where_they_are_known(tmp_path: Path) -> None:
    answer = ask("explain", small_company(tmp_path / "c.xlsx", actuals=(None,)), "E1", "--lang", "zh")

    assert "暂缓计分，可能得分 0 到 120" in answer.out
    assert "  收入    越大越好  100   100%  指标!L2\n" in answer.out
    assert "  （缺失）\n" in answer.out


def test_asking_twice_gives_the_same_json(tmp_path: Path) -> None:
    explanation = explain(read_cycle(small_company(tmp_path / "c.xlsx"), as_of=date(2026, 12, 31)), "E1")

    assert explanation.to_json("zh") == explanation.to_json("zh")
