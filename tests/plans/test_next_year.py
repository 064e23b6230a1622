"""Next year's plan out of an earlier one: what is asked, and that what was ticked is what is done."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit
from documents.model import Appendix, Cell, Item, Table, text_of
from documents.storage import to_values
from plans.actions import issue_plan, move_plan
from plans.amending import title_of
from plans.cited import documents_of
from plans.intake import accept, frame_of, take_upload
from plans.models import CitedDocument, Mention, Plan
from plans.next_year import review_of
from plans.rolling import AlreadyMade, ReviewChanged, Wanted, roll_forward
from plans.views.next_year import CHANGED
from tasks.models import Task
from tests.factories import issue_by_hand, make_item, make_plan, make_unit
from tests.plans.amended import amend, issue_amendment
from tests.tasks.test_at_once import at_once


@pytest.fixture
def source(binh):
    plan = make_plan(
        binh,
        title="Công tác dân vận chính quyền năm 2026",
        opening="Để thực hiện công tác dân vận năm 2026, UBND xã ban hành Kế hoạch.",
        closing="Trên đây là Kế hoạch năm 2026.",
        signer_name="Nguyễn Văn An",
        appendices=to_values((Appendix(title="Phụ lục năm 2026", items=(Item("1", text=text_of("Việc")),)),)),
    )  # fmt: skip
    top = make_item(plan, heading="NHIỆM VỤ NĂM 2026", text="", marker="I", kind="tasks")
    make_item(plan, parent=top, marker="1", text="Gửi <b>báo cáo</b> trước ngày <b>20/11/2026</b>")
    make_item(plan, parent=top, marker="2", text="Sửa nhà văn hóa thôn Đông")
    make_item(plan, parent=top, marker="3", text="Đánh giá kết quả năm 2025 giai đoạn 2021 - 2026")
    table = Table(rows=((Cell(text_of("Việc năm 2026")),),))
    make_item(plan, parent=top, text="", table=to_values(table))
    plan.footnotes.create(marker="1", text="Theo dự toán năm 2026.")
    return issue_by_hand(plan)


def usual(review):
    return {each.key for each in review.choices if each.is_ticked}


def roll(plan, by, to_year=2027, keys=None):
    review = review_of(plan, to_year, plan.drafter)
    keys = usual(review) if keys is None else keys
    return roll_forward(plan, Wanted(to_year, frozenset(keys), review.seen), by=by)


def told(review, group):
    return [(each.old, each.new, each.is_ticked) for each in review.choices if each.group == group]


# -- the draft


def test_what_is_ticked_is_applied_and_nothing_else(source, binh):
    plan = roll(source, binh)

    assert plan.title == "Công tác dân vận chính quyền năm 2027"
    assert plan.opening.startswith("Để thực hiện công tác dân vận năm 2027")
    words = [item.words for item in plan.items.all()]
    assert words == [
        "NHIỆM VỤ NĂM 2027",
        "Gửi báo cáo trước ngày 19/11/2027",
        "Sửa nhà văn hóa thôn Đông",
        "Đánh giá kết quả năm 2025 giai đoạn 2021 - 2026",
        "Việc năm 2027",
    ]
    assert plan.footnotes.get().text == "Theo dự toán năm 2027."
    assert plan.appendices[0]["title"] == "Phụ lục năm 2027"


def test_nothing_ticked_is_a_copy(source, binh):
    plan = roll(source, binh, keys=())

    assert plan.title == source.title
    assert [item.words for item in plan.items.all()] == [item.words for item in source.items.all()]


def test_items_keep_their_uid_and_the_issue_stays_behind(source, binh):
    plan = roll(source, binh)

    assert [item.uid for item in plan.items.all()] == [item.uid for item in source.items.all()]
    assert (plan.rolled_from, plan.year, plan.status) == (source, 2027, Plan.Status.DRAFT)
    assert (plan.number, plan.issued_on, plan.signer, plan.signer_name) == (None, None, None, "")
    assert (
        plan.items.get(marker="1").text
        == "Gửi <strong>báo cáo</strong> trước ngày <strong>19/11/2027</strong>"
    )


def test_it_can_go_the_whole_way(source, binh, an, giang):
    plan = roll(source, binh)

    move_plan(plan, "submit", by=binh)
    move_plan(plan, "approve", by=an)
    issue_plan(plan, number=1, issued_on=date(2027, 1, 5), by=giang)

    assert plan.status == Plan.Status.ISSUED
    assert roll(plan, binh, 2028).title.endswith("năm 2028")


def test_a_second_press_makes_no_second_draft(source, binh):
    first = roll(source, binh)

    with pytest.raises(AlreadyMade) as caught:
        roll(source, binh)

    assert caught.value.plan == first
    assert source.next_years.count() == 1
    assert roll(source, binh, to_year=2028).year == 2028


def test_a_source_that_changed_meanwhile_is_told(binh, source):
    review = review_of(source, 2027, source.drafter)
    source.items.filter(marker="2").update(text="Viết lại năm 2026")

    with pytest.raises(ReviewChanged):
        roll_forward(source, Wanted(2027, frozenset(usual(review)), review.seen), by=binh)

    assert not source.next_years.exists()


@pytest.mark.parametrize("keeps", [True, False])
def test_numbers_are_handled_as_in_the_source(binh, source, keeps):
    Plan.objects.unscoped("test").filter(pk=source.pk).update(keeps_printed_numbers=keeps)
    source.refresh_from_db()
    gone = next(item for item in source.items.all() if item.marker == "1")
    _finish(gone, binh)

    plan = roll(
        source,
        binh,
        keys={each.key for each in review_of(source, 2027, source.drafter).choices if each.leaves},
    )

    assert plan.keeps_printed_numbers is keeps
    assert [item.marker for item in plan.items.filter(marker__gt="")] == (
        ["I", "2", "3"] if keeps else ["I", "1", "2"]
    )


# -- what is done


def _finish(item, binh, status=Task.Status.DONE, **over):
    return Task.objects.create(
        commune=binh.commune, plan=item.plan, plan_item=item, title="Việc", lead_unit=binh.unit,
        responsible=binh, assigned_by=binh, status=status, accepted_at=timezone.now(), **over,
    )  # fmt: skip


def test_one_off_work_that_is_done_can_be_left_out(source, binh):
    done = source.items.get(marker="2")
    _finish(done, binh)

    (choice,) = [
        each for each in review_of(source, 2027, source.drafter).choices if each.group == "done"
    ]
    plan = roll(source, binh, keys={choice.key})

    assert not choice.is_ticked
    assert choice.leaves == done
    assert not plan.items.filter(uid=done.uid).exists()


@pytest.mark.parametrize("status", [Task.Status.DOING, Task.Status.REPORTED])
def test_work_that_is_not_done_is_not_offered(source, binh, status):
    item = source.items.get(marker="2")
    _finish(item, binh)
    _finish(item, binh, status=status)

    assert told(review_of(source, 2027, source.drafter), "done") == []


def test_work_that_comes_again_is_not_offered(source, binh):
    again = make_item(source, text="Định kỳ hằng quý họp giao ban", marker="4")
    _finish(again, binh)

    assert told(review_of(source, 2027, source.drafter), "done") == []


# -- citations and bodies


def cite(source, **over):
    fields = {
        "kind": "Kế hoạch",
        "issuer": "UBND tỉnh Hòa Sơn",
        "subject": "công tác dân vận chính quyền",
    }
    fields |= over
    return CitedDocument.objects.create(
        commune=source.commune, identity=f"{fields.get('number')}", **fields
    )  # fmt: skip


CITING = (
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 17/01/2026 của UBND tỉnh Hòa Sơn về công tác dân vận chính quyền "
    "năm 2026."
)


def test_who_reads_no_drafts_is_offered_no_document_that_only_a_draft_cites(source, culture, dung):
    source.commune.plans.filter(pk=source.pk).update(unit=culture)
    source.refresh_from_db()
    make_item(source, text=CITING)
    cite(source, number="12/KH-UBND", date=date(2026, 1, 17))
    draft = make_plan(source.drafter)
    newer = cite(
        source, number="14/KH-UBND", date=date(2026, 12, 20),
        subject="công tác dân vận chính quyền năm 2027",
    )  # fmt: skip
    Mention.objects.create(plan=draft, item=make_item(draft), document=newer)

    offered = {
        who: any(
            "14/KH-UBND" in f"{each.reason} {each.new}"
            for each in review_of(source, 2027, who).choices
        )
        for who in (source.drafter, dung)
    }

    assert offered == {source.drafter: True, dung: False}


def test_a_repealed_document_is_flagged_with_what_replaced_it(source):
    make_item(source, text=CITING)
    new = cite(source, number="3/KH-UBND", date=date(2026, 11, 2))
    cite(
        source, number="12/KH-UBND", date=date(2026, 1, 17), force="repealed",
        repealed_on=date(2026, 11, 2), replaced_by=new,
    )  # fmt: skip

    (choice,) = [
        each for each in review_of(source, 2027, source.drafter).choices if each.group == "citation"
    ]

    assert not choice.is_ticked
    assert choice.new == "Kế hoạch số 3/KH-UBND ngày 02/11/2026 của UBND tỉnh Hòa Sơn"
    assert "hết hiệu lực từ ngày 02/11/2026" in choice.reason


def test_a_newer_one_of_the_same_kind_issuer_and_matter_is_offered(source, binh):
    make_item(source, text=CITING)
    cite(
        source,
        number="8/KH-UBND",
        date=date(2026, 12, 20),
        subject="công tác dân vận chính quyền năm 2027",
    )
    cite(source, number="9/KH-UBND", date=date(2026, 12, 21), subject="phòng cháy rừng")
    cite(source, number="10/KH-UBND", date=date(2026, 12, 22), issuer="UBND tỉnh Khác")

    (choice,) = [
        each for each in review_of(source, 2027, source.drafter).choices if each.group == "citation"
    ]
    plan = roll(source, binh, keys={choice.key})

    assert choice.new.startswith("Kế hoạch số 8/KH-UBND ngày 20/12/2026")
    assert plan.items.filter(text__contains="8/KH-UBND").exists()
    assert [each.number for each in documents_of(plan)] == ["8/KH-UBND"]


def test_the_register_of_another_commune_is_not_asked(source, cuc):
    make_item(source, text=CITING)
    theirs = make_plan(cuc)
    cite(theirs, number="99/KH-UBND", date=date(2026, 12, 20))

    (choice,) = [
        each for each in review_of(source, 2027, source.drafter).choices if each.group == "citation"
    ]

    assert not choice.can_be_ticked
    assert "riêng năm 2026" in choice.reason


def test_a_unit_that_ended_is_replaced_by_its_successor(source, binh):
    new = make_unit(source.commune, "Phòng Kinh tế mới")
    make_unit(source.commune, "Ban Khuyến nông", valid_to=date(2026, 6, 30), successor=new)
    make_unit(source.commune, "Đài Truyền thanh", valid_to=date(2026, 6, 30))
    make_item(source, text="Ban Khuyến nông và Đài Truyền thanh phối hợp")

    found = told(review_of(source, 2027, source.drafter), "body")

    assert found == [
        ("Ban Khuyến nông", "Phòng Kinh tế mới", True),
        ("Đài Truyền thanh", "", False),
    ]
    assert roll(source, binh).items.filter(text__startswith="Phòng Kinh tế mới và Đài").exists()


def test_a_body_the_law_has_abolished_is_told(source):
    make_item(source, text="Phối hợp với UBND huyện")

    assert told(review_of(source, 2027, source.drafter), "body") == [("UBND huyện", "", False)]
    assert Unit.objects.filter(commune=source.commune).exists()


def test_recipients_that_are_no_more_are_replaced(source, binh):
    Plan.objects.unscoped("test").filter(pk=source.pk).update(
        recipients="Phòng Nội vụ huyện (b/c);\nLưu: VT."
    )
    source.refresh_from_db()
    (choice,) = [
        each for each in review_of(source, 2027, source.drafter).choices if each.group == "body"
    ]

    plan = roll(source, binh, keys={choice.key})

    assert plan.recipients == "Sở Nội vụ (b/c)\nLưu: VT"
    assert roll(source, binh, 2028, keys=()).recipients == source.recipients


def test_the_words_of_an_amendment_do_not_go_along(source, binh, an, giang):
    amendment = amend(source, binh, title=title_of(source))
    issue_amendment(amendment, binh=binh, an=an, giang=giang)

    plan = roll(amendment, binh)

    assert plan.title == "Công tác dân vận chính quyền năm 2027"
    assert "thay thế" not in plan.closing
    assert "05/KH-UBND" not in plan.opening


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs two connections")
def test_two_presses_at_once_make_one_draft(source, binh):
    review = review_of(source, 2027, source.drafter)
    wanted = Wanted(2027, frozenset(usual(review)), review.seen)

    results = at_once(*[lambda: roll_forward(source, wanted, by=binh)] * 3)

    refused = [type(each) for each in results if isinstance(each, Exception)]
    assert refused == [AlreadyMade] * 2
    assert source.next_years.count() == 1


# -- the page


@pytest.fixture
def see(client):
    def open_page(person, plan, **asked):
        client.force_login(person)
        response = client.get(reverse("plans:next_year", args=[plan.pk]), asked)
        return response, unescape(response.content.decode())

    return open_page


@pytest.fixture
def press(client):
    def send(person, plan, page, **over):
        client.force_login(person)
        ticks = re.findall(r'name="chon"\s+value="(\w+)"\s+data-bulk-row\s+checked', page)
        seen = re.search(r'name="seen" value="(\w+)"', page)[1]
        url = reverse("plans:next_year", args=[plan.pk])
        sent = {"nam": 2027, "seen": seen, "chon": ticks, **over}
        response = client.post(url, sent, follow=True)
        return response, unescape(response.content.decode())

    return send


def test_one_press_makes_what_the_page_has_ticked(see, press, binh, source):
    _, page = see(binh, source)

    response, after = press(binh, source, page)

    plan = source.next_years.get()
    assert response.redirect_chain[-1][0] == plan.get_absolute_url()
    assert plan.title.endswith("năm 2027")
    assert "Lập từ" in after
    assert "kế hoạch 05/KH-UBND" in after


def test_a_second_tab_is_told_and_led_to_the_draft(see, press, binh, source):
    _, page = see(binh, source)
    press(binh, source, page)

    response, after = press(binh, source, page)

    assert "Chưa lập thêm" in after
    assert response.redirect_chain[-1][0] == source.next_years.get().get_absolute_url()


def test_a_change_meanwhile_keeps_the_ticks_that_still_mean_something(see, press, binh, source):
    _, page = see(binh, source)
    source.items.filter(marker="2").update(text="Sửa hai nhà văn hóa")

    _, after = press(binh, source, page, chon=[])

    assert CHANGED in after
    assert "data-bulk-row checked" not in " ".join(after.split())
    assert not source.next_years.exists()


def test_a_forged_key_makes_nothing(see, press, binh, source):
    _, page = see(binh, source)

    _, after = press(binh, source, page, chon=["0" * 20])

    assert CHANGED in after
    assert not source.next_years.exists()


@pytest.mark.parametrize("year", ["2026", "1", "x", "9" * 30, "2101"])
def test_a_year_that_is_no_later_one_is_told(see, binh, source, year):
    response, page = see(binh, source, nam=year)

    assert response.status_code == 200
    assert "phải sau năm 2026" in page


def test_a_plan_that_is_there_for_that_year_is_told(see, binh, source):
    other = make_plan(binh, year=2027, title="Kế hoạch soạn riêng")

    _, page = see(binh, source)

    assert "Năm 2027 đã có" in page
    assert other.get_absolute_url() in page


def test_a_superseded_version_points_to_the_one_in_force(see, binh, an, giang, source):
    issue_amendment(amend(source, binh), binh=binh, an=an, giang=giang)

    _, page = see(binh, source)

    assert "bản đang thi hành, 31/KH-UBND" in page


def test_who_may_not_write_plans_may_not_roll_one(see, source, an, giang, dung, cuc):
    assert [see(who, source)[0].status_code for who in (an, giang, dung, cuc)] == [
        403,
        403,
        403,
        404,
    ]


def test_queries_do_not_grow_with_the_items(see, press, binh, source):
    def queries(year):
        with CaptureQueriesContext(connection) as caught:
            _, page = see(binh, source, nam=year)
        with CaptureQueriesContext(connection) as pressed:
            press(binh, source, page, nam=year)
        assert source.next_years.filter(year=year).exists()
        return len(caught), len(pressed)

    make_item(source, text=CITING)
    queries(2027)
    few = queries(2028)
    for number in range(300):
        item = make_item(source, text=f"Việc {number} năm 2026 trước ngày 20/5/2026; {CITING}")
        _finish(item, binh)

    seen, pressed = queries(2029)
    assert seen == few[0]
    # Many rows are written a few hundred in one statement.
    assert pressed <= few[1] + 12


SEEDS = sorted(Path("tests/documents/fixtures").glob("*-202[46].txt"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_an_imported_plan_rolls_forward(binh, run_work, path):
    upload = take_upload(SimpleUploadedFile(path.name, path.read_bytes()), by=binh)
    run_work()
    upload.refresh_from_db()
    plan = accept(upload, frame_of(upload), by=binh)

    made = roll(plan, binh, plan.year + 1)

    assert made.items.count() == plan.items.count()
    # A plan for a stretch of years keeps it.
    assert str(plan.year) not in made.title.partition("giai đoạn")[0]
