from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.rules import administers
from danvan.workflow import MoveRefused
from intake import actions, rules
from intake.forms import ConfirmForm, ListForm
from intake.models import PeopleImport
from intake.template import make_template
from records.files import ALLOWED, FileRefused
from work.models import WorkRow


def _imports(request):
    """The one door: whoever does not administer is refused, whoever administers elsewhere finds nothing."""
    if not administers(request.user):
        raise PermissionDenied
    return PeopleImport.objects.visible_to(request.user)


def start(request):
    earlier = _imports(request).select_related("file", "uploaded_by")
    form = ListForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            return redirect(actions.start_import(sent["file"], by=request.user, key=sent["key"]))
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
    page = Paginator(earlier, 25).get_page(request.GET.get("page"))
    return render(request, "intake/start.html", {"form": form, "page": page})


@require_GET
def review(request, pk):
    imports = _imports(request).select_related("file", "uploaded_by")
    people_import = get_object_or_404(imports, pk=pk)
    works = WorkRow.objects.visible_to(request.user).filter(
        kind__in=["read_people_import", "apply_people_import"], subject_id=pk
    )
    may_apply = "apply" in rules.MOVES.open_to(request.user, people_import)
    context = {
        "people_import": people_import,
        "work": works.first(),
        "problems": people_import.problems.all(),
        "form": ConfirmForm() if may_apply else None,
        "lines": people_import.history.select_related("by"),
    }
    return render(request, "intake/review.html", context)


@require_POST
def apply(request, pk):
    people_import = get_object_or_404(_imports(request), pk=pk)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            actions.confirm_import(
                people_import, by=request.user, send_letters=form.cleaned_data["send_letters"]
            )
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
    return redirect(people_import)


@require_GET
def template(request):
    _imports(request)
    content_type = ALLOWED["xlsx"][0]
    response = HttpResponse(make_template(request.user), content_type=content_type)
    response["Content-Disposition"] = 'attachment; filename="danh-sach-don-vi-nguoi-dung.xlsx"'
    return response
