"""Which row of a return is which row of the cycle workbook."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from perfxl.language import folded
from perfxl.workbook.reading.columns_as_typed import Array

Ints = Array


def key_codes(own: Mapping[str, Array], theirs: Mapping[str, Array], columns: Sequence[str]) -> tuple[Ints, Ints]:
    """A number for each row of both, equal where the rows agree in all `columns`; case and white space do not matter."""
    split = len(own[columns[0]])
    codes = np.zeros(split + len(theirs[columns[0]]), dtype=np.int64)
    for column in columns:
        one = _codes(np.concatenate([own[column], theirs[column]]))
        codes = pd.factorize(codes * (int(one.max(initial=0)) + 1) + one)[0].astype(np.int64)
    return codes[:split], codes[split:]


def positions(own: Ints, theirs: Ints) -> Ints:
    """For each of `theirs` the first position of the same code in `own`; -1 where there is none."""
    different, first = np.unique(own, return_index=True)
    if not len(different):
        return np.full(len(theirs), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(different, theirs), len(different) - 1)
    return np.where(different[at] == theirs, first[at], -1)


def only_positions(own: Ints, theirs: Ints) -> Ints:
    """As `positions`, but -1 where several of `own` have the code."""
    different, counts = np.unique(own, return_counts=True)
    return np.where(np.isin(theirs, different[counts > 1]), -1, positions(own, theirs))


def _codes(values: Array) -> Ints:
    if values.dtype != object:
        return np.asarray(pd.factorize(values.astype("datetime64[ns]").view(np.int64))[0], dtype=np.int64)
    codes, different = pd.factorize(values)
    alike, _ = pd.factorize(np.array([folded(text) for text in different], dtype=object))
    return np.asarray(alike[codes], dtype=np.int64)
