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
    "letters.py": ["2", "4"],
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
    assert "ratio" in printed(script, *SMALL[script]).lower()


def test_of_many_letters_the_swapped_one_is_caught() -> None:
    told = printed("letters.py", "--swap", "22")

    assert "22 letters, 20 of one name: 22 proofs" in told
    assert "'PX703')]" in told


def printed(script: str, *arguments: str) -> str:
    """What a benchmark prints; it has to come to its end."""
    command = [sys.executable, str(ROOT / "benchmarks" / script), *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )

    assert done.returncode == 0, done.stderr
    return done.stdout
