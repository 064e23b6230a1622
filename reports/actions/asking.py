"""Asking the units one thing more while a round is under way, and taking that back."""

from django.db import transaction
from django.db.models import F

from reports import notices
from reports.actions.closing import hold_round
from reports.actions.outlines import ReportOutline
from reports.models import Report, ReportSection
from reports.outlines import headings
from reports.outlines.headings import Refused
from reports.outlines.templates import asked_in, asked_more_in


@transaction.atomic
def ask_units(report, *, version, values, into=None):
    """Ask a further heading (words, hint) of every unit whose part is still open; returns (asked, passed over) parts.

    `into`: the section of the commune's report that will gather it. Raises StaleVersion, or Refused with a sentence.
    """
    outline, round = ReportOutline(report), report.round
    held = hold_round(round)
    outline.claim(version)
    if held.is_closed:
        raise Refused("Đợt báo cáo đã đóng nên không hỏi thêm các đơn vị được nữa.")
    parts = list(round.reports.filter(scope=Report.Scope.PART).select_for_update(of=("self",)))
    asked = [part for part in parts if part.is_open]
    if not asked:
        raise Refused(
            "Không còn đơn vị nào đang soạn phần của mình. Trả lại phần cần hỏi thêm rồi làm lại."
        )
    key = _asked(round, asked, values)
    if into is not None:
        _gather(outline, into, key)
    if round.asked_at:
        notices.asked_more(round, asked, key=key, words=values["words"])
    return asked, [part for part in parts if not part.is_open]


def _asked(round, parts, values):
    rows = asked_in(round)
    key = headings.free_key(values["words"], {row.key for row in rows})
    last = max((row.position for row in rows), default=0)
    ReportSection.objects.bulk_create(
        ReportSection(
            report=part, key=key, position=last + 1, heading=values["words"], hint=values["hint"]
        )
        for part in parts
    )
    return key


def _gather(outline, pk, key):
    rows = outline.rows()
    row = rows[headings.place_of(rows, pk)]
    if row.writer:
        raise Refused(f"Mục “{row.heading}” vừa được chọn cách soạn sẵn khác. Chọn mục khác.")
    row.writer, row.takes = "the_gathered", key
    row.save(update_fields=["writer", "takes"])


@transaction.atomic
def stop_asking(report, *, version, key):
    """Take back a heading that was asked additionally, while no unit has written below it; returns its words.

    Raises StaleVersion, or Refused with a sentence that names the units that have.
    """
    outline, round = ReportOutline(report), report.round
    held = hold_round(round)
    outline.claim(version)
    if held.is_closed:
        raise Refused("Đợt báo cáo đã đóng nên mục đã hỏi thêm không bỏ được nữa.")
    # Held: words that are being saved meanwhile are waited for.
    parts = round.reports.filter(scope=Report.Scope.PART).select_for_update(of=("self",))
    units = {part.pk: part.unit.short_name for part in parts.select_related("unit")}
    sections = list(ReportSection.objects.filter(report__in=units, key=key))
    if key not in asked_more_in(round, sections):
        raise Refused("Mục này không còn được hỏi thêm.")
    written = [units[each.report_id] for each in sections if each.text.strip()]
    if written:
        raise Refused(f"Chưa bỏ được: {', '.join(written)} đã ghi nội dung ở mục này.")
    asked = [each.report_id for each in sections]
    ReportSection.objects.filter(pk__in=[each.pk for each in sections]).delete()
    # A page that stands open at a unit must not save as if nothing had happened.
    Report._base_manager.filter(pk__in=asked).update(version=F("version") + 1)
    gathering = report.sections.filter(writer="the_gathered", takes=key)
    gathering.update(writer="", takes="")
    notices.asked_no_more(asked, key=key)
    return sections[0].heading
