"""The pages about letter templates name everything that a template may use."""

import dataclasses
from pathlib import Path

import pytest

from perfxl.letters import facts
from perfxl.letters.colours import declared_colours
from perfxl.letters.design_check import FIELDS, SIMPLE_FIELDS, VARIABLES
from perfxl.letters.design_folder import design_files, presets

DOCS = Path(__file__).resolve().parents[2] / "docs"
NOT_FOR_READERS = {"language", "created", "bar"}
PARTS = (facts.Stretch, facts.ComponentLine, facts.KpiLine, facts.MoveLine, facts.AdjustmentLine, facts.Observation, facts.Comment)


@pytest.mark.parametrize("page", ["letter-templates.md", "letter-templates.zh-CN.md"])
def test_every_variable_section_colour_and_preset_is_named(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    files = design_files()

    of_parts = {field.name for part in PARTS for field in dataclasses.fields(part)}
    sections = {name.split("/")[1].removesuffix(".html.j2") for name in files.sources if name.startswith("sections/")}
    colours = declared_colours(files.sources["style.css"])
    wanted = {*SIMPLE_FIELDS, *of_parts, *sections, *colours, *presets()} - NOT_FOR_READERS
    wanted = {f"`{name}" for name in wanted if name not in FIELDS or name in of_parts}
    wanted |= {name for name in FIELDS | VARIABLES if name not in NOT_FOR_READERS}
    assert sorted(name for name in wanted if name not in text) == []
