"""A proposed mapping as TOML, every line with what was found where and how sure it is, for a person to confirm."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from perfxl.language import Text, plain_number
from perfxl.workbook.forms.section_weights import percent_written
from perfxl.workbook.intake.grids import Book
from perfxl.workbook.suggesting.recognised import Seen, SeenSheet, SeenTable, seen_on
from perfxl.workbook.suggesting.vocabulary import SURE

_COLUMNS = {"kpis": ("weight", "target", "actual", "unit", "evidence")}
_RATED = (("self", "employee_id"), ("manager", "manager_id"))


@dataclass(frozen=True)
class Suggestion:
    """A proposed mapping: the text of its file, how many columns and labels it names, and how many are not sure."""

    text: str
    named: int
    doubtful: int


def suggested(book: Book, language: str) -> Suggestion | None:
    """The mapping that `book` probably needs; None if neither a form nor a table was recognised on any sheet.

    Nothing of it is used before a person has confirmed it. Comments are in `language`.
    """
    seen = [one for one in map(_with_people, map(seen_on, book.grids)) if one.tables]
    if not seen:
        return None
    best = max(seen, key=lambda one: len(one.fields) + sum(len(table.columns) for table in one.tables))
    lines = [*_head(book, best, seen, language), *_fields(best, language), *_totals(best, language)]
    for tables in _alike(best.tables):
        lines += _table(best, tables, language)
    seen_all = [*best.fields.values(), *(column for table in best.tables for column in table.columns.values())]
    return Suggestion("\n".join(lines) + "\n", len(seen_all), sum(one.like.percent < SURE for one in seen_all))


def _with_people(sheet: SeenSheet) -> SeenSheet:
    """The sheet with those of its tables of which either the rows or the sheet say whom they are about."""
    whose = {"employee_id", "name"} & sheet.fields.keys()
    return replace(sheet, tables=[table for table in sheet.tables if table.of_people or whose])


def _alike(tables: Sequence[SeenTable]) -> Iterator[list[SeenTable]]:
    """Tables that follow each other with the same headers and headings of their own are one kind of section."""
    group: list[SeenTable] = []
    for table in tables:
        same = group and table.headings and group[-1].headings and _texts(table) == _texts(group[-1])
        if group and not same:
            yield group
            group = []
        group.append(table)
    if group:
        yield group


def _texts(table: SeenTable) -> dict[str, str]:
    return {meaning: seen.text for meaning, seen in table.columns.items()}


def _head(book: Book, best: SeenSheet, seen: Sequence[SeenSheet], language: str) -> Iterator[str]:
    told = (
        Text("# 这是建议，还没有生效。请逐行核对（perfxl mapping try 显示会读到什么），改正后填写 confirmed_by 和 confirmed_on。",
             "# A proposal, not used yet. Check every line (perfxl mapping try shows what would be read), then fill in\n"
             "# confirmed_by and confirmed_on."),
        Text("# 每行注释说明在哪里找到、把握多大；100% 是认识的写法，其余只是相似，请特别留意。",
             "# Each comment says where it was found and how sure it is; 100 % is a known word, the rest is only alike: look twice."),
    )  # fmt: skip
    yield from (text(language) for text in told)
    yield f"name = {_quoted(_stem(book, best))}"
    yield 'confirmed_by = ""'
    yield Text("# confirmed_on = 2026-01-31", "# confirmed_on = 2026-01-31")(language)
    yield ""
    yield "[match]"
    yield f"file = {_quoted(_file_pattern(book, best))}"
    if best.title[0]:
        yield _line("text", _quoted(_without_person(best.title[0], best)), _found_at(best.title[1], language))
    elif len(book.grids) > 1:
        yield f"sheet = [{', '.join(_quoted(one.grid.sheet) for one in seen)}]"
    yield ""


def _fields(sheet: SeenSheet, language: str) -> Iterator[str]:
    wanted = [key for key in ("employee_id", "name", "manager_id") if key in sheet.fields]
    if not wanted or (all(table.of_people for table in sheet.tables) and wanted == ["name"]):
        return
    yield "[fields]"
    for key in wanted:
        yield _line(key, _quoted(sheet.fields[key].text), _of(sheet.fields[key], language))
    if "employee_id" not in wanted and not all(table.of_people for table in sheet.tables):
        label = _quoted(sheet.fields["name"].text)
        yield _line(
            "employee_id",
            f"{{ label = {label}, person = true }}",
            Text("表单上没有工号：按姓名在员工表中查找", "no ID on the form: looked up on the roster by name")(
                language
            ),
        )
    yield ""


def _totals(sheet: SeenSheet, language: str) -> Iterator[str]:
    found = {key: what for key, what in (("total", "score"), ("grade", "grade")) if key in sheet.fields}
    found = {key: what for key, what in found.items() if sheet.fields[key].value and len(sheet.fields[key].value) < 9}
    if found:
        yield Text(
            "# 表单自己写的结果，与计算结果比较。", "# What the form states itself, compared with what is computed."
        )(language)
        yield "[totals]"
        yield from (
            _line(what, _quoted(sheet.fields[key].text), _of(sheet.fields[key], language))
            for key, what in found.items()
        )
        yield ""


def _table(sheet: SeenSheet, tables: Sequence[SeenTable], language: str) -> Iterator[str]:
    first = tables[0]
    headings = [heading for table in tables for heading in table.headings]
    yield "[[tables]]"
    if headings:
        names = ", ".join(_quoted(text) for text, _ in headings)
        cells = ", ".join(cell for _, cell in headings)
        yield _line("below", f"[{names}]" if len(headings) > 1 else names, _found_at(cells, language))
    if len(tables) > 1:
        yield _line(
            "repeated", "true", Text("每个标题下都有这样一张表", "such a table stands below each of them")(language)
        )
    yield from _section(tables, language)
    if first.total and "weight" in first.columns:
        label, under = _quoted(first.total), _quoted(first.columns["weight"].text)
        told = Text("与各行合计比较", "compared with the sum of the rows")(language)
        yield _line("totals.weight", f"{{ label = {label}, under = {under} }}", told)
    if first.of_people and "total" in first.columns:
        yield _line("stated.score", _quoted(first.columns["total"].text), _of(first.columns["total"], language))
    yield ""
    measured = {"target", "actual"} & first.columns.keys() or not {"self", "manager"} & first.columns.keys()
    if "item" in first.columns and measured:
        yield from _kpis(sheet, first, language)
    if {"self", "manager"} & first.columns.keys():
        yield from _ratings(sheet, first, language, measured=bool(measured))
    if first.unknown:
        listed = ", ".join(f"{text} ({cell})" for text, cell in first.unknown)
        yield f"# {Text('没有认出的表头', 'headers that were not recognised')(language)}: {_one_line(listed)}"
        yield ""


def _section(tables: Sequence[SeenTable], language: str) -> Iterator[str]:
    """The weight of a section, if its heading says one: what the rows add up to tells what their weights are shares of."""
    sums = [(table.section, table.sum_of_weights) for table in tables]
    if not all(section and total for section, total in sums):
        return
    told = ", ".join(f"{plain_number(section or 0)}% / {plain_number(total or 0)}%" for section, total in sums)
    yield _line(
        "section_weight", '"heading"', Text(f"标题 / 各行合计：{told}", f"heading / sum of the rows: {told}")(language)
    )
    if all(total == 100 for _, total in sums) and any(section != 100 for section, _ in sums):
        yield _line("weights_of", '"section"', Text("各行合计 100%", "the rows add up to 100 %")(language))


def _kpis(sheet: SeenSheet, table: SeenTable, language: str) -> Iterator[str]:
    yield "[tables.kpis]"
    yield from _whose(table, language)
    yield _line("kpi", _quoted(table.columns["item"].text), _of(table.columns["item"], language))
    for key in _COLUMNS["kpis"]:
        if key in table.columns:
            yield _line(key, _source(table, key), _of(table.columns[key], language))
    if "actual" not in table.columns and "points" in table.columns and not {"self", "manager"} & table.columns.keys():
        yield _line("actual", _source(table, "points"), _of(table.columns["points"], language))
        yield _line("rule", '{ value = "manual" }', Text("得分直接采用", "the points are used as they are")(language))
    yield ""


def _ratings(sheet: SeenSheet, table: SeenTable, language: str, *, measured: bool) -> Iterator[str]:
    for role, rater in _RATED:
        if role not in table.columns:
            continue
        yield "[[tables.ratings]]"
        if table.merged_people:
            yield _line(
                "once",
                '"employee_id"',
                Text("合并单元格的几行只给出一行", "rows under one merged cell give one row")(language),
            )
        yield _line("filled", '"rating"', Text("没有填写的不产生行", "no row where nothing is filled in")(language))
        yield from _whose(table, language)
        if "item" in table.columns and not table.merged_people:
            yield _line("dimension", _quoted(table.columns["item"].text), _of(table.columns["item"], language))
        yield f'role = {{ value = "{role}" }}'
        yield from _rater(sheet, table, rater, language)
        yield _line("rating", _source(table, role), _of(table.columns[role], language))
        comment = table.columns.get("comment" if role == "manager" else "self_comment")
        if comment:
            yield _line("comment", _quoted(comment.text), _of(comment, language))
        yield ""


def _whose(table: SeenTable, language: str) -> Iterator[str]:
    if "employee_id" in table.columns:
        yield _line(
            "employee_id", _quoted(table.columns["employee_id"].text), _of(table.columns["employee_id"], language)
        )
        if "name" in table.columns:
            yield _line("name", _quoted(table.columns["name"].text), _of(table.columns["name"], language))
    elif "name" in table.columns:
        name = table.columns["name"]
        yield _line("employee_id", f"{{ header = {_quoted(name.text)}, person = true }}", _of(name, language))


def _rater(sheet: SeenSheet, table: SeenTable, rater: str, language: str) -> Iterator[str]:
    if rater == "employee_id" and table.of_people:
        yield from (line.replace("employee_id", "rater_id", 1) for line in list(_whose(table, language))[:1])
    elif rater == "employee_id" or rater in sheet.fields:
        yield f'rater_id = {{ field = "{rater}" }}'
    else:
        told = Text("请写明评价人的工号从哪里来", "say where the rater's ID comes from")
        yield f'# rater_id = {{ value = "" }}    # {told(language)}'


def _source(table: SeenTable, key: str) -> str:
    text = _quoted(table.columns[key].text)
    if key == "weight" and percent_written(table.weights) == "fraction":
        return f'{{ header = {text}, written = "fraction" }}'
    if key in ("self", "manager", "points") and "most" in table.columns:
        return f"{{ header = {text}, out_of = {_quoted(table.columns['most'].text)} }}"
    return text


def _line(key: str, value: str, comment: str) -> str:
    return f"{key} = {value}".ljust(44) + f"  # {_one_line(comment)}"


def _of(seen: Seen, language: str) -> str:
    """Where something was found, what stands beside it, how sure it is."""
    told = f"{seen.cell}: {seen.text}" + (f" → {seen.value[:24]}" if seen.value else "")
    if seen.like.percent == SURE:
        return f"{told}, 100%"
    alike = Text(
        f"⚠ 与“{seen.like.word}”相似 {seen.like.percent}%，请核对",
        f"⚠ {seen.like.percent}% like '{seen.like.word}', look twice",
    )
    return f"{told}, {alike(language)}"


def _found_at(cell: str, language: str) -> str:
    return Text(f"在 {cell}", f"at {cell}")(language)


def _stem(book: Book, sheet: SeenSheet) -> str:
    stem = PurePosixPath(book.file).stem
    return re.sub(r"[\s\-_－—·]+$", "", stem.replace(_person(sheet), "")) or stem


def _file_pattern(book: Book, sheet: SeenSheet) -> str:
    name = PurePosixPath(book.file)
    return _without_person(name.stem, sheet) + name.suffix


def _without_person(text: str, sheet: SeenSheet) -> str:
    """A name or title with * for the person and for numbers, such as years and months."""
    person = _person(sheet)
    bare = re.sub(r"[0-9]+", "*", text.replace(person, "*") if person else text)
    return re.sub(r"\*[*.\s]*\*|\*+", "*", bare)


def _person(sheet: SeenSheet) -> str:
    return sheet.fields["name"].value.strip() if "name" in sheet.fields else ""


def _quoted(text: str) -> str:
    return json.dumps(_one_line(text), ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join("".join(letter for letter in text if letter.isprintable() or letter.isspace()).split())
