"""The whole job of a season by buttons alone, on the sample company, in the order in which they stand on the home sheet."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlwings as xw

from perfxl.cycle.sample import sample_rows
from perfxl.workbook.entry.buttons import BUTTONS
from tests.excel.pressing import choose, next_step, notes, progress, status, table, with_buttons
from tests.excel.test_buttons import folder_of, press
from tests.support.libreoffice import needs_live_calc

pytestmark = needs_live_calc


MADE = (
    "目标分解.pdf", "考核标准.pdf", "催办", "考核结果.xlsx", "校准会议.pdf", "面谈材料", "申诉一览.xlsx", "评价体检.xlsx",
    "perfxl.log", "备份",
)  # fmt: skip


def send_back(book: xw.Book) -> None:
    """What the departments do: they return their workbooks, the raters theirs."""
    returns = folder_of(book) / "returns"
    for workbook in (folder_of(book) / "输出" / "下发").rglob("*.xlsx"):
        returns.mkdir(exist_ok=True)
        shutil.copy(workbook, returns / workbook.name)


def mend(book: xw.Book) -> None:
    """The KPI weights of 01004 add up to 95 %."""
    weight = book.sheets["指标"]["E18"]
    weight.value = weight.value + (0.05 if weight.value < 1 else 5)


def test_all_buttons_in_order(
    tmp_path: Path, opened: Callable[..., xw.Book], calc: xw.App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    book = opened(with_buttons(tmp_path / "绩效管理.xlsm", sample_rows()))
    final = 1 + book.sheets["周期"]["A1:A40"].value.index("结果定稿日期")
    book.sheets["周期"].range((final, 2)).value = date.today() + timedelta(days=30)  # the season goes on
    told = {}
    for one in BUTTONS:
        if one.key == "preview_letter":
            choose(book, "03006")
        press(book, one.key)
        if one.key == "publish":  # the sample's standards have one mistake: it is mended first
            assert "没有公布：标准本身有 1 项问题" in status(book)
            mend(book)
            press(book, one.key)
        told[one.key] = status(book)
        assert calc.impl.alerts == [], one.key
        assert f"{one.caption('zh')}：" in told[one.key]
        if one.key == "distribute":
            send_back(book)
        if one.key == "calibrate":  # the meeting decides, and the scores are made again
            book.sheets["校准"]["A2:E2"].value = ["03006", "A", "会议复核", "05001", date(2026, 11, 5)]
            press(book, "score")
        if one.key == "letters":
            marked = notes(book, "指标")

    output = folder_of(book) / "输出"
    assert "未能" not in "".join(told.values())
    assert "部门表 6 份" in told["distribute"]
    assert (folder_of(book) / "master.xlsx").is_file()
    assert any("— perfxl " in text for text in marked.values())
    assert not any("— perfxl " in text for text in notes(book, "指标").values())
    people = table(book, "得分", "工号")
    assert len(people) == 62
    [moved] = [row for row in people if row["工号"] == "03006"]
    assert (moved["计算等级"], moved["最终等级"]) == ("B", "A")
    assert (folder_of(book) / "绩效管理 下一周期.xlsm").is_file()
    assert sum(row["状态"] == "已计分" for row in people) >= 50
    assert {row["核对"] for row in table(book, "得分明细", "工号")} == {None, "一致"}
    assert len(list((output / "反馈信").rglob("*.pdf"))) >= 50
    assert list((output / "反馈信").rglob("03006_*.pdf"))
    for name in MADE:
        assert (output / name).exists(), name
    assert len(progress(book)) == 6
    assert next_step(book)
