"""The reference pages are made from the declaration; none may be stale."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from perfxl.cycle.sheets import SHEETS
from perfxl.workbook.entry.buttons import BUTTONS

_DOCS = Path(__file__).resolve().parent.parent / "docs"
_PAGES = ("sheets.md", "sheets.zh-CN.md", "findings.md", "findings.zh-CN.md", "functions.md", "functions.zh-CN.md")


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference", _DOCS / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", _PAGES)
def test_a_reference_page_says_what_the_declaration_says(reference: ModuleType, name: str) -> None:
    made = reference.pages()[name]

    assert (_DOCS / name).read_text(encoding="utf-8") == made, "run: python docs/make_reference.py"


def test_every_sheet_column_and_finding_is_on_both_pages(reference: ModuleType) -> None:
    pages = reference.pages()
    assert sorted(pages) == sorted(_PAGES)

    for suffix in (".md", ".zh-CN.md"):
        keys = {column.key for sheet in SHEETS for column in sheet.columns}
        assert [key for key in sorted(keys) if f"`{key}`" not in pages[f"sheets{suffix}"]] == []
        assert [code for code in reference.catalogue() if f"`{code}`" not in pages[f"findings{suffix}"]] == []


@pytest.mark.parametrize(("language", "suffix"), [("zh", ".zh-CN.md"), ("en", ".md")])
def test_the_check_before_a_release_presses_every_button(language: str, suffix: str) -> None:
    page = (_DOCS / f"excel-release-check{suffix}").read_text(encoding="utf-8")
    steps = [line.split("|")[2] for line in page.splitlines() if line.startswith("|") and line.split("|")[1].strip().isdigit()]

    assert [button.key for button in BUTTONS if not any(button.caption(language) in step for step in steps)] == []


_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", sorted({*_DOCS.rglob("*.md"), *_DOCS.parent.glob("README*.md")}), ids=lambda page: page.name)
def test_every_link_and_picture_of_a_page_is_there(page: Path) -> None:
    assert [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()] == []


def test_every_page_is_there_in_both_languages() -> None:
    chinese = {page.relative_to(_DOCS).as_posix().replace(".zh-CN.md", ".md") for page in _DOCS.rglob("*.zh-CN.md")}
    pages = {page.relative_to(_DOCS).as_posix() for page in _DOCS.rglob("*.md") if not page.name.endswith(".zh-CN.md")}

    assert chinese == pages
