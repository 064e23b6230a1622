"""Writing an `AdministrativeDocument` as HTML in the form of NĐ 30/2020/NĐ-CP, Phụ lục I.

The same HTML is printed by `documents.pdf` and shown as a preview; how it looks is in `page.css`
alone. Every word of the document goes through `markup.escaped`, so no word can become a tag, an address or
a style.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from documents import chart, wording
from documents.columns import columns_of, is_title, shares
from documents.markup import Notes, escaped, tag, text_html, title_lines
from documents.model import (
    AdministrativeDocument,
    Appendix,
    Cell,
    Item,
    Letterhead,
    Photo,
    Signature,
    Table,
    Text,
    plain,
)

# Where the printer finds the bytes of a photo; a page for a browser names its own.
PHOTO_ADDRESS = "danvan-photo:"
STYLESHEET = Path(__file__).with_name("style") / "page.css"

PORTRAIT_MM, LANDSCAPE_MM = 160, 247
# How many letters go on a line of each title, measured in Tinos at the size `page.css` gives it.
TITLE, CAPITAL_TITLE, ISSUER, LETTER_SUBJECT = 58, 46, 24, 30
RECIPIENT = 44
# A list of recipients longer than this no longer fits beside a signature and below the end of the text.
MOST_LINES_BESIDE, LINES_BESIDE = 30, 20


def to_html(document: AdministrativeDocument, *, stylesheet: str = "") -> str:
    """A whole HTML page. `stylesheet` is the address of `page.css` for a browser; the PDF needs
    none.
    """
    link = f'<link rel="stylesheet" href="{escaped(stylesheet)}">' if stylesheet else ""
    return (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escaped(title_of(document))}</title>\n{link}</head>\n"
        f"<body>\n{to_html_part(document)}\n</body>\n</html>\n"
    )


def to_html_part(document: AdministrativeDocument, *, photos_at: str = PHOTO_ADDRESS) -> str:
    """The document as one <article class="paper">, to stand in a page that loads `page.css`.

    `photos_at` is the beginning of the addresses of its photos; what follows is the SHA-256.
    """
    notes = Notes(document.footnotes)
    words = [
        *_head(document),
        *_title(document),
        *_addressees(document.addressees),
        *(_opening(text, notes) for text in document.opening),
        *_items(document.items, notes, LANDSCAPE_MM if document.landscape else PORTRAIT_MM),
        *(_paragraph(text, notes) for text in document.closing),
    ]
    foot = list(_foot(document))
    blocks = [*(_ended(words) if foot else words), *foot]
    appendices = list(_appendices(document, notes))
    main = "\n".join([*blocks, *notes.left_over()])
    page = "\n".join(
        [
            '<article class="paper" lang="vi">',
            tag("div", main, _sheet(document)),
            *appendices,
            "</article>",
        ]
    )
    # No word can hold a quotation mark here: each is escaped.
    return page.replace(f'src="{PHOTO_ADDRESS}', f'src="{escaped(photos_at)}')


def _sheet(document: AdministrativeDocument) -> str:
    return f"sheet{' landscape' * document.landscape}{' dense' * document.dense}"


def _ended(blocks: list[str]) -> list[str]:
    """The blocks above a signature: the last paragraph stays with the one before it, so that at least two lines of
    text stand with the signature.
    """
    if not blocks or not blocks[-1].startswith("<p"):
        return blocks
    return [*blocks[:-1], tag("div", blocks[-1], "last")]


def title_of(document: AdministrativeDocument) -> str:
    """The name of the document on one line, for windows, files and metadata."""
    kind = document.kind.strip().capitalize()
    return " ".join(f"{kind} {document.subject}".split()) or "Văn bản"


def _paragraph(text: Text, notes: Notes) -> str:
    return tag("p", text_html(text, notes))


def _opening(text: Text, notes: Notes) -> str:
    """A legal basis is in italics, other opening words are not (mục II.6.a)."""
    is_basis = plain(text).lstrip().lower().startswith("căn cứ")
    return tag("p", text_html(text, notes), "basis" if is_basis else "")


# Ô số 1 to 4 and 5b


def _head(document: AdministrativeDocument) -> Iterator[str]:
    is_letter = wording.is_letter(document)
    if not (document.letterhead or wording.is_numbered(document) or is_letter):
        return
    cells = _letterhead(document.letterhead) if document.letterhead else []
    cells += [
        tag("p", f"Số: {escaped(wording.number_words(document))}", "number"),
        tag("p", escaped(wording.place_and_date(document)), "place-date"),
    ]
    if is_letter and document.subject:
        subject = wording.letter_subject(document.subject)
        cells.append(tag("p", title_lines(subject, LETTER_SUBJECT), "letter-subject"))
    yield tag("header", "\n".join(cells), "head")


def _letterhead(letterhead: Letterhead) -> list[str]:
    *upper, last = [title_lines(line, ISSUER) for line in letterhead.issuer] or [""]
    issuer = [
        *(tag("p", title_lines(line, ISSUER), "superior") for line in letterhead.superior),
        *(tag("p", line, "issuer-line") for line in upper),
        tag("p", tag("span", last, "part-rule"), "issuer-line") if last else "",
    ]
    nation = [
        tag("p", wording.NATION, "nation"),
        tag("p", tag("span", wording.MOTTO, "full-rule"), "motto"),
    ]
    return [
        tag("div", "".join(issuer), "issuer"),
        tag("div", "".join(nation), "state"),
    ]


# Ô số 5a and 9a


def _title(document: AdministrativeDocument) -> Iterator[str]:
    if wording.is_letter(document):
        return
    kind, subject = document.kind.strip(), document.subject.strip()
    lines = [tag("span", title_lines(kind, TITLE), "kind")] if kind else []
    if subject:
        lines.append(tag("span", tag("span", title_lines(subject, TITLE), "part-rule"), "subject"))
    if lines:
        yield tag("h1", " ".join(lines), "title")


def _addressees(names: tuple[str, ...]) -> Iterator[str]:
    if len(names) == 1:
        yield tag("p", f"Kính gửi: {escaped(names[0])}", "addressee")
    elif names:
        lines = "".join(tag("p", escaped(line)) for line in wording.listed(names))
        yield tag(
            "div",
            f"<p>Kính gửi:</p>{tag('div', lines, 'addressee-list')}",
            "addressees",
        )


# Ô số 6


def _items(items: tuple[Item, ...], notes: Notes, width_mm: float) -> Iterator[str]:
    # By a stack and not by recursion: however deep a document goes, it can be printed.
    waiting = list(reversed(items))
    while waiting:
        item = waiting.pop()
        # A title before the next title need not stand with it: a chain of them would fit on no page.
        alone = not item.children and bool(waiting) and bool(waiting[-1].heading)
        yield from _item(item, notes, width_mm, alone=alone)
        waiting.extend(reversed(item.children))


def _item(item: Item, notes: Notes, width_mm: float, *, alone: bool) -> Iterator[str]:
    label = f"{escaped(item.label)} " if item.label else ""
    if item.is_part:
        yield tag("h2", tag("span", label) + text_html(item.heading, notes), "part")
        label = ""
    elif item.heading:
        yield _heading(item, label + text_html(item.heading, notes), " lone" * alone)
        label = ""
    if item.text or (label and not (item.table or item.chart or item.photos)):
        yield tag("p", label + text_html(item.text, notes))
    if item.chart:
        if label and not item.text:
            yield tag("p", label.strip(), "lead-in")
        yield tag("div", chart.svg_of(item.chart, width_mm), "figure")
        label = ""
    if item.photos:
        yield from map(_photo_row, pairs_of(item.photos))
    if item.table:
        if label and not item.text:
            yield tag("p", label.strip(), "lead-in")
        yield _table(item.table, notes, width_mm)


def pairs_of(photos: tuple[Photo, ...]) -> list[tuple[Photo, ...]]:
    """The photos two by two, as they stand in a row."""
    return [photos[at : at + 2] for at in range(0, len(photos), 2)]


def _photo_row(pair: tuple[Photo, ...]) -> str:
    return tag("div", "".join(map(_photo, pair)), "photo-row")


def _photo(photo: Photo) -> str:
    source = f"{PHOTO_ADDRESS}{escaped(photo.sha256)}"
    picture = f'<img src="{source}" alt="{escaped(photo.alt or photo.caption)}" loading="lazy">'
    return tag("div", picture + tag("p", escaped(photo.caption), "photo-caption"), "photo")


def _heading(item: Item, inner: str, alone: str) -> str:
    """Mục and khoản have bold titles, a điểm and what is below it has not (mục II.6.đ)."""
    if item.is_section:
        return tag("h2", inner, f"section{alone}")
    if not item.marker or item.marker[0].isdigit():
        return tag("h3", inner, f"clause{alone}")
    return tag("h4", inner, f"point{alone}")


def _table(table: Table, notes: Notes, width_mm: float) -> str:
    columns = "".join(f'<col width="{share}%">' for share in shares(table, width_mm))
    caption = tag("caption", escaped(table.caption)) if table.caption else ""
    # A head of all rows could never be repeated and still leave room for a body.
    head_rows = min(max(table.header_rows, 0), len(table.rows) - 1)
    head = "".join(
        _row(row, "th", Notes(()), head_rows - at) for at, row in enumerate(table.rows[:head_rows])
    )
    body_rows = table.rows[head_rows:] if head_rows > 0 else table.rows
    body = "\n".join(
        _row(row, "td", notes, len(body_rows) - at, "group" * is_title(body_rows, at))
        for at, row in enumerate(body_rows)
    )
    head = tag("thead", head) if head else ""
    return f'<table class="grid">{caption}<colgroup>{columns}</colgroup>{head}<tbody>{body}</tbody></table>'


def _row(row: tuple[Cell, ...], name: str, notes: Notes, rows_left: int, kind: str = "") -> str:
    return tag("tr", "".join(_cell(cell, name, notes, rows_left) for cell in row), kind)


def _cell(cell: Cell, name: str, notes: Notes, rows_left: int) -> str:
    columns, rows = columns_of(cell), min(max(cell.rows, 1), rows_left)
    spans = f' colspan="{columns}"' if columns > 1 else ""
    spans += f' rowspan="{rows}"' if rows > 1 else ""
    aligned = f' class="{cell.align}"' if cell.align in {"left", "center", "right"} else ""
    return f"<{name}{spans}{aligned}>{text_html(cell.text, notes)}</{name}>"


# Ô số 7 and 9b


def _foot(document: AdministrativeDocument) -> Iterator[str]:
    if not (document.recipients or document.signature):
        return
    beside, below = _parted(wording.listed(document.recipients))
    recipients = tag("p", "Nơi nhận:", "recipients-title") + beside if beside else ""
    yield tag(
        "footer",
        tag("div", recipients, "recipients") + _signature(document.signature),
        "foot",
    )
    if below:
        yield tag("div", below, "recipients recipients-below")


def _parted(lines: tuple[str, ...]) -> tuple[str, str]:
    """The recipients beside the signature and those below it. All stand beside it where that leaves
    room for the text that must be on the same page.
    """
    heights = [(len(line) - 1) // RECIPIENT + 1 for line in lines]
    beside = len(lines)
    if sum(heights) > MOST_LINES_BESIDE:
        beside = sum(1 for height in accumulate(heights) if height <= LINES_BESIDE)
    paragraphs = [tag("p", escaped(line)) for line in lines]
    return "".join(paragraphs[:beside]), "".join(paragraphs[beside:])


def _signature(signature: Signature | None) -> str:
    if signature is None:
        return ""
    lines = "".join(tag("p", escaped(line), "authority") for line in signature.authority)
    name = tag("p", escaped(signature.name), "signer")
    return tag("div", lines + name, "signature")


# Phụ lục (mục III.1)


def _appendices(document: AdministrativeDocument, notes: Notes) -> Iterator[str]:
    several = len(document.appendices) > 1
    for number, appendix in enumerate(document.appendices, start=1):
        label = f"Phụ lục {wording.roman(number)}" if several else "Phụ lục"
        yield _appendix(appendix, label, wording.attached_to(document), notes)


def _appendix(appendix: Appendix, label: str, attached: str, notes: Notes) -> str:
    title = (
        tag("span", title_lines(appendix.title, CAPITAL_TITLE), "appendix-title")
        if appendix.title
        else ""
    )
    blocks = [
        tag("h1", f"{tag('span', label, 'appendix-label')} {title}", "appendix-head"),
        tag("p", tag("span", escaped(attached), "part-rule"), "attached"),
        *_items(appendix.items, notes, LANDSCAPE_MM if appendix.landscape else PORTRAIT_MM),
    ]
    kind = "appendix landscape" if appendix.landscape else "appendix"
    return tag("section", "\n".join(blocks), kind)
