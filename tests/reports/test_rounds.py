"""Opening a round: what it offers, what it makes, and that it happens once."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import ReceiverAssignment
from notices.models import Notice
from reports.actions.rounds import DAYS, RoundExists
from reports.forms.rounds import PeriodForm, RoundForm
from reports.forms.year import planned_rounds
from reports.models import Report, ReportRound
from reports.rounds.dates import BadDates
from tests.factories import issue_by_hand, make_office, make_plan, make_unit
from tests.reports.factories import make_round


def offered(user, **given):
    period = PeriodForm(given)
    assert period.is_valid(), period.errors
    return RoundForm(user=user, period=period.cleaned_data)


def test_the_newest_issued_plan_of_the_year_is_offered(binh, issued_plan):
    newer = issue_by_hand(make_plan(binh), number=9, issued_on=date(2026, 3, 1))
    issue_by_hand(make_plan(binh, year=2025), number=4, issued_on=date(2025, 3, 1))
    make_plan(binh)  # a draft

    assert offered(binh, kind="six_months", year=2026).initial["plan"] == newer


def test_the_receiver_is_the_office_of_the_due_date(binh, an_hoa, province_office):
    old = make_office(name="Phòng Nội vụ", kind="district_office")
    ReceiverAssignment.objects.update(valid_from=date(2025, 7, 1))
    ReceiverAssignment.objects.create(commune=an_hoa, receiver=old, valid_to=date(2025, 6, 30))

    assert offered(binh, kind="six_months", year=2025).initial["receiver"] == old
    assert offered(binh, kind="year", year=2025).initial["receiver"] == province_office


def test_units_with_people_are_ticked_and_the_others_are_there_to_tick(
    binh, culture, dung, front, hoa, east_village, office_of_an_hoa, an_hoa
):
    make_unit(an_hoa, "Đảng ủy xã", kind="party_body")
    make_unit(an_hoa, "Phòng đã giải thể", valid_to=date(2025, 6, 30))

    form = offered(binh, kind="six_months", year=2026)

    assert {unit.pk for unit in form.fields["units"].queryset} == {
        office_of_an_hoa.pk,
        culture.pk,
        front.pk,
        east_village.pk,
    }
    assert set(form.initial["units"]) == {office_of_an_hoa.pk, culture.pk, front.pk}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "month", "year": 2026, "ordinal": 13}, "ordinal"),
        ({"kind": "quarter", "year": 2026, "ordinal": 5}, "ordinal"),
        ({"kind": "year", "year": 1999}, "year"),
        ({"kind": "year", "year": 9999}, "year"),
        ({"kind": "weekly", "year": 2026}, "kind"),
    ],
)
def test_a_period_that_does_not_exist_is_refused_at_its_field(given, field):
    assert list(PeriodForm(given).errors) == [field]


def test_a_round_makes_one_part_for_each_unit_and_one_report(
    half_year, culture, east_village, an_hoa
):
    made = set(half_year.reports.values_list("scope", "unit", "status"))

    assert made == {
        ("part", culture.pk, "draft"),
        ("part", east_village.pk, "draft"),
        ("commune", an_hoa.pk, "draft"),
    }


def test_the_report_begins_with_a_full_citation_of_its_plan(report):
    assert report.opening == (
        "Thực hiện Kế hoạch số 05/KH-UBND ngày 15 tháng 01 năm 2026 của UBND xã An Hòa về công tác dân vận "
        "chính quyền năm 2026, UBND xã An Hòa báo cáo kết quả công tác dân vận chính quyền 6 tháng đầu năm 2026 "
        "như sau:"
    )
    assert report.addressees == "Sở Nội vụ tỉnh Hòa Sơn"


def test_the_same_round_opens_once(half_year, binh, culture):
    with pytest.raises(RoundExists, match="Báo cáo 6 tháng đầu năm 2026 đã được mở"):
        make_round(binh, [culture])

    assert ReportRound.objects.visible_to(binh).count() == 1
    assert Report.objects.visible_to(binh).filter(scope="commune").count() == 1


def test_a_period_that_was_opened_is_told_before_the_form_is_filled_in(
    client, binh, issued_plan, culture
):
    client.force_login(binh)
    page = reverse("reports:round_create") + "?kind=six_months&year=2026"
    assert "Kỳ này đã mở" not in client.get(page).content.decode()

    opened = make_round(binh, [culture])

    shown = client.get(page).content.decode()
    assert "Kỳ này đã mở" in shown
    assert opened.get_absolute_url() in shown


def test_pressing_open_twice_shows_a_sentence_and_opens_one_round(binh, issued_plan, culture, dung):
    client = Client()
    client.force_login(binh)
    address = reverse("reports:round_create") + "?kind=six_months&year=2026"
    form = client.get(address).context["form"]
    data = {name: form.initial[name] for name in DAYS}
    data |= {"receiver": form.initial["receiver"].pk, "plan": "", "units": [culture.pk]}
    data["template"] = form["template"].value()

    first, second = client.post(address, data), client.post(address, data)

    assert first.status_code == 302
    assert second.context["form"].non_field_errors() == ["Đợt báo cáo này đã được mở."]
    assert ReportRound.objects.visible_to(binh).count() == 1


def test_units_are_told_once_and_urged_at_most_once_a_day(half_year, binh, dung, khanh):
    client = Client()
    client.force_login(binh)

    def told(person):
        return Notice.objects.visible_to(person).count()

    assert (told(dung), told(khanh), told(binh)) == (1, 1, 0)
    for _ in range(2):
        client.post(reverse("reports:round_urge", args=[half_year.pk]))
    assert (told(dung), told(khanh)) == (2, 2)


def test_only_units_that_have_not_sent_are_urged(half_year, part_of_culture, binh, dung, khanh):
    from tests.reports.factories import accept_part

    accept_part(part_of_culture, coordinator=binh)
    client = Client()
    client.force_login(binh)

    client.post(reverse("reports:round_urge", args=[half_year.pk]))

    urged = Notice.objects.unscoped("test").filter(key__contains=":urge:")
    assert [notice.person for notice in urged] == [khanh]


def test_an_officer_finds_the_own_part_in_the_list_and_no_other(half_year, dung, part_of_culture):
    client = Client()
    client.force_login(dung)

    (round,) = client.get(reverse("reports:round_list")).context["page"]

    assert round.own_reports == [part_of_culture]


def test_the_list_costs_the_same_with_one_round_and_with_three(binh, culture, dung):
    client = Client()
    client.force_login(binh)

    def queries():
        with CaptureQueriesContext(connection) as made:
            client.get(reverse("reports:round_list"))
        return len(made)

    make_round(binh, [culture], plan=None)
    one = queries()
    for year in (2024, 2025):
        make_round(binh, [culture], plan=None, year=year)

    assert queries() == one


def test_a_round_costs_the_same_with_one_part_and_with_five(binh, an_hoa, culture, dung):
    client = Client()
    client.force_login(binh)

    def queries(round):
        with CaptureQueriesContext(connection) as made:
            client.get(round.get_absolute_url())
        return len(made)

    few = queries(make_round(binh, [culture], plan=None))
    units = [make_unit(an_hoa, f"Thôn {n}", kind="village") for n in range(5)]

    assert queries(make_round(binh, units, plan=None, year=2025)) == few


def test_a_forgotten_unit_can_be_asked_later_and_the_others_are_not_asked_again(
    half_year, binh, dung, culture, office_of_an_hoa, giang
):
    client = Client()
    client.force_login(binh)
    where = reverse("reports:round_edit", args=[half_year.pk])
    form = client.get(where).context["form"]
    data = {name: form[name].value() for name in ("period_from", "period_to", "parts_due_on")}

    page = client.post(where, {**data, "due_on": "2026-06-30", "units": [office_of_an_hoa.pk]})

    assert page.status_code == 302
    half_year.refresh_from_db()
    assert half_year.due_on == date(2026, 6, 30)
    assert half_year.reports.filter(scope="part").count() == 3
    told = {person: Notice.objects.visible_to(person).count() for person in (giang, dung)}
    assert told == {giang: 1, dung: 1}


def test_a_round_cannot_be_due_before_its_parts(half_year, binh):
    client = Client()
    client.force_login(binh)
    where = reverse("reports:round_edit", args=[half_year.pk])
    form = client.get(where).context["form"]
    data = {name: form[name].value() for name in ("period_from", "period_to", "parts_due_on")}

    page = client.post(where, {**data, "due_on": "2026-06-01"})

    assert page.status_code == 422
    assert page.context["form"].errors["due_on"] == [
        "Hạn nộp 01/06/2026 sớm hơn ngày cuối kỳ số liệu 14/06/2026. Lùi hạn nộp, hoặc cho kỳ số liệu kết thúc "
        "sớm hơn."
    ]
    assert page.context["form"]["due_on"].value() == "2026-06-01"


def test_days_another_has_changed_in_between_are_shown_and_not_overwritten(
    half_year, binh, an_hoa, office_of_an_hoa
):
    client = Client()
    client.force_login(binh)
    where = reverse("reports:round_edit", args=[half_year.pk])
    form = client.get(where).context["form"]
    names = ("period_from", "period_to", "parts_due_on", "shown")
    mine = {name: form[name].value() for name in names} | {"due_on": "2026-06-30"}
    mine["units"] = [office_of_an_hoa.pk, make_unit(an_hoa, "Công an xã").pk]
    half_year.due_on = date(2026, 6, 25)
    half_year.save(update_fields=["due_on"])

    page = client.post(where, mine)

    half_year.refresh_from_db()
    assert half_year.due_on == date(2026, 6, 25)
    [error] = page.context["form"].errors["shown"]
    assert "hạn nộp cấp trên 25/06/2026" in error
    kept = page.context["form"]
    assert (kept["due_on"].value(), len(kept["units"].value())) == ("2026-06-30", 2)

    again = client.post(where, {**mine, "shown": kept["shown"].value()})

    half_year.refresh_from_db()
    assert (again.status_code, half_year.due_on) == (302, date(2026, 6, 30))


def test_a_unit_already_asked_cannot_be_added_again(half_year, binh, culture):
    client = Client()
    client.force_login(binh)
    where = reverse("reports:round_edit", args=[half_year.pk])

    page = client.post(where, {"units": [culture.pk]})

    assert "units" in page.context["form"].errors


def test_a_commune_without_an_office_above_it_is_told_before_it_fills_in_the_form(
    client, binh, an_hoa
):
    an_hoa.receiver_assignments.all().delete()
    client.force_login(binh)

    page = client.get(reverse("reports:round_create")).content.decode()

    assert "chưa có cơ quan nhận báo cáo nên chưa mở đợt được" in page


def handed_over(an_hoa, province_office):
    """Until the end of June 2026 to an office of old, from then on to the province's; returns the old one."""
    old = make_office(name="Phòng Nội vụ", kind="district_office")
    ReceiverAssignment.objects.update(valid_from=date(2026, 7, 1))
    ReceiverAssignment.objects.create(commune=an_hoa, receiver=old, valid_to=date(2026, 6, 30))
    return old


