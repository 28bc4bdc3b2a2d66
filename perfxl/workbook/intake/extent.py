"""Can a sheet be laid out as a grid? The reader reserves every place from A1 to the last used row and column."""

from collections.abc import Mapping

from perfxl.workbook.intake.cell_names import Position, cell_name
from perfxl.workbook.intake.preflight import Limits
from perfxl.workbook.intake.quarantine import FAR_CELL, REFUSED, Unreadable
from perfxl.workbook.intake.sheet_scan import ScannedSheet

_COLUMNS_TO_ZZ = 702


def check_extent(places: list[Position], limits: Limits, *, sheet: str) -> int:
    """The number of cells a grid over `places` needs; raises `Unreadable` where that is absurd.

    A nearly empty sheet with a value far away is refused with that cell's name, because laying it out would take
    gigabytes and end the whole program.
    """
    rows, columns = _extent(places)
    box = rows * columns
    far = box > limits.sparse_box or rows > limits.sparse_rows or columns > limits.sparse_columns
    if far and len(places) < limits.sparse_share * box:
        raise Unreadable(FAR_CELL, f"{sheet}!{cell_name(*_farthest(places, rows, columns))}")
    if box > limits.box:
        raise Unreadable(REFUSED, f"{sheet}: {box} cells")
    return box


def check_scans(scans: Mapping[str, ScannedSheet], limits: Limits) -> None:
    """As `check_extent`, for all sheets of a book by name; costs nearly nothing for sheets of usual size."""
    whole = sum(_check_scan(scan, limits, sheet=name) for name, scan in scans.items())
    if whole > limits.box:
        whole = sum(rows * columns for rows, columns in (_extent(scan.valued()) for scan in scans.values()))
    if whole > limits.box:
        raise Unreadable(REFUSED, f"{whole} cells")


def _check_scan(scan: ScannedSheet, limits: Limits, *, sheet: str) -> int:
    """An upper bound for the cells needed, found by the cheapest sufficient look."""
    if not scan.wide and scan.last_row * _COLUMNS_TO_ZZ <= limits.sparse_box:
        return scan.last_row * _COLUMNS_TO_ZZ
    columns = scan.widest()
    box = scan.last_row * columns
    small = box <= limits.sparse_box and scan.last_row <= limits.sparse_rows and columns <= limits.sparse_columns
    if small or limits.sparse_share * box <= scan.count_values() <= box <= limits.box:
        return box
    return check_extent(scan.valued(), limits, sheet=sheet)


def _extent(places: list[Position]) -> tuple[int, int]:
    """Rows and columns from A1 to the last place."""
    return 1 + max((row for row, _ in places), default=-1), 1 + max((column for _, column in places), default=-1)


def _farthest(places: list[Position], rows: int, columns: int) -> Position:
    return max(places, key=lambda place: (place[0] + 1) / rows + (place[1] + 1) / columns)
