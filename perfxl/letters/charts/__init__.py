"""Charts for print, as SVG: bars, a radar, KPI bullets, the own position. Right in grey, without any other person.

Nothing is said by colour alone: what is reached is filled, the rest is outlined, missing values are dashed and say so,
and every value stands beside its mark. Lengths are points of 1/72 inch.
"""

from perfxl.letters.charts.bars import bar_chart
from perfxl.letters.charts.bullets import Bullet, bullet_chart
from perfxl.letters.charts.chosen import points_chart
from perfxl.letters.charts.differences import Difference, difference_chart
from perfxl.letters.charts.drawing import BLUE, ORANGE, Bar, fitted, text_width
from perfxl.letters.charts.pairs import BarPair, pair_chart
from perfxl.letters.charts.position import Quartiles, position_strip, quartiles
from perfxl.letters.charts.radar import radar_chart

__all__ = [
    "BLUE",
    "ORANGE",
    "Bar",
    "BarPair",
    "Bullet",
    "Difference",
    "Quartiles",
    "bar_chart",
    "bullet_chart",
    "difference_chart",
    "fitted",
    "pair_chart",
    "points_chart",
    "position_strip",
    "quartiles",
    "radar_chart",
    "text_width",
]
