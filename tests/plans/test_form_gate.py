"""Errors of form before a step: mended, or explained; new ones ask again."""

import pytest
from django.urls import reverse

from plans import form_gate
from plans.actions import move_plan
from plans.models import Plan
from tests.factories import make_item

S = Plan.Status
REASON = "Theo mẫu riêng của tỉnh"


def press(client, who, plan, name, **over):
    client.force_login(who)
    return client.post(reverse("plans:move", args=[plan.pk]), {"move": name} | over)


def leave_open(plan, text="Kinh phí thực hiện: …………… đồng."):
    """An item that nobody has filled in."""
    return make_item(plan, parent=plan.items.get(marker="II"), marker="3", text=text)


@pytest.fixture
def faulty(plan):
    leave_open(plan)
    assert form_gate.errors_of(plan) != []
    return plan


def test_a_plan_without_errors_takes_no_extra_step(client, plan, binh):
    assert form_gate.errors_of(plan) == []

    assert press(client, binh, plan, "submit").status_code == 302

    plan.refresh_from_db()
    assert (plan.status, plan.form_reason) == (S.SUBMITTED, "")


def test_errors_hold_the_plan_up_and_the_note_stays_typed(client, faulty, binh):
    response = press(client, binh, faulty, "submit", note="Kính trình Chủ tịch")

    page = response.content.decode()
    faulty.refresh_from_db()
    assert faulty.status == S.DRAFT
    assert "Vì sao vẫn trình" in page
    assert reverse("plans:check", args=[faulty.pk]) in page
    assert 'value="Kính trình Chủ tịch"' in page
    assert not faulty.history.exists()


@pytest.mark.parametrize("reason", ["", "  ", "ok", "x" * 1001])
def test_a_reason_that_says_nothing_is_not_taken(client, faulty, binh, reason):
    response = press(client, binh, faulty, "submit", form_reason=reason)

    faulty.refresh_from_db()
    assert faulty.status == S.DRAFT
    assert response.context["fault"]


def test_with_a_reason_it_goes_on_and_leader_and_clerk_read_it(client, faulty, binh, an, giang):
    press(client, binh, faulty, "submit", note="Kính trình", form_reason=REASON)

    line = faulty.history.get()
    assert line.note.splitlines()[0] == "Kính trình"
    assert REASON in line.note
    for who in (an, giang):
        client.force_login(who)
        assert REASON in client.get(faulty.get_absolute_url()).content.decode()
    # The reason stands: nobody is asked again for the same errors.
    assert press(client, an, faulty, "approve").status_code == 302
    faulty.refresh_from_db()
    assert faulty.status == S.APPROVED
    client.force_login(giang)
    form = client.get(reverse("plans:issue", args=[faulty.pk])).context["form"]
    assert "form_reason" not in form.fields


def test_an_error_that_came_after_the_reason_asks_again(client, faulty, binh):
    press(client, binh, faulty, "submit", form_reason=REASON)
    faulty.refresh_from_db()
    move_plan(faulty, "take_back", by=binh)
    leave_open(faulty, "Họp vào ngày ……………")

    response = press(client, binh, faulty, "submit")

    assert "Vì sao vẫn trình" in response.content.decode()
    faulty.refresh_from_db()
    assert faulty.status == S.DRAFT


def test_mended_errors_take_their_reason_along(client, faulty, binh):
    press(client, binh, faulty, "submit", form_reason=REASON)
    faulty.refresh_from_db()
    move_plan(faulty, "take_back", by=binh)
    faulty.items.filter(marker="3").delete()

    press(client, binh, faulty, "submit")

    faulty.refresh_from_db()
    assert (faulty.status, faulty.form_reason, faulty.form_passed) == (S.SUBMITTED, "", {})


def test_errors_found_only_at_the_issue_are_asked_about_there(client, faulty, binh, an, giang):
    move_plan(faulty, "submit", by=binh)
    move_plan(faulty, "approve", by=an)
    client.force_login(giang)
    url = reverse("plans:issue", args=[faulty.pk])
    body = {"number": 5, "issued_on": "2026-01-15"}

    held = client.post(url, body)
    assert "form_reason" in held.context["form"].errors
    client.post(url, body | {"form_reason": REASON})

    faulty.refresh_from_db()
    assert (faulty.status, faulty.form_reason) == (S.ISSUED, REASON)
    assert REASON in faulty.history.get(move="issue").note
