"""Full-text search over the plans a person may read: which plans hold the words, and where.

A plan answers where it holds all the words; one with an item that holds them all goes before one in which they stand
apart. Queries: as many for three plans as for three hundred.
"""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import (
    Case,
    Count,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from documents.citations import mentions_in
from documents.model import plain
from documents.rich_text import to_text
from documents.storage import appendices_of
from documents.understanding.same_document import number_key
from plans.cited import with_plans
from plans.conversion import paragraphs_of
from plans.item_paths import paths_of
from plans.models import CitedDocument, Plan, PlanItem
from plans.searching import holds, holds_any, places_in, snippet

SHOWN = 5  # places of one plan
MOST_DOCUMENTS = 5


class Hit(NamedTuple):
    where: str  # "Mục II.1", "Phần mở đầu"
    pieces: list  # plans.searching.Piece
    item_pk: int | None = None


class Found(NamedTuple):
    """One plan that answers; `more` places are not shown. `is_scattered`: no one place holds all the words."""

    plan: Plan
    title: list
    hits: list
    more: int
    is_scattered: bool


def plans_with(user, terms):
    """The plans this person may read that hold all the terms, the best and newest first."""
    items = PlanItem.objects.visible_to(user).filter(holds(terms), plan=OuterRef("pk"))
    count = items.order_by().values("plan").annotate(count=Count("pk")).values("count")
    found = Plan.objects.visible_to(user).filter(holds(terms)).select_related("commune", "unit")
    found = found.annotate(items_found=Coalesce(Subquery(count), Value(0)))
    apart = Case(When(items_found=0, then=Value(1)), default=Value(0))
    return found.order_by(apart, "-year", "-pk")


def places_of(user, plans, terms):
    """What is to be shown of these plans (a list of them): Found in their order. Three queries."""
    pks = [plan.pk for plan in plans]
    hits, paths = defaultdict(list), paths_of(user, pks)
    whole = [plan.pk for plan in plans if plan.items_found]
    rows = PlanItem.objects.visible_to(user).filter(plan__in=pks)
    wanted = rows.filter(holds(terms), plan__in=whole) | rows.filter(
        holds_any(terms), plan__in=set(pks) - set(whole)
    )
    for row in wanted.order_by("pk"):
        if len(hits[row.plan_id]) < SHOWN:
            pieces = snippet(row.words, terms)
            hits[row.plan_id].append(Hit(paths[row.pk], pieces, row.pk))
    prefetch_related_objects(plans, "footnotes")
    return [_found(plan, hits[plan.pk], terms) for plan in plans]


def _found(plan, hits, terms):
    around = list(_around(plan, terms))
    whole = [
        words for words in (plan.title, *[words for _, words in around]) if _holds_all(words, terms)
    ]
    if plan.items_found or whole:
        around = [(where, words) for where, words in around if words in whole]
    shown = [*[Hit(where, snippet(words, terms)) for where, words in around], *hits]
    more = max(plan.items_found + len(around) - SHOWN, 0)
    title = snippet(plan.title, terms, reach=500)
    return Found(plan, title, shown[:SHOWN], more, not (plan.items_found or whole))


def _around(plan, terms):
    """The parts around the body in which something is found."""
    for where, box in (("Phần mở đầu", plan.opening), ("Phần kết thúc", plan.closing)):
        for text in paragraphs_of(box):
            if places_in(plain(text), terms):
                yield where, plain(text)
    for note in plan.footnotes.all():
        if places_in(words := plain(to_text(note.text)), terms):
            yield f"Chú thích {note.marker}", words
    for appendix in appendices_of(plan.appendices):
        words = [appendix.title, *_words_below(appendix.items)]
        yield from (("Phụ lục", each) for each in words if places_in(each, terms))


def _words_below(items):
    for top in items:
        for item in top.walk():
            yield plain(item.heading or item.text)


def _holds_all(words, terms):
    return all(places_in(words, [term]) for term in terms)


def documents_with(user, asked, terms):
    """Cited documents that answer to what was typed; each with `plans`, `last_year`."""
    own = CitedDocument.objects.visible_to(user)
    return with_plans(own.filter(by_words(asked, terms)), user)[:MOST_DOCUMENTS]


def by_words(asked, terms):
    """A condition on cited documents: they hold the terms, or theirs is the number that was typed, however parted."""
    # The kind need not be typed: any document of that number answers.
    named = mentions_in(f"Công văn số {asked}") if asked else ()
    numbers = [number_key(each.kind, each.number).partition("|")[2] for each in named]
    condition = holds(terms)
    for found in numbers:
        condition |= Q(key__endswith=f"|{found}")
    return condition
