from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from notices.models import Digest, Notice

PER_PAGE = 30


def _notices(request):
    return Notice.objects.visible_to(request.user).standing()


def notice_list(request):
    """Unread first, the newest on top."""
    notices = _notices(request).order_by(F("read_at").desc(nulls_first=True), "-created_at", "-pk")
    page = Paginator(notices, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/notice_list.html", {"page": page})


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
    return redirect("notices:list")


@require_POST
def notice_read_all(request):
    count = _mark_read(_notices(request))
    if count:
        messages.success(request, f"Đã đánh dấu {count} thông báo là đã đọc.")
    return redirect("notices:list")


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
