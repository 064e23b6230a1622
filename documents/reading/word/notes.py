"""Footnotes and endnotes: which mark is printed for each, and where its words stand."""

from __future__ import annotations

from documents.reading.word.numbering import printed_number
from documents.reading.word.package import Package, W
from documents.reading.word.styles import first, number_of, value_of

# What Word counts in where the file does not say (ECMA-376 Part 1, 17.11.17 and 17.11.18).
_USUAL_FORM = {"footnote": "decimal", "endnote": "lowerRoman"}


class NoteMarks:
    """Hands out the marks in the order in which they are asked for; `told` lists (mark, element) of the notes."""

    def __init__(self, package: Package):
        settings = package.related("settings")
        self.told: list[tuple[str, object]] = []
        self._elements = {kind: _notes(package.related(f"{kind}s"), kind) for kind in _USUAL_FORM}
        self._forms = {kind: _form(settings, kind) for kind in _USUAL_FORM}
        self._counts = {kind: _start(settings, kind) for kind in _USUAL_FORM}
        self._given: dict[tuple[str, str], str] = {}

    def mark(self, kind: str, key: str, own: str) -> str:
        """The mark of the note of that kind ("footnote", "endnote") and id; "" where the file has no such note.

        `own` is a mark the writer typed; it takes no running number.
        """
        if key not in self._elements[kind]:
            return ""
        if (kind, key) not in self._given:
            marker = own or printed_number(self._counts[kind], self._forms[kind])
            self._counts[kind] += not own
            self._given[kind, key] = marker
            self.told.append((marker, self._elements[kind][key]))
        return self._given[kind, key]


def _notes(root, kind: str) -> dict:
    """By id; the rules above the notes are such elements, too, told by a type."""
    found = root.iterfind(f"{W}{kind}") if root is not None else ()
    return {
        each.get(f"{W}id", ""): each for each in found if each.get(f"{W}type", "normal") == "normal"
    }


def _form(settings, kind: str) -> str:
    told = first(settings, f"{kind}Pr")
    return (value_of(told, "numFmt") if told is not None else None) or _USUAL_FORM[kind]


def _start(settings, kind: str) -> int:
    told = first(settings, f"{kind}Pr")
    return number_of(value_of(told, "numStart"), 1) if told is not None else 1
