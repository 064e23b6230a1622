"""What the pages of a template and of one report's outline share: the lines, the acts, the form of a heading."""

from typing import NamedTuple

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe

from danvan.asked import number
from documents.html import to_html_part
from reports.actions import outlines as actions
from reports.actions.parts import StaleVersion
from reports.outlines import headings
from reports.outlines.headings import Refused
from reports.paper.outline_preview import as_document, readable
from reports.writing.compile import writer_words
from reports.writing.outline_remarks import words_of

STALE = "Có người vừa sửa đề cương này nên chưa thực hiện. Dưới đây là bản mới nhất; xem lại rồi làm lần nữa."
STALE_FORM = "Có người vừa sửa đề cương này nên chưa lưu. Xem bản vừa lưu ở bên cạnh, sửa lại rồi bấm lưu lần nữa."


class Shown(NamedTuple):
    """One heading on the page."""

    marker: str
    row: object
    words: str
    facts: list
    may_go_up: bool
    may_go_down: bool


def shown(rows, asked=()):
    """The lines of an outline, in order; `asked` are the rows asked of the units, which print no numerals."""
    marks = [(str(n), row) for n, row in enumerate(rows, start=1)]
    marks = marks if rows is asked else headings.marked(rows)
    names = {row.key: words_of(row) for row in asked}
    return [
        Shown(
            marker,
            row,
            readable(words_of(row)),
            list(_facts(row, names)),
            may_go_up=at > (1 if row.level > 1 else 0),
            may_go_down=headings.end_of(rows, at) < len(rows),
        )
        for at, (marker, row) in enumerate(marks)
    ]


def _facts(row, names):
    """What is drafted there, in a few words each."""
    if row.writer and row.writer != "unit_tasks":
        label = writer_words(row.writer).label
        source = names.get(row.takes, "mục không còn được hỏi") if row.takes else ""
        yield f"Soạn sẵn: {label}" + (f" (mục “{source}”)" if source else "")
    if row.writer == "unit_tasks":
        yield "Điền sẵn từng nhiệm vụ của đơn vị trong kỳ"
    if row.figures:
        yield f"Số liệu: {len(row.figures)} chỉ tiêu"


def paper(rows, *, commune, subject):
    """The preview as it is read on the page. `to_html_part` escapes every word."""
    document = as_document(rows, commune=commune, subject=subject)
    return mark_safe(to_html_part(document))  # noqa: S308


def version_of(request):
    """The version a press was made on; one that nothing has where none was sent."""
    return number(request.POST.get("version"), 0)


def acted(request, back, act, done):
    """Do `act`, tell `done` or why not, and go back to the outline."""
    try:
        act()
    except StaleVersion:
        messages.error(request, STALE)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, done)
    return redirect(back)


def moving(request, outline, pk):
    """The move a press asks for: one step, or to where the heading was dragged."""
    version, way = version_of(request), request.POST.get("way", "")
    if way in (headings.UP, headings.DOWN):
        return lambda: actions.move_heading(outline, pk, version=version, way=way)
    before = number(request.POST.get("before"))
    return lambda: actions.put_heading(outline, pk, version=version, before=before)


def heading_page(request, form, *, back, title, theirs=None, status=200, **more):
    context = {"form": form, "back": back, "title": title, "theirs": theirs, **more}
    return render(request, "reports/outline_heading.html", context, status=status)


def saved(request, form, save):
    """Whether `save` (version, values) went through; 422 or 409 where it did not, and then the form says why.

    Returns (answer of `save`, status); the status is None where all is well.
    """
    if not form.is_valid():
        return None, 422
    try:
        return save(version=form.cleaned_data["version"], values=form.values()), None
    except StaleVersion:
        messages.error(request, STALE_FORM)
        return None, 409
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None, 422


def on_newest(post, version):
    """What was posted, put on the newest version, so that the next press saves knowingly."""
    data = post.copy()
    data["version"] = version
    return data
