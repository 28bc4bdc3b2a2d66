"""Arithmetic that is exact to what Excel shows (DESIGN.md section 4).

Plain binary floats miss 34 of the 543 whole percent steps of the rules; rounding to nine decimals before each
comparison misses none.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

_NINE = 1e9
_TOO_LARGE = 4e6  # from here on neighbouring floats are further apart than 1e-9


def to9(numbers: npt.ArrayLike) -> Floats:
    """`numbers` rounded to 9 decimals, half away from zero; NaN and infinities stay."""
    values = np.asarray(numbers, dtype=np.float64)
    small = np.abs(values) < _TOO_LARGE
    ticks = np.trunc(np.where(small, values, 0.0) * _NINE + np.copysign(0.5, values))
    return np.where(small, ticks / _NINE, values)


def rounded(numbers: npt.ArrayLike, digits: int) -> Floats:
    """`numbers` at `digits` (0..9) decimals, half away from zero, as Excel's ROUND shows it: 89.995 is 90.00.

    The sum is made in whole billionths, so a tie is a tie. NaN stays NaN.
    """
    values = np.asarray(numbers, dtype=np.float64)
    small = np.abs(values) < _TOO_LARGE
    ticks = np.abs(np.rint(to9(np.where(small, values, 0.0)) * _NINE)).astype(np.int64)
    step = 10 ** (9 - digits)
    whole = (ticks + step // 2) // step / 10**digits
    return np.where(small, np.copysign(whole, values) + 0.0, np.round(values, digits))


def rounded_number(number: float, digits: int) -> float:
    """`rounded` for one number."""
    return float(rounded(number, digits))


def is_hundred(total: float) -> bool:
    """True if `total` is 100 after rounding to 9 decimals: 33.33 + 33.33 + 33.34 is, 3 x 33.33 is not."""
    return float(to9(total)) == 100.0


def summed(code: npt.ArrayLike, values: npt.ArrayLike, n: int) -> Floats:
    """The sum of `values` for each code 0..n-1; NaN where one of them is NaN."""
    sums = np.bincount(np.asarray(code, dtype=np.int64), weights=np.asarray(values, dtype=np.float64), minlength=n)
    return sums.astype(np.float64)
