"""The settings of one schedule: a small JSON file beside the master, so that the timer's command is short."""

import hashlib
import re
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from perfxl.faults import Fault, WrongCommand
from perfxl.language import Text
from perfxl.schedule.days import Days
from perfxl.schedule.timing import Timing
from perfxl.whole_files import whole_file

_NAME = re.compile(r"\w[\w .()（）-]{0,38}[\w)）]|\w")
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")


def _absolute(path: Path) -> Path:
    if not path.is_absolute():
        raise ValueError("not absolute")
    return path


Place = Annotated[Path, AfterValidator(_absolute)]


class Schedule(BaseModel):
    """What is done, when, and where everything lies; all paths are absolute.

    since: when it was installed; what became due before is not made up for. check_out, reminders: None: not wanted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    cycle: Place
    returns: Place
    into: Place
    daily: time
    days: Days = Days.EVERY
    check_out: Place | None = None
    reminders: Place | None = None
    language: Literal["zh", "en"] = "zh"
    since: datetime

    @property
    def id(self) -> str:
        """Its name in the system's timer: ASCII, and another for each cycle folder."""
        folder = hashlib.blake2b(f"{self.cycle.parent}\n{self.name}".encode(), digest_size=4).hexdigest()
        readable = "-".join(re.findall(r"[a-z0-9]+", self.name.lower()))[:24].strip("-")
        return "-".join(filter(None, ("perfxl", readable, folder)))

    @property
    def timing(self) -> Timing:
        """When it is due."""
        return Timing(self.daily, self.days)

    @property
    def file(self) -> Path:
        """Where these settings stand."""
        return self.into.with_name(f"schedule-{self.name}.json")

    @property
    def last_run_file(self) -> Path:
        """Where it stands how the last run ended."""
        return self.into.with_name(f"schedule-{self.name}.last.json")


def write_schedule(schedule: Schedule) -> Path:
    """Write the settings beside the master and return where."""
    with whole_file(schedule.file) as temporary:
        temporary.write_text(schedule.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return schedule.file


def read_schedule(file: Path) -> Schedule:
    """The settings in `file`; Fault that names the file, and the field, where they cannot be used."""
    try:
        return Schedule.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        raise Fault(
            Text(
                f"找不到定时设置 {file}。请重新运行 perfxl schedule install。",
                f"The settings {file} are gone. Run perfxl schedule install again.",
            )
        ) from None
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False)[0]
        field = ".".join(map(str, wrong["loc"])) or "JSON"
        raise Fault(
            Text(
                f"定时设置 {file} 中的 {field} 不能用。请改正，或重新运行 perfxl schedule install。",
                f"{field} in the settings {file} cannot be used. Mend it, or run perfxl schedule install again.",
            )
        ) from error


def time_of(text: str) -> time:
    """The time of day that --daily names; WrongCommand if it is none."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise WrongCommand(Text(f"--daily {text} 不是时间，请写成 07:30。", f"--daily {text} is no time; write 07:30."))
    return time(int(found[1]), int(found[2]))


def name_of(text: str) -> str:
    """`text` if it can be a schedule's name (it becomes part of file names), else WrongCommand."""
    if not _NAME.fullmatch(text):
        raise WrongCommand(
            Text(
                f"--name {text} 不能用：只能有文字、数字、空格和 - _ . ( )，最多 40 个字。",
                f"--name {text} cannot be used: letters, digits, blanks and - _ . ( ) only, at most 40 characters.",
            )
        )
    return text
