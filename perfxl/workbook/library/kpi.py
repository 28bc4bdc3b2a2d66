"""The KPIs of the library, read once from the files beside this one.

Every text there is written `中文 | English`. Target, floor and stretch are examples that show the rule at work; a target
is agreed with people, so what is put into sheets leaves these columns blank.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from perfxl.cycle.choices import RULES, title_of
from perfxl.cycle.typed import Percent, Typed
from perfxl.faults import WrongCommand
from perfxl.language import Text, folded, listed, spoken
from perfxl.rules.parameters import amount

FOLDER = Path(__file__).resolve().parent / "kpis"
ORDER = ("sales", "research", "service", "production", "purchasing", "finance", "hr", "administration")


@dataclass(frozen=True)
class LibraryKpi:
    """One KPI. weight: the usual range in percent. target, floor, stretch: examples as they are typed, '' for none."""

    key: str
    function: str
    name: Text
    definition: Text
    formula: Text
    rule: str
    unit: Text
    parameters: Text
    target: str
    floor: str
    stretch: str
    weight: tuple[float, float]
    source: Text
    owner: Text
    pitfalls: Text

    @property
    def usual_weight(self) -> float:
        """The middle of the range, to a multiple of five percent."""
        return 5.0 * round(sum(self.weight) / 10.0)

    def weight_shown(self) -> str:
        """The range as people write it."""
        return f"{self.weight[0]:g}-{self.weight[1]:g}%"

    def texts(self) -> tuple[Text, ...]:
        """Everything about it that people read."""
        return (self.name, self.definition, self.formula, self.unit, self.source, self.owner, self.pitfalls)


@dataclass(frozen=True)
class Function:
    """A function of a company with its KPIs. departments: parts of names by which a department is known to have it."""

    key: str
    title: Text
    departments: tuple[str, ...]
    kpis: tuple[LibraryKpi, ...]


@cache
def library() -> tuple[Function, ...]:
    """All functions in their order."""
    return tuple(_function(FOLDER / f"{key}.toml") for key in ORDER)


def all_kpis() -> list[LibraryKpi]:
    """All KPIs, function by function."""
    return [kpi for function in library() for kpi in function.kpis]


def function_named(name: str) -> Function:
    """The function of that key or title; WrongCommand names those there are."""
    wanted = folded(name)
    for function in library():
        if wanted in (function.key, folded(function.title.zh), folded(function.title.en)):
            return function
    there = listed(Text(f"{one.key}（{one.title.zh}）", one.key) for one in library())
    raise WrongCommand(Text(f"没有职能 {name}，只有 {there.zh}。", f"There is no function {name}; there are {there.en}."))


def functions_of(department: str) -> list[Function]:
    """The functions that a department of this name has; all of them where the name tells nothing."""
    name = folded(department)
    found = [one for one in library() if any(_named(part, name) for part in one.departments)]
    return found or list(library())


def _named(part: str, name: str) -> bool:
    """Short English words such as `it` have to be the whole name."""
    return name == part if part.isascii() and len(part) < 4 else folded(part) in name


def found_kpis(function: str = "", word: str = "", keys: Sequence[str] = ()) -> list[LibraryKpi]:
    """The KPIs of a function (all if none is named) that say `word` anywhere in either language, or have these keys.

    Raises WrongCommand for a function or a key that there is not.
    """
    kpis = list(function_named(function).kpis) if function else all_kpis()
    if keys:
        by_key = {one.key: one for one in kpis}
        return [_with_key(by_key, key) for key in keys]
    wanted = folded(word)
    return [one for one in kpis if not wanted or any(wanted in folded(text) for text in _words(one))]


def _with_key(by_key: dict[str, LibraryKpi], key: str) -> LibraryKpi:
    found = by_key.get(key.strip().upper())
    if found is None:
        raise WrongCommand(Text(f"指标库没有 {key}。perfxl library 列出全部。", f"The library has no {key}; perfxl library lists all."))
    return found


def _words(kpi: LibraryKpi) -> list[str]:
    rule = [title_of(kpi.rule, RULES, language) for language in ("zh", "en")]
    return [kpi.key, kpi.rule, *rule, *(part for text in kpi.texts() for part in text)]


def typed_quantity(text: str) -> Typed:
    """`92%` as the percent 92, `500` as the number; None for ''."""
    given = amount(text)
    if given is None:
        return text or None
    return Percent(given.value) if given.percent else given.value


def _function(path: Path) -> Function:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    key = str(content["function"])
    kpis = tuple(_kpi(key, one) for one in content["kpi"])
    return Function(key, _both(content["title"]), tuple(content["departments"]), kpis)


def _kpi(function: str, one: dict[str, Any]) -> LibraryKpi:
    low, high = one["weight"]
    texts = {key: _both(one.get(key, "")) for key in ("parameters", "unit")}
    texts |= {key: _both(one[key]) for key in ("name", "definition", "formula", "source", "owner", "pitfalls")}
    target, floor, stretch = (str(one.get(key, "")) for key in ("target", "floor", "stretch"))
    return LibraryKpi(
        key=one["key"],
        function=function,
        rule=one["rule"],
        weight=(float(low), float(high)),
        target=target,
        floor=floor,
        stretch=stretch,
        **texts,
    )


def _both(written: str) -> Text:
    return Text(spoken(written, "zh"), spoken(written, "en"))
