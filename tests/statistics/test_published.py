"""Published tables, reproduced to the digits that were published; each test names where its numbers stand."""

from collections.abc import Sequence

import numpy as np
import pytest

from perfxl.rules.exact import Floats
from perfxl.rules.statistics.apportionment import largest_remainder, loses_by_growing
from perfxl.rules.statistics.effect_sizes import cliffs_delta, hedges_g, small_sample_correction
from perfxl.rules.statistics.icc import icc
from perfxl.rules.statistics.kappa import kappa, squared_disagreement
from perfxl.rules.statistics.kendall import kendall_w
from perfxl.rules.statistics.krippendorff import Level, krippendorff_alpha
from perfxl.rules.statistics.multiple import holm
from perfxl.rules.statistics.reliability import (
    alpha_of_variances,
    cronbach_alpha,
    r_wg,
    raters_needed,
    spearman_brown,
    standard_error,
)
from perfxl.rules.statistics.selection import below_four_fifths, fisher_p, impact_ratios, mantel_haenszel
from perfxl.rules.statistics.shrinkage import shrinkage_factor, shrunk

_ = float("nan")

# Shrout & Fleiss 1979, Psychological Bulletin 86:420-428, table 2: 6 targets, 4 judges.
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
)

# Anxiety ratings, 3 raters x 20 subjects: the example of KendallW in the R packages irr and DescTools.
ANXIETY = np.array(
    [
        [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3],
        [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
        [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2],
    ],
    dtype=float,
)

# Hollander & Wolfe 1973, p. 140: 22 players round first base in three ways (R: friedman.test).
FIRST_BASE = """
    5.4 5.5 5.55   5.85 5.7 5.75   5.2 5.6 5.5   5.55 5.5 5.4   5.9 5.85 5.7   5.45 5.55 5.6   5.4 5.4 5.35
    5.45 5.5 5.35   5.25 5.15 5.0   5.85 5.8 5.7   5.25 5.2 5.1   5.65 5.55 5.45   5.6 5.35 5.45   5.05 5.0 4.95
    5.5 5.5 5.4   5.45 5.55 5.5   5.55 5.55 5.35   5.45 5.5 5.55   5.5 5.45 5.25   5.65 5.6 5.4   5.7 5.65 5.55
    6.3 6.3 6.25
"""

# Krippendorff 2011, Computing Krippendorff's alpha-reliability, section D: 4 observers, 12 units, gaps.
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
        [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]
).T

# Chatterjee & Price 1977: the attitude of 30 departments' employees, 7 items (R: datasets::attitude).
ATTITUDE = """
    43 51 30 39 61 92 45   63 64 51 54 63 73 47   71 70 68 69 76 86 48   61 63 45 47 54 84 35   81 78 56 66 71 83 47
    43 55 49 44 54 49 34   58 67 42 56 66 68 35   71 75 50 55 70 66 41   72 82 72 67 71 83 31   67 61 45 47 62 80 41
    64 53 53 58 58 67 34   67 60 47 39 59 74 41   69 62 57 42 55 63 25   68 83 83 45 59 77 35   77 77 54 72 79 77 46
    81 90 50 72 60 54 36   74 85 64 69 79 79 63   65 60 65 75 55 80 60   65 70 46 57 75 85 46   50 58 68 54 64 78 52
    50 40 33 34 43 64 33   64 61 52 62 66 80 41   53 66 52 50 63 80 37   40 37 42 58 50 57 49   63 54 42 48 66 75 33
    66 77 66 63 88 76 72   78 75 58 74 80 78 49   48 57 44 45 51 83 38   85 85 71 71 77 74 55   82 82 39 59 64 78 39
"""

# Efron & Morris 1975 (JASA 70:311), 1977 (Scientific American 236:119): hits of 18 batters at their first 45 at-bats.
HITS = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]) / 45
SEASON = np.array(
    [
        0.346,
        0.298,
        0.276,
        0.222,
        0.273,
        0.27,
        0.263,
        0.21,
        0.269,
        0.23,
        0.264,
        0.256,
        0.303,
        0.264,
        0.226,
        0.285,
        0.316,
        0.2,
    ]
)


