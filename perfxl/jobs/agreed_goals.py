"""The goals that were signed when the standards were last published, from the standards.json beside the cycle."""

import json
from pathlib import Path

from perfxl.cycle.published import NAME
from perfxl.rules.goal_terms import usable


def agreed_goals(folder: Path) -> dict[str, dict[str, str]]:
    """Terms by goal id; {} where nothing was published, or where the file cannot be read as such (publish says so)."""
    try:
        return usable(json.loads((folder / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
