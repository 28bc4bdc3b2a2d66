"""What 开始.cmd starts: makes the cycle workbook if there is none, says what the machine lacks, opens the workbook."""

import sys
from pathlib import Path

from perfxl.desktop import open_in_desktop
from perfxl.exits import report_stop
from perfxl.jobs.doctor import doctor
from perfxl.jobs.new import new_workbook
from perfxl.language import Text
from perfxl.reports.doctor import print_doctor
from perfxl.terminal import copyable, say, system_language

NAME = Text("绩效管理.xlsm", "performance.xlsm")


def start(folder: Path, language: str) -> int:
    """Returns 0 if all is well, 1 if something is lacking; then the workbook is opened all the same."""
    book = next((path for path in (folder / name for name in NAME) if path.exists()), folder / NAME(language))
    if not book.exists():
        new_workbook(book, language=language)
        copyable(Text("已建立工作簿：{book}", "The workbook was made: {book}"), language, book=str(book))
    lacking = [one for one in doctor(folder, book) if not one.ok and one.needed]
    if lacking:
        say(Text("有些功能暂时不能用：", "Some things will not work yet:"), language, style="bold")
        print_doctor(lacking, language)
    open_in_desktop(book)
    return 1 if lacking else 0


def main() -> int:
    """Start in the folder that is named as the only argument; a fault becomes one line."""
    language = system_language()
    try:
        return start(Path(sys.argv[1]).resolve(), language)
    except Exception as error:
        return report_stop(error, language, debug=False, json=False)


if __name__ == "__main__":
    sys.exit(main())
