"""The number, the frozen document, its PDF, and what is handed in."""

import hashlib
import io
from datetime import date, timedelta

import pypdfium2
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from danvan.clock import today
from danvan.workflow import MoveRefused
from documents import read_docx
from documents.model import plain
from documents.normal_form import normal_form
from documents.storage import fingerprint, from_dict
from records.models import RegisterEntry
from records.register import NumberTaken
from reports.actions import commune as actions
from reports.actions import issuing
from reports.actions.submissions import hand_in
from reports.models import Report, Submission
from reports.paper.document import stored_document, to_document
from tests.reports.factories import accept_part, approve
from work.models import WorkRow


@pytest.fixture
def approved(report, part_of_culture, binh, an):
    accept_part(part_of_culture, coordinator=binh, figures={"conferences": "2", "money": "1234.5"})
    return approve(report, coordinator=binh, leader=an)


def issue(report, by, number=12, issued_on=date(2026, 6, 15)):
    return issuing.issue_report(report, number=number, issued_on=issued_on, by=by)


def prints_of(report):
    rows = WorkRow.objects.unscoped("test").filter(kind="render_report", subject_id=report.pk)
    return rows.order_by("pk")


def text_of_pdf(data):
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def test_issuing_enters_the_register_and_freezes_the_document(approved, giang):
    issue(approved, giang)

    approved.refresh_from_db()
    entry = RegisterEntry.objects.visible_to(giang).get()
    assert approved.register_entry == entry
    assert (entry.printed, entry.signer) == ("12/BC-UBND", "Nguyễn Văn An")
    assert entry.subject == "Báo cáo kết quả công tác dân vận chính quyền 6 tháng đầu năm 2026"
    frozen = from_dict(approved.document)
    assert (frozen.number, frozen.date) == (12, date(2026, 6, 15))


def test_a_number_given_before_is_refused_with_the_next_free_one_and_nothing_moves(
    approved, giang, issued_plan
):
    from records.register import register

    register(
        commune=approved.round.commune,
        number=12,
        symbol="BC-UBND",
        issued_on=date(2026, 3, 1),
        subject="Báo cáo khác",
        signer="Nguyễn Văn An",
        recipients="",
        by=giang,
    )

    with pytest.raises(NumberTaken, match="còn trống là 13"):
        issue(approved, giang)

    approved.refresh_from_db()
    assert (approved.status, approved.number, approved.document) == ("approved", None, None)


def test_the_page_says_that_the_number_is_taken_and_stays_filled(approved, giang):
    client = Client()
    client.force_login(giang)
    where = reverse("reports:report_issue", args=[approved.pk])
    offered = client.get(where).context["form"].initial["number"]
    from records.register import register

    register(
        commune=approved.round.commune,
        number=offered,
        symbol="BC-UBND",
        issued_on=today(),
        subject="Báo cáo khác",
        signer="An",
        recipients="",
        by=giang,
    )

    page = client.post(where, {"number": offered, "issued_on": today()})

    assert page.context["form"].errors["number"][0].startswith("Số 01/BC-UBND đã được cấp")
    assert page.context["form"]["number"].value() == 2


def test_a_refused_issue_leaves_no_line_in_the_register(approved, giang, an):
    stale = Report.objects.visible_to(an).select_related("round__commune").get(pk=approved.pk)
    issue(approved, giang)

    with pytest.raises(MoveRefused, match="người khác"):
        issue(stale, an, number=13)

    assert [entry.number for entry in RegisterEntry.objects.visible_to(an)] == [12]


def test_a_date_to_come_is_refused(approved, giang):
    client = Client()
    client.force_login(giang)
    data = {"number": 12, "issued_on": today() + timedelta(days=1)}

    page = client.post(reverse("reports:report_issue", args=[approved.pk]), data)

    assert "không được sau hôm nay" in page.context["form"].errors["issued_on"][0]


def test_the_printed_report_says_what_a_report_upward_must_say(approved, giang, run_work):
    issue(approved, giang)
    run_work()
    approved.refresh_from_db()

    text = text_of_pdf(approved.pdf.read())

    for words in (
        "ỦY BAN NHÂN DÂN XÃ AN HÒA",
        "Số: 12/BC-UBND",
        "An Hòa, ngày 15 tháng 6 năm 2026",
        "BÁO CÁO",
        "Kính gửi: Sở Nội vụ tỉnh Hòa Sơn",
        "II. KẾT QUẢ THỰC HIỆN",
        "tổng hợp./.",
        "- Như trên;",
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        "Nguyễn Văn An",
        "BIỂU SỐ LIỆU",
        "1.234,5",
    ):
        assert words in text


def test_headings_without_words_are_left_out_and_the_rest_is_numbered_anew(approved):
    items = to_document(approved).items

    assert [(item.marker, plain(item.heading)) for item in items] == [
        ("I", "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TRIỂN KHAI"),
        ("II", "KẾT QUẢ THỰC HIỆN"),
        ("III", "ĐÁNH GIÁ CHUNG"),
        ("IV", "KIẾN NGHỊ, ĐỀ XUẤT"),
    ]
    assert [item.marker for item in items[1].children if item.heading] == ["1", "2"]


def test_the_body_points_to_its_appendix_and_without_figures_there_is_none(report, binh):
    actions.compile_report(report, by=binh)

    bare = to_document(report)

    assert bare.appendices == ()
    assert "Phụ lục" not in str(bare.items)


