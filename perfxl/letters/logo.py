"""The company's logo that the cycle names; a design may bring its own instead."""

from dataclasses import dataclass
from pathlib import Path

from perfxl.findings.base import Finding
from perfxl.findings.letters import LogoMissing
from perfxl.letters.pictures import Picture, read_picture


@dataclass(frozen=True)
class Logo:
    """The logo in memory; None for no logo."""

    picture: Picture | None = None
    findings: tuple[Finding, ...] = ()


def configured_logo(named: str, folder: Path) -> Logo:
    """The logo of that file name in `folder` (or at its full path); none, with a finding, if it cannot be used."""
    if not named:
        return Logo()
    picture = read_picture(folder / named)
    return Logo(picture) if picture else Logo(findings=(LogoMissing(file=named),))
