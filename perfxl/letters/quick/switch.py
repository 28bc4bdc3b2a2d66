"""Which groups are used, and why not the others; putting them in their places."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import weasyprint

from perfxl.language import Text
from perfxl.letters.quick import catalogue, fingerprints
from perfxl.letters.quick.groups import Group, Places
from perfxl.letters.quick.memory import Memory


@dataclass(frozen=True)
class Standing:
    """What this installation allows. off: why not, by name of the group."""

    lean: tuple[Group, ...]
    reusing: tuple[Group, ...]
    off: Mapping[str, Text]


@cache
def standing() -> Standing:
    """Look at the sources of WeasyPrint."""
    off: dict[str, Text] = {}
    for group in (*catalogue.LEAN, *catalogue.REUSING):
        why = _why_not(group, off)
        if why is not None:
            off[group.name] = why
    return Standing(
        tuple(group for group in catalogue.LEAN if group.name not in off),
        tuple(group for group in catalogue.REUSING if group.name not in off),
        off,
    )


def _why_not(group: Group, off: Mapping[str, Text]) -> Text | None:
    if group.cannot_do_without():
        return None
    if weasyprint.__version__ != fingerprints.WEASYPRINT:
        version = weasyprint.__version__
        return Text(f"不认识 WeasyPrint {version}", f"WeasyPrint {version} is not known")
    for file in fingerprints.strange(group.files):
        return Text(f"{file} 与已知版本不同", f"{file} is not the known one")
    for needed in group.needs:
        if needed in off:
            return Text(f"需要 {needed}", f"needs {needed}")
    return None


def without(left_out: Iterable[str]) -> tuple[Group, ...]:
    """The groups that reuse answers, without those named and those that need them."""
    gone = set(left_out)
    kept = []
    for group in standing().reusing:
        if group.name in gone or gone & set(group.needs):
            gone.add(group.name)
        else:
            kept.append(group)
    return tuple(kept)


class Quickness:
    """The groups of one engine and what they remember."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self.groups = tuple(groups)
        self.memory = Memory()

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Let the groups stand in for WeasyPrint's functions during the block; inside another such block, nothing new.

        WeasyPrint is one for the whole process, and so is what stands in for it. What is remembered is told apart by
        fonts and style sheets, so engines may share it.
        """
        if _in_place:
            yield
            return
        places = Places()
        _in_place.append(self)
        try:
            for group in self.groups:
                places.put(group.replacements(self.memory))
            yield
        finally:
            places.restore()
            _in_place.pop()
            self.memory = Memory()


_in_place: list[Quickness] = []  # at most one
