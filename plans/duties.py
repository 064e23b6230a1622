"""What was understood of an imported plan, kept beside its items for whoever makes tasks of them."""

from documents.text import squeeze
from plans.models import PlanDuty, UnitName


def keep_duties(plan, review, rows):
    """Write the facts of a Review beside the items they stand in; `rows` gives the PlanItem of each block key."""
    PlanDuty.objects.bulk_create(
        _row(plan, fact, item, review)
        for fact in review.facts
        if (item := rows.get(_key_of_block(review.tree, fact)))
    )


def remember_units(review, *, by):
    """Keep what was decided about names of units, so that the next import asks no more."""
    for words, key, unit, person in review.units_decided():
        UnitName.objects.update_or_create(
            commune=review.upload.commune,
            key=key,
            defaults={"words": words[:200], "unit": unit, "decided_by_id": person or by.pk},
        )


def _row(plan, fact, item, review):
    given = review.answer_to(fact.key) or {}
    return PlanDuty(
        plan=plan,
        item=item,
        kind=fact.kind,
        words=fact.words,
        what=fact.what,
        who=fact.who[:500],
        unit=review.unit_of(fact.who),
        to=fact.to[:500],
        result=fact.result[:500],
        frequency=fact.frequency[:100],
        first_on=fact.first_on,
        due_on=fact.due_on,
        sure=fact.sure,
        holds=fact.holds,
        settled_by_id=given.get("by") if fact.is_settled else None,
    )


def _key_of_block(tree, fact):
    """The block whose lines hold the fact; of a block that was split, the part with its words."""
    found = [
        block
        for block in tree.walk()
        if fact.line and block.source and block.source.first <= fact.line <= block.source.last
    ]
    words = squeeze(fact.words)
    said = (block.key for block in found if words and words in squeeze(block.words))
    return next(said, found[0].key if found else None)
