"""The headings of an own outline: adding, changing, moving, taking out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from danvan.asked import number
from reports import rules
from reports.actions import outlines as actions
from reports.forms.outlines import AskedHeadingForm, HeadingForm, indicators_seen_by, initial_of
from reports.models import TemplateHeading
from reports.outlines.templates import headings_of
from reports.paper.outline_preview import readable
from reports.views import outlining
from reports.views.outlines import address_of, editable, outlines_of, scope_of

S = TemplateHeading.Scope


def _heading(request, pk):
    rows = TemplateHeading.objects.filter(template__in=outlines_of(request).values("pk"))
    heading = get_object_or_404(rows.select_related("template"), pk=pk)
    if not rules.may_edit_outline(request.user, heading.template):
        raise PermissionDenied
    return heading


def _form(request, template, scope, data=None, initial=None):
    initial = {"version": template.version, **(initial or {})}
    if scope == S.PART:
        return AskedHeadingForm(data, initial=initial)
    asked, _ = headings_of(template)
    indicators = indicators_seen_by(request.user)
    return HeadingForm(data, initial=initial, asked=asked, indicators=indicators)


def heading_create(request, pk):
    template, scope = editable(request, pk), scope_of(request)
    outline, after = actions.TemplateOutline(template, scope), number(request.GET.get("after"))
    title = "Thêm mục hỏi các đơn vị" if scope == S.PART else "Thêm mục của báo cáo"
    more = {"back": address_of(template, scope), "title": title, "template": template}
    if request.method != "POST":
        return outlining.heading_page(request, _form(request, template, scope), **more)
    form = _form(request, template, scope, request.POST)

    def save(**given):
        return actions.add_heading(outline, after=after, **given)

    row, status = outlining.saved(request, form, save)
    if status == 409:
        template = editable(request, pk)
        data = outlining.on_newest(request.POST, template.version)
        form = _form(request, template, scope, data)
    if status:
        return outlining.heading_page(request, form, status=status, **more)
    messages.success(request, f"Đã thêm mục “{readable(row.words)}”.")
    return redirect(f"{more['back']}#muc-{row.pk}")


def heading_edit(request, pk):
    heading = _heading(request, pk)
    template, scope = heading.template, heading.scope
    outline = actions.TemplateOutline(template, scope)
    title = readable(heading.words)
    more = {"back": address_of(template, scope), "title": title, "template": template}
    if request.method != "POST":
        form = _form(request, template, scope, initial=initial_of(heading))
        return outlining.heading_page(request, form, **more)
    form = _form(request, template, scope, request.POST, initial_of(heading))

    def save(**given):
        return actions.change_heading(outline, heading.pk, **given)

    _, status = outlining.saved(request, form, save)
    if status == 409:
        heading = _heading(request, pk)
        data = outlining.on_newest(request.POST, heading.template.version)
        form = _form(request, heading.template, scope, data, initial_of(heading))
        more["theirs"] = outlining.shown([heading], headings_of(heading.template)[0])[0]
    if status:
        return outlining.heading_page(request, form, status=status, **more)
    messages.success(request, "Đã lưu mục.")
    return redirect(f"{more['back']}#muc-{pk}")


@require_POST
def heading_move(request, pk):
    heading = _heading(request, pk)
    outline = actions.TemplateOutline(heading.template, heading.scope)
    act = outlining.moving(request, outline, heading.pk)
    return outlining.acted(request, address_of(heading.template, heading.scope), act, "")


@require_POST
def heading_remove(request, pk):
    heading = _heading(request, pk)
    outline = actions.TemplateOutline(heading.template, heading.scope)
    version = outlining.version_of(request)
    return outlining.acted(
        request,
        address_of(heading.template, heading.scope),
        lambda: actions.remove_heading(outline, heading.pk, version=version),
        f"Đã bỏ mục “{readable(heading.words)}”. Đưa lại được ở “Đã bỏ” bên dưới.",
    )
