"""Writing own days down and taking them back: who may, what is refused, and what a second press does."""

from datetime import date

import pytest

from calendars import actions
from calendars.calendar import calendar_of
from calendars.models import CalendarDay
from tests.factories import make_person

PAGE = "/lich-lam-viec/?nam=2027"


def values(**over):
    return {"kind": "nghi", "first": "2027-03-08", "last": "", "name": "Lễ hội", **over}


def days_of(home):
    return [row.day for row in home.calendar_days.all()]


@pytest.fixture
def chief(province_office):
    return make_person("Tạ Quân", province_office, "administrator")


@pytest.mark.parametrize("who", ["binh", "minh"])
def test_coordinator_and_administrator_write_a_day_down(request, sign_in, an_hoa, who):
    answer = sign_in(request.getfixturevalue(who)).post(PAGE, values(), follow=True)

    assert days_of(an_hoa) == [date(2027, 3, 8)]
    assert "Đã ghi 08/03/2027: nghỉ (Lễ hội)." in answer.content.decode()


def test_an_offices_administrator_writes_into_the_offices_own_calendar(
    sign_in, chief, an_hoa, province_office
):
    sign_in(chief).post(PAGE, values())

    assert (days_of(province_office), days_of(an_hoa)) == ([date(2027, 3, 8)], [])


@pytest.mark.parametrize("who", ["an", "giang", "dung", "khanh", "hoa", "lan"])
def test_others_read_and_change_nothing(request, sign_in, an_hoa, who):
    person = request.getfixturevalue(who)
    row = CalendarDay.objects.create(
        home=person.home_unit, day=date(2027, 3, 9), is_off=True, name="Nghỉ bù"
    )
    client = sign_in(person)

    page = client.get(PAGE).content.decode()
    refused = [
        client.post(PAGE, values()).status_code,
        client.post("/lich-lam-viec/bo-ngay/", {"day": row.pk}).status_code,
    ]

    assert "Thứ Ba, nghỉ: Nghỉ bù" in page
    assert "Ghi vào lịch" not in page
    assert refused == [403, 403]
    assert days_of(person.home_unit) == [row.day]


def test_a_span_keeps_only_the_days_that_differ(sign_in, binh, an_hoa):
    # From the Friday before to the Monday after: the weekend is free anyhow.
    sign_in(binh).post(PAGE, values(first="2027-03-05", last="2027-03-08"))

    assert days_of(an_hoa) == [date(2027, 3, 5), date(2027, 3, 8)]


