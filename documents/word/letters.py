"""How long a line of Times New Roman is: a rule below a title is measured by its line."""

from __future__ import annotations

import unicodedata

from documents.word.measures import WIDTHS

_HORN = "\u031b"
_UNKNOWN = 600  # thousandths of the size


def length_of(words: str, size: float, face: str) -> float:
    """In twips. `face` is "bold" or "italic"; `size` in points."""
    widths = WIDTHS[face]
    return sum(widths.get(_bare(letter), _UNKNOWN) for letter in words) * size * 20 / 1000


def _bare(letter: str) -> str:
    """The letter without tone and accent, which do not change its width; a horn does."""
    if letter == "\u00a0":
        return " "
    parts = unicodedata.normalize("NFD", letter)
    kept = parts[:2] if parts[1:2] == _HORN else parts[:1]
    return unicodedata.normalize("NFC", kept)
