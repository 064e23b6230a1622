"""One press at a time on the outline of a draft."""

import pytest

from plans import outline as editing
from plans.models import PlanItem, RemovedItem
from tests.factories import make_item, make_plan


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


def add(plan, words, *, style="number", is_heading=False, **place):
    return editing.add_items(plan, words=words, is_heading=is_heading, style=style, **place)


def test_a_line_each_becomes_an_item_right_after_its_neighbour(draft):
    add(draft, "Mới một\nMới **hai**", after=item(draft, "Một").pk)

    assert printed(draft)[2:] == [
        "  1. Một", "  2. Mới một", "  3. Mới hai", "  4. Hai", "  5. Ba",
    ]  # fmt: skip
    assert item(draft, "Mới hai").text == "Mới <strong>hai</strong>"


def test_an_item_inside_another_takes_the_usual_number_of_its_depth(draft):
    add(draft, "Điểm đầu\nĐiểm sau", inside=item(draft, "Hai").pk)

    assert printed(draft)[3:6] == ["  2. Hai", "    a) Điểm đầu", "    b) Điểm sau"]


def test_a_new_section_knows_what_it_is_about(draft):
    [section] = add(draft, "TỔ CHỨC THỰC HIỆN", is_heading=True)

    section = PlanItem.objects.unscoped("test").get(pk=section.pk)
    assert (str(section), section.kind) == ("III. TỔ CHỨC THỰC HIỆN", "implementation")


def test_moving_down_and_up_again_changes_nothing(draft):
    before = printed(draft)
    editing.move_item(item(draft, "Một"), "down")
    assert printed(draft)[2:4] == ["  1. Hai", "  2. Một"]

    editing.move_item(item(draft, "Một"), "up")

    assert printed(draft) == before


def test_moving_in_and_out_takes_what_stands_below_along(draft):
    add(draft, "Con của ba", style="-", inside=item(draft, "Ba").pk)
    editing.move_item(item(draft, "Ba"), "in")
    assert printed(draft)[3:] == ["  2. Hai", "    a) Ba", "      - Con của ba"]

    editing.move_item(item(draft, "Ba"), "out")

    assert printed(draft)[3:] == ["  2. Hai", "  3. Ba", "    - Con của ba"]


@pytest.mark.parametrize(
    ("words", "way"),
    [("MỤC ĐÍCH, YÊU CẦU", "up"), ("MỤC ĐÍCH, YÊU CẦU", "in"), ("MỤC ĐÍCH, YÊU CẦU", "out"),
     ("Ba", "down"), ("Một", "in")],
)  # fmt: skip
def test_a_move_that_leads_nowhere_changes_nothing(draft, words, way):
    before = printed(draft)

    editing.move_item(item(draft, words), way)

    assert printed(draft) == before


def test_deleting_counts_anew_and_undo_brings_the_whole_branch_back(draft, binh):
    add(draft, "Điểm *a*", inside=item(draft, "Hai").pk)
    before = printed(draft)
    texts = [row.text for row in draft.items.all()]
    removed = editing.remove_item(item(draft, "Hai"), by=binh)
    assert printed(draft)[2:] == ["  1. Một", "  2. Ba"]

    editing.bring_back(removed)

    assert printed(draft) == before
    assert sorted(row.text for row in draft.items.all()) == sorted(texts)
    assert RemovedItem.objects.count() == 0


def test_deleting_a_section_with_everything_below_can_be_undone(draft, binh):
    before = printed(draft)

    editing.bring_back(editing.remove_item(item(draft, "NHIỆM VỤ"), by=binh))

    assert printed(draft) == before
    assert item(draft, "NHIỆM VỤ").kind == "tasks"


def test_an_older_form_does_not_overwrite_a_newer_text(draft):
    opened = item(draft, "Hai")
    typed = {"is_heading": False, "style": "number", "version": opened.version}
    assert editing.save_item(item(draft, "Hai"), words="Hai của Bình", **typed)

    saved = editing.save_item(opened, words="Hai của Giang", **typed)

    assert not saved
    assert printed(draft)[3] == "  2. Hai của Bình"


def test_further_lines_of_a_form_become_items_of_their_own(draft):
    opened = item(draft, "Ba")

    editing.save_item(
        opened, words="Ba\nBốn", is_heading=False, style="number", version=opened.version
    )

    assert printed(draft)[4:] == ["  3. Ba", "  4. Bốn"]


def test_a_number_can_become_a_bullet_and_the_rest_counts_on(draft):
    opened = item(draft, "Hai")

    editing.save_item(opened, words="Hai", is_heading=False, style="-", version=opened.version)

    assert printed(draft)[2:] == ["  1. Một", "  - Hai", "  2. Ba"]


def test_printed_numbers_stay_until_they_are_given_up(draft):
    draft.keeps_printed_numbers = True
    draft.save(update_fields=["keeps_printed_numbers"])
    draft.items.filter(pk=item(draft, "Ba").pk).update(marker="4")
    editing.move_item(item(draft, "Một"), "down")
    assert printed(draft)[2:] == ["  2. Hai", "  1. Một", "  4. Ba"]

    editing.number_anew(draft)

    assert printed(draft)[2:] == ["  1. Hai", "  2. Một", "  3. Ba"]


def test_a_press_takes_as_many_statements_for_thirty_items_as_for_five(
    draft, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        editing.move_item(item(draft, "Một"), "down")
    for n in range(25):
        make_item(draft, parent=item(draft, "NHIỆM VỤ"), marker="9", text=f"Việc {n}")
    editing.move_item(item(draft, "Một"), "down")

    with CaptureQueriesContext(connection) as many:
        editing.move_item(item(draft, "Một"), "up")

    assert len(many) == len(few)


def test_words_are_found_without_marks_after_an_edit(draft):
    add(draft, "Xây dựng mô hình Dân vận khéo", after=item(draft, "Ba").pk)

    draft.refresh_from_db()
    assert "dan van kheo" in draft.search_text
