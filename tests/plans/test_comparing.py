"""Two plans beside each other: what is told of them, and who may see it."""

import uuid
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.comparison import compare, lines_of, lines_of_plan
from plans.conversion import to_document
from tests.factories import issue_by_hand, make_item, make_plan


@pytest.fixture
def years(binh):
    """Last year's issued plan, and this year's draft: one item reworded, one moved, one left out, one new."""
    uids = [uuid.uuid4() for _ in range(4)]
    old = make_plan(binh, year=2026, title="Công tác dân vận năm 2026")
    first = make_item(old, heading="MỤC ĐÍCH", text="", marker="I", uid=uids[0])
    second = make_item(old, heading="NHIỆM VỤ", text="", marker="II", uid=uids[1])
    make_item(old, parent=first, text="Gửi trước ngày 20/5/2026", marker="1", uid=uids[2])
    make_item(old, parent=second, text="Đi nơi khác", marker="1", uid=uids[3])
    make_item(old, parent=second, text="Việc bị bỏ hẳn", marker="2")
    issue_by_hand(old)
    new = make_plan(binh, year=2027, title="Công tác dân vận năm 2027", rolled_from=old)
    first = make_item(new, heading="MỤC ĐÍCH", text="", marker="I", uid=uids[0])
    make_item(new, heading="NHIỆM VỤ", text="", marker="II", uid=uids[1])
    make_item(new, parent=first, text="Gửi trước ngày 20/5/2027", marker="1", uid=uids[2])
    make_item(new, parent=first, text="Đi nơi khác", marker="2", uid=uids[3])
    make_item(new, parent=first, text="Số hóa hồ sơ", marker="3")
    return old, new


@pytest.fixture
def see(client):
    def open_page(person, plan, **asked):
        client.force_login(person)
        response = client.get(reverse("plans:compare", args=[plan.pk]), asked)
        return response, unescape(response.content.decode())

    return open_page


def counted(comparison):
    return {kind: count for kind, _, count in comparison.counts}


def test_each_kind_of_difference_is_counted(years):
    found = compare(*map(lines_of_plan, years))

    assert counted(found) | {"same": 0} == {
        "same": 0, "changed": 2, "added": 1, "removed": 1, "moved": 1,
    }  # fmt: skip
    moved = next(row for row in found.rows if row.kind == "moved")
    assert (moved.was_at, moved.is_at) == ("Mục II.1", "Mục I.2")


def test_only_what_differs_keeps_the_titles_above_it(years):
    found = compare(*map(lines_of_plan, years))

    words = [row.line.words for row in found.differing]

    assert "MỤC ĐÍCH" in words
    assert "Sở Nội vụ (b/c)" not in words


def test_documents_without_uids_are_aligned_by_their_words(years):
    old, new = (lines_of(to_document(plan)) for plan in years)

    assert counted(compare(old, new))["changed"] == 2


def test_the_page_marks_words_and_takes_the_plan_it_came_from(see, binh, years):
    _, new = years

    response, page = see(binh, new)

    assert response.status_code == 200
    assert "<del>20/5/2026</del>" in page
    assert "<ins>20/5/2027</ins>" in page
    assert "Chuyển chỗ: từ Mục II.1 sang Mục I.2" in page


def test_only_differences_on_demand(see, binh, years):
    _, new = years

    assert "Lưu: VT" in see(binh, new)[1]
    assert "Lưu: VT" not in see(binh, new, khac="1")[1]


def test_an_identical_plan_is_told_so(see, binh, years):
    old, _ = years
    twin = make_plan(binh, title=old.title)
    for item in old.items.filter(parent=None):
        make_item(twin, heading=item.heading, text="", marker=item.marker)
    old.items.exclude(parent=None).delete()

    assert "giống nhau từng chữ" in see(binh, twin, voi=old.pk)[1]


def test_a_stranger_plan_is_found_in_neither_place(see, binh, cuc, years):
    _, new = years
    theirs = make_plan(cuc, title="CHIMVANG")
    make_item(theirs, text="CHIMVANG")

    assert see(binh, new, voi=theirs.pk)[0].status_code == 404
    assert see(binh, theirs, voi=new.pk)[0].status_code == 404
    assert see(cuc, theirs, voi=new.pk)[0].status_code == 404
    assert "CHIMVANG" not in see(binh, new)[1]


def test_a_draft_is_not_compared_by_those_who_may_not_read_it(see, dung, years):
    old, new = years

    assert see(dung, old, voi=new.pk)[0].status_code == 404
    assert see(dung, new)[0].status_code == 404
    assert see(dung, old)[0].status_code == 200


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 40, "²"])
def test_nonsense_is_no_plan(see, binh, years, asked):
    assert see(binh, years[1], voi=asked)[0].status_code == 404


def test_queries_do_not_grow_with_the_items(see, binh, years):
    old, new = years

    def queries():
        with CaptureQueriesContext(connection) as caught:
            see(binh, new)
        return len(caught)

    queries()  # the first one also begins the session
    few = queries()
    for plan in (old, new):
        for number in range(300):
            make_item(plan, text=f"Việc số {number} năm {plan.year}")

    assert queries() == few