def test_the_same_content_is_printed_once(approved, binh, run_work):
    first = issuing.order_pdf(approved, by=binh)
    assert issuing.order_pdf(approved, by=binh) == first
    run_work()
    assert issuing.order_pdf(approved, by=binh) == first

    Report._base_manager.filter(pk=approved.pk).update(title="Tên khác")
    approved.refresh_from_db()

    assert issuing.order_pdf(approved, by=binh) != first


def test_printing_twice_keeps_the_issued_file_in_place(approved, giang, run_work):
    from work import jobs

    issue(approved, giang)
    run_work()
    approved.refresh_from_db()
    kept = approved.pdf
    jobs.run(prints_of(approved).get().pk)

    approved.refresh_from_db()
    assert approved.pdf == kept


def test_a_draft_changed_before_it_was_printed_is_told_so(approved, binh, run_work):
    row = issuing.order_pdf(approved, by=binh)
    Report._base_manager.filter(pk=approved.pk).update(title="Tên khác")

    run_work()

    row.refresh_from_db()
    assert (row.state, row.error) == (
        "refused",
        "Nội dung báo cáo vừa thay đổi trong lúc tạo tệp. Hãy bấm tạo tệp PDF lại.",
    )


def test_tasks_that_go_on_do_not_change_an_issued_report(
    approved, giang, half_year, culture, dung, run_work
):
    from tests.reports.factories import make_task

    issue(approved, giang)
    make_task(half_year, culture, dung, "Nhiệm vụ mới")
    run_work()

    approved.refresh_from_db()
    assert approved.pdf is not None
    assert fingerprint(stored_document(approved)) != fingerprint(approved.document)


def test_an_unprinted_report_cannot_be_handed_in(approved, giang, binh):
    issue(approved, giang)

    with pytest.raises(MoveRefused, match="chưa nộp được"):
        hand_in(approved, by=binh)

    assert list(Submission.objects.visible_to(binh)) == []


def test_when_two_people_hand_in_at_once_there_is_one_submission(approved, giang, binh, run_work):
    issue(approved, giang)
    run_work()
    hand_in(approved, by=binh)

    with pytest.raises(MoveRefused):
        hand_in(approved, by=giang)

    kept = Submission.objects.visible_to(binh).get()
    assert (kept.ordinal, kept.submitted_by, kept.signed_by) == (1, binh, "Nguyễn Văn An")
    assert kept.sha256 == hashlib.sha256(kept.pdf.read()).hexdigest()


def test_the_receipt_shows_the_hash_and_the_code(submission, binh):
    client = Client()
    client.force_login(binh)

    page = client.get(reverse("reports:submission_receipt", args=[submission.pk])).content.decode()

    assert len(submission.receipt) == 10
    assert submission.receipt in page
    assert submission.sha256 in page


def test_opening_twice_leaves_one_line_of_history(submission, lan):
    client = Client()
    client.force_login(lan)
    for _ in range(2):
        client.get(submission.get_absolute_url())

    assert list(submission.history.values_list("move", flat=True)) == ["hand_in", "open"]


def test_returning_to_the_commune_needs_a_reason(submission, lan):
    client = Client()
    client.force_login(lan)

    client.post(
        reverse("reports:submission_move", args=[submission.pk]), {"move": "send_back", "note": ""}
    )

    submission.refresh_from_db()
    assert submission.status == "submitted"


def test_the_command_writes_the_very_bytes_of_an_issued_report(submission, tmp_path):
    target = tmp_path / "bao-cao.pdf"

    call_command("export_report", submission.report_id, output=target)

    assert hashlib.sha256(target.read_bytes()).hexdigest() == submission.sha256


def test_the_command_prints_a_draft_as_it_stands(approved, tmp_path):
    target = tmp_path / "du-thao.pdf"

    call_command("export_report", approved.pk, output=target)

    assert "KẾT QUẢ THỰC HIỆN" in text_of_pdf(target.read_bytes())


def test_the_command_writes_a_word_file(approved, tmp_path):
    target = tmp_path / "du-thao.docx"

    call_command("export_report", approved.pk, "--format", "docx", "--output", str(target))

    assert read_docx(target.read_bytes()) == normal_form(to_document(approved))


def test_the_command_knows_no_part_of_a_unit(part_of_culture, tmp_path):
    with pytest.raises(CommandError, match="Không có báo cáo"):
        call_command("export_report", part_of_culture.pk, output=tmp_path / "x.pdf")


def test_who_issues_second_with_the_same_number_is_told_that_somebody_was_quicker(
    approved, giang, an
):
    stale = Report.objects.visible_to(an).select_related("round__commune").get(pk=approved.pk)
    issue(approved, giang)

    with pytest.raises(MoveRefused, match="người khác"):
        issue(stale, an)

    approved.refresh_from_db()
    assert approved.register_entry.registered_by == giang


def test_figures_are_asked_again_when_the_number_is_given(approved, giang, client):
    code = "conferences"
    approved.figures.filter(indicator__code=code).update(previous=50)
    client.force_login(giang)
    url = reverse("reports:report_issue", args=[approved.pk])

    page = client.get(url).content.decode()
    assert f"#chi-tieu-{code}" in page
    with pytest.raises(MoveRefused, match="số liệu chưa khớp"):
        issue(approved, giang)
    assert not RegisterEntry.objects.visible_to(giang).exists()

    approved.figures.filter(indicator__code=code).update(note="đã kiểm tra")
    issue(approved, giang)
    approved.refresh_from_db()
    assert approved.status == "issued"
