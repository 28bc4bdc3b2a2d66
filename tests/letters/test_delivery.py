"""What comes after the letters: encryption, drafts and one file for printing. Nothing is sent."""

import csv
import email
import io
import json
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from perfxl.faults import Fault
from perfxl.letters import drafts as drafts_module
from perfxl.letters.batch import LettersReport, Locking, write_letters
from perfxl.letters.drafts import Drafts, Letter, write_drafts
from perfxl.letters.envelope import is_locked_with, locked
from perfxl.letters.gathering import letter_facts
from perfxl.letters.merged import Leaf, in_printing_order, merge
from perfxl.letters.passphrases import is_guessable, list_path, random_passphrases, read_passphrases
from perfxl.letters.proof import pdf_text
from tests.letters.hand_made import Person, scores_of

PEOPLE = (Person("E1", "示例甲"), Person("E2", "示例乙", department="研发部"), Person("E3", "示例丙"))


def run(folder: Path, *people: Person, **options: Any) -> LettersReport:
    return write_letters(scores_of(*(people or PEOPLE)), folder / "letters", language="zh", **options)


def a_list(path: Path, *rows: tuple[str, str], titles: str = "工号,口令") -> Path:
    path.write_text("\n".join([titles, *(",".join(row) for row in rows)]), encoding="utf-8")
    return path


# encryption


def test_each_letter_opens_with_its_persons_passphrase_alone(tmp_path: Path) -> None:
    report = run(tmp_path, locking=Locking())

    words = read_passphrases(list_path(tmp_path / "letters"))
    assert report.passphrase_list == tmp_path / "letters-passphrases.csv"
    assert len(set(words.values())) == 3
    for id_, path in report.files.items():
        assert is_locked_with(path.read_bytes(), words[id_])
        others = [word for other, word in words.items() if other != id_]
        assert not any(is_locked_with(path.read_bytes(), word) for word in others)
        with pikepdf.open(path, password=words[id_]) as pdf:
            assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
    assert all(len(word) == 24 and not is_guessable(word, facts) for word, facts in zip(words.values(), facts_of(), strict=True))
    assert report.passphrase_list.stat().st_mode & 0o077 == 0


def test_chance_never_puts_a_persons_id_into_their_passphrase(tmp_path: Path) -> None:
    """Of 500 words of 20 letters about eight would hold e2."""
    facts = facts_of()[1]

    words = [random_passphrases(tmp_path / "letters", [facts]).words["E2"] for _ in range(500)]

    assert not [word for word in words if "e2" in word]


def facts_of() -> list[Any]:
    return list(letter_facts(scores_of(*PEOPLE)).values())


def test_unchanged_letters_stay_with_their_passphrase_and_a_lost_list_makes_them_again(tmp_path: Path) -> None:
    first = run(tmp_path, locking=Locking())
    bytes_before = {id_: path.read_bytes() for id_, path in first.files.items()}
    again = run(tmp_path, locking=Locking())
    assert again.unchanged == ("E1", "E2", "E3")
    assert {id_: path.read_bytes() for id_, path in again.files.items()} == bytes_before

    list_path(tmp_path / "letters").unlink()
    anew = run(tmp_path, locking=Locking())
    assert anew.written == ("E1", "E2", "E3")
    assert is_locked_with(anew.files["E1"].read_bytes(), anew.words["E1"])

    assert run(tmp_path).written == ("E1", "E2", "E3")  # open letters are others


def test_passphrases_of_hr_are_used_and_those_that_can_be_guessed_are_named(tmp_path: Path) -> None:
    given = a_list(tmp_path / "words.csv", ("E1", "19900101"), ("E2", "correct horse battery"), ("E9", "x"))

    report = run(tmp_path, locking=Locking(given))

    assert report.written == ("E1", "E2")
    assert [(one.employee_id, one.code) for one in report.failed] == [("E3", "PX711")]
    assert [(one.code, one.employee_id) for one in report.findings if one.code == "PX710"] == [("PX710", "E1")]
    assert is_locked_with(report.files["E2"].read_bytes(), "correct horse battery")
    assert report.passphrase_list is None
    assert "correct horse battery" not in repr(report)


@pytest.mark.parametrize(
    "word",
    ["short", "1990-01-01", "110101199001011234", "aaaaaaaaaaaa", "E1-letter-2026", "示例甲的反馈信二零二六", "password-26"],
)
def test_what_others_would_try_is_guessable(word: str) -> None:
    assert is_guessable(word, facts_of()[0])


def test_a_passphrase_that_two_people_have_is_guessable(tmp_path: Path) -> None:
    given = a_list(tmp_path / "words.csv", *((f"E{n}", "correct horse battery") for n in (1, 2, 3)))

    report = run(tmp_path, locking=Locking(given))

    assert sum(one.code == "PX710" for one in report.findings) == 3


@pytest.mark.parametrize("content", ["", "a,b\n1,2", "工号,口令,passphrase\nE1,a,b"])
def test_a_file_that_is_no_list_of_passphrases_is_a_fault(tmp_path: Path, content: str) -> None:
    (tmp_path / "words.csv").write_text(content, encoding="utf-8")

    with pytest.raises(Fault, match="口令表"):
        run(tmp_path, locking=Locking(tmp_path / "words.csv"))


