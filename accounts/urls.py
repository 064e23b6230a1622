from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("tai-khoan/", views.profile, name="profile"),
    path("tai-khoan/vi-tri/", views.switch, name="switch"),
    path("don-vi/", views.unit_list, name="unit_list"),
    path("don-vi/them/", views.unit_create, name="unit_create"),
    path("don-vi/<int:pk>/", views.unit_edit, name="unit_edit"),
    path("nguoi-dung/", views.person_list, name="person_list"),
    path("nguoi-dung/them/", views.person_create, name="person_create"),
    path("nguoi-dung/<int:pk>/", views.person_edit, name="person_edit"),
    path("nguoi-dung/<int:pk>/khoa/", views.person_shut_out, name="person_shut_out"),
    path("nguoi-dung/<int:pk>/mo-khoa/", views.person_let_in, name="person_let_in"),
    path("nguoi-dung/<int:pk>/gui-thu/", views.person_invite, name="person_invite"),
    path("vi-tri/<int:pk>/ket-thuc/", views.post_end, name="post_end"),
]
