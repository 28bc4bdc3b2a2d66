"""Which chart of points fits: by how many items there are and how long their names are."""

from collections.abc import Sequence

from markupsafe import Markup

from perfxl.letters.charts.bars import bar_chart
from perfxl.letters.charts.drawing import WIDTH, Bar
from perfxl.letters.charts.radar import FEWEST, MOST, radar_chart


def points_chart(items: Sequence[Bar], *, family: str, summary: str, no_value: str = "—") -> Markup:
    """A radar for 3 to 8 items of which at least three have a value, bars for any other number."""
    given = sum(item.points is not None for item in items)
    if FEWEST <= len(items) <= MOST and given >= FEWEST:
        return radar_chart(items, family=family, summary=summary, no_value=no_value)
    return bar_chart(items, family=family, summary=summary, no_value=no_value, width=WIDTH)
