"""A unit's plan is begun from the commune's plan, and each of them shows the other."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, Person, Role, Unit
from documents.html import to_html
from documents.model import Letterhead
from notices.models import Notice
from plans.actions import issue_plan, move_plan
from plans.amending import start_amendment
from plans.conversion import to_document
from plans.models import Plan, PlanFootnote, PlanItem
from plans.outline import Outline
from plans.unit_links import sources_of, unit_plans
from plans.unit_starting import (
    AlreadyThere,
    NothingChosen,
    NotInForce,
    start_unit_plan,
    symbol_of,
    title_of,
    whose_symbol,
)
from tasks.actions.assigning import assign
from tests.factories import issue_by_hand, make_item, make_person, make_plan, make_unit
from tests.plans.test_moves import set_status

S = Plan.Status
START = {"title": "Triển khai công tác dân vận chính quyền năm 2026", "symbol": "KH-VHXH"}


@pytest.fixture
def duties(plan):
    """The commune's plan with something for the culture department, for the villages and for nobody in particular."""
    section = plan.items.get(marker="II")
    rows = {
        "culture": "Phòng Văn hóa - Xã hội tổ chức hội nghị trước ngày 30/6/2026.",
        "villages": "Các thôn đăng ký mô hình “Dân vận khéo”.",
        "nobody": "Đẩy mạnh cải cách hành chính.",
    }
    return {
        name: make_item(plan, parent=section, marker="3", text=words)
        for name, words in rows.items()
    }


@pytest.fixture
def base(plan, duties):
    return issue_by_hand(plan)


@pytest.fixture
def unit_plan(base, culture, dung, duties):
    return start_unit_plan(base, culture, items=[duties["culture"].pk], **START, by=dung)


def words_of(plan):
    return [line.item.words for line in outline_of(plan)]


def called(mark):
    return f'<sup class="note">{mark}</sup>'


def outline_of(plan):
    return Outline(plan).lines()


def body(*items, **over):
    return {**START, "item": [item.pk for item in items], **over}


def start_page(base):
    return reverse("plans:unit_start", args=[base.pk])


# Beginning


def test_a_press_that_waited_for_the_issue_of_an_amendment_begins_from_none_that_is_replaced(
    base, culture, dung, duties
):
    # As it was read before the amendment was issued.
    early = Plan.objects.visible_to(dung).get(pk=base.pk)
    set_status(base, S.SUPERSEDED)

    with pytest.raises(NotInForce):
        start_unit_plan(early, culture, items=[duties["culture"].pk], **START, by=dung)

    assert not unit_plans(base, dung)


def test_a_unit_starts_from_what_concerns_it_with_the_reason_shown(client, base, dung, duties):
    client.force_login(dung)

    page = client.get(start_page(base))

    picked = {each.shown.item.pk: each.reason for each in page.context["choices"] if each.is_chosen}
    assert picked == {duties["culture"].pk: "đơn vị chủ trì"}
    assert "Lập kế hoạch của Phòng Văn hóa - Xã hội" in page.content.decode()
    assert page.context["form"].initial == START


def test_a_task_of_the_unit_marks_its_item(client, base, dung, binh, culture, duties):
    assign(
        by=binh, plan=base, plan_item=duties["nobody"], title="Cải cách", lead_unit=culture,
        responsible=dung, due_on=None,
    )  # fmt: skip
    client.force_login(dung)

    choices = client.get(start_page(base)).context["choices"]

    assert {each.reason for each in choices if each.shown.item == duties["nobody"]} == {
        "đơn vị chủ trì nhiệm vụ"
    }


