"""Who has acknowledged the standards that were published, and who has not."""

from collections.abc import Iterable

import pandas as pd

from perfxl.cycle.published import SHORT_DIGITS, Published
from perfxl.cycle.tables import Cycle
from perfxl.findings.base import Finding
from perfxl.findings.published import ReceiptsMissing, ReceiptsOutdated
from perfxl.language import Text, folded
from perfxl.rules.roster import Roster

_MOST_NAMED = 10


def missing_receipts(cycle: Cycle, people: Roster) -> list[Finding]:
    """The people of each department without a receipt, and those whose receipts are for other standards.

    A receipt with a fingerprint is for those standards; one without is for what was published on its day. It counts
    where the person's own standards are the same in the last publication. Exempt people need none.
    """
    published = cycle.published
    if published is None:
        return []
    good, any_at_all = _signed(cycle, published)
    roster = people.table
    wanted = ~people.exempt & roster["employee_id"].isin(list(published.last.employees)).to_numpy()
    on, found = published.last.on.isoformat(), list[Finding]()
    for department, rows in roster[wanted].groupby("department", sort=False):
        ids = rows["employee_id"].tolist()
        missing = [one for one in ids if one not in any_at_all]
        outdated = [one for one in ids if one in any_at_all and one not in good]
        at = people.at(cycle, int(rows.index[0]), "department")
        if missing:
            found.append(
                ReceiptsMissing(
                    item=str(department), of=len(ids), missing=len(missing), on=on, people=_ids(missing), **at
                )
            )
        if outdated:
            found.append(
                ReceiptsOutdated(item=str(department), outdated=len(outdated), on=on, people=_ids(outdated), **at)
            )
    return found


def _signed(cycle: Cycle, published: Published) -> tuple[set[str], set[str]]:
    """Who has a receipt for the standards published last, and who has any."""
    good, any_at_all = set[str](), set[str]()
    for line in cycle["receipts"].to_dict("records"):
        person, signed = str(line["employee_id"]), line["on"]
        if pd.isna(signed):
            continue
        any_at_all.add(person)
        own = published.last.employees.get(person, "")[:SHORT_DIGITS]
        told = folded(str(line["fingerprint"]))[:SHORT_DIGITS]
        if not told:
            then = published.in_force_on(signed.date())
            told = then.employees.get(person, "")[:SHORT_DIGITS] if then else ""
        if own and told == own:
            good.add(person)
    return good, any_at_all


def _ids(people: Iterable[str]) -> Text:
    known = list(people)
    first, more = known[:_MOST_NAMED], len(known) - _MOST_NAMED
    zh, en = "、".join(first), ", ".join(first)
    return Text(f"{zh} 等", f"{en} and {more} more") if more > 0 else Text(zh, en)
