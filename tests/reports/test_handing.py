"""Handing in: what is frozen with it, who presses first, and what is looked at before."""

import hashlib
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from danvan.workflow import MoveRefused
from documents.reading.word.own import read_docx
from reports.actions.commune import move_report
from reports.actions.submissions import hand_in, mark_opened, move_submission
from reports.handing import checklist
from reports.handing.receipt import facts_of
from reports.models import IndicatorValue, Report, Submission
from tests.factories import make_unit
from tests.reports.factories import issue_report_by_hand, pdf_of


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def bytes_of(submission):
    return {each.kind: each.file.read() for each in submission.files.all()}


def test_every_file_is_kept_with_the_hash_of_its_very_bytes(issued, binh):
    submission = hand_in(issued, by=binh)

    kept = {each.kind: each for each in submission.files.all()}
    assert list(kept) == ["pdf", "docx", "signed", "figures"]
    for each in kept.values():
        assert hashlib.sha256(each.file.read()).hexdigest() == each.sha256 == each.file.sha256
    assert kept["pdf"].sha256 == submission.sha256
    assert kept["signed"].name == "xa-an-hoa_bao-cao-6-thang-dau-nam-2026_lan1-ban-ky.pdf"
    assert read_docx(kept["docx"].file.read()).subject == issued.title


def test_the_sheet_says_the_figures_and_runs_no_formula(issued, binh):
    sheet = load_workbook(BytesIO(bytes_of(hand_in(issued, by=binh))["figures"])).active

    assert [[cell.value for cell in row[3:6]] for row in sheet.iter_rows(min_row=4)] == [
        [12.5, 10, "'=tổng các đơn vị"],
        ["Không có số liệu", 10, None],
        [1234, 10, "đã kiểm tra"],
    ]


def test_what_was_handed_in_stays_whatever_the_commune_writes_afterwards(issued, binh, lan):
    first = hand_in(issued, by=binh)
    before, document = bytes_of(first), first.document
    figures = list(first.figures.values_list("indicator__code", "value", "has_no_data"))
    move_submission(first, "send_back", by=lan, note="Số liệu chưa khớp.")
    issued.refresh_from_db()
    move_report(issued, "reopen", by=binh)
    IndicatorValue.objects.filter(report=issued).update(
        value=Decimal(99), has_no_data=False, note="đã kiểm tra"
    )
    section = issued.sections.filter(level=2).first()
    issued.sections.filter(pk=section.pk).update(text="Viết lại", heading="Viết lại hết")
    issue_report_by_hand(issued, pdf_of("bản in lần hai"), number=13)
    second = hand_in(Report._base_manager.get(pk=issued.pk), by=binh)

    first.refresh_from_db()
    assert bytes_of(first) == before
    assert first.document == document
    assert list(first.figures.values_list("indicator__code", "value", "has_no_data")) == figures
    assert {each.value for each in second.figures.all()} == {Decimal(99)}
    assert bytes_of(second)["pdf"] != before["pdf"]


def test_the_page_shows_the_very_hashes_that_are_then_kept(issued, binh):
    page = signed_in(binh).get(reverse("reports:report_hand_in", args=[issued.pk]))
    shown = [(file.kind, file.sha256, file.size) for file in page.context["files"]]

    submission = hand_in(issued, by=binh)

    assert shown == [(each.kind, each.sha256, each.file.size) for each in submission.files.all()]


def test_two_people_who_press_at_once_make_one_submission(issued, binh, giang):
    pages = [Report._base_manager.select_related("round").get(pk=issued.pk) for _ in "ab"]
    hand_in(pages[0], by=binh)

    with pytest.raises(MoveRefused, match="chưa có bản nào đang nộp"):
        hand_in(pages[1], by=giang)

    assert Submission.objects.visible_to(binh).count() == 1


def test_a_second_press_on_the_page_tells_and_changes_nothing(issued, binh):
    client, url = signed_in(binh), reverse("reports:report_hand_in", args=[issued.pk])

    first, second = client.post(url), client.post(url)

    standing = Submission.objects.visible_to(binh).get()
    assert first.url == reverse("reports:submission_receipt", args=[standing.pk])
    assert second.url == issued.get_absolute_url()


def test_opening_and_withdrawing_meet_and_only_the_first_counts(issued, binh, lan):
    submission = hand_in(issued, by=binh)
    in_the_commune, at_the_office = (
        Submission._base_manager.select_related("report__round").get(pk=submission.pk) for _ in "ab"
    )
    mark_opened(at_the_office, by=lan)

    with pytest.raises(MoveRefused, match="vừa được người khác xử lý"):
        move_submission(in_the_commune, "withdraw", by=binh)

    in_the_commune.refresh_from_db()
    assert in_the_commune.status == "opened"


