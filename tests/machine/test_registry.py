"""The registry by names, read through a stand-in that knows the calls of the module winreg."""

import contextlib
import sys
from collections.abc import Iterator

import pytest

from perfxl.machine.office import BITS_NAMES, MACRO_NAMES, MacroSetting, excel_bits, macro_setting
from perfxl.machine.registry import Registry, registry_values, values_of

POLICY, OWN, INTERNET = MACRO_NAMES
PLATFORM, OUTLOOK = BITS_NAMES


class Winreg:
    """A registry of (hive, key, value name)."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE = "user", "machine"

    def __init__(self, values: dict[tuple[str, str, str], int | str]) -> None:
        self.values = values

    @contextlib.contextmanager
    def OpenKey(self, root: str, key: str) -> Iterator[tuple[str, str]]:
        if not any(one[:2] == (root, key) for one in self.values):
            raise FileNotFoundError(key)
        yield root, key

    def QueryValueEx(self, opened: tuple[str, str], name: str) -> tuple[int | str, int]:
        if (*opened, name) not in self.values:
            raise FileNotFoundError(name)
        return self.values[(*opened, name)], 1


def test_values_are_found_by_hive_key_and_name_and_what_is_missing_is_left_out() -> None:
    key = r"Software\Microsoft\Office\16.0\Excel\Security"
    winreg = Winreg({("user", key, "VBAWarnings"): 2, ("machine", r"SOFTWARE\A", "B"): "x64"})
    names = [rf"HKCU\{key}\VBAWarnings", r"HKLM\SOFTWARE\A\B", r"HKLM\SOFTWARE\A\C", r"HKCU\SOFTWARE\A\B"]

    assert values_of(winreg, names) == {names[0]: 2, names[1]: "x64"}


@pytest.mark.skipif(sys.platform == "win32", reason="there is a registry on Windows")
def test_other_systems_have_no_registry() -> None:
    assert registry_values(MACRO_NAMES) == {}


@pytest.mark.parametrize(
    ("registry", "setting", "allows"),
    [
        ({}, MacroSetting(2, False, False), True),
        ({OWN: 1}, MacroSetting(1, False, False), True),
        ({OWN: 4}, MacroSetting(4, False, False), False),
        ({OWN: 1, POLICY: 3}, MacroSetting(3, True, False), False),
        ({OWN: 4, POLICY: 2, INTERNET: 1}, MacroSetting(2, True, True), True),
        ({OWN: 9}, MacroSetting(2, False, False), True),
        ({INTERNET: 0}, MacroSetting(2, False, False), True),
    ],
)
def test_a_policy_counts_before_the_user_s_own_setting(registry: Registry, setting: MacroSetting, allows: bool) -> None:
    assert macro_setting(registry) == setting
    assert macro_setting(registry).allows is allows


@pytest.mark.parametrize(
    ("registry", "bits"), [({}, 0), ({PLATFORM: "x64"}, 64), ({PLATFORM: "x86", OUTLOOK: "x64"}, 32), ({OUTLOOK: "x86"}, 32)]
)
def test_the_bitness_of_excel(registry: Registry, bits: int) -> None:
    assert excel_bits(registry) == bits
