"""What was published: the standards that people were told before they were judged (standards.json beside the cycle)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

NAME = "standards.json"
SHORT_DIGITS = 12


@dataclass(frozen=True)
class Publication:
    """One publication: its day, the fingerprint of all standards, and each person's own (hex digits, perhaps cut)."""

    on: date
    all: str
    employees: Mapping[str, str]


@dataclass(frozen=True)
class Published:
    """The standards published last, and the publications before them, oldest first.

    schemes: fingerprints by scheme. content: what stood in the standards (perfxl.rules.standards.content), None in a
    file that an older perfxl wrote.
    """

    last: Publication
    schemes: Mapping[str, str]
    content: Mapping[str, Any] | None = None
    earlier: tuple[Publication, ...] = field(default=())

    def in_force_on(self, day: date) -> Publication | None:
        """The publication that was the latest on `day`; None where nothing had been published."""
        known = [one for one in (*self.earlier, self.last) if one.on <= day]
        return known[-1] if known else None


def published_from(content: Mapping[str, Any]) -> Published:
    """Published from what standards.json holds; KeyError, TypeError, ValueError or AttributeError where it is no such file."""
    return Published(
        last=_publication(content),
        schemes=dict(content["schemes"].items()),
        content=dict(content["content"].items()) if "content" in content else None,
        earlier=tuple(map(_publication, content.get("earlier", ()))),
    )


def _publication(content: Mapping[str, Any]) -> Publication:
    on = date.fromisoformat(content["published_on"])
    return Publication(on, str(content["all"]), {str(one): str(key) for one, key in content["employees"].items()})
