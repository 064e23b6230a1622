from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.outlines import headings
from reports.outlines.headings import Refused

LEVELS = st.lists(st.sampled_from([1, 2]), min_size=1, max_size=8).map(lambda below: [1, *below])


def rows_of(levels):
    return [SimpleNamespace(pk=pk, level=level) for pk, level in enumerate(levels, start=1)]


def keys(rows):
    return [row.pk for row in rows]


def test_numbers_run_within_their_heading():
    marks = [mark for mark, _ in headings.marked(rows_of([1, 2, 2, 1, 1, 2]))]

    assert marks == ["I", "1", "2", "II", "III", "1"]


@given(LEVELS, st.data())
def test_a_step_down_and_a_step_up_again_change_nothing(levels, data):
    rows = rows_of(levels)
    pk = data.draw(st.sampled_from(keys(rows)))

    down = headings.moved(rows, pk, "down")

    assert sorted(keys(down)) == keys(rows)
    if down != rows:
        assert keys(headings.moved(down, pk, "up")) == keys(rows)


@given(LEVELS, st.data())
def test_what_is_dragged_takes_along_what_stands_below_it_and_loses_nothing(levels, data):
    rows = rows_of(levels)
    pk = data.draw(st.sampled_from(keys(rows)))
    before = data.draw(st.sampled_from([None, *keys(rows)]))
    at = headings.place_of(rows, pk)
    block = keys(rows[at : headings.end_of(rows, at)])

    put = keys(headings.put_before(rows, pk, before))

    assert sorted(put) == keys(rows)
    start = put.index(pk)
    assert put[start : start + len(block)] == block


@given(LEVELS, st.data())
def test_a_large_heading_never_cuts_another_in_two(levels, data):
    rows = rows_of(levels)
    heads = [row.pk for row in rows if row.level == 1]
    pk = data.draw(st.sampled_from(heads))
    before = data.draw(st.sampled_from([None, *keys(rows)]))

    put = headings.put_before(rows, pk, before)

    assert below(put) == below(rows)


def below(rows):
    """Each large heading with the small ones under it."""
    found = {}
    for row in rows:
        found.setdefault(row.pk, []) if row.level == 1 else found[max_head(rows, row)].append(
            row.pk
        )
    return found


def max_head(rows, row):
    return next(each.pk for each in reversed(rows[: rows.index(row)]) if each.level == 1)


@pytest.mark.parametrize(
    ("levels", "words"), [([], "ít nhất một mục"), ([2, 1], "dưới một mục lớn")]
)
def test_what_makes_no_outline_is_refused_in_words(levels, words):
    with pytest.raises(Refused, match=words):
        headings.checked(rows_of(levels))


def test_a_key_is_made_of_the_words_and_is_free():
    assert headings.free_key("Dân tộc, tôn giáo", set()) == "dan-toc-ton-giao"
    assert headings.free_key("Dân tộc, tôn giáo", {"dan-toc-ton-giao"}) == "dan-toc-ton-giao-2"
    assert headings.free_key("…", {"muc", "muc-2"}) == "muc-3"
    assert len(headings.free_key("kết quả " * 20, set())) <= 40
    # Boxes and buttons of the page on which a unit writes.
    taken = [headings.free_key(words, set()) for words in ("Version", "Then", "task 12", "Value 3")]
    assert taken == ["muc-version", "muc-then", "muc-task-12", "muc-value-3"]
