"""The arguments and options that several commands share, and help in the language of the terminal."""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from perfxl.faults import WrongCommand
from perfxl.language import Text
from perfxl.terminal import system_language


def language_of(words: Sequence[str]) -> str:
    """zh or en: what --lang asks for among the words of a command line, else the system's language."""
    asked = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    asked += [value for option, value in pairwise(words) if option == "--lang"]
    return next((one for one in asked if one in ("zh", "en")), system_language())


_LANGUAGE = language_of(sys.argv[1:])


def told(zh: str, en: str) -> str:
    """A help text in the language of the terminal."""
    return Text(zh, en)(_LANGUAGE)


def example(zh: str, en: str) -> str:
    """The example below a command's help."""
    return told(f"例：{zh}", f"Example: {en}")


def _language_asked(language: str) -> str:
    """Refuse any --lang but zh and en."""
    if language not in ("", "zh", "en"):
        raise WrongCommand(Text(f"--lang 只能是 zh 或 en，不是 {language}。", f"--lang is zh or en, not {language}."))
    return language


def day_of(text: str) -> date | None:
    """The day that --as-of names, None where it is not given; WrongCommand if it is no date."""
    return dated(text, "--as-of")


def dated(text: str, option: str) -> date | None:
    """The day that `option` names, None where it is not given; WrongCommand if it is no date."""
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        hint = Text(f"{option} {text} 不是日期，请写成 2026-12-31。", f"{option} {text} is no date; write 2026-12-31.")
        raise WrongCommand(hint) from None


def _day_asked(text: str) -> str:
    """Refuse an --as-of that is no date."""
    day_of(text)
    return text


CycleArgument = Annotated[
    Path, typer.Argument(metavar="CYCLE", help=told("周期工作簿，或其所在文件夹", "cycle workbook, or its folder"))
]
CycleArguments = Annotated[
    list[Path], typer.Argument(metavar="CYCLE", help=told("周期工作簿或文件夹", "cycle workbooks or folders"))
]
SampleFolder = Annotated[Path, typer.Argument(metavar="DIR", help=told("放在哪里", "where to"))]
EmployeeId = Annotated[str, typer.Argument(metavar="EMPLOYEE_ID", help=told("工号", "employee id"))]
Code = Annotated[str, typer.Argument(metavar="CODE", help=told("如 PX301", "such as PX301"))]

ResultsFile = Annotated[
    Path | None,
    typer.Option("--out", metavar="RESULTS.xlsx", help=told("把结果写到此工作簿", "write a results workbook")),
]
LettersFolder = Annotated[Path, typer.Option("--out", metavar="DIR", help=told("信件文件夹", "folder of the letters"))]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="ID", help=told("只做此人，可重复", "only this person; repeat for more")),
]
HtmlFolder = Annotated[
    Path | None,
    typer.Option("--html", metavar="DIR", help=told("另存每封信的 HTML", "also keep each letter's HTML")),
]
Templates = Annotated[
    Path | None,
    typer.Option("--templates", metavar="DIR", help=told("自己的模板文件夹", "folder of your own templates")),
]
Preset = Annotated[
    str, typer.Option("--preset", metavar="modern|formal", help=told("现成的版式", "a design that comes with perfxl"))
]
Preview = Annotated[
    str, typer.Option("--preview", metavar="ID", help=told("只做此人的信并打开", "make this person's letter and open it"))
]
Variant = Annotated[
    str,
    typer.Option(
        "--variant", metavar="pdf/ua-1|pdf/a-3b", help=told("无障碍或存档用的 PDF", "accessible PDF, or one for archives")
    ),
]
Encrypt = Annotated[
    bool,
    typer.Option("--encrypt", help=told("加密每封信，随机口令另存一表", "encrypt each letter; random passphrases in a list")),
]
PassphrasesFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrases", metavar="FILE.csv", help=told("加密并用此表的口令", "encrypt with the passphrases of this list")
    ),
]
DraftsFolder = Annotated[
    Path | None,
    typer.Option("--eml", metavar="DIR", help=told("另做邮件草稿，不发送", "also e-mail drafts; nothing is sent")),
]
MergedFile = Annotated[
    Path | None,
    typer.Option("--merged", metavar="FILE.pdf", help=told("另做打印用的合并文件", "also one file of all, for printing")),
]
WrittenFolder = Annotated[
    Path, typer.Option("--folder", metavar="DIR", help=told("要写入的文件夹", "folder to be written to"))
]
MacroWorkbook = Annotated[
    Path | None,
    typer.Option(
        "--workbook",
        metavar="FILE.xlsm",
        help=told("此工作簿是否适合这台机器", "does this workbook fit this machine"),
    ),
]
JournalOf = Annotated[
    Path | None,
    typer.Option("--journal", metavar="MASTER.xlsx", help=told("只核对此总表的日志", "check the journal of this master only")),
]
Head = Annotated[
    str, typer.Option("--head", metavar="HASH", help=told("日志里必须有的校验值", "a hash that the journal must have"))
]
AllFindings = Annotated[bool, typer.Option("--all", help=told("显示全部问题", "show every finding"))]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=1, help=told("进程数，默认每核一个", "worker processes; default: one a core")),
]
Cluster = Annotated[
    str,
    typer.Option("--cluster", metavar="tcp://HOST:PORT", help=told("让 dask 集群来做", "let a dask cluster do the work")),
]
Lang = Annotated[
    str,
    typer.Option("--lang", metavar="zh|en", callback=_language_asked, help=told("输出语言", "language of the output")),
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        callback=_day_asked,
        help=told("判断截止日期所用的日子，默认今天", "day on which deadlines are judged; default today"),
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help=told("只输出一个 JSON 对象", "print one JSON object and nothing else"))
]
Debug = Annotated[
    bool, typer.Option("--debug", help=told("出错时显示完整过程", "show a traceback if something goes wrong"))
]
