"""The automatic number of a paragraph as a mark of the outline: the file says that it is one, so no word is weighed."""

from __future__ import annotations

import re

from documents.reading.marks import Mark, mark_of

_SECTION = re.compile(r"\(?([IVX]+)[./):–-]*")
_LETTER = re.compile(r"\(?([A-HĐ])[./):–-]*")
_NUMBER = re.compile(r"(\d+(?:\.\d+){0,3})[.:–-]*")
_BRACKETED = re.compile(r"\(?(\d+)[).]*")
_POINT = re.compile(r"\(?([a-zđ]{1,5})[.)]*")


def mark_of_label(label: str) -> Mark | None:
    """The mark "I.", "1.1", "a)", "-" or "Phần I" is; None for words that number no part of an outline ("Điều 1.")."""
    if label in ("-", "+", "*"):
        return Mark("bullet", label, label)
    for kind, form in (
        ("section", _SECTION),
        ("letter", _LETTER),
        ("number", _NUMBER),
        ("bracketed", _BRACKETED),
        ("point", _POINT),
    ):
        if found := form.fullmatch(label):
            return Mark(kind, found[1], label)
    found = mark_of(f"{label} ", starred=False)
    return found[0] if found and found[0].kind == "part" else None
