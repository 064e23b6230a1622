"""An outline as it will be printed: the headings in the form of the document, without words below them."""

from documents.model import AdministrativeDocument, Item, Letterhead, text_of
from plans.letterhead import letterhead_of
from reports.outlines.headings import marked
from reports.outlines.templates import TIME_AHEAD, TIME_AHEAD_WORDS
from reports.writing.outline_remarks import words_of

ANY_COMMUNE = Letterhead(issuer=("ỦY BAN NHÂN DÂN", "XÃ …"))
SOME_WORDS = (Item(text=text_of("…")),)


def as_document(rows, *, commune=None, subject):
    """An AdministrativeDocument with the headings `rows` of a report; `commune` None: of no commune in particular."""
    heads = []
    for marker, row in marked(rows):
        words = text_of(readable(words_of(row)))
        if row.level == 1:
            heads.append((marker, words, []))
        else:
            heads[-1][2].append(Item(marker, words, children=SOME_WORDS))
    return AdministrativeDocument(
        kind="BÁO CÁO",
        subject=subject,
        letterhead=letterhead_of(commune) if commune else ANY_COMMUNE,
        symbol="BC-UBND",
        items=tuple(
            Item(marker, words, children=tuple(below) or SOME_WORDS)
            for marker, words, below in heads
        ),
    )


def readable(words):
    """A heading as a person reads and types it."""
    return words.replace(TIME_AHEAD, TIME_AHEAD_WORDS)


def storable(words):
    """What a person typed, as it is kept."""
    return " ".join(words.split()).replace(TIME_AHEAD_WORDS, TIME_AHEAD)
