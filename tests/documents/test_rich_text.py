import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.model import Run, plain
from documents.rich_text import (
    from_marks,
    merged,
    to_html,
    to_marks,
    to_text,
    trimmed,
)

words = st.text(alphabet="aă ệ<&*[]^\\\n>1", max_size=8)
runs = st.builds(Run, words, st.booleans(), st.booleans()) | st.sampled_from(
    [Run("1", note=True), Run("[2]", note=True)]
)
texts = st.lists(runs, max_size=6).map(lambda found: trimmed(merged(found)))


@given(texts)
def test_a_text_survives_the_way_through_html(text):
    assert to_text(to_html(text)) == text


@given(st.lists(st.builds(Run, words, st.booleans(), st.booleans()), max_size=6))
def test_no_word_is_lost_on_the_way_through_marks(found):
    text = trimmed(merged(found))

    assert plain(from_marks(to_marks(text))) == plain(text)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Nhiệm vụ", (Run("Nhiệm vụ"),)),
        ("**Đơn vị** làm", (Run("Đơn vị", bold=True), Run(" làm"))),
        ("*a***b**", (Run("a", italic=True), Run("b", bold=True))),
        ("***cả hai***", (Run("cả hai", bold=True, italic=True),)),
        ("theo quy định[^1].", (Run("theo quy định"), Run("1", note=True), Run("."))),
        ("* chú thích", (Run("* chú thích"),)),
        ("2 * 3 * 4", (Run("2 * 3 * 4"),)),
        (r"\*không nghiêng\*", (Run("*không nghiêng*"),)),
        ("  ", ()),
    ],
)
def test_marks_are_read_as_a_person_means_them(typed, expected):
    assert from_marks(typed) == expected


def test_marks_written_for_a_styled_text_are_those_a_person_would_type():
    text = (Run("Đơn vị ", bold=True), Run("thực hiện "), Run("ngay", italic=True))

    assert to_marks(text) == "**Đơn vị** thực hiện *ngay*"


def test_foreign_tags_leave_their_words_and_scripts_leave_nothing():
    source = '<p onclick="x()">Một <b>hai</b></p><p><a href="javascript:x()">ba</a></p><script>bốn()</script>'

    assert to_text(source) == (Run("Một "), Run("hai", bold=True), Run("\nba"))
