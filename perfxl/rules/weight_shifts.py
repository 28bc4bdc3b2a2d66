"""What moving weights can do to a sum: exact, because the best move is known.

Largest change when every weight may move by at most t and their sum stays: take t (or all there is) from the components
with the fewest points and give it to those with the most; that solves the linear programme (Dantzig 1957, the continuous
knapsack). The smallest t that reaches a wanted change is found by halving, because the largest change only grows with t.
"""

import numpy as np

from perfxl.rules.exact import Floats, Ints, summed

_HALVINGS = 60
MOST = 100.0  # percent points that a weight can move


def largest_rise(weights: Floats, points: Floats, limit: Floats) -> tuple[Floats, Floats]:
    """How much sum(weight x points) / 100 can rise, and the moves of the weights that do it.

    weights, points: n rows of k components, weights in percent (0..100); NaN points are components that a row does not
    have. limit: by how many percent points each weight of a row may move. Returns n points and n x k moves; a row's moves
    add up to 0.
    """
    used = ~np.isnan(points)
    worth, limit = np.where(used, points, -np.inf), np.asarray(limit, dtype=np.float64)[:, None]
    down = np.where(used, np.minimum(limit, weights), 0.0)
    room = np.where(used, np.minimum(limit, MOST - weights), 0.0) + down
    order = np.argsort(-worth, axis=1, kind="stable")
    sorted_room = np.take_along_axis(room, order, axis=1)
    before = np.cumsum(sorted_room, axis=1) - sorted_room
    given = np.clip(down.sum(axis=1, keepdims=True) - before, 0.0, sorted_room)
    moves = np.zeros_like(room)
    np.put_along_axis(moves, order, given, axis=1)
    moves -= down
    return np.asarray(np.sum(moves * np.nan_to_num(points), axis=1) / 100.0), moves


def smallest_move(weights: Floats, points: Floats, wanted: Floats, *, owner: Ints) -> Floats:
    """The smallest limit t with which the rises of an owner's rows add up to `wanted`; infinite where none does.

    owner: for each row whose it is, 0..n-1; wanted: n points. A wanted rise of 0 or less needs no move.
    """
    n = len(wanted)

    def rise(limit: Floats) -> Floats:
        gain, _ = largest_rise(weights, points, limit[owner])
        return summed(owner, gain, n)

    high, low = np.full(n, MOST), np.zeros(n)
    reachable = rise(high) >= wanted
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        enough = rise(middle) >= wanted
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return np.where(wanted <= 0, 0.0, np.where(reachable, high, np.inf))
