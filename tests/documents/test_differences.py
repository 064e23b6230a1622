"""Two texts word by word, two outlines item by item."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.alignment import Line, align
from documents.differences import Change, word_changes

WORDS = st.lists(
    st.sampled_from(["năm", "2026", "2027", "xã", ",", ".", ";", "20/5/2026", "\n", "và", "Dân"]),
    max_size=40,
)
TEXTS = st.one_of(st.text(max_size=60), WORDS.map(" ".join), WORDS.map("".join))


def told(old, new):
    return [(change.kind, change.words) for change in word_changes(old, new)]


def test_a_date_is_one_word_and_the_old_one_comes_first():
    old, new = "Gửi trước ngày 20/5/2026 về UBND xã.", "Gửi trước ngày 20/5/2027 về UBND xã."

    assert told(old, new) == [
        ("same", "Gửi trước ngày "),
        ("removed", "20/5/2026"),
        ("added", "20/5/2027"),
        ("same", " về UBND xã."),
    ]


def test_neighbouring_words_change_as_one():
    assert told("họp thôn hai lần", "sinh hoạt hai lần") == [
        ("removed", "họp thôn"),
        ("added", "sinh hoạt"),
        ("same", " hai lần"),
    ]


def test_equal_texts_are_the_same_and_empty_ones_nothing():
    assert word_changes("một", "một") == (Change("same", "một"),)
    assert word_changes("", "") == ()
    assert word_changes("", "mới") == (Change("added", "mới"),)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_the_changes_give_both_texts_back(old, new):
    changes = word_changes(old, new)

    assert "".join(each.words for each in changes if each.kind != "added") == old
    assert "".join(each.words for each in changes if each.kind != "removed") == new
    assert all(each.words for each in changes)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 50_000, "b " * 50_000),
        ("a " * 50_000, "a " * 49_990),
        ("a b " * 25_000, "b a c " * 17_000),
        ("a." * 50_000, "a;" * 50_000),
        ("x" * 100_000, "x" * 99_999),
        (" " * 100_000, ". " * 50_000),
        ("Thực hiện dân chủ ở cơ sở. " * 4_000, "Thực hiện dân chủ ở xã. " * 4_000),
        (" ".join(map(str, range(20_000))), " ".join(map(str, range(20_000, 0, -1)))),
    ],
)
def test_a_hundred_thousand_letters_do_not_hang(old, new):
    begun = time.process_time()

    changes = word_changes(old, new)

    assert time.process_time() - begun < 4
    assert "".join(each.words for each in changes if each.kind != "added") == old


def test_one_word_in_a_long_text_is_found():
    old = " ".join(f"từ{number} và" for number in range(12_000))

    changes = word_changes(old, old.replace("từ6000 ", "chữ "))

    assert [each.words for each in changes if each.kind != "same"] == ["từ6000", "chữ"]


# -- outlines


def outline(*lines):
    """Lines from ("key", "words"[, "parent"]); a title where the words are capitals."""
    made, depth = [], {None: -1}
    for key, words, *parent in lines:
        above = parent[0] if parent else None
        depth[key] = depth[above] + 1
        made.append(Line(key, words, depth=depth[key], parent=above, is_heading=words.isupper()))
    return made


def kinds(old, new):
    """[(kind, old key, new key)], what is equal left out."""
    return [
        (pair.kind, pair.old and pair.old.key, pair.new and pair.new.key)
        for pair in align(old, new)
        if pair.kind != "same"
    ]


def test_each_way_to_change_has_its_own_word():
    old = outline(
        ("I", "MỤC ĐÍCH"),
        ("a", "Nâng cao nhận thức của cán bộ", "I"),
        ("b", "Bảo đảm thiết thực, hiệu quả", "I"),
        ("II", "NHIỆM VỤ"),
        ("c", "Tổ chức đối thoại với Nhân dân trong tháng 6 năm 2026", "II"),
        ("d", "Xây dựng mô hình dân vận khéo", "II"),
        ("e", "Tiếp công dân định kỳ", "II"),
    )
    new = outline(
        ("1", "MỤC ĐÍCH"),
        ("2", "Nâng cao nhận thức của cán bộ", "1"),
        ("3", "NHIỆM VỤ"),
        ("4", "Tiếp công dân định kỳ", "3"),
        ("5", "Tổ chức đối thoại với Nhân dân trong tháng 6 năm 2027", "3"),
        ("6", "Xây dựng mô hình dân vận khéo", "3"),
        ("7", "Số hóa hồ sơ", "3"),
    )

    assert kinds(old, new) == [
        ("removed", "b", None),
        ("moved", "e", "4"),
        ("changed", "c", "5"),
        ("added", None, "7"),
    ]


def test_the_given_identity_holds_against_equal_words():
    old = outline(("a", "Họp dân"), ("b", "Tuyên truyền"))
    new = outline(("b", "Họp dân"), ("a", "Viết hoàn toàn lại"))

    pairs = {(pair.old.key, pair.new.key): pair for pair in align(old, new)}

    assert set(pairs) == {("a", "a"), ("b", "b")}
    assert all(pair.is_reworded for pair in pairs.values())
    assert sum(pair.is_moved for pair in pairs.values()) == 1


def test_equal_words_are_looked_for_below_the_same_item_first():
    old = outline(("I", "A"), ("x", "Mục đích", "I"), ("II", "B"), ("y", "Mục đích", "II"))
    new = outline(("1", "B"), ("2", "Mục đích", "1"), ("3", "A"), ("4", "Mục đích", "3"))

    found = {(pair.old.key, pair.new.key) for pair in align(old, new)}

    assert found == {("I", "3"), ("x", "4"), ("II", "1"), ("y", "2")}


def test_a_title_in_other_words_is_known_by_what_stands_below_it():
    old = outline(("I", "NHIỆM VỤ"), ("a", "Một việc", "I"), ("b", "Hai việc khác", "I"))
    new = outline(("1", "GIẢI PHÁP"), ("2", "Một việc", "1"), ("3", "Hai việc khác", "1"))

    assert kinds(old, new) == [("changed", "I", "1")]


def test_what_hangs_below_another_item_is_moved_though_reworded_a_little():
    old = outline(
        ("I", "A"), ("a", "Tổ chức đối thoại với Nhân dân năm 2026 tại xã", "I"), ("II", "B"),
    )  # fmt: skip
    new = outline(
        ("1", "A"), ("2", "B"), ("3", "Tổ chức đối thoại với Nhân dân năm 2027 tại xã", "2"),
    )  # fmt: skip

    pair = next(pair for pair in align(old, new) if pair.old and pair.old.key == "a")

    assert (pair.new.key, pair.is_moved, pair.kind) == ("3", True, "changed")


def test_a_number_that_moves_along_is_no_move():
    old = [Line("a", "Một", "1."), Line("b", "Hai", "2.")]
    new = [Line("n", "Mới hẳn", "1."), Line("a", "Một", "2."), Line("b", "Hai", "3.")]

    assert [pair.kind for pair in align(old, new)] == ["added", "same", "same"]


@pytest.mark.parametrize("has_keys", [True, False])
def test_six_hundred_items_take_well_under_a_second(has_keys):
    old = [Line(at, f"Việc số {at} của các ban, ngành năm 2026") for at in range(600)]
    new = [
        Line(at if has_keys else -at - 1, f"Việc số {at} của các ban, ngành năm 2027", "")
        for at in reversed(range(600))
    ]
    begun = time.process_time()

    pairs = align(old, new)
    changes = [pair.changes for pair in pairs]

    assert time.process_time() - begun < 2
    assert len(changes) >= 600


LINES = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["A", "B", "họp", "dân", "dự", "họp"])),
    max_size=12,
    unique_by=lambda each: each[0],
)


@settings(deadline=None)
@given(LINES, LINES, st.randoms())
def test_every_line_of_both_outlines_is_told_once(old, new, chance):
    def hung(lines):
        made = []
        for key, words in lines:
            above = chance.choice([None, *made])
            depth = above.depth + 1 if above else 0
            made.append(Line(key, words, depth=depth, parent=above.key if above else None))
        return made

    old, new = hung(old), hung(new)

    pairs = align(old, new)

    assert [pair.new for pair in pairs if pair.new] == new
    assert sorted(pair.old.key for pair in pairs if pair.old) == sorted(each.key for each in old)


@settings(deadline=None)
@given(LINES)
def test_an_outline_beside_itself_has_nothing_to_tell(lines):
    lines = [Line(key, words) for key, words in lines]

    assert {pair.kind for pair in align(lines, lines)} <= {"same"}
