"""The board: who sees which cards, which steps stand on them, and what a move does and refuses."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tasks.actions import move_task
from tasks.board import MOST_CARDS
from tasks.models import Task
from tests.tasks.factories import in_days, make_task

BOARD = "/nhiem-vu/bang/"
HTMX = {"HX-Request": "true"}


def cards(answer):
    """{status: titles} of the columns that hold anything."""
    return {
        column.status: [card.task.title for card in column.cards]
        for column in answer.context["columns"]
        if column.cards
    }


def url_of(task):
    return f"{BOARD}{task.pk}/"


@pytest.fixture
def several(binh, an, dung, khanh, cuc):
    rows = {
        "new": make_task(binh, dung, title="Mới", due_on=in_days(-2)),
        "reported": make_task(binh, khanh, title="Báo"),
        "done": make_task(binh, dung, title="Xong"),
        "long_done": make_task(binh, dung, title="Xong lâu"),
        "cancelled": make_task(binh, dung, title="Hủy"),
    }
    for name in ("reported", "done", "long_done"):
        move_task(rows[name], "report_done", by=rows[name].responsible)
    for name in ("done", "long_done"):
        move_task(rows[name], "confirm", by=an)
    Task.objects.unscoped("test").filter(pk=rows["long_done"].pk).update(
        accepted_at=timezone.now() - timedelta(days=31)
    )
    move_task(rows["cancelled"], "cancel", by=binh, note="Trùng.")
    make_task(cuc, cuc, title="Của xã khác")
    return rows


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("binh", {"new": ["Mới"], "reported": ["Báo"], "done": ["Xong"]}),
        ("hoa", {"new": ["Mới"], "reported": ["Báo"], "done": ["Xong"]}),
        ("dung", {"new": ["Mới"], "done": ["Xong"]}),
        ("khanh", {"reported": ["Báo"]}),
        ("minh", {}),
        ("lan", {}),
        ("cuong", {"new": ["Của xã khác"]}),
    ],
)
def test_each_person_sees_the_own_cards_by_status(request, sign_in, several, who, seen):
    assert cards(sign_in(request.getfixturevalue(who)).get(BOARD)) == seen


def test_filters_narrow_the_board_and_counts(sign_in, binh, several, khanh):
    client = sign_in(binh)

    answer = client.get(BOARD, {"unit": khanh.unit.pk})

    assert cards(answer) == {"reported": ["Báo"]}
    assert [column.count for column in answer.context["columns"]] == [0, 0, 0, 1, 0, 0]
    assert cards(client.get(BOARD, {"lateness": "late"})) == {"new": ["Mới"]}
    assert cards(client.get(BOARD, {"status": "new"})) == {"new": ["Mới"]}
    assert cards(client.get(BOARD, {"q": "bao"})) == {"reported": ["Báo"]}


def steps(answer):
    return {
        card.task.title: sorted(card.moves)
        for column in answer.context["columns"]
        for card in column.cards
    }


@pytest.mark.parametrize(
    ("who", "open_to"),
    [
        ("binh", {"Mới": ["cancel", "pause"], "Báo": ["cancel", "confirm", "send_back"], "Xong": []}),
        ("an", {"Mới": [], "Báo": ["confirm", "send_back"], "Xong": []}),
        ("dung", {"Mới": ["accept", "report_done"], "Xong": []}),
        ("hoa", {"Mới": [], "Báo": [], "Xong": []}),
    ],
)  # fmt: skip
def test_a_card_offers_the_steps_that_are_open_to_this_person(
    request, sign_in, several, who, open_to
):
    assert steps(sign_in(request.getfixturevalue(who)).get(BOARD)) == open_to


def test_a_move_counts_and_the_board_comes_anew_under_its_filters(sign_in, several, dung):
    task = several["new"]
    body = {"move": "accept", "status": "new", "back": "q=moi"}

    answer = sign_in(dung).post(url_of(task), body, headers=HTMX)

    task.refresh_from_db()
    assert task.status == "doing"
    assert cards(answer) == {"doing": ["Mới"]}
    assert f'data-moved="{task.pk}"' in answer.content.decode()
    assert "Đã nhận việc." in answer.content.decode()
    assert task.history.filter(move="accept", by=dung).count() == 1


def test_without_script_the_move_goes_back_to_the_board(sign_in, several, dung):
    answer = sign_in(dung).post(
        url_of(several["new"]), {"move": "accept", "back": "//evil.example/?q=a"}
    )

    assert answer.url.startswith(f"{BOARD}?")
    assert sign_in(dung).post(url_of(several["new"]), {"move": "accept"}).url == BOARD


def test_a_move_without_its_reason_is_refused_and_the_card_stays(sign_in, several, binh):
    task = several["new"]

    answer = sign_in(binh).post(url_of(task), {"move": "pause", "status": "new"}, headers=HTMX)

    task.refresh_from_db()
    assert task.status == "new"
    assert "Hãy ghi lý do khi chọn “Tạm dừng”." in answer.content.decode()
    assert cards(answer)["new"] == ["Mới"]


def test_a_card_that_somebody_else_moved_meanwhile_is_not_moved_again(
    sign_in, several, binh, khanh
):
    task = several["reported"]
    move_task(task, "send_back", by=binh, note="Thiếu ảnh.")
    move_task(task, "report_done", by=khanh)
    move_task(task, "confirm", by=binh)

    answer = sign_in(binh).post(
        url_of(task), {"move": "send_back", "status": "reported", "note": "Lại."}, headers=HTMX
    )

    task.refresh_from_db()
    assert task.status == "done"
    assert "Đã hoàn thành" in answer.context["told"]
    assert task.history.filter(move="send_back").count() == 1


def test_what_needs_evidence_is_not_reported_done_without_it(sign_in, binh, dung):
    task = make_task(binh, dung, needs_evidence=True)

    answer = sign_in(dung).post(url_of(task), {"move": "report_done"}, headers=HTMX)

    task.refresh_from_db()
    assert task.status == "new"
    assert "cần minh chứng" in answer.context["told"]


@pytest.mark.parametrize(
    ("who", "move", "code"),
    [
        ("hoa", "accept", 403),
        ("giang", "confirm", 403),
        ("dung", "cancel", 403),
        ("khanh", "accept", 404),
        ("cuc", "cancel", 404),
        ("minh", "cancel", 404),
        ("dung", "no_such", 404),
    ],
)
def test_others_move_nothing(request, sign_in, several, who, move, code):
    task = several["new"]

    answer = sign_in(request.getfixturevalue(who)).post(
        url_of(task), {"move": move, "note": "Thử."}
    )

    task.refresh_from_db()
    assert (answer.status_code, task.status) == (code, "new")


def test_a_full_column_shows_the_first_cards_and_leads_to_the_list(sign_in, binh, dung):
    for number in range(MOST_CARDS + 2):
        make_task(binh, dung, title=f"Việc {number}", due_on=in_days(number))

    answer = sign_in(binh).get(BOARD, {"q": "viec", "page": "3"})

    column = answer.context["columns"][0]
    assert (column.count, len(column.cards), column.hidden) == (MOST_CARDS + 2, MOST_CARDS, 2)
    assert column.cards[0].task.title == "Việc 0"
    assert "/nhiem-vu/?status=new&amp;q=viec" in answer.content.decode()


@pytest.mark.parametrize("who", ["binh", "dung"])
def test_the_board_asks_as_often_for_thirty_cards_as_for_two(request, sign_in, binh, dung, who):
    client = sign_in(request.getfixturevalue(who))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(BOARD).status_code == 200
        return len(captured)

    for _ in range(2):
        make_task(binh, dung)
    queries()
    few = queries()
    for _ in range(28):
        make_task(binh, dung)

    assert queries() == few


def test_the_empty_board_says_what_comes_first(sign_in, binh, dung):
    assert "Mở danh sách kế hoạch" in sign_in(binh).get(BOARD).content.decode()
    assert "Chưa có nhiệm vụ" in sign_in(dung).get(BOARD).content.decode()
