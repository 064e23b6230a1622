"""Search in Vietnamese words: several in any order, a phrase in quotes, no diacritics, numbers whatever their blanks.

Texts are stored folded (`folded`) and searched by `LIKE`, so PostgreSQL and SQLite find alike; what is shown is the
text itself, with the found words marked.
"""

import re
import unicodedata
from typing import NamedTuple

from django.db.models import Q

from danvan.vietnamese import search_text

MOST_TERMS = 8
LONGEST_TERM = 100
_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")
# "33 / CT - TTg", "02 -CTr/UBND": the parts of a number belong together whatever blanks were typed between.
_SLASH = re.compile(r"(?<=\w)\s*/\s*(?=\w)")
_HYPHEN_BEFORE = re.compile(r"(?<=\d)\s*[-–]\s*(?=[a-z]+/)")
_HYPHEN_BEHIND = re.compile(r"(\d/(?:\d{4}/)?[a-z]+)\s*[-–]\s*(?=\w)")


class Piece(NamedTuple):
    """Some letters of a snippet; `is_found` where they are what was looked for."""

    words: str
    is_found: bool = False


def folded(*parts):
    """Words as they are stored for search: `search_text`, and numbers of documents without blanks."""
    words = _SLASH.sub("/", search_text(*parts))
    words = _HYPHEN_BEFORE.sub("-", words)
    return _HYPHEN_BEHIND.sub(r"\1-", words)


def terms_of(asked):
    """The words and phrases of a search box, folded, each once; at most MOST_TERMS."""
    asked = asked.replace("\0", "")[:1000]
    phrases = [folded(phrase) for phrase in _QUOTED.findall(asked)]
    words = folded(_QUOTED.sub(" ", asked).replace('"', " ")).split()
    terms = dict.fromkeys(term.strip(",;:.?!()“”")[:LONGEST_TERM] for term in (*phrases, *words))
    return [term for term in terms if term][:MOST_TERMS]


def holds(terms, field="search_text"):
    """A condition: the folded text holds all the terms."""
    return Q(*[Q(**{f"{field}__contains": term}) for term in terms])


def holds_any(terms, field="search_text"):
    condition = Q()
    for term in terms:
        condition |= Q(**{f"{field}__contains": term})
    return condition


def snippet(words, terms, reach=70):
    """The stretch of a text around the first place found, as Pieces; the beginning where nothing is found."""
    found = places_in(words, terms)
    begin = max(found[0][0] - reach, 0) if found else 0
    end = min((found[0][1] if found else 0) + 2 * reach, len(words))
    begin = words.find(" ", begin, found[0][0]) + 1 or begin if begin and found else begin
    end = (
        max(words.rfind(" ", begin, end), found[0][1] if found else 0) if end < len(words) else end
    )
    pieces = [Piece("… ")] if begin else []
    pieces += marked(words, found, begin, end)
    return [*pieces, Piece(" …")] if end < len(words) else pieces


def marked(words, found, begin=0, end=None):
    """A text from `begin` to `end` as Pieces, the found places among them."""
    end = len(words) if end is None else end
    pieces, at = [], begin
    for start, stop in found:
        start, stop = max(start, at), min(stop, end)
        if start < stop:
            pieces += [Piece(words[at:start]), Piece(words[start:stop], is_found=True)]
            at = stop
    return [piece for piece in (*pieces, Piece(words[at:end])) if piece.words]


def places_in(words, terms):
    """From where to where the terms stand in a text, in order, neighbours joined.

    Whole words where there are some: "dan" is marked in "dân vận" and not in "đăng ký" beside it.
    """
    bare, home = _letters(words)
    spans = sorted(
        (home[match.start()], home[match.end() - 1] + 1)
        for term in terms
        for match in _matches(term, bare)
    )
    joined = []
    for start, stop in spans:
        if joined and not words[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined


def _matches(term, bare):
    loose = _loosely(term)
    whole = list(re.finditer(rf"(?<!\w){loose}(?!\w)", bare))
    return whole or list(re.finditer(loose, bare))


def _loosely(term):
    """The term with any blanks where a text may have some that are not stored."""
    parts = (re.escape(part) for part in re.split(r"(\s+|[-/])", term))
    loose = "".join(
        rf"\s*[{'–' if part == re.escape('-') else ''}{part}]\s*"
        if part in ("/", re.escape("-"))
        else part
        for part in parts
    )
    return re.sub(r"(?:\\\s)+", r"\\s+", loose)


def _letters(words):
    """The folded letters of a text, and the place in the text of each."""
    bare, home = [], []
    for at, letter in enumerate(words):
        for part in unicodedata.normalize("NFD", "d" if letter in "đĐ" else letter):
            if not unicodedata.combining(part):
                low = part.lower()
                bare.append(low if len(low) == 1 else part)
                home.append(at)
    return "".join(bare), home
