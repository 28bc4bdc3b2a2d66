"""What a group is, and how its functions take the places of WeasyPrint's."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from perfxl.language import Text
from perfxl.letters.quick.memory import Memory


@dataclass(frozen=True)
class Replacement:
    """`new` stands in for `name` of `owner`, a module or class.

    A module's function is replaced also where others imported it, unless `only_here`.
    """

    owner: Any
    name: str
    new: Any
    only_here: bool = False


@dataclass(frozen=True)
class Group:
    """One kind of answers that letters share.

    files: the sources that its rules were written for, as MODULE.FILE paths in site-packages; any other version of them
    leaves the group off. needs: names of groups that it builds on. replacements: called when the earlier groups are in
    their places. cannot_do_without: whether this machine needs the group with any version of the sources.
    """

    name: str
    why: Text
    files: tuple[str, ...]
    replacements: Callable[[Memory], Iterable[Replacement]]
    needs: tuple[str, ...] = ()
    cannot_do_without: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class _Place:
    owner: Any
    name: str
    before: Any  # _NOTHING: there was no such name


_NOTHING = object()


class Places:
    """Puts replacements in their places, and everything back."""

    def __init__(self) -> None:
        self._before: list[_Place] = []

    def put(self, replacements: Iterable[Replacement]) -> None:
        """Put all of one group in their places."""
        for one in replacements:
            old = vars(one.owner).get(one.name, _NOTHING)
            self._set(one.owner, one.name, one.new)
            if isinstance(one.owner, ModuleType) and old is not _NOTHING and not one.only_here:
                self._set_importers(old, one.new)

    def restore(self) -> None:
        """Put everything back as it was."""
        while self._before:
            place = self._before.pop()
            if place.before is _NOTHING:
                delattr(place.owner, place.name)
            else:
                setattr(place.owner, place.name, place.before)

    def _set_importers(self, old: Any, new: Any) -> None:
        importers = [module for name, module in sys.modules.items() if name.split(".")[0] == "weasyprint"]
        for module in importers:
            for name, value in list(vars(module).items()):
                if value is old:
                    self._set(module, name, new)

    def _set(self, owner: Any, name: str, new: Any) -> None:
        self._before.append(_Place(owner, name, vars(owner).get(name, _NOTHING)))
        setattr(owner, name, new)
