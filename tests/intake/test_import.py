from datetime import date
from uuid import uuid4

from django.urls import reverse

from accounts.models import Membership, Person, Role, Unit
from danvan.clock import today
from intake import checking_people, jobs
from intake.checking import check
from intake.models import PeopleImport
from tests.accounts.cast import give_post, make_office_administrator
from tests.factories import make_person, make_unit
from tests.intake.lists import in_portal, make_list, person, problems, unit
from work.models import WorkRow

START = reverse("intake:start")
S = PeopleImport.Status


def counts(people_import):
    names = (
        "units_new",
        "units_changed",
        "people_new",
        "people_changed",
        "posts_new",
        "posts_changed",
    )
    return [getattr(people_import, name) for name in names]


GOOD = make_list(
    [
        # The parent stands below its child, as people write.
        unit(code="an-hoa-to", name="Tổ Thông tin", parent="an-hoa-kt"),
        unit(short_name="Phòng Kinh tế", symbol="KT", is_focal="x", valid_from="01/07/2025"),
    ],
    [
        person(unit="an-hoa-kt", post="Trưởng phòng", is_head="x", valid_from=date(2025, 7, 1)),
        person(unit="an-hoa-to", role="văn thư"),
        person(username="Vinh", full_name="Cao Vinh", email="Vinh@an-hoa.example", phone=912345678),
    ],
)


def test_a_list_is_read_shown_and_then_entered(send, enter, minh, an_hoa):
    before = in_portal()

    shown = send(minh, GOOD)

    assert (shown.status, counts(shown), in_portal()) == (S.READY, [2, 0, 2, 0, 3, 0], before)

    entered = enter(shown)

    assert entered.status == S.APPLIED
    room = Unit.objects.get(code="an-hoa-kt")
    assert (
        room.short_name,
        room.symbol,
        room.is_focal,
        room.valid_from,
        room.commune,
        room.parent,
    ) == (
        "Phòng Kinh tế",
        "KT",
        True,
        date(2025, 7, 1),
        an_hoa,
        an_hoa,
    )
    assert Unit.objects.get(code="an-hoa-to").parent == room
    thao, vinh = Person.objects.get(username="thao"), Person.objects.get(username="vinh")
    assert [(p.unit.code, p.role, p.post, p.is_head) for p in thao.memberships.all()] == [
        ("an-hoa-kt", Role.OFFICER, "Trưởng phòng", True),
        ("an-hoa-to", Role.CLERK, "", False),
    ]
    assert (vinh.email, vinh.phone, vinh.has_usable_password()) == (
        "vinh@an-hoa.example",
        "0912345678",
        False,
    )
    assert [line.move for line in entered.history.all()] == ["found_ready", "apply", "applied"]


def test_the_same_list_again_changes_nothing(send, enter, minh, an_hoa, client):
    enter(send(minh, GOOD))
    before = in_portal()

    again = send(minh, GOOD)

    assert (again.status, counts(again)) == (S.READY, [0] * 6)
    assert "Không có gì để nhập." in client.get(again.get_absolute_url()).text
    enter(again)
    assert in_portal() == before


def test_a_list_changes_what_differs_and_leaves_what_is_empty(
    send, enter, minh, an_hoa, dung, culture
):
    data = make_list(
        [unit(code=culture.code, name="Phòng Văn hóa mới", short_name="Phòng Văn hóa - Xã hội")],
        [
            person(
                username="dung",
                full_name="Phạm Thùy Dung",
                email="dung@example.test",
                unit=culture.code,
                post="Phó Trưởng phòng",
            )
        ],
    )

    shown = send(minh, data)
    enter(shown)

    culture.refresh_from_db()
    dung.refresh_from_db()
    assert counts(shown) == [0, 1, 0, 1, 0, 1]
    assert (culture.name, culture.symbol) == ("Phòng Văn hóa mới", "VHXH")
    post = dung.memberships.get()
    assert (dung.full_name, post.post, post.is_head) == ("Phạm Thùy Dung", "Phó Trưởng phòng", True)


