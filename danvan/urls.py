from django.urls import include, path

from danvan import views

handler400 = "danvan.views.bad_request"
handler403 = "danvan.views.permission_denied"
handler404 = "danvan.views.page_not_found"
handler500 = "danvan.views.server_error"

urlpatterns = [
    path("suc-khoe/", views.health, name="health"),
    path("tai-khoan/", include("accounts.sign_in_urls")),
    path("", include("home.urls")),
    path("", include("accounts.urls")),
    path("viec/", include("work.urls")),
    path("lich-lam-viec/", include("calendars.urls")),
    path("thong-bao/", include("notices.urls")),
    path("nhap-danh-sach/", include("intake.urls")),
    path("ke-hoach/", include("plans.urls")),
    path("nhiem-vu/", include("tasks.urls")),
    path("lich/", include("tasks.feed_urls")),
    path("bao-cao/", include("reports.urls")),
]
