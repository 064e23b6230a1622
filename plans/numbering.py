"""Numbers of items (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6): I. / 1. / 1.1. or a) / -. Knows no database.

The style of a number (Roman, Arabic, letter) is read off the marker an item has; which number it is, is counted.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Điểm are counted by the Vietnamese alphabet: đ after d, no f, j, w, z.
POINTS = "abcdđeghiklmnopqrstuvxy"
LETTERS = "ABCDĐEGHIKLMNOPQRSTUVXY"
BULLETS = ("-", "+", "*")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbered(NamedTuple):
    """One item in the order of the page: its key, its parent's key (None at the top), its marker."""

    pk: object
    parent: object
    marker: str


def computed(items: Iterable[Numbered]) -> dict:
    """The marker each item would have if all were counted anew: {pk: marker}. Parents come before children."""
    markers, counts, letters = {}, {}, _groups_lettered_from_a(items := list(items))
    for item in items:
        style = style_of(item.marker, lettered=item.parent in letters)
        group = (item.parent, style)
        counts[group] = counts.get(group, 0) + 1
        above = markers.get(item.parent, "")
        markers[item.pk] = write(style, counts[group], above) or item.marker
    return markers


def style_of(marker, *, lettered=False):
    """What kind of number this is: part, section, letter, number, dotted, point, or "" for bullets and none."""
    if marker.casefold().startswith("phần "):
        # "Phần thứ nhất" is spelled out: it stays as it was written.
        return "part" if set(marker.split()[-1]) <= set("IVX") else ""
    if not marker or marker in BULLETS:
        return ""
    if marker.isupper():
        return "letter" if lettered or not set(marker) <= set("IVX") else "section"
    if marker[0].isdigit():
        return "dotted" if "." in marker else "number"
    return "point"


def write(style, count, above=""):
    """The marker for the count-th item of this style; `above` is its parent's marker. "" where nothing is counted."""
    if style == "dotted":
        return f"{above}.{count}" if above and above[0].isdigit() else str(count)
    writers = {
        "part": lambda: f"Phần {roman(count)}",
        "section": lambda: roman(count),
        "letter": lambda: _letter(LETTERS, count),
        "number": lambda: str(count),
        "point": lambda: _letter(POINTS, count),
    }
    return writers[style]() if style else ""


def roman(count):
    """1 to 39 as Roman numerals, as far as sections ever go."""
    written = ""
    for value, sign in _ROMAN:
        written += sign * (count // value)
        count %= value
    return written


def _letter(alphabet, count):
    rounds, place = divmod(count - 1, len(alphabet))
    return alphabet[place] * (rounds + 1)


def _groups_lettered_from_a(items) -> set:
    """Parents whose first capital among the children is A: there C and D are letters and no Roman numerals."""
    return set(_first_capitals(items))


def _first_capitals(items) -> Iterator:
    seen = set()
    for item in items:
        if item.marker.isupper() and item.parent not in seen:
            seen.add(item.parent)
            if item.marker == "A":
                yield item.parent
