"""Every attempt is kept with its remark, and can be held against the one before; what those who watch may read."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.todo import home_of
from reports.actions.commune import move_report
from reports.actions.other_way import note_other_way
from reports.actions.submissions import hand_in, move_submission
from reports.handing import attempts
from reports.models import IndicatorValue, Report, Submission
from reports.queries import my_reports
from tests.factories import make_commune
from tests.reports.factories import issue_report_by_hand, pdf_of
from tests.reports.test_desk import open_in, submit
from tests.reports.test_handing import signed_in
from tests.reports.test_other_way import FIELDS

WHY = "Số liệu đơn thư chưa khớp.\nBổ sung phụ lục."


@pytest.fixture
def two(issued, binh, lan):
    """The attempt that came back, and the one that followed it."""
    first = hand_in(issued, by=binh)
    move_submission(first, "send_back", by=lan, note=WHY)
    issued.refresh_from_db()
    move_report(issued, "reopen", by=binh)
    section = issued.sections.filter(level=1).exclude(text="").first() or issued.sections.first()
    issued.sections.filter(pk=section.pk).update(text="Một câu mới hoàn toàn.")
    IndicatorValue.objects.filter(report=issued, value=1234).update(value=Decimal(1300))
    issue_report_by_hand(issued, pdf_of("lần hai"), number=13)
    return first, hand_in(Report._base_manager.get(pk=issued.pk), by=binh)


def test_figures_words_and_files_that_changed_are_told(two):
    first, second = two

    assert [(each.old, each.new) for each in attempts.figures_changed(first, second)] == [
        ("1.234", "1.300")
    ]
    found = attempts.words_changed(first, second)
    assert any("Một câu mới hoàn toàn." in str(row.new) for row in found.differing)
    files = {each.name: each for each in attempts.files_compared(first, second)}
    assert [each.is_same for each in files.values()] == [False] * 4
    # The signed paper was that of the issue that came back.
    assert (files["Bản có chữ ký"].old, files["Bản có chữ ký"].new) == (
        first.files.get(kind="signed").sha256,
        "",
    )


@pytest.mark.parametrize("who", ["binh", "hoa", "lan"])
def test_the_page_lays_the_older_one_on_the_left_from_whichever_it_is_opened(request, two, who):
    client = signed_in(request.getfixturevalue(who))

    for each in two:
        page = client.get(reverse("reports:submission_compare", args=[each.pk]))
        assert (page.context["old"].ordinal, page.context["new"].ordinal) == (1, 2)
        assert "1.300" in page.content.decode()


def test_an_attempt_of_another_report_is_not_compared(two, binh, province_office):
    theirs = submit(*open_in(make_commune("Một", receiver=province_office)))
    url = reverse("reports:submission_compare", args=[two[1].pk])

    assert signed_in(binh).get(url, {"voi": theirs.pk}).status_code == 404


def test_with_a_paper_only_the_files_and_figures_are_compared(report, giang, lan, binh):
    first = note_other_way(report.round, fields=FIELDS, by=giang)
    move_submission(first, "send_back", by=lan, note="Thiếu chữ ký.")
    second = note_other_way(report.round, fields={**FIELDS, "other_code": "46/BC-UBND"}, by=giang)

    page = signed_in(binh).get(reverse("reports:submission_compare", args=[second.pk]))

    assert page.context["comparison"] is None
    assert "gửi ngoài cổng" in page.content.decode()


def test_the_remark_stays_with_its_attempt_and_stands_on_top_while_it_is_mended(
    issued,
    binh,
    lan,
):
    first = hand_in(issued, by=binh)
    move_submission(first, "send_back", by=lan, note=WHY)
    client, url = signed_in(binh), reverse("reports:report_detail", args=[issued.pk])
    issued.refresh_from_db()
    move_report(issued, "reopen", by=binh)

    mended = client.get(url)
    assert mended.context["returned"].answer.note == WHY

    issue_report_by_hand(issued, pdf_of("lần hai"), number=13)
    hand_in(Report._base_manager.get(pk=issued.pk), by=binh)
    after = client.get(url)
    assert after.context["returned"] is None
    assert "Số liệu đơn thư chưa khớp." in after.content.decode()


def test_the_office_goes_on_to_what_it_has_not_seen(lan, province_office):
    handed = [submit(*open_in(make_commune(f"Xã {n}", receiver=province_office))) for n in range(3)]
    client = signed_in(lan)

    page = client.get(handed[1].get_absolute_url())
    seen = {key: page.context[key] for key in ("unseen_before", "unseen_after", "unseen")}
    assert seen == {"unseen_before": handed[0].pk, "unseen_after": handed[2].pk, "unseen": 2}

    last = client.get(handed[2].get_absolute_url())
    assert (last.context["unseen_before"], last.context["unseen"]) == (handed[0].pk, 1)


def test_those_who_watch_read_what_was_issued_and_handed_in_and_no_draft(issued, binh, hoa):
    submission = hand_in(issued, by=binh)
    client, report = signed_in(hoa), issued.pk

    def codes(names, pk, method="get"):
        return {
            name: getattr(client, method)(reverse(f"reports:{name}", args=[pk])).status_code
            for name in names
        }

    reads = ("report_detail", "report_history", "report_pdf", "report_docx")
    assert set(codes(reads, report).values()) == {200}
    handed = ("submission_detail", "submission_pdf", "submission_receipt", "submission_compare")
    assert set(codes(handed, submission.pk).values()) == {200}
    file = submission.files.first()
    assert codes(["submission_file"], file.pk) == {"submission_file": 200}
    closed = ("report_edit", "report_figures", "report_issue", "report_hand_in")
    assert set(codes(closed, report).values()) == {403}
    assert set(codes(["report_compile"], report, "post").values()) == {403}
    for move in ("withdraw", "accept", "send_back", "open", "take_back"):
        url = reverse("reports:submission_move", args=[submission.pk])
        assert client.post(url, {"move": move, "note": "Thử"}).status_code == 403
    submission.refresh_from_db()
    assert submission.status == "submitted"


def test_a_report_that_is_mended_again_is_gone_for_those_who_watch_but_not_what_was_handed_in(
    issued,
    binh,
    lan,
    hoa,
):
    submission = hand_in(issued, by=binh)
    move_submission(submission, "send_back", by=lan, note=WHY)
    issued.refresh_from_db()
    move_report(issued, "reopen", by=binh)
    client = signed_in(hoa)

    page = client.get(submission.get_absolute_url())

    assert client.get(issued.get_absolute_url()).status_code == 404
    assert page.status_code == 200
    assert issued.get_absolute_url() not in page.content.decode()


def test_their_home_lists_what_was_issued(issued, hoa):
    sections = {section.title: section for section in home_of(hoa).sections}

    (row,) = sections["Báo cáo mới ban hành"].rows
    assert row.detail == "Số 12/BC-UBND, ban hành 15/06/2026"


def test_returned_tells_the_leader_too(issued, binh, lan, an, giang):
    submission = hand_in(issued, by=binh)
    move_submission(submission, "send_back", by=lan, note="Thiếu số liệu.")

    for person in (an, binh, giang):
        notice = person.notices.get(key__startswith="submission-step:")
        assert notice.text.endswith("trả lại báo cáo 6 tháng đầu năm 2026. Thiếu số liệu.")
        assert notice.url == submission.get_absolute_url()
    assert Submission.objects.visible_to(an).get().status == "returned"


def test_the_page_costs_the_same_with_one_attempt_and_with_three(issued, binh, lan):
    def cost(who, submission):
        client = signed_in(who)
        client.get(submission.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(submission.get_absolute_url()).status_code == 200
        return len(queries)

    def again(number):
        issued.refresh_from_db()
        move_report(issued, "reopen", by=binh)
        issue_report_by_hand(issued, pdf_of(f"lần {number}"), number=number)
        return hand_in(Report._base_manager.get(pk=issued.pk), by=binh)

    first = hand_in(issued, by=binh)
    move_submission(first, "send_back", by=lan, note=WHY)
    move_submission(again(13), "send_back", by=lan, note=WHY)
    few = cost(binh, first), cost(lan, first)
    for number in (14, 15):
        move_submission(again(number), "send_back", by=lan, note=WHY)

    assert (cost(binh, first), cost(lan, first)) == few


def test_a_cell_without_a_report_leads_the_office_to_noting_a_paper(report, lan):
    page = signed_in(lan).get(reverse("reports:desk"), {"year": 2026})

    assert reverse("reports:other_way", args=[report.round_id]) in page.content.decode()


def test_what_was_withdrawn_waits_to_be_handed_in_again(issued, binh):
    submission = hand_in(issued, by=binh)
    assert my_reports(binh).reports_to_hand_in == []

    move_submission(submission, "withdraw", by=binh)

    assert [each.pk for each in my_reports(binh).reports_to_hand_in] == [issued.pk]
