"""requirements.lock as a program reads it: what is pinned, and what of it one system needs."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+?)(?: ; (.+?))? \\$")
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")
Environment = Mapping[str, str]


@dataclass(frozen=True)
class Pin:
    """One package of the lock. marker: where it is needed, '' for everywhere."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    def line(self) -> str:
        """As pip reads it, without the marker: that was decided for the system the folder is for, not for this one."""
        return " ".join([f"{self.name}=={self.version}", *(f"--hash={one}" for one in self.hashes)])

    def concerns(self, environment: Environment) -> bool:
        """True if the system of that environment needs it at all."""
        return not self.marker or Marker(self.marker).evaluate({**environment, "extra": ""})


def pins(lock: str) -> dict[str, Pin]:
    """Every pin of a lock by its canonical name."""
    found: dict[str, Pin] = {}
    name = ""
    for line in lock.splitlines():
        if match := _PIN.match(line):
            name = canonicalize_name(match[1])
            found[name] = Pin(name, match[2], match[3] or "", ())
        elif name and (match := _HASH.search(line)):
            pin = found[name]
            found[name] = Pin(pin.name, pin.version, pin.marker, (*pin.hashes, match[1]))
    return found


def windows(python: tuple[int, int]) -> Environment:
    """The environment of a 64-bit Windows with that Python, as markers ask for it."""
    return {
        **{name: str(value) for name, value in default_environment().items()},
        "implementation_name": "cpython",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "python_full_version": f"{python[0]}.{python[1]}.0",
        "python_version": f"{python[0]}.{python[1]}",
        "sys_platform": "win32",
    }


@dataclass(frozen=True)
class Wanted:
    """A package and those of its extras that somebody asks for."""

    name: str
    extras: frozenset[str] = frozenset()


def requirements_of(wheel: Path, extras: Iterable[str], environment: Environment) -> Iterator[Wanted]:
    """What a wheel needs on the system of that environment, as its metadata say."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(name).decode("utf-8"))
    for text in metadata.get_all("Requires-Dist", []):
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({**environment, "extra": extra}) for extra in ("", *extras)):
            yield Wanted(canonicalize_name(requirement.name), frozenset(requirement.extras))
