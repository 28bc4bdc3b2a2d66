"""Colours: xlwings takes red, green, blue, a hex text or Excel's number; UNO wants 0xRRGGBB."""

from typing import Any

Rgb = tuple[int, int, int]
BLACK: Rgb = (0, 0, 0)


def as_rgb(number: int) -> Rgb:
    """Red, green, blue of UNO's 0xRRGGBB."""
    return (number >> 16) & 255, (number >> 8) & 255, number & 255


def as_number(colour: Any) -> int:
    """UNO's number of (red, green, blue), "#RRGGBB" or Excel's 0xBBGGRR."""
    if isinstance(colour, str):
        return int(colour.lstrip("#"), 16)
    red, green, blue = (colour & 255, colour >> 8 & 255, colour >> 16 & 255) if isinstance(colour, int) else colour
    return int(red) << 16 | int(green) << 8 | int(blue)