def test_an_office_that_no_longer_receives_gets_no_new_round(
    client, binh, an_hoa, province_office, culture, dung
):
    old = handed_over(an_hoa, province_office)
    client.force_login(binh)
    form = offered(binh, kind="year", year=2026)
    days = {name: str(form.initial[name]) for name in DAYS}
    given = {**days, "template": form.initial["template"], "units": [culture.pk]}
    where = reverse("reports:round_create") + "?kind=year&year=2026"

    refused = client.post(where, {**given, "receiver": old.pk})
    opened = client.post(where, {**given, "receiver": province_office.pk})

    assert "Phòng Nội vụ không nhận báo cáo của xã" in refused.context["form"].errors["receiver"][0]
    assert opened.status_code == 302


def test_rounds_opened_ahead_go_to_the_office_of_their_own_due_date(
    binh, an_hoa, province_office, monkeypatch
):
    monkeypatch.setattr("reports.forms.year.today", lambda: date(2026, 1, 5))
    old = handed_over(an_hoa, province_office)

    planned = {each.round.kind: each.round for each in planned_rounds(binh, 2026)}

    assert planned["six_months"].receiver == old
    assert planned["year"].receiver == province_office


def test_of_two_offices_the_one_with_a_beginning_is_the_newer_on_every_database(
    an_hoa, province_office
):
    newer = make_office(name="Phòng Nội vụ", kind="district_office")
    ReceiverAssignment.objects.create(commune=an_hoa, receiver=newer, valid_from=date(2026, 7, 1))

    assert an_hoa.receiver_on(date(2026, 6, 30)) == province_office
    assert an_hoa.receiver_on(date(2026, 7, 1)) == newer


@pytest.mark.parametrize("year", [202, 9999])
def test_a_day_in_a_year_that_cannot_be_is_refused(binh, culture, year):
    with pytest.raises(BadDates, match=f"Ngày 16/06/{year:04d} có năm không hợp lý"):
        make_round(binh, [culture], period_from=date(1, 1, 1), due_on=date(year, 6, 16))
