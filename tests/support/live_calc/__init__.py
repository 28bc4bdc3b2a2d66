"""A live, private LibreOffice Calc as xlwings' Excel: real ranges, names and notes, and real buttons that run VBA.

Tests take the fixtures of tests/excel/conftest.py:

    from tests.support.live_calc.buttons import press, press_elsewhere

    def test_a_button(opened, calc):
        book = opened(path_of_an_xlsm)                    # a copy of it, opened
        press(book, "计算得分")                            # button -> VBA Sub -> RunPython -> this Python
        assert book.sheets["得分"]["A1"].value == "工号"
        assert calc.impl.alerts == []                     # messages that were shown
        press_elsewhere(book, "计算得分").kill()           # the same in another Python, killed in the middle

It answers as Excel on Windows does through xlwings; where LibreOffice has no counterpart (redrawing, dialogs) it keeps the
value, and what is missing raises NotImplementedError by its base class: charts, pictures, borders, data validation,
conditional formats, threaded comments, sorting, gridlines.

It departs from Excel where LibreOffice cannot follow: a block with a malformed formula is refused after its other cells were
written; a new value in a cell with a hyperlink takes the link away; a truth value takes the cell's number format; functions
that LibreOffice lacks (XLOOKUP, LET, FILTER) are #NAME?; the VBA after RunPython goes on before Python has run.
"""