def numbers(text: str, columns: int) -> Floats:
    return np.array(text.split(), dtype=float).reshape(-1, columns)


def test_shrout_and_fleiss_table_4() -> None:
    found = icc(SHROUT_FLEISS)

    squares = [found.squares.bms, found.squares.wms, found.squares.jms, found.squares.ems]
    assert np.round(squares, 2).tolist() == [11.24, 6.26, 32.49, 1.02]
    six = [found.icc1, found.icc2, found.icc3, found.icc1k, found.icc2k, found.icc3k]
    assert np.round(six, 4).tolist() == [0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093]
    parts = [found.components.target, found.components.rater, found.components.error]
    assert np.round(parts, 4).tolist() == [2.5556, 5.2444, 1.0194]


def test_shrout_and_fleiss_intervals() -> None:
    found = {name: tuple(np.round(ends, 2).tolist()) for name, ends in icc(SHROUT_FLEISS).intervals.items()}

    assert found == {
        "icc1": (-0.13, 0.72),
        "icc2": (0.02, 0.76),
        "icc3": (0.34, 0.95),
        "icc1k": (-0.88, 0.91),
        "icc2k": (0.07, 0.93),
        "icc3k": (0.68, 0.99),
    }


def test_kendall_w_with_ties() -> None:
    found = kendall_w(ANXIETY)

    assert [round(found.w, 7), round(found.chi2, 4), found.df, round(found.p, 5)] == [0.5396569, 30.7604, 19, 0.04288]


def test_friedmans_rank_sums_at_first_base() -> None:
    found = kendall_w(numbers(FIRST_BASE, 3))

    assert found.rank_sums.tolist() == [53.0, 47.0, 32.0]
    assert [round(found.chi2, 3), found.df, round(found.p, 6), round(found.w, 5)] == [11.143, 2, 0.003805, 0.25325]


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorffs_alphas(level: Level, alpha: float) -> None:
    assert round(krippendorff_alpha(KRIPPENDORFF, level=level), 3) == alpha


def test_cronbachs_alpha_of_bland_and_altman() -> None:
    """Bland & Altman 1997, BMJ 314:572: ten items of the mini-HAQ."""
    assert round(alpha_of_variances(10, 11.16, 77.44), 2) == 0.95


def test_cronbachs_alpha_of_the_attitude_items() -> None:
    """Revelle's psych::alpha gives 0.84 for R's attitude data."""
    assert round(cronbach_alpha(numbers(ATTITUDE, 7)), 5) == 0.84314


def test_efron_and_morris_1977() -> None:
    mean = HITS.mean()
    variance = mean * (1 - mean) / 45

    assert [round(shrinkage_factor(HITS, variance), 3), round(mean, 3)] == [0.212, 0.265]
    expected = [0.294, 0.289, 0.285, 0.280, 0.275, 0.275, 0.270, 0.266, 0.261, 0.261, *[0.256] * 5, 0.252, 0.247, 0.242]
    assert np.round(shrunk(HITS, variance), 3).tolist() == expected
    assert np.sum((HITS - SEASON) ** 2) / np.sum((shrunk(HITS, variance) - SEASON) ** 2) == pytest.approx(3.5, abs=0.05)


def test_efron_and_morris_1975_on_the_arcsine_scale() -> None:
    """x = sqrt(45) arcsin(2 y - 1) has variance 1; printed back on the scale of averages."""
    angle = np.sqrt(45) * np.arcsin(2 * HITS - 1)

    assert round(shrinkage_factor(angle, 1.0), 3) == 0.209
    expected = [0.290, 0.286, 0.281, 0.277, 0.273, 0.273, 0.268, 0.264, 0.259, 0.259, *[0.254] * 5, 0.249, 0.244, 0.239]
    back = (np.sin(shrunk(angle, 1.0) / np.sqrt(45)) + 1) / 2
    assert np.abs(back - expected).max() <= 0.0006


