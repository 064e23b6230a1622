"""Handing in, and what the office above does with it."""

import secrets

from django.db import IntegrityError, transaction
from django.db.models import Max

from danvan.workflow import ALREADY_MOVED, MoveRefused
from reports import notices
from reports.models import Bundle, Report, Submission
from reports.rules import SUBMISSION_MOVES, may_hand_in
from work.actions import order

ZIP = "zip_submissions"
# Without letters and digits that are taken for one another on paper.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
MOST_IN_A_BUNDLE = 300


def new_receipt():
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


@transaction.atomic
def hand_in(report, *, by):
    """Submit the issued report, frozen with its PDF and hash, and return the Submission. Raises MoveRefused."""
    held = Report._base_manager.select_for_update(of=("self",)).filter(pk=report.pk)
    report = held.select_related("round__commune", "round__receiver", "pdf").get()
    if not may_hand_in(by, report):
        raise MoveRefused(
            "Báo cáo này hiện chưa nộp được: cần đã ban hành, có tệp PDF và chưa có bản nào đang nộp."
        )
    last = report.submissions.aggregate(last=Max("ordinal"))["last"] or 0
    try:
        with transaction.atomic():
            submission = _new_submission(report, last + 1, by)
    except IntegrityError:
        raise MoveRefused(ALREADY_MOVED) from None
    submission.history.create(move="hand_in", label="Nộp báo cáo", after=submission.status, by=by)
    notices.handed_in(submission)
    return submission


def _new_submission(report, ordinal, by):
    return Submission.objects.create(
        report=report,
        receiver=report.round.receiver,
        ordinal=ordinal,
        document=report.document,
        pdf=report.pdf,
        sha256=report.pdf.sha256,
        receipt=new_receipt(),
        signed_by=report.signer_name,
        submitted_by=by,
    )


@transaction.atomic
def move_submission(submission, name, *, by, note=""):
    """Open, accept, return or withdraw. Raises MoveRefused."""
    line = SUBMISSION_MOVES.apply(submission, name, by=by, note=note)
    notices.submission_moved(submission, line)
    return line


def mark_opened(submission, *, by):
    """The office reads it: from now on the commune cannot withdraw it. Nothing happens when it was opened before."""
    if "open" not in SUBMISSION_MOVES.open_to(by, submission):
        return
    try:
        move_submission(submission, "open", by=by)
    except MoveRefused:
        submission.refresh_from_db(fields=["status"])


@transaction.atomic
def order_bundle(submissions, *, by):
    """Have several submissions put into one zip; returns the Bundle. They count as opened."""
    bundle = Bundle.objects.create(receiver=by.home_unit, ordered_by=by)
    bundle.submissions.set(submissions)
    for submission in submissions:
        mark_opened(submission, by=by)
    order(
        ZIP,
        bundle.pk,
        unit=by.home_unit,
        by=by,
        title=f"Đóng gói {len(submissions)} báo cáo",
    )
    return bundle