def test_the_draft_holds_the_chosen_items_under_their_titles_and_what_every_plan_says(
    client, base, dung, duties, culture
):
    client.force_login(dung)

    response = client.post(start_page(base), body(duties["culture"], duties["nobody"]))

    made = Plan.objects.visible_to(dung).get(unit=culture)
    assert response.url == reverse("plans:edit", args=[made.pk])
    assert [(line.item.label, line.depth) for line in outline_of(made)] == [
        ("I.", 0), ("1.", 1), ("2.", 1),
        ("II.", 0), ("1.", 1), ("2.", 1),
        ("III.", 0), ("1.", 1), ("2.", 1),
    ]  # fmt: skip
    assert words_of(made)[3:6] == [
        "NHIỆM VỤ TRỌNG TÂM", duties["culture"].words, duties["nobody"].words,
    ]  # fmt: skip
    shared = set(made.items.values_list("uid", flat=True)) & set(
        base.items.values_list("uid", flat=True)
    )
    assert len(shared) == 3
    assert (made.based_on, made.drafter, made.year, made.place) == (base, dung, 2026, "An Hòa")
    assert made.opening == (
        "Thực hiện Kế hoạch số 05/KH-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân xã An Hòa về công tác dân vận "
        "chính quyền năm 2026, Phòng Văn hóa - Xã hội xây dựng Kế hoạch triển khai thực hiện với các nội dung sau:"
    )
    assert made.recipients.splitlines() == [
        "UBND xã An Hòa (b/c)", "Văn phòng HĐND và UBND", "Lưu: VT",
    ]  # fmt: skip
    assert made.closing.endswith("của Phòng Văn hóa - Xã hội./.")


def test_the_paper_has_the_letterhead_of_the_unit_and_the_post_of_its_head(unit_plan):
    document = to_document(unit_plan)

    assert document.letterhead == Letterhead(
        superior=("UBND XÃ AN HÒA",), issuer=("PHÒNG VĂN HÓA - XÃ HỘI",)
    )
    assert (document.symbol, document.signature.authority) == ("KH-VHXH", ("TRƯỞNG PHÒNG",))


def test_only_called_footnotes_come_along(base, culture, dung, duties):
    item = duties["culture"]
    PlanItem.objects.unscoped("test").filter(pk=item.pk).update(
        text=f'{item.text}<sup data-note="2">2</sup>'
    )
    PlanFootnote.objects.create(plan=base, marker="1", text="Không gọi")
    PlanFootnote.objects.create(plan=base, marker="2", text="Có gọi")

    made = start_unit_plan(base, culture, items=[item.pk], **START, by=dung)

    called = "data-note" in made.items.get(uid=item.uid).text
    assert [note.text for note in made.footnotes.all()] == (["Có gọi"] if called else [])


def test_a_second_plan_of_the_unit_is_asked_about(client, unit_plan, base, dung, duties):
    client.force_login(dung)

    asked = client.post(start_page(base), body(duties["nobody"], title="Lần hai"))
    assert Plan.objects.visible_to(dung).filter(unit=unit_plan.unit).count() == 1
    wanted = body(duties["nobody"], title="Lần hai", beside=asked.context["made"].pk)
    client.post(start_page(base), wanted)
    # A second press wants no third: the plan it was to stand beside is the newest no more.
    twice = client.post(start_page(base), wanted)

    assert twice.context["made"].title == "Lần hai"
    page = asked.content.decode()
    assert "Vẫn lập thêm một kế hoạch nữa" in page
    assert unit_plan.get_absolute_url() in page
    # What was typed and ticked is still there.
    assert 'value="Lần hai"' in page
    assert [each.shown.item for each in asked.context["choices"] if each.is_chosen] == [
        duties["nobody"]
    ]
    assert Plan.objects.visible_to(dung).filter(unit=unit_plan.unit).count() == 2


def test_a_second_press_is_told_of_the_first(base, culture, dung, duties, unit_plan):
    with pytest.raises(AlreadyThere, match="đã có kế hoạch"):
        start_unit_plan(base, culture, items=[duties["nobody"].pk], **START, by=dung)


