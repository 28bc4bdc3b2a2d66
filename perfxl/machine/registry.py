r"""Values of the Windows registry by one name each: `HKCU\Software\...\VBAWarnings`."""

import os
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

Registry = Mapping[str, int | str]


def registry_values(names: Iterable[str]) -> Registry:
    """The values of those names that exist; none on other systems."""
    return values_of(import_module("winreg"), names) if os.name == "nt" else {}


def values_of(winreg: Any, names: Iterable[str]) -> Registry:
    """The values that the module `winreg` finds. Where nothing stands, or nothing may be read, there is none."""
    found: dict[str, int | str] = {}
    for name in names:
        hive, _, rest = name.partition("\\")
        key, _, value = rest.rpartition("\\")
        root = winreg.HKEY_CURRENT_USER if hive == "HKCU" else winreg.HKEY_LOCAL_MACHINE
        try:
            with winreg.OpenKey(root, key) as opened:
                found[name] = winreg.QueryValueEx(opened, value)[0]
        except OSError:
            continue
    return found
