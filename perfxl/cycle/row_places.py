"""Where the values of one row stand, where that is not one line of one sheet: a form has them all over the page.

Written as text, so that it travels with its row through tables and workbooks: `kpi=B14; weight=C14; employee_id=C3`,
and `department='基本情况'!C3` for another sheet. The first one stands for the whole row.
"""

import re
from collections.abc import Mapping

from perfxl.findings.base import Place

_ONE = re.compile(r"(?P<column>\w+)=(?:'(?P<sheet>(?:[^']|'')*)'!)?(?P<cell>[A-Z]{1,3}[0-9]+)?(?:; |$)")


def places_text(places: Mapping[str, Place], *, home: Place) -> str:
    """The places of a row's values by column key as text; `home` is the row's own place, whose sheet is not repeated.

    All places are in the file of `home`. An empty cell is a whole sheet, such as a name that a tab carries.
    """
    return "; ".join(f"{column}={_sheet(place, home)}{place.cell}" for column, place in places.items())


def place_of(text: str, column: str, *, file: str, sheet: str) -> Place:
    """Where the value of `column` stands by the text above; where the row stands if the text does not name the column.

    file, sheet: of the row.
    """
    found = list(_ONE.finditer(text))
    one = next((match for match in found if match["column"] == column), found[0] if found else None)
    if one is None:
        return Place(file, sheet)
    there = one["sheet"]
    return Place(file, sheet if there is None else there.replace("''", "'"), one["cell"] or "")


def _sheet(place: Place, home: Place) -> str:
    return "" if place.sheet == home.sheet else "'" + place.sheet.replace("'", "''") + "'!"
