"""Made-up outlines from the words of authored plans, typed as text and in Word: they are read back as they were."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import read_plan
from tests.documents.authored import NAMES, Authored, Block, authored
from tests.documents.authored_messy import messy_docx
from tests.documents.authored_text import converted_text, typed_text
from tests.documents.authored_views import as_text_tells, foot_view, head_view, outline_view, same
from tests.documents.authored_word import automatic_docx, typed_docx

BLOCKS = [block for name in NAMES for top in authored(name).body for block in top.walk()]
TEXTS = sorted(
    {b.words for b in BLOCKS if not b.heading and re.fullmatch(r"[^\W\d_][^*^]{50,}[.;]", b.words)}
)
TITLES = sorted(
    {b.words for b in BLOCKS if b.heading and b.label[:1].isdigit() and len(b.words) < 70}
)
SECTIONS = sorted(
    {b.words for b in BLOCKS if b.heading and b.words.isupper() and b.label[-1:] == "."}
)
LETTERS = "abcdđeghiklm"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")

few = {"min_size": 1, "max_size": 3}
text = st.sampled_from(TEXTS)
row = st.lists(st.sampled_from(TITLES), min_size=3, max_size=3)
paragraphs = st.lists(text.map(lambda words: Block("", words)), min_size=1, max_size=2)
pluses = st.lists(text.map(lambda words: Block("+", words)), **few)
dashes = st.lists(
    st.builds(lambda words, below: Block("-", words, children=below), text, st.just([]) | pluses),
    **few,
)
points = st.lists(text, min_size=2, max_size=9).map(
    lambda told: [Block(f"{at})", words) for at, words in zip(LETTERS, told, strict=False)]
)
tables = st.lists(row, min_size=2, max_size=4).map(
    lambda rows: [Block(rows=[list(each) for each in rows])]
)
lists = st.one_of(paragraphs, dashes, points, st.builds(lambda a, b: a + b, paragraphs, dashes))


def clause(number: str, below):
    """A numbered item: a title with something below it, or running words."""
    titled = st.builds(
        lambda title, told: Block(f"{number}.", title, True, children=told), titles, below
    )
    return titled | text.map(lambda words: Block(f"{number}.", words))


titles = st.sampled_from(TITLES)


@st.composite
def clauses(draw, above: str = "", deep: bool = True):
    """ "1.", "2." … or below a number "1.1.", "1.2." …, now and then with a fault: one left out, one doubled."""
    told, number = [], 0
    for _ in range(draw(st.integers(1, 4))):
        number = max(1, number + draw(st.sampled_from([1, 1, 1, 1, 1, 1, 2, 0])))
        mark = f"{above}{number}"
        below = lists | tables
        if deep and draw(st.booleans()):
            below = clauses(above=f"{mark}.", deep=False)
        told.append(draw(clause(mark, below)))
    return told


@st.composite
def sections(draw):
    bodies = draw(st.lists(clauses() | lists, min_size=2, max_size=4))
    named = draw(st.permutations(SECTIONS))
    return [
        Block(f"{mark}.", title, True, children=body)
        for mark, title, body in zip(ROMAN, named, bodies, strict=False)
    ]


@st.composite
def plans(draw):
    """A plan of sections, or one that begins with "1." at once, with a head and a foot of some hand."""
    model = authored(draw(st.sampled_from(NAMES)))
    body = draw(sections() | clauses())
    return Authored(
        name=f"made-up-{draw(st.integers(0, 7))}",
        head=model.head | {"stamp": []},
        opening=[f"Ủy ban nhân dân xã ban hành Kế hoạch ngày {date(2026, 1, 5):%d/%m/%Y} như sau:"],
        body=body,
        closing=["Trên đây là Kế hoạch của Ủy ban nhân dân xã./."],
        foot=model.foot | {"stamp": []},
        notes={},
        appendices=[],
        truth={},
        habits=model.habits,
    )


quick = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(
    "form", [typed_text, converted_text, typed_docx, automatic_docx, messy_docx]
)
@quick
@given(plan=plans())
def test_a_made_up_plan_is_read_back_as_it_was_written(form, plan):
    in_text = form in (typed_text, converted_text)
    name = "a.txt" if in_text else "a.docx"
    tables = form is not converted_text  # there the words of neighbouring cells may touch

    document = read_plan(form(plan), name).document

    items = plan.document.items
    expected = outline_view(as_text_tells(items) if in_text else items, tables=tables)
    same(outline_view(document.items, tables=tables), expected, form.__name__)
    same(head_view(document), head_view(plan.document), form.__name__)
    same(foot_view(document), foot_view(plan.document), form.__name__)
