"""What a review sees in companies with known faults, and what it does not see in their clean twins.

Five companies here; benchmarks/review.py runs a hundred: every fault is found in 96 of them or more, five clean twins
raise any alarm.
"""

import pytest

import perfxl
from tests.support.planted_company import FAULTS, Company
from tests.support.planted_sight import PLANTED, Seen, seen

SEEDS = range(5)


@pytest.fixture(scope="module")
def faulty() -> list[Seen]:
    return [seen(perfxl.review(Company(seed).with_faults(FAULTS), by=("group",))) for seed in SEEDS]


@pytest.fixture(scope="module")
def clean() -> list[Seen]:
    return [seen(perfxl.review(Company(seed).with_faults(()), by=("group",))) for seed in SEEDS]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, faulty: list[Seen]) -> None:
    assert [PLANTED[fault] <= sight for sight in faulty] == [True] * len(SEEDS)


def test_the_clean_twins_raise_no_alarm_of_these_kinds(clean: list[Seen]) -> None:
    alarms = [sight & set().union(*PLANTED.values()) for sight in clean]

    assert alarms == [set()] * len(SEEDS)


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_alone_names_nobody_else(fault: str) -> None:
    sight = seen(perfxl.review(Company(3).with_faults((fault,)), by=("group",)))

    mirror = {("higher_within", "甲"), ("hidden", "甲")}  # the other of two groups
    assert sight - mirror == PLANTED[fault]
