"""What one return says, after it was read and before it is compared with anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perfxl.consolidation.table_bytes import NotATable, from_bytes, to_bytes
from perfxl.cycle.stated import StatedTotal
from perfxl.findings.base import Finding, Place
from perfxl.findings.plain import finding_from_plain, finding_to_plain
from perfxl.workbook.reading.columns_as_typed import Array

NAMES = "_name"  # the column of names that stood beside the ids


@dataclass(frozen=True)
class ReturnTable:
    """One table of a return.

    arrays: the declared columns, side and place columns as `TableRead` has them, and perhaps `_name`. sheet: where it
    stands. columns: key -> zero-based number on that sheet, of the columns that are there.
    """

    sheet: str
    arrays: Mapping[str, Array]
    columns: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.arrays["_row"])


@dataclass(frozen=True)
class ReturnRead:
    """One file. code: why it must be set aside ('' if it was read), detail as in `Unreadable`; retry: the next run may
    succeed. properties, saved_at: as in `Book`. mapping: the name of the mapping that it was read with. sheets: the
    names of its sheets. others: declared sheets that HR fills in, with their numbers of rows.
    """

    file: str
    code: str = ""
    detail: str = ""
    retry: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    saved_at: str = ""
    mapping: str = ""
    usable: bool = True
    sheets: tuple[str, ...] = ()
    others: Mapping[str, int] = field(default_factory=dict)
    tables: Mapping[str, ReturnTable] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    stated: tuple[StatedTotal, ...] = ()

    @property
    def kind(self) -> str:
        """return, rater, or '' for a workbook that perfxl did not send out."""
        return self.properties.get("perfxl.kind", "")

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        return {key: len(table) for key, table in self.tables.items()}


def read_to_bytes(read: ReturnRead) -> bytes:
    """`read` as bytes that are safe to keep in a shared folder."""
    tables = {key: to_bytes(table.arrays, _about_table(table)) for key, table in read.tables.items()}
    about: dict[str, Any] = {
        "file": read.file,
        "code": read.code,
        "detail": read.detail,
        "retry": read.retry,
        "properties": dict(read.properties),
        "saved_at": read.saved_at,
        "mapping": read.mapping,
        "usable": read.usable,
        "sheets": list(read.sheets),
        "others": dict(read.others),
        "tables": {key: len(content) for key, content in tables.items()},
        "findings": [finding_to_plain(finding) for finding in read.findings],
        "stated": [_stated_to_plain(one) for one in read.stated],
    }
    head = to_bytes({}, about)
    return b"".join([len(head).to_bytes(8, "little"), head, *tables.values()])


def read_from_bytes(content: bytes) -> ReturnRead:
    """The `ReturnRead` of these bytes; raises NotATable."""
    start = 8 + int.from_bytes(content[:8], "little")
    _, about = from_bytes(content[8:start])
    tables: dict[str, ReturnTable] = {}
    try:
        for key, length in about.pop("tables").items():
            tables[key] = _table(content[start : start + length])
            start += length
        about["findings"] = tuple(map(finding_from_plain, about["findings"]))
        about["stated"] = tuple(StatedTotal(**{**one, "place": Place(*one["place"])}) for one in about["stated"])
        about["sheets"] = tuple(about["sheets"])
        return ReturnRead(tables=tables, **about)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotATable(str(error)) from error


def _table(content: bytes) -> ReturnTable:
    arrays, about = from_bytes(content)
    return ReturnTable(str(about["sheet"]), arrays, {key: int(number) for key, number in about["columns"].items()})


def _about_table(table: ReturnTable) -> dict[str, Any]:
    return {"sheet": table.sheet, "columns": dict(table.columns)}


def _stated_to_plain(one: StatedTotal) -> dict[str, Any]:
    return {**vars(one), "place": list(one.place)}
