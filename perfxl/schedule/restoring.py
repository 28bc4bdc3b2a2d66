"""Files that are as before where the work on them did not end well."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def restored_on_error(*files: Path) -> Iterator[None]:
    """After an error in the block each of `files` has its old content again, or is gone where it was not there."""
    before = {file: file.read_bytes() if file.is_file() else None for file in files}
    try:
        yield
    except BaseException:
        for file, content in before.items():
            if content is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(content)
        raise
