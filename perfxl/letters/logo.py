"""The company's logo: the one picture from outside that a letter may hold."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from perfxl.findings.base import Finding
from perfxl.findings.letters import LogoMissing

_MOST_BYTES = 5_000_000
_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True)
class Logo:
    """A picture in memory; empty content for no logo."""

    content: bytes = b""
    kind: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def assets(self) -> dict[str, tuple[bytes, str]]:
        """The logo as an asset of the engine; nothing for no logo."""
        return {"logo": (self.content, self.kind)} if self.content else {}

    def data_url(self) -> str:
        """The logo inside an HTML file; '' for no logo."""
        return f"data:{self.kind};base64,{base64.b64encode(self.content).decode()}" if self.content else ""


def configured_logo(named: str, folder: Path) -> Logo:
    """The logo of that file name in `folder` (or at its full path); none, with a finding, if it cannot be used."""
    if not named:
        return Logo()
    path = folder / named
    try:
        content = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
    except OSError:
        content = b""
    kind = next((kind for start, kind in _KINDS.items() if content.startswith(start)), "")
    return Logo(content, kind) if kind else Logo(findings=(LogoMissing(file=named),))
