"""A report that went past the portal ("đã nộp bằng đường khác"): that it was sent is noted, corrected, taken back."""

from datetime import datetime, time

from django.db import IntegrityError, transaction
from django.utils import timezone

from danvan.workflow import ALREADY_MOVED, CHANGED, MoveRefused, last_step
from reports import notices, rules
from reports.actions.submissions import new_receipt, next_ordinal
from reports.handing import resubmission
from reports.handing.snapshot import attach_scan
from reports.models import Report, Submission

STANDS = "Đợt này đã có một bản báo cáo đang nộp nên không ghi thêm được."
NOT_OPEN = "Cơ quan nhận đã trả lời lần nộp này nên ghi nhận không sửa được nữa."
NAMES = {
    "way": "đường nộp",
    "other_code": "số",
    "other_date": "ngày văn bản",
    "signed_by": "người ký",
    "sent_on": "ngày gửi",
}
S = Submission.Status


@transaction.atomic
def note_other_way(round, *, fields, by, scan=None):
    """Put on record that the commune's report of a round went another way; returns the Submission.

    `fields`: way, other_code, other_date, sent_on (a day), signed_by. The report itself may be in any state. Raises
    MoveRefused where a submission stands already, and FileRefused for the scan.
    """
    reports = Report._base_manager.select_for_update(of=("self",))
    report = reports.select_related("round__commune", "round__receiver").get(
        round=round, scope=Report.Scope.COMMUNE
    )
    submission = _noted(report, fields, by)
    if scan:
        attach_scan(submission, scan, by=by)
    Submission._base_manager.filter(pk=submission.pk).update(
        submitted_at=first_moment(fields["sent_on"]), pdf=submission.pdf, sha256=submission.sha256
    )
    submission.refresh_from_db()
    resubmission.answered(report)
    submission.history.create(
        move="note_other_way",
        label="Ghi nhận nộp bằng đường khác",
        after=submission.status,
        by=by,
        note=submission.told,
    )
    notices.noted_other_way(submission, by)
    return submission


def _noted(report, fields, by):
    # The office that notes it has the paper in its hands.
    status = S.SUBMITTED if rules.sends_up(by, report) else S.OPENED
    columns = {name: value for name, value in fields.items() if name != "sent_on"}
    try:
        with transaction.atomic():
            return Submission.objects.create(
                report=report,
                receiver=report.round.receiver,
                ordinal=next_ordinal(report),
                due_again_on=resubmission.due_again_of(report),
                receipt=new_receipt(),
                submitted_by=by,
                status=status,
                **columns,
            )
    except IntegrityError:
        raise MoveRefused(STANDS) from None


@transaction.atomic
def correct_note(submission, *, fields, by, seen, scan=None):
    """Write what was noted wrongly. Raises MoveRefused (somebody else was quicker, too late), and FileRefused."""
    held = Submission._base_manager.select_for_update(of=("self",)).filter(pk=submission.pk)
    row = held.select_related("report__round").get()
    if row.status not in {S.SUBMITTED, S.OPENED}:
        raise MoveRefused(NOT_OPEN if row.stands else ALREADY_MOVED)
    if last_step(row) != seen:
        raise MoveRefused(CHANGED)
    note = _what_changes(row, fields, scan)
    if not note:
        return row
    if scan:
        attach_scan(row, scan, by=by)
    columns = {name: value for name, value in fields.items() if name != "sent_on"}
    at = first_moment(fields["sent_on"])
    held.update(submitted_at=at, pdf=row.pdf, sha256=row.sha256, **columns)
    row.history.create(
        move="correct_note",
        label="Sửa ghi nhận",
        before=row.status,
        after=row.status,
        by=by,
        note=note,
    )
    row.refresh_from_db()
    return row


def _what_changes(row, fields, scan):
    before = {name: getattr(row, name, None) for name in fields}
    before["sent_on"] = timezone.localtime(row.submitted_at).date()
    lines = [
        f"{NAMES[name]}: {_said(name, before[name])} → {_said(name, value)}"
        for name, value in fields.items()
        if before[name] != value
    ]
    if scan:
        lines += [f"bỏ tệp {old.name}, SHA-256 {old.sha256}" for old in row.files.all()]
        lines.append(f"đính tệp {scan.name}")
    return "\n".join(lines)


def _said(name, value):
    if name == "way":
        return Submission.Way(value).label
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else value or "(trống)"


def first_moment(day):
    """When a day begins here: all that is known of when a paper was sent."""
    return timezone.make_aware(datetime.combine(day, time.min))
