"""What a person wrote survives every compiling; what nobody touched follows the data; every line knows its source."""

from hypothesis import given
from hypothesis import strategies as st

from reports.writing.pieces import (
    Line,
    accepted,
    changes,
    edited,
    is_taken_out,
    kept,
    own,
    redrafted,
    restored,
    text_of,
)

TWO = [
    Line("counts", "02 nhiệm vụ.", "2 nhiệm vụ"),
    Line("unit:1", "- Thôn Đông: xong.", "phần của Thôn Đông"),
]


def texts(pieces):
    return [piece["text"] for piece in pieces]


def test_lines_nobody_touched_follow_the_data():
    pieces = redrafted([], TWO)
    newer = [Line("counts", "03 nhiệm vụ.", "3 nhiệm vụ"), TWO[1]]

    assert texts(redrafted(pieces, newer)) == ["03 nhiệm vụ.", "- Thôn Đông: xong."]
    assert redrafted(pieces, newer)[0]["origin"] == "3 nhiệm vụ"


def test_a_changed_line_stays_and_its_newer_figure_is_told():
    pieces = edited(redrafted([], TWO), "Cả thảy 02 nhiệm vụ.\n- Thôn Đông: xong.")
    newer = [Line("counts", "03 nhiệm vụ."), TWO[1]]

    after = redrafted(pieces, newer)

    assert texts(after) == ["Cả thảy 02 nhiệm vụ.", "- Thôn Đông: xong."]
    assert [(each.piece["key"], each.line.text) for each in changes(after, newer)] == [
        ("counts", "03 nhiệm vụ.")
    ]


def test_the_newer_figure_is_accepted_or_kept_away_and_not_told_again():
    pieces = edited(redrafted([], TWO), "Cả thảy 02 nhiệm vụ.\n- Thôn Đông: xong.")
    newer = [Line("counts", "03 nhiệm vụ."), TWO[1]]

    taken, refused = accepted(pieces, "counts", newer[0]), kept(pieces, "counts", newer[0])

    assert texts(taken)[0] == "03 nhiệm vụ."
    assert texts(refused)[0] == "Cả thảy 02 nhiệm vụ."
    assert changes(taken, newer) == changes(refused, newer) == []
    newest = [Line("counts", "04 nhiệm vụ."), TWO[1]]
    assert [each.line.text for each in changes(refused, newest)] == ["04 nhiệm vụ."]


def test_a_line_that_was_taken_out_does_not_come_back():
    pieces = edited(redrafted([], TWO), "- Thôn Đông: xong.")

    assert text_of(redrafted(pieces, TWO)) == "- Thôn Đông: xong."
    assert changes(pieces, TWO) == []


def test_an_own_line_keeps_its_place_and_a_new_unit_comes_behind_the_one_before_it():
    pieces = edited(redrafted([], TWO), "02 nhiệm vụ.\nLời riêng.\n- Thôn Đông: xong.")
    third = [*TWO, Line("unit:2", "- Thôn Tây: đang làm.")]

    assert texts(redrafted(pieces, third)) == [
        "02 nhiệm vụ.",
        "Lời riêng.",
        "- Thôn Đông: xong.",
        "- Thôn Tây: đang làm.",
    ]


def test_a_line_whose_source_is_gone_goes_too_unless_somebody_wrote_in_it():
    plain = redrafted([], TWO)
    written = edited(plain, "02 nhiệm vụ.\n- Thôn Đông: xong cả rồi.")

    assert texts(redrafted(plain, TWO[:1])) == ["02 nhiệm vụ."]
    assert texts(redrafted(written, TWO[:1])) == ["02 nhiệm vụ.", "- Thôn Đông: xong cả rồi."]
    gone = changes(written, TWO[:1])
    assert [(each.piece["key"], each.line) for each in gone] == [("unit:1", None)]
    assert changes(kept(written, "unit:1", None), TWO[:1]) == []


WORDS = st.lists(st.sampled_from(["một", "hai", "ba", "bốn", "năm"]), max_size=6)


