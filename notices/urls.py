from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("doc-het/", views.notice_read_all, name="read_all"),
    path("cach-nhan/", views.settings_edit, name="settings"),
    path("cach-nhan/gui-thu/", views.settings_test, name="settings_test"),
    path("thu/", views.mail_list, name="mail_list"),
    path("thu/<int:pk>/", views.mail_detail, name="mail_detail"),
    path("<int:pk>/", views.notice_open, name="open"),
    path("<int:pk>/da-doc/", views.notice_read, name="read"),
]
