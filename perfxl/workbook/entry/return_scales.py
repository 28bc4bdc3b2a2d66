"""The scale and the dimensions by which one row of ratings is given: those of the person's scheme."""

from collections.abc import Mapping

import numpy as np

from perfxl.cycle.tables import Cycle
from perfxl.cycle.typed import Typed
from perfxl.language import folded
from perfxl.rules.scales import Scale, scale_of
from perfxl.workbook.entry.return_rows import People


class Scales:
    """Scales by scheme and role, meanings by scheme and dimension; schemes of people by roster and assignments."""

    def __init__(self, cycle: Cycle, people: People) -> None:
        self._scales: dict[tuple[str, str], Scale] = {}
        for line in cycle["schemes"].to_dict("records"):
            low, high = float(line["scale_min"]), float(line["scale_max"])
            scale = scale_of(low, high, points=str(line["scale_points"]), labels=str(line["scale_labels"]))
            if isinstance(scale, Scale):
                self._scales.setdefault((folded(str(line["scheme"])), str(line["component"])), scale)
        dimensions = cycle["dimensions"]
        keys = zip(dimensions["scheme"].map(folded), dimensions["dimension"].map(folded), strict=True)
        self._meanings: Mapping[tuple[str, str], str] = dict(zip(keys, dimensions["meaning"].tolist(), strict=True))
        names = cycle["schemes"]["scheme"]
        self._only = str(names.iloc[0]) if names.map(folded).nunique() == 1 else ""
        self._people = people
        self._moves = cycle["assignments"]

    def scale(self, row: Mapping[str, Typed]) -> Scale | None:
        """The scale of a ratings row; None if no scheme of the person has one for this role."""
        role = str(row.get("role") or "")
        return next((self._scales[name, role] for name in self._schemes(row) if (name, role) in self._scales), None)

    def meaning(self, row: Mapping[str, Typed]) -> str:
        """What the row's dimension is about; '' if the schemes do not say."""
        dimension = folded(str(row.get("dimension") or ""))
        return next(filter(None, (self._meanings.get((name, dimension), "") for name in self._schemes(row))), "")

    def _schemes(self, row: Mapping[str, Typed]) -> list[str]:
        """The folded names of the schemes that may apply, the likeliest first."""
        person = str(row.get("employee_id") or "")
        moves = self._moves[(self._moves["employee_id"] == person).to_numpy()]
        if row.get("assignment_from") is not None:
            named = moves[(moves["from_on"].to_numpy() == np.datetime64(str(row["assignment_from"]))).astype(bool)]
            moves = named if len(named) else moves
            return [folded(name) for name in [*moves["scheme"], self._people.schemes.get(person, "")]]
        own = self._people.schemes.get(person, "") or self._only
        return [folded(name) for name in [own, *moves["scheme"]]]
