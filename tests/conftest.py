"""What all tests share."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What perfxl keeps for a user between runs is neither read nor written by tests."""
    before = os.environ.get("PERFXL_CACHE")
    os.environ["PERFXL_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["PERFXL_CACHE"]
    else:
        os.environ["PERFXL_CACHE"] = before
