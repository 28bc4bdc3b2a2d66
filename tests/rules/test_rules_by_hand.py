"""Every KPI rule on small cases worked out by hand, each a row of one sheet."""

import numpy as np

import perfxl
from perfxl.rules.attainment import ratio_up
from perfxl.rules.bands import Bands, bands
from perfxl.rules.kpi_rules import RULE_FUNCTIONS
from tests.support.typed_cycle import cycle_from

# rule | target | floor | stretch | cap | parameters | actual | score
BY_HAND = """
    ratio_up | 80 | | | | | 60 | 75
    ratio_up | 80% | | | | | 60% | 75
    ratio_up | 80 | | | | | 200 | 120
    ratio_up | 80 | | | 150 | | 200 | 150
    ratio_up | 80 | | | | | -8 | 0
    ratio_down | 50 | | | | | 60 | 80
    ratio_down | 50 | | | | | 30 | 120
    ratio_down | 50 | | | | | 120 | 0
    inverse_down | 50 | | | | | 80 | 62.5
    inverse_down | 50 | | | 150 | | 0 | 150
    deviation_up | -40 | | | | | -50 | 75
    deviation_up | 0 | | | | scale=20 | -5 | 75
    deviation_down | -40 | | | | | -30 | 75
    deviation_down | 0 | | | | scale=20 | 5 | 75
    on_target | 50 | | | | tolerance=10 | 55 | 50
    on_target | 50 | | | | tolerance=10% | 52 | 60
    on_target | -40 | | | | tolerance=10% | -41 | 75
    on_target | 50 | | | | tolerance=10% | 60 | 0
    bands | | | | | <60:0; 60-80:60; >=80:90 | 59.9999 | 0
    bands | | | | | <60:0; 60-80:60; >=80:90 | 60 | 60
    bands | | | | | <60:0；60～80:60；≥80:90 | 80 | 90
    bands | 200 | | | | <60%:0; 60%-80%:60; >=80%:90 | 159.9999 | 60
    bands | 200 | | | | <60%:0; 60%-80%:60; >=80%:90 | 160 | 90
    bands | | | | | -10-0:40; 0-10:70 | -0.5 | 40
    interpolate | 80 | 60 | 100 | | | 60 | 0
    interpolate | 80 | 60 | 100 | | | 75 | 75
    interpolate | 80 | 60 | 100 | | | 90 | 110
    interpolate | 80 | 60 | 100 | 110 | | 90 | 105
    interpolate | 80 | 60 | 100 | | | 130 | 120
    interpolate | 5 | 9 | 1 | | | 8 | 25
    interpolate | 5 | 9 | 1 | | | 10 | 0
    step | 50 | | | | base=90; each=2; points=3; up=9; down=9 | 53 | 94.5
    step | 50 | | | | base=90; each=2; points=3; up=9; down=9; whole=yes | 53 | 93
    step | 50 | | | | base=90; each=2; points=3; up=9; down=9; whole=是 | 47 | 87
    step | 50 | | | | base=90; each=2; points=3; up=9; down=9; whole=yes; better=down | 53 | 87
    step | 200 | | | | base=90; each=3%; points=1.5; up=12; down=20 | 212 | 93
    step | 200 | | | | base=90; each=3%; points=1.5; up=12; down=20 | 20 | 70
    step | -200 | | | | base=90; each=3%; points=1.5; up=12; down=20 | -188 | 93
    step | 200 | | | | base=90; each=3%; points=1.5; up=12; down=20 | 2000 | 102
    milestone | | | | | 需求=30; 设计=30; 上线=40 | 需求、上线 | 70
    milestone | | | | | 需求=30; 设计=30; 上线=40 | 需求，需求 | 30
    milestone | | | | | 需求=30; 设计=70 | 未完成 | 0
    milestone | | | | 100 | 需求=60; 设计=70 | 需求/设计 | 100
    yes_no | | | | | | 是 | 100
    yes_no | | | | | | No | 0
    deduct | | | | | each=2 | 3 | 94
    deduct | | 60 | | | each=2 | 90 | 60
    deduct | | | | | each=2 | 90 | 0
    rank | | | | | of=10 | 1 | 95
    rank | | | | | of=10 | 10 | 5
    manual | | | | | | 88.5% | 88.5
    manual | | | | | | 130 | 120
"""


def test_each_rule_by_hand() -> None:
    rows = [[cell.strip() for cell in line.split("|")] for line in BY_HAND.strip().splitlines()]
    sheet = [f"E{number:02} | 指标 | 100 | {' | '.join(row[:-1])}" for number, row in enumerate(rows)]
    header = "# 指标\nemployee_id | kpi | weight | rule | target | floor | stretch | cap | parameters | actual\n"

    scores = perfxl.score(cycle_from(header + "\n".join(sheet)))

    assert scores.findings.codes() == []
    assert [
        (*row, score) for row, score in zip(rows, scores.people["score"], strict=True) if float(row[-1]) != score
    ] == []
    assert {row[0] for row in rows} == RULE_FUNCTIONS.keys()


def test_every_whole_percent_of_every_target_falls_on_its_side_of_a_band() -> None:
    edges = bands("<80%:0; >=80%:100")
    assert isinstance(edges, Bands)

    # 80 % of a target with two decimals, as a person types it; plain binary quotients fall short of 80 here and there.
    target = np.arange(1, 2001) / 100
    actual = np.array([float(f"{cents * 0.008:.3f}") for cents in range(1, 2001)])

    assert list(np.flatnonzero(edges.points_of(ratio_up(actual, target)) != 100)) == []
    assert (100 * (actual / target) < 80).any()
