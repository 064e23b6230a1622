"""Filters kept under a name."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tasks import actions
from tasks.forms.filters import kept_query
from tasks.forms.saved import FilterNameForm
from tasks.models import SavedFilter

# As it is stored; each Vietnamese letter of the words searched for takes up to nine characters of it.
LONGEST = SavedFilter._meta.get_field("query").max_length
TOO_LONG = "Điều kiện lọc quá dài nên không lưu được. Hãy rút ngắn từ tìm kiếm rồi lưu."


def _back(request, query=None):
    query = kept_query(request.POST.get("query", "")) if query is None else query
    page = reverse("tasks:list")
    return redirect(f"{page}?{query}" if query else page)


def _say_what_is_wrong(request, form):
    for errors in form.errors.values():
        messages.error(request, " ".join(errors))


@require_POST
def filter_save(request):
    form = FilterNameForm(request.POST, person=request.user)
    query = kept_query(request.POST.get("query", ""))
    if not query:
        messages.error(request, "Chưa có điều kiện nào để lưu. Hãy lọc danh sách rồi lưu.")
    elif len(query) > LONGEST:
        messages.error(request, TOO_LONG)
    elif form.is_valid():
        saved = actions.save_filter(by=request.user, name=form.cleaned_data["name"], query=query)
        messages.success(request, f"Đã lưu bộ lọc “{saved.name}”.")
    else:
        _say_what_is_wrong(request, form)
    return _back(request)


def _own(request, pk):
    return get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)


@require_POST
def filter_rename(request, pk):
    saved = _own(request, pk)
    form = FilterNameForm(request.POST, instance=_own(request, pk), person=request.user)
    if not form.is_valid():
        _say_what_is_wrong(request, form)
    elif actions.rename_filter(saved, form.cleaned_data["name"]):
        messages.success(request, f"Đã đổi tên bộ lọc thành “{form.cleaned_data['name']}”.")
    else:
        messages.error(request, "Tên này vừa được dùng cho bộ lọc khác. Hãy chọn tên khác.")
    return _back(request)


@require_POST
def filter_delete(request, pk):
    saved = _own(request, pk)
    name, query = saved.name, saved.query
    actions.delete_filter(saved)
    # The list stays as it was filtered, so that what was deleted by mistake is saved again at once.
    messages.success(request, f"Đã xóa bộ lọc “{name}”. Danh sách vẫn lọc như bộ lọc đó.")
    return _back(request, query)
