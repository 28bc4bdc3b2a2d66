"""Values as a person types them into a cell, where the plain Python value would not tell everything."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Percent:
    """A number shown as percent: Percent(85) is the cell 0.85 shown as 85 %."""

    shown: float


@dataclass(frozen=True)
class Formula:
    """A formula without its `=`, in English notation, and the value that the file carries for it.

    value None: never calculated, as a program writes it; an error such as "#N/A" is carried as an error.
    """

    text: str
    value: float | str | None = None


Typed = str | float | int | date | None | Percent | Formula
