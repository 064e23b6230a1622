"""Difficulties that units send about a plan in force, and what becomes of them."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.workflow import MoveRefused
from notices.models import Notice
from plans.models import Proposal
from plans.proposals import move_proposal, send_proposal, taken_for
from plans.rules import PROPOSAL_MOVES
from tests.factories import issue_by_hand, make_item, make_person, make_plan
from tests.plans.amended import amend, issue_amendment, remove, reword, saying

S = Proposal.Status
FIELDS = {"text": "Chưa có kinh phí", "wish": "Giảm còn 01 mô hình"}


@pytest.fixture
def sign_in(client):
    def as_person(person):
        client.force_login(person)
        return client

    return as_person


@pytest.fixture
def item(issued_plan):
    return saying(issued_plan, "mô hình")


@pytest.fixture
def proposal(issued_plan, item, dung):
    return send_proposal(issued_plan, item, FIELDS, key=uuid4(), by=dung)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def heard(person):
    return [notice.text for notice in Notice.objects.visible_to(person).standing()]


def all_proposals():
    return Proposal.objects.unscoped("test")


def sent(item=None, **over):
    return {**FIELDS, "key": str(uuid4()), **({"muc": item.pk} if item else {}), **over}


def test_a_unit_sends_a_difficulty_and_the_coordinator_hears_of_it(
    sign_in, binh, dung, culture, issued_plan, item
):
    client = sign_in(dung)
    page = text_of(client.get(f"/ke-hoach/{issued_plan.pk}/vuong-mac/?muc={item.pk}"))

    answer = client.post(f"/ke-hoach/{issued_plan.pk}/vuong-mac/", sent(item))

    proposal = all_proposals().get()
    assert "Xây dựng 02 mô hình" in page
    assert answer.url == f"{issued_plan.get_absolute_url()}#muc-{item.pk}"
    assert (proposal.unit, proposal.by, proposal.item, proposal.where) == (
        culture,
        dung,
        item,
        "Mục II.2",
    )
    assert heard(binh) == [
        "Phòng Văn hóa - Xã hội gửi vướng mắc: Mục II.2, 05/KH-UBND: Chưa có kinh phí"
    ]


def test_the_front_may_send_and_nothing_needs_an_item(sign_in, hoa, issued_plan):
    sign_in(hoa).post(f"/ke-hoach/{issued_plan.pk}/vuong-mac/", sent())

    assert (all_proposals().get().where, all_proposals().get().item) == ("Cả kế hoạch", None)


def test_a_second_press_sends_once(sign_in, dung, issued_plan, item):
    body, client = sent(item), sign_in(dung)

    for _ in range(2):
        client.post(f"/ke-hoach/{issued_plan.pk}/vuong-mac/", body)

    assert all_proposals().count() == 1


def test_a_key_of_somebody_else_shows_and_changes_nothing(
    sign_in, dung, khanh, issued_plan, item, proposal
):
    body = sent(key=str(proposal.key), text="Của thôn")

    sign_in(khanh).post(f"/ke-hoach/{issued_plan.pk}/vuong-mac/", body)

    proposal.refresh_from_db()
    assert proposal.text == FIELDS["text"]
    assert all_proposals().get(by=khanh).text == "Của thôn"


def test_without_words_nothing_is_sent_and_the_wish_stays(sign_in, dung, issued_plan, item):
    answer = sign_in(dung).post(f"/ke-hoach/{issued_plan.pk}/vuong-mac/", sent(item, text=" "))

    assert "Hãy ghi vướng mắc" in text_of(answer)
    assert FIELDS["wish"] in text_of(answer)
    assert not all_proposals().exists()


def test_items_of_others_and_of_drafts_are_not_found(sign_in, binh, cuc, dung, issued_plan):
    theirs = issue_by_hand(make_plan(cuc))
    draft_item = make_item(make_plan(binh), text="Dự thảo")
    their_item = make_item(theirs, text="Của xã khác")
    client = sign_in(dung)

    for url, item in (
        (f"/ke-hoach/{theirs.pk}/vuong-mac/", their_item),
        (f"/ke-hoach/{draft_item.plan_id}/vuong-mac/", draft_item),
        (f"/ke-hoach/{issued_plan.pk}/vuong-mac/", their_item),
        (f"/ke-hoach/{issued_plan.pk}/vuong-mac/", draft_item),
    ):
        assert client.post(url, sent(item)).status_code == 404
        assert client.get(f"{url}?muc={item.pk}").status_code == 404
    assert not all_proposals().exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("binh", 403), ("an", 403), ("giang", 403), ("minh", 404), ("lan", 404), ("cuong", 404)],
)
def test_those_who_run_the_plan_send_none(request, sign_in, issued_plan, who, status):
    answer = sign_in(request.getfixturevalue(who)).post(
        f"/ke-hoach/{issued_plan.pk}/vuong-mac/", sent()
    )

    assert answer.status_code == status
    assert not all_proposals().exists()


@pytest.fixture
def issue(issued_plan, binh, an, giang):
    def issued(*changes, plan=issued_plan, number=31):
        draft = amend(plan, binh)
        for change in changes:
            change(draft)
        return issue_amendment(draft, binh=binh, an=an, giang=giang, number=number)

    return issued


def test_a_page_opened_before_the_amendment_keeps_its_words_and_leads_to_the_new_version(
    sign_in, dung, issued_plan, item, issue
):
    new = issue()

    answer = sign_in(dung).post(f"/ke-hoach/{issued_plan.pk}/vuong-mac/", sent(item))

    page = text_of(answer)
    same = saying(new, "mô hình")
    assert "05/KH-UBND vừa được thay bằng 31/KH-UBND" in page
    assert FIELDS["text"] in page
    assert f'action="/ke-hoach/{new.pk}/vuong-mac/"' in page
    assert f'name="muc" value="{same.pk}"' in page
    assert not all_proposals().exists()


def test_an_item_deleted_meanwhile_is_told(sign_in, dung, issued_plan, item, issue):
    issue(lambda draft: remove(draft, "mô hình"))

    answer = sign_in(dung).post(f"/ke-hoach/{issued_plan.pk}/vuong-mac/", sent(item))

    assert "Mục này không còn trong bản mới" in text_of(answer)


@pytest.mark.parametrize(
    ("who", "status", "moves"),
    [
        ("binh", S.SENT, {"accept", "decline"}),
        ("binh", S.TAKEN, {"decline"}),
        ("binh", S.DECLINED, set()),
        ("dung", S.SENT, {"withdraw"}),
        ("dung", S.TAKEN, set()),
        ("an", S.SENT, set()),
        ("giang", S.SENT, set()),
        ("khanh", S.SENT, set()),
        ("hoa", S.SENT, set()),
        ("cuc", S.SENT, set()),
        ("minh", S.SENT, set()),
    ],
)
def test_moves_open_to_each_person(request, proposal, who, status, moves):
    proposal.status = status

    assert set(PROPOSAL_MOVES.open_to(request.getfixturevalue(who), proposal)) == moves


def test_the_unit_hears_the_answer(sign_in, binh, dung, proposal):
    answer = sign_in(binh).post(
        f"/ke-hoach/vuong-mac/{proposal.pk}/buoc/", {"move": "decline", "note": "Tỉnh đã giao"}
    )

    proposal.refresh_from_db()
    assert (answer.status_code, proposal.status) == (302, S.DECLINED)
    assert heard(binh) == []
    assert heard(dung) == [
        "Giải thích, giữ nguyên: Mục II.2, 05/KH-UBND: Chưa có kinh phí Trả lời: Tỉnh đã giao"
    ]


def test_declining_needs_a_reason(proposal, binh):
    with pytest.raises(MoveRefused, match="lý do"):
        move_proposal(proposal, "decline", by=binh)

    proposal.refresh_from_db()
    assert proposal.status == S.SENT


def test_an_answer_and_a_withdrawal_at_once_leave_one(proposal, binh, dung):
    first = Proposal.objects.visible_to(binh).get()
    second = Proposal.objects.visible_to(dung).get()
    move_proposal(first, "accept", by=binh)

    with pytest.raises(MoveRefused, match="người khác"):
        move_proposal(second, "withdraw", by=dung)


def test_a_unit_sees_its_own_alone(sign_in, binh, khanh, hoa, dung, culture, proposal):
    colleague = make_person("Lý Thị Mai", culture)
    url = f"/ke-hoach/vuong-mac/{proposal.pk}/"

    for person in (binh, dung, colleague):
        assert FIELDS["text"] in text_of(sign_in(person).get(url))
        assert FIELDS["text"] in text_of(sign_in(person).get("/ke-hoach/vuong-mac/"))
    for stranger in (khanh, hoa):
        client = sign_in(stranger)
        assert client.get(url).status_code == 404
        assert client.post(f"{url}buoc/", {"move": "withdraw"}).status_code == 404
        assert FIELDS["text"] not in text_of(client.get("/ke-hoach/vuong-mac/"))


def test_the_list_filters_and_counts(sign_in, binh, khanh, issued_plan, proposal):
    other = send_proposal(
        issued_plan, None, {"text": "Đường xa", "wish": ""}, key=uuid4(), by=khanh
    )
    move_proposal(other, "accept", by=binh)
    client = sign_in(binh)

    answer = client.get("/ke-hoach/vuong-mac/?state=taken")

    assert list(answer.context["page"]) == [other]
    assert [count for _, _, count in answer.context["states"]] == [1, 1, 0, 0, 0]
    assert list(client.get(f"/ke-hoach/vuong-mac/?unit={proposal.unit_id}").context["page"]) == [
        proposal
    ]
    assert client.get("/ke-hoach/vuong-mac/?state=x&unit=²").status_code == 200


def test_an_accepted_difficulty_stands_beside_its_item_in_the_amendment(
    sign_in, binh, issued_plan, proposal
):
    move_proposal(proposal, "accept", by=binh)
    amendment, client = amend(issued_plan, binh), sign_in(binh)

    for url in (amendment.get_absolute_url(), f"/ke-hoach/{amendment.pk}/soan/"):
        page = text_of(client.get(url))
        assert "Chưa có kinh phí" in page
        assert "Giảm còn 01 mô hình" in page
    assert "Chưa có kinh phí" not in text_of(client.get(issued_plan.get_absolute_url()))


def test_one_whose_item_is_deleted_from_the_amendment_is_still_shown(
    sign_in, binh, issued_plan, proposal
):
    move_proposal(proposal, "accept", by=binh)
    amendment = amend(issued_plan, binh)
    remove(amendment, "mô hình")
    client = sign_in(binh)

    for url in (amendment.get_absolute_url(), f"/ke-hoach/{amendment.pk}/soan/"):
        assert "Chưa có kinh phí" in text_of(client.get(url))


def test_one_press_starts_the_amendment(sign_in, binh, issued_plan, proposal):
    move_proposal(proposal, "accept", by=binh)
    page = text_of(sign_in(binh).get(f"/ke-hoach/vuong-mac/{proposal.pk}/"))

    assert f'action="/ke-hoach/{issued_plan.pk}/sua-doi/"' in page
    amendment = amend(issued_plan, binh)
    page = text_of(sign_in(binh).get(f"/ke-hoach/vuong-mac/{proposal.pk}/"))
    assert f'href="{amendment.get_absolute_url()}"' in page


def test_a_unit_is_not_told_of_an_amendment_being_written(
    sign_in, binh, dung, issued_plan, proposal
):
    move_proposal(proposal, "accept", by=binh)
    amendment = amend(issued_plan, binh)

    page = text_of(sign_in(dung).get(f"/ke-hoach/vuong-mac/{proposal.pk}/"))

    assert amendment.get_absolute_url() not in page


def test_the_issue_meets_what_it_changed_and_tells_the_unit(
    issue, binh, dung, khanh, issued_plan, proposal
):
    untouched = send_proposal(
        issued_plan, saying(issued_plan, "Tuyên truyền"), FIELDS, key=uuid4(), by=khanh
    )
    for each in (proposal, untouched):
        move_proposal(each, "accept", by=binh)

    new = issue(lambda draft: reword(draft, "02 mô hình", "01 mô hình"))

    proposal.refresh_from_db()
    untouched.refresh_from_db()
    assert (proposal.met_in, untouched.met_in) == (new, None)
    assert (proposal.history.last().move, proposal.history.last().by) == ("meet", None)
    assert "Đã sửa trong 31/KH-UBND: Mục II.2, 05/KH-UBND: Chưa có kinh phí" in heard(dung)
    assert not any("Đã sửa trong" in text for text in heard(khanh))
    following = amend(new, binh)
    assert list(taken_for(following, user=binh)) == [untouched.item.uid]


def test_a_deleted_item_meets_its_difficulty_and_one_on_the_plan_is_met_by_any(
    issue, binh, issued_plan, dung, proposal
):
    whole = send_proposal(issued_plan, None, FIELDS, key=uuid4(), by=dung)
    for each in (proposal, whole):
        move_proposal(each, "accept", by=binh)

    new = issue(lambda draft: remove(draft, "mô hình"))

    assert set(all_proposals().values_list("met_in", flat=True)) == {new.pk}


def test_a_hundred_met_difficulties_cost_no_more_statements_than_one(
    issue, binh, dung, issued_plan, item, proposal
):
    all_proposals().update(status=S.TAKEN)
    with CaptureQueriesContext(connection) as one:
        new = issue(lambda draft: reword(draft, "02 mô", "01 mô"))
    Proposal.objects.bulk_create(
        Proposal(
            plan=new, item=saying(new, "mô hình"), unit=dung.unit, by=dung, text="x", key=uuid4(), status=S.TAKEN,
        )
        for _ in range(100)
    )  # fmt: skip

    with CaptureQueriesContext(connection) as hundred:
        issue(lambda draft: reword(draft, "01 mô", "03 mô"), plan=new, number=40)

    assert all_proposals().exclude(met_in=None).count() == 101
    assert len(hundred) <= len(one)
