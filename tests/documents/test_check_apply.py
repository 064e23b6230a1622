"""A correction changes its words and nothing else: styles, footnote marks and the rest of the page stay."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import check
from documents.checking import TextChanged, apply, apply_all
from documents.model import Correction, Item, Run, plain, text_of
from documents.rich_text import merged
from tests.documents.made_up import documents
from tests.documents.samples import PLAN, headed, paragraph

WORDS = st.text("aăbcđ ọư.,", min_size=1, max_size=12)
RUNS = st.lists(
    st.builds(Run, WORDS, st.booleans(), st.booleans()) | st.builds(Run, st.just("1"), note=st.just(True)),
    min_size=1, max_size=6,
)  # fmt: skip


def plan_of(text):
    return PLAN.with_changes(items=(Item("1", text=tuple(text)),))


def styles(text):
    """Each plain letter with its style."""
    return [(letter, run.bold, run.italic) for run in text if not run.note for letter in run.text]


@given(RUNS, st.data())
def test_only_the_letters_meant_change_and_all_others_keep_their_style(runs, data):
    text = merged(runs)
    words = plain(text)
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    new = data.draw(st.text("xyz", max_size=6))

    changed = apply(plan_of(text), Correction(("items", 0), words[start:end], new, start))

    after = changed.items[0].text
    assert plain(after) == words[:start] + new + words[end:]
    assert styles(after)[:start] == styles(text)[:start]
    assert styles(after)[start + len(new) :] == styles(text)[end:]
    assert [run.text for run in after if run.note] == [run.text for run in text if run.note]


def test_words_inside_corrected_quotes_keep_their_italics():
    text = (
        Run('Mô hình "'),
        Run("Dân vận khéo", italic=True),
        Run('" của “xã”'),
        Run("1", note=True),
    )
    document = plan_of(text)

    [finding] = [each for each in check(document) if each.code == "text.straight_quotes"]

    assert apply(document, finding.correction).items[0].text == (
        Run("Mô hình “"), Run("Dân vận khéo", italic=True), Run("” của “xã”"), Run("1", note=True),
    )  # fmt: skip


def test_a_blank_beside_bold_words_goes_without_them():
    text = (Run("Chương trình", bold=True), Run(" , dự án."))
    document = plan_of(text)

    [finding] = [each for each in check(document) if each.code == "text.space"]

    assert apply(document, finding.correction).items[0].text == (
        Run("Chương trình", bold=True),
        Run(", dự án."),
    )


@pytest.mark.parametrize(
    "correction",
    [
        Correction(("items", 0), "hai", "ba", 0),
        Correction(("items", 0), "một", "ba", 2),
        Correction(("items", 0), "một", "ba"),
        Correction(("items", 9), "một", "ba", 0),
        Correction(("items", 0, 0), "một", "ba", 0),
        Correction(("items", -1), "một", "ba", 0),
        Correction(("opening", 7), "một", "ba", 0),
        Correction(("nothing",), "một", "ba"),
        Correction(("subject",), "Tên khác", "Tên"),
        Correction(("items", 0, "cell", 0, 0), "một", "ba", 0),
        Correction(("items", "numbers"), "1 2", "1 3"),
        Correction(("items", "numbers"), "1", "1 2"),
    ],
)
def test_a_text_that_has_changed_since_is_left_alone(correction):
    with pytest.raises(TextChanged, match="không còn ghi"):
        apply(plan_of(text_of("một hai")), correction)


def test_a_list_is_numbered_anew_in_one_press_with_what_hangs_below():
    below = headed("4", "Ba", paragraph("Con", "4.1"), paragraph("Con", "4.2"), paragraph("Ý", "-"))
    section = headed(
        "I", "NHIỆM VỤ", paragraph("Một", "1"), paragraph("Hai", "3"), paragraph("Lời"), below
    )
    document = PLAN.with_changes(items=(section,))

    found = [each for each in check(document) if each.rule == "F06"]
    after = apply_all(document, [each.correction for each in found])

    assert [each.hit for each in found] == ["3."]
    markers = [item.marker for item in after.items[0].walk()]
    assert markers == ["I", "1", "2", "", "3", "3.1", "3.2", "-"]
    assert [each for each in check(after) if each.rule == "F06"] == []


def test_a_list_of_two_manners_is_left_to_people():
    section = headed(
        "I", "NHIỆM VỤ", paragraph("Một", "1"), paragraph("Hai", "a"), paragraph("Ba", "3")
    )

    found = [each for each in check(PLAN.with_changes(items=(section,))) if each.rule == "F06"]

    assert [each.correction for each in found] == [None]


def test_all_corrections_of_one_text_fit_together():
    words = "Giữa các các thôn , để để chí nh quyền  xã."
    document = PLAN.with_changes(items=(paragraph(words, "I"),))

    corrections = [each.correction for each in check(document) if each.rule == "F20"]

    assert len(corrections) == 5
    assert plain(apply_all(document, corrections).items[0].text) == (
        "Giữa các thôn, để chính quyền xã."
    )


BROKEN = st.lists(
    st.sampled_from(
        ["các các", "thôn ,", "chí nh", '"xã"', "“xã”", "33/CT-TT", "Chỉ thị số", "*khéo*", "  ", "ƣu", "(", " xã)",
         "ủy ban nhân dân", "năm 2025", "ngày 5 tháng 1 năm 2026", "./.", "Phụ lục 1 kèm theo", "."]
    ),
    min_size=1, max_size=12,
).map(" ".join)  # fmt: skip


@given(documents())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_can_be_checked_and_every_correction_fits(document):
    for finding in check(document, year=2026):
        if finding.correction:
            assert apply(document, finding.correction) != document


@given(BROKEN, BROKEN)
@settings(max_examples=60, deadline=None)
def test_correcting_all_that_is_certain_comes_to_an_end(first, second):
    document = PLAN.with_changes(
        items=(Item("1", text=text_of(first.strip())), Item("3", text=text_of(second.strip())))
    )
    for _ in range(4):
        found = check(document, year=2026)
        document = apply_all(document, one_of_each_place(found))

    left = [each.code for each in check(document, year=2026) if each.correction]
    assert left == []


def one_of_each_place(found):
    """Corrections that do not overlap: the first of each stretch of letters."""
    kept, ends = [], {}
    for change in (each.correction for each in found if each.correction):
        if change.at >= ends.get(change.place, -1) and change.place not in {
            each.place for each in kept if each.at < 0
        }:
            kept.append(change)
            ends[change.place] = max(change.at + len(change.old), change.at + 1)
    return kept