def test_without_any_item_nothing_is_begun(client, base, dung, culture):
    client.force_login(dung)

    page = client.post(start_page(base), {**START, "title": "Giữ lại"}).content.decode()

    assert "Chưa chọn mục nào" in page
    assert 'value="Giữ lại"' in page
    assert not Plan.objects.visible_to(dung).filter(unit=culture).exists()


@pytest.mark.parametrize(
    ("symbol", "told"),
    [
        ("KH-UBND", "UBND xã An Hòa"),
        ("kh-ubnd", "bắt đầu bằng"),
        ("KH-VP", "Văn phòng HĐND và UBND"),
        ("KH-", "bắt đầu bằng"),
        ("VHXH", "bắt đầu bằng"),
    ],
)
def test_the_symbol_is_the_units_own(client, base, dung, office_of_an_hoa, duties, symbol, told):
    client.force_login(dung)

    page = client.post(start_page(base), body(duties["culture"], symbol=symbol))

    assert told in page.content.decode()
    assert not Plan.objects.visible_to(dung).exclude(unit=None).exists()


def test_a_symbol_is_offered_where_the_unit_has_none(east_village, an_hoa, base, khanh):
    assert symbol_of(east_village) == "KH-TĐ"
    other = make_unit(an_hoa, "Thôn Đoài", kind=Unit.Kind.VILLAGE)
    make_plan(khanh, unit=east_village, symbol="KH-TĐ")

    assert whose_symbol(an_hoa, other, "KH-TĐ") == east_village
    assert whose_symbol(an_hoa, east_village, "KH-TĐ") is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Công tác dân vận chính quyền năm 2026", "Triển khai công tác dân vận chính quyền năm 2026"),
        ("Triển khai công tác dân vận năm 2026", "Triển khai công tác dân vận năm 2026"),
        ("Về công tác dân vận năm 2026", "Triển khai công tác dân vận năm 2026"),
        ("Sửa đổi, bổ sung Kế hoạch công tác dân vận năm 2026", "Triển khai công tác dân vận năm 2026"),
    ],
)  # fmt: skip
def test_the_title_offered(title, expected):
    assert title_of(Plan(title=title)) == expected


# Who may, and what is sent by hand


def test_an_officer_starts_for_the_own_unit_whatever_the_form_says(
    client, base, dung, east_village, culture, duties
):
    client.force_login(dung)

    client.post(start_page(base), body(duties["culture"], unit=east_village.pk))

    made = Plan.objects.visible_to(dung).exclude(unit=None).get()
    assert made.unit == culture


def test_the_coordinator_chooses_any_unit_of_the_commune(client, base, binh, culture, duties, cuc):
    client.force_login(binh)
    stranger = cuc.unit

    choosing = client.get(start_page(base))
    client.post(start_page(base), body(duties["culture"], unit=culture.pk))

    assert [(row[0], row[1]) for row in choosing.context["rows"]][0] == (culture, 1)
    assert Plan.objects.visible_to(binh).get(unit=culture).drafter == binh
    assert client.get(f"{start_page(base)}?unit={stranger.pk}").status_code == 404
    assert client.post(start_page(base), body(unit=stranger.pk)).status_code == 404
    assert client.get(f"{start_page(base)}?unit={base.commune.pk}").status_code == 404


def test_items_of_another_plan_do_not_come_along(base, culture, dung, binh, cuc, duties):
    hidden = make_item(make_plan(binh, title="Dự thảo"), text="Bí mật của dự thảo")
    theirs = make_item(make_plan(cuc), text="Của xã khác")

    with pytest.raises(NothingChosen):
        start_unit_plan(base, culture, items=[hidden.pk, theirs.pk], **START, by=dung)
    chosen = [hidden.pk, theirs.pk, duties["culture"].pk]
    made = start_unit_plan(base, culture, items=chosen, **START, by=dung)

    assert not {"Bí mật của dự thảo", "Của xã khác"} & set(words_of(made))


