"""Plans of other hands, each in many forms of file: what is read is what was written."""

import functools

import pytest

from documents import read_plan
from documents.model import Unreadable, plain
from tests.documents.authored import NAMES, authored, bare_words
from tests.documents.authored_messy import messy_docx
from tests.documents.authored_text import converted_text, typed_text
from tests.documents.authored_views import (
    appendix_view,
    as_text_tells,
    foot_view,
    head_view,
    notes_view,
    outline_view,
    same,
    styled_view,
)
from tests.documents.authored_word import automatic_docx, typed_docx

WORD = {"typed.docx": typed_docx, "automatic.docx": automatic_docx, "messy.docx": messy_docx}
TEXT = {"typed.txt": typed_text, "converted.txt": converted_text}
FORMS = TEXT | WORD

every_plan = pytest.mark.parametrize("name", NAMES)
every_form = pytest.mark.parametrize("form", FORMS)
every_word = pytest.mark.parametrize("form", WORD)


@functools.cache
def told(name: str, form: str):
    """The plan as written and what is read of it in that form; skips only while no file of its kind is read."""
    plan = authored(name)
    try:
        return plan, read_plan(FORMS[form](plan), form)
    except Unreadable as refusal:
        if "chỉ đọc được" in str(refusal):
            pytest.skip(f"{form}: {refusal}")
        raise


@every_form
@every_plan
def test_the_head_is_read(name, form):
    plan, reading = told(name, form)

    same(head_view(reading.document), head_view(plan.document), f"{name} {form}")


@every_form
@every_plan
def test_the_outline_is_read_with_every_word(name, form):
    plan, reading = told(name, form)
    items = plan.document.items
    # Where rows of cells beside each other end, only their words could tell: those are held by the next test.
    tables = form != "converted.txt"
    expected = outline_view(as_text_tells(items) if form in TEXT else items, tables=tables)

    same(outline_view(reading.document.items, tables=tables), expected, f"{name} {form}")


@every_plan
def test_no_word_of_a_table_laid_out_with_blanks_is_lost(name):
    plan, reading = told(name, "converted.txt")
    words = sorted(" ".join(_all_words(plan.document)).split())

    same(sorted(" ".join(_all_words(reading.document)).split()), words, name)


def _all_words(document):
    for item in document.walk():
        yield from (
            plain(cell.text) for row in (item.table.rows if item.table else ()) for cell in row
        )
        yield item.table.caption if item.table else ""
        yield item.label
        yield plain(item.heading or item.text)


@every_form
@every_plan
def test_the_foot_is_read(name, form):
    plan, reading = told(name, form)

    same(foot_view(reading.document), foot_view(plan.document), f"{name} {form}")


@every_form
@pytest.mark.parametrize("name", [name for name in NAMES if authored(name).notes])
def test_footnotes_are_read_with_their_places(name, form):
    plan, reading = told(name, form)

    same(notes_view(reading.document), notes_view(plan.document), f"{name} {form}")


@every_form
@pytest.mark.parametrize("name", [name for name in NAMES if authored(name).appendices])
def test_appendices_are_read(name, form):
    plan, reading = told(name, form)
    word, laid_out = form in WORD, form == "converted.txt"
    expected = appendix_view(plan.document, landscape=word, tables=not laid_out)

    got = appendix_view(reading.document, landscape=word, tables=not laid_out)
    if laid_out:  # cells beside each other: only what stands above them
        got = [line for line in got if line in expected or line.startswith("appendix")]
    same(got, expected, f"{name} {form}")


@every_word
@every_plan
def test_bold_and_italic_words_inside_a_sentence_are_kept(name, form):
    plan, reading = told(name, form)

    same(styled_view(reading.document), styled_view(plan.document), f"{name} {form}")


def test_the_plans_are_many_and_of_many_hands():
    plans = [authored(name) for name in NAMES]
    words = [
        len(bare_words(block.words).split()) for p in plans for b in p.body for block in b.walk()
    ]

    assert len(plans) >= 20
    assert sum(words) > 7000