def test_letters_go_to_the_new_where_that_was_ticked(send, enter, minh, an_hoa, dung, culture):
    data = make_list(
        [],
        [
            person(),
            person(username="dung", full_name=dung.full_name, email=dung.email, unit=culture.code),
        ],
    )

    enter(send(minh, data), send_letters="on")

    rows = WorkRow.objects.unscoped("test").filter(kind="letter")
    assert [(row.key, row.subject_id) for row in rows] == [
        ("invitation", Person.objects.get(username="thao").pk)
    ]


def test_no_letters_where_it_was_not(send, enter, minh, an_hoa):
    enter(send(minh, make_list([], [person()])))

    assert not WorkRow.objects.unscoped("test").filter(kind="letter").exists()


def test_an_error_in_the_last_row_keeps_the_first_out(send, client, minh, an_hoa, run_work):
    rows = [person(username=f"nguoi{n}", email=f"nguoi{n}@an-hoa.example") for n in range(60)]
    before = in_portal()

    found = send(minh, make_list([unit()], [*rows, person(role="?")]))
    client.post(reverse("intake:apply", args=[found.pk]))
    run_work()

    assert [(p.row, p.column) for p in found.problems.all()] == [(62, "Vai trò")]
    assert in_portal() == before


def test_what_changed_between_the_look_and_the_yes_is_found_and_nothing_is_entered(
    send, enter, minh, an_hoa, cuong
):
    shown = send(minh, make_list([unit()], [person()]))
    make_person("Người Khác", cuong.unit, username="thao")
    before = in_portal()

    refused = enter(shown)

    assert (refused.status, in_portal()) == (S.FAULTY, before)
    assert problems(refused) == [
        ("Người dùng", 2, "Tên đăng nhập", "Tên đăng nhập này đã có người dùng. Hãy đặt tên khác.")
    ]


def test_an_error_of_the_database_half_way_leaves_nothing(send, enter, minh, an_hoa, monkeypatch):
    shown = send(minh, make_list([unit()], [person(), person(username="b", email="b@b.example")]))
    before = in_portal()
    # Stands for the moment in which another administrator takes the same name.
    monkeypatch.setattr(checking_people, "_faults_of_address", lambda *rest: [])
    make_person("Chiếm chỗ", an_hoa, email="b@b.example")
    before = tuple(n + m for n, m in zip(before, (0, 1, 1), strict=True))

    refused = enter(shown)

    assert (refused.status, in_portal()) == (S.FAULTY, before)
    assert [what for *_, what in problems(refused)] == [
        "Dữ liệu vừa thay đổi trong lúc nhập, nên chưa có gì được nhập. Hãy gửi lại tệp."
    ]


def test_a_list_does_not_take_the_last_administration_from_its_sender(send, enter, minh, an_hoa):
    row = person(
        username="minh",
        full_name="Hồ Minh",
        email="minh@example.test",
        role="Quản trị",
        post="Quản trị",
        valid_to="01/01/2026",
    )

    refused = enter(send(minh, make_list([], [row])))

    assert refused.status == S.FAULTY
    assert "Không thể tự bỏ vị trí quản trị cuối cùng" in problems(refused)[0][3]
    assert minh.memberships.get().valid_to is None


def test_who_has_changed_posts_meanwhile_enters_nothing(
    send, run_work, client, minh, an_hoa, culture
):
    shown = send(minh, make_list([unit()], [person()]))
    client.post(reverse("intake:apply", args=[shown.pk]))
    Membership.objects.filter(person=minh).update(role=Role.OFFICER)
    before = in_portal()

    run_work()

    shown.refresh_from_db()
    assert (shown.status, in_portal()) == (S.FAULTY, before)


def test_pressing_enter_twice_enters_once(send, client, minh, an_hoa, run_work):
    shown = send(minh, make_list([unit()], [person()]))
    address = reverse("intake:apply", args=[shown.pk])

    client.post(address)
    second = client.post(address, follow=True)
    run_work()

    assert "Bước này không còn mở" in second.text
    assert Person.objects.filter(username="thao").count() == 1


def test_sending_twice_with_one_key_is_one_import(send, minh, an_hoa):
    key = uuid4()

    first, second = send(minh, GOOD, key), send(minh, GOOD, key)

    assert first == second
    assert PeopleImport.objects.unscoped("test").count() == 1


