"""How the meeting's figures are told, in sheets, on paper and in the terminal."""

from collections.abc import Iterator
from math import isnan

from perfxl.language import Text, plain_number
from perfxl.rules.certainty import SURE
from perfxl.rules.committee import Committee, pool_title

STATUSES = {
    "tie": Text("得分相同，须决定", "tie to decide"),
    "lower": Text("提议下调", "proposed lower"),
    "borderline": Text("等级没有把握", "uncertain grade"),
    "decided": Text("已决定", "decided"),
    "": Text("", ""),
}
_HOLDS = Text(
    "本表只列提议，不改变任何等级。校准表中写明理由、决定人和决定日期的一行才算决定。",
    "This paper proposes and changes nothing. Only a row of the Calibration sheet with reason, who and when is a decision.",
)
_CEILING = Text(
    "比例是上限：更高等级没有用完的名额可以往下用；名额空着不会让谁升级，也不会为了凑足低等级而降谁的级。",
    "A quota is a ceiling: places that better grades leave free may be used below; a free place lifts nobody, and nobody is "
    "pushed down to fill a low grade.",
)
_METHOD = Text(
    "名额按最大余数法取整。它有一个已知的悖论：范围里多一个人，某个等级的名额反而可能少一个（阿拉巴马悖论）。",
    "Places are rounded by largest remainders. That has a known paradox: with one person more in a pool, a grade can have a place "
    "fewer (the Alabama paradox).",
)
_TIES = Text(
    "得分相同的人一视同仁；正在名额边缘的列在最前，由会议决定。",
    "Equal scores are treated alike; where they meet the edge of a quota they are listed first, for the meeting to decide.",
)
_CERTAIN = Text(
    f"等级没有把握：换成另一批同样的评价人，等级不变的可能不到 {SURE:.0%}。",
    f"Uncertain grade: less than {SURE:.0%} likely to be the same with other raters of the same kind.",
)
_NO_QUOTAS = Text(
    "等级表没有填写比例，所以没有名额，也不提议下调；这里只列等级没有把握的人和已有的决定。",
    "The Grades sheet gives no quotas, so there are no places and no proposals; uncertain grades and decisions are listed.",
)


def how_to_read(found: Committee) -> tuple[Text, ...]:
    """What somebody has to know before using the lists."""
    if not found.has_quotas:
        return _HOLDS, _NO_QUOTAS, _CERTAIN
    return _HOLDS, _CEILING, _TIES, _CERTAIN, _METHOD


def pool_notes(found: Committee, pool: str) -> Iterator[Text]:
    """What is particular about one pool: held people, too few for quotas, open places, the paradox, empty lowest grades."""
    rows = found.pools[found.pools["pool"] == pool]
    first = rows.iloc[0]
    name = pool_title(pool)
    if first["held"]:
        yield Text(
            f"{name.zh}另有 {first['held']} 人暂缓计分，不在其中；他们计分之后名额会变。",
            f"{name.en}: held and not counted: {first['held']}; places will change when they have a score.",
        )
    if found.has_quotas and first["small"]:
        yield Text(
            f"{name.zh}只有 {first['n']} 人，少于 {found.least} 人：名额只是取整的结果，不据此提议。",
            f"{name.en}: people {first['n']}, fewer than {found.least}; places are a matter of rounding, so nothing is proposed.",
        )
    for line in rows.itertuples():
        if line.open:
            yield Text(
                f"{name.zh}：{line.grade} 的余数与其他等级相同，名额可能多 1 个，由会议决定。",
                f"{name.en}: the remainder of {line.grade} ties with another grade's; it may have one place more, for the meeting "
                "to decide.",
            )
        if line.loses:
            yield Text(
                f"{name.zh}：若再多一人，{line.grade} 的名额反而少 1 个。",
                f"{name.en}: with one person more, {line.grade} would have one place fewer.",
            )


def places_told(line: object) -> Text:
    """The places of one row of `pools`: a figure, its quota, and what it was before rounding."""
    places, exact, quota = (float(getattr(line, key)) for key in ("places", "exact", "quota"))
    if isnan(places):
        return Text("不限", "no limit")
    share, before = plain_number(quota, digits=1), plain_number(exact, digits=2)
    return Text(f"{places:.0f}（{share}%，取整前 {before}）", f"{places:.0f} ({share}%, {before} before rounding)")


def counts_told(found: Committee) -> dict[str, int]:
    """How many people have each status."""
    counts = found.people["status"].value_counts()
    return {key: int(counts.get(key, 0)) for key in STATUSES}
