"""When the commune's people are reminded."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render

from tasks import actions, rules
from tasks.forms.rules import RuleForm


def reminder_rules(request):
    if not rules.may_set_reminders(request.user):
        raise PermissionDenied
    commune = request.user.commune
    actions.give_default_rules()
    standing = list(commune.reminder_rules.order_by("-days"))
    bound = [(rule, RuleForm(request.POST or None, prefix=f"r{rule.pk}")) for rule in standing]
    if request.method == "POST" and all(form.is_valid() for _, form in bound):
        _save(bound)
        messages.success(request, "Đã lưu. Lần nhắc kế tiếp theo quy định mới.")
        return redirect("tasks:reminder_rules")
    return render(request, "tasks/reminder_rules.html", {"rules": bound})


@transaction.atomic
def _save(bound):
    for rule, form in bound:
        repeat = form.cleaned_data["repeat_days"] if rule.days < 0 else None
        actions.set_rule(rule, is_active=form.cleaned_data["is_active"], repeat_days=repeat)
