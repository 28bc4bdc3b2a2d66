"""Is the journal of a master whole? An entry that was changed, taken out or cut off is found."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from perfxl.consolidation.journal import NAME, START, chained
from perfxl.consolidation.kept_reads import content_hash
from perfxl.consolidation.search import BESIDE_MASTER
from perfxl.language import Text


@dataclass(frozen=True)
class Checked:
    """One thing that was looked at. wrong: what is wrong with it, None if nothing is."""

    what: Text
    found: str
    wrong: Text | None = None


_CHAIN, _MASTER, _HEAD = Text("日志记录", "Entries"), Text("总表", "Master"), Text("校验值", "Hash")
_NONE = Text("没有日志。总表若由 perfxl 汇总，日志可能被删除。", "There is no journal; if perfxl made the master, it was deleted.")
_BROKEN = Text("无法读取，不是完整的日志。", "It cannot be read and is no whole journal.")
_CHANGED = Text("第 {n} 条记录被改动过，或它前面的记录被改动、删除。", "Entry {n} was changed, or one before it was changed or taken out.")
_GAP = Text("第 {n} 条记录缺失。", "Entry {n} is missing.")
_NO_MASTER = Text("总表不存在。", "The master is not there.")
_UNKNOWN_MASTER = Text(
    "日志里没有这份总表：总表被改动过，或日志末尾的记录被截掉。",
    "The journal does not know this master: it was edited, or entries at the end of the journal were cut off.",
)
_OLD_MASTER = Text("这是更早一次汇总的总表，不是最后一次的。", "This is the master of an earlier run, not of the last one.")
_NO_HEAD = Text(
    "日志里没有这个校验值：它之后或它本身的记录被截掉，或记录被改动。",
    "The journal has no such hash: the entry or those after it were cut off, or entries were changed.",
)


def checked_journal(master: Path, *, head: str = "") -> list[Checked]:
    """Look at the journal beside `master`. head: a hash that a run printed; it has to be there."""
    path = master.with_name(master.stem + BESIDE_MASTER) / NAME
    if not path.exists():
        return [Checked(_CHAIN, str(path), _NONE)]
    try:
        rows = _rows(path)
    except (sqlite3.DatabaseError, OSError, ValueError, TypeError):
        return [Checked(_CHAIN, str(path), _BROKEN)]
    last = rows[-1][2] if rows else START
    answers = [Checked(_CHAIN, f"{len(rows)} · {last}", _first_wrong(rows)), _master(master, rows)]
    if head:
        hashes = [hashed for _, _, hashed in rows]
        place = f"{hashes.index(head) + 1}/{len(rows)}" if head in hashes else head
        answers.append(Checked(_HEAD, place, None if head in hashes else _NO_HEAD))
    return answers


def _rows(path: Path) -> list[tuple[int, str, str]]:
    # Not read-only: what a killed run left half-written has to be taken back first.
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)
    try:
        rows = db.execute("SELECT number, content, hash FROM entries ORDER BY number").fetchall()
    finally:
        db.close()
    return [(int(number), str(text), str(hashed)) for number, text, hashed in rows]


def _first_wrong(rows: list[tuple[int, str, str]]) -> Text | None:
    before = START
    for expected, (number, text, hashed) in enumerate(rows, start=1):
        if number != expected:
            return _numbered(_GAP, expected)
        if chained(before, number, text) != hashed:
            return _numbered(_CHANGED, number)
        before = hashed
    return None


def _numbered(text: Text, number: int) -> Text:
    return Text(*(one.format(n=number) for one in text))


def _master(master: Path, rows: list[tuple[int, str, str]]) -> Checked:
    """The master has to be that of the last run; a run that was killed may have written it or not."""
    if not master.exists():
        return Checked(_MASTER, str(master), _NO_MASTER)
    digest = content_hash(master.read_bytes())
    said = [(number, json.loads(text)) for number, text, _ in rows]
    entries = [(number, one) for number, one in said if one.get("master", master.name) == master.name]
    written = {entry["run"] for _, entry in entries if entry.get("kind") == "written"}
    runs = [(number, entry["digest"]) for number, entry in entries if entry.get("kind") == "run"]
    finished = [one for number, one in runs if number in written][-1:]
    unfinished = [one for number, one in runs[-1:] if number not in written]
    wrong = None if digest in {*finished, *unfinished} else _UNKNOWN_MASTER
    if wrong is not None and digest in {one for _, one in runs}:
        wrong = _OLD_MASTER
    return Checked(_MASTER, digest[:16], wrong)
