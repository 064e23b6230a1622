"""Who may take which step with a task, and what follows from it."""

import pytest

from danvan.workflow import MoveRefused
from notices.models import Notice
from tasks.actions import add_progress, move_task
from tasks.models import Task
from tasks.rules import MOVES
from tests.factories import make_person
from tests.tasks.factories import make_task

S = Task.Status
PEOPLE = ("an", "binh", "giang", "dung", "khanh", "hoa", "minh", "lan", "cuong", "cuc", "phuc")
CARRIES = {
    S.NEW: {"accept", "report_done"},
    S.DOING: {"report_done"},
    S.RETURNED: {"report_done"},
    S.REPORTED: {"take_back"},
}
RUNS = {
    S.NEW: {"pause", "cancel"},
    S.DOING: {"pause", "cancel"},
    S.RETURNED: {"pause", "cancel"},
    S.PAUSED: {"resume", "cancel"},
    S.REPORTED: {"confirm", "send_back", "cancel"},
}
LEADS = {S.REPORTED: {"confirm", "send_back"}}
TABLE = {"dung": CARRIES, "binh": RUNS, "an": LEADS}


@pytest.mark.parametrize("status", list(S))
def test_each_person_has_exactly_the_moves_of_the_table(request, task, status):
    task.status = status
    people = {who: request.getfixturevalue(who) for who in PEOPLE}

    found = {who: set(MOVES.open_to(person, task)) for who, person in people.items()}

    assert found == {who: TABLE.get(who, {}).get(status, set()) for who in PEOPLE}


def test_a_colleague_of_the_lead_unit_may_report_it_done(task, culture):
    colleague = make_person("Đào Thu", culture)

    move_task(task, "report_done", by=colleague)

    assert Task.objects.visible_to(colleague).get().status == S.REPORTED


def test_a_representative_of_the_front_carries_what_was_requested_of_it(binh, hoa):
    task = make_task(binh, hoa)

    assert task.relation == "requested"
    assert set(MOVES.open_to(hoa, task)) == {"accept", "report_done"}


def test_the_whole_way_leaves_a_line_for_every_step(task, binh, dung):
    move_task(task, "accept", by=dung)
    move_task(task, "report_done", by=dung)
    move_task(task, "send_back", by=binh, note="Thiếu danh sách hộ dân.")
    move_task(task, "report_done", by=dung)
    move_task(task, "confirm", by=binh)

    task.refresh_from_db()
    assert (task.status, task.reported_at is None, task.accepted_at is None) == (
        S.DONE,
        False,
        False,
    )
    assert list(task.history.values_list("move", "by__username")) == [
        ("assign", "binh"),
        ("accept", "dung"),
        ("report_done", "dung"),
        ("send_back", "binh"),
        ("report_done", "dung"),
        ("confirm", "binh"),
    ]


def test_sending_back_without_a_reason_is_refused_and_changes_nothing(task, binh, dung):
    move_task(task, "report_done", by=dung)

    with pytest.raises(MoveRefused, match="Hãy ghi lý do"):
        move_task(task, "send_back", by=binh, note="   ")

    assert Task.objects.visible_to(binh).get().status == S.REPORTED


def test_when_two_confirm_at_once_only_one_counts_and_the_other_is_told(task, an, binh, dung):
    move_task(task, "report_done", by=dung)
    first, second = Task.objects.visible_to(an).get(), Task.objects.visible_to(binh).get()

    move_task(first, "confirm", by=an)

    with pytest.raises(MoveRefused, match="người khác"):
        move_task(second, "confirm", by=binh)
    assert task.history.filter(move="confirm").count() == 1


def test_a_task_that_needs_evidence_is_not_done_without_any(binh, dung):
    task = make_task(binh, dung, needs_evidence=True)

    with pytest.raises(MoveRefused, match="minh chứng"):
        move_task(task, "report_done", by=dung)
    with pytest.raises(MoveRefused, match="minh chứng"):
        add_progress(task, by=dung, text="Đã xong", done=True)

    assert Task.objects.visible_to(dung).get().status == S.NEW
    assert task.updates.count() == 0


def standing(person):
    return list(
        Notice.objects.visible_to(person).unread().order_by("pk").values_list("text", flat=True)
    )


def test_each_step_tells_whoever_has_to_act_next(task, binh, dung):
    title = task.title
    due = f", hạn {task.due_on:%d/%m/%Y}"
    assert standing(dung) == [f"Nhiệm vụ mới: {title}{due}"]

    move_task(task, "report_done", by=dung)
    assert standing(binh) == [f"Chờ xác nhận hoàn thành: {title}"]

    move_task(task, "send_back", by=binh, note="Bổ sung ảnh.")
    assert standing(binh) == []
    assert standing(dung) == [f"Cần làm tiếp, nhiệm vụ được trả lại: {title}"]

    move_task(task, "report_done", by=dung)
    move_task(task, "confirm", by=binh)
    assert standing(binh) == []
    assert standing(dung) == [f"Đã xác nhận hoàn thành: {title}"]


def test_cancelling_withdraws_unread_notices_and_keeps_those_of_other_tasks(task, binh, dung):
    other = make_task(binh, dung, title="Việc khác", due_on=None)

    move_task(task, "cancel", by=binh, note="Gộp vào việc khác.")

    assert standing(dung) == [f"Nhiệm vụ mới: {other.title}", f"Đã hủy nhiệm vụ: {task.title}"]


def test_the_head_of_the_unit_learns_of_work_given_to_a_colleague(binh, dung, culture):
    colleague = make_person("Đào Thu", culture)

    make_task(binh, colleague, title="Họp thôn", due_on=None)

    assert standing(dung) == ["Nhiệm vụ mới: Họp thôn"]
    assert standing(colleague) == ["Nhiệm vụ mới: Họp thôn"]


def test_a_move_by_page_is_taken_once_and_a_late_press_gets_a_sentence(task, sign_in, dung):
    client = sign_in(dung)
    address = f"/nhiem-vu/{task.pk}/buoc/"

    first = client.post(address, {"move": "accept"}, follow=True)
    second = client.post(address, {"move": "accept"}, follow=True)

    assert [str(each) for each in first.context["messages"]] == ["Đã nhận việc."]
    assert [str(each) for each in second.context["messages"]] == [
        "Bước này không còn mở cho hồ sơ ở tình trạng hiện tại."
    ]


@pytest.mark.parametrize(
    ("who", "code"), [("giang", 403), ("khanh", 404), ("cuc", 404), ("lan", 404), ("minh", 404)]
)
def test_who_may_not_move_a_task_is_turned_away(request, task, sign_in, who, code):
    client = sign_in(request.getfixturevalue(who))

    answer = client.post(f"/nhiem-vu/{task.pk}/buoc/", {"move": "accept"})

    assert answer.status_code == code
    task.refresh_from_db()
    assert task.status == S.NEW


def test_an_unknown_move_is_not_found(task, sign_in, dung):
    assert sign_in(dung).post(f"/nhiem-vu/{task.pk}/buoc/", {"move": "x"}).status_code == 404


def test_a_report_of_done_is_taken_back_before_it_is_judged(task, binh, dung):
    move_task(task, "report_done", by=dung)

    move_task(task, "take_back", by=dung)

    assert (task.status, task.reported_at) == (S.DOING, None)
    assert standing(binh) == []
    with pytest.raises(MoveRefused):
        move_task(Task.objects.visible_to(binh).get(), "confirm", by=binh)
