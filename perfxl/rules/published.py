"""The standards in force against those that were published: what changed, for whom, from what to what."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from perfxl.cycle.choices import COMPONENTS, POLICIES, RATER_CORRECTIONS, RULES
from perfxl.cycle.columns import Choice
from perfxl.cycle.published import Published
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import At, Cycle
from perfxl.findings.base import Finding
from perfxl.findings.published import (
    CommonRuleChanged,
    DepartmentGoalChanged,
    NewSincePublished,
    PersonStandardChanged,
    SchemeChanged,
    StandardChanged,
    StandardsUnexplained,
)
from perfxl.language import Text, folded, listed
from perfxl.rules.standards import SETTINGS, UNLESS, short, standards
from perfxl.rules.standards_content import Lines, content

CHANGES = (StandardChanged, NewSincePublished, StandardsUnexplained)
NOTHING = Text("无", "none")
_WORDS: Mapping[str, tuple[Choice, ...]] = {"rule": RULES, "missing_policy": POLICIES, "component": COMPONENTS, "rater_correction": RATER_CORRECTIONS}
_PERCENTS = {"weight", "quota", "coverage_floor"}
Change = tuple[str, str, Text, Text, Text]  # name of the line, column, which standard, before, after


def changes_since_published(cycle: Cycle) -> list[Finding]:
    """Every standard in force that is another one than was published last; empty where none were published."""
    published = cycle.published
    if published is None:
        return []
    if published.content is None:
        return _unexplained(cycle, published)
    now = content(cycle)
    on = published.last.on.isoformat()
    return [
        *_common(cycle, published.content, now, on),
        *_of_schemes(cycle, published.content["schemes"], now["schemes"], on),
        *_of_departments(cycle, published.content["departments"], now["departments"], on),
        *_of_people(cycle, published.content["employees"], now["employees"], on),
    ]


def _unexplained(cycle: Cycle, published: Published) -> list[Finding]:
    now, last = standards(cycle).all, published.last
    if now == last.all:
        return []
    return [StandardsUnexplained(now=short(now), before=short(last.all), on=last.on.isoformat())]


def _common(cycle: Cycle, before: Mapping[str, Any], now: Mapping[str, Any], on: str) -> Iterator[Finding]:
    for key in (*SETTINGS, *UNLESS):
        old, new = (settings.get(key, UNLESS.get(key, "")) for settings in (before["settings"], now["settings"]))
        if old != new:
            title = sheet_of("cycle").column(key).title
            which = Text(f"“{title.zh}”", f"“{title.en}”")
            yield CommonRuleChanged(
                item=key, what_changed=which, before=_shown(key, old), after=_shown(key, new), on=on
            )
    of_grade = partial(_named, Text("等级“{name}”", "Grade “{name}”"))
    for name, column, which, old_value, new_value in _changes("grades", before["grades"], now["grades"], of_grade):
        at = _at(cycle, "grades", column, grade=name)
        yield CommonRuleChanged(item=name, what_changed=which, before=old_value, after=new_value, on=on, **at)


def _of_schemes(cycle: Cycle, before: Mapping[str, Any], now: Mapping[str, Any], on: str) -> Iterator[Finding]:
    for scheme, old, new in _paired(before, now):
        if old is None or new is None:
            whole, there = Text("整个方案", "the whole scheme"), Text("有", "there")
            at = _at(cycle, "schemes", "scheme", scheme=scheme)
            was, now_is = (NOTHING if one is None else there for one in (old, new))
            yield SchemeChanged(item=scheme, what_changed=whole, before=was, after=now_is, on=on, **at)
            continue
        for table, key, column, words in (
            ("schemes", "components", "component", _component_named),
            ("dimensions", "dimensions", "dimension", partial(_named, Text("维度“{name}”", "dimension “{name}”"))),
        ):
            for name, what, which, old_value, new_value in _changes(table, old[key], new[key], words):
                at = _at(cycle, table, what, **{"scheme": scheme, column: name})
                yield SchemeChanged(item=scheme, what_changed=which, before=old_value, after=new_value, on=on, **at)


def _of_departments(cycle: Cycle, before: Mapping[str, Lines], now: Mapping[str, Lines], on: str) -> Iterator[Finding]:
    named = partial(_named, Text("目标“{name}”", "goal “{name}”"))
    for department, old, new in _paired(before, now):
        for name, column, which, old_value, new_value in _changes("goals", old or {}, new or {}, named):
            at = _at(cycle, "goals", column, goal_id=name)
            yield DepartmentGoalChanged(
                department=department, item=name, what_changed=which, before=old_value, after=new_value, on=on, **at
            )


def _of_people(cycle: Cycle, before: Mapping[str, Any], now: Mapping[str, Any], on: str) -> Iterator[Finding]:
    named = partial(_named, Text("指标“{name}”", "KPI “{name}”"))
    for person, new in now.items():
        old = before.get(person)
        if old == new or not person:
            continue
        if old is None:
            yield NewSincePublished(
                employee_id=person, on=on, **_at(cycle, "employees", "employee_id", employee_id=person)
            )
            continue
        if [folded(one) for one in old["schemes"]] != [folded(one) for one in new["schemes"]]:
            yield PersonStandardChanged(
                employee_id=person,
                what_changed=Text("考核方案", "scheme"),
                before=listed(old["schemes"]) if old["schemes"] else NOTHING,
                after=listed(new["schemes"]) if new["schemes"] else NOTHING,
                on=on,
                **_at(cycle, "employees", "scheme", employee_id=person),
            )
        for name, column, which, old_value, new_value in _changes("kpis", old["kpis"], new["kpis"], named):
            at = _at(cycle, "kpis", column, employee_id=person, kpi=name)
            yield PersonStandardChanged(
                employee_id=person, item=name, what_changed=which, before=old_value, after=new_value, on=on, **at
            )


def _changes(table: str, before: Lines, now: Lines, named: Callable[[str], Text]) -> Iterator[Change]:
    """Lines that came, went or say something else. named: how a line is called in a sentence."""
    for name, old, new in _paired(before, now):
        if old is None or new is None:
            was, now_is = (_line_shown(table, one) if one is not None else NOTHING for one in (old, new))
            yield name, "weight", named(name), was, now_is
            continue
        for column in dict.fromkeys((*old, *new)):
            if old.get(column, "") != new.get(column, ""):
                title = sheet_of(table).column(column).title
                which = named(name)
                told = Text(f"{which.zh}的{title.zh}", f"{which.en}, {title.en.lower()}")
                yield name, column, told, _shown(column, old.get(column, "")), _shown(column, new.get(column, ""))


def _paired(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Name, before and now, however the name is spelt; None where there is none."""
    old = {folded(name): (name, value) for name, value in before.items()}
    new = {folded(name): (name, value) for name, value in now.items()}
    for key in dict.fromkeys((*old, *new)):
        name = (new.get(key) or old[key])[0]
        yield name, old[key][1] if key in old else None, new[key][1] if key in new else None


