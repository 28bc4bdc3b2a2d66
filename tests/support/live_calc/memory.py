"""What the office remembers beyond its documents: small files in its profile that all attached Pythons read and write.

Excel keeps these in the application, so they outlive a Python that was killed: the status bar, screen updating, messages
that were shown. LibreOffice has no place for them.
"""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote


class Memory:
    """Values by name, each a file in `folder`, written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{quote(name, safe='')}.json"

    def get(self, name: str, default: Any = None) -> Any:
        """The value of `name`."""
        try:
            return json.loads(self._path(name).read_text("utf-8"))
        except FileNotFoundError:
            return default

    def put(self, name: str, value: Any) -> None:
        """Remember `value`, which JSON can write."""
        path = self._path(name)
        new = path.with_suffix(f".{os.getpid()}.new")
        new.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
        new.replace(path)

    def append(self, name: str, value: Any) -> None:
        """Add `value` to the list of `name`."""
        self.put(name, [*(self.get(name) or []), value])

    def clear(self, *, keep: tuple[str, ...]) -> None:
        """Forget all but the names in `keep`."""
        kept = {self._path(name) for name in keep}
        for path in self._folder.iterdir():
            if path not in kept:
                path.unlink()
