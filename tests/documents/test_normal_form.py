from datetime import date

import pytest
from hypothesis import given, settings

from documents.model import Cell, Footnote, Item, Run, Table, text_of
from documents.normal_form import normal_form
from documents.normal_words import names, text
from documents.storage import from_dict, to_dict
from tests.documents.made_up import documents
from tests.documents.samples import LETTER, PLAN, REPORT, with_pages


@pytest.mark.parametrize("document", [PLAN, LETTER, REPORT, with_pages(2)])
def test_a_document_as_it_should_be_is_left_as_it_is(document):
    assert normal_form(document) == document


@settings(max_examples=40, deadline=None)
@given(documents())
def test_the_normal_form_has_itself_as_normal_form(document):
    once = normal_form(document)

    assert normal_form(once) == once
    assert from_dict(to_dict(once)) == once


def test_texts_are_merged_composed_and_trimmed():
    runs = (Run(" Tie\u0302\u0301"), Run("ng\x00 "), Run("Việt", bold=True), Run(" ", italic=True))

    assert text(runs) == (Run("Tiếng "), Run("Việt", bold=True))


def test_names_of_lists_lose_dash_and_closing_sign_but_not_what_is_left_out():
    typed = ("- Như trên;", " Các phòng, ", "Mặt trận, ...", "Hội Nông dân....", "", "Lưu: VT.")

    assert names(typed) == ("Như trên", "Các phòng", "Mặt trận, ...", "Hội Nông dân...", "Lưu: VT")


def test_an_item_with_heading_text_and_table_becomes_an_item_with_children():
    table = Table((((Cell(text_of("A"))),), (Cell(text_of("B")),)))
    item = Item("1", text_of("Tên"), text_of("Lời"), table, (Item("-", text=text_of("Ý")),))

    (found,) = normal_form(PLAN.with_changes(items=(item,))).items

    assert (found.marker, found.heading) == ("1", text_of("Tên"))
    assert found.children == (
        Item(text=text_of("Lời")),
        Item(table=table),
        Item("-", text=text_of("Ý")),
    )


def test_an_item_without_anything_gives_its_place_to_its_children():
    items = (Item("1", text=text_of("Một")), Item(children=(Item("2", text=text_of("Hai")),)))

    assert normal_form(PLAN.with_changes(items=items)).items == (items[0], items[1].children[0])


def test_footnotes_stand_in_the_order_of_their_calls():
    called = Item(text=(Run("a"), Run("[2]", note=True), Run("b"), Run("1", note=True)))
    notes = tuple(Footnote(mark, text_of(f"Lời {mark}")) for mark in ("1", "(2)", "3"))

    found = normal_form(PLAN.with_changes(items=(called,), footnotes=notes)).footnotes

    assert [note.marker for note in found] == ["2", "1", "3"]


@pytest.mark.parametrize(
    ("written", "place", "when", "kept"),
    [
        ("An Hòa, ngày 05 tháng 01 năm 2026", "An Hòa", date(2026, 1, 5), ""),
        ("An Hòa, ngày  tháng   năm", "An Hòa", None, ""),
        ("An Hòa, ngày tháng 02 năm 2026", "An Hòa", None, "An Hòa, ngày tháng 02 năm 2026"),
        ("ngày 31 tháng 02 năm 2026", "", None, "ngày 31 tháng 02 năm 2026"),
    ],
)
def test_a_date_printed_in_part_is_kept_as_printed(written, place, when, kept):
    plan = PLAN.with_changes(date=None, place="An Hòa", place_and_date=written)
    found = normal_form(plan)

    assert (found.place, found.date, found.place_and_date) == (place, when, kept)


def test_cells_span_what_they_cover_and_rows_that_nothing_fills_are_gone():
    tall, wide = Cell(text_of("cao"), rows=9), Cell(text_of("rộng"), columns=3)
    one = Cell(text_of("một"))
    table = Table(((one, tall), (wide, one), (), (one,)), header_rows=0)

    (found,) = normal_form(PLAN.with_changes(items=(Item(table=table),))).items

    first, second, third, fourth = found.table.rows
    assert first[1].rows == 4
    assert second[0].columns == 1
    assert third == ()
    assert len(fourth) == 1


def test_widths_are_whole_fiftieths_of_a_per_cent():
    table = Table(((Cell(), Cell(), Cell()), (Cell(), Cell(), Cell())), widths=(1, 1, 2))

    (found,) = normal_form(PLAN.with_changes(items=(Item(table=table),))).items

    assert sum(found.table.widths) == pytest.approx(100)
    assert all(width * 50 == pytest.approx(round(width * 50)) for width in found.table.widths)
