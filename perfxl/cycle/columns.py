"""What a column of a sheet is: the vocabulary in which the sheets are declared."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from perfxl.language import Text, folded


class Kind(Enum):
    """What a cell of a column holds."""

    TEXT = "text"
    ID = "id"  # always text: 00123 keeps its zeros
    NUMBER = "number"
    QUANTITY = "quantity"  # a number in its own unit, perhaps percent, perhaps words (milestones, 是/否, 优秀)
    PERCENT = "percent"  # a weight: 25, 25 % and '25%' are the same
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"


class FilledBy(Enum):
    """Who types into a column."""

    HR = "hr"
    DEPARTMENT = "department"
    RATER = "rater"


class Choice(NamedTuple):
    """One of the words that a choice column takes; recognised as key, in Chinese, in English and by alias."""

    key: str
    title: Text
    aliases: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        return (self.key, self.title.zh, self.title.en, *self.aliases)


@dataclass(frozen=True)
class Column:
    """A declared column (or, on the cycle sheet, a declared setting)."""

    key: str
    title: Text
    kind: Kind
    help: Text
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    low: float | None = None
    high: float | None = None
    default: str = ""
    refers_to: str = ""
    filled_by: FilledBy = FilledBy.HR

    def names(self) -> tuple[str, ...]:
        """Every header under which this column is recognised."""
        return (self.key, self.title.zh, self.title.en, *self.aliases)


@dataclass(frozen=True)
class Sheet:
    """A declared sheet."""

    key: str
    title: Text
    columns: tuple[Column, ...]
    help: Text
    aliases: tuple[str, ...] = ()
    required: bool = False
    shown_at_first: bool = False
    key_value: bool = False

    def names(self) -> tuple[str, ...]:
        """Every sheet name under which this sheet is recognised."""
        return (self.key, self.title.zh, self.title.en, *self.aliases)

    def column(self, key: str) -> Column:
        """The column of that key; KeyError if there is none."""
        return next(column for column in self.columns if column.key == key)


def header_key(text: str) -> str:
    """A header as headers are compared: folded, without marks of duty such as `*` or `（必填）`."""
    bare = folded(text).replace("*", "")
    for mark in ("(必填)", "(选填)", "(required)", "(optional)"):
        bare = bare.replace(mark, "")
    return bare.replace("_", "").strip(":：")


def weight_column(meaning: Text, *, required: bool = True) -> Column:
    """A column of weights in percent; `meaning` says what they add up within."""
    return Column(
        "weight",
        Text("权重", "Weight"),
        Kind.PERCENT,
        meaning,
        required=required,
        aliases=("权重%", "权重(%)", "占比", "比重", "weight%", "weight(%)"),
        low=0,
        high=100,
    )
