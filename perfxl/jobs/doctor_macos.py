"""What Excel and xlwings need on macOS: the script that RunPython calls, and the permission to control Excel."""

from collections.abc import Iterator
from pathlib import Path

from perfxl.jobs.examined import Examined
from perfxl.language import Text
from perfxl.machine.automation import Permission, automation
from perfxl.machine.xlwings_files import other_scripts, script_of

_PERMISSIONS = {
    Permission.GIVEN: Text("已允许", "given"),
    Permission.REFUSED: Text("被拒绝", "refused"),
    Permission.NOT_ASKED: Text("未检查：请先打开 Excel 再运行", "not asked: open Excel, then run this again"),
    Permission.UNCLEAR: Text("Excel 没有回答", "Excel did not answer"),
}
_SCRIPT_FIX = Text(
    "请运行 `xlwings runpython install`，然后重新打开 Excel。", "Run `xlwings runpython install`, then open Excel again."
)
_AUTOMATION_FIX = Text(
    "系统设置 → 隐私与安全性 → 自动化：允许终端（或 Python）控制 Microsoft Excel。",
    "System Settings, Privacy & Security, Automation: let Terminal (or Python) control Microsoft Excel.",
)


def macos(home: Path, *, xlwings: str) -> Iterator[Examined]:
    """Look into the home folder, and ask Excel if it runs."""
    yield script_examined(home, xlwings=xlwings)
    yield permission_examined(automation())


def script_examined(home: Path, *, xlwings: str) -> Examined:
    """The script of this version of xlwings."""
    script = script_of(home, version=xlwings)
    others = ", ".join(other_scripts(home, version=xlwings))
    found = script.name if script.is_file() else others or "-"
    return Examined(Text("RunPython 脚本", "Script of RunPython"), found, ok=script.is_file(), fix=_SCRIPT_FIX)


def permission_examined(permission: Permission) -> Examined:
    """What came of asking Excel; not being able to ask is no failure."""
    ok = permission is not Permission.REFUSED
    return Examined(
        Text("控制 Excel 的权限", "Permission to control Excel"), _PERMISSIONS[permission], ok=ok, fix=_AUTOMATION_FIX
    )
