"""Dated duties in running words."""

from datetime import date

import pytest

from documents.dates import find_deadlines, impossible_dates


@pytest.mark.parametrize(
    ("words", "day", "qualifier", "text"),
    [
        (
            "Gửi báo cáo trước ngày 20/5/2026.",
            date(2026, 5, 20),
            "trước ngày",
            "Gửi báo cáo trước ngày 20/5/2026",
        ),
        (
            "Gửi báo cáo chậm nhất là ngày 08 tháng 02 năm 2026 để tổng hợp.",
            date(2026, 2, 8),
            "chậm nhất là ngày",
            "Gửi báo cáo chậm nhất là ngày 08 tháng 02 năm 2026",
        ),
        (
            "Rà soát; đăng ký mô hình muộn nhất ngày 5.3.2026",
            date(2026, 3, 5),
            "muộn nhất ngày",
            "đăng ký mô hình muộn nhất ngày 5.3.2026",
        ),
        (
            "Hoàn thành hồ sơ đến hết ngày 15-11-2026",
            date(2026, 11, 15),
            "đến hết ngày",
            "Hoàn thành hồ sơ đến hết ngày 15-11-2026",
        ),
        (
            "Nộp đơn, hạn cuối là ngày 01/4/2026.",
            date(2026, 4, 1),
            "hạn cuối là ngày",
            "Nộp đơn, hạn cuối là ngày 01/4/2026",
        ),
    ],
)
def test_a_dated_duty_is_found_in_its_own_words(words, day, qualifier, text):
    (found,) = find_deadlines(words)

    assert (found.date, found.qualifier, found.text) == (day, qualifier, text)
    assert found.sure == 1.0


def test_a_day_of_the_past_and_a_day_of_an_event_give_nobody_a_sure_duty():
    assert find_deadlines("Hội nghị tổ chức ngày 20/5/2026 tại xã.") == ()
    (found,) = find_deadlines("Rà soát văn bản ban hành trước ngày 01/7/2025.")
    assert found.sure == 0.5


def test_a_day_without_a_year_is_asked_about_and_never_taken_as_a_fact():
    assert find_deadlines("Gửi trước ngày 15/11.") == ()
    (found,) = find_deadlines("Gửi trước ngày 15/11.", year=2026)

    assert (found.date, found.sure) == (date(2026, 11, 15), 0.6)


@pytest.mark.parametrize(
    ("words", "last_day"),
    [
        ("Hoàn thành trong quý II/2026.", date(2026, 6, 30)),
        ("hoàn thành trong tháng 2 năm 2028", date(2028, 2, 29)),
    ],
)
def test_a_month_or_quarter_ends_on_its_last_day_with_a_question(words, last_day):
    (found,) = find_deadlines(words)

    assert (found.date, found.sure) == (last_day, 0.7)


def test_a_duty_told_after_its_day_is_told_whole():
    (found,) = find_deadlines(
        "Trước ngày 20/5/2026, các đơn vị gửi báo cáo về xã. Sau đó tổng hợp."
    )

    assert found.what == "các đơn vị gửi báo cáo về xã"


def test_two_days_in_one_sentence_are_two_duties():
    found = find_deadlines(
        "Các thôn gửi báo cáo 6 tháng (trước ngày 05/5/2026), năm (trước ngày 25/10/2026)."
    )

    assert [(each.date.month, each.what, each.who) for each in found] == [
        (5, "Các thôn gửi báo cáo 6 tháng", "Các thôn"),
        (10, "Các thôn gửi báo cáo năm", "Các thôn"),
    ]


def test_a_day_that_does_not_exist_is_no_deadline_and_is_told():
    assert find_deadlines("Gửi trước ngày 31/6/2026.") == ()
    assert impossible_dates("Gửi trước ngày 31/6/2026.") == ("trước ngày 31/6/2026",)


def test_one_of_several_times_tells_what_the_sentence_announced():
    text = (
        "Tổ chức ít nhất 02 hội nghị đối thoại trong năm; lần 1 hoàn thành trước ngày 30/6/2026, "
        "lần 2 hoàn thành trước ngày 15/11/2026."
    )
    assert [deadline.what for deadline in find_deadlines(text)] == [
        "Tổ chức ít nhất 02 hội nghị đối thoại trong năm: lần 1",
        "Tổ chức ít nhất 02 hội nghị đối thoại trong năm: lần 2",
    ]