@pytest.mark.parametrize("who", ["hoa", "an", "giang", "minh", "lan", "cuong", "cuc"])
def test_nobody_else_begins_one(request, client, base, who, duties):
    client.force_login(request.getfixturevalue(who))

    codes = {
        client.get(start_page(base)).status_code,
        client.post(start_page(base), body()).status_code,
    }

    assert codes <= {403, 404}
    assert not Plan.objects.unscoped("test").exclude(unit=None).exists()


def test_a_unit_whose_time_is_over_begins_none(client, base, dung, culture, duties):
    Unit.objects.filter(pk=culture.pk).update(valid_to=date(2020, 1, 1))
    client.force_login(dung)

    page = client.post(start_page(base), body(duties["culture"]), follow=True)

    assert "đã ngừng hoạt động" in page.content.decode()
    assert not Plan.objects.unscoped("test").exclude(unit=None).exists()


def test_from_a_draft_and_from_a_units_plan_none_is_begun(client, plan, unit_plan, dung, binh):
    client.force_login(binh)
    draft = make_plan(binh, title="Dự thảo")
    set_status(unit_plan, S.ISSUED)

    told = [
        client.get(start_page(each), follow=True).content.decode() for each in (draft, unit_plan)
    ]

    assert "được lập sau khi kế hoạch của xã đã ban hành" in told[0]
    assert "Đây là kế hoạch của đơn vị" in told[1]


# Both sides see each other


def test_the_communes_plan_shows_which_units_carry_out_what(client, base, unit_plan, dung, duties):
    set_status(unit_plan, S.ISSUED)
    client.force_login(dung)

    page = client.get(base.get_absolute_url())

    marked = {
        line.item.pk: [made.pk for made in line.item.carried_out] for line in page.context["lines"]
    }
    assert {pk: plans for pk, plans in marked.items() if plans} == {
        duties["culture"].pk: [unit_plan.pk]
    }
    assert page.context["unit_plans"] == [unit_plan]
    assert f'href="{unit_plan.get_absolute_url()}"' in page.content.decode()


def test_drafts_of_other_units_are_shown_to_nobody_who_may_not_read_them(
    client, base, unit_plan, khanh, hoa, an
):
    shown = {}
    for person in (khanh, hoa, an):
        client.force_login(person)
        page = client.get(base.get_absolute_url())
        shown[person.username] = (page.context["unit_plans"], page.context["lacking"] != ())

    assert shown["khanh"] == ([], False)
    assert shown["hoa"] == ([], False)
    assert shown["an"] == ([unit_plan], True)


def test_who_has_made_none_is_named_and_urged_once_a_day(
    client, base, unit_plan, binh, khanh, east_village
):
    client.force_login(binh)
    urge = reverse("plans:unit_urge", args=[base.pk])

    lacking = client.get(base.get_absolute_url()).context["lacking"]
    first = client.post(urge, {"unit": east_village.pk}, follow=True).content.decode()
    second = client.post(urge, follow=True).content.decode()

    assert lacking == [east_village]
    assert "Đã nhắc 1 đơn vị" in first
    assert "Không nhắc thêm: Thôn Đông" in second
    asked = Notice.objects.unscoped("test").filter(key__contains=":unit:")
    assert [(notice.person, notice.url) for notice in asked] == [(khanh, start_page(base))]


@pytest.mark.parametrize("who", ["dung", "an", "giang", "hoa"])
def test_only_the_coordinator_urges(request, client, base, who, khanh, east_village):
    client.force_login(request.getfixturevalue(who))

    response = client.post(reverse("plans:unit_urge", args=[base.pk]))

    assert response.status_code == 403
    assert not Notice.objects.unscoped("test").filter(key__contains=":unit:").exists()


