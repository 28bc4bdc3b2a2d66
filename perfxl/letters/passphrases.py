"""Who opens their letter with what: random passphrases in a list of their own, or those that HR gives."""

import csv
import io
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from perfxl.faults import Fault
from perfxl.findings.letters import PassphraseGuessable
from perfxl.language import Text
from perfxl.letters.csv_text import csv_bytes
from perfxl.letters.facts import LetterFacts
from perfxl.letters.manifest import whole_bytes

_COLUMNS = (Text("工号", "employee id"), Text("姓名", "name"), Text("口令", "passphrase"))
_ID_TITLES = frozenset({"工号", "employee id", "employee_id", "id"})
_WORD_TITLES = frozenset({"口令", "密码", "passphrase", "password"})
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_GROUPS, _IN_A_GROUP = 5, 4  # 99 bits
_FEWEST, _FEWEST_KINDS = 10, 5  # characters, and different ones, of a passphrase that is not guessed


class Given(NamedTuple):
    """A passphrase for each letter that can be encrypted, and what is wrong with some."""

    words: Mapping[str, str]
    findings: tuple[PassphraseGuessable, ...] = ()


def list_path(folder: Path) -> Path:
    """Where the random passphrases are kept: beside the letters' folder, never in it."""
    return folder.with_name(f"{folder.name}-passphrases.csv")


def random_passphrases(folder: Path, letters: Iterable[LetterFacts]) -> Given:
    """A passphrase for everybody; those of an earlier run stay, so that unchanged letters open as before."""
    path = list_path(folder)
    before = read_passphrases(path) if path.exists() else {}
    return Given({facts.employee_id: before.get(facts.employee_id) or _random(facts) for facts in letters})


def keep_list(folder: Path, letters: Iterable[LetterFacts], words: Mapping[str, str], language: str) -> Path:
    """Write the list, for its owner only; people of earlier runs stay in it."""
    path = list_path(folder)
    names = {facts.employee_id: facts.name for facts in letters}
    kept = {**(read_passphrases(path) if path.exists() else {}), **words}
    rows = [(id_, names.get(id_, ""), word) for id_, word in sorted(kept.items())]
    whole_bytes(path, csv_bytes([title(language) for title in _COLUMNS], rows))
    return path


def given_passphrases(path: Path, letters: Iterable[LetterFacts]) -> Given:
    """The passphrases of HR's file, with a warning for those that can be guessed. Fault for a file that is no such list."""
    words = read_passphrases(path)
    wanted = [facts for facts in letters if words.get(facts.employee_id)]
    often = Counter(words[facts.employee_id] for facts in wanted)
    guessed = [
        PassphraseGuessable(employee_id=facts.employee_id)
        for facts in wanted
        if often[words[facts.employee_id]] > 1 or is_guessable(words[facts.employee_id], facts)
    ]
    return Given({facts.employee_id: words[facts.employee_id] for facts in wanted}, tuple(guessed))


def is_guessable(word: str, facts: LetterFacts) -> bool:
    """Whether somebody who knows the person, or tries all dates and numbers, would find the passphrase."""
    plain = word.casefold()
    known = (facts.employee_id, facts.name, facts.department)
    return (
        len(word) < _FEWEST
        or len(set(plain)) < _FEWEST_KINDS
        or plain.strip("0123456789.-/ xX") == ""
        or any(len(part) > 1 and part.casefold() in plain for part in known)
        or any(bad in plain for bad in ("password", "123456", "qwerty"))
    )


def read_passphrases(path: Path) -> dict[str, str]:
    """A list's passphrases by employee id; a Fault if it is none."""
    try:
        rows = list(csv.reader(io.StringIO(_text(path), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _no_list(path) from error
    titles = [title.strip().casefold() for title in rows[0]] if rows else []
    ids = [place for place, title in enumerate(titles) if title in _ID_TITLES]
    words = [place for place, title in enumerate(titles) if title in _WORD_TITLES]
    if len(ids) != 1 or len(words) != 1:
        raise _no_list(path)
    places = ids[0], words[0]
    whole = (row for row in rows[1:] if len(row) > max(places))
    return {row[places[0]].strip(): row[places[1]].strip() for row in whole if row[places[1]].strip()}


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _random(facts: LetterFacts) -> str:
    """A word drawn again while chance has put the person's own id or name into it."""
    while is_guessable(word := "-".join(map(_letters, range(_GROUPS))), facts):
        continue
    return word


def _letters(_: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_IN_A_GROUP))


def _no_list(path: Path) -> Fault:
    return Fault(
        Text(
            f"{path} 不是口令表。请给出含“工号”和“口令”两列的 CSV 文件。",
            f"{path} is no list of passphrases. Give a CSV file with the columns “employee id” and “passphrase”.",
        )
    )
