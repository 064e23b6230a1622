"""A step that is not this person's is refused as such; one that does not exist is not there."""

import pytest
from django.urls import reverse


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