def test_a_unit_that_is_not_meant_is_not_urged(client, base, binh, front, culture, dung):
    client.force_login(binh)

    client.post(reverse("plans:unit_urge", args=[base.pk]), {"unit": front.pk})

    assert not Notice.objects.unscoped("test").filter(key__contains=":unit:").exists()


def test_thirty_units_ask_no_more_queries_than_three(client, base, an_hoa, binh, duties):
    client.force_login(binh)

    def queries(url):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    def add(count):
        for _ in range(count):
            unit = make_unit(an_hoa, f"Thôn Số {Unit.objects.count()}", kind=Unit.Kind.VILLAGE)
            made = start_unit_plan(
                base, unit, items=[duties["villages"].pk, duties["nobody"].pk],
                title="Kế hoạch của thôn", symbol=f"KH-T{unit.pk}", by=binh,
            )  # fmt: skip
            set_status(made, S.APPROVED)
            make_unit(an_hoa, f"Thôn Chưa {unit.pk}", kind=Unit.Kind.VILLAGE)

    pages = [base.get_absolute_url(), start_page(base), reverse("plans:list")]
    add(3)
    few = [queries(page) for page in pages]
    add(27)
    many = [queries(page) for page in pages]

    assert many == few


def test_the_page_of_a_units_plan_asks_no_more_for_more_items(client, base, culture, binh, duties):
    client.force_login(binh)
    counts = []
    for items in (2, 40):
        rows = [make_item(base, text=f"Việc {number}") for number in range(items)]
        made = start_unit_plan(
            base, culture, items=[row.pk for row in rows], **START, by=binh,
            beside=base.unit_plans.values_list("pk", flat=True).first(),
        )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            client.get(made.get_absolute_url())
        counts.append(len(asked))

    assert counts[0] == counts[1]


# When the commune's plan is amended


@pytest.fixture
def amend(base, binh, an, giang):
    def amended(changes, number=31):
        amendment = start_amendment(
            base,
            title="Sửa đổi, bổ sung",
            reason="",
            says_basis=False,
            says_replaced=False,
            by=binh,
        )
        for item, words in changes.items():
            amendment.items.filter(uid=item.uid).update(text=words)
        set_status(amendment, S.APPROVED)
        issue_plan(amendment, number=number, issued_on=date(2026, 6, 15), by=giang)
        return amendment

    return amended


def test_a_draft_follows_the_new_version_and_shows_what_changed(
    client, amend, base, unit_plan, duties, dung
):
    new = amend(
        {duties["culture"]: "Phòng Văn hóa - Xã hội tổ chức hội nghị trước ngày 30/9/2026."}
    )
    unit_plan.refresh_from_db()
    client.force_login(dung)

    page = client.get(unit_plan.get_absolute_url())
    source = sources_of(unit_plan, dung).by_uid[duties["culture"].uid]

    assert (source.state, source.item.plan_id) == ("changed", new.pk)
    assert [(each.kind, each.words) for each in source.changes if each.kind != "same"] == [
        ("removed", "30/6/2026"),
        ("added", "30/9/2026"),
    ]
    assert "Lấy theo bản mới" in page.content.decode()
    assert unit_plan.based_on == new


def test_one_press_takes_the_new_words(client, amend, unit_plan, duties, dung):
    amend({duties["culture"]: "Hội nghị trước ngày 30/9/2026."})
    row = unit_plan.items.get(uid=duties["culture"].uid)
    client.force_login(dung)
    url = reverse("plans:unit_take", args=[unit_plan.pk])

    client.post(url, {"uid": str(row.uid), "version": row.version})
    again = client.post(url, {"uid": str(row.uid), "version": row.version}, follow=True)

    row.refresh_from_db()
    assert (row.words, row.version) == ("Hội nghị trước ngày 30/9/2026.", 2)
    assert "vừa được sửa nên chưa lấy" in again.content.decode()
    assert sources_of(unit_plan, dung).changed == []


