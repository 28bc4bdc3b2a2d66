"""Recorded decisions about findings: accept it, or use a value in the place it names."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from perfxl.cycle.choices import DECISIONS, recognised, title_of
from perfxl.cycle.columns import Column, Kind
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import CellStatus, Cycle
from perfxl.findings.base import Finding, Findings, Target
from perfxl.findings.scores import DecisionApplied, DecisionIncomplete, DecisionUnmatched, DecisionValueUnusable
from perfxl.language import Text, folded, listed
from perfxl.rules.acceptance import Acceptance

NEEDED = ("decision", "reason", "decided_by", "decided_on")


@dataclass(frozen=True)
class Decided:
    """The cycle with decided values in place, what is accepted, and a note for each decision."""

    cycle: Cycle
    acceptance: Acceptance
    findings: list[Finding]


def decided(cycle: Cycle, findings: Findings) -> Decided:
    """Apply the decisions sheet to what was found without it."""
    notes: list[Finding] = []
    accepted: set[tuple[str, str, str]] = set()
    settled: set[Target] = set()  # a second value for the same cell is refused
    for row in range(len(cycle["decisions"])):
        line = cycle["decisions"].iloc[row]
        missing = [column for column in NEEDED if pd.isna(line[column]) or line[column] == ""]
        code = str(line["code"]).strip().upper()
        at = cycle.at("decisions", row, "decision")
        if missing:
            titles = listed(sheet_of("decisions").column(column).title for column in missing)
            notes.append(DecisionIncomplete(code_decided=code, missing=titles, **at))
            continue
        matching = _matching(findings, code, line)
        targets = {finding.target for finding in matching if finding.target}
        if line["decision"] == "use" and targets & settled:
            matching = []
        wanted = 1 if line["decision"] == "use" else max(len(matching), 1)
        if len(matching) < 1 or (line["decision"] == "use" and len(targets) != wanted):
            notes.append(DecisionUnmatched(code_decided=code, count=len(matching), **at))
            continue
        if line["decision"] == "use":
            used = with_value(cycle, next(iter(targets)), line, key="value")
            if used is None:
                written = str(line["value.text"])
                notes.append(DecisionValueUnusable(code_decided=code, written=written, **at))
                continue
            cycle = used
            settled |= targets
        else:
            accepted.add((code, str(line["employee_id"]), folded(str(line["item"]))))
        notes.append(_note(line, code, at))
    return Decided(cycle, Acceptance(frozenset(accepted)), notes)


def _note(line: pd.Series, code: str, at: object) -> Finding:
    value = f" {line['value.text']}" if line["decision"] == "use" else ""
    decision = Text(*(title_of(str(line["decision"]), DECISIONS, language) + value for language in ("zh", "en")))
    facts = {"code_decided": code, "decision": decision, "reason": str(line["reason"])}
    return DecisionApplied(employee_id=str(line["employee_id"]), item=str(line["item"]), **facts, **at)  # type: ignore[arg-type]


def _matching(findings: Findings, code: str, line: pd.Series) -> list[Finding]:
    person, item = str(line["employee_id"]), folded(str(line["item"]))
    return [
        finding
        for finding in findings
        if finding.code == code
        and not (finding.target and finding.target.table == "decisions")  # a decision is not about itself
        and (not person or finding.employee_id == person)
        and (not item or item in map(folded, finding.item_names()))
    ]


def with_value(cycle: Cycle, target: Target, line: pd.Series, *, key: str) -> Cycle | None:
    """The cycle with a recorded value in the target cell; None if the value does not fit that column.

    line: a row of decisions or appeals. key: its quantity column that holds the value.
    """
    if not target.column or (target.column == "employee_id" and not _names_a_person(cycle, target, line)):
        return None
    column = sheet_of(target.table).column(target.column)
    cell = _typed(column, line, key)
    if cell is None:
        return None
    table = cycle[target.table].copy()
    for name, value in cell.items():
        table.loc[target.row, name] = value
    read = Findings(tuple(finding for finding in cycle.findings if finding.target != target))
    return replace(cycle.with_tables(**{target.table: table}), findings=read)


def _names_a_person(cycle: Cycle, target: Target, line: pd.Series) -> bool:
    """An id must be one of the roster; on the roster itself it may only be new, where none stands."""
    ids = cycle["employees"]["employee_id"].tolist()
    if target.table == "employees":
        return ids[target.row] == "" and line["value.text"] not in ids
    return line["value.text"] in ids


def _typed(column: Column, line: pd.Series, source: str) -> dict[str, object] | None:
    """The recorded value as the columns of the target table; None if it does not fit."""
    key, number, text = column.key, float(line[source]), str(line[f"{source}.text"])
    percent, status = bool(line[f"{source}.percent"]), int(line[f"{source}.status"])
    if not text and np.isnan(number):
        return None
    if column.kind is Kind.QUANTITY:
        return {key: number, f"{key}.percent": percent, f"{key}.text": text, f"{key}.status": status}
    if column.kind is Kind.PERCENT and not percent and 0 < number <= 1:
        return None
    if column.kind in (Kind.NUMBER, Kind.PERCENT):
        return None if np.isnan(number) else {key: number, f"{key}.status": int(CellStatus.GIVEN)}
    if column.kind is Kind.DATE:
        day = pd.to_datetime(text, errors="coerce")
        return None if pd.isna(day) else {key: day, f"{key}.status": int(CellStatus.GIVEN)}
    if column.kind is Kind.CHOICE:
        chosen = recognised(text, column.choices)
        return {key: chosen} if chosen else None
    return {key: text}
