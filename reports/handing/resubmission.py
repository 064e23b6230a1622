"""Handing in again what came back: by when, and a reminder before that day."""

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from calendars.calendar import calendar_of, calendars_of
from danvan.clock import today
from notices.actions import tell_all, withdraw
from notices.jobs import before_digests
from notices.models import Notice
from reports.models import Submission, SubmissionHistory
from reports.notices import lower
from reports.rounds.periods import working_days_before
from reports.rounds.reminders import LOOKS_AHEAD

T = Submission.Status
WHY = "by when a report that came back is due follows from the report in hand"
JOB = "communes are reminded by the clock of what came back"
# What an office gives where it says nothing else; the commune is reminded so many working days before.
GIVEN, BEFORE = 5, 1
HEADS = (Role.COORDINATOR, Role.LEADER, Role.CLERK)
AHEAD = "Còn {days} ngày đến hạn nộp lại {name}: {due:%d/%m/%Y}."
TODAY = "Hôm nay là hạn nộp lại {name}."


def proposed_for(office):
    """The date an office is offered to give with a return: five of its working days from today."""
    return calendar_of(office).add_working_days(today(), GIVEN)


def due_again(report):
    """For `annotate` and `due_again_of`: the date given with the last return of a report (its pk or an OuterRef)."""
    returned = Submission.objects.unscoped(WHY).filter(report=report, status=T.RETURNED)
    return returned.order_by("-ordinal").values("resubmit_by")[:1]


def with_due_again(reports):
    """The reports with `due_again`, None where none came back or no date was given."""
    return reports.annotate(due_again=Subquery(due_again(OuterRef("pk"))))


def due_again_of(report):
    """By when what came back is handed in again; None where nothing did, or the office gave no date."""
    return next((row["resubmit_by"] for row in due_again(report.pk)), None)


def answered(report):
    """What came back is with the office again: nobody is reminded of it any more."""
    for pk in report.submissions.filter(status=T.RETURNED).values_list("pk", flat=True):
        withdraw(_key(pk))


def _key(pk):
    return f"submission:{pk}:again"


@before_digests
def remind_at(now):
    """Remind the communes one working day before the date, once. Safe to run twice; always the same statements."""
    day = timezone.localdate(now)
    waiting = list(_waiting(day))
    calendars = calendars_of({each.report.round.commune_id for each in waiting})
    due = [
        each for each in waiting if _is_due(each.resubmit_by, day, calendars[each.report.round.commune_id])
    ]  # fmt: skip
    people = _heads([each.report.round.commune_id for each in due])
    tell_all(
        [
            (person, _key(each.pk), _words(each, day), _page(each))
            for each in due
            for person in people.get(each.report.round.commune_id, ())
        ],
        urgency=Notice.Urgency.SOON,
    )
    return len(due)


def _waiting(day):
    """Attempts that came back before `day` with a date near it, and that no other has followed."""
    rows = Submission.objects.unscoped(JOB).filter(
        status=T.RETURNED, resubmit_by__range=(day, day + LOOKS_AHEAD)
    )
    follows = Submission.objects.unscoped(JOB).filter(
        report=OuterRef("report"), ordinal__gt=OuterRef("ordinal")
    )
    just_now = SubmissionHistory.objects.filter(
        submission=OuterRef("pk"), move="send_back", at__date__gte=day
    )
    rows = rows.exclude(Exists(follows.exclude(status=T.WITHDRAWN))).exclude(Exists(just_now))
    return rows.defer("document", "report__document").select_related("report__round")


def _is_due(resubmit_by, day, calendar):
    return (
        calendar.is_working_day(day) and working_days_before(calendar, resubmit_by, BEFORE) <= day
    )


def _heads(communes):
    """commune pk → those who see to its report today. One query."""
    posts = Membership.objects.current().filter(
        unit__commune__in=communes, role__in=HEADS, person__is_active=True
    )
    people = {}
    for post in posts.select_related("person", "unit"):
        people.setdefault(post.unit.commune_id, set()).add(post.person)
    return people


def _words(submission, day):
    days = (submission.resubmit_by - day).days
    said = {"name": lower(submission.report.round.name), "due": submission.resubmit_by}
    return AHEAD.format(days=days, **said) if days else TODAY.format(**said)


def _page(submission):
    return reverse("reports:report_detail", args=[submission.report_id])