def test_words_typed_meanwhile_are_not_taken_away(client, amend, unit_plan, duties, dung):
    amend({duties["culture"]: "Hội nghị trước ngày 30/9/2026."})
    row = unit_plan.items.get(uid=duties["culture"].uid)
    unit_plan.items.filter(pk=row.pk).update(text="Lời vừa gõ", version=5)
    client.force_login(dung)

    client.post(
        reverse("plans:unit_take", args=[unit_plan.pk]), {"uid": str(row.uid), "version": 1}
    )

    row.refresh_from_db()
    assert row.text == "Lời vừa gõ"


def test_the_notes_of_the_new_words_come_along_under_marks_of_their_own(
    client, amend, base, unit_plan, duties, dung
):
    """Mark 1 names another note in the unit's plan; mark 2 is free there; mark 7 was called by the old words alone."""
    unit_plan.items.filter(uid=duties["culture"].uid).update(
        text=f"{duties['culture'].text}{called(7)}"
    )
    make_item(unit_plan, marker="9", text=f"Việc riêng của Phòng{called(1)}.")
    for marker, words in (("1", "Chú thích của Phòng"), ("7", "Chú thích cũ")):
        PlanFootnote.objects.create(plan=unit_plan, marker=marker, text=words)
    for marker, words in (("1", "Chú thích một của xã"), ("2", "Chú thích hai của xã")):
        PlanFootnote.objects.create(plan=base, marker=marker, text=words)
    new = amend({duties["culture"]: f"Hội nghị{called(1)} trước ngày 30/9/2026{called(2)}."})
    row = unit_plan.items.get(uid=duties["culture"].uid)
    client.force_login(dung)

    client.post(
        reverse("plans:unit_take", args=[unit_plan.pk]), {"uid": str(row.uid), "version": 1}
    )

    row.refresh_from_db()
    notes = {note.marker: note.text for note in unit_plan.footnotes.all()}
    assert new.footnotes.count() == 2
    assert row.text == f"Hội nghị{called(3)} trước ngày 30/9/2026{called(2)}."
    assert notes == {
        "1": "Chú thích của Phòng",
        "2": "Chú thích hai của xã",
        "3": "Chú thích một của xã",
    }


@pytest.mark.parametrize("uid", ["", "khong-phai", "00000000-0000-0000-0000-000000000000"])
def test_a_press_for_no_item_of_the_plan_finds_nothing(client, unit_plan, dung, uid):
    client.force_login(dung)

    response = client.post(reverse("plans:unit_take", args=[unit_plan.pk]), {"uid": uid})

    assert response.status_code == 404


def test_the_units_own_words_are_no_change_of_the_commune(unit_plan, duties, dung):
    unit_plan.items.filter(uid=duties["culture"].uid).update(text="Phòng tự diễn đạt khác.")

    assert sources_of(unit_plan, dung).by_uid[duties["culture"].uid].state == "own"


def test_an_item_left_out_of_the_new_version_is_told(amend, base, unit_plan, duties, dung, binh):
    new = amend({})
    new.items.filter(uid=duties["culture"].uid).delete()
    unit_plan.refresh_from_db()

    assert sources_of(unit_plan, dung).by_uid[duties["culture"].uid].state == "dropped"


def test_an_issued_plan_stays_and_tells_that_its_base_was_replaced(
    client, amend, base, unit_plan, duties, dung
):
    set_status(unit_plan, S.ISSUED)
    new = amend({duties["culture"]: "Hội nghị trước ngày 30/9/2026."})
    unit_plan.refresh_from_db()
    client.force_login(dung)

    page = client.get(unit_plan.get_absolute_url()).content.decode()

    assert (unit_plan.status, unit_plan.based_on) == (S.ISSUED, base)
    assert "đã được thay bằng 31/KH-UBND" in page
    assert "Lấy theo bản mới" not in page
    assert unit_plans(new, dung) == [unit_plan]


