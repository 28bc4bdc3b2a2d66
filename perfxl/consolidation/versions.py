"""Versions of one return: conflict copies of a synchronised folder, copies of a copy, `最终版`. One is used, all are named.

The rule: files in one folder whose names differ only by such marks are one return; the one that was saved last is used
(by what the file says of itself, then by its time in the folder, then by the name without marks).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

_CONFLICT = re.compile(r"[\s\-_~.]*(?:\([^()]*(?:冲突|conflict)[^()]*\)?.*|的?冲突.*|(?:sync-|case )?conflict.*)$")
_DATE = r"(?:20)?[0-9]{2}[-.年]?[0-9]{2}[-.月]?[0-9]{2}日?(?:[\s_\-]?[0-9]{4,6})?"
_LONG_DATE = r"20[0-9]{2}[-.年]?[0-9]{2}[-.月]?[0-9]{2}日?(?:[\s_\-]?[0-9]{4,6})?"
_ALONE = rf"副本\s*[0-9]*|(?:最终|最新|修改|修订|更新|更正|补充)[版稿][0-9]*|第[0-9一二三四五六七八九十]+版|定稿[0-9]*|{_LONG_DATE}"
_AFTER_A_GAP = (
    r"copy\s*[0-9]*|(?:最终|最新|终版|新版|旧版|修改|修订|更新|更正|补充|重报|新|改)[版稿后]?[0-9]*"
    r"|(?:final|latest|new|rev|update|updated|revised)\s*[0-9]*|v(?:er|ersion)?\.?\s*[0-9]+(?:\.[0-9]+)*"
    rf"|{_DATE}|(?:pc|desktop|laptop|win|mac|nb)-[a-z0-9]{{2,15}}|[a-z0-9]{{2,15}}-(?:pc|laptop|desktop|mac|nb)"
)
_IN_BRACKETS = rf"\(\s*(?:[0-9]{{1,3}}|{_ALONE}|{_AFTER_A_GAP})\s*\)"
_MARK = re.compile(rf"(?:(?:[\s\-_~.]+|(?<=\)))(?:{_AFTER_A_GAP})|[\s\-_~.]*(?:{_ALONE}|{_IN_BRACKETS}))$")
_STARTS = re.compile(r"^(?:副本|复件|copy of)[\s\-_]*(?=\S)")


@dataclass(frozen=True)
class Version:
    """What decides among versions. saved_at: as the file says, in UTC (2026-10-31T08:30:00Z), '' if it does not say;
    modified: seconds."""

    name: str
    saved_at: str
    modified: float


def stem_without_marks(name: str) -> str:
    """The folder and name of a file without its ending and without marks of a version, as names are compared."""
    path = PurePosixPath(unicodedata.normalize("NFKC", name))
    stem = path.stem.strip().casefold()
    while True:
        bare = _MARK.sub("", _CONFLICT.sub("", _STARTS.sub("", stem))).strip(" -_~.")
        if not bare or bare == stem:
            break
        stem = bare
    return f"{path.parent.as_posix()}/{stem}"


def grouped(versions: Iterable[Version]) -> dict[str, list[Version]]:
    """Versions of one return together, the one to use first; by the name of that one."""
    groups: dict[str, list[Version]] = {}
    for version in versions:
        groups.setdefault(stem_without_marks(version.name), []).append(version)
    ranked = (sorted(group, key=_rank) for group in groups.values())
    return {group[0].name: group for group in ranked}


def _rank(version: Version) -> tuple[object, ...]:
    return _backwards(version.saved_at), -version.modified, len(version.name), version.name


def _backwards(text: str) -> tuple[int, ...]:
    """Sorts later texts first, and no text last."""
    return tuple(-ord(letter) for letter in text) or (1,)


def said(versions: Mapping[str, list[Version]]) -> dict[str, str]:
    """Each version that is not used, with the name of the one that is."""
    return {other.name: used for used, group in versions.items() for other in group[1:]}
