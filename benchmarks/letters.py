"""Letters per core: perfxl's engine against plain `HTML(string).write_pdf()` with the system's font, in one run.

python benchmarks/letters.py [PEOPLE]

Each way runs in a process of its own over the same letters; CPU time, start-up left out. Prints milliseconds a letter
and the ratio, then the wall time of a whole run with two workers.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

import perfxl
from perfxl.cycle.settings import CycleSettings
from perfxl.cycle.tables import cycle_from_tables
from perfxl.letters.batch import write_letters
from perfxl.letters.design import read_design
from perfxl.letters.facts import LetterFacts
from perfxl.letters.filenames import letter_paths
from perfxl.letters.fonts import letter_fonts
from perfxl.letters.gathering import letter_facts
from perfxl.letters.press import Materials, Press, Task
from perfxl.letters.subset import characters, small_fonts
from perfxl.rules.scores import Scores

KPIS = ("销售收入", "回款率", "新客户数", "客户满意度", "预测准确度", "培训时数")
WARM_UP = 3


def random_scores(n: int) -> Scores:
    """n scored people with six KPIs and a manager's rating with a comment of its own."""
    random = np.random.default_rng(7)
    ids = [f"E{number:05d}" for number in range(n)]
    names = ["示例" + chr(0x4E00 + int(c)) for c in random.integers(0, 20_000, n)]
    actuals = np.round(random.uniform(70, 120, n * len(KPIS)), 1)
    tables = {
        "employees": pd.DataFrame({"employee_id": ids, "name": names, "department": (["销售部", "研发部"] * n)[:n]}),
        "schemes": pd.DataFrame(
            {
                "scheme": ["岗位"] * 2,
                "component": ["kpi", "manager"],
                "weight": [70.0, 30.0],
                "scale_min": [np.nan, 1.0],
                "scale_max": [np.nan, 5.0],
                "scale_points": ["", "1=40; 2=60; 3=80; 4=95; 5=110"],
            }
        ),
        "grades": pd.DataFrame({"grade": list("ABCD"), "lower_bound": [95.0, 85.0, 60.0, 0.0]}),
        "kpis": pd.DataFrame(
            {
                "employee_id": np.repeat(np.array(ids, dtype=object), len(KPIS)),
                "kpi": list(KPIS) * n,
                "weight": [30.0, 20.0, 15.0, 15.0, 10.0, 10.0] * n,
                "rule": ["ratio_up"] * (n * len(KPIS)),
                "target": np.full(n * len(KPIS), 100.0),
                "actual": actuals,
                "actual.text": [str(actual) for actual in actuals],
            }
        ),
        "ratings": pd.DataFrame(
            {
                "employee_id": ids,
                "rater_id": ["M1"] * n,
                "role": ["manager"] * n,
                "rating": np.round(random.uniform(3, 5, n), 1),
                "comment": [
                    f"第 {number} 次复盘很及时，客户沟通细致，季度末收款节奏可以再提前。" for number in range(n)
                ],
            }
        ),
    }
    settings = CycleSettings(
        name="2026 年度", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), company="示例制造有限公司"
    )
    return perfxl.score(cycle_from_tables(settings, tables, as_of=date(2026, 12, 31)))


def plain(everybody: dict[str, LetterFacts], folder: Path) -> Callable[[LetterFacts], object]:
    from weasyprint import HTML

    design = read_design()
    return lambda facts: HTML(string=design.html(facts, style=True)).write_pdf(folder / f"{facts.employee_id}.pdf")


def tuned(everybody: dict[str, LetterFacts], folder: Path) -> Callable[[LetterFacts], object]:
    """perfxl's way with everything it does: font subset, proof, file in its place."""
    design = read_design()
    said = [text for facts in everybody.values() for _, text in facts.texts()]
    regular, bold = small_fonts(letter_fonts(), characters([*said, design.texts()]))
    assets = {"regular": (regular, "font/otf"), "bold": (bold, "font/otf")}
    press = Press(Materials(design.files, assets, tuple(everybody), folder, folder))
    paths = letter_paths(everybody.values())
    return lambda facts: press.make(Task(facts, paths[facts.employee_id]))


def milliseconds(way: str, n: int) -> float:
    """CPU milliseconds a letter, in this process."""
    everybody = letter_facts(random_scores(n + WARM_UP + 1))
    with tempfile.TemporaryDirectory() as folder:
        make = {"plain": plain, "tuned": tuned}[way](everybody, Path(folder))
        letters = list(everybody.values())
        for facts in letters[:WARM_UP]:
            make(facts)
        start = time.process_time()
        for facts in letters[WARM_UP : WARM_UP + n]:
            make(facts)
        return (time.process_time() - start) / n * 1000


def main(n: int) -> None:
    taken = {way: float(_in_own_process(way, n)) for way in ("plain", "tuned")}
    for way, each in taken.items():
        print(f"{way}: {each:.1f} ms a letter (CPU)")
    print(f"ratio: {taken['plain'] / taken['tuned']:.2f} times plain per core")
    with tempfile.TemporaryDirectory() as folder:
        report = write_letters(random_scores(n), Path(folder), language="zh", jobs=2)
        print(f"two workers: {len(report.written)} letters in {report.seconds:.1f} s wall, start-up included")


def _in_own_process(way: str, n: int) -> str:
    command = [sys.executable, __file__, "--way", way, str(n)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        print(milliseconds(sys.argv[2], int(sys.argv[3])))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
