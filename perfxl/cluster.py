"""Work on other machines: the workers of a dask cluster as an executor (`perfxl[cluster]`).

A worker does each piece of work in a process of its own, so that the limits of time and memory which the work sets for
its process hold there too, and a piece that dies takes no worker with it.
"""

import os
import pickle
import queue
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, suppress
from typing import Any

from perfxl.faults import Fault, WrongCommand
from perfxl.language import Text

_ANSWERS_WITHIN = 10.0  # seconds for the scheduler to answer and for a worker to be there
_PATIENCE = 30.0  # seconds without any worker, after which work is given back
_LOOKS_EVERY = 2.0  # seconds
_DECIDE_RESULTS = ("perfxl", "numpy", "pandas", "python-calamine", "weasyprint", "pydyf", "uharfbuzz")
_ADDRESS = re.compile(r"(?:tcp|tls)://\S+:[0-9]{1,5}")
_NO_ADDRESS = Text(
    "--cluster {address} 不是集群地址，请写成 tcp://主机:8786。",
    "--cluster {address} is no address of a cluster; write tcp://host:8786.",
)
_NOT_INSTALLED = Text(
    "--cluster 需要 dask.distributed，这台机器上没有。请安装：pip install 'perfxl[cluster]'，或不用 --cluster。",
    "--cluster needs dask.distributed, which this machine lacks. Install it: pip install 'perfxl[cluster]', or leave "
    "--cluster out.",
)
_NO_ANSWER = Text(
    "集群 {address} 在 {seconds:g} 秒内没有应答（{why}）。请核对地址和防火墙，确认 dask scheduler 正在运行，或不用 --cluster。",
    "The cluster {address} did not answer within {seconds:g} seconds ({why}). Check the address and the firewall, see "
    "that its dask scheduler runs, or leave --cluster out.",
)
_NO_WORKER = Text(
    "集群 {address} 没有可用的机器。请在那里启动 dask worker，或不用 --cluster。",
    "The cluster {address} has no workers. Start some there with dask worker, or leave --cluster out.",
)
_OTHER_SOFTWARE = Text(
    "集群机器 {worker} 的软件与这台不同（{differs}），结果可能不同。请装成相同版本，或不用 --cluster。",
    "The worker {worker} of the cluster has other software than this machine ({differs}), so results might differ. "
    "Install the same versions, or leave --cluster out.",
)


@contextmanager
def cluster_at(address: str) -> Iterator["Workers | None"]:
    """The workers of the dask scheduler at `address` (tcp://host:8786); None where no address is given.

    What is submitted, and what it returns, must be picklable; functions must be importable from perfxl. A piece whose
    process died, or that no worker could finish, raises BrokenExecutor: the caller does it here. Raises WrongCommand for
    what is no address, Fault where dask.distributed is missing, the address does not answer, nobody works there, or with
    other software.
    """
    if not address:
        yield None
        return
    if not _ADDRESS.fullmatch(address):
        raise WrongCommand(Text(*(text.format(address=address) for text in _NO_ADDRESS)))
    client = _client(address)
    crew = None
    try:
        _look_over(client, address)
        crew = Workers(client)
        yield crew
    finally:
        if crew is not None:
            crew.shutdown(cancel_futures=True)
        with suppress(Exception):  # a scheduler that is gone cannot be taken leave of
            client.close(timeout=5)


def _client(address: str) -> Any:
    try:
        import distributed  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise Fault(_NOT_INSTALLED) from error
    _quiet()
    client: Any = distributed.Client  # its arguments have no types
    answers: queue.Queue[Any] = queue.Queue()

    def connect() -> None:
        try:
            answers.put(client(address, timeout=_ANSWERS_WITHIN, set_as_default=False))
        except Exception as error:
            answers.put(error)

    threading.Thread(target=connect, daemon=True).start()  # dask itself waits without end for a port that says nothing
    try:
        answer = answers.get(timeout=_ANSWERS_WITHIN + 1)
    except queue.Empty:
        answer = TimeoutError()
    if isinstance(answer, Exception):
        why = str(answer) if isinstance(answer, ValueError) else type(answer).__name__
        said = (text.format(address=address, seconds=_ANSWERS_WITHIN, why=why) for text in _NO_ANSWER)
        raise Fault(Text(*said)) from answer
    return answer


