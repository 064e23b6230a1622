"""An office above asks its communes for a report: one press opens the round in each of them."""

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Least
from django.urls import reverse
from django.utils import timezone

from accounts.models import ReceiverAssignment, Unit
from calendars.calendar import calendars_of
from danvan.workflow import ALREADY_MOVED, MoveRefused
from notices.actions import withdraw_pages
from notices.models import Notice
from plans.models import Plan
from records.files import DOCUMENTS, keep_upload
from reports.actions.rounds import unsent_parts
from reports.actions.templates import hold_template
from reports.figures.values import set_for
from reports.models import (
    IndicatorValue,
    Report,
    ReportHistory,
    ReportRound,
    ReportSection,
    RequestFile,
    RoundRequest,
    Submission,
)
from reports.outlines.templates import default_template
from reports.rounds import request_notices, round_notices
from reports.rounds.dates import require_sense
from reports.rounds.request_dates import parts_date
from reports.writing.making import make_reports

WHY = "an office asks the communes that report to it"
ATTACHMENTS = (*DOCUMENTS, "xlsx", "jpg", "jpeg", "png")
T = Submission.Status
STANDING = (T.SUBMITTED, T.OPENED, T.ACCEPTED)


class RequestExists(Exception):
    """Some of these communes were asked for the same round before. The message is for the page."""


def communes_of(office, day):
    """The communes whose reports the office receives on `day`."""
    rows = ReceiverAssignment.objects.valid_on(day).filter(receiver=office)
    found = Unit.objects.filter(pk__in=rows.values("commune"))
    return found.valid_on(day).order_by("position", "name", "pk")


def asked_before(asked, communes):
    """Those of the communes that the office has asked for the same round, and not withdrawn it."""
    same = {name: getattr(asked, name) for name in ("receiver", "topic", "kind", "year", "label")}
    before = RoundRequest.objects.unscoped(WHY).filter(**same, withdrawn_at=None)
    rounds = ReportRound._base_manager.filter(request__in=before, commune__in=communes)
    return Unit.objects.filter(pk__in=rounds.values("commune"))


def open_request(asked, communes, *, files=(), by):
    """Open the round of an unsaved RoundRequest in every one of `communes`, and tell them. Returns the request.

    A second press with the same key returns the request of the first. Raises BadDates, RequestExists, OutlineGone, and
    FileRefused where an attachment may not come in. The statements do not grow with the communes.
    """
    if known := _by_key(asked):
        return known
    require_sense(
        period_from=asked.period_from, period_to=asked.period_to,
        data_closing_on=asked.data_closing_on, due_on=asked.due_on,
    )  # fmt: skip
    try:
        with transaction.atomic():
            return _open(asked, list(communes), files, by)
    except IntegrityError:
        if known := _by_key(asked):
            return known
        raise


def _by_key(asked):
    same = RoundRequest.objects.unscoped(WHY).filter(key=asked.key, made_by=asked.made_by)
    return same.first() if asked.key else None


def _open(asked, communes, files, by):
    # Two people of the office at once: the second waits here, and then finds what the first has asked.
    Unit.objects.select_for_update(no_key=True).get(pk=asked.receiver_id)
    asked.template = asked.template or default_template()
    hold_template(asked.template)
    asked.indicator_set = asked.indicator_set or set_for(asked.receiver_id, asked.year)
    asked.save()
    attach(asked, files, by)
    request_notices.asked(asked, *ask_communes(asked, communes, by))
    return asked


def ask_communes(asked, communes, by):
    """Open or join the round of a stored request in these communes, with the office held. Returns (rounds, keys of
    those whose date moved); tells nobody. Raises RequestExists."""
    if known := list(asked_before(asked, communes)[:3]):
        raise RequestExists(_exists(known))
    ReportRound.objects.bulk_create(_new_rounds(asked, communes, by), ignore_conflicts=True)
    rounds = _rounds_of(asked, communes)
    new = [round for round in rounds if round.request_id == asked.pk]
    make_reports(new, asked.template)
    return rounds, _join(asked, [round for round in rounds if round.request_id != asked.pk])


def _exists(communes):
    names = ", ".join(commune.short_name for commune in communes)
    return f"Đã yêu cầu cùng kỳ báo cáo này đối với {names}. Rút yêu cầu trước, hoặc bỏ chọn các xã ấy."


def attach(asked, files, by):
    """Keep uploaded files with a request, after those it has. Raises FileRefused."""
    first = asked.files.count()
    RequestFile.objects.bulk_create(
        RequestFile(
            request=asked, name=file.name[:200], position=at, file=keep_upload(file, ATTACHMENTS, by=by)
        )
        for at, file in enumerate(files, start=first)
    )  # fmt: skip


def _new_rounds(asked, communes, by):
    """A round for each commune; where it is open already the database leaves it as it is."""
    plans, calendars = _plans(communes, asked.year), calendars_of(communes)
    source = asked.said()
    for commune in communes:
        parts_due_on = parts_date(
            calendars[commune.pk], data_closing_on=asked.data_closing_on, due_on=asked.due_on
        )
        yield ReportRound(
            commune=commune, receiver=asked.receiver, plan=plans.get(commune.pk), request=asked,
            template=asked.template, indicator_set=asked.indicator_set, topic=asked.topic,
            kind=asked.kind, year=asked.year, label=asked.label, period_from=asked.period_from,
            period_to=asked.period_to, data_closing_on=asked.data_closing_on,
            parts_due_on=parts_due_on, due_on=asked.due_on, due_source=source, opened_by=by,
        )  # fmt: skip


