"""The bars: where they stand, how they are grouped, whose they are, pages and queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from danvan.clock import today
from tasks import bars
from tasks.bars import WIDTH, bar_of, window_of
from tasks.models import Task
from tests.tasks.factories import in_days, make_task

GANTT = "/nhiem-vu/gantt/"
YEAR = window_of("year", "2026-05-01")


def dated(task, **fields):
    Task.objects.unscoped("test").filter(pk=task.pk).update(**fields)
    task.refresh_from_db()
    return task


def shown(answer):
    return {
        group.label: [bar.task.title for bar in group.bars] for group in answer.context["groups"]
    }


@pytest.mark.parametrize(
    ("span", "words", "start", "end", "label"),
    [
        ("year", "2026-05-20", date(2026, 1, 1), date(2026, 12, 31), "năm 2026"),
        ("quarter", "2026-05-20", date(2026, 4, 1), date(2026, 6, 30), "quý II năm 2026"),
        ("quarter", "2026-12-31", date(2026, 10, 1), date(2026, 12, 31), "quý IV năm 2026"),
    ],
)
def test_a_window_is_a_whole_year_or_quarter(span, words, start, end, label):
    window = window_of(span, words)

    assert (window.start, window.end, window.label) == (start, end, label)
    assert window_of(span, str(window.after)).before == window.start


@pytest.mark.parametrize("words", ["", "abc", "9999-01-01", "0001-01-01", None])
def test_what_names_no_day_is_now(words):
    assert window_of("zz", words) == window_of("year", str(today()))


def test_a_bar_goes_from_the_day_it_was_given_through_the_due_day(binh, dung):
    task = dated(make_task(binh, dung), assigned_on=date(2026, 2, 1), due_on=date(2026, 6, 30))

    bar = bar_of(task, YEAR)

    assert (bar.first, bar.width, bar.extended_at, bar.done) == (100, 500, None, 0)


def test_an_extended_bar_shows_the_original_date_and_a_finished_one_how_far_it_went(binh, dung):
    task = dated(
        make_task(binh, dung), assigned_on=date(2026, 1, 1), due_on=date(2026, 8, 31),
        original_due_on=date(2026, 6, 30), finished_on=date(2026, 7, 31), status="done",
    )  # fmt: skip

    bar = bar_of(task, YEAR)

    assert (bar.extended_at, bar.extended, bar.done) == (600, 200, 700)


def test_a_bar_beyond_the_window_is_cut_at_its_edges(binh, dung):
    task = dated(make_task(binh, dung), assigned_on=date(2025, 2, 1), due_on=date(2027, 6, 30))

    assert bar_of(task, YEAR)[1:3] == (0, WIDTH)


def test_today_stands_in_its_window_alone():
    assert 0 < window_of("year", str(today())).today < WIDTH
    assert window_of("year", "2001-01-01").today is None


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("binh", {"Phòng Văn hóa - Xã hội": ["Của Dung"], "Thôn Đông": ["Của Khánh"]}),
        ("dung", {"Phòng Văn hóa - Xã hội": ["Của Dung"]}),
        ("minh", {}),
        ("cuong", {"Văn phòng HĐND và UBND": ["Của xã khác"]}),
    ],
)
def test_each_person_sees_the_own_by_unit(request, sign_in, binh, dung, khanh, cuc, who, seen):
    make_task(binh, dung, title="Của Dung", due_on=today())
    make_task(binh, khanh, title="Của Khánh", due_on=today())
    make_task(cuc, cuc, title="Của xã khác", due_on=today())

    answer = sign_in(request.getfixturevalue(who)).get(GANTT, {"span": "quarter"})

    assert shown(answer) == seen


def test_tasks_are_grouped_by_section_of_the_plan_and_the_others_come_last(
    sign_in, binh, dung, given
):
    make_task(binh, dung, title="Việc riêng", due_on=today())
    for task in given:
        dated(task, due_on=today())

    answer = sign_in(binh).get(GANTT, {"by": "section"})

    assert list(shown(answer)) == ["II. NHIỆM VỤ TRỌNG TÂM", "Ngoài kế hoạch"]
    assert len(shown(answer)["II. NHIỆM VỤ TRỌNG TÂM"]) == 2


def test_what_is_outside_the_window_or_has_no_date_is_not_drawn(sign_in, binh, dung):
    make_task(binh, dung, title="Không hạn", due_on=None)
    dated(
        make_task(binh, dung, title="Năm cũ"),
        assigned_on=date(2020, 1, 1), due_on=date(2020, 5, 1),
    )  # fmt: skip

    now = sign_in(binh).get(GANTT)
    old = sign_in(binh).get(GANTT, {"from": "2020-07-01"})

    assert (shown(now), now.context["without_date"]) == ({}, 1)
    assert "Không có nhiệm vụ nào trong thời gian này" in now.content.decode()
    assert shown(old) == {"Phòng Văn hóa - Xã hội": ["Năm cũ"]}


def test_filters_narrow_the_bars(sign_in, binh, dung, khanh):
    make_task(binh, dung, title="Của Dung", due_on=today())
    make_task(binh, khanh, title="Của Khánh", due_on=today())

    answer = sign_in(binh).get(GANTT, {"person": khanh.pk, "lateness": "soon"})

    assert shown(answer) == {"Thôn Đông": ["Của Khánh"]}


def test_more_than_a_page_of_bars_goes_on_the_next(sign_in, binh, dung, monkeypatch):
    monkeypatch.setattr(bars, "PER_PAGE", 3)
    for number in range(4):
        make_task(binh, dung, title=f"Việc {number}", due_on=today() + timedelta(days=0))

    client = sign_in(binh)

    assert shown(client.get(GANTT, {"page": 2})) == {"Phòng Văn hóa - Xã hội": ["Việc 3"]}


@pytest.mark.parametrize("by", ["unit", "section"])
def test_the_chart_asks_as_often_for_thirty_tasks_as_for_two(sign_in, binh, dung, given, by):
    client = sign_in(binh)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(GANTT, {"by": by}).status_code == 200
        return len(captured)

    for task in given:
        dated(task, due_on=today())
    queries()
    few = queries()
    for _ in range(28):
        make_task(binh, dung, due_on=in_days(0), plan=given[0].plan, plan_item=given[0].plan_item)

    assert queries() == few
