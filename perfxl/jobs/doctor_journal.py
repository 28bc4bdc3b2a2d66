"""Is the journal of a master whole?"""

from collections.abc import Iterator
from pathlib import Path

from perfxl.jobs.examined import Examined
from perfxl.language import Text

_FIX = Text("{wrong}请保留现状，与备份和打印过的校验值核对。", "{wrong} Leave it as it is and compare backups and printed hashes.")


def journal_examined(master: Path, *, head: str = "") -> Iterator[Examined]:
    """Look at the journal beside `master`; head: a hash that a run printed."""
    from perfxl.consolidation.journal_check import checked_journal

    for one in checked_journal(master, head=head):
        if one.wrong is None:
            yield Examined(one.what, one.found, ok=True)
        else:
            wrong = one.wrong
            yield Examined(one.what, one.found, ok=False, fix=Text(_FIX.zh.format(wrong=wrong.zh), _FIX.en.format(wrong=wrong.en)))
