"""Plans cut, shuffled and glued: read, or refused in one sentence, and nothing else."""

import json
import random

import pytest

from documents import read
from documents.model import Unreadable
from documents.sandbox import reading_as_json
from documents.storage import from_dict
from tests.documents.plans import fixture
from tests.documents.test_read_fixtures import FILES

PIECES = [
    "",
    " ",
    "\f",
    "1",
    "f)",
    "- 2 -",
    "[1]",
    "I.",
    "*",
    "**",
    "(trước ngày 31/2/2026",
    "Số: /",
    "XXXXX. A",
]
PIECES += [
    "Nơi nhận:",
    "TM. ỦY BAN NHÂN DÂN",
    "PHỤ LỤC",
    "Kính gửi:",
    "KẾ HOẠCH",
    "________________",
    " " * 60,
]
PIECES += [
    "Trên đây là",
    "z) cuối",
    "99. Mục",
    "1.1.1.1. Sâu",
    "“",
    "Chỉ thị số 1/CT-TTg và",
    "Phần thứ ba",
    "C. KHÁC",
]


def damaged(name, seed):
    """The lines of a plan with some dropped, doubled, exchanged or replaced; the same for one seed."""
    chance = random.Random(seed)  # noqa: S311
    lines = fixture(name).decode().split("\n")
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        other = chance.randrange(len(lines))
        change = chance.choice(["drop", "double", "swap", "insert", "glue", "cut"])
        if change == "drop" and len(lines) > 3:
            del lines[at]
        elif change == "double":
            lines.insert(at, lines[other])
        elif change == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif change == "insert":
            lines.insert(at, chance.choice(PIECES))
        elif change == "glue":
            lines[at] += chance.choice(PIECES)
        else:
            lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
    return "\n".join(lines).encode()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("seed", range(25))
def test_a_damaged_plan_is_read_or_refused_and_never_breaks_the_reader(name, seed):
    try:
        reading = read(damaged(name, seed), "a.txt")
    except Unreadable:
        return

    stored = json.loads(json.dumps(reading_as_json(reading)))
    assert from_dict(stored["document"]) == reading.document
    lines = len(reading.source_lines)
    assert [each.line for each in reading.findings if each.line and each.line > lines] == []
