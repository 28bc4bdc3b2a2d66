"""Running the system's own programs: by their absolute path, word by word, never through a shell."""

import os
import shutil
import subprocess
from dataclasses import dataclass

from perfxl.faults import Fault
from perfxl.language import Text

_SECONDS = 60


@dataclass(frozen=True)
class Ended:
    """How a program ended. out: as it was written; said: its first words, for people."""

    code: int
    out: bytes
    said: str


def is_there(program: str) -> bool:
    """Whether the program is on the PATH."""
    return shutil.which(program) is not None


def run(program: str, *words: str, given: bytes | None = None) -> Ended:
    """Run a program of the system and wait; given: what it reads. Fault if it is not there or does not end."""
    path = shutil.which(program)
    if path is None:
        raise Fault(Text(f"这台电脑没有 {program}，不能定时。", f"This machine has no {program}; nothing can be scheduled."))
    variables = {**os.environ, "LC_ALL": "C"}  # its messages are looked at
    try:
        ended = subprocess.run(
            [path, *words], input=given or b"", capture_output=True, check=False, timeout=_SECONDS, env=variables
        )
    except subprocess.TimeoutExpired:
        raise Fault(Text(f"{program} 没有回应。请稍后再试。", f"{program} does not answer. Try again later.")) from None
    lines = (ended.stderr or ended.stdout).decode(errors="replace").split("\n")
    return Ended(ended.returncode, ended.stdout, next((line.strip() for line in lines if line.strip()), ""))


def run_or_fault(program: str, *words: str, given: bytes | None = None) -> Ended:
    """The same; Fault with what the program said if it failed."""
    ended = run(program, *words, given=given)
    if ended.code:
        raise Fault(
            Text(
                f"{program} 拒绝了（{ended.said or ended.code}）。请检查权限后重试。",
                f"{program} refused ({ended.said or ended.code}). Check your rights and try again.",
            )
        )
    return ended