def test_a_public_holiday_can_be_worked(sign_in, binh, an_hoa):
    client = sign_in(binh)
    opened = client.get(f"{PAGE}&ngay=2027-04-30").context["form"].initial

    client.post(PAGE, values(**{**opened, "first": "2027-04-30"}, name="Trực chống hạn"))

    assert opened == {"kind": "lam", "first": date(2027, 4, 30)}
    assert calendar_of(an_hoa).is_working_day(date(2027, 4, 30))
    assert "Trực chống hạn (Ngày Chiến thắng)" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("over", "field", "words"),
    [
        ({"name": " "}, "name", "Hãy ghi lý do"),
        ({"first": ""}, "first", "Hãy chọn ngày."),
        ({"first": "2027-02-30"}, "first", "một ngày có thật"),
        ({"last": "2027-03-01"}, "last", "Ngày cuối phải từ 08/03/2027 trở đi"),
        ({"last": "2027-05-07"}, "last", "dài 61 ngày"),
        ({"first": "1999-12-31"}, "first", "từ năm 2000 đến năm 2100"),
        ({"last": "2101-01-01"}, "last", "từ năm 2000 đến năm 2100"),
        ({"first": "2027-03-06"}, "first", "vốn đã là ngày nghỉ"),
        ({"kind": "lam"}, "first", "vốn đã là ngày làm việc"),
        ({"kind": "khac"}, "kind", ""),
        ({"first": "2027-03-09"}, "first", "Ngày 09/03/2027 đã có trong lịch riêng: Nghỉ bù."),
        ({"last": "2027-03-10"}, "first", "Ngày 09/03/2027 đã có trong lịch riêng: Nghỉ bù."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_the_form_stays_filled(
    sign_in, binh, an_hoa, over, field, words
):
    CalendarDay.objects.create(home=an_hoa, day=date(2027, 3, 9), is_off=True, name="Nghỉ bù")

    answer = sign_in(binh).post(PAGE, values(**over))

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert words in answer.context["form"].errors[field][0]
    assert answer.context["form"].data["first"] == values(**over)["first"]
    assert days_of(an_hoa) == [date(2027, 3, 9)]


def test_sixty_days_can_be_written_at_once(sign_in, binh, an_hoa):
    answer = sign_in(binh).post(PAGE, values(last="2027-05-06"))

    assert answer.status_code == 302
    assert days_of(an_hoa)[-1] == date(2027, 5, 6)


def test_a_second_press_changes_nothing_and_blames_nobody(sign_in, binh, an_hoa):
    client = sign_in(binh)

    codes = [
        client.post(PAGE, values(first="2027-03-05", last="2027-03-08")).status_code for _ in "12"
    ]

    assert codes == [302, 302]
    assert days_of(an_hoa) == [date(2027, 3, 5), date(2027, 3, 8)]


def test_of_two_at_once_the_second_writes_nothing(an_hoa):
    mine = [date(2027, 3, 8), date(2027, 3, 9)]
    actions.add_days(an_hoa, mine[1:], is_off=True, name="Của người khác")

    with pytest.raises(actions.DaysTaken):
        actions.add_days(an_hoa, mine, is_off=True, name="Của tôi")

    assert [row.name for row in an_hoa.calendar_days.all()] == ["Của người khác"]


def test_a_span_is_taken_back_in_one_press_and_a_late_press_is_told(sign_in, binh, an_hoa):
    client = sign_in(binh)
    client.post(PAGE, values(first="2027-03-05", last="2027-03-08"))
    body = {"day": [row.pk for row in an_hoa.calendar_days.all()], "nam": "2027"}

    first = client.post("/lich-lam-viec/bo-ngay/", body, follow=True)
    second = client.post("/lich-lam-viec/bo-ngay/", body, follow=True)

    assert days_of(an_hoa) == []
    assert "Đã bỏ 2 ngày riêng" in first.content.decode()
    assert "đã được bỏ trước đó" in second.content.decode()
    assert second.context["year"].number == 2027


def test_another_communes_days_are_neither_shown_nor_taken_back(sign_in, cuc, an_hoa, binh_minh):
    theirs = CalendarDay.objects.create(
        home=an_hoa, day=date(2027, 3, 8), is_off=True, name="Lễ hội An Hòa"
    )
    client = sign_in(cuc)

    page = client.get(PAGE).content.decode()
    file = client.get("/lich-lam-viec/xuat-excel/?nam=2027")
    client.post("/lich-lam-viec/bo-ngay/", {"day": theirs.pk})
    own = client.post(PAGE, values(name="Lễ hội Bình Minh"))

    assert "Lễ hội An Hòa" not in page
    assert b"An H" not in file.content
    assert own.status_code == 302
    assert (days_of(an_hoa), days_of(binh_minh)) == ([theirs.day], [date(2027, 3, 8)])


@pytest.mark.parametrize("asked", ["1999", "2101", "abc", "-1", "²"])
def test_a_year_out_of_reach_shows_this_one_and_says_so(sign_in, binh, asked):
    page = sign_in(binh).get(f"/lich-lam-viec/?nam={asked}")

    assert page.status_code == 200
    assert "Lịch có từ năm 2000 đến năm 2100" in page.content.decode()


@pytest.mark.parametrize("year", [2000, 2100])
def test_the_first_and_the_last_year_are_drawn(sign_in, binh, year):
    page = sign_in(binh).get(f"/lich-lam-viec/?nam={year}").content.decode()

    assert f"Lịch làm việc năm {year}" in page
    assert "nam=1999" not in page
    assert "nam=2101" not in page
