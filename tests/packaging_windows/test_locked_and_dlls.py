"""The lock as the assembly reads it, and DLLs as Windows loads them."""

import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging_windows.conftest import SCRIPTS
from tests.packaging_windows.stand_ins import I386, program, wheel

Scripts = dict[str, ModuleType]
ROOT = SCRIPTS.parents[1]


def test_a_pin_is_read_with_marker_and_hashes(scripts: Scripts) -> None:
    lock = (
        "# words\nA_b.c==1.0 ; sys_platform == 'win32' \\\n"
        f"    --hash=sha256:{'0' * 64} \\\n    --hash=sha256:{'1' * 64}\nplain==2 \\\n    --hash=sha256:{'2' * 64}\n"
    )

    pins = scripts["locked"].pins(lock)

    assert list(pins) == ["a-b-c", "plain"]
    assert pins["a-b-c"].line() == f"a-b-c==1.0 --hash=sha256:{'0' * 64} --hash=sha256:{'1' * 64}"
    assert pins["a-b-c"].concerns(scripts["locked"].windows((3, 12)))
    assert not pins["a-b-c"].concerns({**scripts["locked"].windows((3, 12)), "sys_platform": "linux"})


@pytest.mark.parametrize("python", [(3, 11), (3, 12), (3, 13)])
def test_the_lock_pins_all_that_perfxl_and_xlwings_declare_for_windows(scripts: Scripts, python: tuple[int, int]) -> None:
    environment = scripts["locked"].windows(python)
    pins = scripts["locked"].pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = [scripts["locked"].Requirement(text).name for text in declared]

    concerned = {name for name, pin in pins.items() if pin.concerns(environment)}

    assert {*names, "pywin32", "tzdata", "colorama"} - concerned == set()
    assert "appscript" not in concerned
    assert all(pin.hashes for pin in pins.values())


def test_needs_depend_on_system_python_and_extras(scripts: Scripts, tmp_path: Path) -> None:
    needs = [
        "a", "b; sys_platform == 'win32'", "c; python_version < '3.12'", "d; extra == 'x'", "e[y]; extra == 'x' and os_name == 'nt'",
    ]  # fmt: skip
    made = wheel(tmp_path, "some", "1", needs=needs)
    windows, wanted = scripts["locked"].windows((3, 12)), scripts["locked"].Wanted

    assert list(scripts["locked"].requirements_of(made, (), windows)) == [wanted("a"), wanted("b")]
    assert set(scripts["locked"].requirements_of(made, ("x",), windows)) == {
        wanted("a"), wanted("b"), wanted("d"), wanted("e", frozenset({"y"})),
    }  # fmt: skip


@pytest.mark.parametrize("machine", [0x8664, I386])
def test_imports_are_read_at_once_and_late(scripts: Scripts, tmp_path: Path, machine: int) -> None:
    path = program(tmp_path / "a.dll", imports=["KERNEL32.dll", "libA-1.dll"], late=["late.dll"], machine=machine)

    assert scripts["dll_imports"].imports_of(path) == ["kernel32.dll", "late.dll", "liba-1.dll"]
    assert scripts["dll_imports"].machine_of(path) == machine
    assert scripts["dll_imports"].imports_of(program(tmp_path / "b.dll", machine=machine)) == []


def test_a_real_program_of_windows_is_read(scripts: Scripts) -> None:
    packages = Path(pytest.__file__).parents[1]
    small = [packages / "pip/_vendor/distlib/t64.exe", packages / "setuptools/cli-64.exe"]  # Debian's pip has none
    real = next((path for path in small if path.is_file()), None)
    if real is None:
        pytest.skip("neither pip nor setuptools has a program of Windows here")

    assert scripts["dll_imports"].machine_of(real) == scripts["dll_imports"].AMD64
    assert "kernel32.dll" in scripts["dll_imports"].imports_of(real)


@pytest.mark.parametrize("content", [b"", b"MZ", b"MZ" + bytes(100), b"\x7fELF" + bytes(100)])
def test_other_files_are_no_programs(scripts: Scripts, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.dll").write_bytes(content)

    with pytest.raises(scripts["dll_imports"].NotAProgram):
        scripts["dll_imports"].imports_of(tmp_path / "a.dll")


def test_the_closure_follows_what_is_there_and_names_what_is_not(scripts: Scripts, tmp_path: Path) -> None:
    program(tmp_path / "A.dll", imports=["b.DLL", "KERNEL32.dll"])
    program(tmp_path / "B.dll", imports=["a.dll", "c.dll"])
    program(tmp_path / "c.dll")
    program(tmp_path / "d.dll")

    found, missing = scripts["dll_imports"].closure(["a.dll", "x.dll"], tmp_path)

    assert [path.name for path in found] == ["A.dll", "B.dll", "c.dll"]
    assert missing == ["x.dll"]
