"""What the calibration meeting has before it: places, proposals with reasons, whom to talk about first, what was decided."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perfxl.findings.base import Finding, Findings
from perfxl.findings.calibration import OverQuota, PoolTooSmall, TieAtTheEdge
from perfxl.language import Text, listed
from perfxl.rules.certainty import certainty
from perfxl.rules.exact import Bools, Ints
from perfxl.rules.quotas import UNLIMITED, Placed, PoolPlaces, placed, places_of, pool_names, quotas, rooms
from perfxl.rules.rating_table import RatingTable, rating_tables
from perfxl.rules.scores import Scores

COMPANY = Text("全公司", "The whole company")
PEOPLE = (
    "employee_id", "name", "department", "pool", "score", "rank", "of", "earned", "best", "worst", "proposed", "status",
    "why", "probability", "other", "standard_error", "borderline", "grade", "decided_by", "decided_on", "reason",
)  # fmt: skip
POOLS = (
    "pool", "n", "held", "small", "grade", "quota", "exact", "places", "open", "earned", "proposed", "final", "room",
    "over", "loses",
)  # fmt: skip


@dataclass(frozen=True)
class Committee:
    """Everything a calibration meeting looks at; it changes nothing.

    people: one row per person with a grade, in the order to talk about: ties first, then whoever is proposed a lower
    grade, borderline or decided, the least certain grade first, then the rest by score. earned: the grade before
    calibration, a veto applied. best, worst: what the quotas leave. proposed: '' where the quotas leave the earned grade
    or a tie. status: `decided`, `tie`, `lower`, `borderline` or ''. why: Text. grade: the final one.

    pools: one row per pool and grade, the best first. places: the ceiling (NaN: no quota); open: whether a tie of
    remainders may add one; room: places with those that better grades leave free. earned, proposed, final: people. loses:
    whether the grade would have a place fewer if the pool had one person more. held: people without a score who are not
    counted. small: too few people for proposals.
    """

    scores: Scores
    pool: str
    least: int
    people: pd.DataFrame
    pools: pd.DataFrame
    findings: Findings

    @property
    def has_quotas(self) -> bool:
        """Whether any grade has a usable quota."""
        return bool(self.pools["quota"].notna().any())

    @property
    def of_decisions(self) -> Findings:
        """What scoring found wrong with quotas and decisions."""
        return Findings.of(finding for finding in self.scores.findings if finding.code.startswith("PX6"))


def committee(scores: Scores, tables: dict[str, RatingTable] | None = None) -> Committee:
    """Look at the grades of `scores` pool by pool. tables: its ratings, where they have been made already."""
    settings, bands = scores.cycle.settings, scores.bands
    sure = certainty(scores, rating_tables(scores) if tables is None else tables)
    percent = quotas(scores.cycle, bands).percent
    everybody, earned = _graded(scores)
    names = pool_names(everybody, settings.quota_pool)
    held = _held(scores)
    blocks, rows, findings = [], list[dict[str, object]](), list[Finding]()
    for name in dict.fromkeys(sorted(names)):
        here = np.flatnonzero(names == name)
        places = places_of(percent, len(here))
        small = len(here) < settings.quota_least
        own = _people(scores, everybody.iloc[here], earned[here], places, pool=str(name), small=small)
        blocks.append(own)
        rows += _grades(scores, own, places, percent, held=held.get(str(name), 0), small=small)
        open_ties = own[own["tie"] & ~own["employee_id"].isin(scores.calibration["employee_id"])]
        findings += _about(open_ties, rows[-len(bands.names) :], least=settings.quota_least)
    people = pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame(columns=list(_OWN))
    return Committee(
        scores=scores,
        pool=settings.quota_pool,
        least=settings.quota_least,
        people=_in_order(_decided(scores, people.merge(_sure(sure), on="employee_id", how="left"))),
        pools=pd.DataFrame(rows, columns=list(POOLS)),
        findings=Findings.of(findings),
    )


_SURE = {"grade": "computed", "probability": "probability", "other": "other", "standard_error": "standard_error"}
_OWN = ("employee_id", "name", "department", "pool", "score", "rank", "of", "earned", "best", "worst", "proposed",
        "tie", "room", "grade")  # fmt: skip


def _sure(found: pd.DataFrame) -> pd.DataFrame:
    """What certainty says, by employee id."""
    return found[["employee_id", *_SURE, "borderline"]].rename(columns=_SURE)


def pool_title(name: str) -> Text:
    """How a pool is called."""
    return Text(name, name) if name else COMPANY


def _graded(scores: Scores) -> tuple[pd.DataFrame, Ints]:
    """Everybody with a grade, and the number of the grade before calibration."""
    bands, people = scores.bands, scores.people
    number = bands.number(people["score"].to_numpy(dtype=np.float64))
    vetoed = np.isin(
        people["employee_id"], scores.adjustments.loc[scores.adjustments["status"] == "veto", "employee_id"]
    )
    number = np.where(vetoed, np.minimum(number, bands.veto), number)
    here = np.flatnonzero(number >= 0)
    return people.iloc[here], number[here]


def _held(scores: Scores) -> dict[str, int]:
    people = scores.people[scores.people["status"] == "held"]
    counts = pd.Series(pool_names(people, scores.cycle.settings.quota_pool)).value_counts()
    return {str(name): int(n) for name, n in counts.items()}


def _people(
    scores: Scores, people: pd.DataFrame, earned: Ints, places: PoolPlaces, *, pool: str, small: bool
) -> pd.DataFrame:
    bands = scores.bands
    score = people["score"].to_numpy(dtype=np.float64)
    left = Placed(earned, earned) if small else placed(earned, score, places)
    tie = left.best != left.worst
    counts = np.bincount(earned, minlength=len(bands.names)).astype(np.int64)
    found = people[["employee_id", "name", "department", "score", "grade"]].reset_index(drop=True)
    return found.assign(
        pool=pool,
        rank=pd.Series(score).rank(ascending=False, method="min").to_numpy(dtype=np.int64),
        of=len(people),
        earned=bands.named(earned),
        best=bands.named(left.best),
        worst=bands.named(left.worst),
        proposed=np.where(~tie & (left.best < earned), bands.named(left.best), ""),
        tie=tie,
        room=rooms(counts, places.ceilings)[earned],
    )[list(_OWN)]


def _grades(
    scores: Scores, own: pd.DataFrame, places: PoolPlaces, percent: np.ndarray, *, held: int, small: bool
) -> list[dict[str, object]]:
    bands = scores.bands
    final = _counts(bands.names, own["grade"])
    room = rooms(final, places.ceilings + places.open)  # a place that is open counts, until somebody decides
    earned = _counts(bands.names, own["earned"])
    sure = own[~own["tie"]]
    proposed = _counts(bands.names, sure["proposed"].where(sure["proposed"] != "", sure["earned"]))
    limited = places.ceilings != UNLIMITED
    rows = []
    for number in reversed(range(len(bands.names))):
        given = bool(limited[number])
        rows.append(
            {
                "pool": str(own["pool"].iloc[0]),
                "n": places.n,
                "held": held,
                "small": small,
                "grade": bands.names[number],
                "quota": percent[number],
                "exact": places.exact[number],
                "places": float(places.ceilings[number]) if given else np.nan,
                "open": bool(places.open[number]),
                "earned": int(earned[number]),
                "proposed": int(proposed[number]),
                "final": int(final[number]),
                "room": float(room[number]) if given else np.nan,
                "over": given and not small and bool(final[number] > room[number]),
                "loses": number in places.loses,
            }
        )
    return rows


def _counts(names: tuple[str, ...], grades: pd.Series) -> Ints:
    counts = grades.value_counts()
    return np.array([int(counts.get(name, 0)) for name in names], dtype=np.int64)


def _about(ties: pd.DataFrame, rows: list[dict[str, object]], *, least: int) -> Iterator[Finding]:
    """ties: people at an edge about whom nothing is decided. rows: those of one pool."""
    if not rows or all(pd.isna(row["quota"]) for row in rows):
        return
    name = str(rows[0]["pool"])
    pool, item = pool_title(name), name or "company"
    if rows[0]["small"]:
        yield PoolTooSmall(pool=pool, item=item, n=int(str(rows[0]["n"])), least=least)
        return
    for (_, best, worst), group in ties.groupby(["score", "best", "worst"], sort=False):
        people = listed(group["employee_id"])
        yield TieAtTheEdge(pool=pool, item=f"{item}: {best}", people=people, better=str(best), worse=str(worst))
    for row in rows:
        if row["over"]:
            grade, count, places = str(row["grade"]), int(str(row["final"])), int(float(str(row["room"])))
            yield OverQuota(pool=pool, item=f"{item}: {grade}", grade=grade, count=count, places=places)


def _decided(scores: Scores, people: pd.DataFrame) -> pd.DataFrame:
    """Add what was decided, the status and the reason of each row."""
    decisions = scores.calibration.set_index("employee_id")[["reason", "decided_by", "decided_on"]]
    found = people.join(decisions, on="employee_id")
    has: Bools = found["decided_by"].notna().to_numpy()
    found[["reason", "decided_by"]] = found[["reason", "decided_by"]].fillna("")
    by_score = found["earned"] == found["computed"]  # a grade that a veto set hangs on no rater
    found["borderline"] = found["borderline"].fillna(False).astype(bool) & by_score
    found["status"] = np.select(
        [has, found["tie"].astype(bool), found["proposed"] != "", found["borderline"]],
        ["decided", "tie", "lower", "borderline"],
        "",
    )
    found["why"] = pd.Series([_why(line) for line in found.itertuples()], dtype=object, index=found.index)
    return found


def _why(line: "pd.Series") -> Text:
    if line.status == "decided":
        return Text(line.reason, line.reason)
    ranked = Text(
        f"第 {line.rank} 名（共 {line.of} 人）",
        f"rank {line.rank} of {line.of}",
    )
    if line.status == "tie":
        return Text(
            f"{ranked.zh}；与他人不相上下，可能是 {line.best} 或 {line.worst}，请会议决定。",
            f"{ranked.en}; level with others at the edge: {line.best} or {line.worst}; the meeting decides.",
        )
    if line.status == "lower" and not line.room:
        return Text(
            f"按得分为 {line.earned}，{ranked.zh}；此范围没有 {line.earned} 的名额。",
            f"{line.earned} by score, {ranked.en}; this pool has no place of {line.earned}.",
        )
    if line.status == "lower":
        return Text(
            f"按得分为 {line.earned}，{ranked.zh}；{line.earned} 的 {line.room} 个名额已由得分更高的人用完。",
            f"{line.earned} by score, {ranked.en}; higher scores take the places of {line.earned} ({line.room}).",
        )
    if line.status == "borderline":
        return Text(
            f"等级不变的把握为 {line.probability:.0%}，另一可能是 {line.other}。",
            f"{line.probability:.0%} certain to stay {line.earned}; {line.other} is the other likely grade.",
        )
    return Text("", "")


def _in_order(people: pd.DataFrame) -> pd.DataFrame:
    first = people["status"].map({"tie": 0, "lower": 1, "borderline": 1, "decided": 1}).fillna(2)
    chance = people["probability"].astype(float).fillna(2.0).where(first < 2, 3.0)
    ordered = people.assign(_first=first, _chance=chance, _score=-people["score"].astype(float))
    ordered = ordered.sort_values(["_first", "_chance", "_score", "employee_id"], kind="stable", ignore_index=True)
    return ordered[list(PEOPLE)]
