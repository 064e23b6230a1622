"""The review of an upload: questions and answers, changes of the outline, and the press that makes the draft."""

from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from danvan.asked import number
from plans import answers, intake, rules
from plans.answers import AlreadyDecided, NotTaken
from plans.forms import FrameForm
from plans.models import PlanImport
from plans.reviewed import FRAME, Review
from plans.views.doors import an_import, go, require
from plans.views.import_shown import found_shown, outline_shown, questions_shown

DECIDED = "Tệp này chưa đọc xong hoặc đã được xử lý trước đó. Trang cho thấy tình trạng mới."
MADE = "Đã tạo dự thảo từ tệp. Hãy xem lại từng mục rồi trình duyệt."
MADE_OPEN = (
    "Đã tạo dự thảo từ tệp. {count} điểm chưa trả lời được giữ như bản gốc; hãy xem lại trước khi trình duyệt. "
    "Tệp gốc được giữ cùng kế hoạch."
)


def review_page(request, upload, form=None):
    """The whole page; for htmx only the part it asks for: the card of a question, or the outline."""
    review = Review(upload)
    shown = _shown(request, review)
    if request.htmx and request.htmx.target == "questions":
        return render(request, "plans/_questions.html", shown)
    if request.htmx and request.htmx.target == "found":
        return render(request, "plans/_found.html", shown)
    context = {
        **shown,
        "form": form or FrameForm(initial=review.frame),
        "source": enumerate(upload.reading.get("source_lines", ()), start=1),
        "citations": upload.reading.get("citations", ()),
        "deadlines": upload.reading.get("deadlines", ()),
    }
    return render(request, "plans/import_review.html", context)


def _shown(request, review, current=None, notice=""):
    """What both panes and the card show; `current` is the key of the question in the card, `notice` what went wrong."""
    asked = request.GET
    return {
        "upload": review.upload,
        "may_start": rules.may_start(request.user),
        "notice": notice,
        **questions_shown(review, current if current is not None else asked.get("hoi", "")),
        **outline_shown(review, opened=asked.get("muc", "")),
        **found_shown(review),
    }


def in_review(view):
    """The door of every change: the coordinator's, to an upload under review. A late press is told so."""

    @require_POST
    @wraps(view)
    def guarded(request, pk):
        upload = an_import(request, pk)
        require(rules.may_start(request.user))
        try:
            if upload.status != PlanImport.Status.REVIEW:
                raise AlreadyDecided
            if "title" in request.POST:
                # Typed beside the questions and not sent yet: kept with every press.
                upload = answers.keep_frame(upload, _frame(request), by=request.user)
            return view(request, upload)
        except AlreadyDecided:
            messages.error(request, DECIDED)
            return go(request, upload.get_absolute_url())

    return guarded


def _frame(request):
    return {name: request.POST[name] for name in FRAME if name in request.POST}


@in_review
def import_answer(request, upload):
    """Answer a question, or take an answer back."""
    asked, key = request.POST, request.POST.get("key", "")
    typed = {name: asked.get(name, "") for name in ("date", "words", "unit")}
    before, notice, current = Review(upload), "", None
    try:
        upload = answers.give(
            upload, key, asked.get("press", ""), by=request.user,
            seen=number(asked.get("seen")), typed=typed,
        )  # fmt: skip
    except NotTaken as refusal:
        notice, current = str(refusal), key
    if asked.get("press") == "undo":
        current = key
    review = Review(upload, names=before.names)
    current = current or _next_open(review, key)
    return _answered(request, before, review, current, notice)


def _next_open(review, key):
    """The open question after this one in the order of the page, else the first one; "" when all are answered."""
    keys = [question.key for question in review.questions]
    here = keys.index(key) if key in keys else -1
    open_keys = {question.key for question in review.open}
    after = [each for each in (*keys[here + 1 :], *keys[: here + 1]) if each in open_keys]
    return after[0] if after else ""


@in_review
def import_sure(request, upload):
    """Take everything that is certain, or take that press back."""
    before, notice = Review(upload), ""
    if group := number(request.POST.get("undo")):
        upload, count = answers.take_back(upload, group, by=request.user)
        notice = f"Đã hoàn tác {count} câu trả lời."
    else:
        upload, count = answers.take_sure(upload, by=request.user)
        if not count:
            notice = "Không còn điểm nào chắc chắn để nhận cùng lúc."
    review = Review(upload, names=before.names)
    return _answered(request, before, review, _next_open(review, ""), notice, group or count)


@in_review
def import_step(request, upload):
    """Change the outline: a level, a kind, words, or take the last change back."""
    asked = request.POST
    before, notice = Review(upload), ""
    # "up:12", "split:12:40"
    name, item, at = [*asked.get("press", "").split(":", 2), "", ""][:3]
    words = asked.get("words", "") if name == "words" else ""
    try:
        upload = answers.step(
            upload, name, item, by=request.user, seen=number(asked.get("seen"), 0),
            words=words, at=number(at, 0),
        )  # fmt: skip
    except NotTaken as refusal:
        notice = str(refusal)
    review = Review(upload, names=before.names)
    if not request.htmx:
        if notice:
            messages.error(request, notice)
        return redirect(f"{upload.get_absolute_url()}#noi-dung")
    # What was typed and not taken comes back in its box.
    kept = {"typed": words, "opened": item} if notice and name == "words" else {}
    shown = _shown(request, review, asked.get("hoi", ""))
    shown = {**shown, **outline_shown(review, **kept), "notice": notice}
    return render(request, "plans/_found_changed.html", shown)


def _answered(request, before, review, current, notice="", group=0):
    upload = review.upload
    if not request.htmx:
        if notice:
            messages.error(request, notice)
        return redirect(f"{upload.get_absolute_url()}?hoi={current}#questions")
    context = _shown(request, review, current, notice)
    if group:
        context["group"] = (upload.answers or {}).get("count")
    if before.frame != review.frame:
        context["form"] = FrameForm(initial=review.frame)
    return render(request, "plans/_answered.html", context)


@in_review
def import_frame(request, upload):
    """What is typed around the body is kept as one types; the door has done it."""
    return HttpResponse(status=204)


@require_POST
def import_accept(request, pk):
    upload = an_import(request, pk)
    require(rules.may_start(request.user))
    form = FrameForm(request.POST)
    if upload.status == PlanImport.Status.REVIEW and not form.is_valid():
        return review_page(request, upload, form)
    try:
        if not form.is_valid():
            raise AlreadyDecided
        left = len(Review(upload).open) if upload.status == PlanImport.Status.REVIEW else 0
        plan = intake.accept(upload, form.cleaned_data, by=request.user)
    except AlreadyDecided:
        messages.error(request, DECIDED)
        return redirect(upload)
    messages.success(request, MADE_OPEN.format(count=left) if left else MADE)
    return redirect(plan)
