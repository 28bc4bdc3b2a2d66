"""PX_GRADE: the grade that each score earns."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.sheets_of_standards import GRADES
from perfxl.cycle.tables import CellStatus, Cycle, completed
from perfxl.excel.worksheet.cells import Array, Block, Unlike, blanks, read_cells
from perfxl.excel.worksheet.in_words import code_in, told
from perfxl.excel.worksheet.kpi import NO_DAY
from perfxl.excel.worksheet.weighted import SCORE
from perfxl.findings.base import Finding
from perfxl.findings.scores import BelowLowestGrade
from perfxl.findings.weights_and_rules import GradesUnusable, NotANumber
from perfxl.rules.exact import rounded
from perfxl.rules.grades import Grades, grades

MOST_DIGITS = 9
_codes = np.frompyfunc(code_in, 1, 1)


def graded(scores: Block, lower_bounds: Block, names: Block, digits: Block, *, language: str) -> Array:
    """The grade of each score, rounded to `digits` decimals (blank: 2); a finding stays, an empty cell stays empty. Raises Unlike.

    lower_bounds, names: as many of each, in any order; pairs of empty cells are left out.
    """
    bands, decimals = _grades(lower_bounds.ravel(), names.ravel()), _decimals(digits)
    codes = _codes(scores)
    read = read_cells(SCORE, np.where(codes == "", scores, "").ravel().tolist())
    points, status = read.arrays["score"].reshape(scores.shape), read.arrays["score.status"].reshape(scores.shape)
    if not isinstance(bands, Grades) or decimals is None:
        answers = np.full(scores.shape, told(NotANumber if isinstance(bands, Grades) else bands, language), dtype=object)
    else:
        number = bands.number(rounded(points, decimals))
        answers = np.where(number < 0, told(BelowLowestGrade, language), bands.named(number))
    answers[np.isin(status, (CellStatus.WORDS, CellStatus.UNREADABLE))] = told(NotANumber, language)
    for position, kind in read.wrong.items():
        answers.flat[position] = told(kind, language)
    answers[np.isin(status, (CellStatus.BLANK, CellStatus.NOT_APPLICABLE))] = ""
    return np.where(codes == "", answers, scores)


def _grades(lower_bounds: Array, names: Array) -> Grades | type[Finding]:
    """The grades as the sheet of grades would give them, or the first thing that is wrong with them."""
    if lower_bounds.size != names.size:
        raise Unlike
    given = ~(blanks(lower_bounds) & blanks(names))
    bound = read_cells(GRADES.column("lower_bound"), lower_bounds[given].tolist())
    name = read_cells(GRADES.column("grade"), names[given].tolist())
    table = completed(GRADES, pd.DataFrame({**name.arrays, **bound.arrays}))
    bands, findings = grades(Cycle(CycleSettings(), {"grades": table}, as_of=NO_DAY))
    unnamed = [GradesUnusable] if "" in table["grade"].tolist() or not bands.names else []
    return _first([*bound.wrong.values(), *name.wrong.values(), *map(type, findings), *unnamed]) or bands


def _decimals(digits: Block) -> int | None:
    """How many decimals are asked for; None if that is no whole number from 0 to 9."""
    if digits.size != 1:
        raise Unlike
    asked = read_cells(SCORE, digits.ravel().tolist())
    if asked.arrays["score.status"][0] == CellStatus.BLANK:
        return CycleSettings().rounding_digits
    number = float(asked.arrays["score"][0])
    return int(number) if number in range(MOST_DIGITS + 1) else None


def _first(kinds: Iterable[type[Finding]]) -> type[Finding] | None:
    return min(kinds, key=lambda kind: kind.code, default=None)
