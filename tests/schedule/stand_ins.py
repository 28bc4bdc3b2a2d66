"""Stand-ins for the systems' own programs: real programs on the PATH that keep what they were called with.

crontab keeps a table as the real one does; systemctl, schtasks and launchctl remember what was registered.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

_PROGRAM = """#!{python}
import json, pathlib, sys
here = pathlib.Path(__file__).resolve().parent
name, words = pathlib.Path(__file__).name, sys.argv[1:]
given = sys.stdin.buffer.read().decode("utf-8", "surrogateescape") if words == ["-"] else ""
read = [pathlib.Path(word).read_bytes().hex() for word in words if word.endswith((".xml", ".plist"))]
with (here / "calls").open("a", encoding="utf-8") as calls:
    calls.write(json.dumps([name, words, given, read]) + "\\n")
refusal = here / f"{{name}}.refuses"
if refusal.exists():
    told, _, only = refusal.read_text().partition("|")
    if not only or only in words:
        sys.exit(told if told else 1)
{body}
"""
_BODIES = {
    "crontab": """
table = here / "table"
if words == ["-l"]:
    if not table.exists():
        sys.exit("no crontab for somebody")
    sys.stdout.buffer.write(table.read_bytes())
elif words == ["-"]:
    table.write_bytes(given.encode("utf-8", "surrogateescape"))
""",
    "systemctl": "",
    "schtasks": """
task = here / ("task " + words[words.index("/TN") + 1].replace("\\\\", " "))
if words[0] == "/Create":
    task.touch()
elif not task.exists():
    sys.exit("ERROR: The system cannot find the file specified.")
elif words[0] == "/Delete":
    task.unlink()
""",
    "launchctl": """
label = words[-1].removesuffix(".plist").split("/")[-1]
if words[0] == "bootstrap":
    (here / label).touch()
elif not (here / label).exists():
    sys.exit(113)
elif words[0] == "bootout":
    (here / label).unlink()
""",
}


@dataclass(frozen=True)
class Programs:
    """A folder of stand-ins that is the whole PATH."""

    folder: Path

    def calls(self, program: str) -> list[list[str]]:
        """The words of every call so far."""
        return [words for name, words, *_ in self._all() if name == program]

    def read(self, program: str) -> list[bytes]:
        """The files that it was given to read."""
        return [bytes.fromhex(content) for name, _, _, read in self._all() if name == program for content in read]

    @property
    def table(self) -> bytes:
        """What the crontab holds."""
        table = self.folder / "table"
        return table.read_bytes() if table.exists() else b""

    def keep_table(self, table: bytes) -> None:
        """Somebody's own crontab."""
        (self.folder / "table").write_bytes(table)

    def refuse(self, program: str, told: str, *, only: str = "") -> None:
        """From now on the program fails with these words; only: where this is among its own words."""
        (self.folder / f"{program}.refuses").write_text(f"{told}|{only}")

    def forget_calls(self) -> None:
        """Start again."""
        (self.folder / "calls").unlink(missing_ok=True)

    def _all(self) -> list[tuple[str, list[str], str, list[str]]]:
        calls = self.folder / "calls"
        return [json.loads(line) for line in calls.read_text(encoding="utf-8").splitlines()] if calls.exists() else []


def programs(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> Programs:
    """Stand-ins of these names, alone on the PATH; the user's folders are the test's."""
    there = folder / "programs"
    there.mkdir()
    for name in names:
        (there / name).write_text(_PROGRAM.format(python=sys.executable, body=_BODIES[name]), encoding="utf-8")
        (there / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(there))
    monkeypatch.setenv("HOME", str(folder / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "home" / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "home" / "config"))
    return Programs(there)
