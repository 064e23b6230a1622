"""What pages of letters (an office's too) and hand-overs share: the paper itself, its PDF and its Word file."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.safestring import mark_safe

from documents import write_docx
from documents.html import to_html_part
from documents.storage import from_dict
from records.serving import file_response, made_response
from tasks import papers

NO_PDF = "Chưa có tệp PDF cho nội dung hiện tại. Hãy bấm “Tạo tệp PDF”."


def paper_context(request, paper, subject):
    """The paper as it is read on the page, and its PDF or how far its printing is."""
    # `to_html_part` escapes every word.
    shown = mark_safe(to_html_part(from_dict(paper.stored(subject))))  # noqa: S308
    if papers.printed(paper, subject):
        return {"paper": shown, "has_pdf": True}
    work = papers.printing(paper, subject)
    # Only whoever ordered the work may ask for its progress.
    mine = work is not None and work.ordered_by_id == request.user.pk
    return {
        "paper": shown,
        "has_pdf": False,
        "work": work if mine and (not work.is_finished or work.failed) else None,
        "is_printing": work is not None and not work.is_finished,
    }


def order(request, paper, subject):
    """Have the PDF made and go back to the page, which shows how far it is."""
    work = papers.order_pdf(paper, subject, by=request.user)
    if not work.is_finished:
        messages.info(request, "Tệp PDF đang được tạo.")
    return redirect(subject)


def pdf(request, paper, subject):
    done = papers.printed(paper, subject)
    if done is None:
        messages.error(request, NO_PDF)
        return redirect(subject)
    return file_response(done.result, name=paper.file_name(subject, "pdf"), inline=True)


def docx(paper, subject):
    """The Word file, made at once, in a tenth of a second."""
    data = write_docx(from_dict(paper.stored(subject)))
    return made_response(data, name=paper.file_name(subject, "docx"))
