"""Findings as plain JSON values and back, so that one outlives the run that made it. Nothing is unpickled."""

import dataclasses
from collections.abc import Callable
from typing import Any

from perfxl.findings.base import Finding, Place, Target
from perfxl.language import Text

_UNSET = ("", None, False)


def finding_to_plain(finding: Finding) -> dict[str, Any]:
    """Code and fields of a finding; fields that say nothing are left out."""
    fields = {field.name: getattr(finding, field.name) for field in dataclasses.fields(finding)}
    return {"code": finding.code} | {name: _plain(value) for name, value in fields.items() if value not in _UNSET}


def finding_from_plain(plain: dict[str, Any]) -> Finding:
    """The finding that `finding_to_plain` gave; ValueError for anything else."""
    from perfxl.findings.catalogue import catalogue  # noqa: PLC0415 - all of it; a process that only reads needs none

    try:
        kind: Callable[..., Finding] = catalogue()[plain["code"]]
        facts = {name: _value(name, value) for name, value in plain.items() if name != "code"}
        required = {field.name: _blank(field) for field in dataclasses.fields(catalogue()[plain["code"]]) if field.name not in facts}
        return kind(**required, **facts)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no finding: {plain!r:.80}") from error


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    return list(value) if isinstance(value, tuple) else value


def _value(name: str, value: Any) -> object:
    if name == "place":
        return Place(*value)
    if name == "target":
        return Target(str(value[0]), int(value[1]), str(value[2]))
    if isinstance(value, dict):
        return Text(str(value["zh"]), str(value["en"]))
    return tuple(value) if isinstance(value, list) else value


def _blank(field: "dataclasses.Field[object]") -> object:
    """What a field that was left out holds: its default, or a fact that was blank."""
    return "" if field.default is dataclasses.MISSING else field.default
