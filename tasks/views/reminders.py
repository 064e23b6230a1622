"""When the commune's people are reminded, and what a person puts off."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from calendars.calendar import calendar_of, habits_of
from danvan.clock import today
from tasks import actions, rules
from tasks.forms.later import LaterForm
from tasks.forms.rules import RuleForm
from tasks.models import Task
from tasks.reminders import preview
from tasks.reminders.words import example
from tasks.snoozing import latest_day, ways

CHANGED = (
    "Người khác vừa lưu quy định này: {words}, {repeat}, nhắc {people}. "
    "Bấm “Lưu cách nhắc” lần nữa nếu vẫn dùng nội dung bên dưới."
)
LAST = (
    "Đây là quy định nhắc cuối cùng của xã nên không bỏ được. Không muốn cổng nhắc thì bấm “Tắt”."
)


def _rules(request):
    """The rules of the commune in which the person works now; 403 for those who may not set them."""
    if not rules.may_set_reminders(request.user):
        raise PermissionDenied
    return request.user.commune.reminder_rules


@require_GET
def reminder_rules(request):
    found = _rules(request)
    commune = request.user.commune
    actions.give_default_rules()
    context = {
        "rules": [
            (rule, example(rule.wording, rule.kind, rule.days))
            for rule in found.order_by("kind", "-days")
        ],
        "habits": habits_of(commune),
        **_preview(request, commune),
    }
    return render(request, "tasks/reminder_rules.html", context)


def _preview(request, commune):
    if not rules.may_preview_reminders(request.user):
        return {}
    if "thu" not in request.GET:
        return {"may_preview": True}
    days = 1 if request.GET["thu"] == "1" else 14
    found, more = preview(commune, today(), days)
    by_day = [(day, list(rows)) for day, rows in groupby(found, key=lambda each: each.day)]
    return {
        "may_preview": True,
        "preview": by_day,
        "preview_more": more,
        "preview_days": days,
        "previewed": True,
    }


def rule_create(request):
    _rules(request)
    form = RuleForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_rule(request.user.commune, form.rule_fields())
        except actions.RuleTaken as taken:
            form.add_error(None, str(taken))
        else:
            messages.success(request, "Đã thêm quy định nhắc.")
            return redirect("tasks:reminder_rules")
    return render(request, "tasks/reminder_rule_form.html", {"form": form})


def rule_edit(request, pk):
    rule = get_object_or_404(_rules(request), pk=pk)
    form = RuleForm(request.POST or None, instance=rule)
    if form.is_valid():
        try:
            if actions.change_rule(
                rule, form.rule_fields(), version=form.cleaned_data["version"] or 0
            ):
                messages.success(request, "Đã lưu quy định nhắc.")
                return redirect("tasks:reminder_rules")
            form = _overtaken(request, rule)
        except actions.RuleTaken as taken:
            form.add_error(None, str(taken))
    context = {"form": form, "rule": rule, "example": example(rule.wording, rule.kind, rule.days)}
    return render(request, "tasks/reminder_rule_form.html", context)


def _overtaken(request, rule):
    """The form with what was typed, and what the other person saved; saved again it counts."""
    rule.refresh_from_db()
    form = RuleForm({**request.POST.dict(), "version": rule.version}, instance=rule)
    form.is_valid()
    people = "; ".join(str(words) for _, words in rule.audiences)
    form.add_error(None, CHANGED.format(words=rule.words, repeat=rule.repeat_words, people=people))
    return form


@require_POST
def rule_switch(request, pk):
    rule = get_object_or_404(_rules(request), pk=pk)
    is_active = request.POST.get("use") == "on"
    actions.switch_rule(rule, is_active=is_active)
    said = "Đã bật" if is_active else "Đã tắt"
    messages.success(request, f"{said} quy định nhắc “{rule.words}”.")
    return redirect("tasks:reminder_rules")


@require_POST
def rule_delete(request, pk):
    rule = get_object_or_404(_rules(request), pk=pk)
    words = rule.words
    if actions.drop_rule(rule):
        messages.success(request, f"Đã bỏ quy định nhắc “{words}”. Lời nhắc đã gửi vẫn giữ nguyên.")
    else:
        messages.error(request, LAST)
    return redirect("tasks:reminder_rules")


@require_POST
def later(request, pk):
    """ "Nhắc tôi sau", from the task's page, the list of notices or the first page."""
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=pk)
    if not rules.may_snooze(request.user, task):
        if task.is_open:
            raise PermissionDenied
        messages.info(request, "Nhiệm vụ này không còn mở nên cổng không nhắc nữa.")
        return _back(request, task)
    form = LaterForm(request.POST, task=task, calendar=calendar_of(task.commune))
    if form.is_valid():
        until = form.cleaned_data["until"]
        actions.snooze(task, by=request.user, until=until)
        messages.success(request, f"Sẽ nhắc lại ngày {until:%d/%m/%Y}.")
    else:
        messages.error(request, form.sentence())
    return _back(request, task)


@require_POST
def later_stop(request, pk):
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=pk)
    if actions.stop_snooze(task, by=request.user):
        messages.success(request, "Đã bỏ hoãn. Cổng nhắc theo quy định như trước.")
    else:
        messages.info(request, "Việc này không còn hoãn nhắc.")
    return _back(request, task)


def later_of(user, task):
    """What the task's page shows of putting it off: ways, latest, put_off; None for whom no reminder reaches."""
    if not rules.may_snooze(user, task):
        return None
    day = today()
    put_off = task.snoozes.filter(person=user, until__gt=day).values_list("until", flat=True)
    return {
        "ways": ways(task, calendar_of(task.commune), day),
        "latest": latest_day(task, day),
        "put_off": put_off.first(),
    }


def _back(request, task):
    asked = request.POST.get("next", "")
    own = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return redirect(asked if own else task)
