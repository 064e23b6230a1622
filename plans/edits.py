"""What an editor sends, made safe: a list of changes to items, each named by its uid. Knows no database."""

import uuid
from dataclasses import dataclass

from danvan.rich_text import clean
from documents.rich_text import to_html, to_text
from plans.conversion import LONGEST_HEADING, heading_as_words

MOST_CHANGES = 5000
LONGEST_TEXT = 200_000
LONGEST_MARKER = 30
TOO_LONG = "Mục này dài quá 200.000 ký tự nên chưa lưu. Hãy tách thành nhiều mục."


class Unclear(Exception):
    """The request is none that our editor would send."""


@dataclass(frozen=True, slots=True)
class Place:
    """Below which item (the nearest first, the ones above it as far as the top), and after which of its children."""

    parents: tuple[uuid.UUID, ...] = ()
    after: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One item's change; what is None stays as it is. `version` 0: the item is new, or is to be there again."""

    uid: uuid.UUID
    version: int = 0
    heading: str | None = None
    text: str | None = None
    marker: str | None = None
    place: Place | None = None
    removed: bool = False
    too_long: bool = False

    @property
    def writes(self):
        return self.text is not None

    def says(self, row):
        """Whether the row holds these words already."""
        return (row.heading, row.text) == (self.heading, self.text)


def edits_of(sent):
    """The changes of a request (a list of dicts as plan_tree.js makes them). Raises Unclear."""
    if not isinstance(sent, list) or len(sent) > MOST_CHANGES:
        raise Unclear("changes")
    edits = [_edit(each) for each in sent]
    if len({edit.uid for edit in edits}) < len(edits):
        raise Unclear("an item twice")
    return edits


def uid_of(words):
    try:
        return uuid.UUID(words)
    except (ValueError, TypeError, AttributeError) as reason:
        raise Unclear("uid") from reason


def _edit(sent):
    if not isinstance(sent, dict):
        raise Unclear("change")
    html = sent.get("html")
    too_long = isinstance(html, str) and len(html) > LONGEST_TEXT
    heading, text = _words(None if too_long else html, bool(sent.get("is_heading")))
    return Edit(
        uid=uid_of(sent.get("uid")),
        version=count_of(sent.get("version", 0)),
        heading=heading,
        text=text,
        marker=_marker(sent.get("marker")),
        place=_place(sent.get("place")),
        removed=sent.get("removed") is True,
        too_long=too_long,
    )


def _words(html, is_heading):
    """Heading and text as they are stored. What is too long for a heading is kept as text."""
    if html is None:
        return None, None
    text = to_text(clean(_string(html)))
    heading = " ".join(heading_as_words(text).split()) if is_heading else ""
    return (heading, "") if heading and len(heading) <= LONGEST_HEADING else ("", to_html(text))


def _marker(sent):
    return None if sent is None else " ".join(_string(sent).split())[:LONGEST_MARKER]


def _place(sent):
    if sent is None:
        return None
    if not isinstance(sent, dict) or not isinstance(sent.get("parents"), list):
        raise Unclear("place")
    after = sent.get("after")
    return Place(tuple(map(uid_of, sent["parents"])), uid_of(after) if after else None)


def _string(sent):
    if not isinstance(sent, str):
        raise Unclear("a word")
    # No keyboard writes it and PostgreSQL keeps none.
    return sent.replace("\0", "")


def count_of(sent):
    """A whole number a database can hold. Raises Unclear."""
    if type(sent) is not int or not 0 <= sent < 2**31:
        raise Unclear("a number")
    return sent


def notes_of(sent):
    """The footnotes of a request as `plans.saving.save_notes` takes them. Raises Unclear."""
    if not isinstance(sent, list) or len(sent) > MOST_CHANGES:
        raise Unclear("notes")
    return dict(_note(each) for each in sent)


def _note(sent):
    if not isinstance(sent, dict):
        raise Unclear("note")
    texts = (
        to_html(to_text(clean(_string(sent.get(name, "")))))[:5000] for name in ("text", "was")
    )
    return _string(sent.get("marker"))[:8], tuple(texts)
