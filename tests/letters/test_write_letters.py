"""A whole run: what is written, left alone, refused and withdrawn."""

import hashlib
import json
import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from perfxl.faults import Fault
from perfxl.letters import batch, crew, press
from perfxl.letters.batch import LettersReport, write_letters
from perfxl.letters.press import Task
from perfxl.letters.proof import pdf_text
from tests.letters.hand_made import PNG, Person, scores_of

PEOPLE = (
    Person("E1001", "云一帆"),
    Person("E1002", "Ann <i> & Lee", language="en", department="研发/部"),
    Person("E1003", "林海", status="held"),
    Person("E1004", "何静", status="exempt"),
)


def run(folder: Path, *people: Person, **options: Any) -> LettersReport:
    settings = options.pop("settings", {})
    return write_letters(scores_of(*people, **settings), folder, language="zh", **options)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, LettersReport]:
    folder = tmp_path_factory.mktemp("run") / "letters"
    return folder, run(folder, *PEOPLE, html_folder=folder.parent / "html")


def test_everybody_scored_gets_a_letter_in_the_department_and_the_rest_is_named(
    written: tuple[Path, LettersReport],
) -> None:
    folder, report = written

    assert files(folder) == {
        "contact-list.csv",
        "manifest.json",
        "销售部/E1001_云一帆.pdf",
        "研发_部/E1002_Ann _i_ & Lee.pdf",
    }
    assert (report.written, report.unchanged, report.failed, report.held) == (("E1001", "E1002"), (), (), ("E1003",))
    assert report.to_json() == {
        "written": 2,
        "unchanged": 0,
        "failed": [],
        "held": ["E1003"],
        "withdrawn": [],
        "manifest": str(folder / "manifest.json"),
        "contact_list": str(folder / "contact-list.csv"),
        "seconds": round(report.seconds, 3),
        "letters_per_second": round(2 / report.seconds, 1),
        "engine": {"reused": False, "groups_off": {}, "gave_up": False},
    }


def test_a_letter_is_one_page_in_its_persons_language(written: tuple[Path, LettersReport]) -> None:
    folder, _ = written

    chinese, pages = pdf_text((folder / "销售部/E1001_云一帆.pdf").read_bytes())
    english, _ = pdf_text((folder / "研发_部/E1002_Ann _i_ & Lee.pdf").read_bytes())

    assert pages == 1
    assert "云一帆，您好" in chinese
    assert "Dear Ann <i> & Lee" in english
    assert "1a2b 3c4d 5e6f" in english


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_letters_are_for_their_owner_only(written: tuple[Path, LettersReport]) -> None:
    folder, _ = written

    modes = {stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.iterdir()) if path.is_dir()}
    assert modes == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {0o600}


def test_the_html_is_complete_and_asks_for_nothing(written: tuple[Path, LettersReport]) -> None:
    folder, _ = written

    html = (folder.parent / "html/研发_部/E1002_Ann _i_ & Lee.html").read_text(encoding="utf-8")

    assert html.startswith("<!DOCTYPE html>")
    assert "<style>" in html
    assert "Ann &lt;i&gt; &amp; Lee" in html
    assert not [mark for mark in ("<link", "<script", 'src="', "perfxl-asset") if mark in html]


def test_nothing_changed_nothing_made(written: tuple[Path, LettersReport], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, _ = written
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.pdf")}
    monkeypatch.setattr(batch, "made_letters", lambda *args, **options: pytest.fail("made a letter"))

    report = run(folder, *PEOPLE)

    assert (report.written, report.unchanged) == ((), ("E1001", "E1002"))
    assert before == {path: path.stat().st_mtime_ns for path in folder.rglob("*.pdf")}


def test_the_same_scores_give_the_same_bytes_also_for_one_person_alone(
    written: tuple[Path, LettersReport], tmp_path: Path
) -> None:
    folder, _ = written

    run(tmp_path / "again", *PEOPLE, only=["E1001"])

    again = tmp_path / "again/销售部/E1001_云一帆.pdf"
    assert files(tmp_path / "again") == {"manifest.json", "销售部/E1001_云一帆.pdf"}
    assert again.read_bytes() == (folder / "销售部/E1001_云一帆.pdf").read_bytes()


def test_a_changed_or_damaged_letter_is_made_again_and_a_stale_one_withdrawn(tmp_path: Path) -> None:
    run(tmp_path, *PEOPLE[:2], Person("E1005", "周岚"), Person("E1006", "苏青"))
    (tmp_path / "研发_部/E1002_Ann _i_ & Lee.pdf").write_bytes(b"damaged")
    (tmp_path / "销售部/E1006_苏青.pdf").write_bytes(b"kept by somebody")

    report = run(tmp_path, Person("E1001", "云二帆"), PEOPLE[1], Person("E1005", "周岚", status="held"))

    assert (report.written, report.unchanged, report.held) == (("E1001", "E1002"), (), ("E1005",))
    assert report.withdrawn == ("E1005",)
    assert files(tmp_path) == {
        "contact-list.csv",
        "manifest.json",
        "销售部/E1001_云二帆.pdf",
        "研发_部/E1002_Ann _i_ & Lee.pdf",
        "销售部/E1006_苏青.pdf",
    }
    listed = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["employee_id"] for entry in listed["letters"]] == ["E1001", "E1002"]


