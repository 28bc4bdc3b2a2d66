"""What Excel and xlwings need on Windows: the DLL of Excel's own bitness, and macros that may run."""

from collections.abc import Iterator
from pathlib import Path

from perfxl.jobs.examined import NO_FIX, Examined
from perfxl.language import Text
from perfxl.machine.office import BITS_NAMES, MACRO_NAMES, NEVER, SIGNED_ONLY, MacroSetting, excel_bits, macro_setting
from perfxl.machine.registry import Registry, registry_values
from perfxl.machine.xlwings_files import library_of

_LEVELS = {
    1: Text("全部允许", "all allowed"),
    2: Text("先询问（默认）", "asks first (the default)"),
    SIGNED_ONLY: Text("只允许有签名的", "signed ones only"),
    NEVER: Text("全部禁止", "all forbidden"),
}
_OWN_FIX = Text(
    "Excel：文件 → 选项 → 信任中心 → 信任中心设置 → 宏设置，选“禁用所有宏，并发出通知”。不需要勾选“信任对 VBA 工程对象模型的访问”。",
    "Excel: File, Options, Trust Center, Trust Center Settings, Macro Settings: “Disable all macros with notification”. "
    "“Trust access to the VBA project object model” is not needed.",
)
_POLICY_FIX = Text(
    "这是管理员规定的：请 IT 把 perfxl 工作簿所在文件夹设为受信任位置，或改用 .xlsx 和 `perfxl attach`。",
    "An administrator decided so: ask IT to make the workbook's folder a trusted location, or use an .xlsx and `perfxl attach`.",
)


def windows(python: Path, *, xlwings: str) -> Iterator[Examined]:
    """Look into the registry and beside `python`, the program that runs now."""
    return windows_examined(registry_values((*MACRO_NAMES, *BITS_NAMES)), python, xlwings=xlwings)


def windows_examined(registry: Registry, python: Path, *, xlwings: str) -> Iterator[Examined]:
    """The same for given values of the registry."""
    yield _library(python, bits=excel_bits(registry), xlwings=xlwings)
    yield _macros(macro_setting(registry))


def _library(python: Path, *, bits: int, xlwings: str) -> Examined:
    what = Text("xlwings 的 DLL", "DLL of xlwings")
    found = library_of(python, version=xlwings, bits=bits or 64)
    name = f"xlwings{bits or 64}-{xlwings}.dll"
    fix = Text(
        f"{name} 应在 {python.parent}：请运行 `pip install --force-reinstall xlwings=={xlwings}`，或重新组装文件夹。",
        f"{name} should be in {python.parent}: run `pip install --force-reinstall xlwings=={xlwings}`, or assemble the folder again.",
    )
    excel = Text(f"（Excel {bits} 位）", f" (Excel of {bits} bits)") if bits else NO_FIX
    told = Text(f"{found.name if found else '-'}{excel.zh}", f"{found.name if found else '-'}{excel.en}")
    return Examined(what, told, ok=found is not None, fix=fix)


def _macros(setting: MacroSetting) -> Examined:
    level = _LEVELS[setting.level]
    by = Text("，由管理员规定", ", by policy") if setting.by_policy else NO_FIX
    blocked = Text("；来自互联网的文件被阻止", "; files from the internet are blocked") if setting.internet_blocked else NO_FIX
    found = Text(level.zh + by.zh + blocked.zh, level.en + by.en + blocked.en)
    fix = _POLICY_FIX if setting.by_policy else _OWN_FIX
    return Examined(Text("Excel 宏设置", "Excel's macro setting"), found, ok=setting.allows, fix=fix)
