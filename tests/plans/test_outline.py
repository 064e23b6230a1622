"""The outline of a draft as a whole: deleted, brought back, numbered anew."""

import pytest

from plans import outline as editing
from plans.models import RemovedItem
from tests.factories import make_item, make_plan, remove_item


@pytest.fixture
def draft(binh):
    plan = make_plan(binh)
    for marker, heading in (("I", "MỤC ĐÍCH, YÊU CẦU"), ("II", "NHIỆM VỤ")):
        make_item(plan, marker=marker, heading=heading, text="")
    tasks = item(plan, "NHIỆM VỤ")
    for marker, text in (("1", "Một"), ("2", "Hai"), ("3", "Ba")):
        make_item(plan, parent=tasks, marker=marker, text=text)
    return plan


def item(plan, words):
    return next(row for row in plan.items.all() if row.words == words)


def printed(plan):
    return [f"{'  ' * line.depth}{line.item}" for line in editing.Outline(plan).lines()]


def test_deleting_counts_anew_and_undo_brings_the_whole_branch_back(draft, binh):
    make_item(draft, parent=item(draft, "Hai"), marker="a", text="Điểm <em>a</em>")
    before = printed(draft)
    texts = [row.text for row in draft.items.all()]
    removed = remove_item(item(draft, "Hai"), by=binh)
    assert printed(draft)[2:] == ["  1. Một", "  2. Ba"]

    editing.bring_back(removed)

    assert printed(draft) == before
    assert sorted(row.text for row in draft.items.all()) == sorted(texts)
    assert RemovedItem.objects.count() == 0


def test_deleting_a_section_with_everything_below_can_be_undone(draft, binh):
    before = printed(draft)

    editing.bring_back(remove_item(item(draft, "NHIỆM VỤ"), by=binh))

    assert printed(draft) == before
    assert item(draft, "NHIỆM VỤ").kind == "tasks"


def test_printed_numbers_that_are_given_up_are_counted_anew(draft):
    draft.keeps_printed_numbers = True
    draft.save(update_fields=["keeps_printed_numbers"])
    draft.items.filter(pk=item(draft, "Ba").pk).update(marker="4")
    assert [len(editing.misnumbered(editing.Outline(draft))), printed(draft)[4]] == [1, "  4. Ba"]

    editing.number_anew(draft)

    assert printed(draft)[2:] == ["  1. Một", "  2. Hai", "  3. Ba"]
