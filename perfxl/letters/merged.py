"""All letters in one PDF for printing: each begins on a front side, with a bookmark for every department and person."""

import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from perfxl.whole_files import whole_file


class Leaf(NamedTuple):
    """One letter to be printed. passphrase: '' for an open one."""

    department: str
    title: str
    file: Path
    passphrase: str = ""


def merge(letters: Sequence[Leaf], target: Path) -> int:
    """Write `letters`, in this order, as one file; returns its number of pages. The same letters give the same bytes.

    A letter with an odd number of pages is followed by an empty one, so that two-sided printing keeps letters apart.
    """
    import pikepdf  # noqa: PLC0415  (only where letters are merged)

    with pikepdf.new() as whole:
        starts = [_append(whole, pikepdf, leaf) for leaf in letters]
        with whole.open_outline() as outline:
            outline.root.extend(_bookmarks(pikepdf, zip(letters, starts, strict=True)))
        written = io.BytesIO()
        whole.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        pages = len(whole.pages)
    with whole_file(target) as temporary:
        temporary.touch(mode=0o600)
        temporary.write_bytes(written.getvalue())
    return pages


def _append(whole: Any, pikepdf: Any, leaf: Leaf) -> int:
    """Append one letter; returns the number of its first page, from 0."""
    start = len(whole.pages)
    with pikepdf.open(leaf.file, password=leaf.passphrase) as letter:
        whole.pages.extend(letter.pages)
        if len(letter.pages) % 2:
            size = letter.pages[-1].mediabox
            whole.add_blank_page(page_size=(float(size[2]) - float(size[0]), float(size[3]) - float(size[1])))
    return start


def _bookmarks(pikepdf: Any, placed: Iterable[tuple[Leaf, int]]) -> list[Any]:
    """A bookmark for each department, with those of its people below."""
    marks = []
    for department, members in groupby(placed, key=lambda one: one[0].department):
        people = [pikepdf.OutlineItem(leaf.title, start) for leaf, start in members]
        mark = pikepdf.OutlineItem(department, people[0].destination)
        mark.children.extend(people)
        marks.append(mark)
    return marks


def in_printing_order(leaves: Mapping[str, Leaf]) -> list[Leaf]:
    """Departments in the order in which they come first, and their people together, in roster order."""
    order = {leaf.department: place for place, leaf in reversed(list(enumerate(leaves.values())))}
    return sorted(leaves.values(), key=lambda leaf: order[leaf.department])
