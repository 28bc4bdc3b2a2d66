"""The text of a mark's note: what stood there, the findings, and the id by which the mark is found again."""

import re
from collections.abc import Iterable

from perfxl.language import Text

LONGEST = 1_000  # characters of findings
SHORT = 120  # characters where a program cuts long notes at 255
_SIGN = re.compile(r"— perfxl ([0-9a-f]{8})")
_OURS = r"(?:^|[\r\n]+)PX\d{3} (?:(?!— perfxl ).)*— perfxl "  # and the id


def note_text(before: str, findings: Iterable[str], mark_id: str, *, language: str, longest: int = LONGEST) -> str:
    """The note of a marked cell; before: the note that stands there already, '' for none."""
    text = "\n\n".join(findings)
    if len(text) > longest:
        rest = Text("…（全文见“问题清单”）", "... (in full on the sheet Findings)")(language)
        text = text[: longest - len(rest)] + rest
    ours = f"{text}\n— perfxl {mark_id}"
    return f"{before}\n\n{ours}" if before else ours


def ids_in(text: str) -> list[str]:
    """The ids of the marks whose notes are in `text`."""
    return _SIGN.findall(text)


def without_mark(text: str, mark_id: str, before: str) -> str:
    """What a person wrote: `text` without the mark's part. before: the note as it was when the mark was made.

    Words that were added before or behind the mark's part stay; where that part was edited, `before` and what follows it stay.
    """
    rest = text.removeprefix(before)
    ours = re.search(_OURS + mark_id, rest, re.DOTALL)
    if ours is None:
        return before + text.partition(mark_id)[2]
    left = text[: len(text) - len(rest)] + rest[: ours.start()] + rest[ours.end() :]
    return left if left.strip() else ""
