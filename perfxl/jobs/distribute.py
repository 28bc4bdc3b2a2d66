"""Workbooks to hand out: one for each department, and on request one for each rater."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cycle.tables import Cycle
from perfxl.faults import WrongCommand
from perfxl.language import Text

if TYPE_CHECKING:
    from perfxl.workbook.entry.return_department import HandedOut

RATERS_FOLDER = Text("评价人", "raters")
_MOST_NAMED = 3
_MOST_FOLDERS = 100


@dataclass(frozen=True)
class Handout:
    """One workbook that was handed out. owner: department or rater id; owed, done: rows by sheet key."""

    owner: str
    name: str
    path: Path
    owed: dict[str, int]
    done: dict[str, int]

    def to_json(self, kind: str) -> dict[str, Any]:
        """As `perfxl distribute --json` gives it."""
        return {kind: self.owner, "file": str(self.path), "owed": self.owed, "done": self.done}


@dataclass
class Distribution:
    """What was handed out. unasked: owed ratings that no workbook asks for, because raters got none; unchanged: paths of
    workbooks that stood there already as they would be written; folder: where they lie."""

    departments: list[Handout] = field(default_factory=list)
    raters: list[Handout] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    unasked: int = 0
    folder: Path = Path()

    def to_json(self, cycle: Cycle) -> dict[str, Any]:
        """The answer of `perfxl distribute --json`."""
        return {
            "cycle": cycle.settings.name,
            "as_of": str(cycle.as_of),
            "departments": [one.to_json("department") for one in self.departments],
            "raters": [one.to_json("rater_id") for one in self.raters],
            "unchanged": [str(path) for path in self.unchanged],
            "ratings_not_asked": self.unasked,
        }


def distribute(
    cycle: Cycle,
    folder: Path,
    *,
    language: str,
    to_raters: bool = False,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> Distribution:
    """Write DEPARTMENT.xlsx for each department into `folder`; with to_raters also one workbook for each rater.

    With to_raters every rating travels in its rater's workbook; without, departments get those that their own managers
    give to their own people. Nothing that exists is overwritten: raises WrongCommand, before anything is written, if a
    file of that name has other content.
    """
    from perfxl.workbook.entry.rater_workbook import owed_ratings, rater_workbook, raters
    from perfxl.workbook.entry.return_department import department_workbook
    from perfxl.workbook.entry.return_rows import People

    people = People(cycle)
    departments = people.all_departments()
    rated_by = raters(cycle, people) if to_raters else []
    total = len(departments) + len(rated_by)
    made = Distribution(folder=folder)
    placed: list[tuple[Handout, bytes]] = []

    def place(kind: list[Handout], handed: Iterable["HandedOut"], where: Path, *, by_name: bool) -> None:
        for one, path in _placed(handed, where, by_name=by_name):
            handout = Handout(one.owner, one.name, path, one.owed, one.done)
            kind.append(handout)
            placed.append((handout, one.content))
            on_progress(len(placed), total)

    own = (
        department_workbook(cycle, people, one, language=language, with_ratings=not to_raters) for one in departments
    )
    place(made.departments, own, folder, by_name=False)
    theirs = (rater_workbook(cycle, people, one, language=language) for one in rated_by)
    place(made.raters, theirs, folder / RATERS_FOLDER(language), by_name=True)
    asked = sum(one.owed.get("ratings", 0) - one.done.get("ratings", 0) for one in [*made.departments, *made.raters])
    made.unasked = owed_ratings(cycle, people) - asked
    made.unchanged += _written(placed)
    return made


def distribute_again(
    cycle: Cycle,
    folder: Path,
    *,
    language: str,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> Distribution:
    """Distribute into `folder`, or where workbooks of other content lie there, into `folder 2`, `folder 3` and so on.

    Raters get workbooks of their own where any rating is owed.
    """
    from perfxl.workbook.entry.rater_workbook import owed_ratings
    from perfxl.workbook.entry.return_rows import People

    to_raters = owed_ratings(cycle, People(cycle)) > 0
    for number in range(1, _MOST_FOLDERS):
        chosen = folder if number == 1 else folder.with_name(f"{folder.name} {number}")
        with suppress(WrongCommand):
            return distribute(cycle, chosen, language=language, to_raters=to_raters, on_progress=on_progress)
    return distribute(cycle, folder, language=language, to_raters=to_raters, on_progress=on_progress)


def _placed(
    handed: Iterable["HandedOut"], folder: Path, *, by_name: bool
) -> Iterator[tuple["HandedOut", Path]]:
    """Each workbook with its path; two that would be one file get `~2`, `~3`."""
    from perfxl.letters.filenames import safe_name

    taken: set[str] = set()
    for one in handed:
        stem = safe_name(f"{one.owner}_{one.name}" if by_name and one.name else one.owner)
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}~{number}"
        taken.add(name.casefold())
        yield one, folder / f"{name}.xlsx"


def _written(placed: list[tuple[Handout, bytes]]) -> list[Path]:
    """Write what is not there yet; returns the paths that were there with this content."""
    from perfxl.whole_files import whole_file

    there = {one.path for one, _ in placed if one.path.exists()}
    unchanged = [one.path for one, content in placed if one.path in there and one.path.read_bytes() == content]
    clashes = sorted(str(path) for path in there.difference(unchanged))
    if clashes:
        raise _kept(clashes)
    for one, content in placed:
        if one.path not in there:
            one.path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(one.path) as temporary:
                temporary.write_bytes(content)
    return unchanged


def _kept(clashes: list[str]) -> WrongCommand:
    shown, more = clashes[:_MOST_NAMED], len(clashes) - _MOST_NAMED
    zh = "、".join(shown) + (f" 等 {len(clashes)} 个" if more > 0 else "")
    en = ", ".join(shown) + (f" and {more} more" if more > 0 else "")
    return WrongCommand(
        Text(
            f"{zh}已存在且内容不同，可能已有人填写，不会覆盖。请用一个新文件夹。",
            f"{en}: exists with other content, perhaps filled in; it is not overwritten. Choose a new folder.",
        )
    )
