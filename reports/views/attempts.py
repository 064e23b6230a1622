"""What the pages of a report say of its attempts to be handed in."""

from reports import rules
from reports.models import Submission

T = Submission.Status


def handed_in_so_far(user, report):
    """Context of the report's page: every attempt with its remark, and what is to be mended now."""
    found = Submission.objects.visible_to(user).filter(report=report).defer("document")
    found = found.select_related("receiver", "submitted_by", "report__round__commune")
    attempts = list(found.prefetch_related("history").order_by("-ordinal"))
    for attempt in attempts:
        attempt.answer = answer_of(attempt.history.all())
    last = attempts[0] if attempts else None
    returned = last if last and last.status == T.RETURNED else None
    standing = last if last and last.stands else None
    may_note = standing is None and rules.may_note_other_way(user, report.round)
    return {
        "submissions": attempts,
        "returned": returned,
        "may_note_other_way": may_note,
        "standing": standing,
    }


def answer_of(history):
    """The line with which the office accepted or returned, or None; the last one counts."""
    answers = [line for line in history if line.move in {"accept", "send_back"}]
    return answers[-1] if answers else None
