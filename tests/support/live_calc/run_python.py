"""What RunPython starts: a Python that attaches to the running spreadsheet and does a command for one of its books.

PERFXL_LIVE_CALC=pipe python run_python.py /folder/绩效管理.xlsm "from perfxl.excel import buttons; buttons.score()"
"""

import sys
from pathlib import Path


def main() -> None:
    sys.path.insert(0, str(Path(__file__).parents[3]))
    from tests.support.live_calc import engine, office

    fullname, command = sys.argv[1:]
    app = engine.activate(office.attached())
    book = next(book for book in app.books if book.fullname == fullname)
    book.set_mock_caller()
    exec(command, {"__name__": "__main__"})


if __name__ == "__main__":
    main()
