"""Mapping files: TOML in, a Mapping out, and one clear line for what is wrong with one."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from perfxl.faults import Fault
from perfxl.findings.base import Finding, Place
from perfxl.findings.forms import MappingUnusable
from perfxl.language import Text
from perfxl.workbook.forms.mapping import Mapping
from perfxl.workbook.forms.sources import WrongEntry

FOLDER = "mappings"
_LARGEST = 1 << 20  # bytes; a mapping is a page
_WRONG = Text(
    "映射文件 {file} 有误：{problem}。写法见 docs/mappings.zh-CN.md。",
    "The mapping {file} is wrong: {problem}. See docs/mappings.md.",
)


@dataclass(frozen=True)
class Mappings:
    """The mappings of a folder, and a finding for each file that holds none."""

    usable: tuple[Mapping, ...] = ()
    findings: tuple[Finding, ...] = ()


class WrongMapping(Exception):
    """A mapping file that cannot be used. problem: why, in both languages, without a full stop."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


def read_mapping(path: Path) -> Mapping:
    """The mapping in the file at `path`; Fault that names the file and what is wrong with it."""
    try:
        return mapping_of(_text(path))
    except WrongMapping as wrong:
        problem = wrong.problem
        raise Fault(
            Text(_WRONG.zh.format(file=path, problem=problem.zh), _WRONG.en.format(file=path, problem=problem.en))
        ) from None


def mappings_in(folder: Path, *, also: Sequence[Mapping] = ()) -> Mappings:
    """The mappings in `folder` (*.toml, in order of name) after those given; one that is wrong does not stop the others."""
    usable, findings = list(also), []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        try:
            one = mapping_of(_text(path))
        except WrongMapping as wrong:
            name, problem = f"{folder.name}/{path.name}", wrong.problem
            findings.append(
                MappingUnusable(mapping=name, problem_zh=problem.zh, problem_en=problem.en, place=Place(name, ""))
            )
            continue
        if one not in usable:
            usable.append(one)
    return Mappings(tuple(usable), tuple(findings))


def mapping_of(text: str) -> Mapping:
    """The mapping that a TOML text holds; raises WrongMapping."""
    try:
        return Mapping.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        why = str(error).partition(" (at ")[0]
        raise WrongMapping(Text(f"第 {line} 行不是正确的 TOML（{why}）", f"line {line} is no TOML ({why})")) from None
    except ValidationError as error:
        raise WrongMapping(_problem(error)) from None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise WrongMapping(Text("文件太大", "the file is too large"))
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WrongMapping(Text(f"无法读取（{reason}）", f"it cannot be read ({reason})")) from None
    except UnicodeDecodeError:
        raise WrongMapping(Text("不是 UTF-8 文字，请另存为 UTF-8", "it is not UTF-8; save it as UTF-8")) from None


def _problem(error: ValidationError) -> Text:
    """The first problem as `tables[1].kpis.weight: ...`."""
    found = [(one, one.get("ctx", {}).get("error")) for one in error.errors()]
    first, reason = min(found, key=lambda one: not isinstance(one[1], WrongEntry))
    where = _path(first["loc"])
    if isinstance(reason, WrongEntry):
        problem = reason.text
    elif first["type"] == "extra_forbidden":
        problem = Text("没有这一项", "there is no such entry")
    elif first["type"] == "missing":
        problem = Text("缺少这一项", "it is missing")
    else:
        problem = Text(f"写法不对（{first['msg']}）", f"it is not written as it should be ({first['msg']})")
    return Text(f"{where}：{problem.zh}", f"{where}: {problem.en}") if where else problem


def _path(location: Sequence[object]) -> str:
    """The place of an entry as a person finds it: tables[1].kpis.weight."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part + 1}]"
        elif part not in ("rows", "columns", "float", "FormField", "TableColumn") and not str(part).startswith(
            ("function-", "literal", "tuple", "constrained")
        ):
            path += f".{part}" if path else str(part)
    return path
