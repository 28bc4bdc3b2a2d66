"""All groups, in the order in which they take their places."""

from perfxl.letters.quick import (
    blocks,
    borders,
    brackets,
    colours,
    cycles,
    glyphs,
    lines,
    measures,
    pictures,
    streams,
    styles,
    subsets,
    used_values,
    walks,
)
from perfxl.letters.quick.groups import Group

LEAN: tuple[Group, ...] = (subsets.GROUP, streams.GROUP)
REUSING: tuple[Group, ...] = (
    styles.GROUP,
    used_values.GROUP,
    measures.GROUP,
    lines.GROUP,
    blocks.GROUP,
    pictures.GROUP,
    glyphs.GROUP,
    walks.GROUP,
    borders.GROUP,
    colours.GROUP,
    brackets.GROUP,
    cycles.GROUP,
)
