"""The plan's pages through the browser's eyes: who sees what, what a press does, what a late press is told."""

import pytest
from django.urls import reverse


@pytest.fixture
def page(client):
    """Open a page as somebody: `page(binh, "plans:detail", plan.pk)`."""

    def open_page(person, name, *args, **asked):
        client.force_login(person)
        return client.get(reverse(name, args=args), asked)

    return open_page


@pytest.fixture
def press(client):
    def send(person, name, *args, **sent):
        client.force_login(person)
        return client.post(reverse(name, args=args), sent)

    return send


def told(response):
    return [str(message) for message in response.context["messages"]] if response.context else []


@pytest.mark.parametrize(
    "name",
    ["detail", "history", "edit", "basics", "item_add", "preview"],
)
def test_every_page_of_a_draft_opens_for_its_coordinator(name, page, plan, binh):
    assert page(binh, f"plans:{name}", plan.pk).status_code == 200