def test_from_the_version_out_of_force_the_way_leads_to_the_one_in_force(client, amend, base, dung):
    new = amend({})
    client.force_login(dung)

    page = client.get(start_page(base), follow=True)

    assert page.redirect_chain[0][0] == start_page(new)
    assert "không còn thi hành" in page.content.decode()


# On its way


def test_everything_of_a_plan_works_for_a_units_plan(client, unit_plan, dung, run_work):
    client.force_login(dung)
    pages = ("detail", "edit", "basics", "check", "preview", "docx", "history", "pdf")

    codes = {
        name: client.get(reverse(f"plans:{name}", args=[unit_plan.pk])).status_code
        for name in pages
    }

    assert codes == dict.fromkeys(pages, 200)


def test_the_basics_of_a_units_plan_take_no_symbol_of_another(
    client, unit_plan, dung, office_of_an_hoa
):
    client.force_login(dung)
    fields = {
        "title": "Khác", "year": "2026", "place": "An Hòa", "symbol": "KH-UBND", "opening": "", "closing": "",
        "recipients": "Lưu: VT", "signature_form": "HD", "signer": "", "signer_name": "", "signer_post": "Trưởng phòng",
        "version": unit_plan.version,
    }  # fmt: skip

    page = client.post(reverse("plans:basics", args=[unit_plan.pk]), fields).content.decode()

    assert "đang dùng cho kế hoạch của UBND xã An Hòa" in page
    assert 'value="Khác"' in page


def test_a_draft_is_deleted_and_the_communes_plan_stays(client, unit_plan, base, dung):
    client.force_login(dung)

    client.post(reverse("plans:delete", args=[unit_plan.pk]))

    assert list(Plan.objects.visible_to(dung)) == [base]


def test_who_signs_is_the_head_who_approves_and_the_post_is_printed(unit_plan, dung):
    move_plan(unit_plan, "submit", by=dung)
    move_plan(unit_plan, "approve", by=dung)

    page = to_html(to_document(unit_plan))

    assert "Phạm Thị Dung" in page
    assert "TRƯỞNG PHÒNG" in page


def test_a_village_keeps_the_simple_frame(base, east_village, khanh, duties):
    made = start_unit_plan(
        base, east_village, items=[duties["villages"].pk], title="Triển khai", symbol="KH-TĐ",
        by=khanh,
    )  # fmt: skip

    page = to_html(to_document(made))

    for words in ("UBND XÃ AN HÒA", "THÔN ĐÔNG", "TRƯỞNG THÔN"):
        assert words in page


def test_the_front_stands_alone_in_its_letterhead(base, front, binh, duties):
    made = start_unit_plan(
        base, front, items=[duties["nobody"].pk], title="Triển khai", symbol="KH-MTTQ",
        by=binh,
    )  # fmt: skip

    assert to_document(made).letterhead.superior == ()


def test_a_member_whose_post_has_ended_writes_no_more(client, unit_plan, dung, office_of_an_hoa):
    Membership.objects.filter(person=dung).update(valid_to=date(2020, 1, 1))
    Membership.objects.create(person=dung, unit=office_of_an_hoa, role=Role.OFFICER)
    client.force_login(Person.objects.get(pk=dung.pk))

    assert client.get(reverse("plans:edit", args=[unit_plan.pk])).status_code == 404


def test_a_member_of_another_unit_sees_no_draft_in_the_list(client, unit_plan, base, khanh):
    client.force_login(khanh)

    page = client.get(reverse("plans:list"))

    assert list(page.context["page"]) == [base]


def test_a_colleague_of_the_unit_sees_it_in_the_list_with_the_unit(client, unit_plan, culture):
    colleague = make_person("Lê Mai", culture, Role.OFFICER)
    client.force_login(colleague)

    page = client.get(reverse("plans:list")).content.decode()

    assert START["title"] in page
    assert "Phòng Văn hóa - Xã hội" in page
