"""How plans of a commune name its units, as people decided in the review of imports; each decision can be undone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from plans import rules
from plans.models import UnitName
from plans.views.doors import require


def unit_names(request):
    require(rules.may_start(request.user))
    rows = _names_of(request).select_related("unit", "decided_by")
    return render(request, "plans/unit_names.html", {"rows": rows})


@require_POST
def unit_name_forget(request, pk):
    """Forget one decision: the next import asks again."""
    row = get_object_or_404(_names_of(request), pk=pk)
    require(rules.may_start(request.user))
    row.delete()
    messages.success(request, f"Đã bỏ ghi nhớ “{row.words}”. Lần nhập sau sẽ hỏi lại tên này.")
    return redirect("plans:unit_names")


def _names_of(request):
    return UnitName.objects.filter(commune=request.user.commune)
