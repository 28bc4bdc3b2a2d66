r"""What the registry says about Excel: may macros run, and is it a 32-bit or a 64-bit program.

Excel 2016, 2019, 2021 and Microsoft 365 all keep their settings under 16.0. What an administrator sets by policy comes first.
"""

from dataclasses import dataclass

from perfxl.machine.registry import Registry

_SECURITY = r"Microsoft\Office\16.0\Excel\Security"
_POLICY, _OWN = rf"HKCU\Software\Policies\{_SECURITY}", rf"HKCU\Software\{_SECURITY}"
_WARNINGS, _FROM_INTERNET = "VBAWarnings", "blockcontentexecutionfrominternet"
_PLATFORM = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration\Platform"
_BITNESS = r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook\Bitness"

MACRO_NAMES = (rf"{_POLICY}\{_WARNINGS}", rf"{_OWN}\{_WARNINGS}", rf"{_POLICY}\{_FROM_INTERNET}")
BITS_NAMES = (_PLATFORM, _BITNESS)
ALWAYS, ASKS, SIGNED_ONLY, NEVER = 1, 2, 3, 4  # as VBAWarnings counts


@dataclass(frozen=True)
class MacroSetting:
    """level: ALWAYS, ASKS (Excel's default), SIGNED_ONLY or NEVER. by_policy: set by an administrator.

    internet_blocked: a policy keeps macros of files with the Mark of the Web from running.
    """

    level: int
    by_policy: bool
    internet_blocked: bool

    @property
    def allows(self) -> bool:
        """True if perfxl's macros, which are not signed, can run once the user agrees."""
        return self.level in (ALWAYS, ASKS)


def macro_setting(registry: Registry) -> MacroSetting:
    """The setting that counts, from the values of MACRO_NAMES."""
    policy, own, internet = (registry.get(name) for name in MACRO_NAMES)
    level = next((one for one in (policy, own) if one in (ALWAYS, ASKS, SIGNED_ONLY, NEVER)), ASKS)
    return MacroSetting(int(level), by_policy=policy is not None, internet_blocked=internet == 1)


def excel_bits(registry: Registry) -> int:
    """32 or 64, from the values of BITS_NAMES; 0 where they do not say it."""
    said = str(next((registry[name] for name in BITS_NAMES if name in registry), "")).casefold()
    return {"x86": 32, "x64": 64}.get(said, 0)
