"""What a review sees of what was planted: (flag, whom it names) pairs."""

from perfxl.rules.review import Review
from tests.support.planted_company import DEAD, EASY, FIRST_TWIN, HALO, SECOND_TWIN, SEVERE, UNFAIR

Seen = set[tuple[str, str]]
PLANTED: dict[str, Seen] = {
    "severe": {("severe", SEVERE)},
    "halo": {("halo", HALO)},
    "no_variance": {("no_variance", DEAD)},
    "redundant": {("redundant", FIRST_TWIN), ("redundant", SECOND_TWIN)},
    "easy_target": {("easy_target", EASY)},
    "hidden": {("hidden", UNFAIR), ("lower_within", UNFAIR)},
}
# True statements about every one of these companies: nothing was planted to make them, and nothing is wrong with them.
_TRUE_OF_ALL = {"not_separable", "explained"}


def seen(review: Review) -> Seen:
    """Every observation about raters, KPIs and groups."""
    tables = ((review.raters, "rater_id"), (review.kpis, "kpi"), (review.groups, "group"))
    return {
        (flag, name)
        for table, key in tables
        for name, flags in zip(table[key], table["flags"], strict=True)
        for flag in flags
        if flag not in _TRUE_OF_ALL
    }
