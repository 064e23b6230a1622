"""What is kept of an issued report: its Word file, and the signed paper that comes back."""

import hashlib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danvan.clock import today
from reports.actions.commune import move_report
from reports.actions.issuing import issue_report
from reports.models import Report
from tests.reports.factories import accept_part, approve
from work.models import WorkRow

PDF = b"%PDF-1.7\n" + b"x" * 5000 + b"\n%%EOF\n"


@pytest.fixture
def approved(report, part_of_culture, binh, an):
    accept_part(part_of_culture, coordinator=binh)
    return approve(report, coordinator=binh, leader=an)


@pytest.fixture
def issued(approved, giang, run_work):
    issue_report(approved, number=12, issued_on=today(), by=giang)
    run_work()
    approved.refresh_from_db()
    return approved


def attach(client, who, report, data=PDF, **more):
    client.force_login(who)
    body = {"file": SimpleUploadedFile("ban-ky.pdf", data), "over": "", **more}
    return client.post(reverse("reports:report_signed_copy", args=[report.pk]), body, follow=True)


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def given_out(client, report, **asked):
    return body_of(client.get(reverse("reports:report_pdf", args=[report.pk]), asked))


def said(response):
    return " ".join(str(each) for each in response.context["messages"])


def test_the_word_file_is_that_of_the_issue_whatever_happens_later(issued, client, giang):
    kept = issued.docx.read()
    issued.sections.update(text="Chữ bị sửa ngoài cổng", pieces=[])
    client.force_login(giang)

    assert body_of(client.get(reverse("reports:report_docx", args=[issued.pk]))) == kept


def test_the_signed_copy_is_given_out_and_may_be_taken_away(issued, client, giang):
    attach(client, giang, issued)
    issued.refresh_from_db()
    assert issued.signed_copy.sha256 == hashlib.sha256(PDF).hexdigest()
    assert given_out(client, issued) == PDF
    assert given_out(client, issued, **{"khong-ky": ""}) == issued.pdf.read()

    attach(client, giang, issued, act="remove", over=issued.signed_copy_id)

    issued.refresh_from_db()
    assert issued.signed_copy is None
    assert list(issued.history.filter(move="signed_copy").values_list("label", flat=True)) == [
        "Đính bản có chữ ký", "Gỡ bản có chữ ký",
    ]  # fmt: skip


def test_of_two_who_attach_the_second_is_told(issued, client, giang, an):
    attach(client, giang, issued)

    page = attach(client, an, issued, data=PDF + b"\n%%EOF\n")

    assert "vừa được người khác thay" in said(page)
    issued.refresh_from_db()
    assert issued.signed_copy_by == giang


@pytest.mark.parametrize(("who", "status"), [("binh", 403), ("hoa", 403), ("lan", 404)])
def test_only_the_clerk_and_the_leaders_give_the_signed_paper(issued, client, who, status, request):
    assert attach(client, request.getfixturevalue(who), issued).status_code == status

    issued.refresh_from_db()
    assert issued.signed_copy is None


def test_a_draft_takes_no_signed_paper(approved, client, giang):
    assert "Chỉ báo cáo đã ban hành" in said(attach(client, giang, approved))


def test_what_was_handed_in_keeps_its_signed_paper(issued, client, binh, giang):
    from reports.actions.submissions import hand_in

    attach(client, giang, issued)
    hand_in(issued, by=binh)
    issued.refresh_from_db()

    page = attach(client, giang, issued, act="remove", over=issued.signed_copy_id)

    assert "Báo cáo đã nộp" in said(page)
    issued.refresh_from_db()
    assert issued.signed_copy is not None


def test_a_report_opened_again_leaves_the_files_of_its_first_issue(
    issued, client, giang, binh, lan
):
    from reports.actions.submissions import hand_in, move_submission

    attach(client, giang, issued)
    issued.refresh_from_db()
    submission = hand_in(issued, by=binh)
    move_submission(submission, "send_back", by=lan, note="Thiếu phụ lục")

    move_report(issued, "reopen", by=binh)

    issued.refresh_from_db()
    assert (issued.docx, issued.pdf, issued.signed_copy) == (None, None, None)


def test_errors_of_form_stop_the_issue_until_somebody_says_why(approved, client, giang):
    Report._base_manager.filter(pk=approved.pk).update(symbol="KH-UBND")
    client.force_login(giang)
    where = reverse("reports:report_issue", args=[approved.pk])
    given = {"number": 12, "issued_on": today()}

    page = client.post(where, given)
    assert "phải bắt đầu bằng “BC-”" in page.content.decode()
    approved.refresh_from_db()
    assert approved.status == "approved"

    client.post(where, {**given, "form_reason": "Theo quy định riêng của tỉnh"})
    approved.refresh_from_db()
    assert approved.status == "issued"
    note = approved.history.get(move="issue").note
    assert note == "Ban hành khi còn 1 lỗi thể thức: Theo quy định riêng của tỉnh"


def test_no_date_before_the_approval(approved, client, giang):
    client.force_login(giang)
    where = reverse("reports:report_issue", args=[approved.pk])

    page = client.post(where, {"number": 12, "issued_on": date(2026, 1, 5)})

    assert "ngày ban hành không được trước ngày đó" in page.context["form"].errors["issued_on"][0]


def test_a_printer_that_dies_leaves_no_file_and_no_stuck_row(
    approved, giang, run_work, monkeypatch
):
    from reports.paper import print_jobs
    from work import actions, jobs

    issue_report(approved, number=12, issued_on=today(), by=giang)
    row = WorkRow.objects.unscoped("test").get(kind="render_report", subject_id=approved.pk)

    def die(stored, **photos):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(print_jobs, "render_pdf_safely", die)
        with pytest.raises(SystemExit):
            jobs.run(row.pk)
    WorkRow.objects.unscoped("test").filter(pk=row.pk).update(lease_until="2026-01-01T00:00Z")
    actions.free_expired()
    approved.refresh_from_db()
    assert approved.pdf is None
    WorkRow.objects.unscoped("test").filter(pk=row.pk).update(next_try_at="2026-01-01T00:00Z")

    run_work()

    row.refresh_from_db()
    approved.refresh_from_db()
    assert (row.state, approved.pdf) == ("done", row.result)
