"""How the last run of a schedule went: a small JSON file beside its settings."""

from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from perfxl.whole_files import whole_file

_DONE = (0, 1)  # done, or done with findings


class Step(BaseModel):
    """One step of a run. code: as the command of that step would end; counts: such as read 12; reason: why it stopped."""

    model_config = ConfigDict(frozen=True)

    step: str
    code: int
    counts: dict[str, int] = {}
    reason: str = ""


class LastRun(BaseModel):
    """The last run. ended, code: None while it runs, or if it was killed. done: when the last started that did its work."""

    model_config = ConfigDict(frozen=True)

    started: datetime
    ended: datetime | None = None
    code: int | None = None
    host: str = ""
    process: int = 0
    steps: tuple[Step, ...] = ()
    done: datetime | None = None

    def finished(self, *, ended: datetime, steps: tuple[Step, ...]) -> "LastRun":
        """The same run at its end; its code is the worst of its steps."""
        code = max((step.code for step in steps), default=0)
        done = self.started if code in _DONE else self.done
        return self.model_copy(update={"ended": ended, "code": code, "steps": steps, "done": done})


def read_last_run(file: Path) -> LastRun | None:
    """The last run; None if there was none or its file cannot be read."""
    try:
        return LastRun.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return None


def write_last_run(file: Path, last: LastRun) -> None:
    """Keep how it went."""
    with whole_file(file) as temporary:
        temporary.write_text(last.model_dump_json(indent=1) + "\n", encoding="utf-8")
