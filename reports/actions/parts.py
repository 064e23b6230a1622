"""Saving and moving a unit's part, and the figures of any report."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from danvan.workflow import MoveRefused
from reports import completeness, notices
from reports.models import IndicatorValue, Report, ReportSection
from reports.rules import PART_MOVES


class StaleVersion(Exception):
    """Somebody saved in between; nothing was written."""


def take_version(report, version):
    """Claim the next version of an open report, so that what follows in this transaction overwrites nobody.

    Raises StaleVersion when `version` (what the form was opened on) is no longer the newest, or the report is closed.
    """
    open_states = [Report.Status.DRAFT, Report.Status.RETURNED]
    same = Report._base_manager.filter(pk=report.pk, version=version, status__in=open_states)
    if not same.update(version=F("version") + 1, updated_at=timezone.now()):
        raise StaleVersion
    report.version = version + 1


@transaction.atomic
def save_part(part, *, version, texts, figures):
    """Write a unit's words (section key → text) and figures (see `save_figures`). Raises StaleVersion."""
    take_version(part, version)
    sections = list(part.sections.all())
    for section in sections:
        section.text = texts.get(section.key, section.text)
    ReportSection.objects.bulk_update(sections, ["text"])
    save_figures(part, figures)


def save_figures(report, figures):
    """Write figures, a list of unsaved IndicatorValue; an empty one clears what was there."""
    known = set(report.figures.values_list("indicator", flat=True))
    kept = [each for each in figures if each.is_filled or each.note or each.indicator_id in known]
    IndicatorValue.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["report", "indicator"],
        update_fields=["value", "has_no_data", "note"],
    )


@transaction.atomic
def move_part(part, name, *, by, note=""):
    """Take one step with a unit's part. Raises MoveRefused, also where it still lacks what sending needs."""
    if name == "send":
        _require_nothing_missing(part)
    line = PART_MOVES.apply(part, name, by=by, note=note, **_times(part, name))
    notices.part_moved(part, line)
    return line


def _require_nothing_missing(part):
    missing = completeness.stopping(completeness.gaps_of_part(part))
    if missing:
        raise MoveRefused("Chưa gửi được. " + " ".join(missing))


def _times(part, name):
    """The first sending counts for lateness, however often a part comes back; taking it back undoes it."""
    if name == "take_back":
        return {"sent_at": None}
    return {"sent_at": timezone.now()} if name == "send" and part.sent_at is None else {}
