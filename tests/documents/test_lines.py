import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.lines import balanced


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("", []),
        ("Công tác dân vận", ["Công tác dân vận"]),
        ("BAN CHỈ ĐẠO THỰC HIỆN QUY CHẾ", ["BAN CHỈ ĐẠO THỰC", "HIỆN QUY CHẾ"]),
        ("Kết quả công tác dân vận chính quyền", ["Kết quả công tác", "dân vận chính quyền"]),
    ],
)
def test_no_word_is_left_alone_on_the_last_line(words, lines):
    assert balanced(words, 24) == lines


@given(st.lists(st.text("abcđ", min_size=1, max_size=12), max_size=30), st.integers(12, 60))
def test_balanced_lines_hold_all_words_within_the_length_on_as_few_lines_as_possible(
    words, longest
):
    lines = balanced(" ".join(words), longest)

    assert " ".join(lines).split() == words
    assert all(len(line) <= longest for line in lines)
    assert len(lines) <= 2 * (len(" ".join(words)) // longest) + 1
