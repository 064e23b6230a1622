from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Membership, Person, Role
from danvan.clock import today
from tests.accounts.cast import PASSWORD, give_post, with_password
from tests.factories import make_person, make_unit
from work.models import WorkRow

LIST = reverse("accounts:person_list")
CREATE = reverse("accounts:person_create")
YESTERDAY = today() - timedelta(days=1)


def listed(client, **asked):
    return [person.full_name for person in client.get(LIST, asked).context["page"]]


def letters():
    rows = WorkRow.objects.unscoped("test").filter(kind="letter").order_by("pk")
    return [(row.key, row.subject_id) for row in rows]


def new_person(unit, **over):
    return {
        "full_name": "Đặng Thu Thảo",
        "username": "Thao",
        "email": "Thao@example.test",
        "phone": "0912345678",
        "post-unit": unit.pk,
        "post-role": Role.OFFICER,
        "post-post": "Trưởng phòng",
        "post-is_head": "on",
        **over,
    }


def test_a_new_person_gets_a_post_and_a_letter(client, minh, culture):
    client.force_login(minh)

    response = client.post(CREATE, new_person(culture))

    thao = Person.objects.get(username="thao")
    post = thao.memberships.get()
    assert response.url == LIST
    assert (thao.full_name, thao.email, thao.phone) == (
        "Đặng Thu Thảo",
        "thao@example.test",
        "0912345678",
    )
    assert (post.unit, post.role, post.post, post.is_head) == (
        culture,
        Role.OFFICER,
        "Trưởng phòng",
        True,
    )
    assert letters() == [("invitation", thao.pk)]


def test_the_letter_leads_to_a_password(client, minh, culture, run_work, mailoutbox, settings):
    client.force_login(minh)
    client.post(CREATE, new_person(culture))
    run_work()
    client.logout()

    [mail] = mailoutbox
    path = mail.body.split(f"{settings.PUBLIC_URL}/tai-khoan/dat-mat-khau/")[1].split()[0]
    page = client.get(f"/tai-khoan/dat-mat-khau/{path}", follow=True)
    client.post(page.context["action_url"], {"password1": PASSWORD, "password2": PASSWORD})

    assert (mail.to, mail.subject) == (["thao@example.test"], "[danvan] Mời sử dụng cổng dân vận")
    assert Person.objects.get(username="thao").check_password(PASSWORD)


def test_pressing_twice_makes_one_person(client, minh, culture):
    client.force_login(minh)

    client.post(CREATE, new_person(culture))
    second = client.post(CREATE, new_person(culture))

    assert (
        list(second.context["form"].errors) == ["username", "email"]
        or second.context["form"].errors
    )
    assert Person.objects.filter(username="thao").count() == 1
    assert len(letters()) == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"username": "MINH"}, "Tên đăng nhập này đã có người dùng."),
        ({"email": "Minh@Example.test"}, "Đã có người dùng địa chỉ thư này."),
        (
            {"username": "đặng thảo"},
            "Tên đăng nhập chỉ gồm chữ không dấu, số, dấu chấm và gạch nối.",
        ),
        ({"email": ""}, "Hãy điền mục này."),
    ],
)
def test_what_cannot_be_a_new_person_is_explained(client, minh, culture, typed, sentence):
    client.force_login(minh)

    response = client.post(CREATE, new_person(culture, **typed))

    assert sentence in response.text
    assert Person.objects.count() == 1
    assert letters() == []


def test_the_database_itself_keeps_names_apart(minh):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create_person("Minh", full_name="Giả", email="gia@example.test")


@pytest.mark.parametrize("words", ["pham thi dung", "DUNG", "dung@example", "Phạm"])
def test_people_are_found_without_diacritics(client, minh, dung, khanh, words):
    client.force_login(minh)

    assert listed(client, q=words) == ["Phạm Thị Dung"]


def test_people_are_filtered_by_unit_and_role(client, minh, dung, khanh, binh, culture):
    client.force_login(minh)

    assert listed(client, unit=culture.pk) == ["Phạm Thị Dung"]
    assert listed(client, role=Role.COORDINATOR) == ["Trần Thị Bình"]
    assert listed(client, role=Role.COORDINATOR, unit=culture.pk) == []


