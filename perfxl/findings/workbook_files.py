"""PX111 to PX119: a file that cannot be read. Nothing of it is used; it stays where it is."""

from typing import Protocol

from perfxl.findings.base import BLOCKER, NOTE, Finding, Place
from perfxl.language import Text


class Refused(Protocol):
    """What the intake of files says about a file that it will not read: a code below and a language-neutral detail."""

    @property
    def code(self) -> str: ...
    @property
    def detail(self) -> str: ...


class SetAside(Finding):
    """A file that was not read. detail: a cell, a size, the name of a part; '' if there is nothing to add."""

    detail: str

    def facts(self) -> dict[str, object]:
        why = Text(f"（{self.detail}）", f" ({self.detail})") if self.detail else ""
        return {**super().facts(), "why": why}


class NotAWorkbook(SetAside):
    code = "PX111"
    severity = BLOCKER
    title = Text("不是表格文件", "Not a workbook")
    fact = Text("文件内容不是表格{why}。", "What the file holds is not a workbook{why}.")
    remedy = Text("请用 Excel 打开后另存为 .xlsx。", "Open it in Excel and save it as .xlsx.")


class PasswordProtected(SetAside):
    code = "PX112"
    severity = BLOCKER
    title = Text("文件有打开密码", "The file has a password")
    fact = Text("文件已加密，无法读取{why}。", "The file is encrypted and cannot be read{why}.")
    remedy = Text("请去掉打开密码后再保存。", "Remove the password and save it again.")


class DamagedFile(SetAside):
    code = "PX113"
    severity = BLOCKER
    title = Text("文件已损坏", "The file is damaged")
    fact = Text("文件不完整或已损坏{why}。", "The file is incomplete or damaged{why}.")
    remedy = Text(
        "请等待同步完成，或请发送人重新保存并发送。",
        "Wait until it is synchronised, or ask for it to be saved and sent again.",
    )


class TooLargeToRead(SetAside):
    code = "PX114"
    severity = BLOCKER
    title = Text("文件超出安全限度", "The file exceeds the safe limits")
    fact = Text(
        "文件过大或含有不安全的内容，未读取{why}。",
        "The file is too large or unsafe, so it was not read{why}.",
    )
    remedy = Text(
        "请只把需要的单元格复制到新工作簿，另存为 .xlsx。",
        "Copy only the cells that are needed to a new workbook, save as .xlsx.",
    )


class FarCell(SetAside):
    code = "PX115"
    severity = BLOCKER
    title = Text("远处有多余内容", "Something stands in a far corner")
    fact = Text(
        "远离表格的单元格 {detail} 有内容，未读取。",
        "Cell {detail}, far from the table, is filled; the file was not read.",
    )
    remedy = Text("请删除该单元格所在的行和列，再保存。", "Delete the row and the column of that cell and save.")


class EmptyFile(SetAside):
    code = "PX116"
    severity = BLOCKER
    title = Text("文件是空的", "The file is empty")
    fact = Text("文件里没有任何内容{why}。", "The file holds nothing{why}.")
    remedy = Text(
        "请等待同步完成，或请发送人重新保存并发送。",
        "Wait until it is synchronised, or ask for it to be saved and sent again.",
    )


class ReaderStopped(SetAside):
    code = "PX117"
    severity = BLOCKER
    title = Text("文件无法读取", "The file could not be read")
    fact = Text(
        "此文件无法打开，或读取时中断、超时{why}。",
        "The file could not be opened, or reading it failed or took too long{why}.",
    )
    remedy = Text("请用 Excel 打开后另存为新的 .xlsx。", "Open it in Excel and save it as a new .xlsx.")


class LockFile(SetAside):
    code = "PX118"
    severity = NOTE
    title = Text("临时锁定文件", "A temporary lock file")
    fact = Text(
        "这是 Excel 打开文件时产生的临时文件，已跳过{why}。",
        "Excel makes this file while a workbook is open; skipped{why}.",
    )
    remedy = Text("请在 Excel 中关闭该工作簿。", "Close that workbook in Excel.")


class OldFormat(SetAside):
    code = "PX119"
    severity = BLOCKER
    title = Text("旧格式文件", "An old file format")
    fact = Text(
        "此格式无法可靠地读出错误值和百分比{why}。",
        "This format does not tell errors and percents reliably{why}.",
    )
    remedy = Text("请用 Excel 打开后另存为 .xlsx。", "Open it in Excel and save it as .xlsx.")


_REFUSALS: tuple[type[Finding], ...] = (
    NotAWorkbook,
    PasswordProtected,
    DamagedFile,
    TooLargeToRead,
    FarCell,
    EmptyFile,
    ReaderStopped,
    LockFile,
    OldFormat,
)


def finding_of(unreadable: Refused, file: str) -> Finding:
    """The finding (PX111 to PX119) that says why `file` was not read; KeyError for another code."""
    refusals = {refusal.code: refusal for refusal in _REFUSALS}
    return refusals[unreadable.code](detail=unreadable.detail, place=Place(file, ""))  # type: ignore[call-arg]
