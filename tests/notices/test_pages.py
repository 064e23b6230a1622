"""A person's notices and mails, and nobody else's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notices.actions import tell, tell_all, withdraw
from notices.models import Digest, Notice


@pytest.fixture
def notice(dung):
    tell(dung, "task:1:assigned:1", "Nhiệm vụ mới: Họp dân", "/nhiem-vu/1/")
    return Notice.objects.visible_to(dung).get()


def test_the_same_key_told_again_changes_nothing(dung, notice):
    tell(dung, "task:1:assigned:1", "Chữ khác", "/khac/")

    assert [each.text for each in Notice.objects.visible_to(dung)] == ["Nhiệm vụ mới: Họp dân"]


def test_what_was_read_is_not_withdrawn(dung, khanh):
    tell_all([(dung, "task:1:a", "Một", "/"), (khanh, "task:1:a", "Một", "/")])
    tell_all([(dung, "task:11:a", "Mười một", "/")])
    Notice.objects.visible_to(khanh).update(read_at=timezone.now())

    withdraw("task:1:")

    assert [each.text for each in Notice.objects.visible_to(dung).standing()] == ["Mười một"]
    assert [each.text for each in Notice.objects.visible_to(khanh).standing()] == ["Một"]


def test_opening_a_notice_reads_it_and_leads_to_its_page(sign_in, dung, notice):
    answer = sign_in(dung).get(f"/thong-bao/{notice.pk}/")

    assert (answer.status_code, answer.url) == (302, "/nhiem-vu/1/")
    assert Notice.objects.visible_to(dung).unread().count() == 0


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_a_notice_never_leads_out_of_the_portal(sign_in, dung, notice, url):
    Notice.objects.visible_to(dung).update(url=url)

    answer = sign_in(dung).get(f"/thong-bao/{notice.pk}/")

    assert answer.url == "/thong-bao/"


def at_day(dung, key, days):
    moment = timezone.now() - timedelta(days=days)
    Notice.objects.visible_to(dung).filter(key=key).update(created_at=moment)


def test_notices_stand_by_day_the_newest_on_top_and_withdrawn_ones_are_gone(sign_in, dung):
    tell_all([(dung, f"k{n}:", f"Số {n}", "/") for n in range(5)])
    withdraw("k1:")
    at_day(dung, "k2:", 1)
    at_day(dung, "k0:", 40)

    days = sign_in(dung).get("/thong-bao/").context["days"]

    assert [[each.text for each in day["notices"]] for day in days] == [
        ["Số 4", "Số 3"],
        ["Số 2"],
        ["Số 0"],
    ]
    assert [day["title"].partition(",")[0] for day in days][:2] == ["Hôm nay", "Hôm qua"]


def test_the_filter_shows_what_is_unread_and_stays_when_one_is_read(sign_in, dung):
    tell_all([(dung, f"k{n}:", f"Số {n}", "/") for n in range(3)])
    Notice.objects.visible_to(dung).filter(key="k2:").update(read_at=timezone.now())
    client = sign_in(dung)

    page = client.get("/thong-bao/?loc=chua-doc").context["page"]
    assert [each.text for each in page] == ["Số 1", "Số 0"]

    answer = client.post(f"/thong-bao/{page[0].pk}/da-doc/?loc=chua-doc&page=1", follow=True)
    assert answer.redirect_chain == [("/thong-bao/?loc=chua-doc&page=1", 302)]
    assert [each.text for each in answer.context["page"]] == ["Số 0"]


def test_with_everything_read_the_filter_leads_back_to_all(sign_in, dung, notice):
    client = sign_in(dung)
    client.post("/thong-bao/doc-het/")

    page = client.get("/thong-bao/?loc=chua-doc").content.decode()

    assert ("Đã đọc hết" in page, 'href="/thong-bao/">Xem tất cả' in page) == (True, True)


def test_reading_all_leaves_what_came_after_the_page_was_drawn(sign_in, dung, notice):
    client = sign_in(dung)
    newest = client.get("/thong-bao/").context["newest"]
    tell(dung, "later", "Việc đến sau", "/")

    client.post("/thong-bao/doc-het/", {"newest": newest})

    assert [each.text for each in Notice.objects.visible_to(dung).unread()] == ["Việc đến sau"]


def test_five_thousand_notices_are_pages_of_thirty_and_the_bell_counts_them(sign_in, dung):
    tell_all([(dung, f"k{n}", f"Số {n}", "/") for n in range(5000)])

    answer = sign_in(dung).get("/thong-bao/?page=167")

    assert (answer.context["page"].paginator.num_pages, len(answer.context["page"])) == (167, 20)
    assert 'aria-label="Thông báo, 5000 chưa đọc"' in answer.content.decode()


def test_reading_all_reads_the_own_and_leaves_those_of_others(sign_in, dung, khanh, notice):
    tell(khanh, "x", "Của Khánh", "/")

    answer = sign_in(dung).post("/thong-bao/doc-het/", follow=True)

    assert [str(each) for each in answer.context["messages"]] == [
        "Đã đánh dấu 1 thông báo là đã đọc."
    ]
    assert Notice.objects.visible_to(khanh).unread().count() == 1


@pytest.mark.parametrize("who", ["khanh", "binh", "minh", "cuc"])
def test_notices_of_another_person_are_not_found(request, sign_in, notice, who):
    client = sign_in(request.getfixturevalue(who))

    assert client.get(f"/thong-bao/{notice.pk}/").status_code == 404
    assert client.post(f"/thong-bao/{notice.pk}/da-doc/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_mails_are_readable_by_the_person_they_went_to_alone(sign_in, dung, khanh):
    digest = Digest.objects.create(
        person=dung, day="2026-03-11", subject="Thư", text="Nội dung thư", sent_at=timezone.now()
    )

    assert "Nội dung thư" in sign_in(dung).get(f"/thong-bao/thu/{digest.pk}/").content.decode()
    assert "Thư" in sign_in(dung).get("/thong-bao/thu/").content.decode()
    assert sign_in(khanh).get(f"/thong-bao/thu/{digest.pk}/").status_code == 404


def test_a_mail_that_was_not_sent_is_not_shown(sign_in, dung):
    digest = Digest.objects.create(person=dung, day="2026-03-11", subject="Thư", text="x")

    assert sign_in(dung).get(f"/thong-bao/thu/{digest.pk}/").status_code == 404


def test_the_list_asks_as_often_for_thirty_notices_as_for_one(
    sign_in, dung, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(dung)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/thong-bao/")
        return len(captured)

    tell(dung, "a", "Một", "/")
    queries()
    one = queries()
    tell_all([(dung, f"k{n}", f"Số {n}", "/") for n in range(29)])

    assert queries() == one
