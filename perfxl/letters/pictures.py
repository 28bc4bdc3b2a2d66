"""Pictures that a letter may hold: PNG and JPEG, known by their contents, of a size that a letter can carry."""

import base64
from pathlib import Path
from typing import NamedTuple

_MOST_BYTES = 5_000_000
_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class Picture(NamedTuple):
    """A picture in memory with its media type."""

    content: bytes
    kind: str

    def data_url(self) -> str:
        """The picture inside an HTML file."""
        return f"data:{self.kind};base64,{base64.b64encode(self.content).decode()}"


def read_picture(path: Path) -> Picture | None:
    """The picture of that file; None if it is missing, too large, or no PNG or JPEG."""
    try:
        content = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
    except OSError:
        return None
    kind = next((kind for start, kind in _KINDS.items() if content.startswith(start)), "")
    return Picture(content, kind) if kind else None
