"""Reading an upload and printing a plan: each in a process with limits, each safe to run twice."""

import tempfile
from pathlib import Path

from django.db import transaction

from accounts.models import Unit
from documents.length import is_long
from documents.model import Unreadable
from documents.pdf import PdfUnavailable
from documents.pdf_sandbox import PdfFailed, render_pdf_safely
from documents.sandbox import read_safely
from documents.storage import fingerprint, to_dict
from plans import pictures
from plans.conversion import stored_document
from plans.models import Plan, PlanImport, PlanVersion
from plans.register_book import as_document
from plans.register_filters import Period
from records.files import keep
from records.models import RegisterEntry
from work.actions import Refused, finish, order, report_progress
from work.handlers import handles
from work.models import WorkRow

READ, RENDER, DRAW = "read_plan", "render_plan", "draw_pages"
REGISTER = "render_register"
WHY = "a job works on the row it was given"
DELETED = "Kế hoạch này đã bị xóa."
CHANGED = "Nội dung kế hoạch vừa được sửa trong lúc tạo bản PDF. Hãy bấm “Xem PDF” lần nữa."


@handles(READ)
def read_plan(row):
    """Turn an upload into a reading to be reviewed. A crash costs the time, nothing else."""
    found = PlanImport.objects.unscoped(WHY).select_related("file", "commune")
    upload = found.get(pk=row.subject_id)
    if upload.status == PlanImport.Status.REFUSED:
        raise Refused(upload.error)
    if upload.status != PlanImport.Status.READING:
        finish(row)
        return
    report_progress(row, 20, "Đang nhận biết các mục của kế hoạch")
    try:
        reading = _read(upload.file)
    except Unreadable as reason:
        _end_reading(upload, status=PlanImport.Status.REFUSED, error=str(reason)[:500])
        raise Refused(str(reason)) from reason
    with transaction.atomic():
        _end_reading(upload, status=PlanImport.Status.REVIEW, reading=reading)
        finish(row)


def _read(file):
    with tempfile.TemporaryDirectory(prefix="danvan-plan-") as folder:
        path = Path(folder) / "upload"
        path.write_bytes(file.read())
        return read_safely(path, file.name)


def _end_reading(upload, **fields):
    still = PlanImport.objects.unscoped(WHY).filter(pk=upload.pk, status=PlanImport.Status.READING)
    still.update(**fields)


@handles(RENDER)
def render_plan(row):
    """Print the content whose hash is the row's key. A crash costs the time, nothing else."""
    if not Plan.objects.unscoped(WHY).filter(pk=row.subject_id).exists():
        raise Refused(DELETED)
    file = printed(row.subject_id, row.key)
    if file is None:
        report_progress(row, 10, "Đang dàn trang")
        file = keep(
            _print(_content(row)), name=_file_name(row), content_type="application/pdf", by=None
        )
    with transaction.atomic():
        PlanVersion.objects.filter(plan=row.subject_id, sha256=row.key, pdf=None).update(pdf=file)
        finish(row, result=file)


@handles(DRAW)
def draw_pages(row):
    """Draw the pages of the content whose hash is the row's key, to be seen beside the editor.

    Text that was typed on since is left to its own order. A crash costs the time, nothing else.
    """
    from plans.outline import Outline  # noqa: PLC0415 leaf: the outline knows actions, which order jobs

    plan = Plan.objects.unscoped(WHY).filter(pk=row.subject_id).first()
    stored, key = content_of(row.subject_id) if plan else (None, None)
    if key != row.key or plan.preview_pages.filter(key=key).exists():
        finish(row)
        return
    report_progress(row, 20, "Đang dàn trang")
    file = printed(plan.pk, key)
    pages = pictures.drawn(
        plan, key, file.read() if file else _print(stored), Outline(plan).lines()
    )
    with transaction.atomic():
        pictures.replace_pages(plan, pages)
        finish(row)
        # One for each pause in typing: nobody asks for the older ones again.
        done = WorkRow.objects.unscoped(WHY).about(DRAW, plan.pk).filter(state=WorkRow.State.DONE)
        done.exclude(pk=row.pk).delete()


