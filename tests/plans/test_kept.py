"""What is frozen at the issue, the number that is offered, and the signed paper that comes back."""

import hashlib
import threading
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from danvan.workflow import MoveRefused
from plans.actions import issue_plan, move_plan
from plans.models import Plan, PlanVersion
from plans.outline import Outline
from records.files import keep
from records.models import RegisterEntry
from records.register import NumberTaken
from tests.factories import make_item, make_plan

DAY = date(2026, 1, 15)
PDF = b"%PDF-1.7\n" + b"x" * 5000 + b"\n%%EOF\n"


def approve(plan, an, binh):
    move_plan(plan, "submit", by=binh)
    move_plan(plan, "approve", by=an)
    return plan


@pytest.fixture
def issued(plan, an, binh, giang):
    version = issue_plan(approve(plan, an, binh), number=5, issued_on=DAY, by=giang)
    version.pdf = keep(PDF + b"unsigned\n", name="ke-hoach.pdf", content_type="application/pdf")
    version.save()
    return version


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def upload(data=PDF, name="ban-ky.pdf"):
    return SimpleUploadedFile(name, data)


def attach(client, who, version, file=None, over="", **more):
    client.force_login(who)
    body = {"file": file or upload(), "over": over, "version": 1} | more
    return client.post(reverse("plans:signed_copy", args=[version.plan_id]), body, follow=True)


def test_text_word_file_and_the_names_of_the_items_are_frozen(issued, plan, client, dung):
    word = issued.docx.read()
    plan.items.filter(marker="1").update(text="Chữ bị sửa ngoài cổng")
    client.force_login(dung)

    given = body_of(client.get(reverse("plans:docx", args=[plan.pk])))

    assert given == word
    assert hashlib.sha256(given).hexdigest() == issued.docx.sha256
    order = [str(line.item.uid) for line in Outline(plan).lines()]
    assert issued.item_uids == order


def test_an_issue_that_fails_keeps_no_version(plan, an, binh, giang):
    approve(plan, an, binh)
    RegisterEntry.objects.create(
        commune=plan.commune, year=2026, number=5, symbol=plan.symbol, issued_on=DAY,
        subject="Khác", signer="An", registered_by=giang,
    )  # fmt: skip

    with pytest.raises(NumberTaken):
        issue_plan(plan, number=5, issued_on=DAY, by=giang)

    assert not PlanVersion.objects.filter(plan=plan).exists()


@pytest.mark.parametrize(
    ("which", "expected"), [("docx", "bản Word"), ("pdf", "bản PDF không chữ ký"), ("", None)]
)
def test_a_file_is_told_apart_from_what_was_issued(client, issued, dung, which, expected):
    data = getattr(issued, which).read() if which else issued.docx.read() + b" "
    client.force_login(dung)

    response = client.post(
        reverse("plans:verify", args=[issued.plan_id]), {"file": upload(data, "tep.docx")}
    )

    found = response.context["found"]
    assert (found.name if found else None) == expected
    assert ("giống hoàn toàn" in response.content.decode()) == bool(which)


def test_a_draft_has_nothing_to_hold_a_file_against(client, plan, binh):
    client.force_login(binh)

    assert client.get(reverse("plans:verify", args=[plan.pk])).status_code == 404


def test_the_signed_copy_is_what_readers_get_byte_for_byte(client, issued, giang, dung):
    attach(client, giang, issued)
    client.force_login(dung)
    pdf = reverse("plans:pdf", args=[issued.plan_id])

    assert body_of(client.get(pdf)) == PDF
    assert body_of(client.get(pdf + "?khong-ky")) == PDF + b"unsigned\n"
    assert "Bản không chữ ký" in client.get(issued.plan.get_absolute_url()).content.decode()
    assert issued.plan.history.last().label == "Đính bản có chữ ký"
    assert hashlib.sha256(PDF).hexdigest() in issued.plan.history.last().note


