"""A step that is not this person's is refused as such; one that does not exist is not there."""

import pytest
from django.urls import reverse

from accounts.models import Membership, Role
from plans.actions import move_plan


@pytest.mark.parametrize(
    ("who", "move", "code"),
    [
        ("giang", "submit", 403),
        ("binh", "approve", 403),
        ("binh", "issue", 403),
        ("an", "submit", 403),
        ("binh", "fly", 404),
        ("cuc", "submit", 404),
        ("binh", "submit", 302),
    ],
)
def test_a_step_meets_the_right_answer(client, request, plan, who, move, code):
    client.force_login(request.getfixturevalue(who))

    response = client.post(reverse("plans:move", args=[plan.pk]), {"move": move})

    assert response.status_code == code
    plan.refresh_from_db()
    assert plan.status == ("submitted" if code == 302 else "draft")


def test_who_holds_another_post_is_told_where_to_change_it(client, plan, binh):
    move_plan(plan, "submit", by=binh)
    Membership.objects.create(person=binh, unit=plan.commune, role=Role.LEADER)
    client.force_login(binh)
    url = reverse("plans:move", args=[plan.pk])

    page = client.post(url, {"move": "approve", "note": "Đồng ý"}, follow=True).content.decode()

    assert "hãy đổi vị trí" in page
    assert "Lời ghi chưa được lưu: Đồng ý" in page
    plan.refresh_from_db()
    assert plan.status == "submitted"
