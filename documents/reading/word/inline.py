"""The words of a paragraph as they are shown: tracked changes accepted, fields by their results, each sign once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from documents.model import Run
from documents.reading.word.package import W
from documents.reading.word.pieces import Extract
from documents.reading.word.styles import Look, Styles, first
from documents.symbols import symbol, without_symbol_letters
from documents.word.styles import NOTE_MARK_NAME

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
}
_LEFT_OUT = {
    f"{W}{name}" for name in ("del", "moveFrom", "rt", "pPr", "sdtPr", "sdtEndPr", "rubyPr")
}
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_UNSHOWN_FIELDS = re.compile(r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|TOC|INDEX|TOA|SEQ\s+\S+\s+\\h)\b")
_CONTENTS = re.compile(r"^\s*TOC\b")
_OLD_FONT = re.compile(r"^(?:\.Vn|VNI[-_ ])", re.IGNORECASE)
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


@dataclass(slots=True)
class Field:
    """A field being walked through: its instruction up to w:separate, its result after."""

    instruction: str = ""
    in_result: bool = False

    @property
    def is_shown(self) -> bool:
        return self.in_result and not _UNSHOWN_FIELDS.match(self.instruction)


@dataclass(slots=True)
class Inline:
    """What one paragraph holds: runs, and the text boxes anchored in it (elements w:txbxContent)."""

    runs: list[Run] = field(default_factory=list)
    boxes: list = field(default_factory=list)
    breaks_page: bool = False


class InlineReader:
    """Reads paragraphs in the order of the document: a field may begin in one and end in another.

    `mark_of_note` gives the printed mark for ("footnote" or "endnote", id); its second argument is a mark of the
    writer's own, or "".
    """

    def __init__(
        self, styles: Styles, extract: Extract, mark_of_note: Callable[[str, str, str], str]
    ):
        self._styles = styles
        self._extract = extract
        self._mark_of_note = mark_of_note
        self._fields: list[Field] = []
        # Where beginnings and ends do not match, nobody knows what a field hides: everything is shown.
        self.trusts_fields = True

    def read(self, paragraph, style: str) -> Inline:
        """The words of a w:p in a paragraph style."""
        found = Inline()
        for run in self._runs(paragraph):
            self._read_run(run, style, found)
        found.runs = _composed(found.runs)
        # An instruction that was never ended must not swallow the rest of the document.
        self._fields = [each for each in self._fields if each.in_result]
        return found

    def _runs(self, container) -> Iterator:
        """The runs (w:r) and formulas (m:t) in a paragraph, through whatever wraps them."""
        for child in container:
            if child.tag == f"{W}r" or child.tag == f"{MATH}t":
                yield child
            elif child.tag in _LEFT_OUT:
                self._extract.deletions += child.tag in (f"{W}del", f"{W}moveFrom")
            elif child.tag == f"{W}fldSimple":
                if not _UNSHOWN_FIELDS.match(child.get(f"{W}instr", "")):
                    yield from self._runs(child)
            elif child.tag == f"{MC}AlternateContent":
                yield from self._runs(chosen(child))
            else:
                self._extract.insertions += child.tag in (f"{W}ins", f"{W}moveTo")
                self._extract.equations += child.tag == f"{MATH}oMath"
                yield from self._runs(child)

    def _read_run(self, run, style: str, found: Inline) -> None:
        if run.tag == f"{MATH}t":
            found.runs.append(Run(run.text or ""))
            return
        if self._is_mark(run):
            found.runs.append(
                Run("".join(each.text or "" for each in run.iter(f"{W}t")), note=True)
            )
            return
        look = self._styles.look(style, first(run, "rPr"))
        for child in _contents(run):
            if child.tag in (f"{W}fldChar", f"{W}instrText"):
                self._follow_field(child)
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._read_reference(child, run, found)
                if is_custom(child):
                    return
            elif child.tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                self._read_drawing(child, found)
            elif not look.hidden:
                self._read_sign(child, look, found)

    def _is_mark(self, run) -> bool:
        """A mark of a footnote that is not at the foot of the page, in the style our own writer has for it."""
        named = first(run, "rPr/rStyle")
        return (
            named is not None and self._styles.name_of(named.get(f"{W}val", "")) == NOTE_MARK_NAME
        )

    def _read_sign(self, child, look: Look, found: Inline) -> None:
        if child.tag == f"{W}br":
            kind = child.get(f"{W}type", "textWrapping")
            found.breaks_page = found.breaks_page or kind == "page"
            text = "\n" if kind == "textWrapping" else " "
        elif child.tag == f"{W}sym":
            text = _symbol(child)
        elif child.tag == f"{W}t":
            text = without_symbol_letters(child.text or "")
        else:
            text = _SIGNS.get(child.tag, "")
        if not text:
            return
        if self.trusts_fields and not all(each.is_shown for each in self._fields):
            self._extract.contents += bool(
                self._fields and _CONTENTS.match(self._fields[0].instruction)
            )
            return
        if _OLD_FONT.match(look.font):
            self._extract.old_letters += sum(map(str.isalpha, text))
            self._extract.unicode_letters += len(_VIETNAMESE.findall(text))
        text = text.upper() if look.caps else text
        found.runs.append(Run(text, look.bold, look.italic))

    def _follow_field(self, child) -> None:
        if child.tag == f"{W}instrText":
            if self._fields and not self._fields[-1].in_result:
                self._fields[-1].instruction += child.text or ""
            return
        kind = child.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _read_reference(self, child, run, found: Inline) -> None:
        kind = "endnote" if child.tag == f"{W}endnoteReference" else "footnote"
        own = ""
        if is_custom(child):
            own = "".join(
                each.text or "" if each.tag == f"{W}t" else _symbol(each)
                for each in run.iter(f"{W}t", f"{W}sym")
            )
        marker = self._mark_of_note(kind, child.get(f"{W}id", ""), own.strip())
        if marker:
            found.runs.append(Run(marker, note=True))

    def _read_drawing(self, drawing, found: Inline) -> None:
        boxes = [each for each in _shown(drawing) if each.tag == f"{W}txbxContent"]
        found.boxes += boxes
        if not boxes:
            self._extract.pictures += any(each.tag in _PICTURES for each in _shown(drawing))


def chosen(alternate):
    """Of mc:AlternateContent the first choice; the fallback says the same to older programs."""
    choices = [each for each in alternate if each.tag == f"{MC}Choice"]
    return (choices or [*alternate] or [alternate])[0]


def is_custom(reference) -> bool:
    """A note whose mark the writer typed behind the reference instead of the running number."""
    return reference.get(f"{W}customMarkFollows", "0") not in ("0", "false", "off")


def _contents(run) -> Iterator:
    for child in run:
        if child.tag == f"{MC}AlternateContent":
            yield from _contents(chosen(child))
        elif child.tag == f"{W}ruby":
            for base in child.iterfind(f"{W}rubyBase/{W}r"):
                yield from _contents(base)
        else:
            yield child


def _shown(drawing) -> Iterator:
    """The elements of a drawing, alternatives once, the insides of text boxes not."""
    for child in drawing:
        yield child
        if child.tag == f"{MC}AlternateContent":
            yield from _shown(chosen(child))
        elif child.tag != f"{W}txbxContent":
            yield from _shown(child)


def _symbol(element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return symbol(code) if code >= 0xF000 or code < 0x100 else chr(code)


def _composed(runs: list[Run]) -> list[Run]:
    """Neighbours of one style joined, and a mark above a letter in the run of its letter."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined and not joined[-1].note else None
        if last and not run.note:
            cut = next(
                (at for at, c in enumerate(run.text) if not unicodedata.combining(c)), len(run.text)
            )
            if cut:
                joined[-1] = last = replace(last, text=last.text + run.text[:cut])
                run = replace(run, text=run.text[cut:])
            if (run.bold, run.italic) == (last.bold, last.italic):
                joined[-1] = replace(last, text=last.text + run.text)
                continue
        if run.text:
            joined.append(run)
    return joined
