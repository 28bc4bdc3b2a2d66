"""What can be wrong with the parameters of a rule: missing, unknown, or no usable number."""

import numpy as np

from perfxl.findings.weights_and_rules import ParameterMissing, ParameterUnknown
from perfxl.rules.exact import Bools, Floats
from perfxl.rules.rule_rows import Problem, RuleRows


def in_units(rows: RuleRows, name: str) -> Floats:
    """An amount among the parameters in units; percents are of |target|; NaN where there is none."""
    amounts = [cell.amount(name) for cell in rows.cells]
    values = np.array([np.nan if one is None else one.value for one in amounts], dtype=np.float64)[rows.code]
    percent = rows.where([one is not None and one.percent for one in amounts])
    return np.where(percent, values / 100.0 * np.abs(rows.target), values)


def missing_parameters(rows: RuleRows, names: tuple[str, ...], example: str) -> list[Problem]:
    return [
        Problem(
            rows.where([cell.text(name) is None for cell in rows.cells]),
            ParameterMissing,
            "parameters",
            {"parameter": name, "example": example},
        )
        for name in names
    ]


def unknown_names(rows: RuleRows, names: tuple[str, ...], possible: str) -> list[Problem]:
    wrong = {
        number: "; ".join([*cell.broken, *(name for name in cell.names() if name not in names)])
        for number, cell in enumerate(rows.cells)
    }
    return [unfit(rows.code == number, text, possible) for number, text in wrong.items() if text]


def bad_amounts(
    rows: RuleRows, names: tuple[str, ...], possible: str, *, percent: bool, zero: bool = False
) -> list[Problem]:
    """Parameters that are given, but are no number, not positive, or percent where that means nothing."""
    problems = []
    for number, cell in enumerate(rows.cells):
        for name in names:
            text, given = cell.text(name), cell.amount(name)
            fits = given is not None and (given.value > 0 or (zero and given.value == 0))
            if text is not None and (not fits or (given is not None and given.percent and not percent)):
                problems.append(unfit(rows.code == number, f"{name}={text}", possible))
    return problems


def unfit(where: Bools, written: str, possible: str) -> Problem:
    return Problem(where, ParameterUnknown, "parameters", {"written": written, "possible": possible})
