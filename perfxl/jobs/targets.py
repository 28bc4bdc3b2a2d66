"""Where a job may write: never over what a person filled in."""

from collections.abc import Iterable
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from perfxl.faults import Fault, WrongCommand
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
    _refuse_unless_results(target)
    return target


def new_results(target: Path, *, read: Iterable[Path]) -> Path:
    """As `results_target`, where several workbooks or rosters are read; none of them is overwritten."""
    for source in read:
        results_target(target, workbook=source, master_file="master.xlsx")
    return target


def sample_target(folder: Path, *, workbook: str, results: str) -> Path:
    """`folder` if the sample company may be made there: it takes the place of an earlier sample and of nothing else."""
    folder_target(folder, "DIR")
    if _filled(folder / workbook) and not _is_sample(folder / workbook):
        raise _kept(folder / workbook)
    _refuse_unless_results(folder / results)
    return folder


def sweep_samples(folder: Path, *, but: Path, names: Iterable[str]) -> None:
    """Remove the workbooks of earlier samples, of another language or kind, so that the folder holds one cycle.

    names: what a sample's workbook may be called; anything that is no sample stays.
    """
    for path in {folder / Path(name).with_suffix(suffix) for name in names for suffix in (".xlsm", ".xlsx")} - {but}:
        if path.is_file() and _is_sample(path):
            path.unlink()


def folder_target(target: Path, option: str) -> Path:
    """`target` if it is a folder or can become one."""
    if target.exists() and not target.is_dir():
        raise WrongCommand(
            Text(f"{option} {target} 是文件，请写文件夹。", f"{option} {target} is a file; name a folder.")
        )
    return target


def pdf_target(target: Path, option: str) -> Path:
    """`target` if a PDF may be written there; WrongCommand if it would replace anything but a PDF."""
    if target.suffix.lower() != ".pdf":
        raise WrongCommand(
            Text(f"{option} {target} 不是 .pdf，请写成 报告.pdf。", f"{option} {target} is no .pdf; write report.pdf.")
        )
    if target.is_dir():
        raise WrongCommand(
            Text(f"{option} {target} 是文件夹，请写文件名。", f"{option} {target} is a folder; name a file.")
        )
    if _filled(target) and not _starts_as_pdf(target):
        raise _kept(target)
    return target


def _starts_as_pdf(path: Path) -> bool:
    with path.open("rb") as there:
        return there.read(5) == b"%PDF-"


def written_results(target: Path) -> bool:
    """Whether results may be written to `target`: nothing stands there, an empty file, or what perfxl wrote."""
    return not _filled(target) or _is_results(target)


def _refuse_unless_results(target: Path) -> None:
    if not written_results(target):
        raise _kept(target)


def _kept(target: Path) -> WrongCommand:
    return WrongCommand(
        Text(
            f"{target} 已存在，且不是 perfxl 的结果或样例，不能覆盖。请换一个名字或文件夹。",
            f"{target} exists and is no results or sample of perfxl; it is not overwritten. Choose another name or folder.",
        )
    )


def _filled(path: Path) -> bool:
    """An empty file, such as a script makes to have a name, may be replaced."""
    return path.is_file() and path.stat().st_size > 0


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


def _is_sample(path: Path) -> bool:
    """Whether the workbook is the sample's, also after somebody tried things on it."""
    from perfxl.cycle.sample.standards import settings
    from perfxl.jobs.read import read_cycle

    try:
        found = read_cycle(path).settings
    except Fault:
        return False
    return [found.company, found.name] == [settings()[0][key] for key in ("company", "name")]
