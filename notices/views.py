from datetime import timedelta
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from danvan.asked import number
from danvan.clock import today
from notices import actions, channels
from notices.forms import NoticeSettingsForm
from notices.models import Digest, Notice, NoticeSettings

PER_PAGE = 30
UNREAD = "chua-doc"
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def _notices(request):
    return Notice.objects.visible_to(request.user).standing()


def notice_list(request):
    """The newest on top, day by day; by choice only what is unread."""
    shown = _notices(request)
    only_unread = request.GET.get("loc") == UNREAD
    if only_unread:
        shown = shown.filter(read_at=None)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "days": [
            {"title": _named(day), "notices": list(notices)}
            for day, notices in groupby(page, key=lambda notice: notice.day)
        ],
        "only_unread": only_unread,
        "UNREAD": UNREAD,
        # What arrives while the page is read is not yet read.
        "newest": _notices(request).aggregate(newest=Max("pk"))["newest"] if page else None,
    }
    return render(request, "notices/notice_list.html", context)


def _named(day):
    words = {today(): "Hôm nay, ", today() - timedelta(days=1): "Hôm qua, "}
    return f"{words.get(day, '')}{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def notice_open(request, pk):
    """Follow a notice: it counts as read from now on."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    _mark_read(Notice.objects.visible_to(request.user).filter(pk=pk))
    return redirect(notice.url if _is_own_path(notice.url) else "notices:list")


def _is_own_path(url):
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


@require_POST
def notice_read(request, pk):
    get_object_or_404(_notices(request), pk=pk)
    _mark_read(_notices(request).filter(pk=pk))
    return _back_to_list(request)


@require_POST
def notice_read_all(request):
    """Everything that stood there when the page was drawn; all of it where the page did not say."""
    notices = _notices(request)
    newest = number(request.POST.get("newest"))
    count = _mark_read(notices.filter(pk__lte=newest) if newest else notices)
    if count:
        messages.success(request, f"Đã đánh dấu {count} thông báo là đã đọc.")
    return _back_to_list(request)


def _back_to_list(request):
    """With the filter and the page of the list one comes from."""
    kept = {name: request.GET[name] for name in ("loc", "page") if name in request.GET}
    return redirect(reverse("notices:list", query=kept))


def _mark_read(notices):
    return notices.filter(read_at=None).update(read_at=timezone.now())


def _mails(request):
    return Digest.objects.visible_to(request.user).filter(sent_at__isnull=False)


def mail_list(request):
    """The mails the portal sent to this person: readable here even where no mail server is set up."""
    page = Paginator(_mails(request), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/mail_list.html", {"page": page})


def mail_detail(request, pk):
    digest = get_object_or_404(_mails(request), pk=pk)
    return render(request, "notices/mail_detail.html", {"digest": digest})


def _wish_of(user):
    return NoticeSettings.objects.visible_to(user).first() or NoticeSettings(person=user)


def settings_edit(request):
    """How the person wishes to be told, where to, and whether it arrives."""
    wish = _wish_of(request.user)
    form = NoticeSettingsForm(request.POST or None, instance=wish, user=request.user)
    if form.is_valid():
        NoticeSettings.objects.visible_to(request.user).update_or_create(
            person=request.user, defaults=form.cleaned_data
        )
        messages.success(request, "Đã lưu cách nhận thông báo.")
        return redirect("notices:settings")
    context = {
        "form": form,
        "channels": [
            {"label": channel.label, "address": channel.address_of(request.user)}
            for channel in channels.all_channels()
        ],
        "chosen": channels.chosen_for(request.user, wish.channel),
        "test_row": actions.test_under_way(request.user),
        "trouble": actions.trouble_of(request.user),
    }
    return render(request, "notices/settings.html", context)


@require_POST
def settings_test(request):
    if actions.send_test(request.user, wanted=_wish_of(request.user).channel) is None:
        messages.error(request, "Tài khoản chưa có địa chỉ thư. Hãy ghi địa chỉ rồi gửi thư thử.")
    return redirect("notices:settings")
