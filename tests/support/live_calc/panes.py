"""Frozen rows and columns."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.live_calc.areas import COLUMNS, ROWS, area_at


class FreezePanes:
    """The frozen part of one sheet."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    @contextmanager
    def _controller(self) -> Iterator[Any]:
        """The window with the sheet in front, to be seen for as long: only then LibreOffice freezes anything."""
        controller = self._sheet.book.document.CurrentController
        window, active = controller.Frame.ContainerWindow, controller.ActiveSheet
        controller.setActiveSheet(self._sheet.table)
        window.setVisible(True)
        self._sheet.book.app.office.service("awt.Toolkit").processEventsToIdle()  # until then it has no size
        try:
            yield controller
        finally:
            window.setVisible(False)
            controller.setActiveSheet(active)

    def freeze_at(self, frozen_range: str) -> None:
        """Freeze all rows and columns up to the end of `frozen_range`: "1:1", "A:B" or "A1:B2"."""
        area = area_at(frozen_range)
        assert area is not None, frozen_range
        rows = 0 if area.bottom == ROWS - 1 else area.bottom + 1
        columns = 0 if area.right == COLUMNS - 1 else area.right + 1
        with self._controller() as controller:
            controller.freezeAtPosition(columns, rows)

    def unfreeze(self) -> None:
        with self._controller() as controller:
            controller.freezeAtPosition(0, 0)

    @property
    def frozen(self) -> tuple[int, int]:
        """Rows and columns that are frozen; for tests, xlwings does not ask."""
        with self._controller() as controller:
            return (controller.SplitRow, controller.SplitColumn) if controller.hasFrozenPanes() else (0, 0)
