"""Work that a test gives to a cluster: it must be importable in a process of its own."""

import os
import signal
import sys
import time
from pathlib import Path


def first_end_the_worker(flag: str) -> str:
    """The first time, end the worker that started this process; the second time, answer."""
    if not Path(flag).exists():
        Path(flag).touch()
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    return "done"


def end_this_process() -> None:
    """Die as compiled code dies."""
    os._exit(3)


def chatter(word: str) -> str:
    """Print what is no answer."""
    print("noise", flush=True)
    os.write(1, b"noise")
    print("noise", file=sys.stderr)
    return word


def wait_for(seconds: float) -> str:
    """Take that long."""
    time.sleep(seconds)
    return "done"
