"""The one hidden sheet that perfxl keeps in the live book: what marked cells looked like, and room to ask Excel."""

import xlwings as xw

OWN_SHEET = "perfxl.marks"  # the reader knows that it holds no data


def own_sheet(book: xw.Book) -> xw.Sheet:
    """The hidden sheet of `book`, made where there is none yet; the sheet on the screen stays on the screen."""
    names = [sheet.name for sheet in book.sheets]
    if OWN_SHEET in names:
        return book.sheets[OWN_SHEET]
    shown = book.sheets.active
    sheet = book.sheets.add(OWN_SHEET, after=book.sheets[names[-1]])
    sheet.visible = False
    shown.activate()
    return sheet
