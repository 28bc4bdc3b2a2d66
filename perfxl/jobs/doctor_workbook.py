"""Does a workbook with macros fit this installation: versions, the Python that it starts, the Mark of the Web."""

from collections.abc import Iterator
from pathlib import Path

from perfxl.faults import Fault
from perfxl.jobs.examined import Examined
from perfxl.language import Text
from perfxl.machine.mark_of_the_web import is_from_the_web, zone_stream

_ANEW = Text(
    "请用 `perfxl new` 另做一个工作簿，把各表的内容粘贴过去。",
    "Make a new workbook with `perfxl new` and paste the sheets' contents into it.",
)
_NO_MACROS = Text(
    "这是没有宏的工作簿：按钮请用 `perfxl attach`，或用 `perfxl new 绩效管理.xlsm` 另做一个。",
    "This workbook has no macros: use `perfxl attach` for the buttons, or make another with `perfxl new performance.xlsm`.",
)
_UNBLOCK = Text(
    "在资源管理器中右键该文件 → 属性 → 勾选“解除锁定”，或把它移到受信任位置。",
    "In Explorer right-click the file, Properties, tick “Unblock”; or move it to a trusted location.",
)
_UNREADABLE = Text("不是可以读取的工作簿", "no workbook that can be read")
_OF_PLATFORM = {"win32": "INTERPRETER_WIN", "darwin": "INTERPRETER_MAC"}


def workbook_examined(path: Path, *, platform: str) -> Iterator[Examined]:
    """One answer after the other about the workbook at `path`. platform: as sys.platform.

    Raises Fault if there is no such file.
    """
    from perfxl.workbook.intake.quarantine import Unreadable
    from perfxl.workbook.macros.settings_read import settings_in
    from perfxl.workbook.macros.stamp import stamp_of, stamp_of_this_machine

    if not path.is_file():
        raise Fault(Text(f"没有文件 {path}。请检查路径。", f"There is no file {path}. Check the path."))
    yield _mark(path)
    try:
        made, settings = stamp_of(path), settings_in(path)
    except Unreadable as reason:
        yield Examined(Text("工作簿", "Workbook"), _UNREADABLE, ok=False, fix=Text(f"见 {reason.code}。", f"See {reason.code}."))
        return
    here = stamp_of_this_machine()
    if not made.xlwings:
        yield Examined(Text("工作簿的宏", "The workbook's macros"), "-", ok=False, fix=_NO_MACROS)
        return
    yield _same(Text("工作簿的 xlwings", "xlwings of the workbook"), made.xlwings, here.xlwings)
    yield _same(Text("工作簿的 perfxl", "perfxl of the workbook"), made.perfxl, here.perfxl, needed=False)
    if platform in _OF_PLATFORM:
        yield _interpreter(settings, _OF_PLATFORM[platform])


def _mark(path: Path) -> Examined:
    marked = is_from_the_web(zone_stream(path))
    found = Text("来自互联网，宏被阻止", "from the internet, macros are blocked") if marked else Text("没有", "none")
    return Examined(Text("网络标记", "Mark of the Web"), found, ok=not marked, fix=_UNBLOCK)


def _same(what: Text, made: str, here: str, *, needed: bool = True) -> Examined:
    """The VBA module and the package of xlwings must be of one version; another perfxl is worth saying only."""
    if made == here:
        return Examined(what, made, ok=True, needed=needed)
    return Examined(what, Text(f"{made}，这里是 {here}", f"{made}, here {here}"), ok=not needed, fix=_ANEW, needed=needed)


def _interpreter(settings: dict[str, str], key: str) -> Examined:
    """The Python whose path stands in the workbook must exist here."""
    python = settings.get(key, "")
    fix = Text(
        f"取消隐藏工作表 xlwings.conf，在 {key} 处写上这里的 Python 程序的路径。",
        f"Unhide the sheet xlwings.conf and write the path of this interpreter at {key}.",
    )
    what = Text("工作簿启动的 Python", "Python that the workbook starts")
    return Examined(what, python or "-", ok=bool(python) and Path(python).is_file(), fix=fix)
