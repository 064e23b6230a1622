"""The receipt, and whether a file is the one that was handed in."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reports.actions.submissions import hand_in
from reports.handing.receipt import address_of, moment_of, qr_svg, stored_receipt
from reports.models import Submission
from tests.reports.test_handing import signed_in

CHECK = "reports:receipt_check"


@pytest.fixture
def handed(issued, binh):
    return hand_in(issued, by=binh)


def check(person, code="", data=None):
    form = {"ma": code}
    if data is not None:
        form["file"] = SimpleUploadedFile("tep-gui-lai.pdf", data)
    return signed_in(person).post(reverse(CHECK), form)


def test_it_names_who_signed_who_pressed_and_every_hash_in_full(handed, binh):
    page = signed_in(binh).get(reverse("reports:submission_receipt", args=[handed.pk]))

    words = page.content.decode()
    for wanted in (handed.receipt, "Nguyễn Văn An", str(binh), "12/BC-UBND ngày 15/06/2026"):
        assert wanted in words
    for each in handed.files.all():
        assert each.sha256 in words
    assert "<svg" in words


def test_its_moment_is_told_to_the_second_with_the_zone(handed):
    Submission._base_manager.filter(pk=handed.pk).update(submitted_at="2026-06-15T17:00:07Z")
    handed.refresh_from_db()

    assert moment_of(handed) == "00:00:07 ngày 16/06/2026 (giờ Việt Nam, +07:00)"


def test_the_code_leads_to_the_page_that_checks_it(handed, settings):
    settings.PUBLIC_URL = "https://danvan.example.gov.vn"

    assert address_of(handed).startswith("https://danvan.example.gov.vn/bao-cao/kiem-tra")
    assert address_of(handed).endswith(f"?ma={handed.receipt}")
    assert "style" not in qr_svg(handed)


def test_the_paper_is_printed_once_and_says_every_hash(handed, binh, run_work):
    url = reverse("reports:receipt_pdf", args=[handed.pk])
    signed_in(binh).post(reverse("reports:receipt_print", args=[handed.pk]))
    run_work()

    first = signed_in(binh).get(url)
    again = signed_in(binh).post(reverse("reports:receipt_print", args=[handed.pk]))

    assert b"".join(first.streaming_content)[:5] == b"%PDF-"
    assert again.url == url
    words = str(stored_receipt(handed)).replace(" ", "")
    assert all(each.sha256 in words for each in handed.files.all())


@pytest.mark.parametrize("who", ["binh", "an", "giang", "hoa", "lan"])
def test_each_file_is_recognised_by_those_who_may_see_it(request, handed, who):
    person = request.getfixturevalue(who)

    for each in handed.files.all():
        page = check(person, data=each.file.read())
        assert [(found.pk, kind) for found, kind in page.context["matches"]] == [
            (handed.pk, each.get_kind_display())
        ]


def test_a_changed_byte_is_told(handed, binh):
    data = handed.pdf.read() + b" "

    page = check(binh, handed.receipt, data)

    assert page.context["matches"] == []
    assert page.context["sha256"] == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("who", ["phuc", "cuong", "cuc", "dung", "khanh"])
def test_whom_it_does_not_concern_finds_nothing_by_code_or_by_file(request, handed, who):
    person = request.getfixturevalue(who)
    data = handed.pdf.read()

    by_code, by_file, both = (
        check(person, handed.receipt),
        check(person, data=data),
        check(person, handed.receipt, data),
    )

    assert "Không tìm thấy" in by_code.content.decode()
    assert by_file.context["matches"] == []
    assert "matches" not in both.context
    for page in (by_code, by_file, both):
        assert "Nguyễn Văn An" not in page.content.decode()


def test_a_stranger_finds_neither_file_nor_receipt(handed, phuc):
    client = signed_in(phuc)
    file = handed.files.first()
    addresses = [reverse("reports:submission_file", args=[file.pk])]
    addresses += [
        reverse(f"reports:{name}", args=[handed.pk])
        for name in ("submission_detail", "submission_pdf", "submission_receipt", "receipt_pdf")
    ]
    addresses += [
        reverse(f"reports:{name}", args=[handed.pk])
        for name in ("submission_compare", "other_way_edit")
    ]

    assert {client.get(url).status_code for url in addresses} == {404}
    assert (
        client.get(reverse("reports:other_way", args=[handed.report.round_id])).status_code == 404
    )


def test_nobody_checks_without_signing_in(handed):
    page = Client().get(reverse(CHECK), {"ma": handed.receipt})

    assert page.status_code == 302
