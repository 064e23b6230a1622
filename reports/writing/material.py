"""Everything a report is compiled from, read in a number of queries that does not depend on how much there is."""

from typing import NamedTuple

from django.db.models import Prefetch
from django.urls import reverse

from accounts.models import Unit
from reports.figures.values import indicators_for, sums_of
from reports.models import IndicatorValue, Report, ReportRound
from reports.outlines import outline
from reports.rounds.comparison import previous_in, round_before
from reports.writing import sources
from reports.writing.pieces import pieces_of
from reports.writing.task_groups import grouped


class Part(NamedTuple):
    """What a unit said in its accepted part."""

    unit: Unit
    link: str
    texts: dict  # key of the heading → words
    tasks: dict  # pk of the task → what the unit says of it; "" where it left the task out

    @property
    def origin(self):
        return f"phần của {self.unit.short_name}"


class Material(NamedTuple):
    round: ReportRound
    parts: list  # Part of each unit whose part was accepted
    waiting: set  # pk of the units whose part is still to come
    tasks: list  # as sources.tasks_of gives them
    groups: list  # (task_groups.Group, its tasks)
    indicators: list  # what the round asks, in order
    figures: dict  # indicator pk → (Indicator, sum over the units)
    own: dict  # code → the IndicatorValue of the commune's report
    previous: dict  # code → Decimal of the same period last year
    before: sources.Tally | None  # the tasks of the same period last year


def gather(round):
    """Material of a round; what the commune's own figures say is read as it stands now."""
    parts, tasks = _parts_of(round), sources.tasks_of(round)
    accepted = [each for each in parts if each.status == Report.Status.ACCEPTED]
    before, asked = round_before(round), indicators_for(round)
    return Material(
        round=round,
        parts=[_said(part) for part in accepted],
        waiting={part.unit_id for part in parts if part.status != Report.Status.ACCEPTED},
        tasks=tasks,
        groups=grouped(tasks, round.plan_id),
        indicators=asked,
        figures=_sums(asked, accepted),
        own=own_figures(round),
        previous=previous_in(round, before),
        before=_tally_of(before),
    )


def _parts_of(round):
    figures = IndicatorValue.objects.select_related("indicator")
    parts = round.reports.filter(scope=Report.Scope.PART).select_related("unit")
    parts = parts.order_by("unit__position", "unit")
    return list(parts.prefetch_related("sections", Prefetch("figures", figures)))


def _said(part):
    texts, tasks = {}, {}
    for section in part.sections.all():
        texts[section.key] = section.text
        if section.key == outline.TASKS:
            pieces = pieces_of(section)
            tasks = {int(key): piece["text"] for piece in pieces if (key := _task(piece))}
            texts[section.key] = "\n".join(each["text"] for each in pieces if not _task(each))
    return Part(part.unit, reverse("reports:part_detail", args=[part.pk]), texts, tasks)


def _task(piece):
    """The number of the task a piece is about, as a word; "" where it is about none."""
    kind, _, number = piece["key"].partition(":")
    return number if kind == "task" and number.isdecimal() else ""


def _sums(indicators, parts):
    asked = {each.code: each for each in indicators}
    figures = [figure for part in parts for figure in part.figures.all()]
    sums = sums_of(asked.values(), figures)
    return {asked[code].pk: (asked[code], total) for code, total in sums.items()}


def own_figures(round):
    """{code: IndicatorValue} of the commune's report: what is printed in its table, and so in its words."""
    own = IndicatorValue.objects.filter(report__round=round, report__scope=Report.Scope.COMMUNE)
    return {each.indicator.code: each for each in own.select_related("indicator")}


def _tally_of(before):
    tasks = sources.tasks_of(before) if before else []
    return sources.tally(tasks) if tasks else None
