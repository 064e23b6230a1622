"""One page that shows every part, for eyes and for the accessibility checker; none of the portal."""

from pathlib import Path
from types import SimpleNamespace as Thing

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template import RequestContext, Template
from django.urls import include, path
from django.utils import timezone

from danvan.workflow import Move

FOLDER = Path(__file__).parent


class Named(Thing):
    def __str__(self):
        return self.name


class SampleForm(forms.Form):
    title = forms.CharField(label="Tên nhiệm vụ", help_text="Viết ngắn, bắt đầu bằng động từ.")
    unit = forms.ChoiceField(label="Đơn vị chủ trì", choices=[("", "Chọn đơn vị"), ("1", "VH-XH")])
    due = forms.DateField(label="Hạn hoàn thành", widget=forms.DateInput({"type": "date"}))
    note = forms.CharField(label="Yêu cầu kết quả", widget=forms.Textarea({"rows": 3}))
    urgent = forms.BooleanField(label="Việc trọng tâm của quý", required=False)
    file = forms.FileField(label="Tệp kèm theo", required=False)


def frame():
    unit = Thing(name="Ủy ban nhân dân xã An Hòa", short_name="UBND xã An Hòa")
    post = Named(
        pk=1,
        unit=unit,
        post="Công chức Văn phòng - Thống kê",
        name="Công chức Văn phòng - Thống kê, VP-TK",
    )
    other = Named(pk=2, unit=unit, post="Bí thư Chi đoàn", name="Bí thư Chi đoàn, Đoàn xã")
    entries = [
        ("Việc của tôi", "house", True),
        ("Kế hoạch", "journal-text", False),
        ("Theo dõi nhiệm vụ", "list-check", False),
        ("Báo cáo", "file-earmark-text", False),
        ("Sổ văn bản đi", "journal-bookmark", False),
    ]
    return {
        "user": Named(home_unit=unit, is_authenticated=True, name="Trần Thị Bình"),
        "membership": post,
        "memberships": [post, other],
        "unread_notices": 3,
        "nav_items": [
            {"label": label, "icon": icon, "active": active, "url": f"#{icon}"}
            for label, icon, active in entries
        ],
    }


CONSEQUENCE = (
    "Ban hành kế hoạch số 12/KH-UBND? Sau bước này nội dung được khóa; sửa đổi sẽ tạo bản mới."
)
MOVES = {
    "submit": Move("Trình duyệt", frozenset(), "", all),
    "issue": Move("Ban hành", frozenset(), "", all, CONSEQUENCE),
    "return": Move("Trả lại", frozenset(), "", all, "", True),
}
ROWS = [
    ("late", "Đăng ký mô hình Dân vận khéo năm 2026", "VH-XH", "Trần Thị Bình", "12/03/2026"),
    ("soon", "Tổ chức đối thoại với Nhân dân", "VP-TK", "Lê Văn Dũng", "20/05/2026"),
    ("fine", "Tuyên truyền Luật Thực hiện dân chủ", "MTTQ", "Nguyễn Thị Hoa", "30/09/2026"),
    ("none", "Rà soát hương ước, quy ước các thôn", "Thôn Đông", "Phạm Khánh", ""),
]
STATUSES = [
    ("draft", "Dự thảo"),
    ("submitted", "Đã trình"),
    ("returned", "Bị trả lại"),
    ("issued", "Đã ban hành"),
    ("doing", "Đang làm"),
    ("paused", "Tạm dừng"),
    ("withdrawn", "Đã rút"),
]


def history():
    now = timezone.now()
    note = "Bổ sung hạn cho mục II.3.\nGhi rõ đơn vị phối hợp."
    return [
        Thing(label="Trình duyệt", by="Trần Thị Bình", at=now, note=""),
        Thing(label="Trả lại", by="Nguyễn Văn An", at=now, note=note),
    ]


def samples():
    columns = ("lateness", "title", "unit", "person", "due")
    photo = {"url": "/static/img/icon.svg", "words": "Ra quân dọn vệ sinh thôn Đông"}
    running = Thing(pk=1, is_finished=False, progress=40, note="Đang dàn trang 5/12")
    refused = Thing(pk=2, is_finished=True, error="Tệp không có nội dung. Xin chọn tệp khác.")
    running.title, running.get_state_display = "Kết xuất kế hoạch thành PDF", "Đang làm"
    refused.title, refused.get_state_display = "Đọc tệp ke-hoach.txt", "Không làm được"
    return {
        "rows": [Thing(pk=row[1], **dict(zip(columns, row, strict=True))) for row in ROWS],
        "moves": MOVES,
        "lines": history(),
        "running": running,
        "failed": refused,
        "page": Paginator(range(120), 50).page(2),
        "photos": [photo] * 3,
        "statuses": STATUSES,
    }


@login_not_required
def styleguide(request):
    messages.success(request, "Đã giao 12 nhiệm vụ cho 5 đơn vị.")
    form = SampleForm({}) if "loi" in request.GET else SampleForm()
    context = {**samples(), "form": form}
    template = Template((FOLDER / "styleguide.html").read_text(encoding="utf-8"))
    # Pushed last: the frame must win over what the context processors say of nobody.
    bound = RequestContext(request, context)
    with bound.bind_template(template):
        bound.update(frame())
        return HttpResponse(template.nodelist.render(bound))


@login_not_required
def error_page(request, name):
    return render(request, f"{name}.html")


@login_not_required
def nothing(request, **_):
    return HttpResponse("")


work = ([path("<int:pk>/", nothing, name="progress")], "work")
notices = ([path("", nothing, name="list")], "notices")
accounts = ([path("", nothing, name="switch")], "accounts")
urlpatterns = [
    path("", styleguide),
    path("trang-loi/<str:name>/", error_page),
    path("viec/", include(work)),
    path("thong-bao/", include(notices)),
    path("vi-tri/", include(accounts)),
    path("tim/", nothing, name="search"),
    path("dang-xuat/", nothing, name="account_logout"),
]
