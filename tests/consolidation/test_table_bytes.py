"""What is kept of a return comes back to the bit; bytes that are something else are no table."""

import json

import numpy as np
import pytest

from perfxl.consolidation.table_bytes import NotATable, from_bytes, to_bytes
from perfxl.workbook.reading.columns_as_typed import same_text, texts

COLUMNS = {
    "text": texts(["甲", "", "甲"]),
    "one text": same_text("乙", 3),
    "number": np.array([1.5, np.nan, -0.0]),
    "one number": np.full(3, 0.25),
    "row": np.array([7, 8, 9], dtype=np.int64),
    "status": np.zeros(3, dtype=np.int8),
    "percent": np.array([True, False, True]),
    "day": np.array(["2026-10-31", "NaT", "2026-01-01"], dtype="datetime64[ns]"),
}


def test_columns_come_back_to_the_bit() -> None:
    back, about = from_bytes(to_bytes(COLUMNS, {"sheet": "指标"}))

    assert about == {"sheet": "指标"}
    assert list(back) == list(COLUMNS)
    for name, values in COLUMNS.items():
        assert back[name].dtype == values.dtype
        assert back[name].tolist() == values.tolist() or back[name].tobytes() == values.tobytes()


def test_a_column_of_one_value_takes_the_memory_of_one() -> None:
    back, _ = from_bytes(to_bytes({"x": np.full(5, 0.25), "y": same_text("甲", 5)}, {}))

    assert [values.strides for values in back.values()] == [(0,), (0,)]


@pytest.mark.parametrize("rows", [-1, 2, 10**15, "3.5", None])
def test_a_number_of_rows_that_cannot_be_is_no_table(rows: object) -> None:
    assert_no_table(rows=rows)


def test_one_value_that_is_two_is_no_table() -> None:
    content = to_bytes({"x": np.array([1.0, 2.0])}, {})

    with pytest.raises(NotATable):
        from_bytes(_with_head(content, lambda head: head["columns"][0].__setitem__(2, "same")))


def assert_no_table(*, rows: object) -> None:
    content = to_bytes({"x": np.full(3, 0.25), "y": np.arange(3)}, {})
    with pytest.raises(NotATable):
        from_bytes(_with_head(content, lambda head: head.update(rows=rows)))


def _with_head(content: bytes, change) -> bytes:  # type: ignore[no-untyped-def]
    start = 8 + int.from_bytes(content[:8], "little")
    head = json.loads(content[8:start])
    change(head)
    changed = json.dumps(head).encode()
    return len(changed).to_bytes(8, "little") + changed + content[start:]
