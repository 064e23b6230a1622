"""Keeping own outlines: copies of others, and of what a round made of one."""

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils import timezone

from reports.actions.parts import StaleVersion
from reports.models import ReportTemplate, TemplateHeading
from reports.outlines.headings import COPIED
from reports.outlines.templates import TOPIC, asked_in, headings_of, out_of_time

S = TemplateHeading.Scope
LONGEST_NAME = 200


def copy_template(template, *, owner):
    """An outline of `owner` (a commune or an office) with the headings of another; returns it."""
    rows = [*headings_of(template)[0], *headings_of(template)[1]]
    pairs = [(row.scope, row, row.words) for row in rows]
    name = template.name
    if template.owner_id != owner.pk:
        name = f"{name[: LONGEST_NAME - 64]} ({owner.short_name[:60]})"
    return _made(owner, name, template.topic, pairs)


def keep_outline(report, *, name):
    """What became of the outline of a commune's report, as an outline of the commune; returns it.

    The units are asked what they were asked in this round.
    """
    round = report.round
    asked = asked_in(round)
    pairs = [(S.PART, row, row.heading) for row in asked]
    own = [(S.COMMUNE, row, out_of_time(row.heading, round)) for row in report.sections.all()]
    topic = round.template.topic if round.template else round.topic or TOPIC
    return _made(round.commune, name, topic, [*pairs, *own])


@transaction.atomic
def _made(owner, name, topic, pairs):
    """`pairs`: (scope, row to copy from, its words), in order within each scope."""
    # Two who copy at once must not meet in one name.
    type(owner).objects.select_for_update().get(pk=owner.pk)
    template = ReportTemplate._base_manager.create(
        owner=owner, name=free_name(owner, name), topic=topic
    )
    TemplateHeading.objects.bulk_create(
        TemplateHeading(
            template=template,
            scope=scope,
            position=position,
            words=words,
            **{field: getattr(row, field) for field in COPIED},
        )
        for position, (scope, row, words) in enumerate(pairs, start=1)
    )
    return template


def free_name(owner, name):
    """The name, with the number of the copy where the house has one of it already."""
    taken = set(ReportTemplate._base_manager.filter(owner=owner).values_list("name", flat=True))
    short = name[: LONGEST_NAME - 16]
    names = [name, *(f"{short} (bản {n})" for n in range(2, len(taken) + 3))]
    return next(each for each in names if each not in taken)


def save_template(template, *, version, fields):
    """Write the name and the like (field name → value). Raises StaleVersion."""
    same = ReportTemplate._base_manager.filter(pk=template.pk, version=version)
    if not same.update(version=F("version") + 1, changed_at=timezone.now(), **fields):
        raise StaleVersion


class OutlineGone(Exception):
    """The outline was deleted meanwhile; nothing was opened with it. The message is for the page."""


def hold_template(template):
    """Hold an outline until the transaction ends: who deletes it waits, and finds it in use. Raises OutlineGone.

    Nobody can delete a shared outline, so that one is not held: all communes open their rounds with it.
    """
    same = ReportTemplate._base_manager.order_by().filter(pk=template.pk)
    if template.owner_id and not same.select_for_update(no_key=True):
        raise OutlineGone(f"Đề cương “{template.name}” vừa bị xóa. Chọn đề cương khác.")


class OutlineInUse(Exception):
    """A round or a request was opened with the outline; nothing was deleted. The message is for the page."""


def delete_template(template):
    """Delete an outline that nothing was ever opened with; its headings go along.

    Whoever opens a round with it at this moment comes first, or finds it gone. Raises OutlineInUse.
    """
    try:
        with transaction.atomic():
            rows = ReportTemplate._base_manager.order_by().filter(pk=template.pk)
            # A deletion does not lock by itself, and what was opened with it is seen after the wait alone.
            list(rows.select_for_update())
            rows.delete()
    except ProtectedError:
        raise OutlineInUse("Đề cương này đã được dùng nên không xóa được.") from None
