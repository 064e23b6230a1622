"""Whether words let the day they name count: "trước ngày 20/5" does not, "chậm nhất ngày 20/5" does."""

import pytest

from documents.dates import bound_of, find_deadlines
from documents.understanding.times import find_times


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("Gửi báo cáo trước ngày 20/5/2026.", "before"),
        ("Gửi báo cáo chậm nhất trước ngày 20/5/2026.", "before"),
        ("Gửi báo cáo chậm nhất là ngày 20/5/2026.", "by"),
        ("Gửi báo cáo không muộn hơn ngày 20/5/2026.", "by"),
        ("Gửi báo cáo trước hoặc trong ngày 20/5/2026.", "by"),
        ("Gửi báo cáo trước 17 giờ ngày 20/5/2026.", "by"),
        ("Gửi báo cáo trước 17h30 ngày 20/5/2026.", "by"),
        ("Hoàn thành báo cáo trước tháng 6/2026.", "by"),
        ("Hoàn thành báo cáo trong tháng 5/2026.", "within"),
        ("Hoàn thành báo cáo trong quý II/2026.", "within"),
        ("Ra quân từ ngày 01/5/2026 đến ngày 20/5/2026.", "within"),
    ],
)
def test_the_words_before_a_date_say_whether_its_day_counts(words, bound):
    (found,) = find_deadlines(words)

    assert bound_of(found) == bound


def test_a_label_with_nothing_but_a_day_says_nothing_of_it():
    (found,) = find_times("20/5/2026", None, alone=True)

    assert bound_of(found) == ""
