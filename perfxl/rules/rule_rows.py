"""The rows that share one KPI rule, and what can be wrong with them."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from perfxl.cycle.cells import CellStatus
from perfxl.cycle.sheets_of_people import KPIS
from perfxl.findings.base import Finding
from perfxl.findings.weights_and_rules import ActualRefused
from perfxl.language import Text
from perfxl.rules.exact import Bools, Floats, Ints
from perfxl.rules.parameters import Parameters, parsed


@dataclass(frozen=True)
class Problem:
    """Rows that a rule cannot score: where, which finding, at which column, and the finding's facts."""

    where: Bools
    finding: type[Finding]
    column: str
    facts: dict[str, object] = field(default_factory=dict)
    refused: bool = False


@dataclass(frozen=True)
class RuleRows:
    """Aligned columns of the rows that share one rule; numbers are NaN where there is none.

    cells: the different parameters cells, read once; code: which of them each row has.
    """

    table: pd.DataFrame
    actual: Floats
    target: Floats
    cap: Floats
    cells: list[Parameters]
    code: Ints

    @classmethod
    def of(cls, table: pd.DataFrame, *, actual: Floats, cap: Floats) -> "RuleRows":
        code, texts = pd.factorize(table["parameters"].to_numpy(dtype=object))
        target = table["target"].to_numpy(dtype=np.float64)
        return cls(table, actual, target, cap, [parsed(text) for text in texts], code)

    def number(self, column: str) -> Floats:
        """A number column of the table."""
        numbers: Floats = self.table[column].to_numpy(dtype=np.float64)
        return numbers

    @property
    def words(self) -> list[str]:
        """The actuals as they were written; '' where there is none or it says that it does not apply."""
        said = np.isin(self.table["actual.status"], (CellStatus.GIVEN, CellStatus.WORDS))
        return [str(text) if given else "" for text, given in zip(self.table["actual.text"], said, strict=True)]

    def parameter(self, name: str) -> Floats:
        """A plain number among the parameters; NaN where it is not given."""
        return np.array([cell.number(name) for cell in self.cells], dtype=np.float64)[self.code]

    def where(self, wrong: list[bool]) -> Bools:
        """The rows whose parameters cell is wrong; `wrong` has one element per different cell."""
        return np.array(wrong, dtype=bool)[self.code]


def column_title(key: str) -> Text:
    """The header of a KPI column in both languages."""
    return KPIS.column(key).title


def refused(where: Bools, why_zh: str, why_en: str) -> Problem:
    return Problem(where, ActualRefused, "actual", {"why": Text(why_zh, why_en)}, refused=True)