def test_lists_in_the_encoding_of_chinese_windows_are_read(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_bytes("工号,口令\nE1,某个很长的口令句子一二三\n".encode("gb18030"))

    assert read_passphrases(tmp_path / "words.csv") == {"E1": "某个很长的口令句子一二三"}


def test_no_passphrase_stands_in_the_manifest(tmp_path: Path) -> None:
    report = run(tmp_path, locking=Locking())

    manifest = report.manifest.read_text(encoding="utf-8")
    assert not any(word in manifest for word in report.words.values())
    assert not any(word in json.dumps(report.to_json()) for word in report.words.values())


# drafts


def drafts(tmp_path: Path, addresses: dict[str, str], **options: Any) -> tuple[LettersReport, Drafts]:
    report = run(tmp_path, **options)
    facts = letter_facts(scores_of(*PEOPLE))
    letters = [
        Letter(facts[id_], path, addresses.get(id_, ""), report.words.get(id_, "")) for id_, path in report.files.items()
    ]
    return report, write_drafts(letters, tmp_path / "drafts", ["E1", "E2", "E3"], language="zh")


def message_of(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def test_each_draft_is_for_one_person_with_their_own_letter(tmp_path: Path) -> None:
    addresses = {"E1": "a@example.invalid", "E2": "b@example.invalid", "E3": "c@example.invalid"}

    report, made = drafts(tmp_path, addresses)

    assert made.findings.codes() == []
    for id_, path in made.files.items():
        message = message_of(path)
        (attached,) = message.iter_attachments()
        assert (message["To"], message["X-Unsent"], message["Bcc"]) == (addresses[id_], "1", None)
        assert attached.get_content() == report.files[id_].read_bytes()
        body = message.get_body()
        assert body is not None
        assert {"E1": "示例甲", "E2": "示例乙", "E3": "示例丙"}[id_] in body.get_content()
    rows = list(csv.reader(io.StringIO(made.listed.read_bytes().decode("utf-8-sig"), newline="")))
    assert [row[:3] for row in rows[1:]] == [[id_, addresses[id_], path.name] for id_, path in made.files.items()]


def test_the_same_letters_give_the_same_drafts(tmp_path: Path) -> None:
    addresses = {"E1": "a@example.invalid"}

    before = {path.name: path.read_bytes() for path in drafts(tmp_path, addresses)[1].files.values()}

    assert {path.name: path.read_bytes() for path in drafts(tmp_path, addresses)[1].files.values()} == before


@pytest.mark.parametrize("address", ["", "nonsense", "a@b", "a@example.invalid, b@example.invalid", "a@example.invalid\nBcc: x@y.zz"])
def test_without_an_address_of_ones_own_there_is_no_draft(tmp_path: Path, address: str) -> None:
    _, made = drafts(tmp_path, {"E1": address, "E2": "b@example.invalid", "E3": "B@example.invalid"})

    assert made.findings.codes() == ["PX712"] * 3  # the last two share one
    assert not list((tmp_path / "drafts").glob("*.eml"))


def test_a_draft_with_anothers_letter_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = run(tmp_path)
    original = drafts_module._draft
    swapped = report.files["E2"].read_bytes()
    monkeypatch.setattr(drafts_module, "_draft", lambda letter, content: original(letter, swapped))
    letter = Letter(facts_of()[0], report.files["E1"], "a@example.invalid")

    made = write_drafts([letter], tmp_path / "drafts", ["E1", "E2", "E3"], language="zh")

    assert [(one.code, one.employee_id) for one in made.findings] == [("PX713", "E1")]
    assert "缺少本人工号" in next(iter(made.findings)).what("zh")
    assert not made.files


def test_drafts_of_encrypted_letters_are_proved_with_their_passphrase(tmp_path: Path) -> None:
    _, made = drafts(tmp_path, {"E1": "a@example.invalid"}, locking=Locking())

    (attached,) = message_of(made.files["E1"]).iter_attachments()
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(attached.get_content())


# one file for printing


def test_one_file_has_every_letter_on_a_front_side_with_bookmarks(tmp_path: Path) -> None:
    report = run(tmp_path)
    leaves = {
        id_: Leaf({"E2": "研发部"}.get(id_, "销售部"), f"{id_} {path.stem}", path) for id_, path in report.files.items()
    }

    pages = merge(in_printing_order(leaves), tmp_path / "all.pdf")
    again = merge(in_printing_order(leaves), tmp_path / "again.pdf")

    assert pages == again == 6
    assert (tmp_path / "all.pdf").read_bytes() == (tmp_path / "again.pdf").read_bytes()
    with pikepdf.open(tmp_path / "all.pdf") as pdf, pdf.open_outline() as outline:
        assert [(mark.title, [child.title[:2] for child in mark.children]) for mark in outline.root] == [
            ("销售部", ["E1", "E3"]),
            ("研发部", ["E2"]),
        ]
    text, count = pdf_text((tmp_path / "all.pdf").read_bytes())
    assert count == 6
    assert text.index("E1") < text.index("E3") < text.index("E2")


def test_encrypted_letters_are_opened_for_printing(tmp_path: Path) -> None:
    report = run(tmp_path, locking=Locking())
    leaves = [Leaf("销售部", id_, path, report.words[id_]) for id_, path in report.files.items()]

    assert merge(leaves, tmp_path / "all.pdf") == 6
    assert "示例甲" in pdf_text((tmp_path / "all.pdf").read_bytes())[0]


def test_what_is_locked_is_not_readable() -> None:
    plain = pikepdf.new()
    plain.add_blank_page()
    written = io.BytesIO()
    plain.save(written)

    pdf = locked(written.getvalue(), "correct horse")

    assert is_locked_with(pdf, "correct horse")
    assert not is_locked_with(pdf, "wrong")
    assert not is_locked_with(written.getvalue(), "")
