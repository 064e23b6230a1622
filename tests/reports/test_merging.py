"""Two texts made from one: nothing either of two people wrote is lost, and nobody is asked without need."""

from difflib import SequenceMatcher
from random import Random

import pytest
from django.urls import reverse

from danvan.workflow import last_step
from reports.actions.sections import save_section
from reports.writing.merging import BOTH, EDIT, MINE, THEIRS, lines_of, merged, settled, text_of
from tests.factories import make_person
from tests.reports.test_sections import HTMX, client_of, where


def kinds(passages):
    return [each.kind for each in passages if each.kind != "same"]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "wanted"),
    [
        ("A\nB\nC", "A1\nB\nC", "A\nB\nC1", "A1\nB\nC1"),
        # Neighbours, each changed by another.
        ("A\nB", "A1\nB", "A\nB1", "A1\nB1"),
        ("A\nB\nC", "A\nC", "A\nB\nC\nD", "A\nC\nD"),
        ("A\nB\nC", "A\nB\nX\nC", "B\nC", "B\nX\nC"),
        ("A", "A1", "A1", "A1"),
        ("", "A", "", "A"),
        # Not known what it was made from: what only one side has is taken.
        (None, "A\nB", "A\nB\nC", "A\nB\nC"),
    ],
)
def test_what_one_side_changed_is_taken_by_itself(base, mine, theirs, wanted):
    passages = merged(base, mine, theirs)

    assert BOTH not in kinds(passages)
    assert text_of(passages) == wanted


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        ("", "A\nmine\nC"),
        (MINE, "A\nmine\nC"),
        (THEIRS, "A\ntheirs\nC"),
        ("all", "A\ntheirs\nmine\nC"),
        (EDIT, "A\nboth\nof us\nC"),
        ("nonsense", "A\nmine\nC"),
    ],
)
def test_a_line_both_changed_is_asked_and_answered(choice, wanted):
    passages = merged("A\nB\nC", "A\nmine\nC", "A\ntheirs\nC")

    assert [(each.mine, each.theirs) for each in passages if each.is_disputed] == [
        (["mine"], ["theirs"])
    ]
    assert settled(passages, {1: (choice, " both \n\nof us")}) == wanted


def test_two_new_lines_at_one_place_are_both_kept_unless_somebody_says_otherwise():
    passages = merged("A", "A\nmine", "A\ntheirs")

    assert settled(passages, {}) == "A\ntheirs\nmine"


def test_whatever_is_merged_each_side_can_be_had_whole():
    chance = Random(2026)  # noqa: S311
    for _ in range(300):
        base, mine, theirs = (
            "\n".join(chance.choices("ABCDE", k=chance.randint(0, 7))) for _ in range(3)
        )
        passages = merged(base, mine, theirs)
        assert [line for each in passages for line in each.mine] == lines_of(mine)
        assert [line for each in passages for line in each.theirs] == lines_of(theirs)


def test_a_pasted_column_of_thousands_of_same_lines_is_put_together_without_comparing_each_with_each(
    monkeypatch,
):
    compared = []

    class Counting(SequenceMatcher):
        def __init__(self, junk, one, other, **kwargs):
            compared.append(len(one) * len(other))
            super().__init__(junk, one, other, **kwargs)

    monkeypatch.setattr("reports.writing.merging.SequenceMatcher", Counting)
    column = "\n".join(["0"] * 2000)

    passages = merged(f"A\n{column}\nB", f"A1\n{column}\nB", f"A\n{column}\nB1")
    assert text_of(passages) == f"A1\n{column}\nB1"
    both = merged(column, f"x\n{column}\ny", f"y\n{column}\nx")
    assert settled(both, {}).count("\n0") >= 2000
    assert max(compared, default=0) < 1000


# On the page


@pytest.fixture
def opened(section, binh):
    """A section with three lines, as Bình's page was opened on it."""
    save_section(section, version=section.version, text="Một.\nHai.\nBa.", by=binh)
    section.refresh_from_db()
    return {
        "version": section.version,
        "base": section.text,
        "seen": last_step(section.report),
    }


@pytest.fixture
def tuan(office_of_an_hoa):
    return make_person("Lý Tuấn", office_of_an_hoa, "coordinator", username="tuan")


