"""Plans of made-up communes, written for the tests of reading."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "fixtures"


def fixture(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()
