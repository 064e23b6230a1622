"""The routes of allauth that this house opens. What has no line here does not exist."""

from allauth.account import views
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import path, re_path
from django.views.generic import RedirectView


@login_not_required
def signup_closed(request):
    """Says how one gets an account; there is nothing to fill in."""
    return render(request, "account/signup_closed.html")


urlpatterns = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("bi-khoa/", views.account_inactive, name="account_inactive"),
    path("dang-ky/", signup_closed, name="account_signup"),
    path("doi-mat-khau/", views.password_change, name="account_change_password"),
    path("quen-mat-khau/", views.password_reset, name="account_reset_password"),
    path("quen-mat-khau/da-gui/", views.password_reset_done, name="account_reset_password_done"),
    path(
        "dat-mat-khau/xong/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^dat-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    # Where allauth sends a person who never had a password: a letter with the link is the way to get one.
    path(
        "dat-mat-khau/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
]
