"""Remarks at items: said in review, ticked off by the drafter, held against what was changed, gone once issued."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from danvan.workflow import MoveRefused
from plans import remarks
from plans.actions import issue_plan, move_plan
from plans.models import Plan, PlanItem, Remark
from tests.factories import make_item, make_plan, remove_item

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def submitted(plan, binh):
    move_plan(plan, "submit", by=binh)
    return plan


@pytest.fixture
def item(plan):
    return plan.items.get(marker="1")


def say(client, who, plan, text="Nêu rõ số buổi", item=None, **over):
    client.force_login(who)
    body = {"text": text} | ({"muc": item.pk} if item else {})
    return client.post(reverse("plans:remarks", args=[plan.pk]), body, **over)


def act(client, who, remark, name, **over):
    client.force_login(who)
    return client.post(reverse("plans:remark_act", args=[remark.pk]), {"act": name} | over)


def only(plan):
    return plan.remarks.get()


def test_a_remark_keeps_where_it_stood_and_what_was_said_there(client, submitted, item, an):
    response = say(client, an, submitted, item=item, **HTMX)

    remark = only(submitted)
    assert (remark.where, remark.item, remark.by) == ("Mục II.1", item, an)
    assert remark.words == item.words
    assert "Nêu rõ số buổi" in response.content.decode()
    assert "1 góp ý chưa sửa" in response.content.decode()


@pytest.mark.parametrize(
    ("who", "code"),
    [("an", 302), ("giang", 302), ("binh", 302), ("dung", 404), ("hoa", 404), ("minh", 404), ("cuc", 404)],
)  # fmt: skip
def test_who_may_say_something(request, client, submitted, item, who, code):
    response = say(client, request.getfixturevalue(who), submitted, item=item)

    assert response.status_code == code
    assert submitted.remarks.count() == (code == 302)


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_what_cannot_be_kept_is_told_and_stays_typed(client, submitted, item, an, text):
    response = say(client, an, submitted, text, item=item, **HTMX)

    assert "Góp ý" in response.content.decode()
    assert response.context["error"]
    assert response.context["text"] == text.strip()
    assert not submitted.remarks.exists()


def test_a_remark_that_comes_after_the_plan_went_back_is_not_lost(client, submitted, item, an):
    move_plan(submitted, "send_back", by=an, note="Sửa")

    page = say(client, an, submitted, "Nêu rõ số buổi", item=item).content.decode()

    assert "không nhận góp ý" in page
    assert "Nêu rõ số buổi</textarea>" in page
    assert not submitted.remarks.exists()


def test_an_item_of_another_plan_is_not_there(client, submitted, an, cuc):
    theirs = make_item(make_plan(cuc))

    assert say(client, an, submitted, item=theirs).status_code == 404


def test_remarks_are_note_enough_to_send_back(client, submitted, item, an):
    with pytest.raises(MoveRefused, match="lý do"):
        move_plan(submitted, "send_back", by=an)
    submitted.refresh_from_db()
    say(client, an, submitted, item=item)

    line = move_plan(submitted, "send_back", by=an)

    assert line.note == "Kèm 1 góp ý tại các mục."


def returned(client, plan, item, an):
    say(client, an, plan, item=item)
    move_plan(plan, "send_back", by=an)
    return only(plan)


def rows_of(plan):
    return list(plan.items.all())


def test_the_drafter_ticks_it_off_and_the_leader_sees_what_was_changed(
    client, submitted, item, an, binh
):
    remark = returned(client, submitted, item, an)
    PlanItem.objects.unscoped("test").filter(pk=item.pk).update(
        text="Tuyên truyền 04 buổi trước ngày 20/5/2026."
    )
    act(client, binh, remark, "settle", answer="Đã ghi 04 buổi")
    move_plan(submitted, "submit", by=binh)

    client.force_login(an)
    page = client.get(reverse("plans:remarks", args=[submitted.pk])).content.decode()

    remark.refresh_from_db()
    assert (remark.is_settled, remark.settled_by) == (True, binh)
    assert "Đã ghi 04 buổi" in page
    assert "<ins>" in page
    assert "<del>" in page
    act(client, an, remark, "reopen")
    assert Remark.objects.visible_to(an).open().get() == remark


@pytest.mark.parametrize(
    ("who", "code"), [("an", 403), ("giang", 403), ("dung", 404), ("cuc", 404)]
)
def test_only_who_writes_ticks_off(request, client, submitted, item, an, who, code):
    remark = returned(client, submitted, item, an)

    response = act(client, request.getfixturevalue(who), remark, "settle")

    assert response.status_code == code
    remark.refresh_from_db()
    assert not remark.is_settled


def test_a_tick_after_the_plan_was_submitted_again_is_told(client, submitted, item, an, binh):
    remark = returned(client, submitted, item, an)
    move_plan(submitted, "submit", by=binh)

    client.force_login(binh)
    url = reverse("plans:remark_act", args=[remark.pk])
    page = client.post(url, {"act": "settle"}, follow=True).content.decode()

    assert "không đổi được góp ý này" in page


def test_only_the_own_remark_is_taken_back(client, submitted, item, an, giang):
    say(client, an, submitted, item=item)
    remark = only(submitted)

    assert act(client, giang, remark, "drop").status_code == 403
    act(client, an, remark, "drop")

    assert not submitted.remarks.exists()


def test_a_remark_outlives_its_item_and_finds_it_again(client, submitted, item, an, binh):
    remark = returned(client, submitted, item, an)
    removed = remove_item(PlanItem.objects.visible_to(binh).get(pk=item.pk), by=binh)

    [gone] = remarks.shown(submitted, binh, rows_of(submitted))
    client.force_login(binh)
    page = client.get(submitted.get_absolute_url()).content.decode()
    client.post(reverse("plans:item_restore", args=[removed.pk]))
    [back] = remarks.shown(submitted, binh, rows_of(submitted))

    assert gone.is_gone
    assert gone.remark == remark
    assert "Mục này đã bị xóa: Mục II.1" in page
    assert back.item is not None


def test_nobody_reads_remarks_in_the_issued_plan(client, submitted, item, an, giang, dung, hoa):
    say(client, an, submitted, "Câu này thừa", item=item)
    move_plan(submitted, "approve", by=an)
    issue_plan(submitted, number=5, issued_on=date(2026, 1, 15), by=giang)

    for who in (an, giang, dung, hoa):
        client.force_login(who)
        for page in (submitted.get_absolute_url(), reverse("plans:preview", args=[submitted.pk])):
            assert "Câu này thừa" not in client.get(page).content.decode()
    client.force_login(dung)
    assert client.get(reverse("plans:remarks", args=[submitted.pk])).status_code == 403


def test_the_page_asks_the_database_no_more_for_many_remarks(client, submitted, item, an):
    client.force_login(an)
    counts = []
    for _ in range(2):
        for _ in range(10):
            remarks.say(submitted, "Sửa", by=an, row=item, way=["II", "1"])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(submitted.get_absolute_url())
            client.get(reverse("plans:remarks", args=[submitted.pk]))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_lists_count_what_waits(submitted, item, an, dung):
    remarks.say(submitted, "Sửa", by=an, row=item, way=["1"])

    [seen] = remarks.with_open_remarks(Plan.objects.visible_to(an), an)

    assert seen.open_remarks == 1
