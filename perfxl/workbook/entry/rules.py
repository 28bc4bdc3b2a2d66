"""What Excel lets a person type into a column: drop-downs, dates, ranges, references to other sheets."""

from datetime import date
from typing import Any

from perfxl.cycle.choices import RULES
from perfxl.cycle.columns import Column, Kind
from perfxl.cycle.sheets import sheet_of
from perfxl.language import Text
from perfxl.workbook.entry.examples import EXAMPLES

LIST_ROWS = 5000  # how far down a drop-down looks for the rows of another sheet
_LIST_LIMIT = 255  # Excel's limit for a drop-down's words in one string
_YES_NO = Text("是", "yes"), Text("否", "no")
_WRONG = Text("请检查填写内容", "Please check this cell")


class Lists:
    """Where the drop-downs of one workbook find their words: ranges by the key of what they list."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.ranges: dict[str, str] = {}

    def of(self, column: Column) -> str | list[str] | None:
        """The source of the column's drop-down; None if it has none."""
        if column.choices == RULES and "rules" in self.ranges:
            return self.ranges["rules"]
        if column.choices:
            return [choice.title(self.language) for choice in column.choices]
        if column.kind is Kind.YES_NO:
            return [word(self.language) for word in _YES_NO]
        return self.ranges.get(column.refers_to)


def rows_of(key: str, language: str) -> str:
    """The filled part of the first column of a declared sheet, as a range that grows with it."""
    name = sheet_of(key).title(language)
    cells = f"'{name}'!$A$2:$A${LIST_ROWS}"
    return f"=OFFSET('{name}'!$A$2,0,0,MAX(1,COUNTA({cells})),1)"


def first_column(key: str, language: str) -> str:
    """The cells of the first column of a declared sheet, without its header."""
    return f"'{sheet_of(key).title(language)}'!$A$2:$A$500"


def entry_rule(column: Column, lists: Lists) -> dict[str, Any] | None:
    """XlsxWriter's options for what may be typed into `column`; None where anything may.

    A reference to another sheet warns, since the other row may come later; the rest refuses.
    """
    source = lists.of(column)
    if source is not None:
        rule = _list(source)
        if column.refers_to:
            rule["error_type"] = "warning"
        return {**rule, **_refusal(column, lists.language)} if rule else None
    if column.kind is Kind.DATE:
        days = {"minimum": date(1990, 1, 1), "maximum": date(2100, 12, 31)}
        return {"validate": "date", "criteria": "between", **days, **_refusal(column, lists.language)}
    if column.kind is Kind.PERCENT:
        shares = {"minimum": 0, "maximum": 1}
        return {"validate": "decimal", "criteria": "between", **shares, **_refusal(column, lists.language)}
    return _number_rule(column, lists.language) if column.kind is Kind.NUMBER else None


def _list(source: str | list[str]) -> dict[str, Any]:
    words = source if isinstance(source, list) else []
    if any("," in word for word in words) or len(",".join(words)) > _LIST_LIMIT:
        return {}
    return {"validate": "list", "source": source}


def _number_rule(column: Column, language: str) -> dict[str, Any]:
    refusal = _refusal(column, language)
    if column.low is not None and column.high is not None:
        return {"validate": "decimal", "criteria": "between", "minimum": column.low, "maximum": column.high, **refusal}
    if column.low is not None:
        return {"validate": "decimal", "criteria": ">=", "value": column.low, **refusal}
    return {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12, **refusal}


def _refusal(column: Column, language: str) -> dict[str, str]:
    return {"error_title": _WRONG(language), "error_message": expected(column, language)[:_LIST_LIMIT]}


def expected(column: Column, language: str) -> str:
    """One line that says what belongs into `column`."""
    kinds = {
        Kind.DATE: Text("日期，如 2026-07-01", "a date such as 2026-07-01"),
        Kind.PERCENT: Text("0% 到 100%", "0 % to 100 %"),
        Kind.NUMBER: Text("数字", "a number"),
        Kind.YES_NO: Text("是 或 否", "yes or no"),
    }
    told = column.title(language)
    if column.choices:
        between = "、" if language == "zh" else "; "
        what = between.join(choice.title(language) for choice in column.choices)
    elif column.refers_to:
        what = Text("{0}表中已有的内容", "as on the sheet {0}")(language).format(
            sheet_of(column.refers_to).title(language)
        )
    else:
        what = kinds.get(column.kind, Text("", ""))(language) + _range(column, language)
    colon = "：" if language == "zh" else ": "
    return f"{told}{colon}{what}" if what else told


def _range(column: Column, language: str) -> str:
    if column.kind is not Kind.NUMBER or column.low is None:
        return ""
    if column.high is None:
        return Text("，不小于 {0:g}", ", at least {0:g}")(language).format(column.low)
    return Text("，{0:g} 到 {1:g}", " from {0:g} to {1:g}")(language).format(column.low, column.high)


def note_of(column: Column, language: str, sheet_key: str = "") -> str:
    """The note on a column's header: meaning, duty, what may be typed, default, and an example of that sheet."""
    duty = (Text("必填。", "Required.") if column.required else Text("选填。", "Optional."))(language)
    lines = [column.help(language), duty]
    if column.choices or column.refers_to or column.kind in (Kind.DATE, Kind.PERCENT):
        lines.append(expected(column, language))
    if column.default:
        lines.append(Text("空白即 {0}", "Blank means {0}")(language).format(_default(column, language)))
    example = EXAMPLES.get(sheet_key, {}).get(column.key)
    if example:
        lines.append(Text("例：{0}", "Example: {0}")(language).format(example(language)))
    return "\n".join(line for line in lines if line)


def _default(column: Column, language: str) -> str:
    titles = {choice.key: choice.title(language) for choice in column.choices}
    percent = "%" if column.kind is Kind.PERCENT else ""
    return titles.get(column.default, column.default) + percent
