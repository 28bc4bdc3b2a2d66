"""Where a job may write: never over what a person filled in."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from perfxl.faults import WrongCommand
from perfxl.language import Text

_MOST_BYTES = 1 << 20


def results_target(target: Path, *, workbook: Path, master_file: str) -> Path:
    """`target` if a results workbook may be written there; WrongCommand if it would replace anything else.

    workbook: the cycle workbook that is read. master_file: the name of its master, which is read in its place.
    """
    if target.suffix.lower() != ".xlsx":
        raise WrongCommand(
            Text(
                f"--out {target} 不是 .xlsx，请写成 考核结果.xlsx。", f"--out {target} is no .xlsx; write results.xlsx."
            )
        )
    if any(_same(target, source) for source in (workbook, workbook.parent / master_file)):
        raise WrongCommand(
            Text(
                f"--out {target} 是要读取的工作簿，不能覆盖。请换一个文件名。",
                f"--out {target} is a workbook that is read; it is not overwritten. Choose another name.",
            )
        )
    if target.is_file() and target.stat().st_size and not _is_results(target):
        raise WrongCommand(
            Text(
                f"{target} 已存在，且不是 perfxl 的结果工作簿，不能覆盖。请换一个文件名。",
                f"{target} exists and is no results workbook of perfxl; it is not overwritten. Choose another name.",
            )
        )
    return target


def letters_folder(target: Path, option: str) -> Path:
    """`target` if it is a folder or can become one."""
    if target.exists() and not target.is_dir():
        raise WrongCommand(
            Text(f"{option} {target} 是文件，请写文件夹。", f"{option} {target} is a file; name a folder.")
        )
    return target


def _same(one: Path, other: Path) -> bool:
    """Whether two paths name one file, however they are written; also where neither exists yet."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()


def _is_results(path: Path) -> bool:
    """Whether the workbook says of itself that perfxl wrote it as results."""
    try:
        with ZipFile(path) as package, package.open("docProps/custom.xml") as part:
            properties = part.read(_MOST_BYTES)
    except (OSError, BadZipFile, KeyError):
        return False
    return b"perfxl.kind" in properties and b">results<" in properties
