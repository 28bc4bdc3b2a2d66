"""The commands of a fresh machine; they need Python 3.11 to 3.13 and nothing else.

python3 bootstrap.py demo [DIR]   make a sample company and everything perfxl makes of it  (试一试)
python3 bootstrap.py test [ARGS]  run all checks; ARGS go to pytest                        (全部检查)
python3 bootstrap.py shell        a shell in which `perfxl` is a command                    (命令行)

Each makes .venv beside this file when it is missing or requirements.lock has changed. As root on Debian and Ubuntu it
installs the system libraries that are missing; everywhere else it says what to install.
"""

# Old Pythons must get far enough to read which Python to use: nothing newer than 3.7 in this file.
from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
WINDOWS = sys.platform == "win32"
PROGRAMS = VENV / ("Scripts" if WINDOWS else "bin")
OLDEST, NEWEST = (3, 11), (3, 13)

# Where MSYS2, Homebrew and MacPorts put libraries that the system does not look for by itself.
LIBRARY_FOLDERS = {
    "win32": [r"C:\msys64\ucrt64\bin", r"C:\msys64\mingw64\bin", r"C:\Program Files\GTK3-Runtime Win64\bin"],
    "darwin": ["/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib"],
}
# The letters' engine loads these: name -> file on Linux, macOS, Windows.
LIBRARIES = {
    "glib": ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "pangoft2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "harfbuzz-subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
}
LETTER_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-cjk"]
TEST_PACKAGES = ["libreoffice-calc", "python3-uno", "poppler-utils", "systemd", "cron"]
TEST_PROGRAMS = ["soffice", "pdftoppm"]
# system -> what letters need, and what is added for the tests
OTHER_SYSTEMS = {
    "dnf": (
        "sudo dnf install -y pango harfbuzz fontconfig google-noto-sans-cjk-fonts",
        " libreoffice-calc libreoffice-pyuno poppler-utils",
    ),
    "brew": ("brew install pango", " poppler && brew install --cask libreoffice"),
    "winget": (
        r"winget install MSYS2.MSYS2 && C:\msys64\usr\bin\pacman -S --noconfirm mingw-w64-ucrt-x86_64-pango",
        " && winget install TheDocumentFoundation.LibreOffice oschwartz10612.Poppler",
    ),
    "other": (
        "Pango, HarfBuzz, fontconfig, Noto Sans CJK (with your package manager)",
        ", LibreOffice Calc with Python-UNO, poppler",
    ),
}


class Stop(Exception):
    """Ends the run with one line that says what to do."""


def main(arguments: list[str]) -> int:
    """Run the verb that stands first in `arguments`; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    verbs = {"demo": demo, "test": test, "shell": shell}
    if not arguments or arguments[0] not in verbs:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        prepare(arguments[0])
        return verbs[arguments[0]](arguments[1:])
    except Stop as stop:
        print("✗ " + str(stop), file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


def demo(arguments: list[str]) -> int:
    """Make the sample company with `perfxl demo`, in the folder the user stands in."""
    say("制作示例公司", "making the sample company")
    return subprocess.call([program("perfxl"), "demo", *(arguments or ["demo"])], env=environment())


def shell(arguments: list[str]) -> int:
    """Open the user's shell with perfxl on its PATH."""
    chosen = os.environ.get("COMSPEC", "cmd.exe") if WINDOWS else os.environ.get("SHELL", "/bin/sh")
    say("perfxl 可以直接使用；输入 exit 离开", "perfxl is a command here; leave with exit")
    return subprocess.call([chosen, *arguments], env=environment())


def test(arguments: list[str]) -> int:
    """Run every check, also after one has failed. pytest comes last, and its closing line is the last one printed."""
    failed = [name for name, command in checks() if not passes(name, command)]
    say("运行 pytest", "running pytest")
    started = time.monotonic()
    code, closing = run_pytest([program("python"), "-m", "pytest", *colour(), *arguments])
    failed += ["pytest"] if code else []
    report("pytest", code == 0, time.monotonic() - started)
    if in_ci(os.environ) and skipped(closing):
        failed.append("skipped tests")
        say("CI 中不允许跳过测试", "a skipped test is a failure in CI")
    if failed:
        say("未通过：" + "、".join(failed), "failed: " + ", ".join(failed))
    print(closing, flush=True)
    return 1 if failed else 0


# --- the checks -------------------------------------------------------------------------------------------------------


def checks() -> list[tuple[str, list[str]]]:
    """The checks before pytest: a name and a command each, run from the checkout."""
    python = program("python")
    return [
        ("ruff", [python, "-m", "ruff", "check", "."]),
        ("mypy", [python, "-m", "mypy", "--strict", "perfxl", "bootstrap.py"]),
        ("import-linter", [program("lint-imports")]),
    ]


def passes(name: str, command: list[str]) -> bool:
    """Announce and run one check; whether it passed."""
    say("运行 " + name, "running " + name)
    started = time.monotonic()
    passed = subprocess.call(command, cwd=str(ROOT), env=environment(), stdin=subprocess.DEVNULL) == 0
    report(name, passed, time.monotonic() - started)
    return passed


