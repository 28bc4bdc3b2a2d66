"""Every chart is right for any number of items, long names and missing values, and readable in grey."""

import itertools
import xml.etree.ElementTree as ET

import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.letters.charts import (
    BLUE,
    Bar,
    Bullet,
    bar_chart,
    bullet_chart,
    points_chart,
    position_strip,
    quartiles,
    radar_chart,
    text_width,
)
from perfxl.letters.fonts import letter_fonts

SVG = "{http://www.w3.org/2000/svg}"
NO_VALUE = "无数据"
LABELS = st.text("季度销售收入预测准确率ABQWMmw%@ il1(-)·—é,", min_size=1, max_size=60)
POINTS = st.one_of(st.none(), st.floats(0, 200))
ITEMS = st.lists(st.tuples(LABELS, POINTS), min_size=1, max_size=12).map(
    lambda rows: [Bar(label, points, "" if points is None else f"{points:.2f}") for label, points in rows]
)
AMOUNTS = st.one_of(st.none(), st.floats(-1e9, 1e9))
BULLETS = st.lists(
    st.builds(Bullet, LABELS, AMOUNTS, st.floats(-1e9, 1e9), LABELS, floor=AMOUNTS, stretch=AMOUNTS),
    min_size=1,
    max_size=12,
)
STARTS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def read(svg: str) -> ET.Element:
    return ET.fromstring(str(svg))


def texts(svg: ET.Element) -> list[str]:
    return [text.text or "" for text in svg.iter(SVG + "text")]


