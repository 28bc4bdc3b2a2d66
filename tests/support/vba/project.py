"""Reads a whole VBA project and says which MUSTs of [MS-OVBA] it breaks as a file that somebody writes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.support.vba.compound_file import read_compound_file
from tests.support.vba.compression import Broken, decompressed
from tests.support.vba.dir_stream import DirStream, read_dir_stream

_WRITTEN = 0xFFFF  # what a writer puts where a cache or a cookie would stand
_GUID = r"\{[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}\}"
_PROJECT = re.compile(
    rf'ID="(?P<id>{_GUID})"\r\n'
    r"(?P<items>(?:(?:Document=\w+/&H00000000|Module=\w+|Class=\w+)\r\n)*)"
    r'Name="(?P<name>\w+)"\r\n'
    r'HelpContextID="(?P<help>\d+)"\r\n'
    r'VersionCompatible32="393222000"\r\n'
    r'CMG="(?P<CMG>(?:[0-9A-F]{2}){11,14})"\r\n'
    r'DPB="(?P<DPB>(?:[0-9A-F]{2}){8,})"\r\n'
    r'GC="(?P<GC>(?:[0-9A-F]{2}){8,11})"\r\n'
    r"\r\n"
    r"\[Host Extender Info\]\r\n"
    rf"(?:&H[0-9A-F]{{8}}={_GUID};\w+;&H[0-9A-F]{{8}}\r\n)*"
    r"\r\n"
    r"\[Workspace\]\r\n"
    r"(?P<windows>(?:\w+=-?\d+, -?\d+, -?\d+, -?\d+, [CZI]?\r\n)*)"
)
_STATES = {"CMG": bytes(4), "DPB": bytes(1), "GC": b"\xff"}  # not protected, no password, visible


@dataclass
class Project:
    """What was read. sources: text by module; kinds: Document, Module or Class by module; faults: broken rules."""

    faults: list[str] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


def read_project(raw: bytes) -> Project:
    """Read the vbaProject.bin `raw`."""
    file = read_compound_file(raw)
    read = Project(file.faults)
    try:
        listed = read_dir_stream(decompressed(file.streams["VBA/dir"]))
        read.faults += [*_stream_faults(file.streams, file.storages, listed), *_dir_faults(listed)]
        for module in listed.modules:
            text = decompressed(file.streams[f"VBA/{module.stream}"][module.offset :])
            read.sources[module.name] = text.decode(f"cp{listed.code_page}")
        read.faults += _source_faults(read.sources)
        _read_project_stream(file.streams["PROJECT"].decode(f"cp{listed.code_page}"), listed, read=read)
        read.faults += _wm_faults(file.streams["PROJECTwm"], listed)
    except (Broken, KeyError, UnicodeDecodeError) as reason:
        read.faults.append(str(reason))
    return read


def _stream_faults(streams: dict[str, bytes], storages: list[str], listed: DirStream) -> Iterator[str]:
    """2.2, 2.3.4.1: which streams there are; the version and the missing cache of _VBA_PROJECT."""
    wanted = {"PROJECT", "PROJECTwm", "VBA/_VBA_PROJECT", "VBA/dir", *(f"VBA/{m.stream}" for m in listed.modules)}
    if set(streams) != wanted or storages != ["VBA"]:
        yield f"streams: {sorted(set(streams) ^ wanted)}"
    version = streams["VBA/_VBA_PROJECT"]
    if version[:5] != bytes.fromhex("cc61ffff00"):
        yield "_VBA_PROJECT: version"
    if len(version) != 7:
        yield "_VBA_PROJECT: a performance cache"


def _dir_faults(listed: DirStream) -> Iterator[str]:
    names = [module.name.lower() for module in listed.modules]
    if listed.count != len(names):
        yield "dir: PROJECTMODULES count"
    if len(set(names)) < len(names):
        yield "dir: a module occurs twice"
    if listed.cookie != _WRITTEN or any(module.cookie != _WRITTEN for module in listed.modules):
        yield "dir: cookie"
    if any(module.offset for module in listed.modules):
        yield "dir: a source begins behind a cache"


def _source_faults(sources: dict[str, str]) -> Iterator[str]:
    for name, text in sources.items():
        if not text.startswith(f'Attribute VB_Name = "{name}"\r\n'):
            yield f"{name}: does not begin with its name"
        if re.search(r"(?<!\r)\n|\r(?!\n)", text) or not text.endswith("\r\n"):
            yield f"{name}: line ends"
        if re.search(r"^(VERSION |BEGIN\b|END\r)", text, re.MULTILINE):
            yield f"{name}: has the head of an exported file"


def _read_project_stream(text: str, listed: DirStream, *, read: Project) -> None:
    """2.3.1: the properties of the project, and its modules as the dir stream has them."""
    parts = _PROJECT.fullmatch(text)
    if parts is None:
        raise Broken("PROJECT: does not follow the grammar")
    items = [item.partition("/")[0].partition("=") for item in parts["items"].splitlines()]
    read.kinds = {name: kind for kind, _, name in items}
    wanted = [(module.name, module.procedural) for module in listed.modules]
    if [(name, kind == "Module") for kind, _, name in items] != wanted:
        read.faults.append("PROJECT: its modules are not those of the dir stream")
    if (parts["name"], int(parts["help"])) != (listed.name, listed.help_context):
        read.faults.append("PROJECT: name and help context are not those of the dir stream")
    if [line.partition("=")[0] for line in parts["windows"].splitlines()] != [name for name, _ in wanted]:
        read.faults.append("PROJECT: windows")
    for key, state in _STATES.items():
        if _decrypted(bytes.fromhex(parts[key]), parts["id"]) != state:
            read.faults.append(f"PROJECT: {key}")


def _decrypted(secret: bytes, project_id: str) -> bytes | None:
    """2.4.3.3: the data of an encrypted state; None if version, key or length do not fit."""
    seed, version, key = secret[0], secret[0] ^ secret[1], secret[0] ^ secret[2]
    if (version, key) != (2, sum(map(ord, project_id)) & 0xFF):
        return None
    plain, before, last, out = key, secret[1], secret[2], bytearray()
    for byte in secret[3:]:
        plain = byte ^ ((before + plain) & 0xFF)
        before, last = last, byte
        out.append(plain)
    content = bytes(out[(seed & 6) // 2 :])
    return content[4:] if int.from_bytes(content[:4], "little") == len(content) - 4 else None


def _wm_faults(raw: bytes, listed: DirStream) -> Iterator[str]:
    """2.3.3: each module's name twice, and two zeros at the end."""
    names = [module.name for module in listed.modules]
    wanted = b"".join(name.encode(f"cp{listed.code_page}") + b"\0" + f"{name}\0".encode("utf-16-le") for name in names)
    if raw != wanted + b"\0\0":
        yield "PROJECTwm: its modules are not those of the dir stream"
