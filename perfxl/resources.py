"""The folders that travel with perfxl: letter templates and the workbooks that HR opens."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def templates_folder() -> Path:
    """Return the folder of letter and document templates (jinja2 and CSS)."""
    return _travelling("templates")


def workbooks_folder() -> Path:
    """Return the folder of the workbooks that HR opens; it may be missing in a checkout that has built none."""
    return _travelling("workbooks")


def _travelling(name: str) -> Path:
    """The wheel carries the folder inside the package; a checkout has it beside the package."""
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name
