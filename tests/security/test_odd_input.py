"""Nonsense in addresses and forms gets a page, never an error of the portal."""

import pytest
from django.urls import reverse

from plans.models import PlanImport
from records.files import keep
from reports.models import Bundle

ODD = ["²", "9" * 5000, "9" * 30, "-1", "1e9", "９", "\0"]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    ("who", "page", "name"),
    [
        ("binh", "plans:list", "year"),
        ("binh", "plans:list", "q"),
        ("binh", "plans:register", "year"),
        ("binh", "reports:round_list", "year"),
        ("lan", "reports:desk", "year"),
        ("minh", "accounts:unit_list", "q"),
        ("minh", "accounts:unit_list", "commune"),
        ("minh", "accounts:person_list", "unit"),
        ("binh", "tasks:list", "plan"),
    ],
)
def test_an_odd_filter_is_no_error(client, request, an, who, page, name, odd):
    client.force_login(request.getfixturevalue(who))

    response = client.get(reverse(page), {name: odd})

    assert response.status_code == (400 if odd == "\0" else 200)


@pytest.mark.parametrize("odd", ODD[:-1])
def test_odd_keys_in_a_form_name_no_row(client, binh, lan, odd):
    client.force_login(binh)
    urged = client.post(reverse("tasks:urge"), {"task": odd, "back_to": "task"})
    client.force_login(lan)
    packed = client.post(reverse("reports:desk_act"), {"act": "zip", "cell": f"s{odd}"})

    assert (urged.status_code, packed.status_code) == (302, 302)
    assert not Bundle.objects.visible_to(lan).exists()


def test_a_null_byte_in_a_note_gets_the_page_of_a_bad_request(client, binh, plan):
    client.force_login(binh)

    response = client.post(reverse("plans:move", args=[plan.pk]), {"move": "submit", "note": "a\0"})

    plan.refresh_from_db()
    assert (response.status_code, plan.status) == (400, "draft")
    assert "Yêu cầu không hợp lệ" in response.content.decode()


def test_a_question_is_not_ticked_off_before_the_file_was_read(client, binh, an_hoa):
    file = keep(b"...", name="ke-hoach.txt", content_type="text/plain", by=binh)
    upload = PlanImport.objects.create(commune=an_hoa, file=file, uploaded_by=binh)
    client.force_login(binh)

    sent = {"key": "w0", "press": "seen"}
    response = client.post(reverse("plans:import_answer", args=[upload.pk]), sent)

    assert response.url == upload.get_absolute_url()


def test_too_large_a_form_and_a_foreign_host_get_the_page_of_a_bad_request(client, binh, settings):
    client.force_login(binh)
    client.raise_request_exception = False
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    too_large = client.post(reverse("plans:create"), {"title": "x" * 2000})
    foreign = client.get("/", headers={"host": "la.example"})

    assert (too_large.status_code, foreign.status_code) == (400, 400)
    assert "Yêu cầu không hợp lệ" in too_large.content.decode()
    assert "Yêu cầu không hợp lệ" in foreign.content.decode()


def test_the_address_of_a_button_says_in_words_that_there_is_nothing_to_see(client, binh):
    """As after signing in again in the middle of a step: the browser's own page would be English and empty."""
    client.force_login(binh)

    opened = client.get(reverse("accounts:switch"))
    asked_by_script = client.get(reverse("accounts:switch"), headers={"HX-Request": "true"})

    assert opened.status_code == asked_by_script.status_code == 405
    assert opened["Allow"] == "POST"
    assert "bấm nút ở trang trước" in opened.content.decode()
    assert asked_by_script.content == b""
