"""A plan as an `AdministrativeDocument`, and a reading as the rows of a plan."""

import re
from collections import defaultdict

from documents.footnotes import counted_anew
from documents.kinds import section_kind
from documents.model import AdministrativeDocument, Footnote, Item, Run, Text, plain
from documents.rich_text import from_marks, merged, to_html, to_marks, to_text
from documents.storage import appendices_of, fingerprint, table_of, to_dict, to_values
from plans.letterhead import letterhead_of, lines_of, recipients_of, signature_of
from plans.models import PlanItem
from plans.searching import folded

KIND = "KẾ HOẠCH"
LONGEST_HEADING = 1000


def to_document(plan):
    """The plan as it would be printed now. Two queries besides the plan with its commune and signer.

    A stored footnote mark is a name, which stays while items are moved; the number it bears is counted here.
    """
    return counted_anew(as_stored(plan))


def as_stored(plan):
    """`to_document` with the footnote marks as they are stored."""
    return AdministrativeDocument(
        kind=KIND,
        subject=plan.title,
        letterhead=letterhead_of(plan.issuer),
        number=plan.number,
        symbol=plan.symbol,
        place=plan.place,
        date=plan.issued_on,
        opening=paragraphs_of(plan.opening),
        items=_items(plan),
        closing=paragraphs_of(plan.closing),
        recipients=recipients_of(plan),
        signature=signature_of(plan),
        footnotes=tuple(Footnote(note.marker, to_text(note.text)) for note in plan.footnotes.all()),
        appendices=appendices_of(plan.appendices),
    )


def paragraphs_of(words):
    """A text box (one paragraph a line, marked words) as paragraphs."""
    return tuple(from_marks(line) for line in lines_of(words))


def as_lines(paragraphs):
    """Paragraphs as the words of a text box, one a line."""
    return "\n".join(to_marks(text).replace("\n", " ") for text in paragraphs)


def heading_as_words(text: Text):
    """A heading is kept as plain words; a footnote mark in it as [^1]."""
    return "".join(f"[^{run.text}]" if run.note else run.text for run in text).strip()


def heading_as_text(words) -> Text:
    pieces = re.split(r"\[\^([^\]\s]{1,12})\]", words)
    return merged(Run(piece, note=place % 2 == 1) for place, piece in enumerate(pieces))


def item_rows(plan, items):
    """The unsaved rows of an outline, parents before children, each with its parent set."""

    def below(parent, children, is_top=False):
        for position, item in enumerate(children, start=1):
            row = _row(plan, parent, position, item)
            row.kind = section_kind(row.heading) if is_top else ""
            yield row
            yield from below(row, item.children)

    return list(below(None, items, is_top=True))


def _row(plan, parent, position, item: Item):
    heading = heading_as_words(item.heading)
    # A heading of a whole paragraph is one that was read wrongly; its words are kept as text.
    text = to_html(item.heading if len(heading) > LONGEST_HEADING else item.text)
    row = PlanItem(
        plan=plan,
        parent=parent,
        position=position,
        marker=item.marker[:30],
        heading="" if text else heading,
        text=text,
        table=to_values(item.table) if item.table else None,
    )
    row.search_text = folded(row.words)
    return row


def _items(plan) -> tuple[Item, ...]:
    below = defaultdict(list)
    for row in plan.items.all():
        below[row.parent_id].append(row)
    return tuple(item_of(row, below) for row in below[None])


def item_of(row, below) -> Item:
    """A row with all below it; `below` gives the rows below each primary key."""
    return Item(
        marker=row.marker,
        heading=heading_as_text(row.heading),
        text=to_text(row.text),
        table=table_of(row.table) if row.table else None,
        children=tuple(item_of(child, below) for child in below[row.pk]),
    )


def words_around(plan):
    """All words of a plan besides its items by which it may be looked for: title, number, the parts around the body."""
    boxes = [plain(text) for box in (plan.opening, plan.closing) for text in paragraphs_of(box)]
    notes = [plain(to_text(note.text)) for note in plan.footnotes.all()]
    appendices = appendices_of(plan.appendices)
    attached = [item for each in appendices for top in each.items for item in top.walk()]
    below = [plain(item.heading or item.text) for item in attached]
    return [
        plan.code,
        plan.title,
        str(plan.year),
        *boxes,
        *notes,
        *[each.title for each in appendices],
        *below,
    ]


def stored_document(plan):
    """`to_document` as JSON, and its fingerprint."""
    stored = to_dict(to_document(plan))
    return stored, fingerprint(stored)