def test_one_letter_that_cannot_be_made_stops_no_other_and_is_explained_without_names(tmp_path: Path) -> None:
    leaking = Person("E1007", "苏青", comments=(("manager", "E9", "请多向 E1001 学习。"),))

    report = run(tmp_path, PEOPLE[0], Person("E1006", "张\ue000三"), leaking)

    assert report.written == ("E1001",)
    assert [(failure.employee_id, failure.code) for failure in report.failed] == [
        ("E1006", "PX701"),
        ("E1007", "PX703"),
    ]
    assert "“\ue000”（U+E000）" in report.failed[0].reason
    assert not [failure for failure in report.failed if "苏青" in failure.reason or "三" in failure.reason]
    assert files(tmp_path) == {"manifest.json", "销售部/E1001_云一帆.pdf"}


def test_an_id_that_does_not_exist_and_an_exempt_person_are_named(tmp_path: Path) -> None:
    report = run(tmp_path, *PEOPLE, only=["E1004", "E9999", "E1003"])

    assert [(failure.employee_id, failure.code) for failure in report.failed] == [
        ("E9999", "PX702"),
        ("E1004", "PX706"),
    ]
    assert report.held == ("E1003",)


def test_two_workers_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    people = [Person(f"E10{number:02}", f"示例{number}") for number in range(16)]

    one, two = run(tmp_path / "one", *people), run(tmp_path / "two", *people, jobs=2)

    assert (len(one.written), len(two.written)) == (16, 16)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    for name in files(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_worker_that_dies_takes_only_its_own_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "make_in_worker", die_for_one)

    report = run(tmp_path, *(Person(f"E10{number:02}", f"示例{number}") for number in range(16)), jobs=2)

    assert [(failure.employee_id, failure.code) for failure in report.failed] == [("E1003", "PX705")]
    assert len(report.written) == 15


def die_for_one(task: Task) -> object:
    if task.facts.employee_id == "E1003":
        os._exit(1)
    return press.make_in_worker(task)


def test_rendering_that_warns_or_breaks_and_a_disk_that_is_full_are_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*args: object) -> None:
        raise PermissionError

    def broken(*args: object) -> bytes:
        raise ZeroDivisionError

    def warned(*args: object) -> bytes:
        raise press.RenderingWarned("Ignored")

    codes = []
    for place, name, replacement in (
        (press.os, "replace", refused),
        (press.Engine, "pdf", broken),
        (press.Engine, "pdf", warned),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(press, "_write", lambda path, content: path.write_bytes(content))
            patch.setattr(batch.manifests, "whole_bytes", lambda path, content: path.write_bytes(content))
            patch.setattr(place, name, replacement)
            codes += [failure.code for failure in run(tmp_path, PEOPLE[0]).failed]

    assert codes == ["PX707", "PX705", "PX704"]
    assert files(tmp_path) == {"manifest.json"}


def test_a_folder_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(Fault, match="file"):
        run(tmp_path / "file", PEOPLE[0])


def test_what_a_killed_run_left_behind_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".perfxl-letters-dead").mkdir()
    (tmp_path / ".perfxl-letters-dead/x.pdf").write_bytes(b"half")

    run(tmp_path, PEOPLE[0])

    assert files(tmp_path) == {"manifest.json", "销售部/E1001_云一帆.pdf"}


def test_a_manifest_that_points_out_of_the_folder_is_not_believed(tmp_path: Path) -> None:
    outside = tmp_path / "precious.pdf"
    outside.write_bytes(b"precious")
    entry = dict.fromkeys(("content", "fingerprint", "as_of"), "") | {"pages": 1}
    entry["sha256"] = hashlib.sha256(b"precious").hexdigest()
    folder = tmp_path / "letters"
    folder.mkdir()
    text = json.dumps({"letters": [{"employee_id": "E1", "file": "../precious.pdf", **entry}]})
    (folder / "manifest.json").write_text(text, encoding="utf-8")

    run(folder, PEOPLE[0])

    assert outside.read_bytes() == b"precious"


@pytest.mark.parametrize(("content", "codes"), [(PNG, []), (b"<svg onload='x'/>", ["PX708"]), (None, ["PX708"])])
def test_a_logo_is_taken_or_its_absence_noted(tmp_path: Path, content: bytes | None, codes: Sequence[str]) -> None:
    if content is not None:
        (tmp_path / "logo.png").write_bytes(content)

    report = run(tmp_path / "out", PEOPLE[0], logo_folder=tmp_path, settings={"logo": "logo.png"})

    assert report.findings.codes() == list(codes)
    assert report.written == ("E1001",)
