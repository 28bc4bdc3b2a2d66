"""Letters: perfxl's engine against plain `HTML(string).write_pdf()`, in one run.

    python benchmarks/letters.py [PEOPLE] [MANY]
    python benchmarks/letters.py --swap [PEOPLE]

Two designs, the project's own letter and a reference letter (with comments from a dozen, and with comments that nobody
else has), for PEOPLE people (500): plain with the system's Noto CJK, plain with the same font subset that perfxl makes, and
perfxl with its proofs; on the reference letter also typst, ReportLab and Chromium where they are installed. Each way is a process
of its own; they take turns. CPU milliseconds a letter, start-up and the first letters left out. Then a worker's memory up to MANY
letters (2,000), whole runs with one worker and two, and the same again with nothing changed. --swap: 1,000 letters instead, 20 for
people of one name, with one swapped on purpose.
"""

import base64
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from letter_ways.contest import Cost, contest, memory
from letter_ways.contestant import WARM_UP, Perfxl, PerfxlEngine, Plain
from letter_ways.others import installed
from letter_ways.own_letter import random_scores
from letter_ways.reference_letter import STYLE, Person, logo_png, page, people
from letter_ways.swapped import swap_one

from perfxl.letters.batch import write_letters
from perfxl.letters.design import read_design
from perfxl.letters.filenames import letter_paths
from perfxl.letters.fonts import letter_fonts
from perfxl.letters.gathering import letter_facts
from perfxl.letters.press import Materials, Task
from perfxl.letters.subset import characters, small_fonts
from perfxl.rules.scores import Scores

SYSTEM, SUBSET, PERFXL = "plain, system font", "plain, same subset", "perfxl"


def own_ways(scores: Scores, folder: Path) -> dict[str, Any]:
    """The project's own letter, by each way."""
    everybody, design = letter_facts(scores), read_design()
    assets = _fonts([*(text for facts in everybody.values() for _, text in facts.texts()), design.texts()])
    pages = [design.html(facts, style=True) for facts in everybody.values()]
    paths, face = letter_paths(everybody.values()), _face(assets)
    tasks = [Task(facts, paths[id_]) for id_, facts in everybody.items()]
    return {
        SYSTEM: Plain(pages, _made(folder, "a")),
        SUBSET: Plain(pages, _made(folder, "b"), face),
        PERFXL: Perfxl(
            Materials(design.files, assets, tuple(everybody), _made(folder, "c"), folder, left_out=frozenset()), tasks
        ),
    }


def reference_ways(everybody: list[Person], folder: Path) -> dict[str, Any]:
    """The reference letter, by each way."""
    logo = f"data:image/png;base64,{base64.b64encode(logo_png()).decode()}"
    assets, pages = _fonts([STYLE, *(page(person) for person in everybody)]), [page(person) for person in everybody]
    told = [
        {name: getattr(person, name) for name in ("employee_id", "name", "score", "grade")} for person in everybody
    ]
    whole = [page(person, logo=logo, style=True) for person in everybody]
    return {
        SYSTEM: Plain(whole, _made(folder, "a")),
        SUBSET: Plain(whole, _made(folder, "b"), _face(assets)),
        PERFXL: PerfxlEngine(pages, told, STYLE, assets | {"logo": (logo_png(), "image/png")}, _made(folder, "c")),
        **dict(installed(everybody, whole, _made(folder, "d"))),
    }


def _fonts(texts: list[str]) -> dict[str, tuple[bytes, str]]:
    regular, bold = small_fonts(letter_fonts(), characters(texts))
    return {"regular": (regular, "font/otf"), "bold": (bold, "font/otf")}


def _face(assets: Mapping[str, tuple[bytes, str]]) -> str:
    return "".join(
        f'@font-face {{ font-family: "perfxl letter"; font-weight: {weight}; '
        f'src: url("data:font/otf;base64,{base64.b64encode(assets[name][0]).decode()}") }} '
        for name, weight in (("regular", 400), ("bold", 700))
    )


def _made(folder: Path, name: str) -> Path:
    (folder / name).mkdir(exist_ok=True)
    return folder / name


def compared(title: str, ways: dict[str, Any], n: int) -> dict[str, Cost]:
    """Hold a contest and print it."""
    costs = contest(ways, n)
    print(f"{title}, {n} people")
    for way, cost in costs.items():
        ratio = cost.cpu / costs[PERFXL].cpu
        print(
            f"  {way:20} {cost.cpu:6.1f} ms CPU, {cost.wall:6.1f} ms wall, {cost.kb:5.0f} KB, {cost.mb:4.0f} MB; "
            f"ratio to perfxl {ratio:.2f}",
            flush=True,
        )
    return costs


def whole_runs(scores: Scores, plain_wall: float) -> None:
    """A run with one worker and with two, then one in which nothing has changed."""
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as place:
            report = write_letters(scores, Path(place), language="zh", jobs=workers)
            n = len(report.written)
            print(
                f"{workers} worker(s), whole run: {n} letters in {report.seconds:.1f} s wall, {n / report.seconds:.1f} a second, "
                f"ratio {plain_wall * n / 1000 / report.seconds:.1f} to plain's wall; engine: {report.engine.line().en or 'all'}"
            )
            if workers == 2:
                start = time.perf_counter()
                again = write_letters(scores, Path(place), language="zh", jobs=2)
                seconds = time.perf_counter() - start
                print(f"nothing changed: {len(again.unchanged)} letters, {seconds / n * 1000:.2f} ms each", flush=True)


def main(n: int, many: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        costs = compared("the project's own letter, each comment unique", own_ways(random_scores(n + WARM_UP), folder), n)
        for unique in (False, True):
            title = f"the reference letter, comments {'unique' if unique else 'from a dozen'}"
            compared(title, reference_ways(people(n + WARM_UP, unique=unique), folder), n)
        counts = tuple(sorted({min(50, many), min(500, many), many}))
        peaks = memory(own_ways(random_scores(many), folder)[PERFXL], counts)
        print("memory of a worker:", ", ".join(f"{mb:.0f} MB after {count}" for count, mb in zip(counts, peaks, strict=True)))
    whole_runs(random_scores(n), costs[SYSTEM].wall)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--swap"]:
        swap_one(int((*sys.argv[2:], "1000")[0]))
    else:
        wanted = dict(enumerate(map(int, sys.argv[1:])))
        main(wanted.get(0, 500), wanted.get(1, 2000))