def test_people_who_left_or_are_shut_out_are_listed_on_demand_only(client, minh, dung, khanh):
    dung.memberships.update(valid_to=YESTERDAY)
    Person.objects.filter(pk=khanh.pk).update(is_active=False)
    client.force_login(minh)

    assert listed(client) == ["Hồ Minh"]
    assert set(listed(client, ended="1")) == {"Hồ Minh", "Phạm Thị Dung", "Võ Khánh"}


def test_the_list_asks_as_often_for_one_person_as_for_ten(
    client, minh, culture, django_assert_max_num_queries, django_assert_num_queries
):
    client.force_login(minh)
    make_person("Một", culture)
    with django_assert_max_num_queries(10) as few:
        client.get(LIST)

    for number in range(9):
        give_post(make_person(f"Người {number}", culture), culture, Role.CLERK)
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def edit_form(person, *rows, **over):
    """What the page of this person would send: its posts as they are, then the given new rows."""
    posts = list(person.memberships.order_by("pk"))
    form = {
        "full_name": person.full_name,
        "email": person.email,
        "phone": person.phone,
        "version": person.version,
        "posts-TOTAL_FORMS": len(posts) + len(rows),
        "posts-INITIAL_FORMS": len(posts),
    }
    for number, post in enumerate(posts):
        form[f"posts-{number}-id"] = post.pk
        form[f"posts-{number}-post"] = post.post
        form[f"posts-{number}-is_head"] = "on" if post.is_head else ""
    for number, row in enumerate(rows, start=len(posts)):
        form |= {f"posts-{number}-{name}": value for name, value in row.items()}
    return {**form, **over}


def save(client, person, *rows, **over):
    address = reverse("accounts:person_edit", args=[person.pk])
    return client.post(address, edit_form(person, *rows, **over))


def test_a_person_gets_a_second_post(client, minh, dung, office_of_an_hoa):
    client.force_login(minh)

    save(
        client, dung, {"unit": office_of_an_hoa.pk, "role": Role.CLERK, "valid_from": "2026-01-01"}
    )

    second = dung.memberships.order_by("pk").last()
    assert (second.unit, second.role, second.valid_from) == (
        office_of_an_hoa,
        Role.CLERK,
        date(2026, 1, 1),
    )


def test_unit_and_role_of_a_post_stay_what_they_were(client, minh, dung, culture, office_of_an_hoa):
    client.force_login(minh)
    forged = {"posts-0-unit": office_of_an_hoa.pk, "posts-0-role": Role.ADMINISTRATOR}

    save(client, dung, **forged, **{"posts-0-post": "Phó Trưởng phòng"})

    post = dung.memberships.get()
    assert (post.unit, post.role, post.post) == (culture, Role.OFFICER, "Phó Trưởng phòng")


def test_the_same_post_twice_is_refused(client, minh, dung, culture):
    client.force_login(minh)

    response = save(client, dung, {"unit": culture.pk, "role": Role.OFFICER})

    assert "Người này đã có vai trò đó tại đơn vị." in response.text
    assert dung.memberships.count() == 1


def test_a_new_name_is_found_at_once(client, minh, dung):
    client.force_login(minh)

    save(client, dung, full_name="Phạm Thùy Dung")

    assert listed(client, q="thuy dung") == ["Phạm Thùy Dung"]


def test_of_two_editors_of_a_person_the_second_is_told(client, minh, dung):
    client.force_login(minh)
    save(client, dung, phone="0901")

    response = save(client, dung, phone="0902")

    dung.refresh_from_db()
    assert dung.phone == "0901"
    assert response.context["conflict"] == [("Số điện thoại", "0901", "0902")]


def test_ending_a_post_keeps_it_until_tonight(client, minh, dung):
    client.force_login(minh)
    post = dung.memberships.get()

    client.post(reverse("accounts:post_end", args=[post.pk]))

    post.refresh_from_db()
    assert post.valid_to == today()


def test_ending_a_post_that_never_began_takes_it_away(client, minh, dung, culture):
    tomorrow = today() + timedelta(days=1)
    post = give_post(dung, culture, Role.CLERK, valid_from=tomorrow)
    client.force_login(minh)

    client.post(reverse("accounts:post_end", args=[post.pk]))

    assert not Membership.objects.filter(pk=post.pk).exists()


