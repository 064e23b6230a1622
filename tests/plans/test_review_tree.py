"""The few changes of an outline under review: nothing but typing loses a word, and the page keeps its order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from documents.model import Item, Run, Source, plain, text_of
from plans.review_tree import Tree


def item(words, marker="", *children, line=None, heading=False):
    text = text_of(words)
    source = Source(line, line) if line else None
    return Item(marker, text if heading else (), () if heading else text, None, children, source)


@pytest.fixture
def tree():
    return Tree(
        [
            item(
                "NHIỆM VỤ", "I", item("Một", "1", item("a.", "-")), item("Hai", "2"), heading=True
            ),
            item("THỰC HIỆN", "II", heading=True),
        ]
    )


def shape(tree):
    def walk(block):
        return [(each.label, each.words, walk(each)) for each in block.below]

    return walk(tree.root)


def test_a_block_goes_up_and_takes_along_what_follows_it(tree):
    assert tree.change("up", "1")

    assert shape(tree) == [
        ("I.", "NHIỆM VỤ", []),
        ("1.", "Một", [("-", "a.", []), ("2.", "Hai", [])]),
        ("II.", "THỰC HIỆN", []),
    ]


def test_a_block_goes_down_below_the_one_before(tree):
    assert tree.change("down", "3")

    assert shape(tree)[0][2] == [("1.", "Một", [("-", "a.", []), ("2.", "Hai", [])])]


@pytest.mark.parametrize(("step", "key"), [("up", "0"), ("down", "0"), ("down", "1"), ("join", "0"),
                                           ("heading", "0"), ("text", "1"), ("fly", "1"), ("up", "77")])  # fmt: skip
def test_a_step_that_does_not_fit_changes_nothing(tree, step, key):
    before = shape(tree)

    assert not tree.change(step, key)
    assert shape(tree) == before


@pytest.mark.parametrize(
    ("before", "marker", "words", "joined"),
    [
        ("thực hiện năm", "2026", "Các thôn họp.", "thực hiện năm 2026. Các thôn họp."),
        ("Phòng Văn hóa", "-", "Xã hội.", "Phòng Văn hóa - Xã hội."),
        ("Rà soát;", "-", "báo cáo.", "Rà soát; báo cáo."),
    ],
)
def test_a_mark_that_was_part_of_the_sentence_comes_back_into_it(before, marker, words, joined):
    tree = Tree([item(before), item(words, marker)])

    assert tree.change("join", "1")
    assert [block.words for block in tree.walk()] == [joined]


def test_a_split_reads_the_mark_of_its_second_part_and_keeps_the_notes():
    runs = (Run("Rà soát"), Run("1", note=True), Run(". 2. Niêm yết", bold=True))
    tree = Tree([Item("1", (), runs)])

    assert tree.change("split", "0", at=9)

    first, second = tree.items()
    assert [run.text for run in first.text if run.note] == ["1"]
    assert (first.marker, plain(first.text)) == ("1", "Rà soát.")
    assert (second.marker, plain(second.text), second.text[0].bold) == ("2", "Niêm yết", True)


def test_a_line_is_brought_back_between_those_it_stood_between():
    tree = Tree([item("Một", "1", line=3), item("Hai", "2", line=6)])

    assert tree.bring("b5", "  Dòng  bị bỏ ", 5)
    assert not tree.bring("b5", "Dòng bị bỏ", 5)
    assert [block.words for block in tree.walk()] == ["Một", "Dòng bị bỏ", "Hai"]


@given(some.lists(some.tuples(some.sampled_from(["up", "down", "heading", "text", "join"]),
                              some.integers(0, 5)), max_size=12))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_no_step_loses_a_word_or_changes_their_order(steps):
    tree = Tree(
        [item("một", "I", item("hai", "1", item("ba;", "-"), item("bốn;", "-")), item("năm", "2")), item("sáu")]
    )  # fmt: skip
    for step, key in steps:
        tree.change(step, str(key))

    words = " ".join(block.words for block in tree.walk()).replace(";", "")
    assert [each for each in words.split() if each.isalpha()] == [
        "một",
        "hai",
        "ba",
        "bốn",
        "năm",
        "sáu",
    ]
