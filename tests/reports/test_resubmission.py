"""A report that is returned gets a new date, and is late or in time by that one."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from calendars.calendar import calendar_of
from danvan.clock import today
from home.todo import home_of
from notices.models import Notice
from reports.actions.commune import move_report
from reports.actions.office import answer_many
from reports.actions.submissions import hand_in, move_submission
from reports.desk import grid
from reports.handing import checklist, receipt, resubmission
from reports.models import Report, Submission
from tests.factories import make_commune
from tests.reports.factories import issue_report_by_hand, pdf_of
from tests.reports.test_desk import open_in, submit

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def at(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=HANOI)


def give_back(submission, by, day):
    move_submission(submission, "send_back", by=by, note="Thiếu biểu.", resubmit_by=day)


def mend(report, by):
    """Reopen, issue anew and hand in again."""
    fresh = Report.objects.visible_to(by).select_related("round__commune", "round__receiver")
    fresh = fresh.get(pk=report.pk)
    move_report(fresh, "reopen", by=by)
    issue_report_by_hand(fresh, pdf_of("bản sửa"), number=2)
    return hand_in(fresh, by=by)


def came_on(submission, day):
    Submission._base_manager.filter(pk=submission.pk).update(submitted_at=at(day))
    return Submission._base_manager.select_related("report__round").get(pk=submission.pk)


def test_the_second_attempt_is_late_by_the_new_date_and_the_first_by_its_own(
    submission, report, lan, binh
):
    give_back(submission, lan, date(2099, 1, 10))
    first, second = came_on(submission, date(2026, 6, 19)), mend(report, binh)

    assert (first.days_late, first.late_words) == (3, "nộp trễ 3 ngày")
    in_time = came_on(second, date(2099, 1, 10))
    assert (in_time.due_on, in_time.late_words) == (date(2099, 1, 10), "")
    assert receipt.lateness_of(in_time) == "nộp lại đúng hạn"
    late = came_on(second, date(2099, 1, 12))
    assert (late.days_late, late.late_words) == (2, "nộp lại trễ 2 ngày")
    assert ("Hạn nộp lại", "10/01/2099, nộp lại trễ 2 ngày") in receipt.facts_of(late)


def test_a_return_without_a_date_leaves_the_date_of_the_round(submission, report, lan, binh):
    give_back(submission, lan, None)
    again = came_on(mend(report, binh), date(2026, 6, 18))

    assert (again.due_again_on, again.late_words) == (None, "nộp trễ 2 ngày")


def test_no_new_date_lies_before_that_of_the_round(submission, lan, half_year):
    half_year.due_on = submission.report.round.due_on = today() + timedelta(days=30)
    half_year.save(update_fields=["due_on"])
    give_back(submission, lan, today())

    assert submission.resubmit_by == half_year.due_on


def test_the_commune_reads_the_new_date_wherever_it_works(client, submission, report, lan, binh):
    day = today() + timedelta(days=9)
    give_back(submission, lan, day)
    said = f"{day:%d/%m/%Y}"

    told = Notice.objects.visible_to(binh).get(key__startswith="submission-step:")
    assert f", hạn nộp lại {said}. Thiếu biểu." in told.text
    [row] = [row for section in home_of(binh).sections for row in section.rows if "trả lại" in row.detail]  # fmt: skip
    assert (row.detail.endswith(f"Hạn nộp lại {said}"), row.lateness_words) == (True, "còn 9 ngày")
    client.force_login(binh)
    assert f"Hạn nộp lại {said}" in client.get(report.get_absolute_url()).content.decode()
    points = [point.words for point in checklist.points_of(report)]
    assert f"Trong hạn: hạn nộp lại {said}, còn 9 ngày." in points


def test_the_page_offers_five_working_days_of_the_office_and_takes_what_was_chosen(
    client, submission, lan
):
    client.force_login(lan)
    page = client.get(submission.get_absolute_url())
    offered = page.context["return_form"].initial["resubmit_by"]
    assert offered == calendar_of(submission.receiver).add_working_days(today(), 5)

    address = reverse("reports:submission_move", args=[submission.pk])
    sent = {"move": "send_back", "note": "Thiếu biểu số 2."}
    refused = client.post(address, {**sent, "resubmit_by": "2020-01-01"})
    assert refused.status_code == 422
    assert "Thiếu biểu số 2." in refused.content.decode()
    assert "Ngày 01/01/2020 đã qua" in refused.content.decode()

    client.post(address, {**sent, "resubmit_by": f"{offered:%Y-%m-%d}"})
    submission.refresh_from_db()
    assert (submission.status, submission.resubmit_by) == ("returned", offered)


def test_many_are_returned_with_one_date_and_nothing_typed_is_lost(client, province_office, lan):
    both = [submit(*open_in(make_commune(name, receiver=province_office))) for name in ("Một", "Hai")]  # fmt: skip
    day = today() + timedelta(days=8)
    client.force_login(lan)
    sent = {"act": "send_back", "cell": [f"s{each.pk}" for each in both], "back": "year=2026"}
    asked = client.post(reverse("reports:desk_act"), sent)
    assert asked.context["return_form"].initial["resubmit_by"] > today()

    typed = {**sent, "note": "Sai biểu.", "resubmit_by": "2020-01-01"}
    refused = client.post(reverse("reports:desk_answer"), typed)
    assert (refused.status_code, "Sai biểu." in refused.content.decode()) == (422, True)
    no_reason = {**sent, "note": "", "resubmit_by": f"{day:%Y-%m-%d}"}
    refused = client.post(reverse("reports:desk_answer"), no_reason)
    assert f'value="{day:%Y-%m-%d}"' in refused.content.decode()
    assert Submission._base_manager.filter(status="returned").count() == 0

    client.post(reverse("reports:desk_answer"), {**typed, "resubmit_by": f"{day:%Y-%m-%d}"})
    days = Submission._base_manager.filter(status="returned").values_list("resubmit_by", flat=True)
    assert list(days) == [day, day]


def test_the_desk_tells_both_the_waiting_and_the_late_one(province_office, lan):
    round, coordinator = open_in(make_commune("Một", receiver=province_office))
    submission = came_on(submit(round, coordinator), date(2026, 6, 16))
    give_back(submission, lan, today())

    def title(**asked):
        _, lines = grid.grid(lan, 2026, **asked)
        return [cell.title for line in lines for cell in line.cells if cell and cell.submission]

    assert title() == [f"Trả lại, chờ nộp lại; hạn 16/06/2026; hạn nộp lại {today():%d/%m/%Y}"]
    Submission._base_manager.update(resubmit_by=today() - timedelta(days=2))
    assert title() == ["Trả lại, chờ nộp lại; hạn 16/06/2026; quá hạn nộp lại 2 ngày"]

    again = mend(submission.report, coordinator)
    Submission._base_manager.filter(pk=again.pk).update(due_again_on=date(2026, 7, 1))
    came_on(again, date(2026, 7, 3))
    assert title(days=2) == ["Đã nộp, chưa xem; hạn 16/06/2026; nộp lại trễ 2 ngày"]
    assert title(days=3) == []


@pytest.fixture
def returned(submission, lan):
    """With a date on Thursday 18/06/2026, returned some days before."""
    give_back(submission, lan, date(2026, 6, 18))
    Submission._base_manager.filter(pk=submission.pk).update(resubmit_by=date(2026, 6, 18))
    submission.history.update(at=at(date(2026, 6, 11)))
    return submission


def reminders(person):
    return list(
        Notice.objects.visible_to(person)
        .filter(key__endswith=":again", withdrawn_at=None)
        .values_list("text", flat=True)
    )


def test_the_commune_is_reminded_one_working_day_before_and_once(returned, binh, cuong):
    for day in (16, 17, 17, 18):
        resubmission.remind_at(at(date(2026, 6, day)))

    assert reminders(binh) == ["Còn 1 ngày đến hạn nộp lại báo cáo 6 tháng đầu năm 2026: 18/06/2026."]  # fmt: skip
    assert reminders(cuong) == []


def test_what_was_handed_in_again_is_reminded_of_no_more(returned, report, binh):
    resubmission.remind_at(at(date(2026, 6, 17)))
    mend(report, binh)
    assert reminders(binh) == []

    Notice.objects.unscoped("test").filter(key__endswith=":again").delete()
    resubmission.remind_at(at(date(2026, 6, 18)))
    assert reminders(binh) == []


def test_who_was_told_on_the_same_day_is_not_reminded_at_once(submission, lan, binh):
    give_back(submission, lan, today())
    resubmission.remind_at(at(today()))

    assert reminders(binh) == []


def test_the_reminder_costs_the_same_for_many(province_office, lan, django_assert_num_queries):
    def ready(number):
        round, coordinator = open_in(make_commune(f"Xã {number}", receiver=province_office))
        submission = submit(round, coordinator)
        answer_many([submission.pk], "send_back", by=lan, note="Thiếu.")
        submission.history.update(at=at(date(2026, 6, 11)))
        Submission._base_manager.update(resubmit_by=date(2026, 6, 18))

    ready(1)
    with django_assert_num_queries(4):
        assert resubmission.remind_at(at(date(2026, 6, 17))) == 1
    ready(2)
    ready(3)
    with django_assert_num_queries(4):
        assert resubmission.remind_at(at(date(2026, 6, 17))) == 3
