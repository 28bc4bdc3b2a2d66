"""Every button of the built workbook, pressed in a live spreadsheet program: what can be seen afterwards."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw

import perfxl
from perfxl.excel import buttons
from perfxl.excel.backups import KEPT
from perfxl.excel.marks_kept import COLOURS
from perfxl.workbook.entry.buttons import PERSON
from tests.excel.pressing import caption, choose, looks, named, next_step, notes, progress, status, table, with_buttons
from tests.support.libreoffice import needs_live_calc

pytestmark = needs_live_calc
Opened = Callable[..., xw.Book]
ACTUAL = "L"  # the column of 实际值 on 指标


@pytest.fixture
def book(tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> xw.Book:
    """Two people; E2 has no actual. The desktop of the build server opens nothing."""
    monkeypatch.setenv("CI", "true")
    return opened(with_buttons(tmp_path / "绩效管理.xlsm", actuals=(90, None)))


def press(book: xw.Book, key: str, language: str = "zh") -> None:
    from tests.support.live_calc.buttons import press as pressed

    assert pressed(book, caption(key, language)) == [f"from perfxl.excel import buttons; buttons.{key}()"]


def folder_of(book: xw.Book) -> Path:
    return Path(book.fullname).parent


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


# Check


def test_check_lists_marks_and_tells(book: xw.Book, calc: xw.App) -> None:
    press(book, "check")

    [found] = table(book, "问题清单", "程度")
    assert (found["代码"], found["工号"], found["位置"]) == ("PX201", "E2", f"[绩效管理.xlsm]指标!{ACTUAL}3")
    assert book.sheets["指标"][f"{ACTUAL}3"].color == rgb(COLOURS["blocker"])
    assert re.search(r"PX201 .*\n.*E2.*\n→ .*\n— perfxl [0-9a-f]{8}$", notes(book, "指标")[f"{ACTUAL}3"])
    assert re.search(r"^\d{4}-\d\d-\d\d \d\d:\d\d  检查数据：阻止计分 1 项.*已标出 1 格  \[[0-9a-f]{6}\]$", status(book))
    assert "还缺 1 项" in next_step(book)
    assert progress(book) == [["销售部", 2, 1, 0.5, 1]]
    assert calc.impl.alerts == []
    assert (calc.screen_updating, calc.calculation, calc.status_bar) == (True, "automatic", False)


def test_a_place_on_the_findings_sheet_jumps_to_its_cell(book: xw.Book) -> None:
    press(book, "check")

    formulas = [cell for row in book.sheets["问题清单"].used_range.formula for cell in row if "HYPERLINK" in str(cell)]
    assert formulas == [f"=HYPERLINK(\"#'指标'!{ACTUAL}3\",\"[绩效管理.xlsm]指标!{ACTUAL}3\")"]


def test_what_was_mended_is_marked_no_more(book: xw.Book) -> None:
    before = looks(book, "指标", [f"{ACTUAL}3"])
    press(book, "check")
    book.sheets["指标"][f"{ACTUAL}3"].value = 120

    press(book, "check")

    assert table(book, "问题清单", "程度")[0]["程度"] == "没有发现问题。"
    assert looks(book, "指标", [f"{ACTUAL}3"]) == before
    assert "点“计算得分”" in next_step(book)


def test_filters_and_hidden_rows_are_kept(book: xw.Book) -> None:
    book.sheets["指标"]["2:2"].rows.hidden = True

    for key in ("check", "score", "clear_marks"):
        press(book, key)

    assert [book.sheets["指标"][f"{row}:{row}"].rows.hidden for row in (1, 2, 3)] == [False, True, False]


# Marks


def test_clear_marks_restores_colours_and_notes_exactly(book: xw.Book) -> None:
    cells = [f"{ACTUAL}{row}" for row in range(1, 5)]
    book.sheets["指标"][f"{ACTUAL}3"].color = (12, 200, 77)
    book.sheets["指标"][f"{ACTUAL}3"].add_note("HR：等财务数据\n第二行")
    before = looks(book, "指标", cells)

    press(book, "check")
    marked = looks(book, "指标", cells)
    press(book, "clear_marks")

    assert marked[2][0] == rgb(COLOURS["blocker"])
    assert str(marked[2][1]).startswith("HR：等财务数据\n第二行\n\nPX201 ")
    assert looks(book, "指标", cells) == before
    assert "已清除 1 处标记" in status(book)


def test_marks_follow_their_cells_when_a_row_is_inserted(book: xw.Book) -> None:
    unmarked = looks(book, "指标", [f"{ACTUAL}2"])
    press(book, "check")
    book.sheets["指标"]["2:2"].insert("down")
    moved = looks(book, "指标", [f"{ACTUAL}4"])

    press(book, "clear_marks")

    assert moved != unmarked
    assert looks(book, "指标", [f"{ACTUAL}3", f"{ACTUAL}4"]) == unmarked * 2


def test_a_row_that_was_deleted_does_not_matter(book: xw.Book) -> None:
    press(book, "check")
    book.sheets["指标"]["3:3"].api.Rows.removeByIndex(0, 1)  # as a person does; Excel lets rows go on this sheet

    press(book, "clear_marks")

    assert "已清除 0 处标记" in status(book)


# Score and letters


def test_score_writes_scores_with_live_sums(book: xw.Book) -> None:
    press(book, "score")

    people = {row["工号"]: row for row in table(book, "得分", "工号")}
    assert (people["E1"]["最终得分"], people["E1"]["最终等级"], people["E1"]["状态"]) == (90, "A", "已计分")
    assert (people["E2"]["最终得分"], people["E2"]["状态"]) == (None, "暂缓计分")
    lines = table(book, "得分明细", "工号")
    assert {row["核对"] for row in lines} == {None, "一致"}
    assert "已计分 1 人，暂缓 1 人" in status(book)
    assert (folder_of(book) / "输出" / "考核结果.xlsx").is_file()


def test_the_sums_are_formulas_that_follow_the_inputs(book: xw.Book) -> None:
    press(book, "score")
    rows = book.sheets["得分明细"].used_range.formula

    sums = [cell for row in rows for cell in row if str(cell).startswith("=") and "HYPERLINK" not in str(cell)]
    assert len(sums) >= 4


def test_scores_are_those_of_the_command(book: xw.Book) -> None:
    press(book, "score")
    book.save()

    file = perfxl.score(perfxl.read_cycle(book.fullname, as_of=date.today()))

    shown = {row["工号"]: row["最终得分"] for row in table(book, "得分", "工号")}
    assert shown == dict(zip(file.people["employee_id"], file.employees["score"], strict=True))


def test_preview_makes_the_letter_of_the_person_chosen_on_the_home_sheet(book: xw.Book) -> None:
    choose(book, "E1")

    press(book, "preview_letter")

    assert [path.name for path in (folder_of(book) / "输出" / "反馈信").rglob("*.pdf")] == ["E1_示例E1.pdf"]
    assert "已打开 E1_示例E1.pdf" in status(book)
    assert named(book, PERSON) == "E1"


def test_the_list_of_the_home_sheet_has_everybody_on_the_roster(book: xw.Book) -> None:
    cell = book.names[PERSON].refers_to_range
    listed = cell.api.Validation

    assert listed.Type.value == "LIST"
    assert "员工" in listed.getFormula1()


def test_preview_of_somebody_held_says_why(book: xw.Book) -> None:
    choose(book, "e2")

    press(book, "preview_letter")

    assert "E2 暂缓计分" in status(book)
    assert f"指标!{ACTUAL}3" in status(book)


@pytest.mark.parametrize(("typed", "told"), [("", "请先选一个人：在首页"), ("E9", "“员工”表中没有工号 E9")])
def test_preview_without_a_person_says_what_to_do(book: xw.Book, calc: xw.App, typed: str, told: str) -> None:
    choose(book, typed)

    press(book, "preview_letter")

    [alert] = calc.impl.alerts
    assert alert.prompt.startswith(told)
    assert "预览反馈信：未完成" in status(book)


@pytest.mark.parametrize(("sheet", "cell", "told"), [("指标", "B2", "已打开 E1_示例E1.pdf"), ("周期", "A1", "未完成")])
def test_without_macros_the_selected_row_says_whose_letter(book: xw.Book, sheet: str, cell: str, told: str) -> None:
    book.sheets[sheet].activate()
    book.sheets[sheet][cell].select()

    buttons.preview_letter(book)

    assert told in status(book)


def test_letters_makes_everybodys(book: xw.Book) -> None:
    press(book, "letters")

    assert len(list((folder_of(book) / "输出" / "反馈信").rglob("*.pdf"))) == 1
    assert "新写 1 封，未变 0 封，失败 0 封，暂缓 1 人" in status(book)


# Around


def test_distribute_makes_workbooks_and_never_overwrites_other_ones(book: xw.Book) -> None:
    press(book, "distribute")
    book.sheets["员工"]["B2"].value = "云小改"
    press(book, "distribute")

    made = sorted(path.relative_to(folder_of(book)).as_posix() for path in folder_of(book).rglob("销售部.xlsx"))
    assert made == ["输出/下发 2/销售部.xlsx", "输出/下发/销售部.xlsx"]
    assert "部门表 1 份" in status(book)
    assert "再点“汇总回收表”" in next_step(book)


def test_publish_writes_the_standards_and_their_fingerprint(book: xw.Book) -> None:
    press(book, "publish")

    assert (folder_of(book) / "输出" / "考核标准.pdf").read_bytes().startswith(b"%PDF")
    assert (folder_of(book) / "standards.json").is_file()
    assert re.search(r"指纹 [0-9a-f]{12}", status(book))


def test_more_sheets_come_and_go(book: xw.Book) -> None:
    def shown() -> list[str]:
        return [sheet.name for sheet in book.sheets if sheet.visible]

    at_first = shown()
    press(book, "show_more_sheets")
    all_of_them = shown()
    book.sheets["评价"]["A2"].value = "E1"
    press(book, "show_more_sheets")

    assert "申诉" not in at_first
    assert {"申诉", "评价", "填写说明"} <= set(all_of_them)
    assert "xlwings.conf" not in all_of_them
    assert set(shown()) == {*at_first, "评价"}


def test_the_output_folder_is_made_and_named(book: xw.Book) -> None:
    press(book, "open_output_folder")

    assert (folder_of(book) / "输出").is_dir()
    assert "输出" in status(book)


# What keeps it safe


def test_a_result_that_somebody_changed_is_kept_and_the_new_one_stands_beside_it(book: xw.Book) -> None:
    press(book, "score")
    results = folder_of(book) / "输出" / "考核结果.xlsx"
    press(book, "score")
    assert [path.name for path in results.parent.glob("考核结果*.xlsx")] == ["考核结果.xlsx"]
    results.write_bytes(results.read_bytes() + b"changed by hand")

    press(book, "score")

    dated = results.with_name(f"考核结果 {date.today()}.xlsx")
    assert results.read_bytes().endswith(b"changed by hand")
    assert dated.is_file()
    assert f"考核结果.xlsx 已打开或被改过，没有覆盖，新的是 {dated.name}" in status(book)


def test_a_result_that_cannot_be_written_costs_no_other_result(book: xw.Book) -> None:
    (folder_of(book) / "输出" / "考核结果.xlsx").mkdir(parents=True)

    press(book, "score")

    assert table(book, "得分", "工号")[0]["最终得分"] == 90
    assert (folder_of(book) / "输出" / f"考核结果 {date.today()}.xlsx").is_file()


def test_a_filter_on_the_scores_does_not_hide_others_at_the_next_score(book: xw.Book) -> None:
    press(book, "score")
    sheet = book.sheets["得分"]
    whole = sheet.used_range
    top = next(n for n, row in enumerate(whole.value, start=1) if row[0] == "工号")
    sheet.range((top, 1), whole.last_cell).autofilter.apply_values(1, ["E1"])
    assert sheet.range((top + 2, 1)).row_height == 0

    press(book, "score")

    assert all(sheet.range((row, 1)).row_height > 0 for row in (top, top + 1, top + 2))
    assert [row["工号"] for row in table(book, "得分", "工号")] == ["E1", "E2"]


def test_a_trace_too_long_leaves_no_older_one_behind(book: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    press(book, "score")
    assert len(table(book, "得分明细", "工号")) > 2
    monkeypatch.setattr("perfxl.excel.result_sheets.MOST_ROWS", 1)

    press(book, "score")

    cells = book.sheets["得分明细"].used_range.value
    assert [cell for cell in cells if cell] == ["得分明细", "在哪里", "明细很长，只在输出文件夹的结果工作簿中。"]


def test_a_backup_is_made_before_the_first_write_and_ten_are_kept(book: xw.Book) -> None:
    saved = Path(book.fullname).read_bytes()
    for _ in range(2):
        press(book, "check")

    copies = list((folder_of(book) / "输出" / "备份").iterdir())
    assert 1 <= len(copies) <= KEPT
    assert {copy.read_bytes() for copy in copies} == {saved}
    assert Path(book.fullname).read_bytes() == saved


def test_a_second_click_while_one_runs_is_refused(book: xw.Book, calc: xw.App) -> None:
    from filelock import FileLock

    from perfxl.excel.run import _kept

    with FileLock(_kept(book, ".lock")):
        press(book, "check")

    [alert] = calc.impl.alerts
    assert "正在运行" in alert.prompt
    assert "问题清单" not in [sheet.name for sheet in book.sheets]


def test_english_books_speak_english(tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.jobs.asking import company_rows

    monkeypatch.setenv("CI", "true")
    rows = company_rows(actuals=(90, None), language="en")
    book = opened(with_buttons(tmp_path / "performance.xlsm", rows, language="en"))

    for key in ("check", "score", "clear_marks"):
        press(book, key, "en")

    assert [row["Code"] for row in table(book, "Findings", "Severity")] == ["PX201"]
    assert {row["Employee ID"]: row["Score"] for row in table(book, "Scores", "Employee ID")} == {"E1": 90, "E2": None}
    assert re.search(r"Clear marks: 1 marks cleared  \[[0-9a-f]{6}\]$", status(book))
    chinese = re.compile("[\u4e00-\u9fff]")
    assert not chinese.search(status(book) + next_step(book) + str(named(book, "perfxl_progress")).replace("销售部", ""))


def test_five_thousand_people(tmp_path: Path, opened: Opened, calc: xw.App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    book = opened(with_buttons(tmp_path / "绩效管理.xlsm", actuals=[*(60.0 + n % 60 for n in range(4_950)), *[None] * 50]))

    for key in ("check", "score"):
        press(book, key)

    assert "已计分 4950 人，暂缓 50 人" in status(book)
    assert "“得分明细”很长，只在结果工作簿中" in status(book)
    people = table(book, "得分", "工号")
    assert [(row["工号"], row["最终得分"]) for row in people[:3]] == [("E1", 60), ("E2", 61), ("E3", 62)]
    assert len(people) == 5_000
    assert len(table(book, "问题清单", "程度")) == 50
    assert progress(book) == [["销售部", 5000, 4950, 0.99, 50]]
    assert calc.impl.alerts == []


def test_review_writes_a_workbook_of_its_own(book: xw.Book) -> None:
    press(book, "review")

    assert (folder_of(book) / "输出" / "评价体检.xlsx").is_file()
    assert "已写入 评价体检.xlsx" in status(book)
