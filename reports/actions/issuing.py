"""Giving the commune's report its number: what is frozen then, and having it printed, each content once."""

from django.db import transaction

from danvan.workflow import MoveRefused
from documents import write_docx
from documents.length import is_long
from documents.storage import fingerprint, from_dict
from records.files import ALLOWED, keep
from records.register import register
from reports import notices
from reports.actions.closing import close_with_report, hold_round
from reports.figures.checks import stopping_findings
from reports.models import Report
from reports.paper import document
from reports.paper.photos import bytes_of
from reports.paper.printed import RENDER, printed_before
from reports.rules import REPORT_MOVES
from work.actions import order

NOT_ISSUED = (
    "Chưa ban hành được vì số liệu chưa khớp: {found} Lãnh đạo bấm “Trả lại” để đầu mối sửa số hoặc ghi chú lý do, "
    "rồi trình lại."
)
MOST_TOLD = 3


@transaction.atomic
def issue_report(report, *, number, issued_on, by, note="", seen=None):
    """Give the number and date, freeze the document, keep its Word file, order its PDF.

    Raises NumberTaken, or MoveRefused, also where its figures no longer agree. The number and the move stand or fall
    together: a refused move leaves no line in the register. `seen`: see Workflow.apply.
    """
    hold_round(report.round)
    require_figures_agree(report, NOT_ISSUED)
    # The move comes before the number: who presses second is told so, not that the number is taken.
    line = REPORT_MOVES.apply(
        report, "issue", by=by, note=note, seen=seen, number=number, issued_on=issued_on
    )
    entry = register(
        commune=report.round.commune,
        number=number,
        symbol=report.symbol,
        issued_on=issued_on,
        subject=f"Báo cáo {report.title[:1].lower()}{report.title[1:]}",
        signer=report.signer_name,
        recipients=report.recipients,
        by=by,
    )
    # What is frozen is what the database holds now, not what this request read some time ago.
    report.refresh_from_db()
    _freeze(report, entry)
    close_with_report(report.round, by=by)
    order_pdf(report, by=by)
    notices.report_moved(report, line)
    return line


def require_figures_agree(report, words):
    """Raises MoveRefused, with `words` around what does not agree, where the figures stop the next step."""
    found = stopping_findings(report)
    if found:
        raise MoveRefused(words.format(found=" ".join(each.words for each in found[:MOST_TOLD])))


def _freeze(report, entry):
    report.register_entry = entry
    report.document = document.stored_document(report)
    word = write_docx(from_dict(report.document), bytes_of(report.document))
    name = document.file_name(report, "docx")
    report.docx = keep(word, name=name, content_type=ALLOWED["docx"][0])
    names = ("document", "register_entry", "docx")
    fields = {name: getattr(report, name) for name in names}
    Report._base_manager.filter(pk=report.pk).update(**fields)


def order_pdf(report, *, by):
    """Have the report printed and return the WorkRow; content that was printed before is not printed again."""
    stored = report.document or document.stored_document(report)
    digest = fingerprint(stored)
    done = printed_before(digest)
    if done:
        _take_over(report, done)
        return done
    return order(
        RENDER,
        report.pk,
        unit=report.round.commune,
        by=by,
        title=f"Tạo tệp PDF: {report.round.name}",
        queue="pdf_long" if is_long(stored) else "pdf",
        key=digest,
    )


def _take_over(report, done):
    """The file of work that printed exactly this document is that of the issue, too."""
    if report.document and not report.pdf_id:
        report.pdf = done.result
        Report._base_manager.filter(pk=report.pk, pdf=None).update(pdf=done.result)
