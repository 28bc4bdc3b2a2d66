"""Memory that a process has freed and its allocator still holds, and the search for what it might free."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def give_back() -> None:
    """Give it back to the system: glibc keeps tens of MB after a large workbook was read. Elsewhere nothing happens."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library has no malloc_trim
            ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """For work that makes none: the search reads and marks every object there is, again and again, and memory that is
    shared with copies of this process would have to be copied for it."""
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searches:
            gc.enable()
