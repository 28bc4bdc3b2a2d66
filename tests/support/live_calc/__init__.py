"""A live, private LibreOffice Calc as xlwings' Excel: real xlwings ranges, names, notes, and real buttons that run VBA.

Tests take the fixtures of tests/excel/conftest.py:

    def test_a_button(opened):
        book = opened(path_of_an_xlsm)              # a copy of it, opened
        press(book, "计算得分")                      # button -> VBA Sub -> RunPython -> this Python
        assert book.sheets["得分"]["A1"].value == "工号"

It answers as Excel on Windows does through xlwings; where LibreOffice has no counterpart it keeps the value, and where
something is missing it raises NotImplementedError.
"""
