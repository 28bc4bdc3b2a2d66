"""`uno`, LibreOffice's Python binding, under this Python: only its two modules, nothing else of the system's Python."""

import builtins
import importlib.util
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.support.libreoffice import SYSTEM_UNO


def _module(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@cache
def uno() -> Any:
    """The module `uno`. It puts an import function and a folder of its own in place, which are taken back."""
    assert SYSTEM_UNO is not None, "python3-uno is not installed"
    own_import, own_path = builtins.__import__, list(sys.path)
    try:
        _module("pyuno", SYSTEM_UNO.binding)
        return _module("uno", SYSTEM_UNO.module)
    finally:
        builtins.__import__, sys.path[:] = own_import, own_path


def struct(name: str, **fields: object) -> Any:
    """A UNO struct, such as struct("table.CellAddress", Row=1)."""
    made = uno().createUnoStruct(f"com.sun.star.{name}")
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def named(**values: object) -> tuple[Any, ...]:
    """Named arguments as UNO wants them."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items())


def enum(name: str, value: str) -> Any:
    """A UNO enum value, such as enum("awt.FontSlant", "ITALIC")."""
    return uno().Enum(f"com.sun.star.{name}", value)


def each(indexed: Any) -> Iterator[Any]:
    """The members of a UNO container that counts its members, each fetched when it is wanted."""
    return (indexed.getByIndex(number) for number in range(indexed.Count))


def mixed(cells: Any, name: str) -> bool:
    """Whether the cells differ in the property `name`; UNO itself answers with the default then."""
    return bool(cells.getPropertyState(name).value == "AMBIGUOUS_VALUE")
