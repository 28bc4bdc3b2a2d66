"""Where the sections of a letter stand: rows from top to bottom, some with two columns of about the same height."""

import math
import unicodedata
from collections.abc import Sequence

from perfxl.letters.facts import LetterFacts

Columns = tuple[tuple[str, ...], ...]
_EMS = (23.5, 24.5)  # of a line in the left and the right column, in the preset's widths
_MOST_LINES = 9  # a later section that would be longer in a column takes the whole width below
_OTHER_LINES = 3


def rows_of(order: Sequence[Sequence[str]], facts: LetterFacts) -> list[Columns]:
    """Each row as columns of sections. In a row of several, the first two open the columns, the others fill up."""
    rows: list[Columns] = []
    for names in order:
        if len(names) == 1:
            rows.append((tuple(names),))
            continue
        heights = [lines_of(name, facts, _EMS[0]) for name in names]
        wide = [name for name, lines in zip(names[2:], heights[2:], strict=True) if lines > _MOST_LINES]
        rows.append(_two_columns([name for name in names if name not in wide], facts))
        rows += [((name,),) for name in wide]
    return rows


def lines_of(section: str, facts: LetterFacts, ems: float) -> int:
    """About how many lines a section takes in a column of that width, with its heading; 0 for one that is not there."""
    paragraphs = _paragraphs(section, facts)
    if paragraphs is None:
        return _OTHER_LINES
    return sum(math.ceil(_ems(text) / ems) for text in paragraphs) + 1 if paragraphs else 0


def _two_columns(names: Sequence[str], facts: LetterFacts) -> Columns:
    columns: tuple[list[str], list[str]] = ([names[0]], list(names[1:2]))
    heights = [lines_of(names[0], facts, _EMS[0]), sum(lines_of(name, facts, _EMS[1]) for name in names[1:2])]
    for name in names[2:]:
        after = [height + lines_of(name, facts, ems) for height, ems in zip(heights, _EMS, strict=True)]
        side = 0 if after[0] <= after[1] else 1
        columns[side].append(name)
        heights[side] = after[side]
    return tuple(columns[0]), tuple(columns[1])


def _paragraphs(section: str, facts: LetterFacts) -> list[str] | None:
    if section == "strengths":
        return [one.topic + one.evidence + "  " for one in facts.strengths]
    if section == "to_work_on":
        steps = [one.next_step + " " * 8 for one in facts.to_work_on]
        return [*(one.topic + one.evidence + "  " for one in facts.to_work_on), *steps, *facts.agreed] or [" " * 60]
    if section == "comments":
        return [f"{one.role}  {one.text}" for one in facts.comments]
    return [facts.meeting + facts.appeal] if section == "talk" else None


def _ems(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)
