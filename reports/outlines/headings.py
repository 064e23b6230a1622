"""The order of the headings of an outline: numbers, moves, what it must not become. Nothing here touches the database.

A row is a TemplateHeading or a ReportSection; a heading of level 1 goes with those of level 2 below it.
"""

import re

from django.utils.text import slugify

from danvan.vietnamese import search_text
from documents.wording import roman

UP, DOWN = "up", "down"
# Names of other boxes and buttons of the page on which a unit writes: a heading of such a key would take their place.
NO_KEY = re.compile(r"version|then|csrfmiddlewaretoken|(?:task|value|none|note|previous)-.*")
COPIED = ("key", "level", "hint", "writer", "figures", "takes")


class Refused(Exception):
    """The outline would not hold together. The message is for the page."""


def marked(rows):
    """[(marker, row)]: "I", then "1", "2" within it; what a report leaves out for want of words is numbered too."""
    pairs, head, within = [], 0, 0
    for row in rows:
        head, within = (head + 1, 0) if row.level == 1 else (head, within + 1)
        pairs.append((roman(head) if row.level == 1 else str(within), row))
    return pairs


def place_of(rows, pk):
    """Where the row stands. Raises Refused where it is gone."""
    for at, row in enumerate(rows):
        if row.pk == pk:
            return at
    raise Refused("Mục này vừa được người khác bỏ.")


def end_of(rows, at):
    """Behind the row and, where it is of level 1, behind all below it."""
    end = at + 1
    while rows[at].level == 1 and end < len(rows) and rows[end].level > 1:
        end += 1
    return end


def moved(rows, pk, way):
    """The rows with one of them, and all below it, one step up or down; at the end of its way nothing moves."""
    at = place_of(rows, pk)
    end = end_of(rows, at)
    if way == UP:
        return _put(rows, at, end, _start_above(rows, at))
    if end == len(rows):
        return list(rows)
    # A step down is a step up of what stands below.
    return _put(rows, end, end_of(rows, end) if rows[at].level == 1 else end + 1, at)


def _start_above(rows, at):
    above = max(at - 1, 0)
    while rows[at].level == 1 and above > 0 and rows[above].level > 1:
        above -= 1
    return above


def _put(rows, at, end, target):
    """rows[at:end] in front of rows[target]."""
    rest = [*rows[:at], *rows[end:]]
    target -= (end - at) if target >= end else 0
    return [*rest[:target], *rows[at:end], *rest[target:]]


def put_before(rows, pk, before):
    """The rows with one of them, and all below it, in front of the row `before`; None: at the end.

    A heading of level 1 does not cut another one in two: it goes behind what stands below that one.
    """
    at = place_of(rows, pk)
    end = end_of(rows, at)
    target = len(rows) if before is None else place_of(rows, before)
    while rows[at].level == 1 and target < len(rows) and rows[target].level > 1:
        target += 1
    return list(rows) if at <= target <= end else _put(rows, at, end, target)


def with_new(rows, row, after=None):
    """The rows with a new one behind the row `after`; None: at the end."""
    at = len(rows)
    if after is not None:
        at = place_of(rows, after)
        at = end_of(rows, at) if row.level == 1 else at + 1
        while row.level == 1 and at < len(rows) and rows[at].level > 1:
            at += 1
    return [*rows[:at], row, *rows[at:]]


def checked(rows):
    """The rows, where they make an outline; else raises Refused."""
    if not rows:
        raise Refused("Đề cương phải còn ít nhất một mục.")
    if rows[0].level != 1:
        raise Refused(
            "Mục nhỏ phải đứng dưới một mục lớn. Đưa mục nhỏ xuống dưới một mục lớn, hoặc đổi nó thành mục lớn."
        )
    return rows


def free_key(words, taken):
    """A key for a new heading, made of its words."""
    stem = slugify(search_text(words))[:34].strip("-_") or "muc"
    if NO_KEY.fullmatch(stem):
        stem = f"muc-{stem}"
    names = [stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def packed(row, words, **more):
    """A heading that was taken out, as JSON values."""
    return {
        "pk": row.pk,
        "words": words,
        "position": row.position,
        **{name: getattr(row, name) for name in COPIED},
        **more,
    }
