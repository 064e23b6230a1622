"""What stands above a plan: why it came back, and which acts are shown or kept in the menu."""

import re

import pytest

from plans.actions import move_plan

pytestmark = pytest.mark.django_db
REASON = "Nêu rõ số buổi đối thoại"


def above_the_text(client, user, plan):
    client.force_login(user)
    page = client.get(plan.get_absolute_url()).content.decode()
    return page.split('class="panes')[0]


def test_a_plan_that_came_back_says_above_its_text_who_wants_what(client, plan, an, binh):
    move_plan(plan, "submit", by=binh)
    move_plan(plan, "send_back", by=an, note=REASON)

    assert REASON in above_the_text(client, binh, plan)

    move_plan(plan, "submit", by=binh)
    assert REASON not in above_the_text(client, binh, plan)


@pytest.mark.parametrize("who", ["binh", "an", "dung"])
def test_one_act_at_most_is_primary_and_the_rare_ones_are_in_the_menu(
    request, who, client, issued_plan
):
    head = above_the_text(client, request.getfixturevalue(who), issued_plan)
    shown, menu = head.split('class="more-menu"')

    assert len(re.findall(r"btn-primary", shown.split('class="page-acts"')[1])) <= 1
    assert "So sánh" in menu
    assert "So sánh" not in shown
