"""Which failed tests are worth asking a second time: `python scripts/again.py` prints them, one a line.

Tests that drive a browser share two cores with all others, and now and then one of them loses a race that is
the machine's. Those alone are asked again, alone, and only where they are few: many that fail are a fault of ours.
Exits 1 where there is nothing to ask again.
"""

import json
import sys
from pathlib import Path

LAST_FAILED = Path(".pytest_cache/v/cache/lastfailed")
MOST = 2


def worth_asking(failed):
    """The names of `failed` where all of them are browser tests and few; else none."""
    few = 0 < len(failed) <= MOST
    return sorted(failed) if few and all(map(is_browser_test, failed)) else []


def is_browser_test(name):
    return name.startswith("tests/browser/") and "::" in name


if __name__ == "__main__":
    failed = json.loads(LAST_FAILED.read_text()) if LAST_FAILED.exists() else {}
    again = worth_asking(failed)
    print("\n".join(again))
    sys.exit(not again)
