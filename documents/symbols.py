"""Letters of the fonts Symbol and Wingdings, which Word keeps where no other font has any (U+F020 to U+F0FF)."""

from __future__ import annotations

import re

_PRIVATE = re.compile("[\uf020-\uf0ff]")
# Those that mean something in a text; any other is a bullet of some shape.
_MEANT = {
    0x2B: "+", 0x2D: "-", 0x2A: "*", 0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xAE: "→", 0xE0: "→",
}  # fmt: skip


def symbol(code: int) -> str:
    """The sign that the fonts show for a code, which counts from 0 or from U+F000."""
    return _MEANT.get(code & 0xFF, "•")


def without_symbol_letters(text: str) -> str:
    """The text with signs that every font has."""
    return _PRIVATE.sub(lambda letter: symbol(ord(letter[0])), text)
