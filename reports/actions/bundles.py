"""Having packed what an office received."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Unit
from reports.actions.submissions import mark_all_opened
from reports.desk import bundles
from reports.desk.bundle_jobs import WORK
from reports.models import Bundle, Submission
from work.actions import order

K = Bundle.Kind
TITLES = {
    K.ZIP: "Đóng gói {count} báo cáo",
    K.MERGED: "Gộp {count} báo cáo thành một tệp PDF",
    K.SIGNED: "Gộp bản ký của {count} báo cáo thành một tệp PDF",
}


class TooMany(Exception):
    """More than one bundle holds. The message is a Vietnamese sentence for the page."""


@transaction.atomic
def order_bundle(submissions, *, by, kind=K.ZIP):
    """Have several attempts put into one file; returns the Bundle. They count as opened.

    What was made of the same contents before is the same Bundle. Raises TooMany; nothing has happened then.
    """
    submissions = list(submissions)
    if not 1 <= len(submissions) <= bundles.MOST[kind]:
        raise TooMany(_too_many(kind, len(submissions)))
    # Two presses at once come one after the other, and the second finds what the first ordered.
    Unit.objects.select_for_update(no_key=True).get(pk=by.home_unit.pk)
    mark_all_opened(submissions, by=by)
    # Asked anew: what was withdrawn while this was pressed is no longer the office's to have.
    chosen = Submission.objects.visible_to(by).filter(pk__in=[each.pk for each in submissions])
    standing = set(chosen.values_list("pk", flat=True))
    held = [each for each in submissions if each.pk in standing]
    if not held:
        raise TooMany(_too_many(kind, 0))
    key = bundles.key_of(kind, chosen)
    bundle = _made_before(key, by) or _new(kind, key, held, by)
    if bundle.file_id is None:
        _order(bundle, by, len(held))
    return bundle


def _too_many(kind, count):
    most = bundles.MOST[kind]
    if not count:
        return "Chưa chọn báo cáo nào đã nộp. Hãy đánh dấu ít nhất một báo cáo rồi bấm lại."
    what = "một gói" if kind == K.ZIP else "một tệp PDF gộp"
    return f"Đã chọn {count} báo cáo; {what} chứa nhiều nhất {most}. Hãy lọc hẹp lại, ví dụ từng đợt một."


def _made_before(key, by):
    found = Bundle.objects.visible_to(by).filter(key=key).first()
    if found is not None:
        # It is asked for anew, so it is kept as long as a new one.
        Bundle.objects.visible_to(by).filter(pk=found.pk).update(created_at=timezone.now())
    return found


def _new(kind, key, submissions, by):
    bundle = Bundle.objects.create(
        kind=kind, key=key, receiver=by.home_unit, ordered_by=by, name=_name(submissions)
    )
    bundle.submissions.set(submissions)
    return bundle


def _name(submissions):
    """ "12 báo cáo 6 tháng đầu năm 2026" where all are of one round, else their number alone."""
    rounds = {each.report.round.period_words for each in submissions}
    of = f" {rounds.pop()}" if len(rounds) == 1 else ""
    return f"{len(submissions)} báo cáo{of}"


def _order(bundle, by, count):
    title = TITLES[bundle.kind].format(count=count)
    order(WORK[bundle.kind], bundle.pk, unit=by.home_unit, by=by, title=title)
