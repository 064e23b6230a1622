"""Cleaning the few tags a text may carry, on its way into the database and from there into a page."""

import nh3
from django.utils.safestring import mark_safe

_TAGS = {"strong", "em", "b", "i", "sup", "p", "br"}
_ATTRIBUTES = {"sup": {"class"}}


def clean(source):
    """Inline HTML with nothing in it but bold, italic, footnote marks, paragraphs and line breaks."""
    return nh3.clean(source, tags=_TAGS, attributes=_ATTRIBUTES, strip_comments=True)


def shown(source):
    """Stored inline HTML, cleaned once more and marked safe: whatever is in the database, it cannot run."""
    return mark_safe(clean(source))  # noqa: S308 nh3 has just cleaned it
