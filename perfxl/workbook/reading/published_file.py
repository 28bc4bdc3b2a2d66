"""standards.json beside a cycle workbook: what was published last."""

import json
from dataclasses import replace
from pathlib import Path

from perfxl.cycle.published import NAME, Published, published_from
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Place
from perfxl.findings.published import PublishedUnreadable


def in_its_folder(cycle: Cycle, folder: Path) -> Cycle:
    """The cycle, told where its workbook lies and what was published there; a damaged file is a finding."""
    try:
        published = read_published(folder / NAME)
    except ValueError:
        damaged = PublishedUnreadable(place=Place(NAME, ""), item=NAME)
        return replace(cycle, folder=str(folder), findings=cycle.findings + [damaged])
    return replace(cycle, folder=str(folder), published=published)


def read_published(path: Path) -> Published | None:
    """What was published, None where there is no file; ValueError where it is not perfxl's or cannot be read."""
    try:
        return published_from(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(path.name) from error
