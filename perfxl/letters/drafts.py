"""One e-mail draft for each letter, to be opened, looked at and sent by a person. Nothing is sent."""

import email
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from perfxl.findings.base import Finding, Findings
from perfxl.findings.letters import AddressMissing, DraftMismatch
from perfxl.language import Text
from perfxl.letters.csv_text import csv_bytes
from perfxl.letters.facts import LetterFacts
from perfxl.letters.filenames import safe_name
from perfxl.letters.manifest import whole_bytes
from perfxl.letters.proof import Proof, pdf_pages, told

LIST = "drafts.csv"
_ADDRESS = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9](?:[A-Za-z0-9\-]*\.)+[A-Za-z]{2,}")
_SUBJECT = Text("{cycle} 反馈信", "{cycle}: your feedback letter")
_BODY = Text(
    "{name}，您好：\n\n附件是您 {cycle} 的反馈信，仅供您本人阅读。{opening}\n\n{sender}\n",
    "Dear {name},\n\nattached is your feedback letter for {cycle}. It is for you alone.{opening}\n\n{sender}\n",
)
_LOCKED = Text("打开信件的口令会另行告知。", " The passphrase that opens it comes by another way.")
_COLUMNS = (
    Text("工号", "employee id"), Text("邮箱", "address"), Text("草稿", "draft"), Text("信", "letter"), Text("SHA-256", "SHA-256"),
)  # fmt: skip


@dataclass(frozen=True)
class Letter:
    """A finished letter and where it goes. passphrase: '' for an open one."""

    facts: LetterFacts
    file: Path
    address: str
    passphrase: str = ""


@dataclass(frozen=True)
class Drafts:
    """What became of the drafts: their files by employee id, the list for other channels, and what was wrong."""

    files: Mapping[str, Path]
    listed: Path
    findings: Findings


def write_drafts(letters: Iterable[Letter], folder: Path, everybody: Iterable[str], *, language: str) -> Drafts:
    """Write a draft for each letter that has an address of its own, and a list of them all.

    everybody: all employee ids, for the proof. language: of the list; each draft is in its letter's. The same letters
    give the same bytes.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    letters, proof = list(letters), Proof(everybody)
    often = Counter(letter.address.casefold() for letter in letters)
    files: dict[str, Path] = {}
    findings: list[Finding] = []
    rows = []
    for letter in letters:
        id_ = letter.facts.employee_id
        if not _ADDRESS.fullmatch(letter.address) or often[letter.address.casefold()] > 1:
            findings.append(AddressMissing(employee_id=id_))
            continue
        content = letter.file.read_bytes()
        draft = _draft(letter, content)
        wrong = _wrong(letter, draft, proof)
        if wrong:
            findings.append(DraftMismatch(employee_id=id_, wrong=wrong))
            continue
        files[id_] = folder / f"{safe_name(f'{id_}_{letter.facts.name}')}.eml"
        whole_bytes(files[id_], draft)
        rows.append((id_, letter.address, files[id_].name, letter.file.name, hashlib.sha256(content).hexdigest()))
    whole_bytes(folder / LIST, csv_bytes([title(language) for title in _COLUMNS], rows))
    return Drafts(files, folder / LIST, Findings.of(findings))


def _draft(letter: Letter, content: bytes) -> bytes:
    facts = letter.facts
    opening = _LOCKED(facts.language) if letter.passphrase else ""
    said: dict[str, object] = {"name": facts.name, "cycle": facts.cycle, "opening": opening, "sender": facts.signatory or facts.company}
    message = EmailMessage(policy=SMTP)
    message["To"] = letter.address
    message["Subject"] = _SUBJECT.filled(facts.language, {"cycle": facts.cycle})
    message["X-Unsent"] = "1"  # mail programs open it as a draft
    message.set_content(_BODY.filled(facts.language, said))
    name = f"{safe_name(f'{facts.employee_id}_{facts.name}')}.pdf"
    message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    message.set_boundary(f"perfxl-{hashlib.sha256(content).hexdigest()[:32]}")
    return message.as_bytes()


def _wrong(letter: Letter, draft: bytes, proof: Proof) -> Text | None:
    """What is wrong with a draft as it stands in its bytes: address, and the letter inside, read back once more."""
    message = email.message_from_bytes(draft, policy=SMTP)
    inside = [part.get_content() for part in message.iter_attachments()]
    if str(message["To"]) != letter.address or len(inside) != 1:
        return Text("收件人或附件", "the recipient or the attachment")
    faults = proof.faults(letter.facts, "\n".join(pdf_pages(inside[0], letter.passphrase)))
    return told(faults) if faults else None
