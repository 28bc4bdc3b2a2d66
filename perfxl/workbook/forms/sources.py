"""Where one value of a foreign sheet stands, and how what is written there is meant: the words of a mapping file."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from perfxl.language import Text


def _as_list(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Written = Annotated[str, Field(min_length=1)]
Names = Annotated[tuple[Written, ...], BeforeValidator(_as_list)]
Constant = bool | int | float | date | str
Words = Annotated[
    tuple[tuple[str, Constant], ...],
    BeforeValidator(lambda said: tuple(said.items()) if isinstance(said, dict) else said),
]


class WrongEntry(ValueError):
    """What is wrong with an entry of a mapping, in both languages; no full stops."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def wrong(zh: str, en: str) -> WrongEntry:
    """The error to raise in a check of an entry."""
    return WrongEntry(Text(zh, en))


class Strict(BaseModel):
    """A part of a mapping file: nothing unknown, nothing changed after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reading(Strict):
    """How a value is meant.

    written: what a plain number means: as it is shown; a fraction (0.25 is 25 %); a percent (25 is 25 %); a number,
    although the cell shows a percent (90 % is 90). times: multiplies a number (0.0001 turns 元 into 万元). out_of: the
    most that could be reached, a number or the header of its column; the value becomes its share in points of 100.
    words: what a word stands for. default: where the cell is blank. person: the cell names a person, whose id is looked
    up on the roster. optional: nothing is said where it is missing.
    """

    written: Literal["as_shown", "fraction", "percent", "number"] = "as_shown"
    times: Annotated[float, Field(gt=0)] | None = None
    out_of: Annotated[float, Field(gt=0)] | Names | None = None
    words: Words = ()
    default: Constant | None = None
    person: bool = False
    optional: bool = False

    @property
    def converts(self) -> bool:
        """True if a number does not stay as it is shown."""
        return self.written != "as_shown" or self.times is not None or self.out_of is not None


class FormField(Reading):
    """A value that stands once on a form.

    label: the text beside it, in a cell of its own or before a colon; below: the value stands below the label instead
    of on its right. cell: by position (C3). file_name, sheet_name: a part of that name, where {} stands in a pattern
    (市场部-{}.xlsx). value: always this. sheet: another sheet of the file on which to look.
    """

    label: Names = ()
    cell: Annotated[str, Field(pattern=r"^[A-Z]{1,3}[1-9][0-9]{0,6}$")] = ""
    file_name: str = ""
    sheet_name: str = ""
    value: Constant | None = None
    below: bool = False
    sheet: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_label(cls, said: Any) -> Any:
        return {"label": said} if isinstance(said, str | list) else said

    @model_validator(mode="after")
    def _one_place(self) -> "FormField":
        given = [self.label, self.cell, self.file_name, self.sheet_name, self.value is not None]
        if sum(map(bool, given)) != 1:
            raise wrong(
                "须写明 label、cell、file_name、sheet_name、value 之一",
                "give one of label, cell, file_name, sheet_name, value",
            )
        if any(name and name.count("{}") != 1 for name in (self.file_name, self.sheet_name)):
            raise wrong("名称中须有一处 {}，如 市场部-{}.xlsx", "the name needs one {}, as in Sales-{}.xlsx")
        return self


class TableColumn(Reading):
    """A value that stands in each row of a table.

    header: the text above it; which: the how-manieth of several such headers, from the left. column: by letter; with
    header, the header must stand there. down: where it is blank, it is as above. join: several headers whose texts are
    put together. field: a value that stands once on the form. value: always this. across: of a table whose columns are
    items, the "header" (its number in brackets left out where that is read too), the number in "brackets", or the
    "cell"; across_row: of such a table, the row with this label.
    """

    header: Names = ()
    which: Annotated[int, Field(ge=1)] | None = None
    column: Annotated[str, Field(pattern=r"^[A-Z]{1,3}$")] = ""
    down: bool = False
    join: Names = ()
    field: str = ""
    value: Constant | None = None
    across: Literal["", "header", "brackets", "cell"] = ""
    across_row: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_header(cls, said: Any) -> Any:
        return {"header": said} if isinstance(said, str | list) else said

    @model_validator(mode="after")
    def _one_place(self) -> "TableColumn":
        given = [self.header or self.column, self.join, self.field, self.value is not None, self.is_across]
        if sum(map(bool, given)) != 1:
            raise wrong(
                "须写明 header（或 column）、join、field、value、across（或 across_row）之一",
                "give one of header (or column), join, field, value, across (or across_row)",
            )
        return self

    @property
    def is_across(self) -> bool:
        """True if the value differs from column to column of a table whose columns are items."""
        return bool(self.across or self.across_row)

    @property
    def in_rows(self) -> bool:
        """True if the value stands in a cell of each row."""
        return bool(self.header or self.column or self.join or self.across == "cell")