def run_pytest(command: list[str]) -> tuple[int, str]:
    """Run pytest and show its output but for the last line, which is returned with the exit code."""
    with subprocess.Popen(
        command,
        cwd=str(ROOT),
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as running:
        held = ""
        for line in running.stdout or ():
            if line.strip() and held.strip():
                print(held, end="", flush=True)
                held = ""
            held += line
    return running.returncode, held.strip()


def colour() -> list[str]:
    """pytest writes into a pipe here, so it cannot see for itself that a person is looking."""
    return ["--color=yes"] if sys.stdout.isatty() and "NO_COLOR" not in os.environ else []


def skipped(closing: str) -> int:
    """Number of skipped tests in pytest's closing line, such as `118 passed, 3 skipped in 9.81s`."""
    found = re.search(r"(\d+) skipped", closing)
    return int(found.group(1)) if found else 0


def in_ci(variables: Mapping[str, str]) -> bool:
    """Whether a build server says that it runs this (CI=true)."""
    return variables.get("CI", "").lower() in ("1", "true", "yes")


# --- what the machine must have ---------------------------------------------------------------------------------------


def prepare(verb: str) -> None:
    """Make sure of Python, the system's libraries and .venv, in this order; for the tests, of the Open XML SDK, too."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise Stop(python_refusal(sys.version_info[:2], other_pythons(), verb))
    prepare_system(verb)
    prepare_venv()
    if verb == "test":
        prepare_validator(shutil.which("npm"))


def python_refusal(version: tuple[int, ...], others: list[str], verb: str) -> str:
    """What to do instead of going on with this Python; `others` are commands that start one that perfxl can use."""
    advice = f"{others[0]} bootstrap.py {verb}" if others else "https://www.python.org/downloads/"
    current = ".".join(map(str, version))
    return f"需要 Python 3.11–3.13，现在是 {current} / Python 3.11 to 3.13 is needed, this is {current}: {advice}"


def other_pythons() -> list[str]:
    """Commands on this machine that start a Python that perfxl can use (version managers leave some that cannot)."""
    commands = [["py", f"-3.{minor}"] if WINDOWS else [f"python3.{minor}"] for minor in (12, 13, 11)]
    starts = [command for command in commands if shutil.which(command[0]) and not output_of([*command, "-V"])[0]]
    return [" ".join(command) for command in starts]


def prepare_system(verb: str) -> None:
    """Install or name the system packages that are missing; stop only if letters could not be made without them."""
    system = package_system(sys.platform, shutil.which)
    lacking = missing_packages(wanted_packages(verb)) if system == "apt" else missing_parts(verb)
    if not lacking:
        return
    command = install_command(system, verb, lacking)
    if system == "apt" and is_root():
        say("安装系统软件包：" + " ".join(lacking), "installing system packages")
        install_packages(lacking)
    else:
        say("缺少 " + " ".join(lacking) + "，请运行：", "missing, please run:")
        print("    " + command, flush=True)
    absent = missing_libraries()
    if absent:
        raise Stop(f"不能制作反馈信，缺少 / letters cannot be made without: {', '.join(absent)}")


def package_system(platform: str, which: Callable[[str], str | None]) -> str:
    """How this machine installs software: apt, dnf, brew, winget, or other. `which` finds a program on the PATH."""
    if platform in ("win32", "darwin"):
        return "winget" if platform == "win32" else "brew"
    for program_name, system in (("apt-get", "apt"), ("dnf", "dnf")):
        if which(program_name):
            return system
    return "other"


def wanted_packages(verb: str) -> list[str]:
    """Debian packages for a verb; python3-venv only where Python comes without the means to make a venv."""
    wanted = LETTER_PACKAGES + (TEST_PACKAGES if verb == "test" else [])
    return wanted + ([] if importlib.util.find_spec("ensurepip") else ["python3-venv"])


def missing_packages(wanted: list[str]) -> list[str]:
    """Those of the wanted Debian packages that are not installed."""
    _, answer = output_of(["dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\\n", *wanted])
    return [name for name in wanted if f"{name} installed" not in answer.splitlines()]


def missing_parts(verb: str) -> list[str]:
    """On other systems: the libraries that do not load and, for the tests, the programs that are not on the PATH."""
    programs = TEST_PROGRAMS if verb == "test" else []
    return missing_libraries() + [name for name in programs if not shutil.which(name)]


def is_root() -> bool:
    """Whether this user may install system packages (Windows knows no such user)."""
    return getattr(os, "geteuid", lambda: 1)() == 0


def install_packages(lacking: list[str]) -> None:
    """Install Debian packages as root. A failure is said, not raised: the libraries decide whether to go on."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *lacking]):
        command = ["apt-get", "-qq", *words]
        if subprocess.call(command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL):
            say("未成功：" + " ".join(command), "that command failed")
    importlib.invalidate_caches()


def install_command(system: str, verb: str, lacking: list[str]) -> str:
    """The command that a person types to get what is missing."""
    if system == "apt":
        return "sudo apt-get update && sudo apt-get install -y --no-install-recommends " + " ".join(lacking)
    for_letters, for_tests = OTHER_SYSTEMS[system]
    return for_letters + (for_tests if verb == "test" else "")


def missing_libraries() -> list[str]:
    """Names of the libraries that cannot be loaded on this machine."""
    column = {"darwin": 1, "win32": 2}.get(sys.platform, 0)
    return [name for name, files in LIBRARIES.items() if not loads(files[column])]


def loads(file: str) -> bool:
    """Whether the system's loader finds the library, in its own folders or in those known to hold it."""
    folders = [Path(folder) for folder in LIBRARY_FOLDERS.get(sys.platform, [])]
    for candidate in [file] + [str(folder / file) for folder in folders if (folder / file).exists()]:
        try:
            ctypes.CDLL(candidate)
        except OSError:
            continue
        return True
    return False


# --- .venv ------------------------------------------------------------------------------------------------------------


def prepare_venv() -> None:
    """Make .venv anew when it is missing or was made from another lock, Python or folder."""
    stamp, written = VENV / "perfxl.stamp", venv_stamp(LOCK.read_bytes(), sys.version_info[:3], ROOT)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == written:
        return
    if not importlib.util.find_spec("ensurepip"):
        raise Stop("这个 Python 不能建立 venv / this Python cannot make a venv: sudo apt-get install -y python3-venv")
    say("建立 .venv", "making .venv")
    # The Python beneath: the one running may itself live in the folder that is about to be cleared.
    base = getattr(sys, "_base_executable", None) or sys.executable
    run_or_stop([base, "-m", "venv", "--clear", str(VENV)])
    say("按 requirements.lock 安装，约一分钟", "installing requirements.lock, about a minute")
    pip = [program("python"), "-m", "pip", "install", "--quiet", "--no-input", "--no-user"]
    run_or_stop([*pip, "--require-hashes", "-r", str(LOCK)])
    run_or_stop([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    stamp.write_text(written, encoding="utf-8")


def prepare_validator(npm: str | None) -> None:
    """Install Microsoft's Open XML SDK into .venv/ooxml; a failure is said, and the tests that need it are skipped."""
    folder, wanted = VENV / "ooxml", ROOT / "tests" / "support" / "ooxml"
    files = ["package.json", "package-lock.json"]
    stamp, written = folder / "perfxl.stamp", "".join((wanted / name).read_text(encoding="utf-8") for name in files)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == written:
        return
    if npm is None:
        say("没有 npm，跳过 Open XML SDK 检查", "no npm: the Open XML SDK checks are skipped")
        return
    say("安装 Open XML SDK", "installing the Open XML SDK")
    folder.mkdir(parents=True, exist_ok=True)
    for name in files:
        shutil.copyfile(wanted / name, folder / name)
    # Not `npm ci`: the lock names this system's program only, and `install` adds that of another system.
    command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--silent"]
    if subprocess.call(command, cwd=str(folder), stdin=subprocess.DEVNULL):
        say("未能安装 Open XML SDK，跳过相关测试", "the Open XML SDK could not be installed; its tests are skipped")
    else:
        stamp.write_text(written, encoding="utf-8")


def venv_stamp(lock: bytes, version: tuple[int, ...], root: Path) -> str:
    """Text that changes when .venv must be made anew: other packages, another Python, or a checkout that moved."""
    return "\n".join([hashlib.sha256(lock).hexdigest(), ".".join(map(str, version)), str(root), ""])


def program(name: str) -> str:
    """Path of a program in .venv."""
    return str(PROGRAMS / (name + ".exe" if WINDOWS else name))


def environment() -> dict[str, str]:
    """Variables for what runs in .venv: its programs first, UTF-8 everywhere, no other Python's modules."""
    variables = {name: text for name, text in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    variables["PATH"] = os.pathsep.join([str(PROGRAMS), variables.get("PATH", os.defpath)])
    variables.update(VIRTUAL_ENV=str(VENV), PYTHONUTF8="1", PYTHONUNBUFFERED="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    if sys.platform == "darwin":
        variables.setdefault("DYLD_FALLBACK_LIBRARY_PATH", ":".join([*LIBRARY_FOLDERS["darwin"], "/usr/lib"]))
    return variables


# --- running and telling ----------------------------------------------------------------------------------------------


def output_of(command: list[str]) -> tuple[int, str]:
    """Exit code and output of a command that has nothing to ask."""
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False)
    return ended.returncode, ended.stdout


def run_or_stop(command: list[str]) -> None:
    """Run a command in .venv's environment; Stop names it when it fails."""
    if subprocess.call(command, env=environment(), stdin=subprocess.DEVNULL):
        raise Stop("未成功 / this failed: " + " ".join(command))


def report(name: str, passed: bool, seconds: float) -> None:
    """Say how one check ended and how long it took."""
    say(f"{name} {'通过' if passed else '未通过'}，{seconds:.1f} 秒", "passed" if passed else "failed")


def say(chinese: str, english: str) -> None:
    """One line for people, in both languages."""
    print(f"› {chinese} / {english}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
