"""What every component of a score is computed from: the cycle, its people, their stretches, and what was accepted."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

import numpy as np

from perfxl.cycle.tables import At, Cycle
from perfxl.rules.acceptance import Acceptance
from perfxl.rules.exact import Floats
from perfxl.rules.moves import Stretches
from perfxl.rules.roster import Roster


class Lateness(TypedDict):
    """The days that findings about zeroed evidence name."""

    deadline: str
    as_of: str


@dataclass(frozen=True)
class Appraisal:
    """One cycle while it is scored. A span is a row of `spans.table`: one person under one scheme."""

    cycle: Cycle
    people: Roster
    spans: Stretches
    acceptance: Acceptance

    @property
    def n_spans(self) -> int:
        return len(self.spans.table)

    @property
    def is_late(self) -> bool:
        """True if the as-of date lies after the deadline."""
        deadline = self.cycle.settings.deadline_on
        return deadline is not None and self.cycle.as_of > deadline

    @property
    def lateness(self) -> Lateness:
        """Deadline and as-of date, as findings name them."""
        return {"deadline": str(self.cycle.settings.deadline_on), "as_of": str(self.cycle.as_of)}

    @cached_property
    def scheme_number(self) -> np.ndarray:
        """For each span the number of its scheme in `spans.schemes`; -1 where it has none."""
        return np.asarray(self.spans.table["scheme"].to_numpy(dtype=np.int64))

    def policies(self, component: str) -> np.ndarray:
        """The missing_policy of that component in each span; '' where the scheme has no such component."""
        parts = [scheme.component(component) for scheme in self.spans.schemes]
        names = np.array([part.policy if part else "" for part in parts] + [""], dtype=object)
        return np.asarray(names[self.scheme_number])

    def employee_id(self, span: int) -> str:
        """Whose span it is."""
        return str(self.people.ids[self.spans.table["person"].iloc[span]])

    def scheme_name(self, span: int) -> str:
        """The name of the span's scheme, which it must have."""
        return self.spans.schemes[int(self.scheme_number[span])].name

    def on_roster(self, span: int, column: str = "employee_id") -> At:
        """Where the span's person stands on the roster."""
        return self.people.at(self.cycle, int(self.spans.table["person"].iloc[span]), column)


@dataclass(frozen=True)
class Part:
    """One component of each span: points (NaN: none), lowest and highest possible points (NaN: unknown).

    applicable, present: shares (0..1) of the component's weight that apply and that have evidence. status: one of
    present, missing, zeroed, unusable.
    """

    points: Floats
    low: Floats
    high: Floats
    applicable: Floats
    present: Floats
    status: np.ndarray

    @classmethod
    def unknown(cls, n: int) -> "Part":
        """A part of which nothing is known in any of n spans."""
        points, low, high = (np.full(n, np.nan) for _ in range(3))
        return cls(points, low, high, np.ones(n), np.zeros(n), np.full(n, "unusable", dtype=object))
