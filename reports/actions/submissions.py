"""Handing in, and what the office above does with it."""

import secrets

from django.db import IntegrityError, transaction
from django.db.models import Max

from danvan.workflow import ALREADY_MOVED, CHANGED, MoveRefused
from documents.storage import fingerprint
from reports import notices
from reports.actions.closing import hold_round
from reports.actions.issuing import require_figures_agree
from reports.handing import resubmission
from reports.handing.receipt import stored_receipt
from reports.handing.snapshot import freeze, snapshot_of
from reports.models import Report, Submission, SubmissionHistory
from reports.rules import SUBMISSION_MOVES, may_hand_in
from work.actions import order
from work.models import WorkRow

RECEIPT = "render_receipt"
NOT_NOW = "Báo cáo này hiện chưa nộp được: cần đã ban hành, có tệp PDF và chưa có bản nào đang nộp."
FIGURES_DISAGREE = (
    "Chưa nộp được vì số liệu chưa khớp: {found} Đầu mối dân vận mở báo cáo, bấm “Sửa lại báo cáo” để sửa số hoặc "
    "ghi chú lý do, ban hành lại rồi nộp."
)
# Without letters and digits that are taken for one another on paper.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_receipt():
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def hand_in(report, *, by):
    """Submit the issued report, frozen with its files and figures, and return the Submission. Raises MoveRefused."""
    fresh = _issued(Report._base_manager, report, by)
    require_figures_agree(fresh, FIGURES_DISAGREE)
    ordinal = next_ordinal(fresh)
    # Made before anything is locked: a tenth of a second in which others would wait.
    snapshot = snapshot_of(fresh, ordinal)
    with transaction.atomic():
        # An office above may be moving the round to another receiver.
        hold_round(fresh.round)
        held = _issued(Report._base_manager.select_for_update(of=("self",)), report, by)
        if _issue_of(held) != _issue_of(fresh):
            raise MoveRefused(CHANGED)
        try:
            with transaction.atomic():
                submission = _new_submission(held, ordinal, by)
        except IntegrityError:
            raise MoveRefused(ALREADY_MOVED) from None
        freeze(submission, snapshot)
        resubmission.answered(held)
        submission.history.create(
            move="hand_in", label="Nộp báo cáo", after=submission.status, by=by
        )
        notices.handed_in(submission)
    return submission


def _issued(reports, report, by):
    """The report as the database holds it now. Raises MoveRefused where it cannot be handed in."""
    found = reports.select_related(
        "round__commune", "round__receiver", "pdf", "docx", "signed_copy"
    )
    found = found.get(pk=report.pk)
    if not may_hand_in(by, found):
        raise MoveRefused(NOT_NOW)
    return found


def _issue_of(report):
    """What tells one issue of a report, with its papers and the office it goes to, from another."""
    issue = report.number, report.issued_on, report.pdf_id, report.signed_copy_id
    return *issue, report.round.receiver_id


def next_ordinal(report):
    return (report.submissions.aggregate(last=Max("ordinal"))["last"] or 0) + 1


def _new_submission(report, ordinal, by):
    return Submission.objects.create(
        report=report,
        receiver=report.round.receiver,
        ordinal=ordinal,
        due_again_on=resubmission.due_again_of(report),
        document=report.document,
        pdf=report.pdf,
        sha256=report.pdf.sha256,
        receipt=new_receipt(),
        signed_by=report.signer_name,
        submitted_by=by,
    )


def order_receipt(submission, *, by):
    """Have the receipt printed and return the WorkRow; words that were printed before are not printed again."""
    digest = fingerprint(stored_receipt(submission))
    done = printed_receipt(submission, digest)
    return done or order(
        RECEIPT,
        submission.pk,
        unit=submission.report.round.commune,
        by=by,
        title=f"Tạo tệp biên nhận {submission.receipt}",
        queue="pdf",
        key=digest,
    )


def printed_receipt(submission, digest=None):
    """The finished WorkRow with the PDF of what the receipt says now, or None."""
    rows = WorkRow.objects.unscoped("the submission in hand was reached through visible_to")
    digest = digest or fingerprint(stored_receipt(submission))
    return rows.about(RECEIPT, submission.pk).made_before(digest)


@transaction.atomic
def move_submission(submission, name, *, by, note="", resubmit_by=None, seen=None):
    """Open, accept, return or withdraw. Raises MoveRefused. `seen`: see Workflow.apply.

    With a return `resubmit_by` is the day by which the office wants it again; before the date of the round it has that.
    """
    given = {}
    if name == "send_back" and resubmit_by:
        given["resubmit_by"] = max(resubmit_by, submission.report.round.due_on)
    if seen is not None:
        # Held: what was noted of a paper may be being corrected.
        Submission._base_manager.select_for_update(no_key=True).get(pk=submission.pk)
    line = SUBMISSION_MOVES.apply(submission, name, by=by, note=note, seen=seen, **given)
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
def mark_all_opened(submissions, *, by):
    """`mark_opened` of many at once, in a fixed number of statements."""
    move = SUBMISSION_MOVES["open"]
    pks = [each.pk for each in submissions if "open" in SUBMISSION_MOVES.open_to(by, each)]
    unopened = Submission._base_manager.filter(pk__in=pks, status__in=move.sources)
    # Held: what is withdrawn at this moment comes first, and is not among them.
    held = list(unopened.order_by("pk").select_for_update().values_list("pk", "status"))
    Submission._base_manager.filter(pk__in=[pk for pk, _ in held]).update(status=move.target)
    SubmissionHistory.objects.bulk_create(
        SubmissionHistory(
            submission_id=pk, move="open", label=move.label, before=before, after=move.target, by=by
        )
        for pk, before in held
    )
