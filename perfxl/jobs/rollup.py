"""Roll up scored cycles, such as four quarters, to a year."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from perfxl.faults import WrongCommand
from perfxl.jobs.as_json import plain, rows_of
from perfxl.language import Text
from perfxl.rules.exact import is_hundred
from perfxl.rules.rollup import PART, PERSON, Period, Year

BY_DAYS = "days"


def roll_up(paths: Sequence[Path], *, weights: str = "", as_of: date | None = None) -> Year:
    """Score the cycles at `paths` and roll them up in order of date. Writes nothing.

    weights: '' for equal ones, `days` for the days of each cycle, or one percentage per cycle as given: `20,20,30,30`.
    Raises WrongCommand for fewer than two cycles, weights that do not fit, cycles without dates or that overlap; Fault where one
    cannot be read.
    """
    from perfxl.jobs.read import read_cycle
    from perfxl.rules.rollup import rollup
    from perfxl.rules.scores import score

    if len(paths) < 2:
        raise WrongCommand(Text("请给出至少两个周期工作簿。", "Name at least two cycle workbooks."))
    scored = [score(read_cycle(path, as_of=as_of)) for path in paths]
    periods = [Period(scores, weight) for scores, weight in zip(scored, _weights(weights, len(paths)), strict=True)]
    for path, period in zip(paths, periods, strict=True):
        _has_days(path, period)
    periods.sort(key=lambda one: one.days())
    _do_not_overlap(periods)
    return rollup(_by_days(periods) if weights == BY_DAYS else periods)


def save_year(year: Year, path: Path, *, language: str) -> Path:
    """Write the year's workbook to `path` (whole or not at all) and return where it stands."""
    from perfxl.workbook.year.rollup import write_year

    write_year(year, path, language=language)
    return path


def year_json(year: Year, language: str) -> dict[str, Any]:
    """The answer of `perfxl rollup --json`."""
    parts: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(year.parts, PART):
        own = {**row, "period": year.periods[row["period"]].name, "bounds": _bounds(row)}
        parts.setdefault(own.pop("employee_id"), []).append({key: own[key] for key in own if key not in ("low", "high")})
    people = rows_of(year.people, PERSON)
    return {
        "periods": [
            {"cycle": one.name, "file": one.scores.cycle.file, "from_on": plain(one.days()[0]), "to_on": plain(one.days()[1]),
             "weight": one.weight, "standards": one.scores.fingerprints.all}
            for one in year.periods
        ],
        "employees": [_person(row, parts[row["employee_id"]]) for row in people],
        "as_of": str(year.periods[-1].scores.cycle.as_of),
        "findings": year.findings.to_json(language),
    }  # fmt: skip


def _person(row: dict[str, Any], parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {**{key: value for key, value in row.items() if key not in ("low", "high")}, "bounds": _bounds(row), "periods": parts}


def _bounds(row: dict[str, Any]) -> list[float] | None:
    return None if row["low"] is None or row["high"] is None else [row["low"], row["high"]]


def _weights(asked: str, n: int) -> list[float]:
    if asked in ("", BY_DAYS):
        return [100 / n] * n
    try:
        found = [float(part.strip().rstrip("%％")) for part in asked.replace("，", ",").split(",")]
    except ValueError:
        found = []
    if len(found) != n or min(found) <= 0 or not is_hundred(sum(found)):
        raise WrongCommand(
            Text(
                f"--weights {asked} 不合适：{n} 个周期要写 {n} 个大于 0、合计 100 的数，如 20,20,30,30；或写 days。",
                f"--weights {asked} does not fit: {n} cycles need {n} numbers above 0 that add up to 100, such as 20,20,30,30; or days.",
            )
        )
    return found


def _by_days(periods: list[Period]) -> list[Period]:
    days = [(last - first).days + 1 for first, last in (one.days() for one in periods)]
    return [Period(one.scores, 100 * own / sum(days)) for one, own in zip(periods, days, strict=True)]


def _has_days(path: Path, period: Period) -> None:
    settings = period.scores.cycle.settings
    if settings.starts_on is None or settings.ends_on is None or settings.starts_on > settings.ends_on:
        raise WrongCommand(
            Text(
                f"{path} 的“周期”表没有可用的开始和结束日期，无法合成全年。",
                f"{path} has no usable first and last day on its Cycle sheet; a year cannot be made of it.",
            )
        )


def _do_not_overlap(periods: Sequence[Period]) -> None:
    for before, after in pairwise(periods):
        if after.days()[0] <= before.days()[1]:
            raise WrongCommand(
                Text(
                    f"“{before.name}”和“{after.name}”的日期重叠，同一天不能计两次。",
                    f"{before.name} and {after.name} overlap; a day cannot count twice.",
                )
            )
