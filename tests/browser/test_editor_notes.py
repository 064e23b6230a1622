"""Footnotes in the editor: added by key, numbered by their place, moved along with their item."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import empty_plan, lines, opened, saved, type_lines

pytestmark = pytest.mark.any_database


def add_note(page, words):
    page.keyboard.press("Control+Alt+f")
    page.keyboard.type(words)
    page.keyboard.press("Escape")


def notes(page):
    return [
        (row.locator("[data-mark]").inner_text(), row.locator("textarea").input_value())
        for row in page.locator(".pe-note-row").all()
    ]


def marks(page):
    return page.locator(".pe-note").all_inner_texts()


def with_three_notes(page):
    empty_plan(page).focus()
    for place, words in enumerate(["1. Một", "Hai", "Ba"]):
        if place:
            page.keyboard.press("Enter")
        page.keyboard.type(words)
        add_note(page, f"Chú thích của {words[-3:].strip()}")


def test_notes_are_numbered_by_their_place_when_items_are_moved(sign_in):
    page = sign_in("binh")
    with_three_notes(page)
    assert marks(page) == ["1", "2", "3"]

    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".pe-item").first).to_contain_text("Ba")

    assert lines(page) == ["1. Ba1", "2. Một2", "3. Hai3"]
    expected = [("1", "Chú thích của Ba"), ("2", "Chú thích của Một"), ("3", "Chú thích của Hai")]
    assert notes(page) == expected
    saved(page)
    page.reload()
    opened(page)
    assert (marks(page), notes(page)) == (["1", "2", "3"], expected)
    page.get_by_role("link", name="Về kế hoạch").click()
    page.locator(".plan-reading").wait_for()
    assert page.locator(".plan-line sup").all_inner_texts() == ["1", "2", "3"]
    assert page.locator(".plan-footnote").all_inner_texts() == [
        f"{n} {words}" for n, words in expected
    ]


def test_a_note_added_before_others_takes_its_number_among_them(sign_in):
    page = sign_in("binh")
    with_three_notes(page)
    page.keyboard.press("Control+Home")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")

    page.keyboard.press("Control+Alt+f")

    # While it is written its row stays where the cursor is; then it stands first.
    expect(page.locator(".pe-note-row textarea:focus")).to_have_count(1)
    page.keyboard.type("Mới")
    page.keyboard.press("Escape")
    assert marks(page) == ["1", "2", "3", "4"]
    assert notes(page)[0] == ("1", "Mới")
    saved(page)


def test_a_note_saved_before_its_first_letter_takes_its_number_with_the_first(sign_in):
    page = sign_in("binh")
    with_three_notes(page)
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+Alt+f")
    expect(page.locator(".pe-note-row textarea:focus")).to_have_count(1)
    saved(page)

    page.keyboard.type("M")

    assert marks(page) == ["1", "2", "3", "4"]
    page.keyboard.type("ới")
    page.keyboard.press("Escape")
    saved(page)
    assert notes(page)[0] == ("1", "Mới")


def test_a_save_between_the_mark_and_the_first_letter_leaves_the_box_of_the_note(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    page.keyboard.type("1. Một")
    page.keyboard.press("Control+Alt+f")
    saved(page)

    page.keyboard.type("Theo Luật")
    page.keyboard.press("Escape")

    assert notes(page) == [("1", "Theo Luật")]
    saved(page)
    page.reload()
    opened(page)
    assert notes(page) == [("1", "Theo Luật")]


def test_a_note_whose_mark_was_deleted_says_so_and_goes_when_it_is_emptied(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Một")
    add_note(page, "Theo Nghị định 30")
    page.wait_for_timeout(600)  # what is done in one go is undone in one
    page.keyboard.press("Backspace")
    assert marks(page) == []
    hint = page.get_by_text("Dấu của chú thích này không còn trong bài")
    expect(hint).to_be_visible()

    page.keyboard.press("Control+z")
    expect(hint).to_be_hidden()
    page.keyboard.press("Backspace")
    page.locator(".pe-note-row textarea").fill("")
    saved(page)
    page.reload()
    opened(page)

    expect(page.locator(".pe-note-row")).to_have_count(0)
    assert re.fullmatch(r"1\. Một", lines(page)[0])


def test_a_note_typed_over_several_saves_is_kept_once(sign_in):
    page = sign_in("binh")
    empty_plan(page).focus()
    type_lines(page, "1. Một")
    page.keyboard.press("Control+Alt+f")
    for words in ("Theo ", "Nghị định ", "số 30"):
        page.keyboard.type(words)
        saved(page)
        page.locator(".pe-note-row textarea").focus()
        page.keyboard.press("End")
    page.reload()
    opened(page)

    assert notes(page) == [("1", "Theo Nghị định số 30")]


def test_what_two_people_write_into_one_note_is_kept_once_each(sign_in, second_person):
    binh = sign_in("binh")
    empty_plan(binh).focus()
    type_lines(binh, "1. Một")
    add_note(binh, "Theo Nghị định 30")
    saved(binh)
    tuan = sign_in("tuan")
    tuan.goto(binh.url)
    opened(tuan)
    binh.locator(".pe-note-row textarea").fill("Theo Nghị định 30/2020")
    saved(binh)

    # The other sees it without reloading, and goes on from there.
    tuan.locator(".pe-items").focus()
    tuan.keyboard.press("Control+s")
    box = tuan.locator(".pe-note-row textarea")
    expect(box).to_have_value("Theo Nghị định 30/2020")
    box.focus()
    tuan.keyboard.press("End")
    tuan.keyboard.type("/NĐ-CP")
    saved(tuan)
    binh.reload()
    opened(binh)

    assert notes(binh) == [("1", "Theo Nghị định 30/2020/NĐ-CP")]
