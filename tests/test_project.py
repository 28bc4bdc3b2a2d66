"""The project as files: what the lock names, what the wheel carries, what lies at the top."""

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from perfxl import resources

ROOT = Path(__file__).resolve().parent.parent
TOP_FOLDERS = {".ci", "benchmarks", "docs", "packaging", "perfxl", "templates", "tests", "workbooks"}
TOP_FILES = {
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "README.zh-CN.md",
    "bootstrap.py",
    "pyproject.toml",
    "requirements.lock",
}
TEXTS = {".py", ".md", ".toml", ".lock", ".html", ".css", ".j2", ".txt", ".json", ""}
OF_ONE_MACHINE = re.compile(r"(?<![\w.])/(?:root|work|tmp|home/\w+|Users/\w+)/\w|[A-Z]:\\+Users\\")


def test_the_lock_pins_everything_with_hashes_and_names_no_host() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line[:1].isalnum()]
    hashes = [line for line in lines if line.lstrip().startswith("--hash")]

    assert all(re.match(r"[a-z0-9-]+==[\w.]+( ; [^\\]+)? \\$", pin) for pin in pins)
    assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in hashes)
    assert len(pins) + len(hashes) == len([line for line in lines if not line.startswith("#")])
    assert not re.search(r"://|index-url|find-links|trusted-host", "\n".join(lines))


def test_the_lock_holds_every_dependency_that_is_declared() -> None:
    groups = [pyproject()["project"]["dependencies"], *pyproject()["dependency-groups"].values()]
    locked = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)

    assert {normal(requirement) for group in groups for requirement in group} - set(locked) == set()


def test_perfxl_imports_only_what_it_declares() -> None:
    extras = [one for group in pyproject()["project"]["optional-dependencies"].values() for one in group]
    declared = {normal(requirement) for requirement in [*pyproject()["project"]["dependencies"], *extras]}
    providers = packages_distributions()

    stray = {
        f"{file.relative_to(ROOT)}: {module}"
        for file in (ROOT / "perfxl").rglob("*.py")
        for module in imported(file) - set(sys.stdlib_module_names) - {"perfxl"}
        if not {normal(name) for name in providers.get(module, [])} & declared
    }

    assert stray == set()


def test_the_wheel_carries_templates_workbooks_and_code(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="the build's own package, in requirements.lock")

    names = names_in_wheel(tmp_path)

    places = {"perfxl": "perfxl", "templates": "perfxl/_templates", "workbooks": "perfxl/_workbooks"}
    expected = {f"{place}/{name}" for folder, place in places.items() for name in files_below(ROOT / folder)}
    assert expected - names == set()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"perfxl"}


def test_the_folders_are_found_in_a_checkout_and_when_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = (resources.templates_folder(), resources.workbooks_folder())
    (tmp_path / "_templates").mkdir()
    (tmp_path / "_workbooks").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)

    assert checkout == (ROOT / "templates", ROOT / "workbooks")
    assert resources.templates_folder() == tmp_path / "_templates"
    assert resources.workbooks_folder() == tmp_path / "_workbooks"


def test_no_file_names_a_folder_of_one_machine() -> None:
    places = [
        f"{file.relative_to(ROOT)}: {found.group()}"
        for file in project_files()
        if file.suffix in TEXTS and (found := OF_ONE_MACHINE.search(file.read_text(encoding="utf-8", errors="replace")))
    ]

    assert places == []


def test_the_top_level_is_tidy() -> None:
    parts = [file.relative_to(ROOT).parts for file in project_files()]

    assert {names[0] for names in parts if len(names) > 1} - TOP_FOLDERS == set()
    assert {names[0] for names in parts if len(names) == 1} == TOP_FILES


def pyproject() -> dict[str, dict]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def normal(requirement: str) -> str:
    """Name of a requirement as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement).group()).lower()


def imported(file: Path) -> set[str]:
    """Top-level modules that a file imports anywhere, also inside functions."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules.add(node.module.split(".")[0])
    return modules


def names_in_wheel(folder: Path) -> set[str]:
    """Build the wheel with the build package of the running Python, without a network; returns its files."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def files_below(folder: Path) -> set[str]:
    """Files below a folder that belong to the project, as paths relative to it with forward slashes."""
    return {file.relative_to(folder).as_posix() for file in project_files() if file.is_relative_to(folder)}


def project_files() -> list[Path]:
    """Files that git would keep; in a copy without git, those outside the folders that tools make."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
        return [file for name in listed if name and (file := ROOT / os.fsdecode(name)).is_file()]
    made = re.compile(
        r"(^|/)(\.venv|demo|build|dist|__pycache__|\.hypothesis|\.benchmarks|\.coverage[.\w]*|\.\w+_cache)(/|$)"
    )
    return [file for file in ROOT.rglob("*") if file.is_file() and not made.search(file.relative_to(ROOT).as_posix())]
