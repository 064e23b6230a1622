"""Writing in the commune's report: the parts around its body; for the body see `sections`."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from plans.letterhead import signature_of
from plans.signing import for_script, signers_of, warning_of
from plans.views.recipients import tools_for
from reports import rules
from reports.actions import commune as actions
from reports.actions.parts import StaleVersion
from reports.forms.writing import BasicsForm
from reports.models import AppendixKind, Report
from reports.views.commune import commune_reports

CLOSED = "Báo cáo không còn ở tình trạng đang soạn nên chưa lưu. Nội dung vừa nhập còn ở dưới để sao chép."
STALE = "Có người vừa lưu nội dung này. Xem bản của họ ở bên cạnh, sửa lại rồi bấm lưu lần nữa."


def editable(request, pk):
    report = get_object_or_404(commune_reports(request), pk=pk)
    if not rules.coordinates(request.user, report):
        raise PermissionDenied
    return report


def too_late(request, report):
    messages.error(
        request, "Báo cáo không còn ở tình trạng đang soạn. Muốn sửa, bấm “Rút lại để sửa”."
    )
    return redirect(report)


def on_newest(post, version):
    """What was posted, put on the newest version, so that the next press saves knowingly."""
    data = post.copy()
    data["version"] = version
    return data


def report_edit(request, pk):
    report = editable(request, pk)
    if request.method == "POST":
        return _save_basics(request, report)
    if not report.is_open:
        return too_late(request, report)
    form = BasicsForm(instance=report, user=request.user, initial={"version": report.version})
    return _basics_page(request, report, form)


def _save_basics(request, report):
    form = BasicsForm(request.POST, instance=report, user=request.user)
    if not form.is_valid():
        return _basics_page(request, report, form, status=422)
    try:
        version = form.cleaned_data["version"]
        actions.save_basics(report, version=version, fields=form.values())
    except StaleVersion:
        return _basics_conflict(request, report.pk)
    messages.success(request, "Đã lưu.")
    if remark := warning_of(editable(request, report.pk), report.round.commune):
        messages.warning(request, remark)
    return redirect("reports:report_detail", pk=report.pk)


def _basics_conflict(request, pk):
    report = editable(request, pk)
    data = on_newest(request.POST, report.version)
    # The form writes into the object it is given; the stored words are read from another one.
    form = BasicsForm(data, instance=editable(request, pk), user=request.user)
    form.is_valid()
    messages.error(request, STALE if report.is_open else CLOSED)
    return _basics_page(request, report, form, stored=_stored(report), status=409)


def _stored(report):
    """(label, words) of what the other person saved."""
    names = ("title", "addressees", "opening", "closing", "recipients", "place")
    fields = [(Report._meta.get_field(name).verbose_name, getattr(report, name)) for name in names]
    attached = (str(kind.label) for kind in AppendixKind if kind not in report.left_out)
    return [*fields, ("người ký", report.signer_name), ("phụ lục", "\n".join(attached))]


def _basics_page(request, report, form, *, stored=(), status=200):
    commune = report.round.commune
    context = {
        "report": report,
        "form": form,
        "stored": stored,
        "recipient_tools": tools_for(request.user),
        "signature": signature_of(report),
        "signing": for_script(commune, signers_of(commune)),
    }
    return render(request, "reports/report_form.html", context, status=status)
