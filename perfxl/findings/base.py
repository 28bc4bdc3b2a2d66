"""What a finding is: place, fact and remedy in both languages."""

import dataclasses
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, TypedDict, dataclass_transform

from perfxl.language import Text

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["blocker", "warning", "note"]
BLOCKER: Severity = "blocker"
WARNING: Severity = "warning"
NOTE: Severity = "note"


class Place(NamedTuple):
    """Where something stands, printed `[销售部.xlsx]指标!C2`."""

    file: str
    sheet: str
    cell: str = ""

    def __str__(self) -> str:
        return f"[{self.file}]{self.sheet}" + (f"!{self.cell}" if self.cell else "")


class Who(TypedDict):
    """Whom and which item a finding is about, as keyword arguments of the finding."""

    employee_id: str
    item: str


class Target(NamedTuple):
    """The table cell that a finding is about, so that a decision can put a value there."""

    table: str
    row: int
    column: str


@dataclass_transform(kw_only_default=True, frozen_default=True)
class _Declared:
    """Makes every subclass a frozen dataclass and enters it in the catalogue."""

    code: ClassVar[str]
    catalogue: ClassVar[dict[str, "type[Finding]"]] = {}

    def __init_subclass__(cls) -> None:
        dataclasses.dataclass(frozen=True, kw_only=True)(cls)
        if "code" not in vars(cls):
            return  # Finding itself
        if cls.code in cls.catalogue:
            raise TypeError(f"{cls.code} is used twice")
        cls.catalogue[cls.code] = cls  # type: ignore[assignment]


class Finding(_Declared):
    """Something wrong, odd or worth saying that a person can act on in a sheet.

    Subclasses fix code, severity and texts; their fields are the facts that the texts name.
    """

    severity: ClassVar[Severity]
    title: ClassVar[Text]
    fact: ClassVar[Text]
    remedy: ClassVar[Text]

    place: Place | None = None
    employee_id: str = ""
    item: str = ""
    target: Target | None = None
    accepted: bool = False

    @property
    def blocks(self) -> bool:
        """True if this finding keeps its employee from being scored, or something else of the run from being used."""
        return self.severity == BLOCKER and not self.accepted

    def facts(self) -> dict[str, object]:
        """The facts that the texts name."""
        return {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}

    def item_names(self) -> tuple[str, ...]:
        """Every name under which a decision may name the item."""
        return (self.item,)

    def what(self, language: str) -> str:
        """The fact as a sentence."""
        return self.fact.filled(language, self.facts())

    def mend(self, language: str) -> str:
        """The remedy as a sentence."""
        return self.remedy.filled(language, self.facts())

    def line(self, language: str) -> str:
        """One line that an editor or a person can follow: place, fact, remedy."""
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.what(language)} {self.mend(language)}"

    def to_json(self, language: str) -> dict[str, Any]:
        """The finding as CONTRACT.md gives it; a field that does not apply is None."""
        place = self.place or Place("", "", "")
        return {
            "code": self.code,
            "severity": self.severity,
            "file": place.file or None,
            "sheet": place.sheet or None,
            "cell": place.cell or None,
            "employee_id": self.employee_id or None,
            "title": self.title(language),
            "fact": self.what(language),
            "remedy": self.mend(language),
            "item": self.item or None,
            "accepted": self.accepted,
        }


@dataclasses.dataclass(frozen=True)
class Findings:
    """Findings sorted by place; the whole answer of a check."""

    all: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Findings":
        """Sort `findings` by file, sheet, row and column, then code; exact repeats are kept once."""
        return cls(tuple(sorted(dict.fromkeys(findings), key=_order)))

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def __add__(self, others: Iterable[Finding]) -> "Findings":
        return Findings.of([*self.all, *others])

    def codes(self) -> list[str]:
        """The codes in order of place, one per finding."""
        return [finding.code for finding in self.all]

    def count(self, severity: Severity) -> int:
        """How many findings of `severity` there are; accepted ones are not counted."""
        return sum(finding.severity == severity and not finding.accepted for finding in self.all)

    def blocked_employees(self) -> set[str]:
        """The ids of employees whom a blocker holds."""
        return {finding.employee_id for finding in self.all if finding.blocks and finding.employee_id}

    @cached_property
    def table(self) -> "pd.DataFrame":
        """One row per finding with the columns of CONTRACT.md, texts in Chinese."""
        return self.table_in("zh")

    def table_in(self, language: str) -> "pd.DataFrame":
        """One row per finding with the columns of CONTRACT.md, texts in `language`."""
        import pandas as pd  # noqa: PLC0415  (50 MB, and the processes that make letters need none of it)

        return pd.DataFrame(self.to_json(language), columns=list(_COLUMNS))

    def to_json(self, language: str) -> list[dict[str, Any]]:
        """The findings as CONTRACT.md gives them."""
        return [finding.to_json(language) for finding in self.all]


_COLUMNS = ("code", "severity", "file", "sheet", "cell", "employee_id", "title", "fact", "remedy", "item", "accepted")


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.place or Place("", "", "")
    letters = place.cell.rstrip("0123456789")
    row = int(place.cell[len(letters) :] or 0)
    return place.file, place.sheet, row, len(letters), letters, finding.code, finding.employee_id, finding.item