def _plans(communes, year):
    """{commune pk: its newest issued plan of the year}, in one query."""
    issued = (
        Plan.objects.unscoped(WHY).of_commune().issued().filter(year=year, commune__in=communes)
    )
    return {plan.commune_id: plan for plan in issued.order_by("issued_on", "pk")}


def _rounds_of(asked, communes):
    """The rounds of this name in the communes, held."""
    same = {name: getattr(asked, name) for name in ("topic", "kind", "year", "label")}
    rows = ReportRound._base_manager.filter(**same, commune__in=communes)
    rows = rows.select_related("commune", "receiver", "plan", "request__receiver")
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def _join(asked, rounds):
    """Put the request on rounds that the communes had opened; returns the keys of those whose date moved.

    A report that stands with the office keeps its date, and figures that were entered keep their set. What has once
    reached another office stays with that one.
    """
    keys = [round.pk for round in rounds]
    rows = ReportRound._base_manager.filter(pk__in=keys)
    rows.update(request=asked)
    rows = open_still(rows, asked.receiver)
    moved = set(rows.exclude(due_on=asked.due_on).values_list("pk", flat=True))
    earlier = rows.filter(parts_due_on__gt=asked.due_on, asked_at__isnull=False, closed_at=None)
    earlier = list(earlier.values_list("pk", flat=True))
    rows.update(
        due_on=asked.due_on,
        parts_due_on=Least(F("parts_due_on"), asked.due_on),
        receiver=asked.receiver,
        due_source=asked.said(),
    )
    figures = IndicatorValue.objects.filter(report__round=OuterRef("pk"))
    rows.filter(~Exists(figures)).update(indicator_set=asked.indicator_set)
    round_notices.date_moved(unsent_parts(round__in=earlier))
    return moved


def open_still(rounds, office):
    """Those of the rounds whose report neither stands with an office nor has ever reached another than `office`."""
    attempts = Submission.objects.unscoped(WHY).filter(report__round=OuterRef("pk"))
    handed_in = attempts.filter(status__in=STANDING)
    elsewhere = attempts.exclude(receiver=office).exclude(status=T.WITHDRAWN)
    return rounds.filter(~Exists(handed_in), ~Exists(elsewhere))


@transaction.atomic
def withdraw_request(asked, *, by):
    """Take the request back: rounds nobody has worked in go, the others stay with their commune, which is told.

    Returns (how many went, how many stay). Raises MoveRefused where it was withdrawn before.
    """
    standing = RoundRequest._base_manager.filter(pk=asked.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=timezone.now()):
        raise MoveRefused(ALREADY_MOVED)
    rounds = list(asked.rounds.select_related("commune"))
    hold(asked)
    gone = set(untouched(asked).values_list("pk", flat=True))
    request_notices.withdrawn(asked, rounds, gone=gone)
    delete_rounds(gone)
    return len(gone), len(rounds) - len(gone)


def hold(asked):
    """Whoever writes in one of these rounds at this moment comes first, or finds it gone: no word is deleted unseen."""
    for held in (
        ReportRound._base_manager.filter(request=asked),
        Report._base_manager.filter(round__request=asked),
        ReportSection.objects.filter(report__round__request=asked),
    ):
        list(held.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def untouched(asked):
    """Rounds that the request made and nobody has begun: no unit was asked, no word written, nothing handed in."""
    reports = Report.objects.unscoped(WHY).filter(round=OuterRef("pk"))
    worked = reports.filter(
        Q(version__gt=1) | Q(scope=Report.Scope.PART) | ~Q(status=Report.Status.DRAFT)
        | Q(compiled_at__isnull=False) | Exists(ReportSection.objects.filter(report=OuterRef("pk"), version__gt=1))
        | Exists(ReportHistory.objects.filter(report=OuterRef("pk")))
        | Exists(IndicatorValue.objects.filter(report=OuterRef("pk")))
        | Exists(Submission.objects.unscoped(WHY).filter(report=OuterRef("pk")))
    )  # fmt: skip
    made = ReportRound._base_manager.filter(request=asked, asked_at=None, closed_at=None)
    openers = Q(opened_by=asked.made_by_id) | Q(opened_by__in=asked.changes.values("by"))
    return made.filter(openers, ~Exists(worked), asks_on=None)


def handed_in(asked):
    """The rounds of a request, with `commune`, that somebody has handed in and not withdrawn, returned ones too."""
    attempts = Submission.objects.unscoped(WHY).filter(report__round=OuterRef("pk"))
    rounds = ReportRound._base_manager.filter(Exists(attempts.exclude(status=T.WITHDRAWN)))
    rounds = rounds.filter(request=asked).select_related("commune")
    return rounds.order_by("commune__position", "pk")


def begun(asked):
    """The communes that have written in the round of a request, or had opened it themselves. One query."""
    busy = ReportRound._base_manager.filter(request=asked).exclude(
        pk__in=untouched(asked).values("pk")
    )
    return list(
        Unit.objects.filter(pk__in=busy.values("commune")).order_by("position", "name", "pk")
    )


def delete_rounds(keys):
    """Delete rounds that nobody has worked in, with their reports and what was told of them and not read yet."""
    withdraw_pages([reverse("reports:round_detail", args=[key]) for key in keys])
    reports = Report._base_manager.filter(round__in=keys)
    reports.delete()
    ReportRound._base_manager.filter(pk__in=keys).delete()


def mark_seen(asked, *, by):
    """The person has read what is asked, on whatever page: their notice of it counts as read."""
    about = Q(key__startswith=f"request:{asked.pk}:")
    about |= Q(key__startswith=f"request-changed:{asked.pk}:")
    rows = Notice.objects.visible_to(by).filter(about, read_at=None)
    rows.update(read_at=timezone.now())
