"""The lists of recipients a commune keeps, and taking from them into a plan or a report that is being written."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from danvan.asked import number
from plans import rules
from plans.forms import RecipientListForm
from plans.models import RecipientList
from plans.recipient_lists import ListChanged, NameTaken, change_list, save_list
from plans.recipients import in_order, lines_in, merged, tidied
from plans.views.doors import require

LONGEST = 20_000


def recipient_lists(request):
    require(rules.keeps_lists(request.user))
    lists = [(each, lines_in(each.recipients)) for each in _lists_of(request)]
    return render(request, "plans/recipient_lists.html", {"lists": lists})


def recipient_list_create(request):
    require(rules.keeps_lists(request.user))
    form = RecipientListForm(request.POST or None)
    if form.is_valid():
        try:
            found = save_list(request.user.commune, **form.values())
        except NameTaken:
            _refuse_name(form)
        else:
            messages.success(request, f"Đã lưu danh sách “{found.name}”.")
            return redirect("plans:recipient_lists")
    return render(request, "plans/recipient_list_form.html", {"form": form})


def recipient_list_edit(request, pk):
    found = _a_list(request, pk)
    form = RecipientListForm(request.POST or None, instance=found)
    theirs = None
    if form.is_valid():
        try:
            change_list(found, version=form.cleaned_data["version"], **form.values())
        except NameTaken:
            _refuse_name(form)
        except ListChanged:
            # The person's own lines stay in the form; the newer ones stand beside it.
            theirs = _a_list(request, pk)
            form.data = form.data.copy()
            form.data["version"] = theirs.version
        else:
            messages.success(request, f"Đã lưu danh sách “{form.cleaned_data['name']}”.")
            return redirect("plans:recipient_lists")
    context = {"form": form, "found": found, "theirs": theirs}
    return render(request, "plans/recipient_list_form.html", context)


@require_POST
def recipient_list_delete(request, pk):
    found = _a_list(request, pk)
    found.delete()
    messages.success(request, f"Đã xóa danh sách “{found.name}”. Văn bản đã dùng không thay đổi.")
    return redirect("plans:recipient_lists")


@require_POST
def recipient_lines(request):
    """What a form that is being written asks for, as JSON: {recipients, said}. Nothing of the form is stored here.

    `act`: "take" adds a list, "order" puts the lines in order, "keep" makes a list of them under `name`.
    """
    require(rules.uses_lists(request.user))
    words = request.POST.get("recipients", "")[:LONGEST]
    act = request.POST.get("act")
    if act == "take":
        found = get_object_or_404(_lists_of(request), pk=number(request.POST.get("list")))
        return _lines(merged(words, found.recipients), f"Đã thêm danh sách “{found.name}”.")
    if act == "order":
        return _lines(in_order(words), "Đã xếp nơi nhận theo thứ tự.")
    require(rules.keeps_lists(request.user))
    return _kept(request, words)


def _kept(request, words):
    name = " ".join(request.POST.get("name", "").split())[:80]
    if not name or not lines_in(words):
        return _lines(tidied(words), "Hãy ghi nơi nhận và tên danh sách rồi bấm lưu.")
    try:
        found = save_list(request.user.commune, name=name, recipients=words)
    except NameTaken:
        return _lines(
            tidied(words), f"Đã có danh sách “{name}”. Hãy đặt tên khác, chưa lưu danh sách nào."
        )
    answer = {"value": found.pk, "label": found.name}
    return _lines(tidied(words), f"Đã lưu danh sách “{name}”.", made=answer)


def _lines(words, said, **more):
    return JsonResponse({"recipients": words, "said": said, **more})


def _lists_of(request):
    return RecipientList.objects.filter(commune=request.user.commune)


def _a_list(request, pk):
    found = get_object_or_404(_lists_of(request), pk=pk)
    require(rules.keeps_lists(request.user))
    return found


def _refuse_name(form):
    name = form.cleaned_data["name"]
    form.add_error("name", f"Đã có danh sách “{name}”. Hãy đặt tên khác.")


def tools_for(user):
    """What plans/_recipient_tools.html shows beside a box of recipients; one query."""
    if not rules.uses_lists(user):
        return {}
    lists = RecipientList.objects.filter(commune=user.commune)
    return {"lists": list(lists), "may_keep": rules.keeps_lists(user)}
