"""Notes stay where values change, as in Excel; LibreOffice drops them with the old content."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.live_calc.areas import Area
from tests.support.live_calc.bridge import each


@contextmanager
def notes_kept(sheet: Any, area: Area) -> Iterator[None]:
    """Put the notes of `area` back after the block."""
    kept = [(note.Position, str(note.String)) for note in each(sheet.annotations) if _inside(note.Position, area)]
    yield
    for position, text in kept:
        sheet.annotations.insertNew(position, text)


def _inside(position: Any, area: Area) -> bool:
    return bool(area.top <= position.Row <= area.bottom and area.left <= position.Column <= area.right)
