"""Questions about many cells at once: a range answers for all of its cells, or says that they differ."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import xlwings as xw

Block = tuple[int, int, int, int]  # first row, first column, last row, last column; from 0
T = TypeVar("T")


def cells(sheet: xw.Sheet, block: Block) -> xw.Range:
    """The range of a block."""
    first, left, last, right = block
    return sheet.range((first + 1, left + 1), (last + 1, right + 1))


def uniform(
    sheet: xw.Sheet, block: Block, ask: Callable[[xw.Range], T | None], wanted: Callable[[T], bool]
) -> Iterator[Block]:
    """The parts of `block` whose cells all give an answer that is `wanted`; None from `ask` means that they differ.

    Where they differ the halves are asked, so a block of one kind costs one question and an odd cell a few more.
    """
    first, left, last, right = block
    answer = ask(cells(sheet, block))
    if answer is not None:
        if wanted(answer):
            yield block
    elif last > first:
        middle = (first + last) // 2
        yield from uniform(sheet, (first, left, middle, right), ask, wanted)
        yield from uniform(sheet, (middle + 1, left, last, right), ask, wanted)
    elif right > left:
        middle = (left + right) // 2
        yield from uniform(sheet, (first, left, last, middle), ask, wanted)
        yield from uniform(sheet, (first, middle + 1, last, right), ask, wanted)
