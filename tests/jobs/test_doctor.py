"""`perfxl doctor`."""

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from perfxl.jobs import doctor
from perfxl.language import Text
from tests.jobs.asking import ask


def test_everything_that_tests_need_is_here() -> None:
    answer = ask("doctor", "--lang", "en")

    assert answer.code == 0
    assert "■" not in answer.out


def test_a_folder_that_cannot_be_written_is_named_with_a_fix(tmp_path: Path) -> None:
    answer = ask("doctor", "--folder", tmp_path / "none", "--lang", "en")

    assert answer.code == 1
    assert "■ Write access: No such file or directory\n  → Choose a folder" in answer.out
    assert list(tmp_path.iterdir()) == []


def test_a_missing_package_and_a_missing_library_are_findings_not_crashes(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    def unloadable() -> str:
        raise OSError("cannot load library 'pango-1.0-0'\nmore")

    monkeypatch.setattr(doctor, "version", missing)
    package = doctor._package("pandas")
    library = doctor._tried(Text("Pango", "Pango"), unloadable, doctor._PANGO_FIX)

    assert (package.ok, package.fix.en) == (False, "Run `pip install pandas`.")
    assert (library.ok, library.found) == (False, "cannot load library 'pango-1.0-0'")
