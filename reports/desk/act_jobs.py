"""Accepting, returning and urging in thousands: a row says which reports, a worker does it part by part."""

from django.db import transaction

from notices.actions import tell_all
from reports.desk import choosing
from reports.models import OfficeAct
from reports.on_behalf import at_office
from work.actions import finish, report_progress
from work.handlers import handles

KIND = "office_act"
WHY = "a job does what a person who may see the row has ordered"
K = OfficeAct.Kind
# In one transaction: others wait for no longer than that takes.
AT_A_TIME = {K.ACCEPT: 50, K.SEND_BACK: 50, K.URGE: 500}
DONE = {K.ACCEPT: "Đã nhận", K.SEND_BACK: "Đã trả lại", K.URGE: "Đã đôn đốc"}
EARLIER = "đã đôn đốc trong hôm nay nên không nhắc thêm"
UNREACHED = "chưa có đầu mối hay lãnh đạo trên cổng để nhắc"
NOT_LATE = "không còn quá hạn: đã nộp, hoặc đợt báo cáo đã thay đổi"


@handles(KIND)
def do_office_act(row):
    """Do what is left of an act and tell who ordered it. Safe to run twice: what was done is written with it."""
    act = OfficeAct.objects.unscoped(WHY).select_related("receiver", "ordered_by")
    act = act.get(pk=row.subject_id)
    while act.left:
        # Before each part: the post may end while thousands are being done.
        by = at_office(act.ordered_by, act.receiver)
        done = len(act.results)
        report_progress(
            row, 100 * done // act.count, f"Đang xử lý {dotted(done)}/{dotted(act.count)}"
        )
        act.results = do_some(act.pk, by)
    with transaction.atomic():
        finish(row)
        words = f"Đã xong: {act}."
        told = (act.ordered_by, f"office-act:{act.pk}:done", words, act.get_absolute_url())
        tell_all([told], by_mail=False)


def dotted(figure):
    return f"{figure:,}".replace(",", ".")


@transaction.atomic
def do_some(pk, by):
    """Do the next part of an act together with what came of it, all or nothing; returns all its results."""
    act = OfficeAct.objects.unscoped(WHY).select_for_update(of=("self",)).get(pk=pk)
    cells = act.left[: AT_A_TIME[act.kind]]
    said = _urged(act, cells, by) if act.kind == K.URGE else _answered(act, cells, by)
    for cell, title in cells:
        reason = said[cell]
        act.results.append([cell, title, reason or DONE[act.kind], not reason])
    act.save(update_fields=["results"])
    return act.results


def _answered(act, cells, by):
    """cell → why it was not done, "" where it was."""
    from reports.actions import office  # noqa: PLC0415 leaf

    pks = choosing.ticked_from(cell for cell, _ in cells).submissions
    answered = office.answer_many(pks, act.kind, by=by, note=act.note, resubmit_by=act.resubmit_by)
    said = {cell: office.WITHDRAWN for cell, _ in cells}
    said |= {f"s{each.pk}": reason for each, reason in answered.refused if each}
    return said | {f"s{each.pk}": "" for each in answered.done}


def _urged(act, cells, by):
    from reports.actions import office  # noqa: PLC0415 leaf

    ticked = choosing.ticked_from(cell for cell, _ in cells)
    urged = office.urge(choosing.late_ticked(by, ticked, act.year), by=by)
    said = {cell: NOT_LATE for cell, _ in cells}
    for late, words in ((urged.told, ""), (urged.earlier, EARLIER), (urged.unreached, UNREACHED)):
        said |= {each.key: words for each in late}
    return said
