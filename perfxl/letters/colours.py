"""The colours of a style: named in its `:root`, changed by letter.toml, put in their places, and readable."""

import re
from collections.abc import Mapping

from perfxl.letters import letter_toml
from perfxl.letters.letter_toml import line_of
from perfxl.letters.template_faults import unknown_variable, wrong_file

STYLE = "style.css"
LEAST_CONTRAST = 4.5  # WCAG 2 for text
TEXT_COLOURS = ("ink", "muted", "heading", "step", "alert")
PAPERS = ("paper", "tint")
_DECLARED = re.compile(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})")
_USED = re.compile(r"var\(--([\w-]+)\)")


def declared_colours(style: str) -> dict[str, str]:
    """The colours that a style names, such as `--ink: #1B2733`."""
    return dict(_DECLARED.findall(style))


def coloured(style: str, own: Mapping[str, str], settings_text: str = "") -> str:
    """The style with every `var(--name)` replaced by its colour, on the same lines.

    own: letter.toml's colours. settings_text: that file, to say on which line an unknown or unreadable colour stands.
    """
    palette = declared_colours(style)
    for name in own.keys() - palette.keys():
        zh, en = f"样式中没有颜色 {name}，只有 {'、'.join(palette)}", f"no colour {name}; there are {', '.join(palette)}"
        raise wrong_file(letter_toml.NAME, zh, en, line=line_of(settings_text, name))
    palette |= own
    _check_contrast(palette, own, settings_text)
    for found in _USED.finditer(style):
        if found[1] not in palette:
            raise unknown_variable(STYLE, style.count("\n", 0, found.start()) + 1, f"--{found[1]}")
    return _USED.sub(lambda found: palette[found[1]], style)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours from 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _check_contrast(palette: Mapping[str, str], own: Mapping[str, str], settings_text: str) -> None:
    """Refuse own colours in which text is hard to read."""
    for text in (name for name in TEXT_COLOURS if name in palette):
        for paper in (name for name in PAPERS if name in palette):
            ratio = contrast(palette[text], palette[paper])
            if ratio < LEAST_CONTRAST and {text, paper} & own.keys():
                named = text if text in own else paper
                zh = f"{text} 在 {paper} 上的对比度只有 {ratio:.1f}，至少要 {LEAST_CONTRAST}"
                en = f"{text} on {paper} has a contrast of {ratio:.1f}; {LEAST_CONTRAST} is the least"
                raise wrong_file(letter_toml.NAME, zh, en, line=line_of(settings_text, named))


def _luminance(colour: str) -> float:
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