@given(WORDS, WORDS, WORDS)
def test_what_a_person_wrote_is_exactly_what_stands_whatever_was_drafted(first, second, written):
    def draft(words):
        return [Line(f"line:{at}", word) for at, word in enumerate(words)]

    pieces = edited(redrafted([own("mở đầu")], draft(first)), "\n".join(written))

    assert text_of(pieces) == "\n".join(written)
    again = redrafted(pieces, draft(second))
    touched = {each["key"]: each["text"] for each in pieces if each["text"] != each["drafted"]}
    assert {each["key"]: each["text"] for each in again if each["key"] in touched} == touched
    assert edited(again, text_of(again)) == again


def test_a_drafted_line_that_is_cut_and_put_elsewhere_keeps_its_source():
    pieces = redrafted([], [*TWO, Line("unit:2", "- Thôn Tây: đang làm.", "phần của Thôn Tây")])
    cut = edited(pieces, "- Thôn Đông: xong.\n- Thôn Tây: đang làm.")
    moved = edited(cut, "- Thôn Đông: xong.\n- Thôn Tây: đang làm.\n02 nhiệm vụ.")

    assert [piece["key"] for piece in moved] == ["unit:1", "unit:2", "counts"]
    assert is_taken_out(cut[0])
    assert not any(map(is_taken_out, moved))


def test_a_line_that_was_taken_out_comes_back_in_its_place():
    pieces = edited(redrafted([], TWO), "- Thôn Đông: xong.")

    assert texts(restored(pieces, ["counts"])) == ["02 nhiệm vụ.", "- Thôn Đông: xong."]


def test_one_new_line_is_taken_or_refused_without_the_others():
    pieces = redrafted([], TWO[1:])
    newer = [TWO[0], Line("late", "Còn 01 việc."), TWO[1]]

    assert texts(accepted(pieces, "late", newer[1], newer)) == ["Còn 01 việc.", TWO[1].text]
    refused = kept(pieces, "late", newer[1], newer)
    assert [each.line.key for each in changes(refused, newer)] == ["counts"]
    assert text_of(redrafted(refused, newer)) == f"{TWO[0].text}\n{TWO[1].text}"


KEYS = [f"line:{n}" for n in range(4)]
DRAFT = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["một", "hai", "ba"]), max_size=4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("compile"), DRAFT),
        st.tuples(st.just("type"), st.integers(0, 9)),
        st.tuples(st.sampled_from(["take", "keep", "delete", "restore"]), st.integers(0, 9)),
    ),
    max_size=12,
)


@given(STEPS)
def test_whatever_is_compiled_taken_or_kept_no_typed_line_is_lost(steps):
    pieces, lines, typed = [], [], []
    for step, what in steps:
        if step == "compile":
            lines = [Line(key, text) for key, text in what.items()]
            pieces = redrafted(pieces, lines)
        elif step == "type":
            typed.append(f"lời {len(typed)}")
            shown = text_of(pieces).splitlines()
            shown.insert(what % (len(shown) + 1), typed[-1])
            pieces = edited(pieces, "\n".join(shown))
        elif step == "delete":
            drafted = [each["key"] for each in pieces if each["drafted"] and each["text"]]
            gone = drafted[what % len(drafted)] if drafted else ""
            left = [each["text"] for each in pieces if each["text"] and each["key"] != gone]
            pieces = edited(pieces, "\n".join(left))
        elif step == "restore":
            pieces = restored(pieces, KEYS)
        elif found := changes(pieces, lines):
            piece, line = found[what % len(found)]
            decide = accepted if step == "take" else kept
            pieces = decide(pieces, line.key if line else piece["key"], line, lines)
            assert len(changes(pieces, lines)) == len(found) - 1
        standing = text_of(pieces).splitlines()
        assert sorted(each for each in standing if each.startswith("lời")) == sorted(typed)
        assert len({each["key"] for each in pieces}) == len(pieces)
