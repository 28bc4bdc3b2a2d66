"""What perfxl keeps beside a cycle workbook: the standards that were published, and the results that became final."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from perfxl.cycle import final, published
from perfxl.cycle.tables import Cycle
from perfxl.findings.appeals import FinalUnreadable
from perfxl.findings.base import Finding, Place
from perfxl.findings.published import PublishedUnreadable

T = TypeVar("T")


def in_its_folder(cycle: Cycle, folder: Path) -> Cycle:
    """The cycle, told where its workbook lies and what is kept there; a damaged file is a finding."""
    found: list[Finding] = []
    told, kept = None, None
    try:
        told = _kept(folder / published.NAME, published.published_from)
    except ValueError:
        found.append(PublishedUnreadable(place=Place(published.NAME, ""), item=published.NAME))
    try:
        kept = _kept(folder / final.NAME, final.final_from)
    except ValueError:
        found.append(FinalUnreadable(place=Place(final.NAME, ""), item=final.NAME))
    findings = cycle.findings + found if found else cycle.findings
    return replace(cycle, folder=str(folder), published=told, final=kept, findings=findings)


def _kept(path: Path, made: Callable[[Mapping[str, Any]], T]) -> T | None:
    """What the file holds, None where there is none; ValueError where it is not perfxl's or cannot be read."""
    try:
        return made(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(path.name) from error
