"""Text is readable: contrast of every text colour on every paper, computed from the styles."""

import re
from itertools import product

import pytest

from perfxl.letters.colours import PAPERS, TEXT_COLOURS, contrast, declared_colours
from perfxl.letters.design_folder import design_files, presets

BODY = re.compile(r"^html(?::lang\(en\))? \{[^}]*?font-size: ([\d.]+)pt", re.MULTILINE)


@pytest.mark.parametrize("preset", presets())
def test_text_has_at_least_the_contrast_that_wcag_asks_for(preset: str) -> None:
    style = design_files(preset).sources["style.css"]
    palette = declared_colours(style)

    used = set(re.findall(r"(?<![\w-])color: ([^;} ]+)", style)) - {"var(--red)"}
    assert used <= {f"var(--{name})" for name in TEXT_COLOURS}
    ratios = {(text, paper): contrast(palette[text], palette[paper]) for text, paper in product(TEXT_COLOURS, PAPERS)}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}
    assert contrast(palette["red"], palette["paper"]) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("preset", presets())
def test_the_body_is_at_least_ten_points(preset: str) -> None:
    sizes = [float(size) for size in BODY.findall(design_files(preset).sources["style.css"])]

    assert sizes
    assert min(sizes) >= 10