def overtake(section, by, text):
    section.refresh_from_db()
    save_section(section, version=section.version, text=text, by=by)
    section.refresh_from_db()


def test_different_lines_of_two_people_are_saved_together_and_it_is_told(
    section, opened, binh, tuan
):
    overtake(section, tuan, "Một.\nHai.\nBa, Tuấn thêm.")

    data = {**opened, "text": "Một, Bình sửa.\nHai.\nBa.", "autosave": "1"}
    answer = client_of(binh).post(where(section), data, **HTMX).json()

    section.refresh_from_db()
    assert section.text == answer["text"] == "Một, Bình sửa.\nHai.\nBa, Tuấn thêm."
    assert section.version == answer["version"]
    assert "Lý Tuấn" in answer["told"]
    page = client_of(binh).post(where(section), {**opened, "text": data["text"]}, follow=True)
    assert "ghép cùng thay đổi" in page.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_same_line_of_two_people_is_a_choice_and_one_press_saves(
    section, opened, binh, tuan, headers
):
    overtake(section, tuan, "Một.\nHai, Tuấn.\nBa.")
    client, text = client_of(binh), "Một, Bình.\nHai, Bình.\nBa."

    answer = client.post(where(section), {**opened, "text": text}, **headers)
    page = answer.content.decode()

    assert answer.status_code == 409
    words = ["Lý Tuấn vừa lưu mục này", "Giữ của tôi", "Lấy bản của Lý Tuấn", "Hai, Tuấn."]
    assert [each for each in words if each not in page] == []
    section.refresh_from_db()
    assert section.text == "Một.\nHai, Tuấn.\nBa."

    given = {**opened, "version": section.version, "text": text, "theirs": section.text}
    for pick, wanted in (
        ({"pick-1": "theirs"}, "Một, Bình.\nHai, Tuấn.\nBa."),
        ({"pick-1": "edit", "edit-1": "Hai, cả hai."}, "Một, Bình.\nHai, cả hai.\nBa."),
    ):
        client.post(where(section), {**given, **pick, "version": section.version}, **headers)
        section.refresh_from_db()
        assert section.text == wanted


def test_a_choice_that_was_overtaken_again_is_kept_and_asked_only_what_is_new(
    section, opened, binh, tuan
):
    overtake(section, tuan, "Một.\nHai, Tuấn.\nBa.")
    seen, theirs = section.version, section.text
    overtake(section, tuan, "Một.\nHai, Tuấn.\nBa, Tuấn.")

    data = {**opened, "version": seen, "theirs": theirs, "text": "Một.\nHai, Bình.\nBa."}
    client_of(binh).post(where(section), {**data, "pick-1": "mine"})

    section.refresh_from_db()
    assert section.text == "Một.\nHai, Bình.\nBa, Tuấn."


def test_a_page_from_before_the_text_was_kept_on_it_still_shows_both(section, opened, binh, tuan):
    overtake(section, tuan, "Một.\nHai, Tuấn.\nBa.")
    data = {"version": opened["version"], "text": "Một.\nHai, Bình.\nBa."}

    answer = client_of(binh).post(where(section), data)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert [each for each in ("Hai, Tuấn.", "Hai, Bình.") if each not in page] == []


def test_nothing_is_merged_into_a_report_that_was_submitted_meanwhile(section, opened, binh, tuan):
    overtake(section, tuan, "Một.\nHai.\nBa, Tuấn.")
    type(section.report)._base_manager.filter(pk=section.report_id).update(status="submitted")

    data = {**opened, "text": "Một, Bình.\nHai.\nBa."}
    answer = client_of(binh).post(where(section), data)

    assert answer.status_code == 409
    assert "Một, Bình." in answer.content.decode()
    section.refresh_from_db()
    assert section.text == "Một.\nHai.\nBa, Tuấn."


def test_the_page_is_opened_with_what_the_words_are_held_against(section, opened, binh):
    page = client_of(binh).get(where(section)).content.decode()

    assert 'name="base" value="Một.\nHai.\nBa."' in page
    assert reverse("reports:section_edit", args=[section.pk]) == where(section)
