"""What letters says in the terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.language import Text
from perfxl.terminal import copyable, paragraph, say, typed

if TYPE_CHECKING:
    from perfxl.letters.batch import LettersReport


def print_letters(report: "LettersReport", language: str, *, path: Path) -> None:
    """How many letters, which failed and why, who is held, where they are."""
    say(
        Text("写了 {written} 封，未变 {unchanged} 封，失败 {failed} 封，暂缓 {held} 人，用时 {seconds} 秒",
             "{written} written, {unchanged} unchanged, {failed} failed, {held} held, {seconds} s"),
        language, written=len(report.written), unchanged=len(report.unchanged), failed=len(report.failed),
        held=len(report.held), seconds=round(report.seconds, 1),
    )  # fmt: skip
    failed = {(failure.employee_id, failure.code) for failure in report.failed}
    for failure in report.failed:
        paragraph(f"■ {failure.employee_id} {failure.code} {failure.reason}", style="bold red")
    for finding in report.findings:
        if (finding.employee_id, finding.code) not in failed:
            paragraph(f"▲ {finding.code} {finding.what(language)} {finding.mend(language)}", style="yellow")
    if report.withdrawn:
        say(Text("收回 {n} 封已不符的旧信：{ids}", "{n} letters that are true no more were removed: {ids}"), language,
            n=len(report.withdrawn), ids=_listed(report.withdrawn, language))  # fmt: skip
    if report.held:
        say(Text("暂缓：{ids}", "Held: {ids}"), language, ids=_listed(report.held, language))
        copyable(Text("原因见 perfxl explain {path} {one}", "Why: perfxl explain {path} {one}"), language,
                 path=typed(path), one=report.held[0])  # fmt: skip
    if report.engine.line()(language):
        paragraph(f"▲ {report.engine.line()(language)}", style="yellow")
    if report.drafts is not None:
        for finding in report.drafts.findings:
            paragraph(f"▲ {finding.code} {finding.what(language)} {finding.mend(language)}", style="yellow")
        copyable(Text("邮件草稿 {n} 份（未发送）：{path}", "{n} e-mail drafts (not sent): {path}"), language,
                 n=len(report.drafts.files), path=report.drafts.listed)  # fmt: skip
    if report.merged is not None:
        copyable(Text("打印用合并文件：{path}", "One file for printing: {path}"), language, path=report.merged)
    if report.passphrase_list is not None:
        copyable(Text("口令表（与信分开保管）：{path}", "Passphrases, to be kept apart from the letters: {path}"), language,
                 path=report.passphrase_list)  # fmt: skip
    if report.contact_list is not None:
        copyable(Text("联系名单（缺什么、由谁提供）：{path}", "Whom to contact for what: {path}"), language,
                 path=report.contact_list)  # fmt: skip
    copyable(Text("清单：{manifest}", "Manifest: {manifest}"), language, manifest=report.manifest)


def print_preview(report: "LettersReport", language: str, *, chosen: Sequence[str]) -> None:
    """Where the letters of `chosen` lie; each is opened where somebody sits at a desktop."""
    from perfxl.desktop import open_in_desktop  # noqa: PLC0415

    for path in (report.files[employee_id] for employee_id in chosen if employee_id in report.files):
        copyable(Text("预览：{path}", "Preview: {path}"), language, path=path)
        open_in_desktop(path)


def _listed(ids: tuple[str, ...], language: str, *, most: int = 20) -> str:
    shown = Text("、", ", ")(language).join(ids[:most])
    return shown + (" …" if len(ids) > most else "")