def _named(words: Text, name: str) -> Text:
    return Text(words.zh.format(name=name), words.en.format(name=name))


def _component_named(key: str) -> Text:
    title = next((choice.title for choice in COMPONENTS if choice.key == key), Text(key, key))
    return Text(f"“{title.zh}”部分", f"part “{title.en}”")


def _line_shown(table: str, line: Mapping[str, str]) -> Text:
    """A whole line in short: 权重 30%，越大越好，目标值 100."""
    parts = []
    for column, value in line.items():
        title, shown = sheet_of(table).column(column).title, _shown(column, value)
        is_word = column in _WORDS
        parts.append(shown if is_word else Text(f"{title.zh} {shown.zh}", f"{title.en.lower()} {shown.en}"))
    return listed(parts) if parts else Text("有", "there")


def _shown(column: str, value: str) -> Text:
    """A value as people write it; 无 and none for a blank."""
    if not value:
        return NOTHING
    if column in _WORDS:
        return next((choice.title for choice in _WORDS[column] if choice.key == value), Text(value, value))
    text = f"{value}%" if column in _PERCENTS and not value.endswith("%") else value
    return Text(text, text)


def _at(cycle: Cycle, table: str, column: str, **keys: str) -> At | dict[str, Any]:
    """Where the row with these keys stands; nothing where it is gone."""
    rows = cycle[table]
    fits = [True] * len(rows)
    for key, value in keys.items():
        wanted = folded(value.partition("~")[0])
        fits = [fit and folded(str(one)) == wanted for fit, one in zip(fits, rows[key].tolist(), strict=True)]
    return cycle.at(table, fits.index(True), column) if True in fits else {}
