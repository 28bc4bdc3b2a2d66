"""Which files are read, which are set aside and why: every file is named, none stops the others."""

import os
import time
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from perfxl.consolidation.versions import Version, grouped, stem_without_marks
from perfxl.faults import WrongCommand
from perfxl.jobs.consolidate import Consolidation, consolidate
from tests.consolidation.offices import KPIS, Here, actuals, codes, filled, office
from tests.workbook.books import Options, sound_sheets, write_book

SALES = KPIS[:3]


def outcomes(done: Consolidation) -> dict[str, tuple[str, str | None]]:
    """Status and code of each file."""
    return {one["file"]: (one["status"], one["code"]) for one in done_json(done)["files"]}


def done_json(done: Consolidation) -> dict:  # type: ignore[type-arg]
    from perfxl.cycle.settings import CycleSettings
    from perfxl.cycle.tables import cycle_from_tables

    return done.to_json(cycle_from_tables(CycleSettings(), {}, as_of=datetime(2026, 10, 31).date()), "zh")


def test_returns_are_found_in_subfolders_and_the_rest_is_named(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("华东/销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部")
    for name, content in (("~$销售部.xlsx", b"lock"), ("市场部.xlsx.tmp", b"half"), (".~lock.市场部.xlsx#", b""),
                          ("说明.docx", b"PK"), ("Thumbs.db", b"x"), (".隐藏.xlsx", b"x"), ("空.xlsx", b""),
                          ("残.xlsx", b"PK\x03\x04 half"), ("零.xlsx", bytes(4096))):  # fmt: skip
        (company.returns / name).write_bytes(content)

    done = company.consolidate()

    assert outcomes(done) == {
        ".~lock.市场部.xlsx#": ("skipped", "PX118"),
        "~$销售部.xlsx": ("skipped", "PX118"),
        "华东/销售部.xlsx": ("read", None),
        "市场部.xlsx.tmp": ("skipped", "PX118"),
        "残.xlsx": ("quarantined", "PX113"),
        "空.xlsx": ("quarantined", "PX116"),
        "说明.docx": ("skipped", "PX908"),
        "零.xlsx": ("quarantined", "PX113"),
    }
    assert actuals(company.with_master())["00101", "收入"] == "90"
    assert done.blocks


def test_perfxls_own_workbooks_are_no_returns(tmp_path: Path) -> None:
    company = office(tmp_path)
    write_book(company.returns / "得分.xlsx", {"得分": [("工号",)]}, Options(kind="results"))
    write_book(company.returns / "总表.xlsx", {"指标": [("工号", "指标名称")]}, Options(kind="master"))
    write_book(company.returns / "去年.xlsx", sound_sheets())

    assert {one: code for one, (_, code) in outcomes(company.consolidate()).items()} == {
        "得分.xlsx": "PX909",
        "总表.xlsx": "PX909",
        "去年.xlsx": "PX909",
    }


def test_the_cycle_workbook_and_the_master_may_lie_among_the_returns(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部")

    for _ in range(2):
        done = consolidate(company.cycle(), company.folder, into=company.master, crews=Here(processes=1))

    assert list(outcomes(done)) == ["returns/销售部.xlsx"]


def test_a_return_of_another_cycle_is_set_aside(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部", cycle="2025 年度")

    done = company.consolidate()

    assert (outcomes(done), done.missing_departments) == (
        {"销售部.xlsx": ("quarantined", "PX902")},
        ("销售部", "市场部"),
    )


def test_a_file_without_any_sheet_that_perfxl_knows_is_set_aside(tmp_path: Path) -> None:
    company = office(tmp_path)
    write_book(company.returns / "市场部.xlsx", {"Sheet1": [("随便", 1.0)]})

    assert outcomes(company.consolidate()) == {"市场部.xlsx": ("quarantined", "PX903")}


def test_of_conflict_copies_the_one_that_was_saved_last_is_used(tmp_path: Path) -> None:
    company = office(tmp_path)
    day = datetime(2026, 10, 30, 9)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部", saved=day)
    company.receive("销售部 冲突副本.xlsx", [filled(SALES[0], 95.0)], department="销售部", saved=day.replace(hour=10))
    company.receive("销售部(1).xlsx", [filled(SALES[0], 91.0)], department="销售部", saved=day.replace(hour=8))
    company.receive("销售部-ZHANG-PC.xlsx", [filled(SALES[0], 92.0)], department="销售部", saved=day.replace(hour=7))

    done = company.consolidate()

    assert actuals(company.with_master())["00101", "收入"] == "95"
    assert outcomes(done) == {
        "销售部 冲突副本.xlsx": ("read", None),
        "销售部(1).xlsx": ("skipped", "PX901"),
        "销售部-ZHANG-PC.xlsx": ("skipped", "PX901"),
        "销售部.xlsx": ("skipped", "PX901"),
    }
    assert "采用了保存时间较新的 销售部 冲突副本.xlsx" in next(
        one.what("zh") for one in done.findings if one.code == "PX901"
    )


def test_names_alike_about_other_people_are_no_versions(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("王伟.xlsx", [filled(SALES[0], 90.0)])
    company.receive("王伟(1).xlsx", [filled(KPIS[3], 40.0)])

    done = company.consolidate()

    assert "PX901" not in codes(done)
    assert list(actuals(company.with_master()).values()) == ["90", "", "", "40"]


@pytest.mark.parametrize(
    "name",
    ["销售部(1)", "销售部 - 副本", "销售部 - 副本 (2)", "副本销售部", "销售部 冲突副本 2026-10-31", "销售部的冲突副本(甲)",
     "销售部 (甲's conflicted copy 2026-10-31)", "销售部-DESKTOP-A1B2C3", "销售部-ZHANG-PC", "销售部_最终版", "销售部（最终版）v2",
     "销售部 v3", "销售部20261031", "销售部_2026-10-31", "销售部.sync-conflict-20261031-093000-ABCDEFG", "Copy of 销售部"],
)  # fmt: skip
def test_marks_of_versions_are_known(name: str) -> None:
    assert stem_without_marks(f"华东/{name}.xlsx") == stem_without_marks("华东/销售部.xlsx")


@pytest.mark.parametrize(
    "name", ["销售一部", "销售部-一组", "销售部2", "00101_云一", "创新部", "刷新", "2026-10-31", "v2", "新"]
)
def test_other_names_are_other_returns(name: str) -> None:
    assert stem_without_marks(f"{name}.xlsx") == f"./{name.lower()}"


def test_without_a_saving_time_the_files_time_decides_then_the_shorter_name() -> None:
    versions = [
        Version("甲(1).xlsx", "", 2.0),
        Version("甲.xlsx", "", 1.0),
        Version("乙(1).xlsx", "", 1.0),
        Version("乙.xlsx", "", 1.0),
    ]

    assert {used: [one.name for one in group] for used, group in grouped(versions).items()} == {
        "甲(1).xlsx": ["甲(1).xlsx", "甲.xlsx"],
        "乙.xlsx": ["乙.xlsx", "乙(1).xlsx"],
    }


def test_a_file_that_has_just_changed_is_left_for_the_next_run(tmp_path: Path) -> None:
    company = office(tmp_path)
    path = company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部")

    assert outcomes(company.consolidate(settle_seconds=60)) == {"销售部.xlsx": ("skipped", "PX904")}

    os.utime(path, (time.time() - 100, time.time() - 100))
    assert outcomes(company.consolidate(settle_seconds=60)) == {"销售部.xlsx": ("read", None)}


def test_unchanged_files_are_not_read_again(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部")
    company.receive("市场部.xlsx", [filled(KPIS[3], 40.0)], department="市场部")
    company.consolidate()
    company.receive("市场部.xlsx", [filled(KPIS[3], 41.0)], department="市场部")

    done = company.consolidate()

    assert outcomes(done) == {"市场部.xlsx": ("read", None), "销售部.xlsx": ("unchanged", None)}
    assert list(actuals(company.with_master()).values()) == ["90", "", "", "41"]


def test_a_broken_store_of_reads_is_made_anew(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部")
    company.consolidate()
    (tmp_path / "master.perfxl" / "reads.sqlite").write_bytes(b"not a database" * 100)

    assert outcomes(company.consolidate()) == {"销售部.xlsx": ("read", None)}


def test_a_return_that_is_gone_is_named(tmp_path: Path) -> None:
    company = office(tmp_path)
    path = company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部")
    company.consolidate()
    path.unlink()

    done = company.consolidate()

    assert ("PX907" in codes(done), done.changes.gone) == (True, ("销售部.xlsx",))
    assert actuals(company.with_master())["00101", "收入"] == ""


def test_a_file_that_cannot_be_opened_keeps_its_last_content_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = office(tmp_path)
    path = company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部")
    company.consolidate()
    from perfxl.consolidation import intake
    from perfxl.workbook.intake.quarantine import READER_DIED, NotOpened

    real = intake.whole_file

    def busy(file: Path, limits: object) -> bytes:
        if file == path:
            raise NotOpened(READER_DIED, "PermissionError")
        return real(file, limits)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "whole_file", busy)
    first, second = company.consolidate(), company.consolidate()

    assert outcomes(first) == {"销售部.xlsx": ("skipped", "PX910")}
    assert outcomes(second) == {"销售部.xlsx": ("quarantined", "PX117")}
    assert first.missing_departments == ("市场部",)


def test_what_changed_since_the_last_run_is_told_cell_by_cell(tmp_path: Path) -> None:
    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0), filled(SALES[2], 1.0)], department="销售部")
    assert company.consolidate().changes.first
    company.receive(
        "销售部.xlsx", [filled(SALES[0], 95.0), filled(SALES[1], None, 不适用原因="无此业务")], department="销售部"
    )
    company.receive("市场部.xlsx", [filled(KPIS[3], 40.0)], department="市场部")

    changes = company.consolidate().changes

    assert (changes.came, changes.changed, changes.gone) == (("市场部.xlsx",), ("销售部.xlsx",), ())
    assert [(str(one.place), one.item, one.column, one.before, one.after) for one in changes.cells] == [
        ("[销售部.xlsx]指标!H2", "收入", "actual", "90", "95"),
        ("[销售部.xlsx]指标!A3", "回款", "", "", "00101 回款"),
        ("[销售部.xlsx]指标!A3", "收入", "", "00102 收入", ""),
    ]


def test_missing_pieces_are_those_of_the_completeness_report(tmp_path: Path) -> None:
    from perfxl.rules.scores import score

    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0), filled(SALES[1], "—")], department="销售部")

    done = company.consolidate()

    owed = score(company.with_master()).completeness.owed("zh")
    assert sorted((one.owner, one.employee_id, one.what.zh, one.place) for one in done.missing) == sorted(
        map(tuple, owed[["owner_id", "employee_id", "what", "place"]].to_numpy().tolist())
    )


