"""What documents and publish say in the terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl.findings.base import Finding
from perfxl.language import Text
from perfxl.rules.standards import short
from perfxl.terminal import copyable, paragraph, say, typed

if TYPE_CHECKING:
    from perfxl.jobs.publish import Publishing
    from perfxl.letters.documents.batch import DocumentsReport

_KINDS = {
    "manager": Text("主管摘要", "Managers' summaries"),
    "interview": Text("面谈表", "Interview sheets"),
    "standards": Text("考核标准", "Standards documents"),
}
_MOST = 10


def print_documents(report: "DocumentsReport", language: str) -> None:
    """How many of each kind, what went wrong, where they are."""
    for kind, title in _KINDS.items():
        n = sum(of == kind for of, _ in report.written)
        if n:
            say(Text("{title} {n} 份", "{title}: {n}"), language, title=title(language), n=n)
    if not report.written and not len(report.findings):
        say(Text("没有可做的文件。", "There was nothing to make."), language)
    for finding in report.findings:
        paragraph(f"■ {finding.code} {finding.what(language)} {finding.mend(language)}", style="bold red")
    copyable(Text("文件夹：{folder}", "Folder: {folder}"), language, folder=report.folder)


def print_published(done: "Publishing", language: str, *, path: Path) -> None:
    """The fingerprint, whether it is another than before, what keeps somebody from being scored, the files."""
    say(Text("标准指纹 {all}，公布于 {on}", "Standards {all}, published on {on}"), language,
        all=short(done.fingerprint), on=done.published_on)  # fmt: skip
    if done.before and done.before != done.fingerprint:
        say(Text("与上次公布的标准（{before}）不同，请告知有关人员。",
                 "They differ from those published before ({before}); tell the people concerned."),
            language, before=short(done.before))  # fmt: skip
    for finding in done.blockers[:_MOST]:
        paragraph(f"■ {finding.line(language)}", style="bold red")
    if done.blockers:
        copyable(Text("标准中有 {n} 个问题会阻止计分：请改正后重新公布。全部问题见 perfxl check {path}",
                      "Blockers in the standards: {n}. Mend and publish again. All of them: perfxl check {path}"),
                 language, n=len(done.blockers), path=typed(path))  # fmt: skip
    copyable(Text("文件：{pdf}", "PDF: {pdf}"), language, pdf=done.pdf)
    if done.parts is not None:
        for finding in done.parts.findings:
            paragraph(f"■ {finding.code} {finding.what(language)} {finding.mend(language)}", style="bold red")
        copyable(Text("各方案和部门签收表：{folder}", "Each scheme, and a sheet to sign for each department: {folder}"), language,
            folder=done.parts.folder)  # fmt: skip
    copyable(Text("指纹和内容：{standards}；历次公布：{history}",
                  "Fingerprints and content: {standards}; all publications: {history}"),
             language, standards=done.standards, history=done.history)  # fmt: skip


def print_refused(found: Sequence[Finding], language: str, *, path: Path) -> None:
    """Why nothing was published, and what to do."""
    for finding in found[:_MOST]:
        paragraph(f"■ {finding.line(language)}", style="bold red")
    copyable(Text("标准中有 {n} 个问题会阻止计分，因此没有公布。请改正后再公布；全部问题见 perfxl check {path}；"
                  "一定要照现状公布，请加 --with-blockers。",
                  "Blockers in the standards: {n}; nothing was published. Mend them first; all of them: perfxl check {path}. "
                  "To publish as it is, add --with-blockers."),
             language, n=len(found), path=typed(path))  # fmt: skip
