"""Assembles a folder that an HR person copies to a Windows computer: Python, perfxl, Pango, a Chinese font, 开始.cmd.

    python packaging/windows/assemble.py OUT --python PYTHON --pango PANGO --font FONT [--wheels WHEELS]

PYTHON: an unpacked embeddable Python for 64-bit Windows (or the folder of a full one), 3.11 to 3.13. PANGO: a folder with
Pango's DLLs, such as ucrt64\\bin of MSYS2; those that are needed are taken. FONT: a font file with Chinese characters.
WHEELS: a folder where the wheels of requirements.lock lie; without it they are downloaded. Runs on any system; whoever
uses the folder needs neither a network nor an administrator's right.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from dll_imports import AMD64, NotAProgram, closure, machine_of
from locked import Environment, Pin, Wanted, pins, requirements_of, windows

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOCK = ROOT / "requirements.lock"
OLDEST, NEWEST = (3, 11), (3, 13)
PANGO = (
    "libgobject-2.0-0.dll", "libpango-1.0-0.dll", "libpangoft2-1.0-0.dll", "libharfbuzz-0.dll", "libharfbuzz-subset-0.dll",
    "libfontconfig-1.dll",
)  # fmt: skip
FONTS = frozenset({".ttf", ".otf", ".ttc", ".otc"})
TEXTS = ("说明.txt", "README.txt")
START = "开始.cmd"
LONGEST = 400  # characters of what another program complained
PACKAGES = Path("python/Lib/site-packages")


class Stop(Exception):
    """Ends the run with one line that says what to do."""


def main(words: Sequence[str]) -> int:
    """Assemble the folder that the command line asks for; returns the exit code."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", maxsplit=1)[0])
    parser.add_argument("out", type=Path)
    for name in ("python", "pango", "font"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--wheels", type=Path)
    asked = parser.parse_args(words)
    try:
        assemble(asked.out, python=asked.python, pango=asked.pango, font=asked.font, wheels=asked.wheels)
    except (Stop, NotAProgram) as reason:
        print(f"assemble: {reason}", file=sys.stderr)
        return 1
    size = sum(file.stat().st_size for file in asked.out.rglob("*") if file.is_file())
    print(f"{asked.out}: {size / 2**20:.0f} MB")
    return 0


def assemble(out: Path, *, python: Path, pango: Path, font: Path, wheels: Path | None = None) -> None:
    """Make the folder `out`, which must not exist yet. Raises Stop; then there is no `out`."""
    if out.exists():
        raise Stop(f"{out} exists; name a new folder.")
    version = version_of(python)
    libraries = _libraries(pango)
    if font.suffix.lower() not in FONTS or not font.is_file():
        raise Stop(f"{font} is no font file.")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as work:
        made, stock = Path(work) / "folder", Path(work) / "wheels"
        stock.mkdir()
        shutil.copytree(python, made / "python")
        open_to_packages(made / "python")
        chosen = gathered(wheels_of_perfxl(wheels, stock), stock, wheels, windows(version), version=version)
        install(made / PACKAGES, stock, chosen, version=version)
        _bring_libraries_to_python(made)
        _copied(libraries, made / "pango")
        _copied([font], made / "fonts")
        _put_texts(made)
        made.rename(out)


def version_of(python: Path) -> tuple[int, int]:
    """The version of the Python in that folder, from the name of its DLL; it must be one that perfxl knows."""
    if not all((python / name).is_file() for name in ("python.exe", "pythonw.exe")):
        raise Stop(f"{python} has no python.exe and pythonw.exe.")
    if machine_of(python / "python.exe") != AMD64:
        raise Stop(f"{python} is no Python for 64-bit Windows.")
    names = (re.fullmatch(r"python(\d)(\d+)\.dll", path.name.lower()) for path in python.glob("*.dll"))
    found = [(int(match[1]), int(match[2])) for match in names if match]
    if len(found) != 1 or not OLDEST <= found[0] <= NEWEST:
        raise Stop(f"{python} is no Python from {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}.")
    return found[0]


def open_to_packages(python: Path) -> None:
    """An embeddable Python finds packages only where its ._pth file says so."""
    for file in python.glob("python*._pth"):
        lines = [line for line in file.read_text(encoding="ascii").splitlines() if "import site" not in line and line.strip()]
        wanted = [line for line in lines if "site-packages" not in line]
        file.write_bytes("".join(f"{line}\r\n" for line in [*wanted, r"Lib\site-packages", "import site"]).encode("ascii"))


def wheels_of_perfxl(wheels: Path | None, stock: Path) -> Path:
    """perfxl's own wheel: one that lies among the wheels, or one built of this checkout. It is in `stock` then."""
    given = sorted(wheels.glob("perfxl-*.whl")) if wheels else []
    if given:
        return Path(shutil.copy(given[-1], stock))
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(stock)])
    return next(stock.glob("perfxl-*.whl"))


