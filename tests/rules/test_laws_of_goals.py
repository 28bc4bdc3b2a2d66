"""Laws of the cascade: sums of sums, order, circles, and that a slip anywhere is found where it is."""

from datetime import date
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.tables import Cycle, cycle_from_tables
from perfxl.rules.goals import Cascade, cascade

SEEDS = st.integers(0, 10**6)
law = settings(max_examples=40, deadline=None)


def company(seed: int, *, slip: bool = False) -> tuple[list[dict[str, object]], str]:
    """Goals of random depth whose targets, in hundredths, add up everywhere; with a slip, one leaf is 0.01 too high.

    Returns the rows and the id of the goal above the slip.
    """
    random = Random(seed)
    rows: list[dict[str, object]] = []

    def grow(goal_id: str, parent: str, hundredths: int, depth: int) -> None:
        level = ("company", "department", "employee")[min(depth, 2)]
        rows.append({"goal_id": goal_id, "parent_goal_id": parent, "level": level, "hundredths": hundredths})
        if depth == 4 or hundredths < 4 or (depth and random.random() < 0.35):
            return
        cuts = sorted(random.sample(range(1, hundredths), random.randint(1, min(4, hundredths - 1))))
        for number, (low, high) in enumerate(zip([0, *cuts], [*cuts, hundredths], strict=True)):
            grow(f"{goal_id}.{number}", goal_id, high - low, depth + 1)

    grow("G1", "", random.randint(50, 10**7), 0)
    above = ""
    if slip:
        parents = {row["parent_goal_id"] for row in rows}
        leaf = random.choice([row for row in rows if row["goal_id"] not in parents])
        leaf["hundredths"] = int(str(leaf["hundredths"])) + 1
        above = str(leaf["parent_goal_id"])
    for row in rows:
        row |= {"target": int(str(row.pop("hundredths"))) / 100, "adds_to_parent": "是" if row["parent_goal_id"] else "", "unit": "元"}
        row |= {"goal": row["goal_id"], "measure": "账", "rule": "ratio_up", "owner_id": "E1", "department": "部门"}
    return rows, above


def cycle_of(rows: list[dict[str, object]]) -> Cycle:
    texts = {key: "" for row in rows for key, value in row.items() if isinstance(value, str)}
    return cycle_from_tables(CycleSettings(), {"goals": pd.DataFrame(rows).fillna(texts)}, as_of=date(2026, 12, 31))


def found(rows: list[dict[str, object]]) -> Cascade:
    return cascade(cycle_of(rows))


def off(result: Cascade) -> list[str]:
    return [finding.item for finding in result.findings if finding.code == "PX355"]


@law
@given(SEEDS)
def test_what_was_split_adds_up_at_every_goal_and_the_leaves_make_the_whole(seed: int) -> None:
    rows, _ = company(seed)

    result = found(rows)

    table = result.table
    leaves = table[table["children"] == 0]
    assert off(result) == []
    assert round(leaves["target"].sum(), 2) == rows[0]["target"]
    assert table.loc[table["children"] > 0, "total"].notna().all()
    assert table["adds_up"].all()


@law
@given(SEEDS)
def test_one_hundredth_too_much_is_found_at_the_goal_above_it_and_nowhere_else(seed: int) -> None:
    rows, above = company(seed, slip=True)

    result = found(rows)

    assert off(result) == ([above] if above else [])
    assert list(result.table.loc[~result.table["adds_up"], "goal_id"]) == ([above] if above else [])


@law
@given(SEEDS)
def test_the_order_of_rows_changes_nothing_but_the_order_of_the_tree(seed: int) -> None:
    rows, _ = company(seed, slip=True)
    mixed = rows[:]
    Random(seed).shuffle(mixed)
    keys = ["goal_id", "depth", "children", "below", "total", "adds_up"]

    one, two = (found(order).table[keys].sort_values("goal_id").reset_index(drop=True) for order in (rows, mixed))

    pd.testing.assert_frame_equal(one, two)


@law
@given(SEEDS)
def test_every_goal_stands_once_right_after_what_it_serves(seed: int) -> None:
    rows, _ = company(seed)
    Random(seed).shuffle(rows)

    table = found(rows).table

    depth = {int(row): int(level) for row, level in zip(table["row"], table["depth"], strict=True)}
    assert sorted(table["row"]) == list(range(len(rows)))
    assert all(depth[int(row)] == (depth[int(up)] + 1 if up >= 0 else 0) for row, up in zip(table["row"], table["parent"], strict=True))
    assert (table.groupby("parent")["row"].count().drop(-1, errors="ignore") >= 1).all()


@law
@given(SEEDS, st.integers(1, 5))
def test_a_circle_of_any_length_is_one_finding_and_every_goal_still_stands_in_the_tree(seed: int, length: int) -> None:
    rows, _ = company(seed)
    ring = [{"goal_id": f"R{n}", "parent_goal_id": f"R{(n + 1) % length}", "level": "department", "goal": "环"} for n in range(length)]
    mixed: list[dict[str, object]] = [*rows, *ring]
    Random(seed).shuffle(mixed)

    result = found(mixed)

    assert [one.code for one in result.findings].count("PX353") == 1
    assert len(result.table) == len(mixed)


@pytest.mark.parametrize("size", [20_000])
def test_many_personal_goals_are_put_into_the_tree_in_a_moment(size: int) -> None:
    """Not a timed test: a chain of 20,000 goals would end any recursion."""
    rows: list[dict[str, object]] = [
        {"goal_id": f"P{n}", "parent_goal_id": f"P{n - 1}" if n else "", "level": "employee", "goal": "步"} for n in range(size)
    ]

    assert int(found(rows).table["depth"].max()) == size - 1
