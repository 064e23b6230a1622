"""A unit's part: drafted from its tasks, saved box by box, signed off, sent, and shut out by a closed round."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from danvan.workflow import MoveRefused
from notices.models import Notice
from records.files import keep
from reports.actions.parts import StaleVersion, move_part, save_part
from reports.models import Indicator, Report, ReportRound
from reports.queries import my_reports
from reports.writing.completeness import gaps_of_part
from reports.writing.pieces import text_of
from tasks.models import Evidence, ProgressUpdate
from tests.factories import make_person
from tests.reports.factories import accept_part, fill_part, make_round, make_task


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def address(name, part):
    return reverse(f"reports:{name}", args=[part.pk])


def fresh(part):
    return Report._base_manager.select_related("round__commune", "unit").get(pk=part.pk)


def tell(task, text):
    ProgressUpdate.objects.create(task=task, by=task.responsible, text=text)


def save(person, part, **boxes):
    given = {"version": fresh(part).version, "_person": person.pk, **boxes}
    return client_of(person).post(address("part_save", part), given)


def box(task):
    return f"task-{task.pk}"


def shown(person, part):
    """Name of the box → what stands in it, and the task cards, as the page shows them."""
    context = client_of(person).get(address("part_edit", part)).context
    cards = [card for heading in context["headings"] for card in heading.cards]
    return {card.name: card.field.value() for card in cards}, {card.name: card for card in cards}


@pytest.fixture
def task(half_year, culture, dung):
    return make_task(half_year, culture, dung, "Mở hội nghị.", news="Đã mở\n02 hội nghị.")


@pytest.fixture
def officer(culture):
    return make_person("Lê Thị Nhân", culture, post="Công chức", username="nhan")


@pytest.fixture
def closed(half_year, binh):
    half_year.closed_at = timezone.now()
    ReportRound._base_manager.filter(pk=half_year.pk).update(
        closed_at=half_year.closed_at, closed_by=binh
    )
    return half_year


# Drafted from the tasks


def test_each_task_of_the_unit_has_a_box_with_its_latest_news(
    half_year, part_of_culture, task, culture, east_village, dung, khanh
):
    silent = make_task(half_year, culture, dung, "Tuyên truyền")
    make_task(half_year, east_village, khanh, "Họp thôn", news="Không phải của phòng.")

    boxes, _ = shown(dung, part_of_culture)

    assert boxes == {box(task): "Đã mở 02 hội nghị.", box(silent): "Đang thực hiện."}


def test_news_follows_into_untouched_boxes_and_is_offered_beside_own_words(
    half_year, part_of_culture, task, culture, dung
):
    untouched = make_task(half_year, culture, dung, "Tuyên truyền", news="Một buổi.")
    save(dung, part_of_culture, **{box(task): "Lời của tôi."})
    tell(task, "Đã mở 03 hội nghị.")
    tell(untouched, "Hai buổi.")

    boxes, cards = shown(dung, part_of_culture)
    assert boxes == {box(task): "Lời của tôi.", box(untouched): "Hai buổi."}
    assert cards[box(task)].news.text == "Đã mở 03 hội nghị."

    save(dung, part_of_culture, _keep=task.pk)
    assert shown(dung, part_of_culture)[1][box(task)].news is None

    tell(task, "Đã mở 04 hội nghị.")
    client_of(dung).post(
        address("part_edit", part_of_culture),
        {"version": fresh(part_of_culture).version, "_use": task.pk},
    )
    boxes, cards = shown(dung, part_of_culture)
    assert (boxes[box(task)], cards[box(task)].news) == ("Đã mở 04 hội nghị.", None)


def test_a_task_left_out_stays_out_when_it_has_news(part_of_culture, task, dung):
    save(dung, part_of_culture, **{box(task): "", "result": "Việc khác."})
    tell(task, "Đã mở 03 hội nghị.")

    boxes, cards = shown(dung, part_of_culture)
    move_part(fresh(part_of_culture), "send", by=dung)

    assert (boxes[box(task)], cards[box(task)].news) == ("", None)
    section = part_of_culture.sections.get(key="tasks")
    assert (section.text, [piece["text"] for piece in section.pieces]) == ("", [""])


def test_sending_puts_down_what_the_page_showed(part_of_culture, task, dung):
    move_part(part_of_culture, "send", by=dung)
    tell(task, "Sau khi gửi.")

    section = part_of_culture.sections.get(key="tasks")
    assert section.text == text_of(section.pieces) == "Đã mở 02 hội nghị."
    page = client_of(dung).get(address("part_detail", part_of_culture)).content.decode()
    assert "Đã mở 02 hội nghị." in page
    assert "Sau khi gửi." not in page


def test_words_of_a_task_that_is_cancelled_meanwhile_stay(part_of_culture, task, dung):
    save(dung, part_of_culture, **{box(task): "Đã làm nửa chừng."})
    type(task)._base_manager.filter(pk=task.pk).update(status="cancelled")

    boxes, cards = shown(dung, part_of_culture)

    assert (boxes, cards[box(task)].task) == ({box(task): "Đã làm nửa chừng."}, None)


def test_evidence_of_the_period_that_is_ready_stands_beside_its_task(
    half_year, part_of_culture, task, culture, dung, binh
):
    def add(name, **over):
        update = task.updates.first()
        file = keep(b"x", name=name, content_type="image/jpeg")
        return Evidence.objects.create(update=update, file=file, **{"is_ready": True, **over})

    ProgressUpdate.objects.update(at=timezone.now().replace(year=2026, month=3, day=3))
    good = add("tot.jpg")
    add("dang-xu-ly.jpg", is_ready=False)
    ProgressUpdate.objects.create(task=task, by=dung, text="Cũ")
    ProgressUpdate.objects.filter(text="Cũ").update(
        at=timezone.now().replace(year=2024, month=3, day=3)
    )
    old = keep(b"y", name="cu.jpg", content_type="image/jpeg")
    Evidence.objects.create(update=ProgressUpdate.objects.get(text="Cũ"), file=old, is_ready=True)

    _, cards = shown(dung, part_of_culture)

    assert cards[box(task)].evidence == [good]
    assert (
        "tot.jpg" in client_of(binh).get(address("part_detail", part_of_culture)).content.decode()
    )


# Saving itself


def test_only_what_was_sent_is_touched(part_of_culture, dung):
    fill_part(part_of_culture, figures={"news": "3"})

    answer = save(dung, part_of_culture, proposal="Thêm kinh phí.").json()

    texts = dict(part_of_culture.sections.values_list("key", "text"))
    assert (texts["proposal"], texts["difficulty"]) == ("Thêm kinh phí.", "Kinh phí còn hạn chế.")
    assert part_of_culture.figures.get().value == 3
    assert (answer["version"], answer["values"]) == (3, {"proposal": "Thêm kinh phí."})
    assert "24" in answer["gaps"]


def test_a_stale_save_writes_nothing_and_tells_what_stands_there(part_of_culture, task, dung):
    save(dung, part_of_culture, result="Bản một.")

    answer = save(dung, part_of_culture, version=1, result="Bản hai.", proposal="Ý hai.")

    assert answer.status_code == 409
    values = answer.json()["values"]
    assert (values["result"], values["proposal"], values[box(task)]) == (
        "Bản một.", "", "Đã mở 02 hội nghị.",
    )  # fmt: skip
    assert part_of_culture.sections.get(key="proposal").text == ""


def test_a_wrong_figure_holds_up_neither_words_nor_other_figures(part_of_culture, dung):
    codes = dict(Indicator.objects.values_list("code", "pk"))
    figures = {f"value-{codes['news']}": "N/A", f"value-{codes['models']}": "2"}

    answer = save(dung, part_of_culture, _figures=1, result="Đã làm.", **figures).json()

    assert list(answer["errors"]) == [f"value-{codes['news']}"]
    stored = dict(part_of_culture.figures.values_list("indicator__code", "value"))
    assert stored == {"models": 2}
    assert part_of_culture.sections.get(key="result").text == "Đã làm."


def test_nothing_is_saved_in_the_name_of_another_or_by_a_stranger(
    part_of_culture, dung, khanh, an, cuc
):
    codes = [
        save(dung, part_of_culture, _person=khanh.pk, result="X").status_code,
        save(khanh, part_of_culture, result="X").status_code,
        save(an, part_of_culture, result="X").status_code,
        save(cuc, part_of_culture, result="X").status_code,
    ]

    assert codes == [409, 404, 403, 404]
    assert part_of_culture.sections.get(key="result").text == ""


def test_a_save_after_the_part_was_sent_says_so(part_of_culture, dung, binh):
    fill_part(part_of_culture)
    move_part(part_of_culture, "send", by=binh)

    answer = save(dung, part_of_culture, result="Viết dở.")

    assert (answer.status_code, "không còn" in answer.json()["closed"]) == (409, True)


@pytest.mark.parametrize("name", ["part_edit", "part_detail", "part_save"])
def test_pages_and_saves_cost_the_same_with_one_task_and_with_ten(
    half_year, part_of_culture, culture, dung, name
):
    client = client_of(dung)

    def queries():
        given = {"version": fresh(part_of_culture).version, "result": timezone.now().isoformat()}
        with CaptureQueriesContext(connection) as made:
            if name == "part_save":
                assert client.post(address(name, part_of_culture), given).status_code == 200
            else:
                client.get(address(name, part_of_culture))
        return len(made)

    make_task(half_year, culture, dung, news="Đã làm.")
    queries()
    one = queries()
    for _ in range(9):
        make_task(half_year, culture, dung, news="Đã làm.")
    queries()

    assert queries() == one


# Signing off


def steps(person, part):
    from reports.rules import PART_MOVES

    return set(PART_MOVES.open_to(person, fresh(part)))


def told(person):
    return [each.text for each in Notice.objects.visible_to(person).filter(withdrawn_at=None)]


def test_an_officer_asks_the_head_who_writes_and_sends(part_of_culture, officer, dung, binh):
    fill_part(part_of_culture)
    assert steps(officer, part_of_culture) == {"ask_to_sign"}
    move_part(fresh(part_of_culture), "ask_to_sign", by=officer)

    assert steps(officer, part_of_culture) == {"take_back"}
    assert steps(dung, part_of_culture) == {"sign", "hand_back"}
    assert steps(binh, part_of_culture) == set()
    assert any("Lê Thị Nhân trình duyệt" in text for text in told(dung))
    assert [each.pk for each in my_reports(dung).parts_owed] == [part_of_culture.pk]
    assert my_reports(officer).parts_owed == []
    assert save(officer, part_of_culture, result="Sửa lén.").status_code == 409
    assert save(dung, part_of_culture, result="Trưởng phòng sửa.").status_code == 200

    move_part(fresh(part_of_culture), "sign", by=dung)

    part = fresh(part_of_culture)
    assert (part.status, part.signed_off_by, bool(part.sent_at)) == ("sent", dung, True)
    assert not any("trình duyệt" in text for text in told(dung))
    assert any("duyệt và gửi" in text for text in told(officer))
    assert any("đã gửi phần báo cáo" in text for text in told(binh))


def test_the_head_hands_back_with_a_word_that_stands_on_top_until_it_is_asked_again(
    part_of_culture, officer, dung
):
    fill_part(part_of_culture)
    move_part(fresh(part_of_culture), "ask_to_sign", by=officer)
    with pytest.raises(MoveRefused, match="ghi lý do"):
        move_part(fresh(part_of_culture), "hand_back", by=dung)
    move_part(fresh(part_of_culture), "hand_back", by=dung, note="Thiếu số hộ.")

    page = client_of(officer).get(address("part_edit", part_of_culture))
    assert page.context["remark"].note == "Thiếu số hộ."
    assert any("Thiếu số hộ." in text for text in told(officer))

    move_part(fresh(part_of_culture), "ask_to_sign", by=officer)
    page = client_of(dung).get(address("part_edit", part_of_culture))
    assert page.context["remark"] is None


def test_the_writer_of_a_unit_without_a_head_signs_off(part_of_village, khanh):
    Membership.objects.filter(person=khanh).update(is_head=False)
    khanh = type(khanh).objects.get(pk=khanh.pk)
    fill_part(part_of_village)

    move_part(fresh(part_of_village), "send", by=khanh)

    assert fresh(part_of_village).signed_off_by == khanh


def test_the_coordinator_sends_for_a_village_and_the_history_says_so(part_of_village, binh):
    fill_part(part_of_village)

    line = move_part(fresh(part_of_village), "send", by=binh)

    assert line.note == "Đầu mối dân vận gửi thay đơn vị."
    assert fresh(part_of_village).signed_off_by is None


def test_remarks_stand_on_top_until_it_is_sent_again_and_stay_in_the_history(
    part_of_culture, dung, binh
):
    fill_part(part_of_culture)
    move_part(fresh(part_of_culture), "send", by=dung)
    first = fresh(part_of_culture).sent_at
    move_part(fresh(part_of_culture), "send_back", by=binh, note="Kiểm tra số hộ.")
    page = client_of(dung).get(address("part_edit", part_of_culture)).content.decode()
    assert "Kiểm tra số hộ." in page

    move_part(fresh(part_of_culture), "send", by=dung)
    move_part(fresh(part_of_culture), "take_back", by=dung)

    page = client_of(dung).get(address("part_edit", part_of_culture))
    assert page.context["remark"] is None
    history = client_of(dung).get(address("part_history", part_of_culture)).content.decode()
    assert "Kiểm tra số hộ." in history
    # The first sending counts, whatever came after it was returned.
    assert fresh(part_of_culture).sent_at == first


# Closed round


def test_a_part_sent_after_the_round_is_closed_keeps_the_words_and_says_whom_to_ask(
    part_of_culture, dung, closed
):
    given = {"version": 1, "result": "Viết đúng lúc khóa.", "then": "send"}

    page = client_of(dung).post(address("part_edit", part_of_culture), given, follow=True)

    said = [str(message) for message in page.context["messages"]]
    assert "Đợt báo cáo đã khóa lúc" in said[0]
    assert "Trần Thị Bình" in said[0]
    assert fresh(part_of_culture).status == "draft"
    assert part_of_culture.sections.get(key="result").text == "Viết đúng lúc khóa."
    assert "send" not in page.context["moves"]


@pytest.mark.parametrize(
    ("status", "name", "who"),
    [
        ("draft", "send", "dung"),
        ("to_sign", "sign", "dung"),
        ("sent", "take_back", "dung"),
        ("sent", "send_back", "binh"),
        ("accepted", "send_back", "binh"),
    ],
)
def test_closing_between_opening_the_page_and_pressing_is_told(
    request, part_of_culture, status, name, who, closed
):
    """The part in hand still holds the round as it was."""
    fill_part(part_of_culture)
    Report._base_manager.filter(pk=part_of_culture.pk).update(status=status)
    part = fresh(part_of_culture)
    part.round.closed_at = None

    with pytest.raises(MoveRefused, match="đã khóa lúc"):
        move_part(part, name, by=request.getfixturevalue(who), note="Lý do.")

    assert fresh(part_of_culture).status == part.status == status


# Reading one after the other


def test_accepting_goes_on_to_the_next_part_that_waits(
    half_year, part_of_culture, part_of_village, binh
):
    for part in (part_of_culture, part_of_village):
        fill_part(part)
        move_part(part, "send", by=binh)
    client, given = client_of(binh), {"move": "accept", "then": "next"}
    page = client.get(address("part_detail", part_of_culture))
    assert page.context["around"]["waiting"] == 2

    first = client.post(address("part_move", part_of_culture), given)
    second = client.post(address("part_move", part_of_village), given)

    assert (first.url, second.url) == (
        part_of_village.get_absolute_url(),
        half_year.get_absolute_url(),
    )


def test_what_was_rewritten_after_it_was_read_is_not_accepted_unread(part_of_culture, binh, dung):
    fill_part(part_of_culture)
    move_part(part_of_culture, "send", by=dung)
    seen = client_of(binh).get(address("part_detail", part_of_culture)).context["seen"]
    move_part(fresh(part_of_culture), "take_back", by=dung)
    save(dung, part_of_culture, result="Viết lại.")
    move_part(fresh(part_of_culture), "send", by=dung)

    client_of(binh).post(address("part_move", part_of_culture), {"move": "accept", "seen": seen})

    assert fresh(part_of_culture).status == "sent"


def test_an_observer_reads_an_accepted_part_without_its_neighbours(
    part_of_culture, part_of_village, binh, hoa
):
    accept_part(part_of_culture, coordinator=binh)

    page = client_of(hoa).get(address("part_detail", part_of_culture))

    assert (page.status_code, page.context["around"], page.context["moves"]) == (200, None, {})


def test_headings_of_any_outline_are_asked_and_missed(binh, culture, dung, issued_plan):
    round = make_round(binh, [culture], plan=issued_plan)
    part = round.reports.select_related("round__commune", "unit").get(unit=culture)
    part.sections.exclude(key="tasks").delete()
    part.sections.filter(key="tasks").update(key="cong-khai", heading="Công khai", writer="")

    before = gaps_of_part(part)
    save(dung, part, **{"cong-khai": "Đã niêm yết."})
    after = gaps_of_part(fresh(part))

    assert [gap.words for gap in before if gap.stops] == ["Chưa có nội dung kết quả."]
    assert [gap for gap in after if gap.stops] == []


def test_two_saves_on_one_version_never_both_count(part_of_culture):
    save_part(part_of_culture, version=1, texts={"result": "Một."})
    with pytest.raises(StaleVersion):
        save_part(part_of_culture, version=1, texts={"result": "Hai."})

    assert part_of_culture.sections.get(key="result").text == "Một."
