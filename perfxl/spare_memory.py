"""Memory that a process has freed and its allocator still holds."""

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """Give it back to the system: glibc keeps tens of MB after a large workbook was read. Elsewhere nothing happens."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library has no malloc_trim
            ctypes.CDLL(None).malloc_trim(0)
