"""The two checks before approval: who may make them, what they hold up, and what voids them."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Membership, Role
from danvan.workflow import MoveRefused
from notices.models import Notice
from plans import review
from plans.actions import issue_plan, move_plan
from plans.models import ApprovalSettings, Plan, SignOff
from plans.rules import MOVES
from plans.sign_offs import settle_checks, sign_off
from tests.factories import make_person

S = Plan.Status
FORM, CONTENT = SignOff.Kind.FORM, SignOff.Kind.CONTENT


def switch(commune, *, form=True, content=True):
    ApprovalSettings.objects.update_or_create(
        commune=commune, defaults={"checks_form": form, "checks_content": content}
    )


@pytest.fixture
def checked(an_hoa):
    switch(an_hoa)


@pytest.fixture
def submitted(plan, binh, checked):
    move_plan(plan, "submit", by=binh)
    return plan


def now(plan):
    return review.submission_of(plan).pk


def heard(person):
    return [notice.text for notice in Notice.objects.visible_to(person).standing()]


def test_a_commune_that_wants_no_checks_has_none(plan, binh, an):
    move_plan(plan, "submit", by=binh)

    assert review.checks_of(plan) == []
    assert move_plan(plan, "approve", by=an).after == S.APPROVED


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("giang", [FORM]),
        ("an", [CONTENT]),
        ("binh", []),
        ("dung", []),
        ("khanh", []),
        ("hoa", []),
        ("minh", []),
        ("lan", []),
        ("cuong", []),
        ("cuc", []),
    ],
)
def test_each_check_is_open_to_its_own_people(
    request, submitted, giang, an, dung, hoa, cuc, cuong, who, expected
):
    open_now = review.open_to(request.getfixturevalue(who), submitted)

    assert [check.kind for check in open_now] == expected


@pytest.mark.parametrize("status", [S.DRAFT, S.RETURNED, S.APPROVED, S.ISSUED])
def test_no_check_is_open_but_while_the_plan_waits(submitted, giang, an, status):
    submitted.status = status

    assert (review.open_to(giang, submitted), review.open_to(an, submitted)) == ([], [])


def test_approval_is_shut_until_both_checks_are_there_and_says_whose_is_missing(
    submitted, giang, an
):
    with pytest.raises(MoveRefused, match=r"kiểm tra thể thức \(Lê Giang\)"):
        move_plan(submitted, "approve", by=an)
    sign_off(submitted, FORM, by=giang, submission=now(submitted))
    with pytest.raises(MoveRefused, match="kiểm tra nội dung"):
        move_plan(submitted, "approve", by=an)
    sign_off(submitted, CONTENT, by=an, submission=now(submitted))

    assert move_plan(submitted, "approve", by=an).after == S.APPROVED


@pytest.mark.parametrize(("step", "who"), [("take_back", "binh"), ("send_back", "an")])
def test_a_plan_that_went_back_is_checked_again(request, submitted, giang, an, binh, step, who):
    sign_off(submitted, FORM, by=giang, submission=now(submitted))
    sign_off(submitted, CONTENT, by=an, submission=now(submitted))
    move_plan(submitted, step, by=request.getfixturevalue(who), note="Thiếu kinh phí")

    move_plan(submitted, "submit", by=binh)

    assert [check.kind for check in review.missing(submitted)] == [FORM, CONTENT]
    with pytest.raises(MoveRefused, match="còn chờ"):
        move_plan(submitted, "approve", by=an)


def test_a_check_of_the_text_of_before_does_not_count_for_the_new_one(submitted, giang, binh):
    seen = now(submitted)
    move_plan(submitted, "take_back", by=binh)
    move_plan(submitted, "submit", by=binh)

    with pytest.raises(MoveRefused, match="đã thay đổi"):
        sign_off(submitted, FORM, by=giang, submission=seen)

    assert not SignOff.objects.exists()


def test_the_second_of_two_clerks_is_told_who_was_first(submitted, giang, office_of_an_hoa):
    other = make_person("Mai Thị Sáu", office_of_an_hoa, Role.CLERK)
    sign_off(submitted, FORM, by=giang, submission=now(submitted))

    with pytest.raises(MoveRefused, match="Lê Giang"):
        sign_off(submitted, FORM, by=other, submission=now(submitted))

    assert SignOff.objects.count() == 1


def test_who_wrote_or_submitted_it_does_not_check_the_content(plan, checked, office_of_an_hoa, an):
    helper = make_person("Hai", office_of_an_hoa, Role.COORDINATOR)
    third = make_person("Ba", office_of_an_hoa, Role.COORDINATOR)

    move_plan(plan, "submit", by=helper)

    able = [who for who in (plan.drafter, helper, third, an) if review.open_to(who, plan) != []]
    assert able == [third, an]


def test_a_commune_with_nobody_else_is_not_held_up(plan, checked, binh):
    """One coordinator, no leader and no clerk in their posts yet."""
    move_plan(plan, "submit", by=binh)

    for check in review.open_to(binh, plan):
        sign_off(plan, check.kind, by=binh, submission=now(plan))

    assert review.missing(plan) == []


def test_one_person_with_two_posts_checks_the_form_in_the_clerks_post(
    plan, checked, binh, an, office_of_an_hoa
):
    post = Membership.objects.create(person=binh, unit=office_of_an_hoa, role=Role.CLERK)
    move_plan(plan, "submit", by=binh)
    assert review.open_to(binh, plan) == []

    binh.active_membership = post
    binh.save()
    as_clerk = type(binh).objects.get(pk=binh.pk)

    assert [check.kind for check in review.open_to(as_clerk, plan)] == [FORM]


def test_a_checker_may_send_it_back_only_while_the_own_check_is_open(submitted, giang, an):
    assert set(MOVES.open_to(giang, submitted)) == {"send_back"}
    sign_off(submitted, FORM, by=giang, submission=now(submitted))
    assert set(MOVES.open_to(giang, submitted)) == set()


def test_the_checkers_are_called_first_and_the_leader_when_all_is_checked(
    submitted, giang, an, binh, office_of_an_hoa
):
    other = make_person("Hai", office_of_an_hoa, Role.COORDINATOR)
    move_plan(submitted, "take_back", by=binh)
    move_plan(submitted, "submit", by=binh)
    assert heard(giang) == [f"Trần Thị Bình trình, chờ kiểm tra thể thức: {submitted.title}."]
    assert heard(other) == [f"Trần Thị Bình trình, chờ kiểm tra nội dung: {submitted.title}."]
    assert "trình duyệt" not in " ".join(heard(an))

    sign_off(submitted, FORM, by=giang, submission=now(submitted))
    assert heard(giang) == []
    sign_off(submitted, CONTENT, by=other, submission=now(submitted))

    assert f"Trần Thị Bình trình duyệt: {submitted.title}." in heard(an)


def test_a_check_that_is_switched_off_lets_waiting_plans_go_on(submitted, an_hoa, minh, an, giang):
    assert settle_checks(an_hoa, checks_form=False, checks_content=False, version=1, by=minh)

    assert heard(giang) == []
    assert f"Trần Thị Bình trình duyệt: {submitted.title}." in heard(an)
    assert any("Hồ Minh đã đổi cách duyệt" in text for text in heard(an))
    assert move_plan(submitted, "approve", by=an).after == S.APPROVED


def test_settings_that_somebody_else_has_changed_are_not_overwritten(an_hoa, minh, binh):
    settle_checks(an_hoa, checks_form=True, checks_content=False, version=1, by=minh)

    assert not settle_checks(an_hoa, checks_form=False, checks_content=True, version=1, by=binh)
    assert review.settings_of(an_hoa).checks_form


def test_the_page_of_the_settings_saves(client, an_hoa, binh, giang):
    client.force_login(binh)
    url = reverse("plans:approval_settings")

    page = client.get(url).content.decode()
    client.post(url, {"checks_form": "on", "version": "1"})

    assert "Văn thư ghi nhận: Lê Giang." in page
    settings = review.settings_of(an_hoa)
    assert (settings.checks_form, settings.checks_content) == (True, False)


def test_the_plan_says_what_it_waits_for_and_hides_the_approval(client, submitted, an, giang):
    client.force_login(an)
    page = client.get(submitted.get_absolute_url()).content.decode()
    assert "Chờ kiểm tra thể thức" in page
    assert "Xác nhận: Duyệt" not in page

    for who, kind in ((giang, "form"), (an, "content")):
        client.force_login(who)
        body = {"kind": kind, "submission": now(submitted), "note": "Đã xem"}
        client.post(reverse("plans:sign_off", args=[submitted.pk]), body)

    page = client.get(submitted.get_absolute_url()).content.decode()
    assert "Xác nhận: Duyệt" in page
    assert "Lê Giang" in page


def test_a_press_that_comes_too_late_keeps_what_was_typed(client, submitted, giang):
    client.force_login(giang)
    body = {"kind": "form", "submission": now(submitted), "note": "Đúng mẫu của tỉnh"}
    url = reverse("plans:sign_off", args=[submitted.pk])
    client.post(url, body)

    page = client.post(url, body, follow=True).content.decode()

    assert "đã được Lê Giang ghi nhận" in page
    assert "Lời ghi chưa được lưu: Đúng mẫu của tỉnh" in page


@pytest.mark.parametrize(("who", "code"), [("dung", 404), ("minh", 404), ("cuc", 404), ("an", 302)])
def test_who_does_not_check_is_shut_out(request, client, submitted, giang, who, code):
    client.force_login(request.getfixturevalue(who))
    body = {"kind": "form", "submission": now(submitted)}

    response = client.post(reverse("plans:sign_off", args=[submitted.pk]), body)

    assert response.status_code == code
    assert not SignOff.objects.exists()


@pytest.mark.parametrize(
    ("who", "told"),
    [("hoa", False), ("dung", False), ("binh", True), ("giang", True), ("an", True)],
)
@pytest.mark.parametrize("page", ["detail", "history"])
def test_who_only_reads_the_issued_plan_is_not_told_what_it_went_through(
    request, client, submitted, an, binh, giang, who, told, page
):
    move_plan(submitted, "send_back", by=an, note="Nêu thiếu chỉ tiêu")
    move_plan(submitted, "submit", by=binh)
    sign_off(submitted, FORM, by=giang, submission=now(submitted), note="Sai ký hiệu")
    sign_off(submitted, CONTENT, by=an, submission=now(submitted))
    move_plan(submitted, "approve", by=an)
    issue_plan(submitted, number=5, issued_on=date(2026, 1, 15), by=giang)
    client.force_login(request.getfixturevalue(who))

    shown = client.get(reverse(f"plans:{page}", args=[submitted.pk])).content.decode()

    assert "Ban hành" in shown
    assert [words in shown for words in ("Nêu thiếu chỉ tiêu", "Sai ký hiệu")] == [told, told]
