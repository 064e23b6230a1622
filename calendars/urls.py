from django.urls import path

from calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.year, name="year"),
    path("bo-ngay/", views.take_back, name="take_back"),
    path("xuat-excel/", views.export, name="export"),
    path("gio-va-cach-tinh-han/", views.habits, name="habits"),
]
