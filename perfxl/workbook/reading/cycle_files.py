"""Which files make up a cycle: the cycle workbook in a path, and the master beside it."""

from collections.abc import Sequence
from pathlib import Path

from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.sheets import sheet_named
from perfxl.faults import Fault
from perfxl.findings.workbook_files import finding_of
from perfxl.language import Text
from perfxl.workbook.intake.grids import Book, read_book
from perfxl.workbook.intake.preflight import Limits, Package, opened_package, whole_file
from perfxl.workbook.intake.quarantine import Unreadable
from perfxl.workbook.intake.xlsx_parts import KIND_PROPERTY, custom_properties
from perfxl.workbook.intake.xml_tags import tags

SUFFIXES = frozenset({".xlsx", ".xlsm"})
_OUTLINE = 4 << 20  # bytes; the part that lists the sheets is small
_NOTHING_THERE = Text("找不到 {path}。请核对路径和文件名。", "{path} does not exist. Check the path and the name.")
_NONE = Text(
    "文件夹 {path} 里没有考核周期工作簿（需有“周期”和“考核方案”两张表）；这里的工作簿：{names}。请指明文件，或放入绩效管理工作簿。",
    "The folder {path} has no cycle workbook (one with the sheets Cycle and Schemes); workbooks there: {names}. Name the file.",
)
_SEVERAL = Text(
    "文件夹 {path} 里有几个考核周期工作簿：{names}。请指明要用的文件，或移走其余的。",
    "The folder {path} has several cycle workbooks: {names}. Name the one to use, or move the others away.",
)
_UNREADABLE = Text("{file}：{fact}{remedy}", "{file}: {fact} {remedy}")
_NO_NAMES = Text("无", "none")


def cycle_workbook(path: Path) -> Path:
    """The cycle workbook that `path` names: the file itself, or the only one at the top level of the folder.

    In a folder, that is a workbook with a Cycle and a Schemes sheet, marked as cycle or not marked. Raises Fault if
    the path does not exist, or if the folder has none or several, which it names.
    """
    if path.is_file():
        return path
    if not path.is_dir():
        raise _fault(_NOTHING_THERE, path=str(path))
    workbooks = sorted(file for file in path.iterdir() if _is_workbook(file))
    found = [file for file in workbooks if holds_a_cycle(file)]
    if len(found) == 1:
        return found[0]
    raise _named(_SEVERAL, path, found) if found else _named(_NONE, path, workbooks)


def master_of(workbook: Path, settings: CycleSettings) -> Path | None:
    """The master that the settings name, if it exists; its path is relative to the cycle workbook's folder."""
    master = workbook.parent / settings.master_file
    if not settings.master_file or not master.is_file() or master.resolve() == workbook.resolve():
        return None
    return master


def opened(path: Path, *, name: str) -> Book:
    """Read a workbook that the run cannot do without; raises Fault that says why it cannot be read and what to do."""
    try:
        return read_book(path, name=name)
    except Unreadable as unreadable:
        finding = finding_of(unreadable, name)
        zh, en = ({"fact": finding.what(language), "remedy": finding.mend(language)} for language in ("zh", "en"))
        raise Fault(
            Text(_UNREADABLE.zh.format(file=path, **zh), _UNREADABLE.en.format(file=path, **en))
        ) from unreadable


def _is_workbook(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES and not file.name.startswith(("~$", ".")) and file.is_file()


def holds_a_cycle(file: Path) -> bool:
    """Look into the file without reading its sheets; what cannot be opened is no candidate."""
    try:
        package = opened_package(whole_file(file, Limits()), Limits())
        return custom_properties(package).get(KIND_PROPERTY, "") in ("", "cycle") and {"cycle", "schemes"} <= _sheet_keys(package)
    except Unreadable:
        return False


def _sheet_keys(package: Package) -> set[str]:
    part = "xl/workbook.xml"
    listed = [
        tag.attributes.get("name", "") for tag in tags(package.part(part, most=_OUTLINE), part) if tag.name == "sheet"
    ]
    return {sheet.key for sheet in map(sheet_named, listed) if sheet}


def _named(text: Text, path: Path, files: Sequence[Path]) -> Fault:
    names = Text(*("、".join(file.name for file in files) or none for none in _NO_NAMES))
    return Fault(Text(text.zh.format(path=path, names=names.zh), text.en.format(path=path, names=names.en)))


def _fault(text: Text, **facts: str) -> Fault:
    return Fault(Text(text.zh.format(**facts), text.en.format(**facts)))
