"""The benchmarks still run; their times are nobody's test."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SMALL = {
    "consolidate.py": ["2"],
    "functions.py": ["20"],
    "letters.py": ["2"],
    "live.py": ["20"],
    "reading.py": ["1"],
    "review.py": ["2", "1", "60"],
    "scoring.py": ["50", "1"],
    "writing.py": ["300"],
}


def test_none_is_forgotten() -> None:
    assert {path.name for path in (ROOT / "benchmarks").glob("*.py")} == SMALL.keys()


@pytest.mark.parametrize("script", SMALL)
def test_a_benchmark_runs_and_prints_a_ratio(script: str) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / script), *SMALL[script]]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )

    assert done.returncode == 0, done.stderr
    assert "ratio" in done.stdout.lower()