def gathered(perfxl: Path, stock: Path, wheels: Path | None, environment: Environment, *, version: tuple[int, int]) -> list[str]:
    """Bring the wheels that perfxl needs into `stock`, round by round; returns their lines for pip, perfxl's first."""
    known = pins(LOCK.read_text(encoding="utf-8"))
    digest = hashlib.sha256(perfxl.read_bytes()).hexdigest()
    lines = [Pin("perfxl", perfxl.name.split("-")[1], "", (f"sha256:{digest}",)).line()]
    done: set[Wanted] = set()
    new = set(requirements_of(perfxl, (), environment))
    while new:
        fresh = _pinned({one.name for one in new} - {one.name for one in done}, known, environment)
        _fetch(fresh, stock, wheels, version=version)
        lines += [pin.line() for pin in fresh]
        done |= new
        needs = (need for one in new for need in requirements_of(wheel_of(one.name, stock), one.extras, environment))
        new = set(needs) - done
    return lines


def _pinned(names: Iterable[str], known: dict[str, Pin], environment: Environment) -> list[Pin]:
    absent = sorted(name for name in names if name not in known or not known[name].concerns(environment))
    if absent:
        raise Stop(f"{LOCK.name} does not pin {', '.join(absent)} for Windows; make it again.")
    return [known[name] for name in sorted(names)]


def wheel_of(name: str, folder: Path) -> Path:
    """The wheel of that package in `folder`. Raises Stop."""
    found = [one for one in sorted(folder.glob("*.whl")) if re.sub(r"[-_.]+", "-", one.name.split("-")[0]).lower() == name]
    if not found:
        raise Stop(f"there is no wheel of {name} in {folder}.")
    return found[0]


def _fetch(pinned: Sequence[Pin], stock: Path, wheels: Path | None, *, version: tuple[int, int]) -> None:
    """Wheels for Windows with the hashes of the lock: from the folder `wheels`, or downloaded where there is none."""
    if not pinned:
        return
    source = ["--no-index", "--find-links", str(wheels)] if wheels else []
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text("\n".join(pin.line() for pin in pinned) + "\n", encoding="ascii")
        _run([*_pip("download", version), *source, "-d", str(stock), "-r", str(wanted)])


def install(packages: Path, stock: Path, lines: Iterable[str], *, version: tuple[int, int]) -> None:
    """Unpack the wheels into `packages`, as pip does for that Python on Windows; nothing of this machine comes along."""
    wanted = stock / "all.txt"
    wanted.write_text("\n".join(lines) + "\n", encoding="ascii")
    offline = ["--no-index", "--find-links", str(stock), "--no-compile", "--target", str(packages)]
    _run([*_pip("install", version), *offline, "-r", str(wanted)])
    for name in ("bin", "share"):  # starters that name this machine's Python, manual pages
        shutil.rmtree(packages / name, ignore_errors=True)


def _pip(verb: str, version: tuple[int, int]) -> list[str]:
    target = ["--platform", "win_amd64", "--implementation", "cp", "--python-version", f"{version[0]}.{version[1]}"]
    return [sys.executable, "-m", "pip", verb, "--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes", *target]


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        said = (line.strip() for line in (done.stderr or done.stdout).splitlines() if "WARNING" not in line)
        raise Stop(" ".join(filter(None, said))[:LONGEST])


def _bring_libraries_to_python(folder: Path) -> None:
    """Excel looks for xlwings' DLLs beside python.exe."""
    found = sorted((folder / PACKAGES).glob("xlwings*.dll"))
    for library in found:
        library.replace(folder / "python" / library.name)
    if not any(library.name.startswith("xlwings64") for library in found):
        raise Stop("the wheel of xlwings has no DLL; it must be the one for Windows.")


def _libraries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise Stop(f"there is no folder {folder}.")
    found, missing = closure(PANGO, folder)
    if missing:
        raise Stop(f"{folder} lacks {', '.join(missing)}.")
    return found


def _copied(files: Iterable[Path], folder: Path) -> None:
    folder.mkdir()
    for file in files:
        shutil.copy2(file, folder)


def _put_texts(folder: Path) -> None:
    """Windows reads its own line ends; old editors know UTF-8 by its mark, cmd.exe must not see one."""
    for name in TEXTS:
        _put(HERE / name, folder / name, mark=b"\xef\xbb\xbf")
    _put(HERE / START, folder / START)
    shutil.copy(HERE / "start.py", folder / "python")
    shutil.copy(HERE / "sitecustomize.py", folder / PACKAGES)


def _put(source: Path, target: Path, *, mark: bytes = b"") -> None:
    target.write_bytes(mark + source.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
