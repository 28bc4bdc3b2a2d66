"""The list of those who got no letter: what is missing and who owes it."""

import csv
from pathlib import Path

from perfxl.findings.base import Place
from perfxl.findings.completeness import NoKpis
from perfxl.letters.batch import write_letters
from perfxl.letters.csv_text import plain_text
from tests.letters.hand_made import Person, scores_of

OWED = {"owner_id": "05002", "what": "回款率", "place": "[周期.xlsx]指标!L5"}
HELD = Person("E2", "=HYPERLINK(1)", status="held", more={"owed": (OWED,), "manager_id": "E9"})
UNCLEAR = Person(
    "E3",
    "何静",
    status="held",
    more={"findings": (NoKpis(employee_id="E3", scheme="销售岗", place=Place("周期.xlsx", "员工", "A4")),)},
)


def rows_of(path: Path) -> list[list[str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_everybody_held_stands_there_with_what_is_missing_and_who_owes_it(tmp_path: Path) -> None:
    report = write_letters(scores_of(Person("E1", "云一帆"), HELD, UNCLEAR), tmp_path, language="zh")

    assert report.contact_list == tmp_path / "contact-list.csv"
    assert rows_of(tmp_path / "contact-list.csv") == [
        ["工号", "姓名", "部门", "上级工号", "缺少什么", "由谁提供（工号）", "位置"],
        ["E2", "'=HYPERLINK(1)", "销售部", "E9", "回款率", "05002", "[周期.xlsx]指标!L5"],
        ["E3", "何静", "销售部", "", f"PX211 {UNCLEAR.more['findings'][0].what('zh')}", "人力资源部", "[周期.xlsx]员工!A4"],
    ]


def test_somebody_held_for_no_known_reason_is_not_forgotten(tmp_path: Path) -> None:
    write_letters(scores_of(Person("E4", "苏青", status="held")), tmp_path, language="en")

    assert rows_of(tmp_path / "contact-list.csv")[1:] == [["E4", "苏青", "销售部", "", "", "", ""]]


def test_the_list_goes_when_nobody_is_held_and_stays_in_a_run_over_a_few(tmp_path: Path) -> None:
    people = (Person("E1", "云一帆"), HELD)
    write_letters(scores_of(*people), tmp_path, language="zh")
    before = (tmp_path / "contact-list.csv").read_bytes()

    few = write_letters(scores_of(*people), tmp_path, language="en", only=["E1"])
    assert few.contact_list is None
    assert (tmp_path / "contact-list.csv").read_bytes() == before

    write_letters(scores_of(people[0]), tmp_path, language="zh")
    assert not (tmp_path / "contact-list.csv").exists()


def test_text_never_becomes_a_formula() -> None:
    assert [plain_text(text) for text in ("=1", "+1", "-1", "@a", "\t=1", "＝1", "1=1", "")] == [
        "'=1", "'+1", "'-1", "'@a", "'\t=1", "'＝1", "1=1", "",
    ]  # fmt: skip
