"""letter.toml: the preset of a design, and what it changes: order of the sections, colours, type, logo, seal."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perfxl.letters.template_faults import wrong_file

NAME = "letter.toml"
_KEYS = ("preset", "type", "order", "logo", "seal", "colours")
_TYPES = ("sans", "serif")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

Order = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class LetterSettings:
    """What letter.toml says; empty for what it leaves to the preset. order: rows of sections, side by side in a row."""

    preset: str = ""
    type: str = ""
    order: Order = ()
    logo: str = ""
    seal: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)

    def over(self, base: "LetterSettings") -> "LetterSettings":
        """These settings where they say something, else those of `base`."""
        return LetterSettings(
            preset=base.preset,
            type=self.type or base.type,
            order=self.order or base.order,
            logo=self.logo or base.logo,
            seal=self.seal or base.seal,
            colours={**base.colours, **self.colours},
        )


def read_settings(text: str) -> LetterSettings:
    """The settings of a letter.toml; Fault with file, line and name for anything that perfxl does not know."""
    said = read_toml(text, NAME)
    for key in said:
        if key not in _KEYS:
            known_zh, known_en = "、".join(_KEYS), ", ".join(_KEYS)
            raise wrong_file(NAME, f"没有“{key}”这一项，只有 {known_zh}", f"there is no {key}, only {known_en}",
                             line=line_of(text, key))  # fmt: skip
    for key in ("preset", "type", "logo", "seal"):
        if not isinstance(said.get(key, ""), str):
            raise wrong_file(NAME, f"{key} 应是加引号的文字", f"{key} is a text in quotes", line=line_of(text, key))
    if said.get("type", "sans") not in _TYPES:
        raise wrong_file(NAME, "type 只能是 sans 或 serif", "type is sans or serif", line=line_of(text, "type"))
    return LetterSettings(
        preset=said.get("preset", ""),
        type=said.get("type", ""),
        order=_order(said.get("order", []), text),
        logo=said.get("logo", ""),
        seal=said.get("seal", ""),
        colours=_colours(said.get("colours", {}), text),
    )


def read_toml(text: str, file: str) -> dict[str, Any]:
    """The contents of a TOML file; Fault that names file and line if it cannot be read."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        why = str(error).partition(" (at ")[0]
        raise wrong_file(file, f"无法读取（{why}）", f"it cannot be read ({why})", line=line) from None


def line_of(text: str, name: str) -> int:
    """The line on which `name` is first set, or stands, in a file; 1 if it does not."""
    set_there = re.compile(rf'\s*\[?"?{re.escape(name)}"?\s*[=\]]')
    lines = text.splitlines()
    places = [n for n, line in enumerate(lines, start=1) if set_there.match(line)]
    places += [n for n, line in enumerate(lines, start=1) if name in line]
    return next(iter(places), 1)


def _order(said: object, text: str) -> Order:
    rows = [row if isinstance(row, list) else [row] for row in said] if isinstance(said, list) else [[None]]
    names = [name for row in rows for name in row]
    if all(isinstance(name, str) and name for name in names) and len(set(names)) == len(names):
        return tuple(tuple(row) for row in rows if row)
    twice = next((name for name in names if isinstance(name, str) and names.count(name) > 1), "")
    if twice:
        raise wrong_file(NAME, f"order 中“{twice}”出现两次", f"order has {twice} twice", line=line_of(text, "order"))
    raise wrong_file(
        NAME, "order 应是各部分名称的列表", "order is a list of the sections' names", line=line_of(text, "order")
    )


def _colours(said: object, text: str) -> dict[str, str]:
    if not isinstance(said, dict):
        raise wrong_file(NAME, "[colours] 应是一节", "[colours] is a table", line=line_of(text, "colours"))
    for name, colour in said.items():
        if not (isinstance(colour, str) and _COLOUR.fullmatch(colour)):
            raise wrong_file(NAME, f"颜色 {name} 应写成 #0072B2 这样", f"write the colour {name} like #0072B2",
                             line=line_of(text, name))  # fmt: skip
    return dict(said)
