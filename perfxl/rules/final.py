"""After results are final only appeals change a score: what changed since is said, and counts as it was (DESIGN.md section 3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from perfxl.cycle.columns import Kind, Sheet
from perfxl.cycle.final import Final, Row
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import WITH_STATUS, Cycle, completed
from perfxl.findings.appeals import ChangedAfterFinal, FinalNotKept, FinalOfAnotherDay, RuleChangedAfterFinal
from perfxl.findings.base import Finding, Findings
from perfxl.language import Text, folded
from perfxl.rules.standards import SETTINGS, UNLESS, plain_columns, plain_setting


class Frozen(NamedTuple):
    """A table that decides scores. key: columns that name a row; values: columns that decide; owner: whose row it is."""

    key: tuple[str, ...]
    values: tuple[str, ...]
    owner: str = "employee_id"


_QUANTITIES = ("rule", "target", "floor", "stretch", "cap", "parameters", "actual")
FROZEN: Mapping[str, Frozen] = {
    "assignments": Frozen(("employee_id", "from_on"), ("department", "scheme", "to_on")),
    "kpis": Frozen(("employee_id", "kpi", "assignment_from"), ("weight", *_QUANTITIES, "not_applicable_reason")),
    "ratings": Frozen(
        ("employee_id", "rater_id", "role", "dimension", "assignment_from"), ("rating", "recused_reason")
    ),
    "adjustments": Frozen(("employee_id", "on", "kind", "item"), ("claimed_points", "approved_points", "approver_id")),
    "calibration": Frozen(("employee_id",), ("proposed_grade", "reason", "decided_by", "decided_on")),
    "employees": Frozen(("employee_id",), ("department", "scheme", "joined_on", "left_on", "exempt_reason")),
    "schemes": Frozen(
        ("scheme", "component"),
        ("weight", "missing_policy", "min_raters", "scale_min", "scale_max", "scale_points", "scale_labels"),
        owner="",
    ),
    "dimensions": Frozen(("scheme", "dimension"), ("weight",), owner=""),
    "grades": Frozen(("grade",), ("lower_bound", "coefficient", "quota"), owner=""),
    "goals": Frozen(("goal_id",), ("level", "department", "weight", *_QUANTITIES), owner=""),
}
FROZEN_SETTINGS = (*SETTINGS, *UNLESS, "starts_on", "ends_on", "deadline_on")
_NOTHING = Text("无", "none")


@dataclass
class Kept:
    """The cycle with final values in place, and what there is to say of everything that changed."""

    cycle: Cycle
    findings: list[Finding] = field(default_factory=list)


def as_when_final(cycle: Cycle) -> Kept:
    """Put back what changed since results became final: standards for everybody, the rest for those who had a score.

    People without a score at that time go on as the sheets say. Nothing happens before results_final_on, or where no
    final results were kept.
    """
    on, final = cycle.settings.results_final_on, cycle.final
    done = Kept(cycle)
    if on is None or cycle.as_of < on:
        return done
    if final is None:
        done.findings += [FinalNotKept(on=str(on))] if cycle.folder else []
        return done
    if final.on != on:
        done.findings.append(FinalOfAnotherDay(kept=str(final.on), on=str(on)))
        return done
    _restore_settings(done, final)
    for table, frozen in FROZEN.items():
        _restore(done, final, table, frozen)
    return done


def kept_rows(cycle: Cycle) -> dict[str, list[dict[str, Any]]]:
    """Every row that decides scores, as JSON holds it."""
    return {table: [_to_json(row) for row in _records(cycle[table])] for table in FROZEN}


def kept_settings(cycle: Cycle) -> dict[str, Any]:
    """The settings that decide scores, as JSON holds them."""
    found = {key: getattr(cycle.settings, key) for key in FROZEN_SETTINGS}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in found.items()}


def _restore_settings(done: Kept, final: Final) -> None:
    now = kept_settings(done.cycle)
    changed = {key: value for key, value in final.settings.items() if key in now and now[key] != value}
    for key, value in changed.items():
        title = sheet_of("cycle").column(key).title
        before, after = (plain_setting(one) for one in (value, now[key]))
        which = Text(f"“{title.zh}”", f"“{title.en}”")
        done.findings.append(
            RuleChangedAfterFinal(
                item=key, what_changed=which, before=_text(before), after=_text(after), on=str(final.on)
            )
        )
    if changed:
        settings = done.cycle.settings
        done.cycle = replace(done.cycle, settings=type(settings).model_validate({**settings.model_dump(), **changed}))


def _restore(done: Kept, final: Final, table: str, frozen: Frozen) -> None:
    """Say and undo what changed in one table."""
    now = done.cycle[table]
    before = _table(sheet_of(table), final.rows.get(table, []))
    owned = [str(one) in final.results for one in now[frozen.owner]] if frozen.owner else [True] * len(now)
    had = [str(one) in final.results for one in before[frozen.owner]] if frozen.owner else [True] * len(before)
    mine, theirs = np.flatnonzero(owned), np.flatnonzero(had)
    changes = list(_changes(now.take(mine), before.take(theirs), frozen))
    if not changes:
        return
    restored = now.copy()
    gone = set[int]()
    for change in changes:
        row = int(mine[change.now]) if change.now >= 0 else -1
        old = int(theirs[change.before]) if change.before >= 0 else -1
        done.findings.append(
            _finding(done.cycle, table, frozen, change, row, old=before.iloc[old] if old >= 0 else None, on=final.on)
        )
        if row < 0:
            restored = pd.concat(
                [restored, before.iloc[[old]].reindex(columns=restored.columns, fill_value="")], ignore_index=True
            )
        elif old < 0:
            gone.add(row)
        else:
            _put_back(restored, row, before.iloc[old], change.columns)
    touched = gone | {int(mine[change.now]) for change in changes if change.now >= 0}
    for row in gone:
        restored.loc[row, frozen.key[0]] = ""  # the row stays, so that the places of the others stay
    if not frozen.owner and gone:
        restored = restored.drop(index=list(gone)).reset_index(drop=True)
        touched = set(range(len(now)))
    findings = Findings(tuple(one for one in done.cycle.findings if not _about(one, table, touched)))
    done.cycle = replace(done.cycle.with_tables(**{table: restored}), findings=findings)


def _about(finding: Finding, table: str, rows: set[int]) -> bool:
    """Whether a finding of reading is about a row that does not count as it now stands."""
    return finding.target is not None and finding.target.table == table and finding.target.row in rows


def _put_back(table: pd.DataFrame, row: int, old: pd.Series, columns: Sequence[str]) -> None:
    for column in columns:
        for key in (column, f"{column}.status", f"{column}.percent", f"{column}.text"):
            if key in table.columns:
                table.loc[row, key] = old[key]


class _Change(NamedTuple):
    """A row that differs: its positions (-1 for none), and the columns that do."""

    now: int
    before: int
    columns: tuple[str, ...]


def _changes(now: pd.DataFrame, before: pd.DataFrame, frozen: Frozen) -> Iterator[_Change]:
    """Rows that came, went or say something else. Rows of one name are compared in their order."""
    new, old = _by_name(now, frozen), _by_name(before, frozen)
    for name in dict.fromkeys((*old, *new)):
        if name not in new:
            yield _Change(-1, old[name][0], ())
        elif name not in old:
            yield _Change(new[name][0], -1, ())
        elif new[name][1] != old[name][1]:
            pairs = zip(frozen.values, new[name][1], old[name][1], strict=True)
            yield _Change(new[name][0], old[name][0], tuple(column for column, one, other in pairs if one != other))


def _by_name(table: pd.DataFrame, frozen: Frozen) -> dict[tuple[str, ...], tuple[int, list[str]]]:
    names, values = plain_columns(table, frozen.key), plain_columns(table, frozen.values)
    found: dict[tuple[str, ...], tuple[int, list[str]]] = {}
    for position, (name, value) in enumerate(zip(names, values, strict=True)):
        free = (*map(folded, name), "")
        while free in found:
            free = (*free[:-1], free[-1] + "+")
        if name[0]:
            found[free] = position, value
    return found


def _finding(
    cycle: Cycle, table: str, frozen: Frozen, change: _Change, row: int, *, old: pd.Series | None, on: date
) -> Finding:
    sheet = sheet_of(table)
    line = cycle[table].iloc[row] if row >= 0 else old
    assert line is not None
    named = _name(line, frozen)
    which = Text(f"“{sheet.title.zh}”{named}", f"{sheet.title.en}{' ' if named else ''}{named}")
    before, after = (_NOTHING if one is None else Text("有", "there") for one in (old, line if row >= 0 else None))
    column = frozen.key[0]
    if change.columns:
        column = change.columns[0]
        titles = [sheet.column(one).title for one in change.columns]
        which = Text(
            f"{which.zh}的{'、'.join(one.zh for one in titles)}",
            f"{which.en}, {', '.join(one.en.lower() for one in titles)}",
        )
        before, after = (_values(one, change.columns) for one in (old, line))
    facts: dict[str, Any] = {"what_changed": which, "before": before, "after": after, "on": str(on)}
    if row >= 0:
        facts |= cycle.at(table, row, column)
    if frozen.owner:
        return ChangedAfterFinal(employee_id=str(line[frozen.owner]), item=_item(line, frozen), **facts)
    return RuleChangedAfterFinal(item=_item(line, frozen), **facts)


def _name(line: pd.Series, frozen: Frozen) -> str:
    names = [text for key in frozen.key if key != frozen.owner and (text := plain_setting(line[key]))]
    return "“" + " ".join(names) + "”" if names else ""


def _item(line: pd.Series, frozen: Frozen) -> str:
    keys = [key for key in frozen.key if key != frozen.owner]
    return plain_setting(line[keys[-1] if "item" in keys else keys[0]]) if keys else ""


def _values(line: pd.Series | None, columns: Sequence[str]) -> Text:
    assert line is not None
    [row] = plain_columns(pd.DataFrame([line]), tuple(columns))
    return _text(" / ".join(one or "—" for one in row))


def _text(value: str) -> Text:
    return Text(value, value) if value else _NOTHING


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    names = [str(name) for name in table.columns if not str(name).startswith("_home")]
    return [dict(zip(names, row, strict=True)) for row in zip(*(table[name].tolist() for name in names), strict=True)]


def _to_json(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: plain for key, value in row.items() if (plain := _json_value(value)) not in (None, "")}


def _json_value(value: Any) -> Any:
    if isinstance(value, str | bool):
        return value
    if pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, pd.Timestamp) else value


def _table(sheet: Sheet, rows: Sequence[Row]) -> pd.DataFrame:
    """The kept rows as a table of that sheet."""
    columns: dict[str, Any] = {}
    for column in sheet.columns:
        key, n = column.key, len(rows)
        values = [row.get(key) for row in rows]
        if column.kind is Kind.DATE:
            columns[key] = pd.to_datetime(pd.Series(values, dtype=object)).astype("datetime64[ns]").array
        elif column.kind in WITH_STATUS:
            columns[key] = np.array([np.nan if value is None else float(value) for value in values], dtype=np.float64)
        else:
            columns[key] = np.array(["" if value is None else str(value) for value in values], dtype=object)
        if column.kind in WITH_STATUS:
            columns[f"{key}.status"] = np.array([row.get(f"{key}.status", 0) for row in rows], dtype=np.int8)
        if column.kind is Kind.QUANTITY:
            columns[f"{key}.percent"] = np.array([bool(row.get(f"{key}.percent")) for row in rows], dtype=bool)
            columns[f"{key}.text"] = np.array([str(row.get(f"{key}.text", "")) for row in rows], dtype=object)
        assert len(columns[key]) == n
    for name in ("_file", "_sheet", "_cells"):
        columns[name] = np.array([str(row.get(name, "")) for row in rows], dtype=object)
    columns["_row"] = np.array([int(row.get("_row", 2)) for row in rows], dtype=np.int64)
    return completed(sheet, pd.DataFrame(columns))