def test_the_jobs_may_run_twice(send, enter, minh, an_hoa):
    entered = enter(send(minh, GOOD))
    before = in_portal()
    WorkRow.objects.unscoped("test").update(state="running", token=uuid4())

    for row in (
        WorkRow.objects.unscoped("test").filter(subject_id=entered.pk).exclude(kind="letter")
    ):
        {"read_people_import": jobs.read, "apply_people_import": jobs.apply}[row.kind](row)

    entered.refresh_from_db()
    assert (entered.status, in_portal()) == (S.APPLIED, before)


def test_the_address_of_a_person_shared_with_others_is_not_changed_by_a_list(
    send, minh, dung, culture, binh_minh
):
    give_post(dung, make_unit(binh_minh, "Văn phòng"), Role.OFFICER)
    row = person(
        username="dung", full_name=dung.full_name, email="evil@x.example", unit=culture.code
    )

    found = send(minh, make_list([], [row]))

    assert problems(found) == [
        (
            "Người dùng",
            2,
            "Thư điện tử",
            "Thông tin của người này do cơ quan cấp trên quản lý. Hãy giữ như đang có.",
        )
    ]


def test_an_office_enters_a_whole_commune(send, enter, province_office):
    quan = make_office_administrator(province_office)
    data = make_list(
        [
            unit(
                code="tan-phu",
                kind="UBND xã, phường, đặc khu",
                name="UBND xã Tân Phú",
                place="Tân Phú",
            ),
            unit(code="tan-phu-vp", name="Văn phòng", parent="tan-phu"),
        ],
        [
            person(unit="tan-phu-vp", role="Đầu mối dân vận"),
            person(
                username="ly",
                email="ly@x.example",
                unit=province_office.code,
                role="Cơ quan nhận báo cáo",
            ),
        ],
    )

    entered = enter(send(quan, data))

    commune = Unit.objects.get(code="tan-phu")
    assert (entered.status, problems(entered)) == (S.APPLIED, [])
    assert (commune.commune, commune.parent) == (commune, province_office)
    assert commune.receiver_on(date(2026, 1, 1)) == province_office
    assert commune.reports_from == today()
    assert Person.objects.get(username="thao").commune == commune


def test_since_when_a_commune_reports_is_read_and_belongs_to_communes_alone(
    send, enter, minh, province_office
):
    quan = make_office_administrator(province_office)
    commune = {"kind": "UBND xã, phường, đặc khu", "reports_from": "01/02/2026"}
    enter(send(quan, make_list([unit(code="tan-phu", name="UBND xã Tân Phú", **commune)])))
    assert Unit.objects.get(code="tan-phu").reports_from == date(2026, 2, 1)

    refused = send(quan, make_list([unit(parent="tan-phu", reports_from="01/02/2026")]))
    below = unit(code="an-hoa", **commune, name="UBND xã An Hòa")
    not_theirs = send(minh, make_list([below]))

    said = [[what for *_, what in problems(each)] for each in (refused, not_theirs)]
    assert said == [
        ["Ngày này chỉ ghi cho xã, phường, đặc khu. Hãy bỏ trống ô."],
        ["Ngày này do cơ quan nhận báo cáo ghi."],
    ]


def test_more_faults_than_anyone_reads_are_counted(send, minh, an_hoa):
    rows = [person(username=f"n{n}", email=f"n{n}@x.example", role="?") for n in range(230)]

    found = send(minh, make_list([], rows))

    assert found.problems.count() == 201
    assert found.problems.last().what == "Còn 30 lỗi khác. Hãy sửa các lỗi trên trước."


def test_a_longer_list_asks_the_database_no_more_often(minh, an_hoa, django_assert_num_queries):
    few = make_list([], [person()])
    many = make_list([], [person(username=f"n{n}", email=f"n{n}@x.example") for n in range(200)])

    # The post of the administrator is looked up once, before the count.
    assert minh.home_unit == an_hoa
    with django_assert_num_queries(3):
        check(few, minh)
    with django_assert_num_queries(3):
        assert check(many, minh).counts()["people_new"] == 200
