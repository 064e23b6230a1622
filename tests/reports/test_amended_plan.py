"""Report rounds of a plan that is amended: those still being written follow."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from danvan.workflow import ALREADY_MOVED
from notices.models import Notice
from reports.actions.due_changes import HANDED_IN
from reports.actions.rounds import open_round
from reports.actions.submissions import hand_in
from reports.models import DueChange, Report, ReportRound, RoundRequest
from tests.factories import make_item
from tests.plans.amended import amend, issue_amendment
from tests.reports.factories import issue_report_by_hand, pdf_of


@pytest.fixture
def round(issued_plan, binh, culture, province_office):
    round = ReportRound(
        commune=binh.commune, receiver=province_office, plan=issued_plan, kind="six_months", year=2026,
        period_from=date(2025, 12, 15), period_to=date(2026, 6, 14), parts_due_on=date(2026, 6, 15),
        due_on=date(2026, 6, 20),
    )  # fmt: skip
    return open_round(round, [culture], by=binh)


def report_of(round):
    return Report.objects.unscoped("test").get(round=round, scope=Report.Scope.COMMUNE)


def test_a_report_being_written_follows_and_cites_the_new_version(
    round, issued_plan, binh, an, giang
):
    new = issue_amendment(amend(issued_plan, binh), binh=binh, an=an, giang=giang)

    round.refresh_from_db()
    assert round.plan == new
    assert "31/KH-UBND" in report_of(round).opening
    assert "05/KH-UBND" not in report_of(round).opening


def test_a_report_that_went_on_keeps_the_plan_it_speaks_of(round, issued_plan, binh, an, giang):
    report = report_of(round)
    Report.objects.unscoped("test").filter(pk=report.pk).update(status=Report.Status.SUBMITTED)

    issue_amendment(amend(issued_plan, binh), binh=binh, an=an, giang=giang)

    round.refresh_from_db()
    assert round.plan == issued_plan
    assert report_of(round).opening == report.opening


DATED = (
    "Các đơn vị gửi báo cáo 6 tháng về Văn phòng HĐND và UBND xã chậm nhất ngày {parts}/2026; báo cáo 6 tháng gửi "
    "Sở Nội vụ chậm nhất ngày {up}/2026."
)


@pytest.fixture
def dated(issued_plan):
    return make_item(issued_plan, marker="IX", text=DATED.format(parts="15/6", up="20/6"))


@pytest.fixture
def reissued(round, dated, issued_plan, binh, an, giang):
    """Issue a version of the plan with these dates; returns what is offered for the round."""

    def reissue(parts="15/6", up="20/6", number=31, of=None):
        amendment = amend(of or issued_plan, binh)
        item = next(row for row in amendment.items.all() if "báo cáo 6 tháng gửi Sở" in row.text)
        item.text = DATED.format(parts=parts, up=up)
        item.save(update_fields=["text"])
        return issue_amendment(amendment, binh=binh, an=an, giang=giang, number=number)

    return reissue


def page_of(round, person):
    client = Client()
    client.force_login(person)
    return client.get(round.get_absolute_url()).content.decode()


def answer(round, person, what):
    client = Client()
    client.force_login(person)
    change = DueChange.objects.filter(round=round).latest("pk")
    sent = {"change": change.pk, "answer": what}
    return client.post(reverse("reports:round_due", args=[round.pk]), sent, follow=True)


def told(person, begins):
    rows = Notice.objects.visible_to(person).filter(key__startswith=begins, withdrawn_at=None)
    return list(rows.values_list("text", flat=True))


def days_of(round):
    round.refresh_from_db()
    return round.parts_due_on, round.due_on


def test_another_date_is_offered_and_nothing_moves_by_itself(round, reissued, binh, dung, an):
    reissued(up="12/6")

    assert days_of(round) == (date(2026, 6, 15), date(2026, 6, 20))
    assert told(binh, "round-due:") == [
        "Kế hoạch sửa đổi 31/KH-UBND ghi hạn mới cho báo cáo 6 tháng đầu năm 2026: hạn nộp cấp trên "
        "20/06/2026 → 12/06/2026. Mở đợt để chọn theo hạn mới hoặc giữ hạn cũ."
    ]
    assert told(dung, "round-due:") == told(an, "round-due:") == []
    page = page_of(round, binh)
    assert "mục IX: “chậm nhất ngày 12/6/2026”" in page
    assert "Theo hạn mới" in page
    assert "Theo hạn mới" not in page_of(round, an)


def test_taking_it_moves_the_units_before_it_and_tells_them_old_and_new(
    round, reissued, binh, dung
):
    reissued(up="12/6")
    answer(round, binh, "take")

    assert days_of(round) == (date(2026, 6, 12), date(2026, 6, 12))
    assert (round.period_to, round.due_source[:26]) == (
        date(2026, 6, 12),
        "Theo Kế hoạch 31/KH-UBND, ",
    )
    [words] = [text for text in told(dung, "part:") if "đổi từ" in text]
    assert words.startswith("Hạn gửi phần báo cáo đổi từ 15/06/2026 thành 12/06/2026: ")
    assert told(binh, "round-due:") == []
    page = page_of(round, binh)
    assert ("Theo hạn mới:" in page, 'value="keep"' in page) == (True, False)


def test_a_refusal_is_remembered_for_that_version_and_the_next_may_ask_again(round, reissued, binh):
    new = reissued(up="12/6")
    answer(round, binh, "keep")
    assert days_of(round) == (date(2026, 6, 15), date(2026, 6, 20))
    assert 'value="take"' not in page_of(round, binh)

    newer = reissued(up="12/6", of=new, number=32)
    assert 'value="take"' not in page_of(round, binh)
    reissued(up="11/6", of=newer, number=33)
    assert 'value="take"' in page_of(round, binh)


def test_a_version_that_goes_back_forgets_what_nobody_answered(round, reissued, binh):
    new = reissued(up="12/6")
    reissued(up="20/6", of=new, number=32)

    assert list(round.due_changes.all()) == []
    assert told(binh, "round-due:") == []


def test_a_later_date_of_the_units_leaves_the_date_above(round, reissued, binh):
    reissued(parts="17/6")
    answer(round, binh, "take")

    assert days_of(round) == (date(2026, 6, 17), date(2026, 6, 20))


def test_what_an_office_asks_for_is_not_moved_and_the_reason_is_said(round, reissued, binh, lan):
    asked = RoundRequest.objects.create(
        receiver=round.receiver, kind="six_months", year=2026, period_from=round.period_from,
        period_to=round.period_to, data_closing_on=round.period_to, due_on=round.due_on, made_by=lan,
    )  # fmt: skip
    ReportRound._base_manager.filter(pk=round.pk).update(request=asked)
    reissued(up="12/6")

    assert told(binh, "round-due:")[0].endswith(
        "Hạn của đợt theo yêu cầu của Sở Nội vụ nên giữ nguyên."
    )
    page = page_of(round, binh)
    assert ('value="take"' in page, "không đổi theo kế hoạch" in page) == (False, True)
    refused = answer(round, binh, "take").content.decode()
    assert "nên không đổi theo kế hoạch. Bấm “Giữ hạn cũ”." in refused
    assert days_of(round) == (date(2026, 6, 15), date(2026, 6, 20))
    assert round.due_changes.get().answered_at is None


def test_a_report_that_was_handed_in_keeps_its_dates(round, reissued, binh):
    issue_report_by_hand(report_of(round), pdf_of("bản in"))
    hand_in(report_of(round), by=binh)
    reissued(up="12/6")

    assert list(round.due_changes.all()) == []


def test_handed_in_after_it_was_offered_it_is_refused(round, reissued, binh):
    reissued(up="12/6")
    issue_report_by_hand(report_of(round), pdf_of("bản in"))
    hand_in(report_of(round), by=binh)

    assert 'value="take"' not in page_of(round, binh)
    assert HANDED_IN in answer(round, binh, "take").content.decode()
    assert days_of(round)[1] == date(2026, 6, 20)


def test_only_who_coordinates_answers_and_only_once(round, reissued, binh, dung, cuong):
    reissued(up="12/6")

    assert [answer(round, who, "take").status_code for who in (dung, cuong)] == [403, 404]
    answer(round, binh, "keep")
    answer(round, binh, "take")
    assert days_of(round)[1] == date(2026, 6, 20)


def test_a_plan_amended_without_other_dates_asks_nothing(round, reissued, binh):
    reissued()

    assert list(round.due_changes.all()) == []


def test_a_round_of_another_plan_of_the_year_is_left_alone(
    round, reissued, issued_plan, binh, culture
):
    other = type(issued_plan)._base_manager.get(pk=issued_plan.pk)
    other.pk, other.title = None, "Kế hoạch thực hiện dân chủ ở cơ sở"
    other.save(force_insert=True)
    ReportRound._base_manager.filter(pk=round.pk).update(plan=other)

    reissued(up="12/6")

    assert list(round.due_changes.all()) == []
    assert told(binh, "round-due:") == []


def test_who_answers_what_a_newer_version_has_replaced_is_told_and_nothing_moves(
    round, reissued, binh
):
    new = reissued(up="12/6")
    old = round.due_changes.get()
    reissued(up="11/6", of=new, number=32)
    client = Client()
    client.force_login(binh)

    sent = {"change": old.pk, "answer": "take"}
    page = client.post(reverse("reports:round_due", args=[round.pk]), sent, follow=True)

    assert page.status_code == 200
    assert ALREADY_MOVED in page.content.decode()
    assert 'value="take"' in page.content.decode()
    assert days_of(round)[1] == date(2026, 6, 20)


def test_the_page_says_who_opened_the_round_and_when(round, binh):
    opened = f"{localtime(round.opened_at):%H:%M %d/%m/%Y}"
    assert f"<dd>{binh}, {opened}</dd>" in page_of(round, binh)