def test_a_signed_copy_is_replaced_and_removed_with_history(client, issued, binh):
    attach(client, binh, issued)
    issued.refresh_from_db()
    second = PDF + b"second\n%%EOF"
    attach(client, binh, issued, upload(second), over=issued.signed_copy_id)
    issued.refresh_from_db()
    assert issued.signed_copy.read() == second

    attach(client, binh, issued, over=issued.signed_copy_id, act="remove")

    issued.refresh_from_db()
    assert issued.signed_copy is None
    labels = [line.label for line in issued.plan.history.filter(move="signed_copy")]
    assert labels == ["Đính bản có chữ ký", "Thay bản có chữ ký", "Gỡ bản có chữ ký"]


def test_a_stale_page_does_not_replace_what_a_colleague_attached(client, issued, giang, binh):
    attach(client, giang, issued)

    page = attach(client, binh, issued, upload(PDF + b"other%%EOF")).content.decode()

    issued.refresh_from_db()
    assert issued.signed_copy.read() == PDF
    assert "vừa được người khác thay hoặc gỡ" in page


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"MZ" + b"x" * 100, "ban-ky.exe", "không thuộc loại được nhận"),
        (b"MZ" + b"x" * 100, "ban-ky.pdf", "thiếu phần cuối"),
        (b"MZ%%EOF", "ban-ky.pdf", "không đúng là tệp .pdf"),
        (PDF[:-7], "ban-ky.pdf", "thiếu phần cuối"),
        (b"x" * 10, "ban-ky.jpg", "không đúng là tệp .jpg"),
    ],
)
def test_what_is_no_signed_paper_is_refused(client, issued, giang, data, name, sentence):
    page = attach(client, giang, issued, upload(data, name)).content.decode()

    assert sentence in page
    issued.refresh_from_db()
    assert issued.signed_copy is None


@pytest.mark.parametrize(
    ("who", "code"), [("an", 200), ("dung", 403), ("hoa", 403), ("minh", 404), ("cuc", 404)]
)
def test_who_may_attach(request, client, issued, who, code):
    assert attach(client, request.getfixturevalue(who), issued).status_code == code


def test_a_plan_not_issued_takes_no_signed_copy(client, plan, giang):
    client.force_login(giang)
    url = reverse("plans:signed_copy", args=[plan.pk])

    page = client.post(url, {"file": upload()}, follow=True).content.decode()

    assert "Chỉ kế hoạch đã ban hành" in page


def test_the_number_of_this_year_is_not_given_to_a_paper_of_last_year(
    client, plan, an, binh, giang
):
    for year, number in ((2026, 7), (2025, 30)):
        RegisterEntry.objects.create(
            commune=plan.commune, year=year, number=number, symbol=plan.symbol,
            issued_on=date(year, 1, 10), subject="Khác", signer="An", registered_by=giang,
        )  # fmt: skip
    approve(plan, an, binh)
    client.force_login(giang)
    url = reverse("plans:issue", args=[plan.pk])

    response = client.post(url, {"number": 8, "issued_on": "2025-12-30"})

    form = response.context["form"]
    assert "của năm 2025 là 31" in form.errors["number"][0]
    assert form["number"].value() == 31


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_give_a_number_once(an, binh, giang):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writes one after the other")
    plans = []
    for _ in range(2):
        plan = make_plan(binh)
        make_item(plan, marker="I", heading="NHIỆM VỤ", text="")
        plans.append(approve(plan, an, binh))
    start, ends = threading.Barrier(3), []

    def press(plan):
        try:
            start.wait()
            issue_plan(plan, number=5, issued_on=DAY, by=giang)
            ends.append("issued")
        except (NumberTaken, MoveRefused) as refusal:
            ends.append(type(refusal).__name__)
        finally:
            connection.close()

    # The same plan pressed twice, and another plan with the same number.
    again = Plan.objects.unscoped("test").get(pk=plans[0].pk)
    threads = [threading.Thread(target=press, args=[plan]) for plan in (*plans, again)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(ends)[-1] == "issued"
    assert ends.count("issued") == 1
    assert RegisterEntry.objects.unscoped("test").count() == 1
    assert PlanVersion.objects.count() == 1
