"""An .xlsx or .xlsm taken apart: the checked parts that carry values and facts, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from posixpath import dirname, join, normpath

from perfxl.workbook.intake.number_formats import percent_styles
from perfxl.workbook.intake.plain_sheets import plain_sheet, plain_strings
from perfxl.workbook.intake.preflight import Package
from perfxl.workbook.intake.quarantine import DAMAGED, NOT_A_WORKBOOK, Unreadable
from perfxl.workbook.intake.sheet_scan import ScannedSheet, scanned
from perfxl.workbook.intake.xml_tags import Tag, tags

_TRUE = ("1", "true", "on")
KIND_PROPERTY = "perfxl.kind"
_OWN = "perfxl."


@dataclass(frozen=True)
class Styles:
    """format_ids: number format of each cell style; codes: the book's own format codes; percent: percent styles."""

    format_ids: tuple[int, ...]
    codes: dict[int, str]
    percent: frozenset[int]


@dataclass(frozen=True)
class Sheet:
    """A worksheet as the workbook names it; charts and macro sheets are left out."""

    name: str
    hidden: bool
    part: str
    scan: ScannedSheet


@dataclass(frozen=True)
class XlsxParts:
    """What perfxl uses of a workbook. recalculates: the file asks Excel to compute everything on opening.

    properties: the custom document properties of perfxl (`perfxl.kind`) by name. saved_at: when a program says that it
    saved the file last, as it writes it (2026-10-31T08:30:00Z); '' if it does not.
    """

    sheets: tuple[Sheet, ...]
    strings: bytes | None
    styles: Styles
    date1904: bool
    recalculates: bool
    properties: Mapping[str, str]
    saved_at: str


def xlsx_parts(package: Package) -> XlsxParts:
    """Read, check and scan the parts of a workbook; raises `Unreadable`."""
    top = _relations(package, "")
    book = _first(top, "officeDocument") or "xl/workbook.xml"
    if book not in package:
        raise Unreadable(DAMAGED if "[Content_Types].xml" in package else NOT_A_WORKBOOK, book)
    outline = _outline(package, book)
    if not any(tag.name == "workbook" for tag in outline[:1]):
        raise Unreadable(NOT_A_WORKBOOK, outline[0].name if outline else book)
    relations = _relations(package, book)
    settings = {tag.name: tag.attributes for tag in outline if tag.name in ("workbookPr", "calcPr")}
    return XlsxParts(
        sheets=_sheets(package, outline, relations),
        strings=_strings(package, relations),
        styles=_styles(package, relations),
        date1904=settings.get("workbookPr", {}).get("date1904") in _TRUE,
        recalculates=settings.get("calcPr", {}).get("fullCalcOnLoad") in _TRUE,
        properties={name: text for name, text in _custom_properties(package, top).items() if name.startswith(_OWN) and text},
        saved_at=_saved_at(package, top),
    )


def _outline(package: Package, part: str) -> list[Tag]:
    return tags(package.part(part, most=package.limits.outline_part), part)


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relation id to (kind, part name) of everything that `part` refers to inside the file."""
    name = join(dirname(part), "_rels", part.rpartition("/")[2] + ".rels")
    if name not in package:
        return {}
    found = [tag.attributes for tag in _outline(package, name) if tag.name == "Relationship"]
    return {
        relation.get("Id", ""): (relation.get("Type", "").rpartition("/")[2], _absolute(part, relation["Target"]))
        for relation in found
        if relation.get("TargetMode") != "External" and "Target" in relation
    }


def _absolute(part: str, target: str) -> str:
    target = target.replace("\\", "/")
    return normpath(target.lstrip("/") if target.startswith("/") else join(dirname(part), target))


def _first(relations: dict[str, tuple[str, str]], kind: str) -> str | None:
    return next((target for name, target in relations.values() if name == kind), None)


def _sheets(package: Package, outline: list[Tag], relations: dict[str, tuple[str, str]]) -> tuple[Sheet, ...]:
    listed = [tag.attributes for tag in outline if tag.name == "sheet"]
    sheets = []
    for sheet in listed:
        kind, part = relations.get(sheet.get("id", ""), ("", ""))
        if not part:
            raise Unreadable(DAMAGED, sheet.get("name", "sheet"))
        if kind == "worksheet":
            hidden = sheet.get("state", "visible") != "visible"
            sheets.append(Sheet(sheet.get("name", ""), hidden, part, scan=_scan(package, part)))
    for uses in ([sheet.name.lower() for sheet in sheets], [sheet.part.lower() for sheet in sheets]):
        if len(set(uses)) < len(uses):
            raise Unreadable(DAMAGED, "a sheet occurs twice")
    return tuple(sheets)


def _scan(package: Package, part: str) -> ScannedSheet:
    scan = scanned(package.part(part))
    if scan is None:
        scan = scanned(plain_sheet(package.part(part), part, most=package.limits.uncertain_part))
    if scan is None:
        raise Unreadable(DAMAGED, part)
    return scan


def _strings(package: Package, relations: dict[str, tuple[str, str]]) -> bytes | None:
    part = _first(relations, "sharedStrings")
    return None if part is None else plain_strings(package.part(part), part)


def _styles(package: Package, relations: dict[str, tuple[str, str]]) -> Styles:
    part = _first(relations, "styles")
    if part is None:
        return Styles((), {}, frozenset())
    section, ids, codes = "", [], {}
    for tag in _outline(package, part):
        if tag.name in ("numFmts", "cellXfs", "cellStyleXfs", "dxfs"):
            section = tag.name
        elif (section, tag.name) == ("cellXfs", "xf"):
            ids.append(_number(tag, "numFmtId", part))
        elif (section, tag.name) == ("numFmts", "numFmt"):
            codes[_number(tag, "numFmtId", part)] = tag.attributes.get("formatCode", "")
    return Styles(tuple(ids), codes, percent=percent_styles(ids, codes))


def _number(tag: Tag, name: str, part: str) -> int:
    digits = tag.attributes.get(name, "0")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        raise Unreadable(DAMAGED, f"{part}: {name}")
    return int(digits)


def custom_properties(package: Package) -> dict[str, str]:
    """The custom document properties by name, as text."""
    return _custom_properties(package, _relations(package, ""))


def _custom_properties(package: Package, top: dict[str, tuple[str, str]]) -> dict[str, str]:
    part = _first(top, "custom-properties") or "docProps/custom.xml"
    if part not in package:
        return {}
    found = pairwise(_outline(package, part))
    return {tag.attributes.get("name", ""): value.text.strip() for tag, value in found if tag.name == "property"}


def _saved_at(package: Package, top: dict[str, tuple[str, str]]) -> str:
    part = _first(top, "core-properties") or "docProps/core.xml"
    if part not in package:
        return ""
    return next((tag.text.strip() for tag in _outline(package, part) if tag.name == "modified"), "")
