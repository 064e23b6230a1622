"""What a plan's item suggests for a task: a title, a unit, a person, a date. A person decides."""

from html import unescape
from typing import NamedTuple

from django.utils.html import strip_tags

from documents.dates import find_deadlines
from tasks.people import unit_named_in

LONGEST_TITLE = 200


class Suggestion(NamedTuple):
    title: str
    unit: object
    person: int | None
    due_on: object
    due_words: str
    # Whether the date must be looked at: completed with the plan's year, or perhaps not a deadline at all.
    due_is_sure: bool


def suggest(item, staff, *, year):
    """The Suggestion for one plan item; `year` completes a day printed without one."""
    words = plain_words(item.text)
    unit = unit_named_in(words, staff)
    deadlines = find_deadlines(words, year=year)
    # A duty with several dates is done when the last of them is met.
    last = max(deadlines, key=lambda each: each.date) if deadlines else None
    return Suggestion(
        title=short_title(words),
        unit=unit,
        person=staff.first_of(unit.pk) if unit else None,
        due_on=last.date if last else None,
        due_words=f"{last.text}"[:200] if last else "",
        due_is_sure=bool(last) and last.sure >= 0.8 and len(deadlines) == 1,
    )


def plain_words(text):
    """Inline HTML of a plan item as running words."""
    return " ".join(unescape(strip_tags(text)).split())


def short_title(words):
    """The first sentence, cut at a word when it is long."""
    sentence = words.split(". ", 1)[0].split("; ", 1)[0].strip(" .;:")
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    return sentence[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
