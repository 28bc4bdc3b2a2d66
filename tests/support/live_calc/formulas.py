"""Formulas in Excel's words and in those of LibreOffice's programming interface (English names, ; between arguments)."""

import re

from tests.support.live_calc.areas import COLUMNS, ROWS, column_number, letters

_WORD = r"[^\W\d][\w.]*"
_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_EXCEL = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")|(?P<array>\{{[^}}]*\}})|(?P<quoted>'(?:[^']|'')*')!|(?P<error>\#[A-Z/0]+[!?]?)|
         (?P<sheet>{_WORD})!|(?P<truth>\b(?:TRUE|FALSE)\b(?!\s*\())|(?P<future>_xlfn\.(?:_xlws\.)?)|(?P<word>{_WORD})|(?P<comma>,)|(?P<rest>.)""",
    re.VERBOSE | re.DOTALL,
)
_OFFICE = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")|(?P<array>\{{[^}}]*\}})|\$?(?P<quoted>'(?:[^']|'')*')\.|(?P<error>\#[A-Z/0]+[!?]?)|
         \$?(?P<sheet>[^\W\d]\w*)\.(?={_CELL}\b)|(?P<truth>\b(?:TRUE|FALSE)\(\))|(?P<word>{_WORD})|(?P<comma>;)|(?P<rest>.)""",
    re.VERBOSE | re.DOTALL,
)
_SHIFTED = re.compile(
    rf"""("(?:[^"]|"")*"|'(?:[^']|'')*'!?|{_WORD}!|{_WORD}\()|(?<![\w.$])(\$?)([A-Za-z]{{1,3}})(\$?)([0-9]{{1,7}})(?![\w.(!])""",
    re.VERBOSE,
)


def for_office(formula: str) -> str:
    """Excel's `formula` for LibreOffice."""
    return "".join(_for_office(found) for found in _EXCEL.finditer(formula))


def _for_office(found: "re.Match[str]") -> str:
    kind, text = str(found.lastgroup), found[0]
    match kind:
        case "array":
            return text.replace(";", "|").replace(",", ";")
        case "quoted" | "sheet":
            return f"${found[kind]}."
        case "truth":
            return f"{text}()"
        case "future":
            return ""
        case "comma":
            return ";"
    return text


def for_excel(formula: str) -> str:
    """LibreOffice's `formula` as Excel writes it."""
    return "".join(_for_excel(found) for found in _OFFICE.finditer(formula))


def _for_excel(found: "re.Match[str]") -> str:
    kind, text = str(found.lastgroup), found[0]
    match kind:
        case "array":
            return text.replace(";", ",").replace("|", ";")
        case "quoted" | "sheet":
            return f"{found[kind]}!"
        case "truth":
            return text[:-2]
        case "comma":
            return ","
    return text


def shifted(formula: str, *, down: int, right: int) -> str:
    """`formula` as Excel fills it `down` rows and `right` columns further: references without $ move along."""

    def moved(found: "re.Match[str]") -> str:
        if found[1]:
            return found[1]
        fixed_column, column, fixed_row, row = found.groups()[1:]
        new_column = column_number(column) + (0 if fixed_column else right)
        new_row = int(row) + (0 if fixed_row else down)
        if not (0 <= new_column < COLUMNS and 1 <= new_row <= ROWS):
            return "#REF!"
        return f"{fixed_column}{letters(new_column)}{fixed_row}{new_row}"

    return _SHIFTED.sub(moved, formula)
