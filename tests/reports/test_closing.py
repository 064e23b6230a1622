"""Closing a round and opening it again; the rounds of a year opened ahead."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from danvan.workflow import MoveRefused
from notices.models import Notice
from reports.actions.closing import close_round, open_again
from reports.actions.commune import compile_report, move_report
from reports.actions.issuing import issue_report
from reports.actions.rounds import CLOSED, change_round, days_of
from reports.models import Report, ReportRound
from tests.reports.factories import accept_part, make_round


def press(person, name, round, **data):
    client = Client()
    client.force_login(person)
    page = client.post(reverse(f"reports:{name}", args=[round.pk]), data, follow=True)
    return (
        [str(message) for message in page.context["messages"]]
        if page.status_code == 200
        else page.status_code
    )


def test_of_two_who_close_at_once_one_is_told(half_year, binh):
    first, second = (ReportRound.objects.visible_to(binh).get() for _ in range(2))
    close_round(first, by=binh)

    with pytest.raises(MoveRefused, match="người khác"):
        close_round(second, by=binh)
    open_again(second, by=binh)
    half_year.refresh_from_db()
    assert (half_year.is_closed, half_year.closed_by) == (False, None)
    lines = half_year.reports.get(scope="commune").history.values_list("label", flat=True)
    assert list(lines) == ["Khóa đợt báo cáo", "Mở lại đợt báo cáo"]


def test_the_button_closes_and_takes_back_what_was_asked(half_year, binh, dung, culture):
    assert Notice.objects.visible_to(dung).standing().count() == 1

    assert press(binh, "round_close", half_year) == [
        "Đã khóa đợt. Các đơn vị không gửi, không rút phần báo cáo nữa."
    ]
    assert Notice.objects.visible_to(dung).standing().count() == 0
    assert press(dung, "round_close", half_year) == 403
    assert press(binh, "round_close", half_year, open="1")[0].startswith("Đã mở lại đợt.")


def test_nothing_of_a_closed_round_is_changed(half_year, binh):
    close_round(half_year, by=binh)
    stored = days_of(half_year)

    with pytest.raises(MoveRefused, match="đã khóa"):
        change_round(half_year, [], dates={**stored, "due_on": date(2026, 7, 1)}, stored=stored)
    client = Client()
    client.force_login(binh)
    page = client.get(reverse("reports:round_edit", args=[half_year.pk]), follow=True)
    assert [str(each) for each in page.context["messages"]] == [CLOSED]


def test_a_round_closes_by_itself_when_the_report_is_issued(
    half_year, part_of_culture, part_of_village, report, binh, an, giang
):
    for part in (part_of_culture, part_of_village):
        accept_part(part, coordinator=binh)
    compile_report(report, by=binh)
    move_report(report, "submit", by=binh)
    move_report(report, "approve", by=an)
    issue_report(report, number=3, issued_on=date(2026, 6, 16), by=giang)

    half_year.refresh_from_db()
    assert (half_year.is_closed, half_year.closed_by) == (True, giang)


@pytest.fixture
def spring(monkeypatch):
    day = date(2026, 3, 2)
    for module in ("reports.actions.rounds", "reports.forms.year", "reports.forms.rounds"):
        monkeypatch.setattr(f"{module}.today", lambda: day)


def test_the_rounds_of_a_year_are_opened_by_one_press_and_shown_as_open_afterwards(
    spring, binh, issued_plan, culture, dung, east_village, khanh
):
    client = Client()
    client.force_login(binh)
    address = reverse("reports:round_year") + "?year=2026"
    form = client.get(address).context["form"]
    data = {"rounds": form.initial["rounds"], "units": form.initial["units"]}

    page = client.post(address, data, follow=True)

    opened = ReportRound.objects.visible_to(binh)
    assert set(opened.values_list("kind", flat=True)) == {"six_months", "year"}
    assert [str(each) for each in page.context["messages"]] == [
        "Đã mở sẵn 2 đợt: Báo cáo 6 tháng đầu năm 2026; Báo cáo năm 2026."
    ]
    assert all(round.asked_at is None and round.asks_on for round in opened)
    # One expected part for each unit, and nobody was told yet.
    parts = Report.objects.visible_to(binh).filter(scope="part")
    assert parts.filter(unit__in=[culture, east_village]).count() == 4
    assert not Notice.objects.visible_to(dung).exists()
    again = client.post(address, data)
    assert (again.status_code, opened.count()) == (422, 2)
    assert all(planned.opened for planned, _ in again.context["form"].lines())


def test_a_unit_finds_no_work_in_a_round_that_asks_nobody_yet(spring, binh, culture, dung):
    from home.todo import home_of

    make_round(binh, [culture], plan=None, asks_on=date(2026, 6, 1))

    titles = {section.title: section.count for section in home_of(dung).sections}
    assert titles["Phần báo cáo của đơn vị"] == 0


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({}, "Đang thu"),
        ({"asked_at": None, "asks_on": date(2027, 1, 4)}, "Sắp mở"),
        ({"asked_at": None, "asks_on": None}, "Chờ giao cho các đơn vị"),
        ({"closed_at": "2026-06-16T09:00+07:00"}, "Đã khóa"),
    ],
)
def test_a_round_says_how_it_stands_and_the_list_filters_by_it(half_year, dung, change, word):
    ReportRound._base_manager.filter(pk=half_year.pk).update(**change)
    client = Client()
    client.force_login(dung)

    [round] = client.get(reverse("reports:round_list")).context["page"]
    same = client.get(reverse("reports:round_list"), {"state": round.standing}).context["page"]
    other = client.get(reverse("reports:round_list"), {"state": "returned"}).context["page"]

    assert (round.word, len(list(same)), len(list(other))) == (word, 1, 0)


def test_a_report_that_was_handed_in_shows_in_the_list_of_everyone(submission, dung, lan):
    client = Client()
    client.force_login(dung)

    [round] = client.get(reverse("reports:round_list")).context["page"]

    assert round.word == "Đã nộp"
