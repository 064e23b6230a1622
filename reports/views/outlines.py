"""The outlines (đề cương báo cáo) of the portal, of the commune, of the office."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports import rules
from reports.actions import outlines as actions
from reports.actions import templates as keeping
from reports.actions.parts import StaleVersion
from reports.forms.outlines import NameForm
from reports.models import ReportTemplate, TemplateHeading
from reports.outlines.templates import default_templates, headings_of
from reports.outlines.uses import uses_of
from reports.views import outlining
from reports.writing.outline_remarks import remarks_on

S = TemplateHeading.Scope
UNITS = "don-vi"
USES_NAMED = 20


def outlines_of(request):
    """The one door to outlines."""
    return ReportTemplate.objects.visible_to(request.user).select_related("owner")


def outline_list(request):
    default_templates()
    rows = outlines_of(request).prefetch_related("headings")
    rows = list(rows.order_by("-is_active", "name", "pk"))
    own = [row for row in rows if row.owner_id and row.owner == request.user.home_unit]
    context = {
        "own": own,
        "above": [row for row in rows if row.owner_id and row not in own],
        "shared": [row for row in rows if not row.owner_id],
        "may_keep": rules.keeps_outlines(request.user),
    }
    return render(request, "reports/outline_list.html", context)


def scope_of(request):
    return S.PART if request.GET.get("phan") == UNITS else S.COMMUNE


def address_of(template, scope):
    url = reverse("reports:outline_detail", args=[template.pk])
    return f"{url}?phan={UNITS}" if scope == S.PART else url


def outline_detail(request, pk):
    template = get_object_or_404(outlines_of(request), pk=pk)
    scope = scope_of(request)
    asked, own = headings_of(template)
    rows = asked if scope == S.PART else own
    context = {
        "template": template,
        "scope": scope,
        "asks": scope == S.PART,
        "counts": (len(own), len(asked)),
        "lines": outlining.shown(rows, asked),
        "remarks": list(remarks_on(asked, own)),
        "removed": [each for each in template.removed if each["scope"] == scope],
        "version": template.version,
        "may_edit": rules.may_edit_outline(request.user, template),
        "may_copy": rules.keeps_outlines(request.user),
        "paper": outlining.paper(
            own, commune=request.user.commune, subject=f"Kết quả {template.topic} …"
        ),
    }
    return render(request, "reports/outline_detail.html", context)


@require_POST
def outline_copy(request, pk):
    template = get_object_or_404(outlines_of(request), pk=pk)
    if not rules.keeps_outlines(request.user):
        raise PermissionDenied
    copy = keeping.copy_template(template, owner=request.user.home_unit)
    messages.success(request, f"Đã sao thành “{copy.name}”. Bản sao này sửa được.")
    return redirect("reports:outline_detail", pk=copy.pk)


def editable(request, pk):
    """An outline of the own house, for the person who keeps it."""
    template = get_object_or_404(outlines_of(request), pk=pk)
    if not rules.may_edit_outline(request.user, template):
        raise PermissionDenied
    return template


def outline_edit(request, pk):
    template = editable(request, pk)
    if request.method != "POST":
        form = NameForm(instance=template, initial={"version": template.version})
        return _name_page(request, template, form)
    form = NameForm(request.POST, instance=editable(request, pk))
    if not form.is_valid():
        return _name_page(request, template, form, status=422)
    given = dict(form.cleaned_data)
    try:
        keeping.save_template(template, version=given.pop("version"), fields=given)
    except StaleVersion:
        template = editable(request, pk)
        data = outlining.on_newest(request.POST, template.version)
        form = NameForm(data, instance=editable(request, pk))
        messages.error(request, outlining.STALE_FORM)
        return _name_page(request, template, form, theirs=template, status=409)
    messages.success(request, "Đã lưu đề cương.")
    return redirect("reports:outline_detail", pk=template.pk)


def _name_page(request, template, form, *, theirs=None, status=200):
    context = {"template": template, "form": form, "theirs": theirs}
    return render(request, "reports/outline_form.html", context, status=status)


def outline_delete(request, pk):
    """Asked once more on a page that says what goes, or why it stays."""
    template = editable(request, pk)
    if request.method == "POST":
        try:
            keeping.delete_template(template)
        except keeping.OutlineInUse as refusal:
            messages.error(request, str(refusal))
            return redirect("reports:outline_delete", pk=template.pk)
        messages.success(request, f"Đã xóa đề cương “{template.name}”.")
        return redirect("reports:outline_list")
    uses = uses_of(template)
    context = {
        "template": template,
        "uses": uses[:USES_NAMED],
        "more": max(0, len(uses) - USES_NAMED),
        "headings": template.headings.count(),
    }
    return render(request, "reports/outline_delete.html", context)


@require_POST
def outline_restore(request, pk):
    template = editable(request, pk)
    outline = actions.TemplateOutline(template, scope_of(request))
    key, version = request.POST.get("key", ""), outlining.version_of(request)
    back = address_of(template, outline.scope)
    return outlining.acted(
        request,
        back,
        lambda: actions.put_back(outline, key, version=version),
        "Đã đưa mục trở lại.",
    )
