"""The streams PROJECT and PROJECTwm: the project's properties and its modules as text, [MS-OVBA] 2.3.1 and 2.3.3."""

from collections.abc import Sequence

from perfxl.workbook.macros.dir_stream import ENCODING, PROJECT_NAME
from perfxl.workbook.macros.modules import Module, ModuleKind

PROJECT_ID = "{7B0D6C0E-5A1B-4E0B-9C55-3F2B6A0D4E71}"  # a constant, so that the same modules give the same bytes
_UNPROTECTED, _NO_PASSWORD, _VISIBLE = bytes(4), bytes(1), b"\xff"
_VERSION = 2
_SEEDS = (0x15, 0x09, 0x0B)  # any bytes will do


def project_stream(modules: Sequence[Module]) -> bytes:
    """The stream PROJECT of a project without password whose windows are all closed."""
    protection = zip(("CMG", "DPB", "GC"), (_UNPROTECTED, _NO_PASSWORD, _VISIBLE), _SEEDS, strict=True)
    lines = [
        f'ID="{PROJECT_ID}"',
        *(_listed(module) for module in modules),
        f'Name="{PROJECT_NAME}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        *(f'{key}="{_encrypted(state, seed=seed)}"' for key, state, seed in protection),
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode(ENCODING)


def project_wm_stream(modules: Sequence[Module]) -> bytes:
    """The stream PROJECTwm: each module's name in the code page and in Unicode."""
    names = (module.name.encode(ENCODING) + b"\0" + f"{module.name}\0".encode("utf-16-le") for module in modules)
    return b"".join(names) + b"\0\0"


def _listed(module: Module) -> str:
    ending = "/&H00000000" if module.kind is ModuleKind.DOCUMENT else ""
    return f"{module.kind.value}={module.name}{ending}"


def _encrypted(content: bytes, *, seed: int) -> str:
    """`content` in the Data Encryption of [MS-OVBA] 2.4.3.2, as hexadecimal digits."""
    key = sum(PROJECT_ID.encode("ascii")) & 0xFF
    done = [seed, seed ^ _VERSION, seed ^ key]
    plain = key
    for byte in bytes((seed & 6) // 2) + len(content).to_bytes(4, "little") + content:
        done.append(byte ^ ((done[-2] + plain) & 0xFF))
        plain = byte
    return bytes(done).hex().upper()
