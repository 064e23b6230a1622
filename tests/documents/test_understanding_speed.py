"""Understanding takes no longer than the words are long: sixty pages, and words made to be slow."""

import time

import pytest

from documents.assignees import find_assignees, named_at_start
from documents.citations import find_citations
from documents.dates import find_deadlines
from documents.model import Item, Source, text_of
from documents.reading.duties import duties_of
from documents.understanding.labels import labels_in
from documents.understanding.laws import find_unnumbered
from documents.understanding.recurring import find_periodic
from documents.understanding.targets import find_targets
from tests.documents.phrases import phrases

FINDERS = [
    lambda words: find_deadlines(words, year=2026),
    find_periodic,
    find_targets,
    lambda words: find_citations([words]),
    lambda words: find_unnumbered([words]),
    labels_in,
    named_at_start,
]
HOSTILE = {
    "blanks": "trước ngày" + " " * 20_000 + "x",
    "brackets": "(" * 20_000,
    "quotes": "“" * 20_000,
    "commas": "thôn, " * 5_000,
    "laws": "Luật " * 5_000,
    "numbers": "1/2" * 7_000,
    "months": "tháng 6, " * 2_500,
    "days": "trước ngày 1/1, 1/1, " * 1_200,
    "kinds": "Quyết định số 1/QĐ-A của " * 800,
    "verbs": "báo cáo, " * 2_500,
    "verbs and periods": "báo cáo hằng quý " * 1_200,
    "labels": "Thời gian: " * 1_800,
    "one word": "a" * 20_000,
    "bodies": "Phòng Kinh tế, " * 1_300,
    "goals": "ít nhất 01 mô hình " * 1_000,
    "và": "và " * 7_000,
    "từ": "từ ngày 1 đến ngày " * 1_000,
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_words_made_to_be_slow_are_not(words):
    began = time.process_time()
    for find in FINDERS:
        find(words)

    # 20 000 letters are seven pages. A pattern that runs wild takes minutes; a slow machine some seconds.
    assert time.process_time() - began < 5


def test_sixty_pages_are_understood_in_a_fraction_of_the_time_to_read_them():
    told = [
        phrase for phrase, *_ in phrases("deadlines") + phrases("recurring") + phrases("targets")
    ]
    told += [phrase for (phrase,) in phrases("no_deadlines") + phrases("no_targets")]
    paragraphs = (told * 16)[:2800]
    items = tuple(
        Item(str(number), text=text_of(words), source=Source(number, number))
        for number, words in enumerate(paragraphs, 1)
    )
    assert sum(map(len, paragraphs)) > 60 * 1600

    began = time.process_time()
    duties_of(items, 2026, lambda item, offset: item.source.first)
    find_assignees(items)
    find_citations(paragraphs)
    find_unnumbered(paragraphs)
    took = time.process_time() - began

    # Every paragraph holds a date or a number, so this is harder than a plan; the bound is for a busy machine.
    assert took < 3
