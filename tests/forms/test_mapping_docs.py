"""Every example on the pages about mappings is run: the form it draws gives the rows it names."""

import re
from pathlib import Path

import pytest

from perfxl.cycle.sheets import sheet_named
from perfxl.cycle.stated import STATED
from perfxl.findings.catalogue import catalogue
from perfxl.workbook.forms.mapped import tried
from perfxl.workbook.forms.mapping import Across, Mapping, Match, Output, Table, Total
from perfxl.workbook.forms.mapping_file import mapping_of
from perfxl.workbook.forms.sources import FormField, TableColumn
from tests.forms.drawn import HEAD, book, grid, rows, told

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = ("mappings.md", "mappings.zh-CN.md")


def examples(page: str) -> list[tuple[str, str, str]]:
    """(form, mapping, rows) of each example."""
    blocks = re.findall(r"^```(form|toml|rows)\n(.*?)^```$", (DOCS / page).read_text(encoding="utf-8"), re.S | re.M)
    kinds = [kind for kind, _ in blocks]
    assert kinds == ["form", "toml", "rows"] * (len(kinds) // 3)
    texts = [text for _, text in blocks]
    return list(zip(texts[::3], texts[1::3], texts[2::3], strict=True))


@pytest.mark.parametrize(("page", "number"), [(page, number) for page in PAGES for number in range(5)])
def test_an_example_gives_what_the_page_says(page: str, number: int) -> None:
    form, mapping, said = examples(page)[number]
    drawn, _, merged = form.partition("merged: ")
    whole = mapping_of(mapping if mapping.startswith("name") else HEAD + mapping)

    mapped = tried(book(grid(drawn, merged=merged.split())), whole)

    expected = [[cell.strip() for cell in line.split("|")] for line in said.strip().splitlines()]
    found = []
    for name in dict.fromkeys(line[0] for line in expected):
        sheet = sheet_named(name)
        assert sheet is not None
        for row in rows(mapped, sheet.title.zh)[1:]:
            found.append([name, *(f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row)])
    assert found == expected
    assert told(mapped) == []
    assert whole.is_confirmed


def test_the_pages_have_the_same_examples() -> None:
    assert [len(examples(page)) for page in PAGES] == [5, 5]


@pytest.mark.parametrize("page", PAGES)
def test_every_word_of_the_language_is_on_the_page(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    models = (Mapping, Match, FormField, Table, TableColumn, Across, Output)
    words = {word for model in models for word in model.model_fields} - {
        "rows",
        "columns",
        "headers",
        "confirmed",
        "tables",
    }

    missing = {word for word in words if not re.search(rf"`[^`]*\b{word}\b[^`]*`|^{word}\b|\[\[?{word}", text, re.M)}
    assert missing == set()
    assert {word for word in ("label", "under") if word not in text} == set(), Total.model_fields
    assert {what for what in ("score", "base", "grade", "weight", "kpi") if what not in text} == set(), STATED


@pytest.mark.parametrize("page", PAGES)
def test_codes_on_the_page_exist(page: str) -> None:
    codes = set(re.findall(r"PX[0-9]{3}", (DOCS / page).read_text(encoding="utf-8")))

    assert codes <= catalogue().keys()
