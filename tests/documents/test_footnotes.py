"""Footnotes are counted in the order of the page."""

from documents.footnotes import counted_anew, numbers
from documents.model import AdministrativeDocument, Footnote, Item, Run, text_of


def item(words, *marks):
    return Item(text=(Run(words), *(Run(mark, note=True) for mark in marks)))


def document(*items, notes):
    return AdministrativeDocument(
        items=items, footnotes=tuple(Footnote(mark, text_of(f"Chú thích {mark}")) for mark in notes)
    )


def marks_of(found):
    return [run.text for each in found.items for run in each.text if run.note]


def test_moved_items_take_their_notes_along_and_the_numbers_follow_the_page():
    moved = document(item("Hai", "2"), item("Một", "1", "3"), notes="123")

    found = counted_anew(moved)

    assert marks_of(found) == ["1", "2", "3"]
    assert {note.marker: note.text for note in found.footnotes} == {
        "1": text_of("Chú thích 2"), "2": text_of("Chú thích 1"), "3": text_of("Chú thích 3"),
    }  # fmt: skip


def test_what_is_in_order_stays_as_it_is():
    right = document(item("Một", "1"), item("Hai", "2"), notes="12")

    assert counted_anew(right) is right


def test_a_note_nothing_calls_comes_last_and_stars_are_not_counted():
    assert numbers(["*", "3"], ["1", "*", "3"]) == {"3": "1", "1": "2"}


def test_a_raised_number_that_is_no_footnote_stays():
    found = counted_anew(document(item("m", "2"), item("Một", "7"), notes="7"))

    assert marks_of(found) == ["2", "1"]


def test_two_notes_of_one_mark_are_left_as_the_file_has_them():
    doubled = document(item("Một", "1"), item("Hai", "1"), notes="11")

    assert counted_anew(doubled) is doubled
