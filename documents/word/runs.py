"""Words as runs of Word, and the footnotes they call."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain
from xml.sax.saxutils import escape

from documents.lines import balanced
from documents.markup import HYPHEN_BETWEEN_WORDS
from documents.model import Footnote, Run, Text
from documents.word.styles import FOOTNOTE, FOOTNOTE_MARK, NOTE_MARK
from documents.word.xml import DECLARATION, NAMESPACES, RUN_ORDER, element, properties

_BREAKS = re.compile(r"([\t\n])")
_RAISED = f'<w:rPr><w:rStyle w:val="{NOTE_MARK}"/></w:rPr>'
_MARK = f'<w:rPr><w:rStyle w:val="{FOOTNOTE_MARK}"/></w:rPr>'


def words(text: str) -> str:
    """Words inside a run: spaces kept, tabs and line breaks as Word has them, " - " held to the word before."""
    held = HYPHEN_BETWEEN_WORDS.sub("\u00a0\\1 ", text)
    pieces = _BREAKS.split(held) if "\n" in held or "\t" in held else [held]
    return "".join(map(_piece, pieces))


def _piece(text: str) -> str:
    if text == "\t":
        return "<w:tab/>"
    if text == "\n":
        return "<w:br/>"
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""


def run(text: str) -> str:
    """A run in the style of its paragraph."""
    return f"<w:r>{words(text)}</w:r>" if text else ""


def title_run(text: str, longest: int) -> str:
    """A title on one or several lines of like length."""
    return "<w:r>" + "<w:br/>".join(map(words, title_lines(text, longest))) + "</w:r>"


def title_lines(text: str, longest: int) -> list[str]:
    """The lines of a title; what is held together is not parted."""
    return balanced(HYPHEN_BETWEEN_WORDS.sub("\u00a0\\1 ", text), longest)


def styled(each: Run) -> str:
    """A run with its own bold and italics."""
    return f"<w:r>{_style(each.bold, each.italic)}{words(each.text)}</w:r>"


@cache
def _style(bold: bool, italic: bool) -> str:
    return properties("rPr", RUN_ORDER, {"b": bold, "bCs": bold, "i": italic, "iCs": italic})


def raised(mark: str) -> str:
    """The mark of a footnote that is not at the foot of the page."""
    return f"<w:r>{_RAISED}{words(mark)}</w:r>"


class Notes:
    """The footnotes of a document. Each is called once; a further call of its mark is a raised mark alone."""

    def __init__(self, footnotes: Iterable[Footnote]):
        self._every = list(footnotes)
        self._waiting: dict[str, list[int]] = {}
        for at, note in enumerate(self._every):
            self._waiting.setdefault(note.marker, []).append(at)
        self._written: list[str] = []
        self._running = 0

    def text(self, text: Text) -> str:
        """A text with the footnotes it calls."""
        return "".join(self._call(each.text) if each.note else styled(each) for each in text)

    def _call(self, mark: str) -> str:
        found = self._waiting.get(mark)
        if not found:
            return raised(mark)
        # Word counts footnotes itself; a mark that is not its next number is given by hand.
        counted = mark == str(self._running + 1)
        self._running += counted
        number = len(self._written) + 1
        self._written.append(_footnote(number, mark, counted, self._every[found.pop(0)].text))
        if counted:
            return f'<w:r>{_MARK}<w:footnoteReference w:id="{number}"/></w:r>'
        reference = f'<w:footnoteReference w:customMarkFollows="1" w:id="{number}"/>'
        return f"<w:r>{_MARK}{reference}{words(mark)}</w:r>"

    def left_over(self) -> list[Footnote]:
        """The notes that nothing calls, in their order."""
        return [self._every[at] for at in sorted(chain(*self._waiting.values()))]

    def xml(self) -> str:
        """The part footnotes.xml: the two rules above notes that Word asks for, then the notes."""
        rules = _rule(-1, "separator", "separator") + _rule(0, "continuationSeparator")
        inner = rules + "".join(self._written)
        return f"{DECLARATION}<w:footnotes {NAMESPACES}>{inner}</w:footnotes>"


def _footnote(number: int, mark: str, counted: bool, text: Text) -> str:
    shown = f"<w:r>{_MARK}<w:footnoteRef/></w:r>" if counted else raised(mark)
    inner = shown + run(" ") + "".join(map(styled, text))
    style = element("pPr", element("pStyle", val=FOOTNOTE.id))
    return element("footnote", element("p", style, inner), id=number)


def _rule(number: int, kind: str, name: str = "") -> str:
    spacing = element("spacing", before=0, after=0, line=190, lineRule="exact")
    shape = element("pPr", element("pStyle", val=FOOTNOTE.id), spacing)
    line = element("r", element(name or kind))
    return element("footnote", element("p", shape, line), type=kind, id=number)
