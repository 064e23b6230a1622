"""Kiểm tra thể thức of a plan: the page, corrections one by one and by kind, and taking them back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.model import Appendix, Cell, Item, Run, Table, text_of
from documents.storage import to_values
from plans import cited
from plans.conversion import to_document
from plans.form_check import check_plan, counted
from plans.models import Plan, PlanFootnote, PlanItem
from tests.factories import issue_by_hand, make_item, make_plan


@pytest.fixture
def draft(binh):
    """A draft with a known fault in each part."""
    plan = make_plan(
        binh,
        keeps_printed_numbers=True,
        opening="Thực hiện chỉ đạo của của tỉnh.",
        closing="Trên đây là Kế hoạch năm 2026",
        recipients="Sở Nội vụ (b/c)\nLưu VT",
        signer_name="Nguyễn Văn An",
    )
    tasks = make_item(plan, marker="I", heading="NHIỆM VỤ", text="")
    make_item(plan, parent=tasks, marker="1", text="Giữa các các thôn , <em>các các</em> ấp.")
    make_item(plan, parent=tasks, marker="3", text='Phục vụ nhân dân<sup class="note">1</sup>.')
    orders = make_item(plan, marker="II", heading="TỔ CHỨC THỰC HIỆN", text="")
    make_item(plan, parent=orders, marker="1", text="Các phòng thực hiện trước ngày 26/4/2026.")
    PlanFootnote.objects.create(plan=plan, marker="1", text="Theo <em>Luật</em> , Nghị định.")
    return plan


@pytest.fixture
def press(client):
    def send(person, name, plan, **sent):
        client.force_login(person)
        return client.post(reverse(f"plans:{name}", args=[plan.pk]), sent, follow=True)

    return send


@pytest.fixture
def page(client):
    def open_page(person, plan, **asked):
        client.force_login(person)
        return client.get(reverse("plans:check", args=[plan.pk]), asked)

    return open_page


def codes(plan):
    return [each.finding.code for each in check_plan(plan)]


def keys_of(plan, code):
    return [each.key for each in check_plan(plan) if each.finding.code == code]


def text_at(plan, marker):
    return plan.items.exclude(parent=None).filter(marker=marker).first().text


FAULTS = [
    "text.doubled_word", "text.doubled_word", "text.space", "text.doubled_word", "numbering.gap",
    "text.capitals", "deadline.day_off", "form.end_sign", "form.archive_line", "text.space",
]  # fmt: skip


def test_each_fault_of_a_draft_is_told_and_what_comes_with_the_issue_is_not(draft):
    assert codes(draft) == FAULTS
    assert counted(check_plan(draft)) == [("warn", 4), ("info", 6)]


def test_a_fault_stands_with_its_words_and_its_place(draft):
    found = {each.finding.code: each for each in check_plan(draft)}

    space = found["numbering.gap"]
    assert (space.where, space.item.marker, space.old, space.new) == (
        "Mục I.3",
        "3",
        "1, 3",
        "1, 2",
    )
    stop = found["form.end_sign"]
    assert (stop.where, stop.old, stop.new) == ("Phần kết thúc", "2026", "2026./.")
    people = found["text.capitals"]
    assert (people.before, people.hit, people.after) == ("Phục vụ ", "nhân dân", ".")


def test_one_press_changes_these_words_and_keeps_style_and_notes(draft, press, binh):
    [first, second] = keys_of(draft, "text.doubled_word")[1:]

    press(binh, "check_correct", draft, key=second)

    assert text_at(draft, "1") == "Giữa các các thôn , <em>các</em> ấp."
    press(binh, "check_correct", draft, key=first)
    assert text_at(draft, "1") == "Giữa các thôn , <em>các</em> ấp."


def test_a_kind_is_listed_first_and_then_corrected_at_once(draft, press, page, binh):
    listed = page(binh, draft, ma="text.doubled_word").context["found"]
    assert [each.old for each in listed] == ["của của", "các các", "các các"]

    press(binh, "check_correct", draft, key=[each.key for each in listed])

    draft.refresh_from_db()
    assert draft.opening == "Thực hiện chỉ đạo của tỉnh."
    assert text_at(draft, "1") == "Giữa các thôn , <em>các</em> ấp."


@pytest.mark.parametrize(
    ("code", "read", "right"),
    [
        ("form.end_sign", lambda plan: plan.closing, "Trên đây là Kế hoạch năm 2026./."),
        ("form.archive_line", lambda plan: plan.recipients, "Sở Nội vụ (b/c)\nLưu: VT"),
        ("numbering.gap", lambda plan: [row.marker for row in plan.items.exclude(parent=None)],
         ["1", "2", "1"]),
        ("text.space", lambda plan: plan.footnotes.get().text, "Theo <em>Luật</em>, Nghị định."),
    ],
)  # fmt: skip
def test_every_part_of_a_plan_can_be_corrected_and_taken_back(
    draft, press, binh, code, read, right
):
    before = read(draft)

    response = press(binh, "check_correct", draft, key=keys_of(draft, code))

    after = Plan.objects.visible_to(binh).get(pk=draft.pk)
    assert read(after) == right
    assert code not in codes(after)
    assert b"Ho\xc3\xa0n t\xc3\xa1c" in response.content
    press(binh, "check_undo", draft)
    after.refresh_from_db()
    assert (read(after), codes(after)) == (before, FAULTS)


def test_tables_and_appendices_are_corrected_and_taken_back(binh, press):
    table = Table(
        ((Cell(text_of("Việc")),), (Cell((Run("các các", bold=True),)),)), caption="Bảng , 1"
    )
    plan = make_plan(binh, closing="Chi tiết tại Phụ lục kèm theo./.", signer_name="Nguyễn Văn An")
    plan.appendices = to_values(
        (Appendix("DANH MỤC , 1", (Item("1", text=text_of("Các  thôn")),)),)
    )
    plan.save()
    orders = make_item(plan, marker="I", heading="TỔ CHỨC THỰC HIỆN", text="")
    row = make_item(plan, parent=orders, text="", table=to_values(table))
    found = check_plan(plan)
    before = (row.table, plan.appendices)

    assert [(each.where, each.old) for each in found] == [
        ("Mục I", "Bảng ,"), ("Mục I", "các các"), ("Phụ lục", "MỤC ,"), ("Phụ lục", "Các  thôn"),
    ]  # fmt: skip
    press(binh, "check_correct", plan, key=[each.key for each in found])

    right = to_document(Plan.objects.visible_to(binh).get(pk=plan.pk))
    assert right.items[0].children[0].table == Table(
        ((Cell(text_of("Việc")),), (Cell((Run("các", bold=True),)),)), caption="Bảng, 1"
    )
    assert right.appendices == (Appendix("DANH MỤC, 1", (Item("1", text=text_of("Các thôn")),)),)
    press(binh, "check_undo", plan)
    row.refresh_from_db()
    plan.refresh_from_db()
    assert (row.table, plan.appendices) == before


def test_a_text_that_was_changed_meanwhile_is_not_touched(draft, press, binh):
    [key] = keys_of(draft, "form.end_sign")
    Plan.objects.visible_to(binh).filter(pk=draft.pk).update(closing="Kết thúc khác")

    response = press(binh, "check_correct", draft, key=key)

    draft.refresh_from_db()
    assert draft.closing == "Kết thúc khác"
    assert ["vừa thay đổi" in str(message) for message in response.context["messages"]] == [True]


def test_what_was_written_after_a_correction_is_not_taken_back(draft, press, binh):
    press(binh, "check_correct", draft, key=keys_of(draft, "text.doubled_word"))
    item = draft.items.exclude(parent=None).filter(marker="1").first()
    PlanItem.objects.visible_to(binh).filter(pk=item.pk).update(text="Chữ mới", version=9)

    response = press(binh, "check_undo", draft)

    draft.refresh_from_db()
    assert (text_at(draft, "1"), draft.opening) == ("Chữ mới", "Thực hiện chỉ đạo của tỉnh.")
    assert ["không hoàn tác" in str(message) for message in response.context["messages"]] == [True]
    assert press(binh, "check_undo", draft).status_code == 404


def test_an_open_editor_notices_that_a_correction_was_made(draft, press, binh):
    item = draft.items.exclude(parent=None).filter(marker="1").first()

    press(binh, "check_correct", draft, key=keys_of(draft, "text.space"))

    assert draft.items.get(pk=item.pk).version == item.version + 1


def test_a_text_cannot_be_sent_along(draft, press, binh):
    before = [row.text for row in draft.items.all()]

    press(binh, "check_correct", draft, key="0" * 20, new="Chữ lạ")

    assert [row.text for row in draft.items.all()] == before


def test_only_who_may_edit_sees_buttons_and_presses_them(draft, press, page, giang, binh):
    shown = page(giang, draft).content.decode()

    assert ("Sửa</button>" in shown, "của của" in shown) == (False, True)
    assert press(giang, "check_correct", draft, key=keys_of(draft, "text.space")).status_code == 403
    assert page(giang, draft, ma="text.doubled_word").status_code == 302
    assert "Sửa</button>" in page(binh, draft).content.decode()


def test_an_issued_plan_is_not_corrected(draft, press, binh):
    keys = keys_of(draft, "text.space")
    issue_by_hand(draft)

    press(binh, "check_correct", draft, key=keys)

    assert text_at(draft, "1") == "Giữa các các thôn , <em>các các</em> ấp."


def test_a_plan_in_the_right_form_is_said_to_be_so(binh, page):
    plan = make_plan(binh, closing="Trên đây là Kế hoạch./.")
    make_item(plan, marker="I", heading="TỔ CHỨC THỰC HIỆN", text="")

    assert "Không thấy điểm nào sai thể thức" in page(binh, plan).content.decode()


def test_a_document_cited_before_with_another_date_is_told(binh, draft):
    words = "Thực hiện Chỉ thị số 33/CT-TTg ngày {}/11/2021 của Thủ tướng Chính phủ."
    issued = issue_by_hand(make_plan(binh, year=2025))
    make_item(issued, text=words.format(26))
    cited.sync_plan(issued)
    make_item(draft, text=words.format(25), marker="III")

    assert "citation.two_dates" in codes(draft)


def test_the_page_asks_as_many_questions_of_the_database_however_long_the_plan(binh, draft, page):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page(binh, draft)
        return len(captured)

    queries()
    before = queries()
    for at in range(30):
        make_item(draft, text=f"Giữa các các thôn {at}", marker="-")
    issue_by_hand(make_plan(binh, year=2024))

    assert queries() == before


def test_the_plan_page_leads_to_its_findings(client, draft, binh):
    client.force_login(binh)

    shown = client.get(draft.get_absolute_url()).content.decode()

    assert "4 chỗ cần xem lại" in shown
    assert reverse("plans:check", args=[draft.pk]) in shown


def test_a_document_that_the_register_holds_for_repealed_is_told_where_it_is_named(binh):
    plan = make_plan(binh, opening="Thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021.")
    make_item(plan, marker="I", text="Theo Chỉ thị số 133/CT-TTg và Chỉ thị số 33/CT - TTg.")
    cited.sync_plan(plan)
    known = plan.commune.cited_documents
    newer = known.create(kind="Chỉ thị", number="20/CT-TTg", identity="newer")
    known.filter(number="33/CT-TTg").update(force="repealed", replaced_by=newer)

    found = [each for each in check_plan(plan) if each.finding.code == "citation.repealed"]

    assert [(each.finding.place[0], each.hit) for each in found] == [
        ("opening", "33/CT-TTg"),
        ("items", "33/CT - TTg"),
    ]
    assert "được thay bằng Chỉ thị số 20/CT-TTg" in found[0].finding.message
    assert "hết hiệu lực" in found[0].finding.message


def test_a_text_checked_before_is_checked_anew_once_the_office_takes_a_day_off(draft, binh):
    orders = draft.items.get(text__contains="trước ngày")
    orders.text = "Các phòng hoàn thành chậm nhất ngày 22/4/2026."
    orders.save()

    def codes():
        return {each.finding.code for each in check_plan(draft)}

    before = codes()
    binh.commune.calendar_days.create(day="2026-04-22", is_off=True, name="Lễ hội của xã")

    assert codes() - before == {"deadline.day_off"}
