"""The chart of a letter."""

import re
import xml.etree.ElementTree as ET

from perfxl.letters.charts import Bar, bar_chart, fitted, text_width

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*bars: Bar) -> ET.Element:
    return ET.fromstring(str(bar_chart(bars, family="x", summary="两项")))


def test_bars_are_as_long_as_their_points_and_the_target_stands_at_100() -> None:
    svg = drawn(Bar("甲", 50, "50.00"), Bar("乙", 110, "110.00"))

    half, more = [float(rect.attrib["width"]) for rect in svg.iter(SVG + "rect")]
    left = float(next(svg.iter(SVG + "rect")).attrib["x"])
    target = float([line.attrib["x1"] for line in svg.iter(SVG + "line")][-1])
    assert round(more / half, 2) == 2.2
    assert round(target - left, 1) == round(2 * half, 1)


def test_what_reached_100_is_filled_and_the_rest_outlined_so_that_grey_paper_tells_it_too() -> None:
    reached, below = [
        rect.attrib for rect in drawn(Bar("甲", 100, "100.00"), Bar("乙", 99, "99.00")).iter(SVG + "rect")
    ]

    assert reached["fill"] == reached["stroke"]
    assert below["fill"] != below["stroke"]


def test_every_bar_shows_its_number_and_nothing_leaves_the_picture() -> None:
    svg = drawn(Bar("很长的指标名称很长的指标名称很长", 120, "120.00"), Bar("<b>&", 0, "0.00"))

    texts = [text.text for text in svg.iter(SVG + "text")]
    ends = [float(text.attrib["x"]) + text_width(text.text or "") for text in svg.iter(SVG + "text")][1::2]
    assert texts == ["很长的指标名称很长的指…", "120.00", "<b>&", "0.00"]
    assert max(ends) <= float(svg.attrib["viewBox"].split()[2])


def test_a_label_that_does_not_fit_ends_with_an_ellipsis() -> None:
    assert fitted("回款率", 40) == "回款率"
    assert text_width(fitted("季度预测准确度", 40)) <= 40
    assert fitted("季度预测准确度", 40).endswith("…")


def test_no_bars_no_chart_and_no_id_that_two_charts_could_share() -> None:
    assert bar_chart([], family="x", summary="") == ""
    assert not re.search(r'\bid="', str(bar_chart([Bar("甲", 50, "50")], family="x", summary="")))
