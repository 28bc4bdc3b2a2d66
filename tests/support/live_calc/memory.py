"""What the office remembers beyond its documents: a small file in its profile that all attached Pythons read and write.

Excel keeps these in the application, so they outlive a Python that was killed: the status bar, screen updating, messages
that were shown. LibreOffice has no place for them.
"""

import json
import os
from pathlib import Path
from typing import Any


class Memory:
    """Values by name, read from and written to `path` at once, whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _all(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._path.read_text("utf-8")) if self._path.exists() else {}
        return found

    def get(self, name: str, default: Any = None) -> Any:
        """The value of `name`."""
        return self._all().get(name, default)

    def put(self, name: str, value: Any) -> None:
        """Remember `value`, which JSON can write."""
        new = self._path.with_suffix(f".{os.getpid()}.new")
        new.write_text(json.dumps({**self._all(), name: value}, ensure_ascii=False), "utf-8")
        new.replace(self._path)

    def append(self, name: str, value: Any) -> None:
        """Add `value` to the list of `name`."""
        self.put(name, [*(self.get(name) or []), value])

    def clear(self, *, keep: tuple[str, ...]) -> None:
        """Forget all but the names in `keep`."""
        kept = {name: value for name, value in self._all().items() if name in keep}
        self._path.unlink(missing_ok=True)
        for name, value in kept.items():
            self.put(name, value)
