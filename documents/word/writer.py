"""Writing an `AdministrativeDocument` as .docx in the form of NĐ 30/2020/NĐ-CP, Phụ lục I: the look of our PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from documents import wording
from documents.grid import LANDSCAPE_MM, PORTRAIT_MM
from documents.html import title_of
from documents.model import AdministrativeDocument, Appendix, Text
from documents.normal_form import is_basis, normal_form
from documents.word import head, styles
from documents.word.blocks import Block, Paragraph, paged
from documents.word.drawings import Drawings
from documents.word.numbering import Numbering
from documents.word.outline import item_blocks
from documents.word.package import archive, section
from documents.word.runs import Notes, raised, run, styled
from documents.word.xml import DECLARATION, NAMESPACES, element

_USED = re.compile(r'<w:pStyle w:val="(dv[A-Za-z]+)(\d+)"/>')
_TAGS = re.compile(r"<[^>]*>")
_LINE = 85  # letters that may still stand on one line
_ROLES = {role.id: role for role in styles.LEVELLED}


def write_docx(
    document: AdministrativeDocument, photos: Mapping[str, bytes] | None = None
) -> bytes:
    """The document as a Word file: real styles, lists, tables and footnotes, page numbers from page 2.

    `documents.word.read_docx` gives `normal_form(document)` back, without its charts and photos. The same document
    gives the same bytes. `photos`: SHA-256 → JPEG bytes; of one that is not there the caption is written alone.
    """
    normal = normal_form(document)
    notes, numbering, drawings = Notes(normal.footnotes), Numbering(), Drawings(photos)
    body = "".join(_sections(normal, notes, numbering, drawings))
    parts = {
        "word/document.xml": f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles.styles_xml(_used_styles(body)),
        "word/numbering.xml": numbering.xml(),
        "word/footnotes.xml": notes.xml(),
        **drawings.parts(),
    }
    return archive(parts, title_of(normal), " ".join(normal.subject.split()))


def _used_styles(body: str) -> list[styles.Style]:
    used = sorted({(name, int(depth)) for name, depth in _USED.findall(body)})
    return [styles.at_depth(_ROLES[name], depth - 1) for name, depth in used if name in _ROLES]


def _sections(
    document: AdministrativeDocument, notes: Notes, numbering: Numbering, drawings: Drawings
) -> Iterator[str]:
    """The main part and each appendix, each a section. The last one's properties stand by themselves."""
    main = _main(document, notes, numbering, drawings)
    appendices = [
        _appendix(document, at, appendix, notes, numbering, drawings)
        for at, appendix in enumerate(document.appendices, start=1)
    ]
    # Known only now, when the appendices have called theirs.
    main += _stray_notes(notes)
    parts = [(main, False)]
    parts += zip(appendices, (each.landscape for each in document.appendices), strict=True)
    *others, (last, landscape) = parts
    yield from (paged(blocks, section(landscape=on_side)) for blocks, on_side in others)
    yield paged(last or [Paragraph(styles.SPACE)]) + element("sectPr", section(landscape=landscape))


def _main(
    document: AdministrativeDocument, notes: Notes, numbering: Numbering, drawings: Drawings
) -> list[Block]:
    blocks = [
        # LibreOffice puts an empty line of its own above a table that begins a document with footnotes.
        *([Paragraph(styles.SPACE)] if document.footnotes else []),
        *head.head(document),
        *head.title(document),
        *head.addressees(document.addressees),
        *(_opening(words, notes) for words in document.opening),
    ]
    foot = list(head.foot(document))
    keep_end = bool(foot) and not document.closing
    blocks += item_blocks(
        document.items, numbering, notes, PORTRAIT_MM, drawings, keep_end=keep_end
    )
    blocks += [Paragraph(styles.CLOSING, notes.text(words)) for words in document.closing]
    if foot:
        _keep_two_lines(blocks)
    return blocks + foot


def _keep_two_lines(blocks: list[Block]) -> None:
    """With the signature stands the end of the text: its last paragraph, and the one above where that is one line."""
    if not blocks:
        return
    last = blocks[-1]
    last.keep_next = True
    if isinstance(last, Paragraph) and len(_TAGS.sub("", last.inner)) < _LINE and len(blocks) > 1:
        blocks[-2].keep_next = True


def _opening(words: Text, notes: Notes) -> Paragraph:
    style = styles.BASIS if is_basis(words) else styles.OPENING
    return Paragraph(style, notes.text(words))


def _stray_notes(notes: Notes) -> list[Block]:
    """Notes that nothing calls are printed at the end, for no word may be lost."""
    return [
        Paragraph(
            styles.STRAY_NOTE,
            (raised(note.marker) if note.marker else "")
            + run(" ")
            + "".join(map(styled, note.text)),
        )
        for note in notes.left_over()
    ]


def _appendix(
    document: AdministrativeDocument,
    at: int,
    appendix: Appendix,
    notes: Notes,
    numbering: Numbering,
    drawings: Drawings,
) -> list[Block]:
    several = len(document.appendices) > 1
    label = f"Phụ lục {wording.roman(at)}" if several else "Phụ lục"
    width_mm = LANDSCAPE_MM if appendix.landscape else PORTRAIT_MM
    return [
        *head.appendix_head(appendix, label, wording.attached_to(document)),
        *item_blocks(appendix.items, numbering, notes, width_mm, drawings),
    ]
