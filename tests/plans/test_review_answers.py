"""Each question of an import: what its answers make of the plan, who may answer, and who comes second."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans import answers
from plans.answers import AlreadyDecided, NotTaken
from plans.intake import accept
from plans.models import Plan, PlanDuty, PlanImport, UnitName
from plans.reviewed import Review
from tests.factories import make_unit
from tests.plans.uploads import PLAN, make_upload, reading_of, warning

GAP, DEADLINE = "w2", "d0"
# Of the eight findings below, by their place behind those of the reading itself.
DOUBLED = {"place": ["items", 1, 1], "old": "ước ước", "new": "ước", "at": 14}
MORE = {
    "doubled": warning("text.doubled_word", 10, severity="info", correction=DOUBLED),
    "broken": warning("layout.broken_paragraph", 14, sure=0.5),
    "unknown_head": warning("form.unknown", 3),
    "unknown_foot": warning("form.unknown", 22),
    "running": warning("layout.running_text", 8, severity="info"),
    "mixed": warning("numbering.order", 10),
    "vague": warning("deadline.vague", 9, severity="info"),
    "other": warning("section.no_implementation"),
}


@pytest.fixture
def upload(binh, culture):
    found = reading_of(PLAN)
    lines = [*found["source_lines"]]
    lines[2] = "Dòng lạ ở đầu"
    return make_upload(
        binh, warnings=[*found["warnings"], *MORE.values()], source_lines=lines,
        periodic_duties=[{"text": "thường xuyên nắm tình hình", "frequency": "thường xuyên",
                          "line": 9, "lines": [9, 9], "sure": 0.6}],
        targets=[{"text": "03 mô hình", "value": 3, "line": 7, "lines": [7, 7], "sure": 0.6}],
    )  # fmt: skip


def key_of(name):
    return f"w{len(reading_of(PLAN)['warnings']) + list(MORE).index(name)}"


def give(upload, key, code, by, **more):
    return answers.give(upload, key, code, by=by, **more)


def make_plan_of(upload, by):
    return accept(upload, Review(upload).frame, by=by)


def lines_of(plan):
    return [(item.label, item.heading or item.words) for item in plan.items.order_by("pk")]


def labels_of(plan, heading):
    parent = plan.items.get(heading=heading)
    return [item.label for item in parent.children.all()]


@pytest.mark.parametrize(
    ("key", "code", "changed"),
    [
        (GAP, "keep", lambda plan: labels_of(plan, "NHIỆM VỤ") == ["1.", "3."]),
        (GAP, "correct", lambda plan: labels_of(plan, "NHIỆM VỤ") == ["1.", "2."]),
        ("doubled", "correct", lambda plan: plan.items.filter(text__contains="hương ước của").exists()),
        ("doubled", "keep", lambda plan: plan.items.filter(text__contains="ước ước").exists()),
        ("broken", "join", lambda plan: plan.items.filter(heading__contains="xã Tổng hợp").exists()),
        ("broken", "keep", lambda plan: plan.items.filter(text__startswith="Tổng hợp").exists()),
        ("unknown_head", "opening", lambda plan: plan.opening.endswith("Dòng lạ ở đầu")),
        ("unknown_head", "recipients", lambda plan: plan.recipients.endswith("\nDòng lạ ở đầu")),
        ("unknown_head", "drop", lambda plan: "Dòng lạ" not in plan.opening + plan.recipients),
        ("unknown_foot", "closing", lambda plan: plan.closing.endswith("\nCHỦ TỊCH")),
        ("running", "bring", lambda plan: plan.items.filter(text="II. NHIỆM VỤ").exists()),
        ("running", "drop", lambda plan: not plan.items.filter(text="II. NHIỆM VỤ").exists()),
        ("mixed", "renumber", lambda plan: not plan.keeps_printed_numbers
            and labels_of(plan, "NHIỆM VỤ") == ["1.", "2."]),
        ("mixed", "keep", lambda plan: plan.keeps_printed_numbers),
        ("other", "seen", lambda plan: plan.items.count() == 9),
        ("h5", "heading", lambda plan: plan.items.filter(heading="Nội dung chi tiết").exists()),
        ("h5", "text", lambda plan: plan.items.filter(text="Nội dung chi tiết").exists()),
        ("h5", "join", lambda plan: plan.items.filter(text__endswith="2026. Nội dung chi tiết").exists()),
    ],
)  # fmt: skip
def test_an_answer_makes_of_the_plan_what_it_says(key, code, changed, upload, binh):
    key = key if key in (GAP, "h5") else key_of(key)

    upload = give(upload, key, code, binh)

    assert changed(make_plan_of(upload, binh))


@pytest.mark.parametrize(
    ("key", "code", "typed", "told"),
    [
        ("d0", "right", {}, ("2026-12-31", True, True)),
        ("d0", "none", {}, ("2026-12-31", False, True)),
        ("d0", "date", {"date": "2026-10-30"}, ("2026-10-30", True, True)),
        ("p0", "right", {}, ("None", True, True)),
        ("p0", "none", {}, ("None", False, True)),
        ("t0", "none", {}, ("None", False, True)),
        ("vague", "date", {"date": "2026-09-15"}, ("2026-09-15", True, True)),
    ],
)
def test_what_was_settled_of_a_duty_reaches_the_plan(key, code, typed, told, upload, binh):
    key = key_of(key) if key == "vague" else key
    kind = {"p": "periodic", "t": "target"}.get(key[0], "deadline")

    plan = make_plan_of(give(upload, key, code, binh, typed=typed), binh)

    settled = PlanDuty.objects.visible_to(binh).filter(plan=plan, kind=kind, settled_by=binh)
    assert [(str(each.due_on), each.holds, each.item_id is not None) for each in settled] == [told]


def test_what_nobody_settled_is_kept_as_it_was_read(upload, binh):
    plan = make_plan_of(upload, binh)

    duties = PlanDuty.objects.visible_to(binh).filter(plan=plan)
    assert {each.settled_by for each in duties} == {None}
    assert [each.item.words[:8] for each in duties if each.kind == "deadline"] == [
        "Tổ chức ", "Rà soát ", "Tổng hợp",
    ]  # fmt: skip


def test_own_words_may_be_typed_and_a_line_break_makes_a_new_item(upload, binh):
    typed = {"words": "Rà soát *hương ước*.\n4. Niêm yết hương ước."}

    plan = make_plan_of(give(upload, GAP, "words", binh, typed=typed), binh)

    texts = [(item.label, item.text) for item in plan.items.get(heading="NHIỆM VỤ").children.all()]
    assert texts[1:3] == [("3.", "Rà soát <em>hương ước</em>."), ("4.", "Niêm yết hương ước.")]


def test_everything_certain_is_taken_by_one_press_and_taken_back_by_one(upload, binh):
    before = Review(upload)
    upload, count = answers.take_sure(upload, by=binh)
    after = Review(upload)
    upload, back = answers.take_back(upload, upload.answers["count"], by=binh)

    assert [each.code for each in before.sure] == ["text.doubled_word"]
    assert (count, back, len(after.sure)) == (1, 1, 0)
    assert "ước ước" in Review(upload).tree.by_key["4"].words


def test_an_answer_taken_back_is_as_if_it_had_never_been_given(upload, binh):
    untouched = Review(upload).document
    upload = give(upload, key_of("broken"), "join", binh)
    given = Review(upload).answer_to(key_of("broken"))

    upload = give(upload, key_of("broken"), "undo", binh, seen=given["n"])

    assert Review(upload).document == untouched


# Names of units


def unit_key(upload):
    return next(each.key for each in Review(upload).asked if each.code == "unit.unknown")


def test_a_name_is_matched_once_and_asked_no_more(upload, binh, culture):
    upload = give(upload, unit_key(upload), "unit", binh, typed={"unit": str(culture.pk)})
    plan = make_plan_of(upload, binh)

    again = make_upload(binh, PLAN.replace("2026", "2027"))

    remembered = UnitName.objects.get(commune=binh.commune)
    assert (remembered.words, remembered.unit, remembered.decided_by) == (
        "Bộ phận Văn hóa xã", culture, binh,
    )  # fmt: skip
    assert "unit.unknown" not in [each.code for each in Review(again).asked]
    assert plan.duties.get(who="Bộ phận Văn hóa xã").unit == culture


def test_a_unit_of_another_commune_is_no_answer(upload, binh, cuc):
    theirs = make_unit(cuc.commune, "Phòng Văn hóa - Xã hội của họ")
    key = unit_key(upload)

    for code, typed in (("unit", {"unit": str(theirs.pk)}), (f"unit:{theirs.pk}", {})):
        with pytest.raises(NotTaken):
            give(upload, key, code, binh, typed=typed)

    upload.refresh_from_db()
    assert upload.answers == {}


def test_what_is_no_unit_is_remembered_as_none(upload, binh):
    make_plan_of(give(upload, unit_key(upload), "none", binh), binh)

    assert UnitName.objects.get(commune=binh.commune).unit is None


# Two people, two tabs, two presses


def test_the_second_of_two_tabs_is_told_what_the_first_said(upload, binh):
    give(upload, GAP, "keep", binh)

    with pytest.raises(NotTaken, match="Giữ như bản gốc"):
        give(upload, GAP, "correct", binh)  # the page still showed no answer

    upload.refresh_from_db()
    assert upload.answers["given"][GAP]["answer"] == "keep"


def test_answers_to_different_questions_never_meet(upload, binh):
    stale = PlanImport.objects.visible_to(binh).get(pk=upload.pk)
    give(upload, GAP, "keep", binh)
    give(stale, DEADLINE, "none", binh)

    upload.refresh_from_db()
    assert set(upload.answers["given"]) == {GAP, DEADLINE}


def test_a_double_press_is_one_answer(upload, binh):
    give(upload, GAP, "keep", binh)
    upload = give(upload, GAP, "keep", binh)

    assert upload.answers["count"] == 1


def test_a_double_press_raises_an_item_by_one_level_only(upload, binh):
    upload = answers.step(upload, "up", "3", by=binh, seen=0)

    with pytest.raises(NotTaken, match="ở nơi khác"):
        answers.step(upload, "up", "3", by=binh, seen=0)

    upload.refresh_from_db()
    review = Review(upload)
    assert len(review.steps) == 1
    assert review.tree.by_key["3"].above is review.tree.root


def test_a_step_that_leads_nowhere_is_told_and_not_kept(upload, binh):
    with pytest.raises(NotTaken):
        answers.step(upload, "up", "0", by=binh, seen=0)

    upload.refresh_from_db()
    assert upload.answers == {}


@pytest.mark.parametrize(
    ("key", "code", "typed"),
    [
        (GAP, "bring", {}),
        ("w99", "keep", {}),
        ("e1", "keep", {}),
        (DEADLINE, "date", {"date": "31/12/2026"}),
        (DEADLINE, "date", {"date": "9999-01-01"}),
        (GAP, "date", {"date": "2026-01-01"}),
        (GAP, "words", {"words": "  "}),
        (GAP, "words", {"words": "x" * 20_001}),
    ],
)
def test_an_answer_that_fits_nothing_is_told_and_not_kept(key, code, typed, upload, binh):
    with pytest.raises(NotTaken):
        give(upload, key, code, binh, typed=typed)

    upload.refresh_from_db()
    assert upload.answers == {}


def test_after_acceptance_a_press_comes_too_late(upload, binh, client):
    plan = make_plan_of(upload, binh)
    client.force_login(binh)

    with pytest.raises(AlreadyDecided):
        give(upload, GAP, "correct", binh)
    response = client.post(
        reverse("plans:import_answer", args=[upload.pk]), {"key": GAP, "press": "correct"}, follow=True
    )  # fmt: skip

    assert response.redirect_chain[-1][0] == plan.get_absolute_url()
    assert "đã được xử lý" in str([*response.context["messages"]][0])
    assert labels_of(plan, "NHIỆM VỤ") == ["1.", "3."]


def test_an_answer_given_while_the_page_was_open_counts_for_the_draft(upload, binh):
    stale = PlanImport.objects.visible_to(binh).get(pk=upload.pk)
    give(upload, GAP, "correct", binh)

    assert labels_of(make_plan_of(stale, binh), "NHIỆM VỤ") == ["1.", "2."]


# The page


def post(client, name, upload, **sent):
    sent = {"HTTP_HX_REQUEST": "true", **sent} if sent.pop("htmx", False) else sent
    headers = {key: value for key, value in sent.items() if key.startswith("HTTP_")}
    fields = {key: value for key, value in sent.items() if key not in headers}
    return client.post(reverse(f"plans:{name}", args=[upload.pk]), fields, **headers)


def test_an_answer_shows_its_effect_at_once_and_the_next_question(client, binh, upload):
    client.force_login(binh)

    response = post(client, "import_answer", upload, key=GAP, press="correct", htmx=True)

    page = response.content.decode()
    assert '<span class="plan-label">2.</span>' in page
    assert response.context["current"]["question"].key not in (GAP, "")


def test_what_is_typed_around_the_body_is_kept_with_every_press(client, binh, upload):
    client.force_login(binh)
    title = "Đang gõ dở"
    post(client, "import_answer", upload, key=GAP, press="keep", title=title, year="")

    form = client.get(upload.get_absolute_url()).context["form"]

    assert (form.initial["title"], form.initial["year"]) == (title, "")


def test_a_line_brought_back_joins_the_recipients_somebody_typed(upload, binh):
    answers.keep_frame(upload, {"recipients": "Sở Nội vụ\nHội Nông dân\nLưu: VT"}, by=binh)

    upload = give(upload, key_of("unknown_head"), "recipients", binh)

    assert Review(upload).frame["recipients"].splitlines() == [
        "Sở Nội vụ", "Hội Nông dân", "Lưu: VT", "Dòng lạ ở đầu",
    ]  # fmt: skip


def test_words_that_could_not_be_kept_come_back_in_their_box(client, binh, upload):
    client.force_login(binh)
    answers.step(upload, "up", "3", by=binh, seen=0)

    response = post(
        client, "import_step", upload, press="words:4", words="Chữ vừa gõ", seen="0", htmx=True
    )

    assert response.context["panel"]["typed"] == "Chữ vừa gõ"
    assert "ở nơi khác" in response.content.decode()


def test_the_draft_says_how_many_questions_are_open_and_keeps_the_file(client, binh, upload):
    client.force_login(binh)
    frame = {**Review(upload).frame}

    response = client.post(reverse("plans:import_accept", args=[upload.pk]), frame, follow=True)

    assert "điểm chưa trả lời được giữ như bản gốc" in str([*response.context["messages"]][0])
    assert response.context["source"] == upload
    assert "Tệp gốc" in response.content.decode()


def test_the_file_of_a_plan_is_told_with_its_plan_when_it_comes_again(upload, binh):
    plan = make_plan_of(upload, binh)

    again = make_upload(binh)

    [known] = [each for each in Review(again).asked if each.code == "file.known"]
    assert known.url == plan.get_absolute_url()


def test_somebody_elses_draft_does_not_show_its_file(client, dung, upload, binh):
    plan = make_plan_of(upload, binh)
    Plan.objects.visible_to(binh).filter(pk=plan.pk).update(
        status="issued", number=7, issued_on="2026-01-15"
    )
    client.force_login(dung)

    response = client.get(plan.get_absolute_url())

    assert response.status_code == 200
    assert response.context["source"] is None


def test_a_file_with_a_thousand_questions_shows_the_first_and_says_so(client, binh):
    many = [warning("time.odd", 9, message=f"Điểm {at}.") for at in range(1000)]
    upload = make_upload(binh, warnings=many)
    client.force_login(binh)

    page = client.get(upload.get_absolute_url()).content.decode()

    assert "Điểm 99." in page
    assert "Điểm 100." not in page
    assert "Đang hiện 100 điểm đầu" in page


def queries_of(client, upload):
    with CaptureQueriesContext(connection) as caught:
        client.get(upload.get_absolute_url())
    return len(caught)


def test_the_page_asks_as_many_questions_of_the_database_for_300_items(client, binh, culture):
    more = "".join(f"{at}. Tổ chức hội nghị lần {at} ở thôn.\n" for at in range(4, 304))
    long = make_upload(binh, PLAN.replace("Nội dung chi tiết\n", more))
    client.force_login(binh)
    queries_of(client, long)

    assert queries_of(client, long) == queries_of(client, make_upload(binh))


def test_a_colleague_reads_the_review_and_may_not_answer(client, an, upload):
    client.force_login(an)

    page = client.get(upload.get_absolute_url()).content.decode()
    response = post(client, "import_answer", upload, key=GAP, press="correct")

    assert response.status_code == 403
    assert 'name="press"' not in page
