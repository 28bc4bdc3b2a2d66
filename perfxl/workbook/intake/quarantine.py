"""Why a file is set aside: one exception with a code and a fact that needs no translation."""

NOT_A_WORKBOOK = "PX111"
PASSWORD = "PX112"
DAMAGED = "PX113"
REFUSED = "PX114"
FAR_CELL = "PX115"
EMPTY_FILE = "PX116"
READER_DIED = "PX117"
LOCK_FILE = "PX118"
OLD_FORMAT = "PX119"


class Unreadable(Exception):
    """A file that is set aside while the others are read.

    code: one of the PX codes above. detail: a cell, a size, a part's name or an error's name; no sentence, so that it
    fits every language; "" where there is nothing to name. Survives pickling, so that a child process can send it.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class NotOpened(Unreadable):
    """The file could not be opened or was changing while it was read; the next run may succeed."""
