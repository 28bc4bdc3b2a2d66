"""Text in the cells of a terminal."""

import pytest

from perfxl.layout import cells, column_widths, row_lines, wrapped


def test_a_chinese_character_takes_two_cells() -> None:
    assert [cells(text) for text in ("abc", "指标", "８", "é", "")] == [3, 4, 2, 1, 0]


@pytest.mark.parametrize(
    ("line", "width", "pieces"),
    [
        ("more is better", 9, ["more is", "better"]),
        ("销售收入", 4, ["销售", "收入"]),
        ("01004 的权重合计 95%，相差 -5%。", 14, ["01004 的权重合", "计 95%，相差", "-5%。"]),
        ("请催收评价：02010。", 12, ["请催收评价：", "02010。"]),
        ("销售收入，完成", 8, ["销售收", "入，完成"]),
        ("  销售收入", 6, ["  销售", "  收入"]),
        ("averyverylongword", 5, ["averyverylongword"]),
    ],
)
def test_lines_break_between_words_and_chinese_characters(line: str, width: int, pieces: list[str]) -> None:
    assert wrapped(line, width) == pieces


def test_a_narrow_terminal_takes_from_the_columns_of_words() -> None:
    rows = [("a long description of it", "123.45", "指标!L18")]

    assert column_widths(rows, limit=None, whole={1, 2}) == [24, 6, 8]
    assert column_widths(rows, limit=30, whole={1, 2}) == [12, 6, 8]
    assert column_widths(rows, limit=5, whole={1, 2}) == [11, 6, 8]


def test_numbers_stand_to_the_right_and_nothing_trails() -> None:
    lines = list(row_lines(("a long one", "1.5", ""), [6, 5, 3], right=(1,)))

    assert lines == ["a long    1.5", "one"]
