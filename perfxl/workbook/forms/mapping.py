"""A mapping: how one kind of foreign sheet or form says what perfxl's sheets say. Written in TOML, confirmed by a person."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from perfxl.cycle.columns import Sheet
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.stated import STATED
from perfxl.workbook.forms.label_texts import declared_labels
from perfxl.workbook.forms.named_columns import field_key, names_people, outputs_of
from perfxl.workbook.forms.sources import FormField, Names, Strict, TableColumn, wrong

UNUSED = ("无", "—", "–", "-", "--", "——", "/", "0", "此栏不填", "不填", "不适用", "n/a", "na", "none")
"""What people write into rows that they do not use."""


class Match(Strict):
    """Which files a mapping is for; what is given must all hold.

    file: patterns of the file's name or path (市场部*.xlsx). sheet: patterns of the names of the sheets that are read;
    one that starts with ! is left out. text: must stand somewhere on a sheet.
    """

    file: Names = ()
    sheet: Names = ()
    text: Names = ()

    @model_validator(mode="after")
    def _something(self) -> "Match":
        if not (self.file or self.text or any(not one.startswith("!") for one in self.sheet)):
            raise wrong(
                "须写明 file、sheet、text 之一，否则会用于所有文件",
                "give file, sheet or text; else it is for every file",
            )
        return self


class Across(Strict):
    """Which columns of a table are items, each giving a row: their headers, or the first and the last letter."""

    headers: Names = ()
    first: Annotated[str, Field(pattern=r"^[A-Z]{0,3}$")] = ""
    last: Annotated[str, Field(pattern=r"^[A-Z]{0,3}$")] = ""

    @model_validator(mode="before")
    @classmethod
    def _from_headers(cls, said: Any) -> Any:
        return {"headers": said} if isinstance(said, str | list) else said

    @model_validator(mode="after")
    def _one_way(self) -> "Across":
        if bool(self.headers) == bool(self.first and self.last):
            raise wrong("须写明 headers，或 first 和 last", "give headers, or first and last")
        return self


class Total(Strict):
    """A total that the form states below a table: the row with `label`, in the column under the header `under`."""

    label: Names
    under: Names


class Output(Strict):
    """What each row of a table gives on one of perfxl's sheets.

    sheet: its key. columns: column key -> where from. once: a column in whose merged cells several rows belong together
    and give one row here. filled: a column; rows in which it says nothing give none here.
    """

    sheet: str
    columns: dict[str, TableColumn]
    once: str = ""
    filled: str = ""

    @property
    def declared(self) -> Sheet:
        """The sheet that the rows go to."""
        return sheet_of(self.sheet)

    @cached_property
    def anchor(self) -> str:
        """The column that decides whether a row is used: the first whose value stands in the rows, a name before a number."""
        named = [key for key, source in self.columns.items() if source.in_rows]
        items = [key for key in ("kpi", "dimension", "item", "goal", "employee_id", "rater_id") if key in named]
        return next(iter([*items, *named]), next(iter(self.columns)))


class Table(Strict):
    """A table on the form, and the sheets that its rows go to (`[tables.指标]`, `[[tables.评价]]`).

    name: for findings. sheets: patterns of the sheets that have it. below: it begins below the row with this text, and
    its header stands below that too, or above for several tables; repeated: below each row with such a text. beside: its
    rows are those that a merged cell with this text is beside. until: it ends above the row with this text; without it,
    above the first total. first_row, last_row: by position, counted from the form's first row. optional: it may be
    missing. unused: what stands in rows that nobody used. section_weight: the weight of the section: a number, the one
    in its "heading", or that of a column; weights_of: whether the weights in the rows are shares of the section or of
    the whole form. across: the columns that are items. totals: what the form states below.
    stated: what it states in each row.
    """

    name: str = ""
    sheets: Names = ()
    below: Names = ()
    beside: Names = ()
    repeated: bool = False
    until: Names = ()
    first_row: Annotated[int, Field(ge=1)] | None = None
    last_row: Annotated[int, Field(ge=1)] | None = None
    optional: bool = False
    unused: Names = UNUSED
    section_weight: Annotated[float, Field(gt=0, le=100)] | Literal["heading"] | TableColumn | None = None
    weights_of: Literal["form", "section"] = "form"
    across: Across | None = None
    totals: dict[str, Total] = Field(default_factory=dict)
    stated: dict[str, TableColumn] = Field(default_factory=dict)
    rows: Annotated[dict[str, Output], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _sheets_by_name(cls, said: Any) -> Any:
        if not isinstance(said, dict) or "rows" in said:
            return said
        known = {key: value for key, value in said.items() if key in cls.model_fields}
        rows: dict[str, Any] = {}
        for key in (key for key in said if key not in known):
            sections = outputs_of(key, said[key])
            if rows.keys() & sections.keys():
                raise wrong(
                    f"“{key}”和另一节是同一张表；请写成 [[tables.{key}]]",
                    f"{key} is the sheet of another section; write [[tables.{key}]]",
                )
            rows |= sections
        if not rows:
            raise wrong("须写明数据放到哪张表，如 [tables.kpis]", "say which sheet the rows go to, as in [tables.kpis]")
        return {**known, "rows": rows}

    @model_validator(mode="after")
    def _sound(self) -> "Table":
        if self.weights_of == "section" and self.section_weight is None:
            raise wrong(
                'weights_of = "section" 须同时写明 section_weight', 'weights_of = "section" needs section_weight'
            )
        if any(source.is_across for source in self.sources()) and self.across is None:
            raise wrong("用到 across 的表须写明 across = [表头…]", "a table that reads across needs across = [headers]")
        if self.below and self.beside:
            raise wrong("below 和 beside 只能写一个", "give below or beside, not both")
        if not self.headers() and self.first_row is None:
            raise wrong("只按列号读取的表须写明 first_row", "a table read by position alone needs first_row")
        _known_stated([*self.totals, *self.stated])
        return self

    @property
    def outputs(self) -> tuple[Output, ...]:
        """What each row gives, in the order of the file."""
        return tuple(self.rows.values())

    def sources(self) -> Iterator[TableColumn]:
        """Every column source of the table."""
        for output in self.outputs:
            yield from output.columns.values()
        yield from self.stated.values()
        if isinstance(self.section_weight, TableColumn):
            yield self.section_weight

    def headers(self) -> list[tuple[Names, bool]]:
        """The headers that the table should have, each with its other spellings, and whether it may lack them."""
        found: dict[Names, bool] = {}
        for source in self.sources():
            wanted = [source.header] if source.header else [(one,) for one in source.join]
            wanted += [source.out_of] if isinstance(source.out_of, tuple) else []
            for names in wanted:
                found[names] = source.optional and found.get(names, True)
        for total in self.totals.values():
            found.setdefault(total.under, True)
        return list(found.items())


class Mapping(Strict):
    """How one kind of file is read. confirmed_by, confirmed_on (or confirmed): a person has looked at it and says so.

    starts_with: several forms stand on one sheet, each beginning at a row with this text. fields: values that stand
    once; one whose name is that of a column fills this column wherever a table does not. totals: what the form states.
    """

    name: Annotated[str, Field(min_length=1)]
    confirmed: bool = False
    confirmed_by: str = ""
    confirmed_on: date | None = None
    match: Match
    starts_with: Names = ()
    fields: dict[str, FormField] = Field(default_factory=dict)
    totals: dict[str, FormField] = Field(default_factory=dict)
    tables: Annotated[tuple[Table, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _keys(cls, said: Any) -> Any:
        if isinstance(said, dict) and isinstance(said.get("fields"), dict):
            return {**said, "fields": {field_key(name): value for name, value in said["fields"].items()}}
        return said

    @model_validator(mode="after")
    def _sound(self) -> "Mapping":
        _known_stated(self.totals)
        for table in self.tables:
            for source in table.sources():
                if source.field and field_key(source.field) not in self.fields:
                    raise wrong(f"[fields] 中没有“{source.field}”", f"there is no {source.field} in [fields]")
            for output in table.outputs:
                if names_people(output.declared) and "employee_id" not in {*output.columns, *self.fields}:
                    title = output.declared.title
                    raise wrong(
                        f"“{title.zh}”缺少工号（employee_id）从哪里来", f"{title.en}: say where employee_id comes from"
                    )
        return self

    @property
    def is_confirmed(self) -> bool:
        """True if a person has confirmed the mapping, by name and day or by a plain yes."""
        return self.confirmed or bool(self.confirmed_by.strip() and self.confirmed_on)

    @property
    def needs_roster(self) -> bool:
        """True if people are looked up by name, so that what is read depends on the roster too."""
        columns = [source for table in self.tables for source in table.sources()]
        return any(source.person for source in [*self.fields.values(), *columns])

    @cached_property
    def labels(self) -> frozenset[str]:
        """Everything that is a label or a header on the form, so that it is never taken for a value."""
        fields = [*self.fields.values(), *self.totals.values()]
        headers = [one for table in self.tables for names, _ in table.headers() for one in names]
        items = [one for table in self.tables if table.across for one in table.across.headers]
        return declared_labels([*(label for source in fields for label in source.label), *headers, *items])

    @cached_property
    def fingerprint(self) -> str:
        """64 hex digits that change with everything that decides what is read."""
        said = self.model_dump_json(exclude={"confirmed", "confirmed_by", "confirmed_on"})
        return hashlib.blake2b(said.encode(), digest_size=32).hexdigest()


def _known_stated(names: Iterable[str]) -> None:
    for name in names:
        if name not in STATED:
            known = ", ".join(STATED)
            raise wrong(f"没有“{name}”这种合计，只有 {known}", f"there is no total {name}, only {known}")