def test_a_file_under_another_name_is_still_what_it_is(tmp_path: Path) -> None:
    company = office(tmp_path)
    path = company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部")
    path.rename(company.returns / "销售部.xls")
    (company.returns / "市场部.xlsx").write_text("工号,指标名称,实际值\n00201,线索,40\n", encoding="gb18030")

    done = company.consolidate()

    assert outcomes(done)["销售部.xls"] == ("read", None)
    assert outcomes(done)["市场部.xlsx"] == ("quarantined", "PX903")  # a CSV's only sheet is called after its file


def test_a_csv_or_old_file_named_after_a_sheet_is_read(tmp_path: Path) -> None:
    company = office(tmp_path)
    (company.returns / "市场部").mkdir()
    (company.returns / "市场部" / "指标.csv").write_text("工号,指标名称,实际值\n00201,线索,40\n", encoding="gb18030")

    company.consolidate()

    assert actuals(company.with_master())["00201", "线索"] == "40"


@pytest.mark.parametrize("name", ["nowhere", "绩效.xlsx"])
def test_a_returns_folder_that_is_none_is_a_wrong_command(tmp_path: Path, name: str) -> None:
    company = office(tmp_path)

    with pytest.raises(WrongCommand, match="找不到回收文件夹"):
        consolidate(company.cycle(), tmp_path / name, into=company.master)


