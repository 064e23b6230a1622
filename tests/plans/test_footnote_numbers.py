"""A footnote's mark is its name; the number it bears is that of its place, on the page and on paper."""

from documents.normal_form import calls
from plans.conversion import as_stored, to_document
from plans.corrections import correct
from plans.form_check import check_plan
from tests.factories import make_item


def with_moved_notes(plan):
    """Two footnotes whose items have changed places since they were typed."""
    make_item(plan, position=2, text='Hai<sup class="note">2</sup>')
    make_item(plan, position=3, heading="BA[^1]", text="")
    plan.footnotes.create(marker="1", text="Chú thích của ba")
    plan.footnotes.create(marker="2", text="Chú thích của hai")
    return plan


def test_the_printed_plan_counts_its_footnotes(plan):
    document = to_document(with_moved_notes(plan))

    assert list(calls(document)) == ["1", "2"]
    assert {note.marker: note.text[0].text for note in document.footnotes} == {
        "1": "Chú thích của hai", "2": "Chú thích của ba",
    }  # fmt: skip


def test_the_page_shows_the_numbers_that_are_printed(client, binh, plan):
    with_moved_notes(plan)
    client.force_login(binh)

    words = client.get(plan.get_absolute_url()).content.decode()

    assert words.index("<sup>1</sup> Chú thích của hai") < words.index(
        "<sup>2</sup> Chú thích của ba"
    )
    assert 'Hai<sup class="note">1</sup>' in words
    assert 'BA<sup class="note">2</sup>' in words


def test_a_correction_leaves_the_stored_marks_as_they_are(plan):
    make_item(
        with_moved_notes(plan),
        position=4,
        text='Báo cáo về Uỷ ban ,nhân dân<sup class="note">2</sup>',
    )
    before = list(calls(as_stored(plan)))
    keys = {found.key for found in check_plan(plan) if found.correction}
    assert keys

    correct(plan, keys)

    assert list(calls(as_stored(plan))) == before
