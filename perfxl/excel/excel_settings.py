"""Excel's settings while a button works, and their way back: also after a run that was killed.

What the settings were is kept in a small file until they are restored. A run that finds such a file takes over what it
says, because then the settings that Excel has now are those of the run that was killed.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import xlwings as xw

from perfxl.whole_files import whole_file


@contextmanager
def quiet_excel(app: xw.App, *, kept: Path, message: str) -> Iterator[None]:
    """No redrawing and no recalculation in the block, `message` in the status bar; all as before afterwards.

    kept: the file that remembers the settings for the run after a killed one.
    """
    before = _left_behind(kept) or {"screen_updating": app.screen_updating, "calculation": app.calculation}
    with whole_file(kept) as temporary:
        temporary.write_text(json.dumps(before), encoding="utf-8")
    try:
        app.status_bar = message
        app.screen_updating = False
        app.calculation = "manual"
        yield
    finally:
        for name in ("calculation", "screen_updating"):
            with suppress(Exception):  # Excel refuses a calculation mode while no book is open
                setattr(app, name, before[name])
        app.status_bar = False
        kept.unlink(missing_ok=True)


def _left_behind(kept: Path) -> dict[str, object] | None:
    """The settings that a killed run found; None if the last run ended well."""
    try:
        found = json.loads(kept.read_text(encoding="utf-8"))
        return {"screen_updating": bool(found["screen_updating"]), "calculation": str(found["calculation"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None