@pytest.mark.parametrize("end", [YESTERDAY, today()])
def test_nobody_takes_the_last_administration_from_themselves(client, minh, end):
    client.force_login(minh)

    response = save(client, minh, **{"posts-0-valid_to": end.isoformat(), "posts-0-post": "Đổi"})

    assert "Không thể tự bỏ vị trí quản trị cuối cùng của chính mình." in response.text
    post = minh.memberships.get()
    assert (post.valid_to, post.post) == (None, "Quản trị")


def test_nor_by_the_button(client, minh):
    client.force_login(minh)
    post = minh.memberships.get()

    response = client.post(reverse("accounts:post_end", args=[post.pk]), follow=True)

    assert "Không thể tự bỏ vị trí quản trị cuối cùng của chính mình." in response.text
    assert minh.memberships.get().valid_to is None


def test_with_a_second_one_the_first_may_go(client, minh, culture):
    give_post(minh, culture, Role.ADMINISTRATOR)
    client.force_login(minh)
    first = minh.memberships.order_by("pk").first()

    client.post(reverse("accounts:post_end", args=[first.pk]))

    first.refresh_from_db()
    assert first.valid_to == today()


def test_nobody_shuts_themselves_out(client, minh):
    client.force_login(minh)

    response = client.post(reverse("accounts:person_shut_out", args=[minh.pk]), follow=True)

    assert "Không thể tự khóa tài khoản của chính mình." in response.text
    assert Person.objects.get(pk=minh.pk).is_active


def test_a_closed_account_opens_again(client, minh, dung):
    with_password(dung)
    client.force_login(minh)

    client.post(reverse("accounts:person_shut_out", args=[dung.pk]))
    assert not Person.objects.get(pk=dung.pk).is_active

    client.post(reverse("accounts:person_let_in", args=[dung.pk]))
    assert Person.objects.get(pk=dung.pk).is_active


def test_the_letter_can_be_sent_again(client, minh, dung):
    client.force_login(minh)

    client.post(reverse("accounts:person_invite", args=[dung.pk]))

    assert letters() == [("invitation", dung.pk)]


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_no_letter_goes_where_none_can_arrive(client, minh, dung, change):
    Person.objects.filter(pk=dung.pk).update(**change)
    client.force_login(minh)

    client.post(reverse("accounts:person_invite", args=[dung.pk]))

    assert letters() == []


def test_a_person_shut_out_meanwhile_gets_no_letter(client, minh, dung, run_work, mailoutbox):
    client.force_login(minh)
    client.post(reverse("accounts:person_invite", args=[dung.pk]))
    Person.objects.filter(pk=dung.pk).update(is_active=False)

    [row] = run_work()

    assert row.state == WorkRow.State.REFUSED
    assert mailoutbox == []


@pytest.mark.parametrize("page", ["person_edit", "person_list"])
def test_posts_come_with_a_fixed_number_of_questions(
    client, minh, an_hoa, dung, page, django_assert_max_num_queries
):
    for number in range(8):
        give_post(dung, make_unit(an_hoa, f"Thôn {number}"), Role.OFFICER)
    client.force_login(minh)

    with django_assert_max_num_queries(18):
        client.get(reverse(f"accounts:{page}", args=[dung.pk] if page == "person_edit" else []))


def test_people_stand_in_the_order_of_their_given_names(client, minh, culture):
    for name in ("Đỗ Ánh", "Trần Văn Đạt", "Lê Anh", "Bùi Dũng", "Vũ Ân", "An"):
        make_person(name, culture)
    client.force_login(minh)

    assert listed(client) == [
        "An",
        "Lê Anh",
        "Đỗ Ánh",
        "Vũ Ân",
        "Bùi Dũng",
        "Trần Văn Đạt",
        "Hồ Minh",
    ]


def test_a_long_list_of_people_comes_in_pages(client, minh, culture):
    for number in range(60):
        make_person(f"Người {number}", culture)
    client.force_login(minh)

    pages = [len(listed(client, page=page)) for page in (1, 2)]

    assert pages == [50, 11]
