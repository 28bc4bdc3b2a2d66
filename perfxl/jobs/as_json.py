"""Tables as JSON: missing values are null, never NaN; dates are ISO text."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd


def plain(value: Any) -> Any:
    """`value` as JSON knows it; NaN, NaT and '' become None."""
    if value is None or value is pd.NaT or value == "":
        return None
    if isinstance(value, float | np.floating):
        return None if np.isnan(value) else float(value)
    if isinstance(value, np.bool_ | bool):
        return bool(value)
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, pd.Timestamp | date):
        return str(value)[:10]
    return value


def rows_of(table: pd.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    """One dict per row of `table`."""
    lists = [[plain(value) for value in table[column].tolist()] for column in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*lists, strict=True)]
