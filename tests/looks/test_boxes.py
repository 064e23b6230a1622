"""Boxes whose words are the browser's own: the page says them once more in Vietnamese."""

import pytest

from tests.looks.test_looks import chromium, look, pytestmark  # noqa: F401 (fixtures, and where they run)


@pytest.mark.parametrize("size", ["pc", "phone"])
def test_a_chosen_date_is_said_in_words(look, size):  # noqa: F811
    page, _ = look(size)
    words = page.locator("#id_due ~ [data-date-words]")
    assert words.inner_text() == ""

    page.locator("#id_due").fill("2026-05-20")

    assert words.inner_text() == "Thứ Tư, 20/05/2026"


def test_a_chosen_file_is_named_beside_our_own_button(look):  # noqa: F811
    page, _ = look("pc")
    box = page.locator(".file-box", has=page.locator("#id_file"))
    assert box.inner_text().split("\n") == ["Chọn tệp", "Chưa chọn tệp"]

    page.set_input_files(
        "#id_file", {"name": "ke-hoach.txt", "mimeType": "text/plain", "buffer": b"x"}
    )

    assert box.inner_text().split("\n") == ["Chọn tệp", "ke-hoach.txt"]


def test_a_word_longer_than_a_phone_does_not_push_the_page_to_the_side(look):  # noqa: F811
    page, _ = look("phone")

    page.evaluate("document.querySelector('h1').textContent = 'x'.repeat(200)")

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
