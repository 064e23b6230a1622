"""Which office receives a commune's reports, by date."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import ReceiverAssignment, Unit
from tests.accounts.cast import make_office_administrator, unit_form

K = Unit.Kind


@pytest.fixture
def quan(province_office):
    return make_office_administrator(province_office)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def receivers_form(commune, *rows):
    form = unit_form(commune, **{"receivers-TOTAL_FORMS": len(rows), "receivers-INITIAL_FORMS": 0})
    kept = list(ReceiverAssignment.objects.filter(commune=commune))
    form["receivers-INITIAL_FORMS"] = len(kept)
    for number, (receiver, begin, end) in enumerate(rows):
        form[f"receivers-{number}-receiver"] = receiver.pk
        form[f"receivers-{number}-valid_from"] = begin
        form[f"receivers-{number}-valid_to"] = end
        if number < len(kept):
            form[f"receivers-{number}-id"] = kept[number].pk
    return form


@pytest.fixture
def district_office(province_office):
    return Unit.objects.create(
        kind=K.DISTRICT_OFFICE,
        name="Phòng Nội vụ huyện Hòa Đông",
        short_name="Phòng Nội vụ",
        code="pnv-hoa-dong",
        parent=province_office,
    )


def test_the_receiver_changes_with_the_date(client, quan, an_hoa, district_office):
    client.force_login(quan)
    form = receivers_form(
        an_hoa, (district_office, "", "2025-06-30"), (quan.home_unit, "2025-07-01", "")
    )

    client.post(reverse("accounts:unit_edit", args=[an_hoa.pk]), form)

    assert an_hoa.receiver_on(date(2025, 6, 30)) == district_office
    assert an_hoa.receiver_on(date(2025, 7, 1)) == quan.home_unit


@pytest.mark.parametrize(
    ("first_end", "second_begin"),
    [("2025-07-01", "2025-07-01"), ("", "2025-07-01"), ("2025-06-30", "")],
)
def test_two_receivers_on_one_day_are_refused(
    client, quan, an_hoa, district_office, first_end, second_begin
):
    client.force_login(quan)
    form = receivers_form(
        an_hoa, (district_office, "", first_end), (quan.home_unit, second_begin, "")
    )

    response = client.post(reverse("accounts:unit_edit", args=[an_hoa.pk]), form)

    [error] = response.context["receivers"].non_form_errors()
    assert error.startswith("Hai cơ quan nhận báo cáo bị trùng thời gian.")
    assert ReceiverAssignment.objects.get(commune=an_hoa).receiver == quan.home_unit


def test_days_without_a_receiver_are_said_aloud(client, quan, an_hoa, district_office):
    client.force_login(quan)
    form = receivers_form(
        an_hoa, (district_office, "", "2025-06-30"), (quan.home_unit, "2025-07-03", "")
    )

    response = client.post(reverse("accounts:unit_edit", args=[an_hoa.pk]), form, follow=True)

    assert messages_of(response) == [
        "Đã lưu đơn vị UBND xã An Hòa.",
        "Từ sau ngày 30/06/2025 đến trước ngày 03/07/2025 chưa có cơ quan nhận báo cáo.",
    ]
