"""The real plans that may be tried against, where this machine has them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"
FOLDER = Path(os.environ.get("DANVAN_SEEDS", _BESIDE))


def seed(name: str) -> bytes:
    """The bytes of a real plan; skips the test, with the reason, where it is absent."""
    return _path(name).read_bytes()


def truth(name: str) -> dict:
    """What a person found in the real plan of this file name."""
    known = json.loads(_path("truth.json").read_text(encoding="utf-8"))
    return next(each for each in known if each["file"] == name)


def _path(name: str) -> Path:
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"the real plan {name} is not on this machine (set DANVAN_SEEDS to its folder)")
    return path
