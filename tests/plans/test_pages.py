"""The plan's pages through the browser's eyes: who sees what, what a press does, what a late press is told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.actions import issue_plan, move_plan
from plans.form_check import GIVEN_LATER
from plans.intake import take_upload
from plans.models import Plan, PlanImport
from tests.factories import issue_by_hand, make_item, make_plan, remove_item
from tests.plans.test_import import BASICS, OWN

PAGES_OF_A_PLAN = ["detail", "history", "preview", "pdf", "edit", "basics"]


@pytest.fixture
def page(client):
    """Open a page as somebody: `page(binh, "plans:detail", plan.pk)`."""

    def open_page(person, name, *args, **asked):
        client.force_login(person)
        return client.get(reverse(f"plans:{name}", args=args), asked)

    return open_page


@pytest.fixture
def press(client):
    """Send a form as somebody and follow to the page it leads to."""

    def send(person, name, *args, **sent):
        client.force_login(person)
        return client.post(reverse(f"plans:{name}", args=args), sent, follow=True)

    return send


@pytest.fixture
def upload(binh, run_work):
    found = take_upload(SimpleUploadedFile("ke-hoach.txt", OWN.encode()), by=binh)
    run_work()
    found.refresh_from_db()
    return found


def told(response):
    return [str(message) for message in response.context["messages"]]


def an_item(plan):
    return plan.items.filter(heading="").first()


# Who sees what


@pytest.mark.parametrize("name", PAGES_OF_A_PLAN)
def test_every_page_of_a_draft_opens_for_its_coordinator(name, page, plan, binh):
    assert page(binh, name, plan.pk).status_code == 200


@pytest.mark.parametrize("who", ["cuong", "cuc", "phuc", "lan", "minh", "dung", "hoa"])
@pytest.mark.parametrize("name", PAGES_OF_A_PLAN)
def test_a_draft_is_not_there_for_those_it_does_not_concern(request, name, who, page, plan):
    assert page(request.getfixturevalue(who), name, plan.pk).status_code == 404


@pytest.mark.parametrize("who", ["dung", "khanh", "hoa"])
def test_an_issued_plan_is_read_by_everyone_of_the_commune(request, who, page, issued_plan):
    response = page(request.getfixturevalue(who), "detail", issued_plan.pk)

    assert response.status_code == 200
    assert response.context["moves"] == {}
    assert not response.context["may_edit"]


@pytest.mark.parametrize("who", ["an", "giang"])
@pytest.mark.parametrize("name", ["edit", "basics"])
def test_those_who_check_a_draft_do_not_write_it(request, name, who, page, plan):
    assert page(request.getfixturevalue(who), name, plan.pk).status_code == 403


@pytest.mark.parametrize("who", ["an", "giang", "dung", "hoa", "minh", "lan"])
@pytest.mark.parametrize("name", ["create", "import_start"])
def test_only_the_coordinator_starts_a_plan(request, name, who, page):
    assert page(request.getfixturevalue(who), name).status_code == 403


@pytest.mark.parametrize(
    ("name", "of"),
    [("save", "plan"), ("pages", "plan"), ("item_restore", "removed"), ("move", "plan"),
     ("delete", "plan"), ("basics", "plan"), ("number_anew", "plan"), ("issue", "plan")],
)  # fmt: skip
def test_a_stranger_cannot_press_anything(name, of, press, plan, binh, cuc):
    removed = remove_item(plan.items.last(), by=binh)
    rows = {"plan": plan, "removed": removed}
    before = [(row.pk, str(row), row.position) for row in plan.items.all()]
    sent = {"words": "Của người lạ", "way": "up", "move": "submit", "title": "Của người lạ"}

    response = press(cuc, name, rows[of].pk, **sent)

    plan.refresh_from_db()
    assert response.status_code == 404
    assert [(row.pk, str(row), row.position) for row in plan.items.all()] == before
    assert (plan.status, plan.title) == ("draft", "Công tác dân vận chính quyền năm 2026")


@pytest.mark.parametrize(
    "name", ["import_review", "import_progress", "import_answer", "import_sure", "import_step",
             "import_frame", "import_accept", "import_drop", "import_file"],
)  # fmt: skip
def test_an_upload_is_not_there_for_a_stranger(name, page, press, upload, cuc):
    posts = name not in ("import_review", "import_progress", "import_file")
    response = (press if posts else page)(cuc, name, upload.pk)

    upload.refresh_from_db()
    assert response.status_code == 404
    assert upload.status == PlanImport.Status.REVIEW


def test_a_leader_of_another_commune_cannot_be_chosen_to_sign(press, plan, binh, cuong):
    sent = {
        "title": plan.title, "year": 2026, "place": "An Hòa", "symbol": "KH-UBND",
        "signature_form": "TM", "signer": cuong.pk, "version": plan.version,
    }  # fmt: skip

    response = press(binh, "basics", plan.pk, **sent)

    plan.refresh_from_db()
    assert "signer" in response.context["form"].errors
    assert plan.signer is None


# Pages that do not slow down


def queries(page, *asked):
    page(*asked)  # the session, the first time
    with CaptureQueriesContext(connection) as counted:
        assert page(*asked).status_code == 200
    return len(counted)


def test_the_list_asks_as_much_for_three_plans_as_for_one(page, plan, binh):
    one = queries(page, binh, "list")
    make_plan(binh)
    make_plan(binh)

    assert queries(page, binh, "list") == one


@pytest.mark.parametrize("name", ["detail", "edit", "preview"])
def test_a_page_asks_as_much_for_thirty_items_as_for_three(name, page, plan, binh):
    few = queries(page, binh, name, plan.pk)
    for n in range(27):
        make_item(plan, marker="-", text=f"Việc {n}")

    assert queries(page, binh, name, plan.pk) == few


# The list


def test_the_list_is_searched_without_marks_and_keeps_to_the_commune(page, binh, cuc):
    from plans.actions import refresh_search

    for drafter, title in ((binh, "Dân vận khéo"), (binh, "Tiếp công dân"), (cuc, "Dân vận khéo")):
        refresh_search(make_plan(drafter, title=title))

    found = page(binh, "list", q="dan van kheo").context["page"].object_list

    assert [(plan.title, plan.commune) for plan in found] == [("Dân vận khéo", binh.commune)]


def test_the_list_is_filtered_by_year_and_status(page, binh, plan):
    old = make_plan(binh, year=2025)
    issue_by_hand(old)

    assert list(page(binh, "list", year="2025").context["page"]) == [old]
    assert list(page(binh, "list", status="draft").context["page"]) == [plan]


# Writing


def test_a_new_plan_starts_with_the_usual_outline(press, binh):
    response = press(binh, "create", year="2026", title="Kế hoạch mới", with_outline="on")

    plan = Plan.objects.visible_to(binh).get()
    sections = [str(item) for item in plan.items.filter(parent=None)]
    assert response.redirect_chain == [(reverse("plans:edit", args=[plan.pk]), 302)]
    assert sections == [
        "I. MỤC ĐÍCH, YÊU CẦU", "II. MỤC TIÊU, CHỈ TIÊU", "III. NHIỆM VỤ, GIẢI PHÁP",
        "IV. TỔ CHỨC THỰC HIỆN",
    ]  # fmt: skip


def basics_of(plan, **over):
    return {
        "title": plan.title, "year": plan.year, "place": plan.place, "symbol": plan.symbol,
        "opening": plan.opening, "closing": "", "recipients": plan.recipients,
        "signature_form": "TM", "signer_name": "", "version": plan.version, **over,
    }  # fmt: skip


def test_an_older_form_of_the_basics_does_not_overwrite_a_newer_one(press, plan, binh):
    press(binh, "basics", plan.pk, **basics_of(plan, opening="Mở đầu mới"))

    response = press(binh, "basics", plan.pk, **basics_of(plan, opening="Mở đầu cũ"))

    plan.refresh_from_db()
    assert plan.opening == "Mở đầu mới"
    assert response.context["theirs"].opening == "Mở đầu mới"
    assert response.context["form"]["opening"].value() == "Mở đầu cũ"


def test_deleting_from_the_page_is_undone_from_the_page(press, plan, binh):
    before = [item.words for item in plan.items.all()]
    removed = remove_item(an_item(plan), by=binh)

    press(binh, "item_restore", removed.pk)

    assert [item.words for item in plan.items.all()] == before


# Late clicks


@pytest.mark.parametrize("name", ["basics", "number_anew", "delete"])
def test_the_rest_of_an_issued_plan_is_locked_too(name, press, issued_plan, binh):
    response = press(binh, name, issued_plan.pk, words="Thêm lén", title="Sửa lén")

    issued_plan.refresh_from_db()
    assert issued_plan.title == "Công tác dân vận chính quyền năm 2026"
    assert issued_plan.items.count() == 3
    assert ["Đã ban hành" in message for message in told(response)] == [True]


def test_a_second_leader_is_told_that_the_plan_has_moved(press, plan, binh, an):
    move_plan(plan, "submit", by=binh)
    press(an, "move", plan.pk, move="approve")

    response = press(an, "move", plan.pk, move="approve")

    assert told(response) == ["Bước này không còn mở cho hồ sơ ở tình trạng hiện tại."]


def test_an_empty_plan_is_not_submitted(press, binh):
    plan = make_plan(binh)

    response = press(binh, "move", plan.pk, move="submit")

    plan.refresh_from_db()
    assert plan.status == "draft"
    assert "chưa có mục nào" in told(response)[0]


# Issuing


@pytest.fixture
def approved(plan, an, binh):
    move_plan(plan, "submit", by=binh)
    move_plan(plan, "approve", by=an)
    return plan


def test_the_form_offers_the_next_number_and_the_clerk_issues(page, press, approved, giang):
    assert page(giang, "issue", approved.pk).context["form"]["number"].value() == 1

    response = press(giang, "issue", approved.pk, number=3, issued_on="2026-01-15")

    approved.refresh_from_db()
    assert (approved.status, approved.number) == ("issued", 3)
    assert told(response) == ["Đã ban hành kế hoạch số 03/KH-UBND. Bản PDF đang được tạo."]


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"number": 0, "issued_on": "2026-01-15"}, "number"),
     ({"number": 4, "issued_on": "2999-01-15"}, "issued_on"),
     ({"number": 4, "issued_on": "31/02/2026"}, "issued_on"),
     ({"number": "", "issued_on": ""}, "number")],
)  # fmt: skip
def test_a_number_or_date_that_cannot_be_is_told_at_its_field(sent, field, press, approved, giang):
    response = press(giang, "issue", approved.pk, **sent)

    approved.refresh_from_db()
    assert field in response.context["form"].errors
    assert approved.status == "approved"


def test_a_taken_number_is_told_with_the_next_free_one(press, approved, binh, an, giang):
    from datetime import date

    issue_plan(approved, number=5, issued_on=date(2026, 1, 15), by=giang)
    other = make_plan(binh)
    make_item(other, marker="I", heading="NHIỆM VỤ", text="")
    move_plan(other, "submit", by=binh)
    move_plan(other, "approve", by=an)

    response = press(giang, "issue", other.pk, number=5, issued_on="2026-01-20")

    [sentence] = response.context["form"].errors["number"]
    assert sentence.startswith("Số 05/KH-UBND đã được cấp ngày 15/01/2026")
    assert "Số tiếp theo còn trống là 06." in sentence
    # Offered in the box: one press more is all it takes.
    assert response.context["form"]["number"].value() == 6
    other.refresh_from_db()
    assert other.status == "approved"


def test_a_date_before_the_last_number_is_asked_about_once(press, approved, binh, an, giang):
    from datetime import date

    issue_plan(approved, number=5, issued_on=date(2026, 1, 15), by=giang)
    other = make_plan(binh)
    make_item(other, marker="I", heading="NHIỆM VỤ", text="")
    move_plan(other, "submit", by=binh)
    move_plan(other, "approve", by=an)
    asked = press(giang, "issue", other.pk, number=6, issued_on="2026-01-10")
    assert "issued_on" in asked.context["form"].errors

    press(giang, "issue", other.pk, number=6, issued_on="2026-01-10", out_of_order="on")

    other.refresh_from_db()
    assert other.status == "issued"


@pytest.mark.parametrize("who", ["binh", "dung", "hoa"])
def test_issuing_is_for_the_clerk_and_the_leader(request, who, press, approved):
    response = press(
        request.getfixturevalue(who), "issue", approved.pk, number=1, issued_on="2026-01-15"
    )

    approved.refresh_from_db()
    assert response.status_code in (403, 404)
    assert approved.status == "approved"


# Import


def test_what_the_issue_brings_along_is_told_and_not_asked(page, binh, run_work):
    upload = take_upload(SimpleUploadedFile("ke-hoach.txt", OWN.encode()), by=binh)
    found = [
        {"code": code, "message": "…", "line": None, "severity": "warn"}
        for code in (*sorted(GIVEN_LATER), "text.space")
    ]
    run_work()
    upload.refresh_from_db()
    upload.reading["warnings"] = found
    upload.save()

    context = page(binh, "import_review", upload.pk).context

    asked = [each["question"].code for each in context["listed"]]
    assert [code for code in asked if not code.startswith("unit.")] == ["text.space"]
    assert [each.code for each in context["remarks"]] == sorted(GIVEN_LATER)


def test_the_walk_of_an_import_from_the_file_to_the_draft(press, page, binh, run_work):
    sent = press(binh, "import_start", file=SimpleUploadedFile("ke-hoach.txt", OWN.encode()))
    upload = PlanImport.objects.visible_to(binh).get()
    assert sent.redirect_chain == [(upload.get_absolute_url(), 302)]
    run_work()
    review = page(binh, "import_review", upload.pk)
    questions = review.context["open_questions"]
    key = review.context["current"]["question"].key
    press(binh, "import_answer", upload.pk, key=key, press="seen")
    assert page(binh, "import_review", upload.pk).context["open_questions"] == questions - 1
    frame = review.context["form"].initial

    response = press(binh, "import_accept", upload.pk, **frame)

    plan = Plan.objects.visible_to(binh).get()
    assert response.redirect_chain == [(plan.get_absolute_url(), 302)]
    assert plan.signature_form == "KT"
    assert plan.signer_name == "Lương Văn Phước"
    assert plan.recipients == "Sở Nội vụ (b/c)\nLưu: VT"


def test_a_wrong_year_keeps_the_form_filled_and_makes_no_plan(press, upload, binh):
    sent = {"title": "Giữ nguyên chữ này", "year": "20x6", "signature_form": "TM"}

    response = press(binh, "import_accept", upload.pk, **sent)

    assert "year" in response.context["form"].errors
    assert response.context["form"]["title"].value() == "Giữ nguyên chữ này"
    assert Plan.objects.visible_to(binh).count() == 0


def test_accepting_again_leads_to_the_plan_that_is_there(press, upload, binh):
    sent = {**BASICS, "signature_form": "TM"}
    press(binh, "import_accept", upload.pk, **sent)

    response = press(binh, "import_accept", upload.pk, **sent)

    plan = Plan.objects.visible_to(binh).get()
    assert response.redirect_chain[-1] == (plan.get_absolute_url(), 302)
    assert "đã được xử lý" in told(response)[0]


def test_deleting_the_draft_brings_its_file_back_for_review(press, upload, binh):
    press(binh, "import_accept", upload.pk, **BASICS, signature_form="TM")

    press(binh, "delete", Plan.objects.visible_to(binh).get().pk)

    upload.refresh_from_db()
    assert (upload.status, upload.plan) == (PlanImport.Status.REVIEW, None)
    assert Plan.objects.visible_to(binh).count() == 0


def test_a_plan_of_another_commune_is_asked_about(page, binh, run_work):
    other = OWN.replace("An Hòa", "Tân Lộc")
    upload = take_upload(SimpleUploadedFile("ke-hoach.txt", other.encode()), by=binh)
    run_work()

    questions = page(binh, "import_review", upload.pk).context["listed"]

    assert [each["question"].code for each in questions].count("issuer.other") == 1


def test_a_refused_file_shows_its_sentence_and_offers_another(press, page, binh, run_work):
    press(binh, "import_start", file=SimpleUploadedFile("a.txt", b"\x89PNG\r\n\x1a\n" * 40))
    upload = PlanImport.objects.visible_to(binh).get()
    run_work()

    response = page(binh, "import_review", upload.pk)

    upload.refresh_from_db()
    assert upload.status == PlanImport.Status.REFUSED
    assert upload.error in response.content.decode()


def test_a_file_that_may_not_come_in_is_told_on_the_form(press, binh):
    response = press(binh, "import_start", file=SimpleUploadedFile("a.exe", b"MZ" * 100))

    assert response.context["form"].errors["file"] == [
        "Tệp “a.exe” không thuộc loại được nhận. Hãy chọn tệp .docx, .pdf, .txt, .doc, .odt, .rtf."
    ]
    assert PlanImport.objects.visible_to(binh).count() == 0


# PDF


def test_whoever_may_see_the_plan_sees_how_far_its_pdf_is(page, plan, binh, an):
    page(binh, "pdf", plan.pk)

    progress = page(an, "pdf_progress", plan.pk)

    assert progress.status_code == 200
    assert progress.context["row"].ordered_by == binh


def test_a_printed_plan_is_served_as_a_pdf_that_runs_nothing(page, plan, binh, run_work):
    page(binh, "pdf", plan.pk)
    run_work()

    response = page(binh, "pdf", plan.pk)

    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none';")
    assert "script-src" not in response["Content-Security-Policy"]
