"""The pages around an amendment: its start, what changed, and the versions of a plan."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.actions import move_plan
from plans.models import Plan
from tests.factories import issue_by_hand, make_item, make_plan
from tests.plans.amended import amend, issue_amendment, remove, reword

S = Plan.Status
SENT = {
    "title": "Sửa đổi, bổ sung Kế hoạch X",
    "reason": "Thêm việc",
    "says_basis": "on",
    "says_replaced": "on",
}


@pytest.fixture
def sign_in(client):
    def as_person(person):
        client.force_login(person)
        return client

    return as_person


@pytest.fixture
def new(issued_plan, binh, an, giang):
    return issue_amendment(amend(issued_plan, binh), binh=binh, an=an, giang=giang)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def page_of(client, plan):
    return text_of(client.get(plan.get_absolute_url()))


def test_one_form_starts_the_amendment_and_leads_to_the_editor(sign_in, binh, issued_plan):
    client = sign_in(binh)
    form = text_of(client.get(f"/ke-hoach/{issued_plan.pk}/sua-doi/"))

    answer = client.post(f"/ke-hoach/{issued_plan.pk}/sua-doi/", SENT)

    amendment = issued_plan.amendments.get()
    assert "Sửa đổi, bổ sung Kế hoạch công tác dân vận chính quyền năm 2026" in form
    assert answer.url == f"/ke-hoach/{amendment.pk}/soan/"
    assert (amendment.title, amendment.history.get().note) == (SENT["title"], "Thêm việc")


def test_what_was_typed_stays_when_the_reason_is_missing(sign_in, binh, issued_plan):
    answer = sign_in(binh).post(f"/ke-hoach/{issued_plan.pk}/sua-doi/", SENT | {"reason": " "})

    assert "Hãy ghi lý do sửa đổi" in text_of(answer)
    assert SENT["title"] in text_of(answer)
    assert not issued_plan.amendments.exists()


def test_a_second_start_leads_to_the_first(sign_in, binh, issued_plan):
    first, client = amend(issued_plan, binh), sign_in(binh)

    for answer in (
        client.get(f"/ke-hoach/{issued_plan.pk}/sua-doi/"),
        client.post(f"/ke-hoach/{issued_plan.pk}/sua-doi/", SENT),
    ):
        assert answer.url == first.get_absolute_url()
    assert issued_plan.amendments.count() == 1


def test_a_superseded_plan_is_not_amended_and_leads_to_the_one_in_force(
    sign_in, binh, issued_plan, new
):
    answer = sign_in(binh).post(f"/ke-hoach/{issued_plan.pk}/sua-doi/", SENT, follow=True)

    assert answer.redirect_chain[-1][0] == new.get_absolute_url()
    assert "05/KH-UBND đã được thay bằng 31/KH-UBND ngày 01/06/2026" in text_of(answer)
    assert Plan.objects.unscoped("test").count() == 2


def test_a_draft_is_sent_back_to_its_editor(sign_in, binh, plan):
    answer = sign_in(binh).get(f"/ke-hoach/{plan.pk}/sua-doi/", follow=True)

    assert "chưa ban hành thì sửa trực tiếp" in text_of(answer)


@pytest.mark.parametrize(
    ("who", "status"),
    [("an", 403), ("giang", 403), ("dung", 403), ("hoa", 403), ("cuc", 404), ("lan", 404)],
)
def test_nobody_else_starts_one(request, sign_in, issued_plan, who, status):
    answer = sign_in(request.getfixturevalue(who)).post(
        f"/ke-hoach/{issued_plan.pk}/sua-doi/", SENT
    )

    assert answer.status_code == status
    assert not issued_plan.amendments.exists()


def test_the_leader_reads_what_changed_before_approving(sign_in, binh, an, issued_plan):
    amendment = amend(issued_plan, binh, says_basis=False, says_replaced=False)
    reword(amendment, "20/5/2026", "20/7/2026")
    remove(amendment, "Dân vận khéo")
    make_item(amendment, text="Việc mới")
    move_plan(amendment, "submit", by=binh)

    page = page_of(sign_in(an), amendment)

    assert "1 sửa, 1 mới, 1 bỏ." in page
    assert f"/ke-hoach/{amendment.pk}/so-sanh/?voi={issued_plan.pk}" in page


def test_every_version_stays_readable_and_says_which_one_is_in_force(
    sign_in, binh, an, giang, dung, issued_plan, new
):
    third = issue_amendment(amend(new, binh), binh=binh, an=an, giang=giang, number=40)
    client = sign_in(dung)

    old, middle, newest = (page_of(client, plan) for plan in (issued_plan, new, third))

    assert "Bản này đã được thay bằng" in old
    assert "31/KH-UBND ngày 01/06/2026" in old
    assert "Bản đang thi hành:" in old
    assert "Bản này đã được thay bằng" in middle
    assert "Sửa đổi, bổ sung, thay" in newest
    for plan in (issued_plan, new, third):
        assert f"/ke-hoach/{plan.pk}/pdf/" in newest
        assert client.get(f"/ke-hoach/{plan.pk}/word/").status_code == 200


def test_an_amendment_being_written_is_known_to_those_who_write_alone(
    sign_in, binh, dung, hoa, issued_plan
):
    amend(issued_plan, binh, title="Bí mật")

    assert "Đang có bản sửa đổi, bổ sung" in page_of(sign_in(binh), issued_plan)
    for reader in (dung, hoa):
        assert "Bí mật" not in page_of(sign_in(reader), issued_plan)


def test_the_list_puts_the_version_in_force_first(sign_in, binh, issued_plan, new):
    later = issue_by_hand(make_plan(binh, title="Kế hoạch khác"), number=50)

    answer = sign_in(binh).get("/ke-hoach/")

    assert list(answer.context["page"]) == [later, new, issued_plan]
    assert "thay bằng 31/KH-UBND" in text_of(answer)


def test_a_long_chain_costs_no_more_queries_than_a_short_one(
    sign_in, binh, an, giang, issued_plan, new
):
    client = sign_in(binh)
    page_of(client, new)
    with CaptureQueriesContext(connection) as short:
        page_of(client, new)
    plan = new
    for number in range(40, 45):
        plan = issue_amendment(amend(plan, binh), binh=binh, an=an, giang=giang, number=number)

    with CaptureQueriesContext(connection) as long:
        page_of(client, plan)
    with CaptureQueriesContext(connection) as listed:
        client.get("/ke-hoach/")

    assert len(long) == len(short)
    assert len(listed) < 20
