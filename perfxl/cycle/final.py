"""What was kept when results became final: each person's result and all that it was computed from (results_final.json)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

NAME = "results_final.json"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Final:
    """on: the day from which only appeals change a score; kept_on: the as-of date of the scoring that was kept.

    results: score and grade of everybody who was scored, by employee id. settings: the rules of the cycle.
    rows: by table key, each row with its values and side columns as JSON has them.
    """

    on: date
    kept_on: date
    results: Mapping[str, Mapping[str, Any]]
    settings: Mapping[str, Any]
    rows: Mapping[str, Sequence[Row]]


def final_from(content: Mapping[str, Any]) -> Final:
    """Final from what results_final.json holds; KeyError, TypeError, ValueError or AttributeError where it is no such file."""
    return Final(
        on=date.fromisoformat(content["final_on"]),
        kept_on=date.fromisoformat(content["kept_on"]),
        results=dict(content["results"].items()),
        settings=dict(content["settings"].items()),
        rows={key: list(rows) for key, rows in content["rows"].items()},
    )