def _quiet() -> None:
    """What dask logs about lost workers is said by perfxl, or is of no use to its reader."""
    import logging  # noqa: PLC0415

    for name in ("distributed", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _look_over(client: Any, address: str) -> None:
    """Refuse a cluster without workers, or with other software."""
    try:
        client.wait_for_workers(1, timeout=_ANSWERS_WITHIN)
    except (TimeoutError, OSError) as error:
        raise Fault(Text(*(text.format(address=address) for text in _NO_WORKER))) from error
    mine = software()
    for worker, theirs in client.run(_software_there, on_error="return").items():
        found = theirs if isinstance(theirs, dict) else {"perfxl": "-"}
        differs = [f"{name} {found.get(name, '-')} / {mine[name]}" for name in mine if found.get(name, "-") != mine[name]]
        if differs:
            said = (text.format(worker=worker, differs=", ".join(differs)) for text in _OTHER_SOFTWARE)
            raise Fault(Text(*said))


def software() -> dict[str, str]:
    """The versions of everything that decides what reading and letters give."""
    return {name: _version(name) for name in _DECIDE_RESULTS}


def _version(name: str) -> str:
    from importlib import metadata  # noqa: PLC0415 - slow to import, seldom needed

    if name == "perfxl":
        from perfxl import __version__  # noqa: PLC0415 - as it is imported, which may be a checkout

        return __version__
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "-"


def _software_there() -> dict[str, str]:
    """Sent to each worker by name; one that lacks perfxl cannot even find this function."""
    return software()


class Workers(Executor):
    """A dask client as an executor that never waits for workers who do not come back. count: pieces at one time."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.count: int = max(1, sum(client.nthreads().values()))
        self._over = threading.Event()
        self._open: dict[Future[Any], Any] = {}  # what is promised, with dask's own future
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have `fn(*args, **kwargs)` done by some worker, in a process of its own; again elsewhere if it is lost."""
        promised: Future[Any] = Future()
        promised.set_running_or_notify_cancel()
        try:
            theirs = self._client.submit(in_own_process, pickle.dumps((fn, args, kwargs)), pure=False)
        except Exception as error:
            raise BrokenExecutor(str(error)) from error
        self._open[promised] = theirs
        theirs.add_done_callback(lambda done: self._keep(promised, done))
        return promised

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stop looking after what is still open. Work goes on being accepted only before this."""
        self._over.set()
        self._give_back()

    def _keep(self, promised: Future[Any], done: Any) -> None:
        try:
            result, error = pickle.loads(done.result(timeout=_ANSWERS_WITHIN))
        except BaseException as lost:
            result, error = None, lost
        if self._open.pop(promised, None) is None:
            return  # it was given back
        if error is None:
            promised.set_result(result)
        elif isinstance(error, Fault):
            promised.set_exception(error)
        else:
            promised.set_exception(BrokenExecutor(f"{type(error).__name__}: {error}"))

    def _watch(self) -> None:
        """Give work back when all workers are gone for a while."""
        seen = time.monotonic()
        while not self._over.wait(_LOOKS_EVERY):
            if self._client.status == "running" and self._client.scheduler_info()["workers"]:
                seen = time.monotonic()
            elif time.monotonic() - seen > _PATIENCE:
                self._give_back()

    def _give_back(self) -> None:
        while self._open:
            with suppress(KeyError):
                promised, theirs = self._open.popitem()
                with suppress(Exception):
                    theirs.cancel()
                promised.set_exception(BrokenExecutor("no workers"))


def in_own_process(call: bytes) -> bytes:
    """Make a call in a fresh process of this machine; raises BrokenExecutor if that dies.

    call: (function, arguments, keyword arguments) as a pickle. Returns (result, error) as a pickle.
    """
    done = subprocess.run([sys.executable, "-m", "perfxl.cluster"], input=call, capture_output=True, check=False)
    if done.returncode:
        raise BrokenExecutor(f"exit code {done.returncode}")
    return done.stdout


def _serve() -> None:
    """The life of that process: one call, its answer. Whatever else is printed goes to stderr."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    work, args, kwargs = pickle.load(sys.stdin.buffer)
    try:
        answer: tuple[Any, Exception | None] = work(*args, **kwargs), None
    except Exception as error:
        answer = None, error
    with answers:
        pickle.dump(answer, answers)


if __name__ == "__main__":
    _serve()