def test_what_was_withdrawn_a_moment_ago_is_not_shown_to_the_office(issued, binh, lan):
    submission = hand_in(issued, by=binh)
    move_submission(
        Submission._base_manager.select_related("report__round").get(pk=submission.pk),
        "withdraw",
        by=binh,
    )
    client = signed_in(lan)

    for name in ("detail", "pdf", "receipt", "compare"):
        assert (
            client.get(reverse(f"reports:submission_{name}", args=[submission.pk])).status_code
            == 404
        )
    file = submission.files.first()
    assert client.get(reverse("reports:submission_file", args=[file.pk])).status_code == 404
    checked = client.get(reverse("reports:receipt_check"), {"ma": submission.receipt})
    assert "Không tìm thấy" in checked.content.decode()


def test_the_list_tells_what_stops_and_what_is_only_to_be_noted(issued):
    fresh = Report._base_manager.select_related("round__receiver").get(pk=issued.pk)
    missing = [point.words for point in checklist.points_of(fresh) if not point.good]

    assert checklist.stopping(checklist.points_of(fresh)) == []
    assert any(words.startswith("2 trên 2 đơn vị chưa có phần") for words in missing)
    assert any("số liệu chưa điền" in words for words in missing)


def test_a_draft_is_stopped_by_what_it_lacks_with_a_way_to_it(report, binh):
    page = signed_in(binh).get(reverse("reports:report_hand_in", args=[report.pk]))

    stopped = [point.words for point in page.context["stopped_by"]]
    assert stopped[0].startswith("Báo cáo chưa ban hành")
    assert len(stopped) == 2
    assert page.context["files"] == ()
    assert "Nộp báo cáo</button>" not in page.content.decode()


@pytest.mark.parametrize(
    ("due_on", "day", "words"),
    [
        (date(2028, 2, 29), date(2028, 2, 29), "hôm nay là hạn"),
        (date(2028, 2, 29), date(2028, 3, 1), "Đã quá hạn 1 ngày"),
        (date(2026, 12, 31), date(2026, 12, 31), "hôm nay là hạn"),
        (date(2026, 12, 31), date(2027, 1, 2), "Đã quá hạn 2 ngày"),
        (date(2027, 1, 4), date(2026, 12, 31), "còn 4 ngày"),
    ],
)
def test_days_are_counted_over_leap_days_and_new_year(issued, monkeypatch, due_on, day, words):
    monkeypatch.setattr("reports.handing.checklist.today", lambda: day)
    issued.round.due_on = due_on

    assert words in checklist.points_of(issued)[-1].words


@pytest.mark.parametrize(
    ("due_on", "at", "days"),
    [
        (date(2028, 2, 29), "2028-02-29T16:59:59Z", 0),
        (date(2028, 2, 29), "2028-02-29T17:00:00Z", 1),
        (date(2026, 12, 31), "2026-12-31T17:00:00Z", 1),
    ],
)
def test_late_is_what_comes_after_midnight_here(issued, binh, due_on, at, days):
    submission = hand_in(issued, by=binh)
    Submission._base_manager.filter(pk=submission.pk).update(submitted_at=at)
    submission.refresh_from_db()
    submission.report.round.due_on = due_on

    assert submission.days_late == days
    said = dict(facts_of(submission))["Hạn nộp"]
    assert said.endswith(f"nộp trễ {days} ngày" if days else "nộp đúng hạn")


def test_the_list_costs_the_same_with_two_units_and_with_seven(issued, an_hoa):
    def cost():
        fresh = Report._base_manager.select_related("round__receiver").get(pk=issued.pk)
        with CaptureQueriesContext(connection) as queries:
            checklist.points_of(fresh)
        return len(queries)

    few = cost()
    for n in range(5):
        unit = make_unit(an_hoa, f"Thôn {n}")
        Report._base_manager.create(round=issued.round, scope="part", unit=unit)

    assert cost() == few


# Figures that were right when the report was submitted


@pytest.fixture
def disagreeing(issued):
    """What the figures are held against has changed since: a jump nobody gave a reason for."""
    figure = issued.figures.get(note="đã kiểm tra")
    figure.note = ""
    figure.save(update_fields=["note"])
    return figure


def test_figures_that_no_longer_agree_are_not_handed_in_and_the_cell_is_shown(
    issued, disagreeing, binh
):
    client, url = signed_in(binh), reverse("reports:report_hand_in", args=[issued.pk])

    page = client.get(url).content.decode()
    assert f"#chi-tieu-{disagreeing.indicator.code}" in page
    assert "1.234, cùng kỳ năm trước 10" in page
    assert '<button class="btn btn-primary">' not in page

    told = client.post(url, follow=True).content.decode()
    assert "Chưa nộp được vì số liệu chưa khớp" in told
    assert not issued.submissions.exists()


def test_they_are_mended_in_a_report_that_is_opened_again(issued, disagreeing, binh, giang):
    with pytest.raises(MoveRefused):
        move_report(issued, "reopen", by=giang)
    move_report(issued, "reopen", by=binh)
    assert issued.status == "returned"


def test_an_issued_report_whose_figures_agree_is_not_opened_again(issued, binh):
    with pytest.raises(MoveRefused):
        move_report(issued, "reopen", by=binh)


def test_what_the_office_has_is_not_opened_again_for_its_figures(issued, binh):
    hand_in(issued, by=binh)
    issued.figures.update(note="")
    with pytest.raises(MoveRefused):
        move_report(issued, "reopen", by=binh)
