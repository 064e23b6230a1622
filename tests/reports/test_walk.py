"""From the opened round to the accepted submission, through the pages, each person in their own browser."""

import hashlib
import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from danvan.clock import today
from reports.actions.rounds import DAYS
from reports.models import Bundle, Indicator, Report, ReportRound, Submission


@pytest.fixture
def signed_in():
    def sign_in(person):
        client = Client()
        client.force_login(person)
        return client

    return sign_in


def post(client, name, pk, **data):
    response = client.post(reverse(f"reports:{name}", args=[pk]), data, follow=True)
    assert response.status_code == 200, response.content.decode()
    return response


def said(response):
    return [str(message) for message in response.context["messages"]]


def open_half_year(client, units):
    page = client.get(reverse("reports:round_create"), {"kind": "six_months", "year": 2026})
    form = page.context["form"]
    data = {name: form[name].value() for name in ("receiver", "plan")}
    data = {name: getattr(value, "pk", value) for name, value in data.items()}
    data |= {name: form.initial[name].isoformat() for name in DAYS}
    data["template"] = form.initial["template"]
    address = reverse("reports:round_create") + "?kind=six_months&year=2026"
    return client.post(address, {**data, "units": [unit.pk for unit in units]}, follow=True)


def part_data(part, **figures):
    """What the form of a part posts; figures by indicator code."""
    codes = dict(Indicator.objects.values_list("code", "pk"))
    typed = {f"value-{codes[code]}": words for code, words in figures.items()}
    return {
        "version": part.version,
        "result": "- Tổ chức 02 hội nghị.\n- Vận động hiến đất.",
        "difficulty": "Kinh phí hạn chế.",
        "proposal": "Không",
        **typed,
    }


def test_a_round_goes_from_opening_to_acceptance(
    signed_in, run_work, issued_plan, binh, dung, khanh, an, giang, lan, culture, east_village
):
    coordinator, leader, clerk, office = map(signed_in, (binh, an, giang, lan))

    open_half_year(coordinator, [culture, east_village])
    round = ReportRound.objects.visible_to(binh).get()
    assert round.plan == issued_plan
    for person, unit in ((dung, culture), (khanh, east_village)):
        part = Report.objects.visible_to(person).get(unit=unit)
        data = part_data(part, conferences="2", money="1.234,5")
        post(signed_in(person), "part_edit", part.pk, **data, then="send")
        post(coordinator, "part_move", part.pk, move="accept")
    report = Report.objects.visible_to(binh).get(scope="commune")

    post(coordinator, "report_compile", report.pk)
    post(coordinator, "report_preview", report.pk)
    run_work()
    draft = coordinator.get(reverse("reports:report_pdf", args=[report.pk]))
    assert b"".join(draft.streaming_content)[:5] == b"%PDF-"

    post(coordinator, "report_move", report.pk, move="submit")
    post(leader, "report_move", report.pk, move="approve")
    post(clerk, "report_issue", report.pk, number=12, issued_on=today())
    run_work()
    report.refresh_from_db()
    assert (report.status, report.code, report.signer_name) == (
        "issued",
        "12/BC-UBND",
        "Nguyễn Văn An",
    )

    receipt = post(coordinator, "report_hand_in", report.pk)
    submission = Submission.objects.visible_to(binh).get()
    assert said(receipt) == [f"Đã nộp. Mã biên nhận: {submission.receipt}."]

    desk = office.get(reverse("reports:desk"), {"year": 2026})
    cells = [cell for line in desk.context["page"] for cell in line.cells if cell.submission]
    assert [(cell.submission, cell.state.key) for cell in cells] == [(submission, "submitted")]
    page = office.get(submission.get_absolute_url())
    assert "1.234,5" not in page.content.decode()  # two units gave it: the sum is shown
    assert "2.469" in page.content.decode()
    pdf = office.get(reverse("reports:submission_pdf", args=[submission.pk]))
    delivered = b"".join(pdf.streaming_content)
    assert hashlib.sha256(delivered).hexdigest() == submission.sha256

    late = post(coordinator, "submission_move", submission.pk, move="withdraw")
    assert said(late) == ["Bước này không còn mở cho hồ sơ ở tình trạng hiện tại."]
    post(office, "submission_move", submission.pk, move="accept", note="Báo cáo đầy đủ.")
    submission.refresh_from_db()
    steps = list(submission.history.values_list("move", "by__username", "note"))
    assert submission.status == "accepted"
    assert steps == [
        ("hand_in", "binh", ""),
        ("open", "lan", ""),
        ("accept", "lan", "Báo cáo đầy đủ."),
    ]


