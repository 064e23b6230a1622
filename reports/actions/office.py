"""What an office does with many communes at once: answering attempts, urging for reports."""

from typing import NamedTuple

from django.db import transaction

from danvan.clock import today
from danvan.workflow import MoveRefused
from notices.models import Notice
from reports.actions.submissions import move_submission
from reports.desk import choosing, office_notices
from reports.models import RoundUrging, Submission

# More are done by a worker, while a page shows how far it is.
ANSWERED_AT_ONCE, URGED_AT_ONCE = 50, 500
WITHDRAWN = "xã đã rút lại trước khi được xem"


class Answered(NamedTuple):
    """Attempts that were accepted or returned; (words for a person, reason) of each that was not."""

    done: list
    refused: list


class Urged(NamedTuple):
    """Lists of choosing.Late: told now, told today before, without anybody to tell."""

    told: list
    earlier: list
    unreached: list


def answer_many(pks, name, *, by, note="", resubmit_by=None):
    """Accept or return each of these attempts by itself; returns an Answered.

    What cannot be done leaves the others done: each has a savepoint of its own, and a second press finds them answered.
    """
    found = Submission.objects.visible_to(by).filter(pk__in=pks).defer("document")
    found = found.select_related("report__round__commune", "receiver").order_by("pk")
    done, refused = [], []
    for submission in found:
        try:
            with transaction.atomic():
                move_submission(submission, name, by=by, note=note, resubmit_by=resubmit_by)
        except MoveRefused as refusal:
            refused.append((submission, _reason(submission, refusal)))
        else:
            done.append(submission)
    refused += [(None, WITHDRAWN)] * (len(set(pks)) - len(done) - len(refused))
    return Answered(done, refused)


def _reason(submission, refusal):
    now = Submission.objects.unscoped("why it was refused").filter(pk=submission.pk).first()
    if now is None or now.status == Submission.Status.WITHDRAWN:
        return WITHDRAWN
    answered = (Submission.Status.ACCEPTED, Submission.Status.RETURNED)
    if now.status in answered:
        return f"báo cáo đã ở tình trạng “{now.get_status_display()}”"
    return str(refusal)


@transaction.atomic
def urge(late, *, by):
    """Put a notice before those who coordinate and lead in each commune, once a day for each report.

    `late` is a list of choosing.Late; what has come meanwhile is left out. Returns an Urged.
    """
    late = choosing.still_late(by, late)
    before = told_today(late)
    earlier = [each for each in late if each.key in before]
    fresh = [each for each in late if each.key not in before]
    people = office_notices.people_to_urge([each.commune.pk for each in fresh])
    told, unreached = [], []
    for each in fresh:
        (told if people.get(each.commune.pk) else unreached).append(each)
    rows = [RoundUrging(round_id=each.round, day=today(), by=by) for each in told if each.round]
    RoundUrging.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5000)
    office_notices.urge(told, people, by.home_unit)
    return Urged(told, earlier, unreached)


def told_today(late):
    """The keys of those of `late` that were urged today already."""
    rounds = RoundUrging.objects.filter(
        day=today(), round__in=[each.round for each in late if each.round]
    )
    standing = set(rounds.values_list("round", flat=True))
    # A report without a round has its notice alone to be told by.
    keys = {office_notices.key_of(each): each.key for each in late if not each.round}
    notices = Notice.objects.unscoped("whether anybody was told today").filter(key__in=keys)
    owed = {keys[key] for key in notices.values_list("key", flat=True)}
    return owed | {each.key for each in late if each.round in standing}
