"""Which person on the roster an id on the command line means."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from perfxl.faults import WrongCommand
from perfxl.language import Text, folded


def known_ids(wanted: Iterable[str], roster: Sequence[str]) -> list[str]:
    """The roster's ids for `wanted`, in that order, each once; full width and case do not matter
    unless the roster tells people apart by them.

    WrongCommand names those that are not on the roster, with the ids that look like them.
    """
    by_fold = {folded(one): one for one in reversed(roster)}
    exact = {one: one for one in roster}
    wanted = list(dict.fromkeys(wanted))
    unknown = [one for one in wanted if folded(one) not in by_fold]
    if unknown:
        raise WrongCommand(_unknown(unknown, roster))
    return list(dict.fromkeys(exact.get(one) or by_fold[folded(one)] for one in wanted))


def _unknown(ids: Sequence[str], roster: Sequence[str]) -> Text:
    close = list(dict.fromkeys(found for one in ids for found in get_close_matches(one, roster, n=3)))
    hint = Text(f"是否指 {'、'.join(close)}？", f"Did you mean {', '.join(close)}?")
    hint = hint if close else Text("请核对员工表。", "Check the roster.")
    return Text(f"没有工号 {'、'.join(ids)}。{hint.zh}", f"There is no employee {', '.join(ids)}. {hint.en}")