def test_a_returned_report_is_reopened_reissued_under_a_new_number_and_handed_in_again(
    signed_in, run_work, report, part_of_culture, binh, an, giang, lan
):
    from tests.reports.factories import accept_part, approve

    coordinator, leader, clerk, office = map(signed_in, (binh, an, giang, lan))
    accept_part(part_of_culture, coordinator=binh)
    approve(report, coordinator=binh, leader=an)
    post(clerk, "report_issue", report.pk, number=12, issued_on=today())
    run_work()
    post(clerk, "report_hand_in", report.pk)
    first = Submission.objects.visible_to(binh).get()
    office.get(first.get_absolute_url())
    post(office, "submission_move", first.pk, move="send_back", note="Thiếu số liệu hòa giải.")

    again = post(clerk, "report_hand_in", report.pk)
    assert said(again) == [
        "Báo cáo này hiện chưa nộp được: cần đã ban hành, có tệp PDF và chưa có bản nào đang nộp."
    ]
    post(coordinator, "report_move", report.pk, move="reopen")
    post(coordinator, "report_move", report.pk, move="submit")
    post(leader, "report_move", report.pk, move="approve")
    post(clerk, "report_issue", report.pk, number=13, issued_on=today())
    run_work()
    post(clerk, "report_hand_in", report.pk)

    kept = Submission.objects.visible_to(lan).order_by("ordinal")
    assert [(each.ordinal, each.status, each.document["number"]) for each in kept] == [
        (1, "returned", 12),
        (2, "submitted", 13),
    ]


def test_a_withdrawn_report_disappears_from_the_office_and_can_be_handed_in_again(
    signed_in, run_work, report, part_of_culture, binh, an, giang, lan
):
    from tests.reports.factories import accept_part, approve

    accept_part(part_of_culture, coordinator=binh)
    approve(report, coordinator=binh, leader=an)
    coordinator, office = signed_in(binh), signed_in(lan)
    post(signed_in(giang), "report_issue", report.pk, number=12, issued_on=today())
    run_work()
    post(coordinator, "report_hand_in", report.pk)
    first = Submission.objects.visible_to(lan).get()

    post(coordinator, "submission_move", first.pk, move="withdraw")

    assert office.get(first.get_absolute_url()).status_code == 404
    post(coordinator, "report_hand_in", report.pk)
    assert [each.ordinal for each in Submission.objects.visible_to(lan)] == [2]


def test_chosen_submissions_come_as_one_zip_with_the_bytes_that_were_handed_in(
    signed_in, run_work, report, part_of_culture, binh, an, giang, lan
):
    from tests.reports.factories import accept_part, approve

    accept_part(part_of_culture, coordinator=binh)
    approve(report, coordinator=binh, leader=an)
    post(signed_in(giang), "report_issue", report.pk, number=12, issued_on=today())
    run_work()
    post(signed_in(binh), "report_hand_in", report.pk)
    submission = Submission.objects.visible_to(lan).get()
    office = signed_in(lan)

    office.post(reverse("reports:desk_act"), {"act": "zip", "cell": [f"s{submission.pk}"]})
    run_work()

    bundle = Bundle.objects.visible_to(lan).get()
    sent = office.get(reverse("reports:bundle_file", args=[bundle.pk]))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(sent.streaming_content)))
    assert archive.namelist() == [
        "00-muc-luc.xlsx",
        "01-xa-an-hoa_bao-cao-6-thang-dau-nam-2026_lan1.pdf",
        "01-xa-an-hoa_bao-cao-6-thang-dau-nam-2026_lan1.docx",
    ]
    assert hashlib.sha256(archive.read(archive.namelist()[1])).hexdigest() == submission.sha256
    submission.refresh_from_db()
    assert submission.status == "opened"
