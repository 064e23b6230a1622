"""What an office has made from the figures of its communes: a workbook, and the draft of its own report."""

import hashlib
import json
import tempfile
from pathlib import Path

from django.core.files.base import File
from django.db import transaction
from django.utils.text import slugify

from accounts.models import Unit
from danvan.clock import today
from danvan.vietnamese import search_text
from documents import write_docx
from documents.storage import to_dict
from notices.actions import tell_all
from records.files import ALLOWED, keep, keep_file
from reports.desk.consolidated import draft_document
from reports.desk.total_sheet import write_totals
from reports.desk.totals import rounds_like, standing
from reports.models import Bundle, ReportRound
from reports.on_behalf import at_office
from work.actions import Refused, finish, order, report_progress
from work.handlers import handles
from work.models import WorkRow

FIGURES, REPORT = "office_figures", "office_report"
KINDS = {Bundle.Kind.FIGURES: FIGURES, Bundle.Kind.REPORT: REPORT}
TITLES = {
    Bundle.Kind.FIGURES: "Bảng số liệu các xã",
    Bundle.Kind.REPORT: "Dự thảo báo cáo tổng hợp",
}
WHY = "a job does what a person who may see the rows has ordered"
GONE = "Đợt báo cáo này không còn thuộc cơ quan của anh/chị."


@transaction.atomic
def order_made(user, round, kind):
    """Have the workbook (FIGURES) or the draft (REPORT) of a round of the office made; returns its Bundle.

    The same things in the same state are not made twice: then it is the Bundle of before.
    """
    # Two presses at once come one after the other, and the second finds what the first ordered.
    Unit.objects.select_for_update(no_key=True).get(pk=user.home_unit.pk)
    key = fingerprint(user, round, kind)
    standing_bundle = Bundle.objects.visible_to(user).filter(kind=kind, key=key).first()
    if standing_bundle and (standing_bundle.file_id or work_of(standing_bundle)):
        return standing_bundle
    name = f"{TITLES[kind]}: {round.name}"
    bundle = Bundle.objects.create(
        receiver=user.home_unit, ordered_by=user, kind=kind, key=key, name=name[:200]
    )
    # Which round it is about goes with the order; the bundle keeps what came of it.
    order(KINDS[kind], bundle.pk, unit=user.home_unit, by=user, title=name, key=str(round.pk))
    return bundle


def work_of(bundle):
    """The WorkRow that makes it, unless it was given up, or None."""
    rows = WorkRow.objects.unscoped("the bundle in hand was reached through visible_to")
    row = rows.about(KINDS[bundle.kind], bundle.pk).order_by("-pk").first()
    return None if row is None or row.failed else row


def fingerprint(user, round, kind):
    """A word that differs wherever what is made would: the submissions and their states, the communes, the day."""
    rows = standing(user, round).order_by("pk").values_list("pk", "status")
    said = [
        kind,
        round.pk,
        rounds_like(user, round).count(),
        str(today()),
        [list(row) for row in rows],
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _subject(row):
    bundle = (
        Bundle.objects.unscoped(WHY).select_related("ordered_by", "receiver").get(pk=row.subject_id)
    )
    at_office(bundle.ordered_by, bundle.receiver)
    rounds = ReportRound.objects.visible_to(bundle.ordered_by).select_related("receiver__parent")
    round = rounds.filter(pk=row.key).first()
    if round is None or round.receiver_id != bundle.receiver_id:
        raise Refused(GONE)
    return bundle, round


@handles(FIGURES)
def make_figures(row):
    """Write the workbook piece by piece through the disk. Safe to run twice."""
    bundle, round = _subject(row)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so-lieu.xlsx"
        write_totals(bundle.ordered_by, round, path, told=lambda *said: report_progress(row, *said))
        with path.open("rb") as made:
            kept = keep_file(
                File(made), name=_name(round, "so-lieu", "xlsx"), content_type=ALLOWED["xlsx"][0]
            )
    _hand_over(row, bundle, file=kept)


@handles(REPORT)
def make_report(row):
    """Put the office's draft together and write it as a Word file. Safe to run twice."""
    bundle, round = _subject(row)
    document = draft_document(
        bundle.ordered_by, round, told=lambda *said: report_progress(row, *said)
    )
    report_progress(row, 85, "Đang ghi tệp Word")
    kept = keep(
        write_docx(document),
        name=_name(round, "du-thao-bao-cao-tong-hop", "docx"),
        content_type=ALLOWED["docx"][0],
    )
    _hand_over(row, bundle, file=kept, document=to_dict(document))


def _hand_over(row, bundle, **made):
    with transaction.atomic():
        Bundle.objects.unscoped(WHY).filter(pk=bundle.pk).update(**made)
        finish(row, result=made["file"])
        told = (bundle.ordered_by, f"bundle:{bundle.pk}:ready", f"Đã xong: {bundle.name}.",
                bundle.get_absolute_url())  # fmt: skip
        tell_all([told], by_mail=False)


def _name(round, what, ending):
    period = slugify(search_text(f"{round.topic} {round.period_words}"))
    return f"{what}-{period}.{ending}"