COHEN_1968 = np.array([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]])


def test_cohens_kappa_plain_and_weighted() -> None:
    """Cohen 1968, Psychological Bulletin 70:213, table 1: two raters of psychiatric disorders."""
    severity = np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]], dtype=float)

    assert [round(kappa(COHEN_1968), 3), round(kappa(COHEN_1968, disagreement=severity), 3)] == [0.492, 0.348]


def test_squared_weights_make_kappa_an_intraclass_correlation() -> None:
    """Fleiss & Cohen 1973: equal to ICC(2,1) but for terms of order 1/n; here n is 10,000."""
    random = np.random.default_rng(5)
    person = random.normal(size=10_000)
    pairs = np.clip(np.rint(person[:, None] + random.normal(size=(10_000, 2))) + 2, 0, 4).astype(int)
    table = np.zeros((5, 5))
    np.add.at(table, (pairs[:, 0], pairs[:, 1]), 1)

    assert kappa(table, disagreement=squared_disagreement(5)) == pytest.approx(icc(pairs.astype(float)).icc2, abs=1e-4)


def test_the_four_fifths_rule_is_exact() -> None:
    """EEOC et al. 1979, 44 FR 11996, question 11: 0.48 / 0.60 is exactly four fifths, and not below it."""
    people = {"White": 100, "American Indian": 100, "Hispanic": 100, "Black": 100}
    selected = {"White": 60, "American Indian": 45, "Hispanic": 48, "Black": 51}

    ratios = impact_ratios(selected, people)

    assert {name: float(ratio) for name, ratio in ratios.items() if ratio} == {
        "White": 1.0,
        "American Indian": 0.75,
        "Hispanic": 0.8,
        "Black": 0.85,
    }
    assert [name for name, ratio in ratios.items() if below_four_fifths(ratio)] == ["American Indian"]
    assert (12 / 20) / (15 / 20) < 0.8, "floats would flag it"
    assert not below_four_fifths(impact_ratios({"a": 12, "b": 15}, {"a": 20, "b": 20})["a"])


@pytest.mark.parametrize(
    ("selected", "people", "rates", "ratio", "p"),
    [
        # EEOC et al. 1979, after question 12: 120 applicants.
        ((48, 12), (80, 40), (0.6, 0.3), 0.5, 0.003409),
        # A textbook's table: 48 of 255 men, 52 of 395 women.
        ((48, 52), (255, 395), (0.19, 0.13), 0.6994, None),
    ],
)
def test_selection_rates(
    selected: Sequence[int], people: Sequence[int], rates: Sequence[float], ratio: float, p: float | None
) -> None:
    ratios = impact_ratios(dict(zip("ab", selected, strict=True)), dict(zip("ab", people, strict=True)))

    assert tuple(round(chosen / n, 2) for chosen, n in zip(selected, people, strict=True)) == rates
    assert ratios["b"] is not None
    assert round(float(ratios["b"]), 4) == ratio
    assert below_four_fifths(ratios["b"])
    if p is not None:
        assert round(fisher_p(selected[1], people[1], selected[0], people[0]), 6) == p


def test_fishers_tea() -> None:
    """Fisher 1935: three of four cups told right; two-sided p = 34/70."""
    assert fisher_p(3, 4, 1, 4) == pytest.approx(34 / 70)


# Bickel, Hammel & O'Connell 1975, Science 187:398: admissions to Berkeley's six largest departments (R: UCBAdmissions).
BERKELEY = np.array(
    [
        [[89, 19], [512, 313]],
        [[17, 8], [353, 207]],
        [[202, 391], [120, 205]],
        [[131, 244], [138, 279]],
        [[94, 299], [53, 138]],
        [[24, 317], [22, 351]],
    ],
    dtype=float,
)


