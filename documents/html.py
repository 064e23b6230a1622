"""Writing an `AdministrativeDocument` as HTML in the form of NĐ 30/2020/NĐ-CP, Phụ lục I.

The same HTML is printed by `documents.pdf` and shown as a preview; how it looks is in `page.css`
alone. Every word of the document goes through `_words`, so no word can become a tag, an address or
a style.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from documents import wording
from documents.columns import columns_of, shares
from documents.lines import balanced
from documents.model import (
    AdministrativeDocument,
    Appendix,
    Cell,
    Footnote,
    Item,
    Letterhead,
    Signature,
    Table,
    Text,
    plain,
)

STYLESHEET = Path(__file__).with_name("style") / "page.css"

PORTRAIT_MM, LANDSCAPE_MM = 160, 247
# How many letters go on a line of each title, measured in Tinos at the size `page.css` gives it.
TITLE, CAPITAL_TITLE, ISSUER, LETTER_SUBJECT = 58, 46, 24, 30
# What no printed page holds: control signs, halves of letters, and signs that turn the direction
# of reading around.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
# "chính trị - xã hội" must not go on with a hyphen on the next line: it would be read as a new bullet.
HYPHEN_BETWEEN_WORDS = re.compile(r"(?<=\S) ([-–]) (?=\S)")
# "02-CTr/UBND" is one sign: broken at the end of a line it can no longer be found or copied.
SYMBOL = re.compile(r"\b[\w.]{1,12}(?:[-/][\w.]{1,12}){1,4}\b")


def to_html(document: AdministrativeDocument, *, stylesheet: str = "") -> str:
    """A whole HTML page. `stylesheet` is the address of `page.css` for a browser; the PDF needs
    none.
    """
    link = f'<link rel="stylesheet" href="{_words(stylesheet)}">' if stylesheet else ""
    return (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{_words(title_of(document))}</title>\n{link}</head>\n"
        f"<body>\n{to_html_part(document)}\n</body>\n</html>\n"
    )


def to_html_part(document: AdministrativeDocument) -> str:
    """The document as one <article class="paper">, to stand in a page that loads `page.css`."""
    notes = _Notes(document.footnotes)
    blocks = [
        *_head(document),
        *_title(document),
        *_addressees(document.addressees),
        *(_opening(text, notes) for text in document.opening),
        *_items(document.items, notes, PORTRAIT_MM),
        *(_paragraph(text, notes) for text in document.closing),
        *_foot(document),
    ]
    appendices = list(_appendices(document, notes))
    main = "\n".join([*blocks, *notes.left_over()])
    return "\n".join(
        [
            '<article class="paper" lang="vi">',
            f'<div class="sheet">{main}</div>',
            *appendices,
            "</article>",
        ]
    )


def title_of(document: AdministrativeDocument) -> str:
    """The name of the document on one line, for windows, files and metadata."""
    kind = document.kind.strip().capitalize()
    return " ".join(f"{kind} {document.subject}".split()) or "Văn bản"


def _words(text: str) -> str:
    return html.escape(_held(unicodedata.normalize("NFC", UNPRINTABLE.sub("", text))))


def _held(text: str) -> str:
    return HYPHEN_BETWEEN_WORDS.sub("\u00a0\\1 ", text)


def _title_lines(text: str, longest: int) -> str:
    """A title with its own line breaks, and more where it is longer than a line; a narrow screen has its own."""
    lines = (balanced(_held(line), longest) for line in text.split("\n"))
    return "<br>".join(' <br class="fold">'.join(map(_words, each)) for each in lines if each)


def _tag(name: str, inner: str, kind: str = "") -> str:
    marked = f' class="{kind}"' if kind else ""
    return f"<{name}{marked}>{inner}</{name}>"


class _Notes:
    """The footnotes still to be printed; each goes to the foot of the page that first calls it."""

    def __init__(self, footnotes: Iterable[Footnote]):
        self.waiting: dict[str, list[Footnote]] = {}
        for note in footnotes:
            self.waiting.setdefault(_mark(note.marker), []).append(note)

    def call(self, mark: str) -> str:
        found = self.waiting.get(_mark(mark))
        if not found:
            return _tag("sup", _words(mark))
        note = found.pop(0)
        text = "".join(_styled(run.text, run) for run in note.text)
        return f'<span class="note" data-mark="{_words(_mark(mark))}">{text}</span>'

    def left_over(self) -> Iterator[str]:
        """Notes that nothing calls: printed at the end, for no word may be lost."""
        for note in (note for notes in self.waiting.values() for note in notes):
            text = "".join(_styled(run.text, run) for run in note.text)
            yield _tag("p", f"<sup>{_words(_mark(note.marker))}</sup> {text}", "stray-note")


def _mark(printed: str) -> str:
    return printed.strip().strip("[]()") or printed


def _styled(text: str, run) -> str:
    words = SYMBOL.sub(r'<span class="whole">\g<0></span>', _words(text))
    if run.italic:
        words = _tag("i", words)
    return _tag("b", words) if run.bold else words


def _text(text: Text, notes: _Notes) -> str:
    return "".join(notes.call(run.text) if run.note else _styled(run.text, run) for run in text)


def _paragraph(text: Text, notes: _Notes) -> str:
    return _tag("p", _text(text, notes))


def _opening(text: Text, notes: _Notes) -> str:
    """A legal basis is in italics, other opening words are not (mục II.6.a)."""
    is_basis = plain(text).lstrip().lower().startswith("căn cứ")
    return _tag("p", _text(text, notes), "basis" if is_basis else "")


# Ô số 1 to 4 and 5b


def _head(document: AdministrativeDocument) -> Iterator[str]:
    is_letter = wording.is_letter(document)
    numbered = document.number is not None or document.symbol or document.place or document.date
    if not (document.letterhead or numbered or is_letter):
        return
    cells = _letterhead(document.letterhead) if document.letterhead else []
    cells += [
        _tag("p", f"Số: {_words(wording.number_words(document))}", "number"),
        _tag("p", _words(wording.place_and_date(document)), "place-date"),
    ]
    if is_letter and document.subject:
        subject = wording.letter_subject(document.subject)
        cells.append(_tag("p", _title_lines(subject, LETTER_SUBJECT), "letter-subject"))
    yield _tag("header", "\n".join(cells), "head")


def _letterhead(letterhead: Letterhead) -> list[str]:
    *upper, last = [_title_lines(line, ISSUER) for line in letterhead.issuer] or [""]
    issuer = [
        *(_tag("p", _title_lines(line, ISSUER), "superior") for line in letterhead.superior),
        *(_tag("p", line, "issuer-line") for line in upper),
        _tag("p", _tag("span", last, "part-rule"), "issuer-line") if last else "",
    ]
    nation = [
        _tag("p", wording.NATION, "nation"),
        _tag("p", _tag("span", wording.MOTTO, "full-rule"), "motto"),
    ]
    return [
        _tag("div", "".join(issuer), "issuer"),
        _tag("div", "".join(nation), "state"),
    ]


# Ô số 5a and 9a


def _title(document: AdministrativeDocument) -> Iterator[str]:
    if wording.is_letter(document):
        return
    kind, subject = document.kind.strip(), document.subject.strip()
    lines = [_tag("span", _title_lines(kind, TITLE), "kind")] if kind else []
    if subject:
        lines.append(
            _tag("span", _tag("span", _title_lines(subject, TITLE), "part-rule"), "subject")
        )
    if lines:
        yield _tag("h1", " ".join(lines), "title")


def _addressees(names: tuple[str, ...]) -> Iterator[str]:
    if len(names) == 1:
        yield _tag("p", f"Kính gửi: {_words(names[0])}", "addressee")
    elif names:
        lines = "".join(_tag("p", _words(line)) for line in wording.listed(names))
        yield _tag(
            "div",
            f"<p>Kính gửi:</p>{_tag('div', lines, 'addressee-list')}",
            "addressees",
        )


# Ô số 6


def _items(items: tuple[Item, ...], notes: _Notes, width_mm: float) -> Iterator[str]:
    # By a stack and not by recursion: however deep a document goes, it can be printed.
    waiting = list(reversed(items))
    while waiting:
        item = waiting.pop()
        yield from _item(item, notes, width_mm)
        waiting.extend(reversed(item.children))


def _item(item: Item, notes: _Notes, width_mm: float) -> Iterator[str]:
    label = f"{_words(item.label)} " if item.label else ""
    if item.is_part:
        yield _tag("h2", _tag("span", label) + _text(item.heading, notes), "part")
        label = ""
    elif item.heading:
        yield _heading(item, label + _text(item.heading, notes))
        label = ""
    if item.text or (label and not item.table):
        yield _tag("p", label + _text(item.text, notes))
    if item.table:
        if label and not item.text:
            yield _tag("p", label.strip(), "lead-in")
        yield _table(item.table, notes, width_mm)


def _heading(item: Item, inner: str) -> str:
    """Mục and khoản have bold titles, a điểm and what is below it has not (mục II.6.đ)."""
    if item.is_section:
        return _tag("h2", inner, "section")
    if not item.marker or item.marker[0].isdigit():
        return _tag("h3", inner, "clause")
    return _tag("h4", inner, "point")


def _table(table: Table, notes: _Notes, width_mm: float) -> str:
    columns = "".join(f'<col width="{share}%">' for share in shares(table, width_mm))
    caption = _tag("caption", _words(table.caption)) if table.caption else ""
    # A head of all rows could never be repeated and still leave room for a body.
    head_rows = min(max(table.header_rows, 0), len(table.rows) - 1)
    head = "".join(
        _row(row, "th", _Notes(()), head_rows - at) for at, row in enumerate(table.rows[:head_rows])
    )
    body_rows = table.rows[head_rows:] if head_rows > 0 else table.rows
    body = "\n".join(
        _row(row, "td", notes, len(body_rows) - at) for at, row in enumerate(body_rows)
    )
    head = _tag("thead", head) if head else ""
    return f'<table class="grid">{caption}<colgroup>{columns}</colgroup>{head}<tbody>{body}</tbody></table>'


def _row(row: tuple[Cell, ...], name: str, notes: _Notes, rows_left: int) -> str:
    return _tag("tr", "".join(_cell(cell, name, notes, rows_left) for cell in row))


def _cell(cell: Cell, name: str, notes: _Notes, rows_left: int) -> str:
    columns, rows = columns_of(cell), min(max(cell.rows, 1), rows_left)
    spans = f' colspan="{columns}"' if columns > 1 else ""
    spans += f' rowspan="{rows}"' if rows > 1 else ""
    aligned = f' class="{cell.align}"' if cell.align in {"left", "center", "right"} else ""
    return f"<{name}{spans}{aligned}>{_text(cell.text, notes)}</{name}>"


# Ô số 7 and 9b


def _foot(document: AdministrativeDocument) -> Iterator[str]:
    if not (document.recipients or document.signature):
        return
    recipients = "".join(_tag("p", _words(line)) for line in wording.listed(document.recipients))
    if recipients:
        recipients = _tag("p", "Nơi nhận:", "recipients-title") + recipients
    yield _tag(
        "footer",
        _tag("div", recipients, "recipients") + _signature(document.signature),
        "foot",
    )


def _signature(signature: Signature | None) -> str:
    if signature is None:
        return ""
    lines = "".join(_tag("p", _words(line), "authority") for line in signature.authority)
    name = _tag("p", _words(signature.name), "signer")
    return _tag("div", lines + name, "signature")


# Phụ lục (mục III.1)


def _appendices(document: AdministrativeDocument, notes: _Notes) -> Iterator[str]:
    several = len(document.appendices) > 1
    for number, appendix in enumerate(document.appendices, start=1):
        label = f"Phụ lục {wording.roman(number)}" if several else "Phụ lục"
        yield _appendix(appendix, label, wording.attached_to(document), notes)


def _appendix(appendix: Appendix, label: str, attached: str, notes: _Notes) -> str:
    title = (
        _tag("span", _title_lines(appendix.title, CAPITAL_TITLE), "appendix-title")
        if appendix.title
        else ""
    )
    blocks = [
        _tag("h1", f"{_tag('span', label, 'appendix-label')} {title}", "appendix-head"),
        _tag("p", _tag("span", _words(attached), "part-rule"), "attached"),
        *_items(appendix.items, notes, LANDSCAPE_MM if appendix.landscape else PORTRAIT_MM),
    ]
    kind = "appendix landscape" if appendix.landscape else "appendix"
    return _tag("section", "\n".join(blocks), kind)
