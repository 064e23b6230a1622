"""Printing the weekly sheet: a row says which week, through whose eyes, of which unit; a worker does it."""

import hashlib
import json
from datetime import date

import pypdfium2

from accounts.models import Person, Unit
from documents.pdf import PdfUnavailable
from documents.pdf_sandbox import PdfFailed, render_pdf_safely
from documents.storage import to_dict
from records.files import keep
from tasks.models import Task
from tasks.rules import may_track
from tasks.week import sheet_of
from tasks.week_sheet import document_of, on_one_page
from work.actions import Refused, finish, order, report_progress
from work.handlers import handles
from work.models import WorkRow

KIND = "print_week"
WHY = "a sheet belongs to all who see the same tasks, whoever ordered it"
CHANGED = "Nhiệm vụ vừa thay đổi trong lúc tạo bản PDF. Hãy bấm “Tải PDF” lần nữa."


def sheet_for(user, monday, unit=None):
    """The Sheet of a week as this person sees it, of one unit (its pk) or of all."""
    tasks = Task.objects.visible_to(user)
    return sheet_of(tasks.filter(lead_unit=unit) if unit else tasks, monday)


def key_of(user, monday, unit=None):
    """What a printed sheet is of, and a word that differs wherever a line of it does.

    Those who see the whole commune share it; an officer's is the officer's own.
    """
    stored = to_dict(document_of(sheet_for(user, monday, unit), user.home_unit))
    written = json.dumps(stored, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(written.encode()).hexdigest()[:16]
    whose = "xa" if may_track(user) else f"n{user.pk}"
    return f"{monday:%Y-%m-%d}.{whose}.{unit or 0}.{digest}"


def printed(home, key):
    """The StoredFile of this content if it was printed before, or None."""
    row = WorkRow.objects.unscoped(WHY).about(KIND, home.pk).made_before(key)
    return row.result if row else None


def last_order(home, key):
    return WorkRow.objects.unscoped(WHY).about(KIND, home.pk).filter(key=key).first()


def order_sheet(home, key, monday, *, by):
    title = f"Tạo bản PDF: Việc giao ban tuần từ {monday:%d/%m/%Y}"
    return order(KIND, home.pk, unit=home, by=by, title=title, queue="pdf", key=key)


@handles(KIND)
def print_week(row):
    """Print the lines whose hash is in the row's key. A crash costs the time, nothing else."""
    monday, _, unit, _ = row.key.split(".")
    monday, unit = date.fromisoformat(monday), int(unit) or None
    home = Unit.objects.get(pk=row.subject_id)
    user = Person.objects.get(pk=row.ordered_by_id)
    if user.home_unit != home or key_of(user, monday, unit) != row.key:
        raise Refused(CHANGED)
    report_progress(row, 10, "Đang dàn trang")
    pdf = on_one_page(sheet_for(user, monday, unit), home, _rendered, _pages_of)
    name = f"giao-ban-{monday:%Y%m%d}.pdf"
    finish(row, result=keep(pdf, name=name, content_type="application/pdf"))


def _rendered(document):
    try:
        return render_pdf_safely(to_dict(document))
    except (PdfFailed, PdfUnavailable) as reason:
        raise Refused(str(reason)) from reason


def _pages_of(pdf):
    read = pypdfium2.PdfDocument(pdf)
    try:
        return len(read)
    finally:
        read.close()
