"""A report that went past the portal: noted, corrected, taken back, on both sides."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danvan.clock import today
from danvan.workflow import MoveRefused
from reports.actions.other_way import correct_note, note_other_way
from reports.actions.submissions import hand_in, move_submission
from reports.models import Report, Submission
from reports.queries import my_reports
from reports.rules import may_hand_in
from tests.reports.test_handing import signed_in

FORM = {
    "way": "paper", "other_code": "45/BC-UBND", "other_date": "2026-06-15", "sent_on": "2026-06-16",
    "signed_by": "Nguyễn Văn An",
}  # fmt: skip
FIELDS = {
    **FORM, "other_date": date(2026, 6, 15), "sent_on": date(2026, 6, 16),
}  # fmt: skip
TOLD = "Đã nộp (bản giấy) số 45/BC-UBND ngày 15/06/2026"


def scan(words=b"%PDF-1.7 quet\n%%EOF", name="quet.pdf"):
    return SimpleUploadedFile(name, words)


@pytest.fixture
def noted(report, giang):
    return note_other_way(report.round, fields=FIELDS, by=giang)


def press(person, round, **over):
    return signed_in(person).post(reverse("reports:other_way", args=[round.pk]), {**FORM, **over})


def test_both_sides_read_that_the_paper_went_and_that_no_figures_are_here(report, binh, lan):
    assert report.status == Report.Status.DRAFT
    answer = press(binh, report.round, scan=scan())

    submission = Submission.objects.visible_to(lan).get()
    assert answer.url == submission.get_absolute_url()
    for person in (binh, lan):
        words = signed_in(person).get(answer.url).content.decode()
        assert TOLD in words
        assert "Không có số liệu trong cổng." in words
    assert [each.kind for each in submission.files.all()] == ["signed"]
    assert submission.days_late == 0


def test_the_receipt_says_it_was_only_noted_and_invents_no_hour(noted, giang):
    page = signed_in(giang).get(reverse("reports:submission_receipt", args=[noted.pk]))

    facts = dict(page.context["facts"])
    assert facts["Thời điểm nộp"] == "ngày 16/06/2026"
    assert facts["Đường nộp"] == "Bản giấy, bưu chính, ghi nhận trên cổng"
    assert facts["Người ghi nhận"] == str(giang)


def test_home_asks_for_it_no_more_until_it_is_taken_back(report, binh, giang):
    assert len(my_reports(binh).reports_to_finish) == 1
    noted = note_other_way(report.round, fields=FIELDS, by=giang)
    assert my_reports(binh).reports_to_finish == []

    move_submission(noted, "take_back", by=giang)

    assert len(my_reports(binh).reports_to_finish) == 1


def test_the_office_notes_a_paper_and_the_commune_is_told(report, lan, binh, giang):
    press(lan, report.round)

    submission = Submission.objects.visible_to(binh).get()
    assert submission.status == "opened"
    assert [
        list(person.notices.values_list("text", flat=True))[-1] for person in (binh, giang)
    ] == [f"{lan.unit.short_name} ghi nhận báo cáo 6 tháng đầu năm 2026: đ{TOLD[1:]}."] * 2


def test_nothing_is_noted_beside_what_stands(issued, binh, giang):
    hand_in(issued, by=binh)

    with pytest.raises(MoveRefused, match="đã có một bản báo cáo đang nộp"):
        note_other_way(issued.round, fields=FIELDS, by=giang)
    page = press(giang, issued.round)

    assert page.url == Submission.objects.visible_to(giang).get().get_absolute_url()


def test_what_stands_by_another_way_is_not_handed_in_again(issued, giang, binh):
    assert may_hand_in(binh, issued)
    note_other_way(issued.round, fields=FIELDS, by=giang)

    assert not may_hand_in(binh, issued)
    assert my_reports(binh).reports_to_hand_in == []


def test_a_double_press_notes_once(report, giang):
    first, second = press(giang, report.round), press(giang, report.round)

    assert first.url == second.url
    assert Submission.objects.visible_to(giang).count() == 1


def test_a_correction_is_told_with_what_stood_before(noted, giang):
    url = reverse("reports:other_way_edit", args=[noted.pk])
    seen = signed_in(giang).get(url).context["form"].initial["seen"]

    signed_in(giang).post(url, {**FORM, "other_code": "46/BC-UBND", "seen": seen})

    noted.refresh_from_db()
    assert noted.other_code == "46/BC-UBND"
    assert noted.history.last().note == "số: 45/BC-UBND → 46/BC-UBND"


def test_two_corrections_of_one_page_keep_the_first_and_the_typed_words(noted, giang, binh):
    url = reverse("reports:other_way_edit", args=[noted.pk])
    seen = signed_in(giang).get(url).context["form"].initial["seen"]
    signed_in(giang).post(url, {**FORM, "other_code": "46/BC-UBND", "seen": seen})

    late = signed_in(binh).post(url, {**FORM, "other_code": "47/BC-UBND", "seen": seen})

    noted.refresh_from_db()
    assert (late.status_code, noted.other_code) == (409, "46/BC-UBND")
    assert "47/BC-UBND" in late.content.decode()
    assert "46/BC-UBND" in late.content.decode()


def test_after_the_office_has_accepted_it_stays(noted, giang, lan):
    move_submission(noted, "accept", by=lan)

    with pytest.raises(MoveRefused, match="không sửa được nữa"):
        correct_note(noted, fields=FIELDS, by=giang, seen=0)
    with pytest.raises(MoveRefused):
        move_submission(noted, "take_back", by=giang)
    page = signed_in(giang).get(reverse("reports:other_way_edit", args=[noted.pk]))
    assert page.url == noted.get_absolute_url()


def test_the_office_accepts_no_paper_it_has_not_read(noted, giang, lan):
    office = signed_in(lan)
    seen = office.get(noted.get_absolute_url()).context["seen"]
    given = {"move": "accept", "note": "Đã xem số 45.", "seen": seen}
    row = Submission.objects.visible_to(giang).get()
    fields = {**FIELDS, "other_code": "46/BC-UBND"}
    correct_note(row, fields=fields, by=giang, seen=row.history.last().pk)

    answer = office.post(reverse("reports:submission_move", args=[noted.pk]), given)

    words = answer.content.decode()
    assert answer.status_code == 409
    assert "46/BC-UBND" in words
    assert "Đã xem số 45." in words
    noted.refresh_from_db()
    assert noted.status == "opened"
    again = {**given, "seen": answer.context["seen"]}
    office.post(reverse("reports:submission_move", args=[noted.pk]), again)
    noted.refresh_from_db()
    assert noted.status == "accepted"


def test_what_was_handed_in_here_is_neither_corrected_nor_taken_back(issued, binh, giang):
    submission = hand_in(issued, by=binh)

    page = signed_in(giang).get(reverse("reports:other_way_edit", args=[submission.pk]))
    with pytest.raises(MoveRefused):
        move_submission(submission, "take_back", by=giang)

    assert page.url == submission.get_absolute_url()


def test_the_office_that_takes_its_note_back_ends_at_its_desk(report, lan):
    press(lan, report.round)
    submission = Submission.objects.visible_to(lan).get()

    answer = signed_in(lan).post(
        reverse("reports:submission_move", args=[submission.pk]), {"move": "take_back"}
    )

    assert answer.url == reverse("reports:desk")
    assert list(Submission.objects.visible_to(lan)) == []


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"sent_on": str(today() + timedelta(days=9))}, "sent_on"),
        ({"other_date": "2026-06-17"}, "other_date"),
        ({"other_code": " "}, "other_code"),
        ({"way": "portal"}, "way"),
        ({"scan": scan(b"%PDF-1.7 nua chung")}, "scan"),
        ({"scan": scan(b"MZ", "quet.exe")}, "scan"),
    ],
)
def test_what_cannot_be_is_told_beside_its_box_and_nothing_is_noted(report, giang, over, field):
    page = press(giang, report.round, **over)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert "Nguyễn Văn An" in page.content.decode()
    assert not Submission.objects.visible_to(giang).exists()


@pytest.mark.parametrize(
    ("who", "code"), [("hoa", 403), ("dung", 403), ("phuc", 404), ("cuc", 404)]
)
def test_it_is_noted_by_those_who_send_or_receive_it_alone(request, report, who, code):
    answer = press(request.getfixturevalue(who), report.round)

    assert answer.status_code == code
    assert not Submission._base_manager.exists()


def test_the_office_is_told_nothing_of_an_issued_report_that_has_not_reached_it(issued, lan, binh):
    where = reverse("reports:other_way", args=[issued.round_id])

    known = signed_in(binh).get(where).context["form"].initial
    told = signed_in(lan).get(where)

    assert (known["other_code"], known["signed_by"]) == (issued.code, "Nguyễn Văn An")
    assert set(told.context["form"].initial) == {"sent_on"}
    assert issued.code not in told.content.decode()


def test_a_year_that_cannot_be_is_asked_back(report, giang):
    page = press(giang, report.round, sent_on="0001-01-01", other_date="0001-01-01")

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"sent_on", "other_date"}
