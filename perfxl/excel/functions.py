"""The worksheet functions PX_*: on Windows functions of Excel, through xlwings; everywhere plain Python.

What each of them gives, and its arguments, stand in perfxl/workbook/entry/functions_guide.py. In Python, too, a value gives a value, a list is
a column and gives rows. The wrappers in VBA are baked into the workbook (perfxl/workbook/macros/xlwings_udfs.bas), so a
new name, argument or order here needs them made again.
"""

from collections.abc import Callable
from functools import wraps

import xlwings as xw

from perfxl.excel.book_language import calling_language
from perfxl.excel.worksheet.cells import Array, Unlike, answered, block
from perfxl.excel.worksheet.evidence import complete, missing
from perfxl.excel.worksheet.grading import graded
from perfxl.excel.worksheet.in_words import explanations, told
from perfxl.excel.worksheet.kpi import kpi_points
from perfxl.excel.worksheet.weighted import bounds, weighted
from perfxl.findings.worksheet import RangesUnlike
from perfxl.language import Text
from perfxl.terminal import system_language
from perfxl.workbook.entry.functions_guide import GUIDES

_FAULT = Text("perfxl 出错：{fault}", "perfxl failed: {fault}")
_CATEGORY = "perfxl"
Function = Callable[..., object]


def worksheet_function(function: Callable[..., Array]) -> Function:
    """Make `function` one of Excel's: whole ranges in, errors as text, help in the system's language.

    Annotations are taken away, because xlwings would take them for converters.
    """
    guide, language = GUIDES[function.__name__], system_language()

    @wraps(function)
    def answering(*given: object, **named: object) -> object:
        try:
            return answered(function(*given, **named))
        except Unlike:
            return told(RangesUnlike, calling_language())
        except Exception as fault:  # a cell says so in a line; Excel would show a traceback
            return _FAULT(calling_language()).format(fault=f"{type(fault).__name__}: {fault}")

    answering.__doc__, answering.__annotations__ = guide.help(language), {}
    made: Function = answering
    for one in guide.arguments:
        made = xw.arg(one.name, ndim=2, err_to_str=True, doc=one.help(language))(made)
    made = xw.func(category=_CATEGORY)(made)  # last, because xw.arg forgets the category
    return made


@worksheet_function
def PX_KPI(
    rule: object,
    target: object,
    actual: object,
    floor: object = None,
    stretch: object = None,
    cap: object = None,
    parameters: object = None,
) -> Array:
    given = {
        "rule": rule, "target": target, "actual": actual, "floor": floor, "stretch": stretch, "cap": cap, "parameters": parameters,
    }  # fmt: skip
    return kpi_points({key: block(cells) for key, cells in given.items()}, language=calling_language())


@worksheet_function
def PX_WEIGHTED(scores: object, weights: object) -> Array:
    return weighted(block(scores), block(weights), language=calling_language())


@worksheet_function
def PX_BOUNDS(scores: object, weights: object, cap: object = None) -> Array:
    return bounds(block(scores), block(weights), block(cap), language=calling_language())


@worksheet_function
def PX_GRADE(scores: object, lower_bounds: object, grades: object, digits: object = None) -> Array:
    blocks = map(block, (scores, lower_bounds, grades, digits))
    return graded(*blocks, language=calling_language())


@worksheet_function
def PX_COMPLETE(entries: object) -> Array:
    return complete(block(entries))


@worksheet_function
def PX_MISSING(headers: object, entries: object) -> Array:
    return missing(block(headers), block(entries), language=calling_language())


@worksheet_function
def PX_FINDING(code: object) -> Array:
    return explanations(block(code), language=calling_language())