def test_the_master_has_to_be_an_xlsx(tmp_path: Path) -> None:
    company = office(tmp_path)

    with pytest.raises(WrongCommand, match=r"不是 \.xlsx"):
        consolidate(company.cycle(), company.returns, into=tmp_path / "master.csv")


def test_files_that_end_their_reader_are_found_and_the_rest_are_read(tmp_path: Path) -> None:
    from perfxl.consolidation.crew import Crews

    company = office(tmp_path)
    company.receive("销售部.xlsx", [filled(SALES[0], 90.0)], department="销售部")
    deadly = company.receive("大.xlsx", [filled(KPIS[3], 40.0)], department="市场部")
    many(deadly, rows=500_000)

    done = company.consolidate(crews=Crews(processes=2, seconds=0.4))

    assert outcomes(done) == {"大.xlsx": ("quarantined", "PX117"), "销售部.xlsx": ("read", None)}
    assert actuals(company.with_master())["00101", "收入"] == "90"


def many(path: Path, *, rows: int) -> None:
    """Replace the first sheet by one that takes a second to read."""
    cells = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="B%d"><v>2</v></c></row>' % (n, n, n) for n in range(1, rows + 1)
    )
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    head, tail = sheet.index(b"<sheetData"), sheet.index(b"</sheetData>") + 12
    parts["xl/worksheets/sheet1.xml"] = sheet[:head] + b"<sheetData>" + cells + b"</sheetData>" + sheet[tail:]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, content in parts.items():
            new.writestr(name, content)
