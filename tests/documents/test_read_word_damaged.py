"""Word files whose parts were shuffled and spoilt: read, or refused in one sentence, and nothing else."""

import io
import random
import zipfile

import pytest
from lxml import etree

from documents import read
from documents.model import Unreadable
from documents.reading.word.package import W
from tests.documents.authored import authored
from tests.documents.authored_messy import messy_docx

JUNK = ["", "-1", "99999999999999999999", "x", "0", "none", "\u0301", "１"]
PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml")
GOOD = {name: messy_docx(authored(name)) for name in ("tan-hiep-dai-2027", "thanh-lam-2026")}


def spoilt(data: bytes, seed: int) -> bytes:
    """Some elements of some parts dropped, doubled, moved or with other values; the same for one seed."""
    chance = random.Random(seed)  # noqa: S311
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _spoilt_part(part, chance) if name in PARTS else part)
    return held.getvalue()


def _spoilt_part(part: bytes, chance: random.Random) -> bytes:
    root = etree.fromstring(part)
    for _ in range(chance.randint(0, 25)):
        elements = [each for each in root.iter(f"{W}*") if each.getparent() is not None]
        if not elements:
            break
        each, other = chance.choice(elements), chance.choice(elements)
        change = chance.choice(["drop", "double", "move", "value", "name"])
        if change == "drop":
            each.getparent().remove(each)
        elif change == "double":
            each.addnext(etree.fromstring(etree.tostring(each)))
        elif change == "move" and not any(above is each for above in other.iterancestors()):
            if other is not each:
                other.append(each)
        elif change == "value" and each.attrib:
            each.set(chance.choice(list(each.attrib)), chance.choice(JUNK))
        elif change == "name":
            each.tag = other.tag
    return etree.tostring(root)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("seed", range(12))
def test_a_spoilt_word_file_is_read_or_refused_and_never_breaks_the_reader(name, seed):
    try:
        reading = read(spoilt(GOOD[name], seed), "a.docx")
    except Unreadable:
        return
    lines = len(reading.source_lines)
    assert [each.line for each in reading.findings if each.line and each.line > lines] == []
