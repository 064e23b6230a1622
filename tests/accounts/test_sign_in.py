from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from danvan.clock import today
from tests.accounts.cast import NEW, PASSWORD, SIGN_IN, WRONG, sign_in, with_password


@pytest.fixture
def an(an):
    return with_password(an)


def signed_in_as(client):
    key = client.session.get("_auth_user_id")
    return Person.objects.get(pk=key).username if key else None


@pytest.mark.parametrize("login", ["an", "AN", "an@example.test", " An@Example.test "])
def test_user_name_and_mail_both_open_the_door(client, an, login):
    response = sign_in(client, login)

    assert (response.status_code, response.url) == (302, reverse("home"))
    assert signed_in_as(client) == "an"


@pytest.mark.parametrize("login", ["an", "nobody", "an@example.test", "nobody@example.test"])
def test_a_wrong_password_and_an_unknown_name_hear_the_same_sentence(client, an, login):
    response = sign_in(client, login, "khong-phai-mat-khau")

    assert response.context["form"].non_field_errors() == [
        "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra phím Caps Lock và bộ gõ rồi thử lại."
    ]
    assert signed_in_as(client) is None


def test_signing_out_needs_a_press_and_then_the_session_is_gone(client, an):
    client.force_login(an)

    client.get(reverse("account_logout"))
    assert signed_in_as(client) == "an"

    client.post(reverse("account_logout"))
    assert signed_in_as(client) is None


def test_a_closed_account_is_told_so_only_with_its_right_password(client, an):
    Person.objects.filter(pk=an.pk).update(is_active=False)

    right, wrong = sign_in(client, "an"), sign_in(client, "an", "khong-phai-mat-khau")

    assert right.url == reverse("account_inactive")
    assert WRONG in wrong.text
    assert signed_in_as(client) is None
    assert "Tài khoản đang bị khóa" in client.get(right.url).text


def test_closing_an_account_ends_the_sessions_it_has(client, an):
    client.force_login(an)
    Person.objects.filter(pk=an.pk).update(is_active=False)

    response = client.get(reverse("accounts:profile"))

    assert response.url.startswith(SIGN_IN)


def test_who_lost_the_last_post_is_out_at_the_next_click(client, an):
    client.force_login(an)
    assert client.get(reverse("accounts:profile")).status_code == 200
    an.memberships.update(valid_to=today() - timedelta(days=1))

    response = client.get(reverse("accounts:profile"))

    assert response.status_code == 403
    assert "Chưa có vị trí công tác" in response.text
    assert signed_in_as(client) is None


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/",
        "https://evil.example/",
        "http:///evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ],
)
def test_sign_in_leads_nobody_to_another_host(client, an, target):
    assert sign_in(client, "an", next=target).url == reverse("home")


def test_sign_in_leads_back_to_the_page_that_was_wanted(client, an):
    wanted = client.get(reverse("accounts:profile"))

    response = client.post(wanted.url, {"login": "an", "password": PASSWORD, "next": "/tai-khoan/"})

    assert response.url == "/tai-khoan/"


def test_too_many_wrong_passwords_close_the_name_for_a_while(client, an):
    for _ in range(10):
        sign_in(client, "an", "khong-phai-mat-khau")

    response = sign_in(client, "an")

    assert "Đã nhập sai quá nhiều lần" in response.text
    assert signed_in_as(client) is None


def test_too_many_requests_from_one_place_meet_429_and_a_sentence(client, an):
    for _ in range(30):
        sign_in(client, "", "")

    response = sign_in(client, "an")

    assert response.status_code == 429
    assert "Cổng vừa nhận quá nhiều yêu cầu" in response.text


def test_a_new_password_ends_the_sessions_elsewhere_and_keeps_this_one(client, an):
    elsewhere = Client()
    sign_in(elsewhere, "an")
    sign_in(client, "an")

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW},
    )

    assert client.get(reverse("accounts:profile")).status_code == 200
    assert elsewhere.get(reverse("accounts:profile")).url.startswith(SIGN_IN)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (
            {"oldpassword": "sai-roi-nhe-123"},
            "oldpassword",
            "Mật khẩu hiện tại chưa đúng. Hãy nhập lại.",
        ),
        (
            {"password2": "khac-hoan-toan-9"},
            "password2",
            "Hai lần nhập mật khẩu chưa giống nhau. Hãy nhập lại.",
        ),
    ],
)
def test_a_new_password_that_cannot_be_is_explained(client, an, typed, field, sentence):
    client.force_login(an)
    good = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}

    response = client.post(reverse("account_change_password"), {**good, **typed})

    assert response.context["form"].errors == {field: [sentence]}
    an.refresh_from_db()
    assert an.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("weak", "sentence"),
    [
        ("ngan", "Mật khẩu còn ngắn."),
        ("an@example.test", "Mật khẩu quá giống họ tên, tên đăng nhập hoặc thư điện tử."),
        ("Nguyễn Văn An", "Mật khẩu quá giống họ tên, tên đăng nhập hoặc thư điện tử."),
        ("password1234", "Mật khẩu này nhiều người dùng nên dễ bị đoán."),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(client, an, weak, sentence):
    client.force_login(an)
    typed = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}

    response = client.post(reverse("account_change_password"), typed)

    [error] = response.context["form"].errors["password1"]
    assert error.startswith(sentence)


def test_nobody_opens_an_account_alone(client, db):
    page = client.get(reverse("account_signup"))
    client.post(
        reverse("account_signup"),
        {"username": "moi", "email": "moi@example.test", "password1": NEW, "password2": NEW},
    )

    assert "Tài khoản do đơn vị cấp" in page.text
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "path", ["login/", "signup/", "email/", "confirm-email/", "reauthenticate/", "password/set/"]
)
def test_the_routes_of_allauth_that_we_do_not_use_are_not_there(client, an, path):
    client.force_login(an)

    assert client.get(f"/tai-khoan/{path}").status_code == 404
