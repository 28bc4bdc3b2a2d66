"""Microsoft's Open XML SDK says whether Excel would open a workbook without repairing it.

The SDK comes as the npm package that `ooxml/package.json` names; bootstrap.py installs it into .venv/ooxml.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

_FOLDER = Path(sys.prefix) / "ooxml" / "node_modules" / "@xarsh"
_SECONDS = 120


def validator() -> Path | None:
    """Where the validator's program for this machine is; None if it is not installed."""
    return next(iter(sorted(_FOLDER.glob("ooxml-validator-*/ooxml-validator*"))), None)


needs_validator = pytest.mark.skipif(validator() is None, reason="the Open XML SDK is not installed (needs npm)")


def ooxml_errors(path: Path) -> list[str]:
    """What the Open XML SDK finds wrong in `path`, one line per error; no line for a sound file."""
    program = validator()
    assert program is not None, "the Open XML SDK is not installed"
    done = subprocess.run([program, path], check=False, capture_output=True, encoding="utf-8", timeout=_SECONDS)
    answer = json.loads(done.stdout)
    errors = [f"{error['path']} {error['xPath']}: {error['description']}" for error in answer["errors"]]
    assert answer["ok"] == (not errors), done.stderr
    return errors
