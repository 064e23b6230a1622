"""The pages that show everything that happened to a report."""

from django.urls import reverse

from reports.actions.parts import move_part
from reports.actions.submissions import move_submission
from tests.reports.factories import fill_part


def test_the_history_of_a_report_holds_each_attempt_and_its_answer(client, submission, binh, lan):
    move_submission(submission, "send_back", by=lan, note="Thiếu số liệu đối thoại.")
    client.force_login(binh)

    url = reverse("reports:report_history", args=[submission.report_id])
    page = client.get(url).content.decode()

    words = [submission.receipt, "Trả lại", "Thiếu số liệu đối thoại.", "Lần 1"]
    assert [word for word in words if word not in page] == []


def test_the_history_of_a_part_is_for_the_unit_and_not_for_another(
    client, part_of_culture, dung, khanh
):
    fill_part(part_of_culture)
    move_part(part_of_culture, "send", by=dung)
    url = reverse("reports:part_history", args=[part_of_culture.pk])

    client.force_login(dung)
    assert "Gửi" in client.get(url).content.decode()

    client.force_login(khanh)
    assert client.get(url).status_code == 404
