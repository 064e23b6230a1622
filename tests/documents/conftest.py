"""Forms of authored plans that are not read right yet: listed, with their tests, in authored_waiting.txt."""

import os
from pathlib import Path

import pytest

_LIST = Path(__file__).parent / "authored_waiting.txt"


def pytest_collection_modifyitems(items):
    if os.environ.get("AUTHORED_ALL") or not _LIST.exists():
        return
    waiting = set(_LIST.read_text(encoding="utf-8").splitlines())
    for item in items:
        if f"{item.path.name}::{item.name}" in waiting:
            item.add_marker(pytest.mark.skip(reason="not read right yet"))
