"""Number, date, register, frozen version and its PDF."""

from datetime import date

import pypdfium2
import pytest
from django.urls import reverse

from danvan.workflow import MoveRefused
from documents.pdf import missing_pdf_support
from documents.storage import fingerprint
from notices.models import Notice
from plans.actions import delete_draft, issue_plan, move_plan
from plans.jobs import content_of, order_pdf, printed
from plans.models import Plan
from records.models import RegisterEntry, StoredFile
from records.register import NumberTaken
from tests.factories import make_item, make_plan
from work.models import WorkRow

DAY = date(2026, 1, 15)
needs_pdf = pytest.mark.skipif(
    missing_pdf_support() is not None, reason=missing_pdf_support() or ""
)


def approve(plan, an, binh):
    move_plan(plan, "submit", by=binh)
    move_plan(plan, "approve", by=an)
    return plan


@pytest.fixture
def approved(plan, an, binh):
    return approve(plan, an, binh)


@pytest.fixture
def second_plan(binh, an):
    plan = make_plan(binh, title="Kế hoạch thứ hai")
    make_item(plan, marker="I", heading="NHIỆM VỤ", text="")
    return approve(plan, an, binh)


def test_issuing_freezes_the_text_and_enters_the_register(approved, giang):
    version = issue_plan(approved, number=5, issued_on=DAY, by=giang)

    approved.refresh_from_db()
    entry = RegisterEntry.objects.visible_to(giang).get()
    assert (approved.status, approved.code) == (Plan.Status.ISSUED, "05/KH-UBND")
    assert approved.register_entry == entry
    assert (entry.printed, entry.signer, entry.issued_on) == ("05/KH-UBND", "Nguyễn Văn An", DAY)
    assert version.document["number"] == 5
    assert version.sha256 == fingerprint(version.document)


def test_a_number_given_this_year_is_refused_with_the_next_free_one(approved, second_plan, giang):
    issue_plan(approved, number=5, issued_on=DAY, by=giang)

    with pytest.raises(NumberTaken, match="05/KH-UBND") as refusal:
        issue_plan(second_plan, number=5, issued_on=DAY, by=giang)

    second_plan.refresh_from_db()
    assert refusal.value.next_free == 6
    assert (second_plan.status, second_plan.number) == (Plan.Status.APPROVED, None)
    assert second_plan.history.last().move == "approve"
    assert second_plan.versions.count() == 0


def test_a_number_is_given_only_to_the_text_the_clerk_has_read(client, approved, an, binh, giang):
    """Sent back, written anew and approved again, it stands at the same step with other words."""
    client.force_login(giang)
    form = client.get(reverse("plans:issue", args=[approved.pk])).context["form"]
    move_plan(approved, "send_back", by=an, note="Sửa lại")
    approve(approved, an, binh)

    sent = {
        "number": 5,
        "issued_on": DAY,
        "seen": form.initial["seen"],
        "form_reason": "Đã rà soát kỹ",
    }
    response = client.post(reverse("plans:issue", args=[approved.pk]), sent, follow=True)

    approved.refresh_from_db()
    assert (approved.status, approved.number) == (Plan.Status.APPROVED, None)
    assert "đã thay đổi kể từ lúc mở trang" in response.content.decode()
    fresh = client.get(reverse("plans:issue", args=[approved.pk])).context["form"]
    client.post(reverse("plans:issue", args=[approved.pk]), sent | {"seen": fresh.initial["seen"]})
    approved.refresh_from_db()
    assert approved.code == "05/KH-UBND"


def test_the_same_number_is_free_in_another_commune_and_another_year(
    approved, second_plan, giang, cuong, cuc
):
    issue_plan(approved, number=5, issued_on=DAY, by=giang)
    issue_plan(second_plan, number=5, issued_on=date(2025, 12, 30), by=giang)
    theirs = make_plan(cuc)
    make_item(theirs, marker="I", heading="NHIỆM VỤ", text="")
    approve(theirs, cuong, cuc)

    issue_plan(theirs, number=5, issued_on=DAY, by=cuong)

    assert RegisterEntry.objects.unscoped("test").filter(number=5).count() == 3


def test_of_two_who_issue_at_once_the_second_is_told_so(approved, an, giang):
    first = Plan.objects.visible_to(giang).get()
    second = Plan.objects.visible_to(an).get()
    issue_plan(first, number=5, issued_on=DAY, by=giang)

    with pytest.raises(MoveRefused, match="người khác"):
        issue_plan(second, number=6, issued_on=DAY, by=an)

    assert [entry.number for entry in RegisterEntry.objects.visible_to(an)] == [5]


@needs_pdf
def test_the_pdf_of_an_issued_plan_says_what_was_frozen(approved, giang, run_work):
    version = issue_plan(approved, number=5, issued_on=DAY, by=giang)

    done = run_work()

    version.refresh_from_db()
    assert [(row.kind, row.state) for row in done] == [("render_plan", "done")]
    data = version.pdf.read()
    assert data.startswith(b"%PDF")
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    for words in ("Số: 05/KH-UBND", "An Hòa, ngày 15 tháng 01 năm 2026", approved.title):
        assert words in " ".join(text.split())


@needs_pdf
def test_the_same_content_is_rendered_once(plan, binh, run_work):
    stored, key = content_of(plan.pk)
    order_pdf(plan, stored, key, by=binh)
    run_work()
    first = printed(plan.pk, key)
    order_pdf(plan, stored, key, by=binh)

    done = run_work()

    assert [row.result for row in done] == [first]
    assert StoredFile.objects.count() == 1


@needs_pdf
def test_a_text_changed_before_it_was_printed_is_not_passed_off_as_the_old_one(
    plan, binh, run_work
):
    stored, key = content_of(plan.pk)
    order_pdf(plan, stored, key, by=binh)
    make_item(plan, marker="III", heading="PHẦN MỚI", text="")

    [row] = run_work()

    assert row.state == WorkRow.State.REFUSED
    assert "Xem PDF" in row.error
    assert printed(plan.pk, key) is None


def test_an_issued_plan_is_told_to_those_who_may_read_it(
    approved, giang, an, dung, hoa, minh, binh
):
    issue_plan(approved, number=5, issued_on=DAY, by=giang)

    told = Notice.objects.unscoped("test").filter(key__contains=":issued:")
    assert {notice.person.username for notice in told} == {"an", "binh", "dung", "giang", "hoa"}


def test_printing_a_draft_that_was_deleted_meanwhile_is_given_up_quietly(binh, plan, run_work):
    row = order_pdf(plan, *content_of(plan.pk), by=binh)
    delete_draft(plan, by=binh)

    run_work()

    row.refresh_from_db()
    assert (row.state, row.error) == ("refused", "Kế hoạch này đã bị xóa.")


def test_a_plan_of_many_pages_waits_in_a_queue_of_its_own(plan, binh):
    short = order_pdf(plan, *content_of(plan.pk), by=binh)
    for at in range(25):
        make_item(plan, text="Nâng cao hiệu quả công tác dân vận. " * 100, position=at)

    long = order_pdf(plan, *content_of(plan.pk), by=binh)

    assert (short.queue, long.queue) == ("pdf", "pdf_long")