def order_pages(plan, key, *, by):
    """Have the draft's content with this hash drawn, and return the WorkRow."""
    title = f"Dàn trang xem trước: {plan.title}"
    return order(DRAW, plan.pk, unit=plan.commune, by=by, title=title, queue="pdf", key=key)


def printed(plan_pk, key):
    """The PDF of this content if it was printed before: the same content is never rendered twice."""
    done = WorkRow.objects.unscoped("a PDF belongs to the plan, whoever ordered it")
    row = done.about(RENDER, plan_pk).made_before(key)
    return row.result if row else None


def last_order(kind, subject_id, key=""):
    """The newest row of work of this kind, to show how far it is to whoever may see its subject."""
    rows = WorkRow.objects.unscoped("progress is shown to all who may see the plan")
    return rows.about(kind, subject_id).filter(key=key).first()


def order_pdf(plan, stored, key, *, by):
    """Have the plan's content printed (a stored document and its hash), and return the WorkRow."""
    title = f"Tạo bản PDF: {plan.title}"
    queue = "pdf_long" if is_long(stored) else "pdf"
    return order(RENDER, plan.pk, unit=plan.commune, by=by, title=title, queue=queue, key=key)


def content_of(plan_pk):
    """What is printed of a plan, with its hash: the frozen version once it is issued, else the text as it stands."""
    plan = Plan.objects.unscoped(WHY).select_related("commune", "unit", "signer").get(pk=plan_pk)
    frozen = plan.versions.last() if plan.is_published else None
    return (frozen.document, frozen.sha256) if frozen else stored_document(plan)


def _content(row):
    stored, key = content_of(row.subject_id)
    if key != row.key:
        raise Refused(CHANGED)
    return stored


def _print(stored):
    try:
        return render_pdf_safely(stored)
    except (PdfFailed, PdfUnavailable) as reason:
        raise Refused(str(reason)) from reason


def _file_name(row):
    return file_name(Plan.objects.unscoped(WHY).get(pk=row.subject_id), "pdf")


def file_name(plan, ending):
    """ "ke-hoach-05-2026.pdf"; a draft has no number."""
    number = f"{plan.number:02d}-" if plan.number else "du-thao-"
    return f"ke-hoach-{number}{plan.year}.{ending}"


# The outgoing register


def register_key(commune, period):
    """What a printed register is of, and a word that differs wherever one of its lines does."""
    content = fingerprint(to_dict(_register(commune, period)))[:16]
    return f"{period.year}.{period.month}.{content}.{period.symbol}"


def _register(commune, period):
    entries = period.of(RegisterEntry.objects.unscoped(WHY).filter(commune=commune))
    return as_document(commune, entries, period.words)


def order_register(commune, period, key, *, by):
    """Have the register of a period printed, and return the WorkRow."""
    title = f"Tạo bản PDF: Sổ văn bản đi {period.words}"
    return order(REGISTER, commune.pk, unit=commune, by=by, title=title, queue="pdf", key=key)


def printed_register(commune, key):
    """The PDF of this content if it was printed before."""
    done = WorkRow.objects.unscoped("a PDF belongs to the register, whoever ordered it")
    row = done.about(REGISTER, commune.pk).made_before(key)
    return row.result if row else None


@handles(REGISTER)
def render_register(row):
    """Print the lines whose hash is in the row's key. A crash costs the time, nothing else."""
    year, month, _, symbol = row.key.split(".", 3)
    period = Period(int(year), int(month), symbol)
    commune = Unit.objects.get(pk=row.subject_id)
    if register_key(commune, period) != row.key:
        raise Refused(
            "Sổ vừa có thêm hoặc sửa văn bản trong lúc tạo bản PDF. Hãy bấm “Tải PDF” lần nữa."
        )
    report_progress(row, 10, "Đang dàn trang")
    pdf = _print(to_dict(_register(commune, period)))
    name = f"so-van-ban-di-{period.year}.pdf"
    finish(row, result=keep(pdf, name=name, content_type="application/pdf", by=None))