def test_berkeleys_admissions_within_departments() -> None:
    """R's mantelhaen.test gives a common odds ratio of men to women of 0.9046968, 95 % 0.7719074 to 1.0603298."""
    found = mantel_haenszel(BERKELEY)
    overall = BERKELEY.sum(axis=0)

    assert round(1 / found.odds_ratio, 7) == 0.9046968
    assert [round(1 / found.high, 7), round(1 / found.low, 7)] == [0.7719074, 1.0603298]
    assert overall[0, 0] / overall[0].sum() < 0.8 * overall[1, 0] / overall[1].sum(), "women look disadvantaged overall"
    assert found.odds_ratio > 1, "within departments they are not"


def test_hedges_correction_and_g() -> None:
    """Hedges 1981: the gamma functions, close to 1 - 3 / (4 df - 1)."""
    assert [round(small_sample_correction(df), 3) for df in (2, 10, 50)] == [0.564, 0.923, 0.985]
    group, others = np.array([1.0, 2, 3]), np.array([2.0, 3, 4])
    assert hedges_g(group, others) == pytest.approx(-1 * small_sample_correction(4))


def test_cliffs_delta_counts_pairs() -> None:
    """Of 3 x 4 pairs 8 are above, 3 below, 1 equal."""
    assert cliffs_delta(np.array([3.0, 5, 9]), np.array([1.0, 3, 4, 6])) == pytest.approx((8 - 3) / 12)


def test_spearman_brown_and_raters_needed() -> None:
    """A single supervisor's reliability of 0.52 (Viswesvaran, Ones & Schmidt 1996) needs four raters for 0.8."""
    assert round(spearman_brown(0.52, 4), 4) == 0.8125
    assert [raters_needed(0.52, 0.8), raters_needed(0.5, 0.5), raters_needed(0.0, 0.8), raters_needed(0.8, 0.8)] == [
        4,
        1,
        None,
        1,
    ]


def test_within_group_agreement_by_hand() -> None:
    """James, Demaree & Wolf 1984: chance on five points has variance 2; ratings 3, 4, 5 have variance 1."""
    found = r_wg(np.array([[3, 4, 5], [4, 4, 4], [1, 5, _], [4, _, _]]), points=5)

    assert found[:3].tolist() == [0.5, 1.0, 0.0]
    assert np.isnan(found[3])


def test_standard_error_of_measurement() -> None:
    """A standard deviation of 15 and a reliability of 0.91 make 4.5 points."""
    assert standard_error(15, 0.91) == pytest.approx(4.5)


def test_holms_steps() -> None:
    """Holm 1979: 0.01, 0.02, 0.03, 0.04 become 0.04, 0.06, 0.06, 0.06; what was not tested does not count."""
    assert holm(np.array([0.04, 0.01, _, 0.03, 0.02]))[[0, 1, 3, 4]] == pytest.approx([0.06, 0.04, 0.06, 0.06])


# The apportionment of the first Congress by Hamilton's method: VA MA PA NC NY MD CT SC NJ NH VT GA KY RI DE.
STATES_1790 = [
    630560, 475327, 432879, 353523, 331589, 278514, 236841, 206236, 179570, 141822, 85533, 70835, 68705, 68446, 55540,
]  # fmt: skip


@pytest.mark.parametrize(
    ("votes", "seats", "expected"),
    [
        ([47000, 16000, 15800, 12000, 6100, 3100], 10, (5, 2, 1, 1, 1, 0)),  # the textbook example with a Hare quota
        (STATES_1790, 60, (11, 8, 7, 6, 6, 5, 4, 3, 3, 2, 1, 1, 1, 1, 1)),
        ([6, 6, 2], 10, (4, 4, 2)),
        ([6, 6, 2], 11, (5, 5, 1)),  # the Alabama paradox: one more seat, and the smallest loses one
    ],
)
def test_largest_remainders_give_the_published_seats(votes: list[int], seats: int, expected: tuple[int, ...]) -> None:
    assert largest_remainder(votes, seats).places == expected


def test_the_paradox_is_seen_before_it_happens() -> None:
    assert [loses_by_growing([6, 6, 2], seats) for seats in (9, 10, 11)] == [(), (2,), ()]
