"""Numbers, dates and quantities as a letter writes them."""

from datetime import date

import pytest

from perfxl.letters.wording import clean, day, exact, fixed, quantity, signed, span


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [(89.995, 2, "90.00"), (0.5, 0, "1"), (1234.5, 2, "1234.50"), (-1.005, 2, "−1.01"), (-0.001, 2, "0.00")],
)
def test_numbers_are_rounded_half_away_from_zero_as_excel_shows_them(number: float, digits: int, text: str) -> None:
    assert fixed(number, digits) == text


def test_a_number_that_is_not_there_is_a_dash() -> None:
    assert (fixed(float("nan"), 2), exact(float("nan"))) == ("—", "—")


def test_a_calculation_shows_up_to_four_decimals_without_trailing_zeros() -> None:
    assert [exact(number) for number in (60, 92.5, 104.166666667, 0)] == ["60", "92.5", "104.1667", "0"]


def test_net_points_show_their_sign() -> None:
    assert [signed(number, 2) for number in (2, -1.5, 0)] == ["+2.00", "−1.50", "0.00"]


def test_dates_are_written_out_in_both_languages() -> None:
    assert (day(date(2026, 12, 3), "zh"), day(date(2026, 12, 3), "en")) == ("2026年12月3日", "3 December 2026")
    assert span(date(2026, 1, 1), date(2026, 6, 30), "en") == "1 January 2026 to 30 June 2026"
    assert (day(None, "zh"), span(date(2026, 1, 1), None, "zh")) == ("", "")


@pytest.mark.parametrize(
    ("text", "number", "is_percent", "unit", "shown"),
    [
        ("1,234.5", 1234.5, False, "万元", "1,234.5\u00a0万元"),
        ("85%", 85, True, "%", "85%"),
        ("", 85.37, True, "", "85.37%"),
        ("需求、设计", float("nan"), False, "项", "需求、设计"),
        ("12 次", 12, False, "次", "12 次"),
        ("", float("nan"), False, "次", "—"),
    ],
)
def test_a_quantity_is_shown_as_typed_with_its_unit(
    text: str, number: float, is_percent: bool, unit: str, shown: str
) -> None:
    assert quantity(text, number, is_percent=is_percent, unit=unit) == shown


def test_control_and_format_characters_leave_no_trace_but_no_letter_of_a_name_is_lost() -> None:
    assert clean("张\u202e三\x07\n 四\u00ad") == "张三 四"
    assert clean("\ue000\U00030729") == "\ue000\U00030729"
    assert clean("e\u0301") == "é"
