"""The xlwings engine. It is called `excel`, for xlwings looks for that name in places."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import xlwings

from tests.support.live_calc import office
from tests.support.live_calc.apps import App, Apps
from tests.support.live_calc.range_values import COM_ERRORS

_ERROR_TEXTS = {number: text for text, number in COM_ERRORS.items()}
_MOMENTS = (dt.date, dt.datetime, pd.Timestamp, np.datetime64)  # NaT is a Timestamp by its looks only


class Engine:
    """What xlwings asks of an engine, with the answers of its engine for Windows."""

    name, type = "excel", "desktop"

    def __init__(self) -> None:
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """A value of Python as COM takes it: missing ones as '', numbers of numpy as floats, dates without time zone."""
        if isinstance(value, _MOMENTS):
            return "" if pd.isna(value) else pd.Timestamp(value).to_pydatetime().replace(tzinfo=None)
        if pd.isna(value) is True or value is None:
            return ""
        return float(value) if isinstance(value, np.number) else value

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Callable[..., Any], empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> list[list[Any]]:
        """A block as COM gives it, for Python: errors as None or text, numbers and dates as the caller wants them."""

        def cleaned(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, dt.datetime):
                return datetime_builder(
                    year=value.year, month=value.month, day=value.day, hour=value.hour, minute=value.minute,
                    second=value.second, microsecond=value.microsecond, tzinfo=None,
                )  # fmt: skip
            if isinstance(value, float):
                return value if number_builder is None else number_builder(value)
            if isinstance(value, int) and value in _ERROR_TEXTS:
                return _ERROR_TEXTS[value] if err_to_str else None
            return value

        return [[cleaned(value) for value in row] for row in data]


ENGINE = Engine()
App.engine = ENGINE


def activate(of: office.Office) -> xlwings.App:
    """Make `of` xlwings' active application in this Python."""
    if not any(found.impl is ENGINE for found in xlwings.engines):
        xlwings.engines.add(xlwings.Engine(impl=ENGINE))
    xlwings.engines[ENGINE.name].activate()
    ENGINE.apps.offices.insert(0, of)
    return xlwings.App(impl=App(ENGINE.apps, of))


def deactivate(of: office.Office) -> None:
    """Take `of`, and a caller that a button set, away from xlwings; the office goes on. Then xlwings knows no Excel again."""
    ENGINE.apps.offices.remove(of)
    if hasattr(xlwings.Book, "_mock_caller"):
        del xlwings.Book._mock_caller
    if not ENGINE.apps.offices:
        xlwings.engines.engines.remove(xlwings.engines.engines_by_name.pop(ENGINE.name))
        xlwings.engines.active = None
