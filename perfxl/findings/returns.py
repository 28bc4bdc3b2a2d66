"""PX901 to PX910: the files that came back, and those that did not."""

from perfxl.findings.base import BLOCKER, NOTE, WARNING, Finding
from perfxl.language import Text


class OlderVersion(Finding):
    code = "PX901"
    severity = WARNING
    title = Text("同一份回收表有几个版本", "Several versions of one return")
    fact = Text(
        "与 {used} 是同一份回收表的不同版本，{difference}；采用了保存时间较新的 {used}，此文件没有使用。",
        "Another version of {used}, {difference}; {used} was saved later and is used, this file is not.",
    )
    remedy = Text(
        "请核对采用的是否正确；删除不用的版本，或改名后只留一份。",
        "Check that the right one is used; delete the other, or keep one of them only.",
    )
    used: str
    difference: Text


class AnotherCycle(Finding):
    code = "PX902"
    severity = BLOCKER
    title = Text("不是本周期的回收表", "A return of another cycle")
    fact = Text(
        "此文件属于“{theirs}”，本周期是“{ours}”，没有汇总。",
        "The file belongs to '{theirs}', not to '{ours}'; it was not merged.",
    )
    remedy = Text("请移走，或请对方填写本周期下发的表。", "Move it away, or ask for the workbook of this cycle.")
    theirs: str
    ours: str


class NothingRecognised(Finding):
    code = "PX903"
    severity = BLOCKER
    title = Text("文件里没有认得的表", "No sheet that perfxl knows")
    fact = Text(
        "工作表 {sheets} 都不是 perfxl 的表，也没有适用的映射，没有汇总。",
        "Not one of its sheets ({sheets}) is perfxl's and no mapping fits; it was not merged.",
    )
    remedy = Text(
        "请用下发的表填写，或运行 perfxl mapping suggest 为它做一个映射。",
        "Use the workbook that was sent out, or make a mapping with perfxl mapping suggest.",
    )
    sheets: Text


class SavedJustNow(Finding):
    code = "PX904"
    severity = NOTE
    title = Text("文件刚刚改动", "A file that has just changed")
    fact = Text(
        "此文件在 {seconds} 秒内改动过，可能还在同步，这次没有读取。",
        "Changed within the last {seconds} s and perhaps still synchronising; not read this time.",
    )
    remedy = Text("下次汇总会读取。", "The next run reads it.")
    seconds: float


class NothingSent(Finding):
    code = "PX905"
    severity = WARNING
    title = Text("部门尚未交表", "A department that has sent nothing")
    fact = Text(
        "“{department}”还没有交回任何文件（{people} 人）。", "Nothing has come from {department} (people: {people})."
    )
    remedy = Text("请催交。", "Remind it.")
    department: str
    people: int


class RaterSentNothing(Finding):
    code = "PX906"
    severity = WARNING
    title = Text("评价人尚未交表", "A rater who has sent nothing")
    fact = Text(
        "评价人 {rater} 尚欠 {owed} 条评价，没有交回文件。", "{rater} still owes ratings ({owed}) and has sent no file."
    )
    remedy = Text("请催交。", "Remind the person.")
    rater: str
    owed: int


class ReturnGone(Finding):
    code = "PX907"
    severity = WARNING
    title = Text("上次的回收表不见了", "A return that was there last time is gone")
    fact = Text(
        "上次汇总用过此文件，现在找不到；它的内容不再计入。",
        "The last run used this file; it is not there now and no longer counts.",
    )
    remedy = Text("如果不是有意移走，请放回后再汇总。", "Put it back and run again unless it was moved on purpose.")


class NoTable(Finding):
    code = "PX908"
    severity = NOTE
    title = Text("不是表格，没有读取", "No table, not read")
    fact = Text("{suffix} 文件没有读取。", "{suffix} files are not read.")
    remedy = Text("表格请存为 .xlsx；压缩包请先解压。", "Save tables as .xlsx; unpack archives.")
    suffix: str


class OwnOutput(Finding):
    code = "PX909"
    severity = NOTE
    title = Text("perfxl 自己的文件，已跳过", "A file of perfxl's own, skipped")
    fact = Text("这是 perfxl 的{kind}，不是回收表，已跳过。", "This is a {kind} of perfxl and no return; skipped.")
    remedy = Text("请把它移出回收文件夹。", "Keep it outside the returns folder.")
    kind: Text


class BusyFile(Finding):
    code = "PX910"
    severity = WARNING
    title = Text("文件正在使用", "A file that is in use")
    fact = Text(
        "此文件正在改动或被打开（{why}），这次无法读取；{instead}",
        "The file is changing or open elsewhere ({why}) and cannot be read now; {instead}",
    )
    remedy = Text("请关闭后再汇总；下次会再试。", "Close it and run again; the next run tries once more.")
    why: str
    instead: Text