def text_boxes(svg: ET.Element) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of each text."""
    boxes = []
    for text in svg.iter(SVG + "text"):
        width = text_width(text.text or "")
        left = float(text.attrib["x"]) - STARTS[text.attrib.get("text-anchor", "start")] * width
        baseline = float(text.attrib["y"])
        boxes.append((left, baseline - 7.6, left + width, baseline + 2))
    return boxes


def shape_boxes(svg: ET.Element) -> list[tuple[float, float, float, float]]:
    boxes = []
    for rect in svg.iter(SVG + "rect"):
        x, y, width, height = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
        boxes.append((x, y, x + width, y + height))
    for line in svg.iter(SVG + "line"):
        x1, y1, x2, y2 = (float(line.attrib[name]) for name in ("x1", "y1", "x2", "y2"))
        boxes.append((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    for circle in svg.iter(SVG + "circle"):
        x, y, r = (float(circle.attrib[name]) for name in ("cx", "cy", "r"))
        boxes.append((x - r, y - r, x + r, y + r))
    return boxes


def assert_inside(svg: ET.Element) -> None:
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    for left, top, right, bottom in [*text_boxes(svg), *shape_boxes(svg)]:
        assert -0.02 <= left <= right <= width + 0.02
        assert -0.02 <= top <= bottom <= height + 0.02


@given(ITEMS)
def test_nothing_leaves_the_picture_and_what_is_missing_says_so(items: list[Bar]) -> None:
    svg = read(points_chart(items, family="x", summary="各项得分", no_value=NO_VALUE))

    assert_inside(svg)
    assert texts(svg).count(NO_VALUE) == sum(item.points is None for item in items)
    assert [item.shown for item in items if item.points is not None and item.shown not in texts(svg)] == []


@given(ITEMS, st.sampled_from([150.0, 226.0, 510.0]))
def test_bars_keep_to_any_width(items: list[Bar], width: float) -> None:
    svg = read(bar_chart(items, family="x", summary="", no_value=NO_VALUE, width=width))

    assert_inside(svg)
    assert float(svg.attrib["viewBox"].split()[2]) == width


@given(ITEMS.filter(lambda items: 3 <= len(items) <= 8))
def test_the_labels_of_a_radar_never_cover_each_other(items: list[Bar]) -> None:
    boxes = text_boxes(read(radar_chart(items, family="x", summary="", no_value=NO_VALUE)))

    for one, other in itertools.combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart or one[0] == one[2] or other[0] == other[2]


@pytest.mark.parametrize("n", range(1, 13))
def test_three_to_eight_items_are_a_radar_and_other_numbers_bars(n: int) -> None:
    svg = read(points_chart([Bar(f"指标{i}", 90.0, "90.00") for i in range(n)], family="x", summary=""))

    assert bool(list(svg.iter(SVG + "polygon"))) == (3 <= n <= 8)
    assert len([text for text in texts(svg) if text == "90.00"]) == n


def test_a_radar_with_fewer_than_three_values_is_drawn_as_bars() -> None:
    items = [Bar("甲", 90.0, "90"), Bar("乙", 80.0, "80"), Bar("丙", None, "")]

    assert not list(read(points_chart(items, family="x", summary="")).iter(SVG + "polygon"))
    with pytest.raises(ValueError, match="3 to 8"):
        radar_chart(items[:2], family="x", summary="")


def test_a_missing_value_is_a_gap_in_the_radar_never_a_zero() -> None:
    points = (110.0, None, 90.0, 100.0, 80.0)
    svg = read(radar_chart([Bar(str(i), p, "") for i, p in enumerate(points)], family="x", summary=""))

    lines = [line.attrib for line in svg.iter(SVG + "line")]
    assert len([line for line in lines if line["stroke"] == BLUE]) == 3  # of five sides, two touch the gap
    assert len([line for line in lines if "stroke-dasharray" in line]) == 1
    assert len(list(svg.iter(SVG + "circle"))) == 4


def test_marks_of_a_radar_are_filled_where_100_is_reached_so_that_grey_paper_tells_it() -> None:
    svg = read(radar_chart([Bar(str(p), p, "") for p in (120.0, 100.0, 99.9)], family="x", summary=""))

    assert [circle.attrib["fill"] == circle.attrib["stroke"] for circle in svg.iter(SVG + "circle")] == [
        True,
        True,
        False,
    ]


@given(BULLETS)
def test_bullets_stay_inside_whatever_their_numbers(bullets: list[Bullet]) -> None:
    assert_inside(read(bullet_chart(bullets, family="x", summary="")))


def test_each_bullet_has_its_own_scale_and_marks_for_floor_target_and_stretch() -> None:
    svg = read(
        bullet_chart(
            [
                Bullet("交付率", 70.0, 80.0, "70% / 80%", floor=60.0, stretch=95.0),
                Bullet("收入", None, 1_200_000.0, "无数据 / 1,200,000"),
            ],
            family="x",
            summary="",
        )
    )

    marks = [(float(line.attrib["stroke-width"]), float(line.attrib["x1"])) for line in svg.iter(SVG + "line")]
    floor, stretch, target, other_target = [x for _, x in marks]
    actual = next(rect for rect in svg.iter(SVG + "rect") if rect.attrib["fill"] == BLUE)
    assert [width for width, _ in marks] == [0.7, 0.7, 2.0, 2.0]
    assert floor < float(actual.attrib["x"]) + float(actual.attrib["width"]) < target < stretch
    assert other_target > 200
    assert sum(rect.attrib["fill"] == BLUE for rect in svg.iter(SVG + "rect")) == 1


def test_no_bullets_no_picture() -> None:
    assert bullet_chart([], family="x", summary="") == ""


# The own position


def strip(scores: list[float], own: float) -> str:
    cuts = quartiles(scores)
    assert cuts is not None
    return str(position_strip(own, cuts, own_shown=f"本人 {own} 分", told="中间一半", family="x", summary=""))


def test_a_group_of_less_than_twenty_or_all_alike_is_not_compared() -> None:
    assert quartiles([float(score) for score in range(70, 89)]) is None
    assert quartiles([90.0] * 40) is None
    assert quartiles([float(score) for score in range(70, 94)]) == (76, 82, 87)


@given(st.lists(st.floats(0, 130), max_size=80))
def test_every_quarter_has_at_least_five_people(scores: list[float]) -> None:
    cuts = quartiles(scores)

    if cuts is not None:
        edges = [float("-inf"), *cuts, float("inf")]
        counts = [sum(low <= score < high for score in scores) for low, high in itertools.pairwise(edges)]
        assert min(counts) >= 5
        assert [edge == round(edge) for edge in cuts] == [True] * 3


def test_nobody_elses_best_or_worst_score_can_be_read() -> None:
    scores = [float(score) for score in range(70, 100)]
    others = [3.0, *scores[1:-1], 129.0]

    assert strip(scores, 85.5) == strip(others, 85.5)


@given(st.lists(st.floats(60, 120), min_size=20, max_size=60), st.floats(0, 200))
def test_the_strip_stays_inside_and_has_one_mark_only(scores: list[float], own: float) -> None:
    cuts = quartiles(scores)
    if cuts is None:
        return

    svg = read(position_strip(own, cuts, own_shown="本人 100.00 分", told="很长的说明" * 20, family="x", summary=""))

    assert_inside(svg)
    assert len(list(svg.iter(SVG + "path"))) == 1
    assert len({rect.attrib["fill"] for rect in svg.iter(SVG + "rect")}) == 3


# What the widths rest on


@settings(max_examples=60)
@given(LABELS)
def test_the_assumed_width_of_a_text_is_never_less_than_the_fonts(label: str) -> None:
    face = letter_fonts().regular
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path)), face.index))
    if face.variable:
        font.set_variations({"wght": 400})
    buffer = hb.Buffer()
    buffer.add_str(label)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)

    advance = sum(position.x_advance for position in buffer.glyph_positions) / font.face.upem * 9.0
    assert advance <= text_width(label) + 0.5
