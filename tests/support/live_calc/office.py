"""A private LibreOffice without a window: one Python starts it, others attach to it by the name of its pipe."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

from tests.support.libreoffice import soffice
from tests.support.live_calc.bridge import uno
from tests.support.live_calc.memory import Memory

PIPE = "PERFXL_LIVE_CALC"  # environment variable: the pipe of the office that a Python shall attach to
_SECONDS_TO_START, _SECONDS_TO_END = 120.0, 20.0
_PREFIX = "perfxl-calc-"

# Macros run, VBA is read, every workbook is recalculated when opened as Excel does with files that Excel did not write.
_SETTINGS = {
    ("Setup/L10N", "ooSetupSystemLocale"): "en-US",
    ("Office.Common/Security/Scripting", "MacroSecurityLevel"): 0,
    ("Office.Calc/Filter/Import/VBA", "Load"): "true",
    ("Office.Calc/Filter/Import/VBA", "Executable"): "true",
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode"): 0,
    ("Office.Common/Save/Document", "WarnAlienFormat"): "false",
}


class Office:
    """A running LibreOffice. desktop: its UNO desktop. memory: what it remembers. pid: of the program that was started."""

    def __init__(
        self, pipe: str, started: "subprocess.Popen[bytes] | None" = None, profile: Path | None = None
    ) -> None:
        self.pipe = pipe
        self._started, self._profile = started, profile
        self._guard = _guard(started.pid, profile) if started is not None and profile is not None else None
        self.context = _answer(pipe, started)
        self.desktop = self.service("frame.Desktop")
        user = self.service("util.PathSubstitution").substituteVariables("$(user)", True)
        self.memory = Memory(Path(uno().fileUrlToSystemPath(user)) / "live_calc")
        if started is not None:
            self.memory.put("pid", started.pid)
        self.pid = int(self.memory.get("pid"))

    def service(self, name: str) -> Any:
        """A UNO service, such as "frame.Desktop"."""
        return self.context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", self.context)

    def end(self) -> None:
        """End the office, by force if it does not answer, and sweep its profile; only the Python that started it waits."""
        with contextlib.suppress(Exception):  # it may be gone, or go before it answers
            for document in self.documents():
                document.close(True)
            self.desktop.terminate()
        if self._started is None or self._profile is None or self._guard is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._started.wait(_SECONDS_TO_END)
        with contextlib.suppress(ProcessLookupError):  # what still runs of the group that was started here
            os.killpg(self._started.pid, signal.SIGKILL)
        self._started.wait()
        self._guard.kill()
        self._guard.communicate()
        shutil.rmtree(self._profile, ignore_errors=True)

    def documents(self) -> list[Any]:
        """The open spreadsheets, oldest first."""
        found, components = [], self.desktop.Components.createEnumeration()
        while components.hasMoreElements():
            document = components.nextElement()
            if hasattr(document, "supportsService") and document.supportsService(
                "com.sun.star.sheet.SpreadsheetDocument"
            ):
                found.append(document)
        return sorted(found, key=lambda document: int(document.RuntimeUID))


def started() -> Office:
    """Start an office with a profile of its own."""
    program = soffice()
    assert program is not None, "LibreOffice is not installed"
    profile = Path(tempfile.mkdtemp(prefix=_PREFIX))
    pipe = f"{_PREFIX}{uuid.uuid4().hex[:12]}"
    _write_settings(profile)
    office = subprocess.Popen(
        [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo", "--nodefault",
         "--nofirststartwizard", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    return Office(pipe, office, profile)


def attached() -> Office:
    """The office that another Python started, named by the environment."""
    return Office(os.environ[PIPE])


def _guard(pid: int, profile: Path) -> "subprocess.Popen[bytes]":
    """A small process that ends the office and sweeps its profile if this Python is killed: its input ends then."""
    command = 'read -r line; kill -KILL "-$0"; rm -rf -- "$1"'
    return subprocess.Popen(
        ["/bin/sh", "-c", command, str(pid), str(profile)], stdin=subprocess.PIPE, start_new_session=True
    )


def _answer(pipe: str, started: "subprocess.Popen[bytes] | None") -> Any:
    """The office's context, as soon as it answers."""
    local = uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    latest = time.monotonic() + _SECONDS_TO_START
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception as silence:
            if time.monotonic() > latest or (started is not None and started.poll() is not None):
                raise TimeoutError(f"LibreOffice does not answer on {pipe}") from silence
            time.sleep(0.1)


def _write_settings(profile: Path) -> None:
    items = [
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for (path, name), value in _SETTINGS.items()
    ]
    user = profile / "user"
    user.mkdir()
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
        + "\n".join(items)
        + "\n</oor:items>\n",
        encoding="utf-8",
    )
