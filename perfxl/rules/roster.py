"""Who is appraised: the roster as codes, so that the other rules count with integers."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.cycle.tables import At, Cycle
from perfxl.rules.exact import Bools, Ints


@dataclass(frozen=True)
class Roster:
    """The first row of each employee id. A person's code is the position among these rows."""

    rows: Ints  # position of each person in cycle["employees"]
    ids: np.ndarray
    index: pd.Index
    exempt: Bools
    table: pd.DataFrame

    def at(self, cycle: Cycle, person: int, column: str = "employee_id") -> At:
        """Where a person stands on the roster."""
        return cycle.at("employees", int(self.rows[person]), column)

    def code(self, ids: pd.Series) -> Ints:
        """The code of each id; -1 where the roster has no such person or the person is exempt."""
        code = self.index.get_indexer(pd.Index(ids.to_numpy(dtype=object)))
        exempt = np.append(self.exempt, True)  # what code -1 reads, also where the roster is empty
        return np.where(exempt[code], -1, code).astype(np.int64)


def roster(cycle: Cycle) -> Roster:
    """Read the employees table; repeated ids count once (PX129 names them)."""
    employees = cycle["employees"]
    ids = employees["employee_id"].to_numpy(dtype=object)
    first = np.flatnonzero(~pd.Series(ids).duplicated().to_numpy() & (ids != ""))
    table = employees.take(first).reset_index(drop=True)
    exempt = table["exempt_reason"].to_numpy(dtype=object) != ""
    return Roster(first, ids[first], pd.Index(ids[first], dtype=object), exempt, table)
