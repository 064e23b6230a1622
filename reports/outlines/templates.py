"""Outlines: the shared ones the portal brings along, which one a round is opened with, and its copy as sections."""

from typing import NamedTuple

from django.db import transaction

from reports.models import Report, ReportSection, ReportTemplate, TemplateHeading
from reports.outlines import democracy, outline
from reports.rounds.periods import time_ahead

MASS_MOBILIZATION, DEMOCRACY = "dan-van", "dan-chu"
TOPIC = "công tác dân vận chính quyền"
WHY = "the shared outlines are everybody's"
# Stands in a heading for the time the outlook is about; a person reads and types the second.
TIME_AHEAD, TIME_AHEAD_WORDS = "{time_ahead}", "[kỳ tới]"


class Shared(NamedTuple):
    code: str
    name: str
    topic: str
    part: tuple
    commune: tuple


SHARED = (
    Shared(
        MASS_MOBILIZATION,
        "Báo cáo công tác dân vận chính quyền",
        TOPIC,
        outline.PART_OUTLINE,
        outline.OUTLINE,
    ),
    Shared(
        DEMOCRACY,
        "Báo cáo thực hiện dân chủ ở cơ sở",
        democracy.TOPIC,
        democracy.PART_OUTLINE,
        democracy.OUTLINE,
    ),
)


def default_template():
    """The shared outline on công tác dân vận chính quyền, made where it is missing. Safe to call again."""
    return default_templates()[MASS_MOBILIZATION]


def default_templates():
    """code → shared outline, each made where it is missing, headings of a newer release put in. Safe to call again,
    and at the same time; rounds keep the copies they were opened with."""
    rows = ReportTemplate.objects.unscoped(WHY).filter(owner=None).prefetch_related("headings")
    known = {row.code: row for row in rows}
    return {each.code: _up_to_date(each, known.get(each.code)) for each in SHARED}


def choosable(user):
    """The outlines a person may open a round with: those in use that the person sees, the shared ones among them."""
    default_templates()
    return ReportTemplate.objects.visible_to(user).filter(is_active=True).order_by("name", "pk")


def _up_to_date(shared, template):
    if template is None:
        template, _ = ReportTemplate._base_manager.get_or_create(
            owner=None, code=shared.code, defaults={"name": shared.name, "topic": shared.topic}
        )
    known = {(each.scope, each.key) for each in template.headings.all()}
    # Older code beside newer during an update finds all of its own there, and leaves the rest alone.
    if not known >= {(row.scope, row.key) for row in _rows_of(shared, template)}:
        _write(shared, template)
        template = ReportTemplate._base_manager.prefetch_related("headings").get(pk=template.pk)
    return template


def topic_of(template):
    """What a round opened with this template carries as its topic; "" for công tác dân vận chính quyền."""
    return "" if template.topic == TOPIC else template.topic


@transaction.atomic
def _write(shared, template):
    # Whoever comes second finds the headings there and writes the same once more.
    TemplateHeading.objects.bulk_create(
        _rows_of(shared, template),
        update_conflicts=True,
        unique_fields=["template", "scope", "key"],
        update_fields=["position", "level", "words", "hint", "writer", "figures", "takes"],
    )


def _rows_of(shared, template):
    """Unsaved TemplateHeading rows of a shared outline, in order."""
    scopes = (
        (TemplateHeading.Scope.PART, shared.part),
        (TemplateHeading.Scope.COMMUNE, shared.commune),
    )
    return [
        TemplateHeading(
            template=template, scope=scope, key=each.key, position=position, level=each.level,
            words=each.words, hint=each.hint, writer=each.writer, figures=list(each.figures), takes=each.takes,
        )
        for scope, headings in scopes
        for position, each in enumerate(headings, start=1)
    ]  # fmt: skip


def headings_of(template):
    """(headings asked of the units, headings of the commune's report), each a list of TemplateHeading in order."""
    rows = list(template.headings.all())
    return (
        [row for row in rows if row.scope == TemplateHeading.Scope.PART],
        [row for row in rows if row.scope == TemplateHeading.Scope.COMMUNE],
    )


def asked_in(round):
    """The headings the units of a round are asked, as sections of their parts, each key once; one query."""
    sections = ReportSection.objects.filter(report__round=round, report__scope=Report.Scope.PART)
    rows = {}
    for section in sections.defer("text", "pieces", "compiled").order_by("position", "pk"):
        rows.setdefault(section.key, section)
    return list(rows.values())


def asked_more_in(round, asked):
    """Keys, of the sections `asked` of units, that its outline does not ask: asked while the round was under way."""
    first, _ = headings_of(round.template or default_template())
    return {row.key for row in asked} - {row.key for row in first}


def headings_asked(round):
    """What a further unit of an open round is asked: what the others are, else what the outline says. Unsaved
    TemplateHeading rows, for `sections_of`."""
    names = ("key", "level", "hint", "writer", "figures", "takes")
    rows = [
        TemplateHeading(words=row.heading, **{name: getattr(row, name) for name in names})
        for row in asked_in(round)
    ]
    return rows or headings_of(round.template or default_template())[0]


def sections_of(report, headings):
    """Unsaved sections of a part or of the commune's report, copied from TemplateHeading rows; needs `report.round`."""
    return [
        ReportSection(
            report=report, key=each.key, position=position, level=each.level,
            heading=in_time(each.words, report.round), hint=each.hint, writer=each.writer,
            figures=each.figures, takes=each.takes,
        )
        for position, each in enumerate(headings, start=1)
    ]  # fmt: skip


def in_time(words, round):
    """A heading with the time its round looks ahead to, in capitals where the heading is."""
    if TIME_AHEAD not in words:
        return words
    ahead = time_ahead(round)
    capitals = words.replace(TIME_AHEAD, "").isupper()
    return words.replace(TIME_AHEAD, ahead.upper() if capitals else ahead)[:500]


def out_of_time(words, round):
    """The reverse of `in_time`: a heading of a round as it stands in an outline for any round."""
    ahead = time_ahead(round)
    return words.replace(ahead.upper(), TIME_AHEAD).replace(ahead, TIME_AHEAD)
