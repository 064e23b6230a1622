"""The plan as a printed page: preview, PDF, versions, and the step that gives number and date."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe

from danvan.clock import today
from danvan.workflow import MoveRefused, last_step
from documents import write_docx
from documents.html import to_html_part
from documents.storage import from_dict
from plans import actions, form_gate, jobs, rules
from plans.forms import IssueForm
from plans.models import PlanVersion
from plans.views.doors import a_plan
from records.models import RegisterEntry
from records.register import NumberTaken, next_number
from records.serving import file_response, made_response
from records.signed_copies import name_for


def plan_preview(request, pk):
    plan = a_plan(request, pk)
    stored, _ = jobs.content_of(plan.pk)
    context = {"plan": plan, "paper": _paper(stored)}
    return render(request, "plans/plan_preview.html", context)


def _paper(stored):
    # Every word goes through html.escape in documents.html.
    return mark_safe(to_html_part(from_dict(stored)))  # noqa: S308


def plan_pdf(request, pk):
    """The PDF of what the plan says now: shown at once where it was printed before, else ordered.

    Of an issued plan the signed copy where there is one; with `khong-ky` the one without signature.
    """
    plan = a_plan(request, pk)
    version = plan.versions.last() if plan.is_published else None
    if version and (file := _given_out(version, request)):
        return file_response(file, name=_name(plan, version, file), inline=_inline(request))
    stored, key = jobs.content_of(plan.pk)
    file = jobs.printed(plan.pk, key)
    if file:
        return file_response(file, inline=_inline(request))
    row = jobs.last_order(jobs.RENDER, plan.pk, key)
    if row is None or (row.is_finished and "lai" in request.GET):
        row = jobs.order_pdf(plan, stored, key, by=request.user)
    return render(request, "plans/plan_pdf.html", {"plan": plan, "row": row})


def _given_out(version, request):
    unsigned = "khong-ky" in request.GET
    return version.pdf if unsigned else version.signed_copy or version.pdf


def _name(plan, version, file):
    stem = jobs.file_name(plan, "pdf").removesuffix(".pdf")
    return name_for(file, stem) if file == version.signed_copy else file.name


def _inline(request):
    return "tai-ve" not in request.GET


def plan_docx(request, pk):
    """What the plan says now as a Word file, written in a tenth of a second; once issued, the very bytes kept then."""
    plan = a_plan(request, pk)
    name = jobs.file_name(plan, "docx")
    version = plan.versions.last() if plan.is_published else None
    if version and version.docx:
        return file_response(version.docx, name=name)
    stored, _ = jobs.content_of(plan.pk)
    return made_response(write_docx(from_dict(stored)), name=name)


def pdf_progress(request, pk):
    plan = a_plan(request, pk)
    row = jobs.last_order(jobs.RENDER, plan.pk, jobs.content_of(plan.pk)[1])
    if row is None:
        raise Http404
    response = render(request, "plans/_progress.html", {"row": row, "poll": request.path})
    if row.is_finished:
        response["HX-Refresh"] = "true"
    return response


def version_pdf(request, pk, ordinal):
    plan = a_plan(request, pk)
    version = get_object_or_404(PlanVersion, plan=plan, ordinal=ordinal)
    file = _given_out(version, request)
    if file is None:
        return redirect("plans:pdf", plan.pk)
    return file_response(file, name=_name(plan, version, file), inline=_inline(request))


def plan_issue(request, pk):
    plan = a_plan(request, pk)
    if not rules.gives_numbers(request.user, plan):
        raise PermissionDenied
    if "issue" not in rules.MOVES.open_to(request.user, plan):
        messages.error(request, "Kế hoạch này không ở bước chờ cấp số.")
        return redirect(plan)
    errors = form_gate.errors_of(plan)
    unexplained = form_gate.unexplained(plan, errors)
    form = IssueForm(
        request.POST or None,
        initial=_first_offer(plan),
        register=RegisterEntry.objects.visible_to(request.user).filter(symbol=plan.symbol),
        errors=unexplained,
        next_number=lambda year: next_number(plan.commune, plan.symbol, year),
    )
    if form.is_valid() and _issued(request, plan, form, errors):
        return redirect(plan)
    context = {
        "plan": plan,
        "form": form,
        "last": form.last_of(today().year),
        "errors": unexplained,
    }
    return render(request, "plans/plan_issue.html", context)


def _first_offer(plan):
    return {
        "number": next_number(plan.commune, plan.symbol, today().year),
        "issued_on": today(),
        "seen": last_step(plan),
    }


def _issued(request, plan, form, errors):
    """Whether the plan has left this step, by this press or by another's."""
    number, day = form.cleaned_data["number"], form.cleaned_data["issued_on"]
    reason = form.cleaned_data.get("form_reason", "")
    note = form_gate.noted("", "issue", reason, form.errors_left) if reason else ""
    try:
        with transaction.atomic():
            actions.issue_plan(
                plan, number=number, issued_on=day, by=request.user, note=note,
                seen=form.cleaned_data["seen"],
            )  # fmt: skip
            form_gate.explain(plan, reason, errors)
    except NumberTaken as taken:
        # What was tried in memory did not happen.
        plan.refresh_from_db()
        form.offer(taken.next_free)
        form.add_error("number", f"{taken} Ô số đã ghi sẵn số này; xem lại rồi bấm “Ban hành”.")
        return False
    except MoveRefused as refusal:
        messages.error(request, refusal)
        return True
    messages.success(request, f"Đã ban hành kế hoạch số {plan.code}. Bản PDF đang được tạo.")
    return True
