"""The pages beside the editor: drawn once for each text, only the newest kept, seen by those who see the draft."""

import json

import pytest
from django.urls import reverse

from plans.edits import Edit
from plans.models import PreviewPage
from plans.saving import save_edits
from records.models import StoredFile
from work.models import WorkRow


@pytest.fixture
def ask(client, plan):
    def post(person, have=""):
        client.force_login(person)
        url = reverse("plans:pages", args=[plan.pk])
        return client.post(url, json.dumps({"have": have}), content_type="application/json")

    return post


def orders():
    return WorkRow.objects.unscoped("test").filter(kind="draw_pages")


def rewrite(plan, words, by):
    row = plan.items.filter(heading="").first()
    save_edits(plan, [Edit(row.uid, row.version, heading="", text=words)], by=by)


def test_pages_are_drawn_once_and_replaced_by_those_of_a_newer_text(ask, plan, binh, run_work):
    assert (ask(binh).json(), ask(binh).json(), orders().count()) == ({}, {}, 1)
    run_work()
    first = ask(binh).json()
    assert [(page["number"], len(page["items"])) for page in first["pages"]] == [(1, 3)]
    assert ask(binh, first["key"]).json() == {"same": True}

    rewrite(plan, "Chữ mới", binh)
    ask(binh)
    run_work()

    second = ask(binh).json()
    assert second["key"] != first["key"]
    assert PreviewPage.objects.count() == 1
    assert StoredFile.objects.filter(content_type="image/png").count() == 1
    assert orders().count() == 1


def test_new_pages_say_what_the_form_check_finds_in_the_same_text(ask, plan, binh, run_work):
    rewrite(plan, "Rà soát  các văn bản", binh)
    ask(binh)
    run_work()
    before = ask(binh).json()["findings"]

    rewrite(plan, "Rà soát các văn bản", binh)
    ask(binh)
    run_work()

    after = ask(binh).json()["findings"]
    assert sum(before.values()) == sum(after.values()) + 1


def test_text_that_was_typed_on_meanwhile_is_not_drawn(ask, plan, binh, run_work):
    ask(binh)
    rewrite(plan, "Chữ mới", binh)

    run_work()

    assert (PreviewPage.objects.count(), orders().get().state) == (0, "done")


def test_a_page_is_a_picture_for_those_who_see_the_draft(ask, client, plan, binh, cuc, run_work):
    ask(binh)
    run_work()
    url = ask(binh).json()["pages"][0]["url"]

    picture = client.get(url)
    client.force_login(cuc)

    assert b"".join(picture.streaming_content)[:4] == b"\x89PNG"
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("who", "code"), [("an", 403), ("giang", 403), ("dung", 404), ("cuc", 404)]
)
def test_who_does_not_write_the_plan_orders_no_pages(request, ask, who, code):
    assert ask(request.getfixturevalue(who)).status_code == code
    assert orders().count() == 0
