"""Damaged returns: no traceback, no dead run, every file named, and no score that changes without a word."""

import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from perfxl.consolidation.assembly import assembled, merged_cycle
from perfxl.consolidation.company import Company
from perfxl.consolidation.crew import Crews
from perfxl.consolidation.reading import HowToRead, ReturnWork, read_return
from perfxl.consolidation.return_read import ReturnRead, read_from_bytes
from perfxl.cycle.sheets import sheet_of
from perfxl.cycle.tables import Cycle
from perfxl.cycle.typed import Percent
from perfxl.rules.scores import score
from perfxl.workbook.master.kept import with_texts
from tests.consolidation.mutations import with_damaged_bytes, with_damaged_structure
from tests.consolidation.offices import CLAIM_HEADS, KPIS, RATING_HEADS, Office, filled, office

MUTATIONS = int(os.environ.get("PERFXL_MUTATIONS", "500"))
"""A soak run sets more: PERFXL_MUTATIONS=10000."""
NAME = "销售部.xlsx"
Scored = dict[str, tuple[object, object]]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = office(tmp_path_factory.mktemp("company"))
    rows = [filled(KPIS[0], 90.5), filled(KPIS[1], Percent(76)), filled(KPIS[2], 210.0, 数据来源="系统")]
    ratings = (RATING_HEADS, ("00101", "00201", "上级", 4.0, "认真", None))
    claims = (CLAIM_HEADS, ("00102", "2026-05-01", "加分", "值班", 1.0, 1.0, "00201"))
    made.receive(NAME, rows, department="销售部", 评价=ratings, 加减分=claims)
    return made


def read(content: bytes) -> ReturnRead:
    return read_from_bytes(read_return(ReturnWork(NAME, content), HowToRead()))


def scored(cycle: Cycle, reads: list[ReturnRead]) -> tuple[Scored, Counter[tuple[str, str, str]]]:
    """Status and score of everybody, and all findings, with these returns."""
    whole = assembled(cycle, reads, Company(cycle))
    merged = merged_cycle(cycle, whole.content)
    texts = {
        key: with_texts(sheet_of(key), {name: table[name].to_numpy() for name in table.columns})
        for key, table in merged.tables.items()
        if key in whole.content.tables
    }
    import pandas as pd

    merged = merged.with_tables(**{key: pd.DataFrame(arrays) for key, arrays in texts.items()})
    scores = score(merged)
    people = scores.people.set_index("employee_id")
    said = Counter((one.code, str(one.place), one.employee_id) for one in scores.findings)
    return {one: (people.at[one, "status"], people.at[one, "score"]) for one in people.index}, said


def same(one: ReturnRead, other: ReturnRead) -> bool:
    if one.findings != other.findings or one.tables.keys() != other.tables.keys() or one.properties != other.properties:
        return False
    return all(
        table.columns == other.tables[key].columns
        and all((values.tobytes() == other.tables[key].arrays[name].tobytes()) if values.dtype != object
                else values.tolist() == other.tables[key].arrays[name].tolist() for name, values in table.arrays.items())
        for key, table in one.tables.items()
    )  # fmt: skip


@pytest.mark.parametrize("damage", [with_damaged_bytes, with_damaged_structure])
def test_a_damaged_return_is_read_right_or_reported(
    company: Office, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    sound = (company.returns / NAME).read_bytes()
    cycle, base = company.cycle(), read(sound)
    expected, told = scored(cycle, [base])
    outcomes: Counter[str] = Counter()
    silent = []
    for seed in range(MUTATIONS):
        content = damage(sound, random.Random(seed))
        found = read(content)
        if found.code or not (found.tables or found.kind) or not found.usable:
            outcomes["set aside"] += 1
            continue
        if same(found, base):
            outcomes["read right"] += 1
            continue
        now, said = scored(cycle, [found])
        if any(now[one] != expected[one] and now[one][0] == "scored" for one in now) and not said - told:
            silent.append(seed)
        outcomes["reported"] += 1

    assert silent == []
    assert min(outcomes["set aside"], outcomes["read right"]) > 0
    print(damage.__name__, dict(outcomes))


def test_a_run_over_damaged_files_names_every_one(company: Office, tmp_path: Path) -> None:
    sound = (company.returns / NAME).read_bytes()
    other = Office(tmp_path).send_out()
    names = []
    for seed in range(60):
        damage = with_damaged_bytes if seed % 2 else with_damaged_structure
        names.append(f"{seed:03d}号部门.xlsx")
        (other.returns / names[-1]).write_bytes(damage(sound, random.Random(seed)))

    done = other.consolidate(crews=Crews(processes=2))

    assert [one.file for one in done.files] == names
    assert all(one.finding or one.status == "read" for one in done.files)
    assert done.counts()["quarantined"] > 10
