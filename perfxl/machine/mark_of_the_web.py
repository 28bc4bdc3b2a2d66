"""The Mark of the Web: Windows notes beside a file where it came from, and Excel blocks macros of what came from outside."""

import re
from pathlib import Path

STREAM = "Zone.Identifier"
INTERNET = 3  # and above: restricted sites
_ZONE = re.compile(r"^\s*ZoneId\s*=\s*(\d)\s*$", re.MULTILINE | re.IGNORECASE)


def zone_stream(path: Path) -> bytes:
    """What Windows noted beside `path`; b"" where there is no note (a local file, another system)."""
    try:
        return Path(f"{path}:{STREAM}").read_bytes()
    except OSError:
        return b""


def is_from_the_web(stream: bytes) -> bool:
    """True if the note says that the file came from the internet."""
    text = stream.decode("utf-16" if stream[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="replace")
    zone = _ZONE.search(text)
    return zone is not None and int(zone[1]) >= INTERNET
