"""Which document a citation means, among those that are known.

Every commune numbers its documents from 01 each year, so a number alone names nothing: "12/KH-UBND" of two years or
of two bodies are two documents. A later mention gives the number alone (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6.b) and
means one that is known. Numbers that carry their year ("59/2023/NĐ-CP") name one document whatever date is printed
beside them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from documents.citations import same_body, two_ranks
from documents.model import Citation

LAWS = ("Luật", "Bộ luật", "Pháp lệnh")
# One series of numbers under several names.
_FAMILIES = {
    "van ban": "cong van",
    "bo luat": "luat",
    "thong bao ket luan": "thong bao",
}
_LONGER_NAME = re.compile(r"^(ke hoach|chuong trinh|huong dan|nghi quyet)\b.*")
_YEAR_INSIDE = re.compile(r"^\d+/(\d{4})/")
_LAW_NAME = re.compile(
    r"^.*?\b(?:Bộ luật|Luật|Pháp lệnh)\s+(?P<name>.+?)(?:\s+năm\s+(?P<year>\d{4}))?$", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Known:
    """A document that is known: `ref` names it to the caller; `subject` is the name where it is a law."""

    ref: object
    kind: str
    number: str
    date: date | None = None
    issuer: str = ""
    subject: str = ""


def number_key(kind: str, number: str) -> str:
    """Kind and number as they are compared: blanks, marks, leading zeros and the two ways of parting do not count."""
    parts = [part.lstrip("0") or "0" for part in re.split(r"[\s/–-]+", bare(number)) if part]
    return f"{_family(kind)}|{'-'.join(parts)}"


def law_key(kind: str, name: str) -> str:
    """The same for a law that is named without a number."""
    return f"{_family(kind)}|{law_name(f'{kind} {name}')[0]}"


def key_of(told: Citation | Known) -> str:
    """What a citation is looked up by: all that may be the same document have the same key."""
    if told.number:
        return number_key(told.kind, told.number)
    return law_key(told.kind, name_of_law(told))


def law_name(words: str) -> tuple[str, int | None]:
    """ "Điều 43 Luật Đất đai năm 2024" → ("dat dai", 2024): a law is known by its name, two of one name by year."""
    found = _LAW_NAME.match(words)
    if not found:
        return bare(words), None
    return bare(found["name"]), int(found["year"]) if found["year"] else None


def the_one_meant(
    told: Citation, known: Iterable[Known], *, here: Collection = (), year: int | None = None
) -> Known | None:
    """The known document the citation means, or None where it is a new one.

    Of several, the one whose date is printed goes first, then one that the same text has named before (its `ref` is in
    `here`), then the newest that a text for `year` could know of.
    """
    fitting = [each for each in known if _fits(told, each)]
    when = told.date or told.shared_date

    def nearness(each: Known):
        timely = each.date is not None and (year is None or each.date.year <= year)
        return (
            when is not None and each.date == when,
            each.ref in here,
            timely,
            each.date or date.min,
        )

    return max(fitting, key=nearness, default=None)


def _fits(told: Citation, known: Known) -> bool:
    if not told.number or not known.number:
        return _is_law_of_that_name(told, known)
    if key_of(told) != key_of(known):
        return False
    if two_ranks(told.issuer, known.issuer):
        return False
    when = told.date or told.shared_date
    if _YEAR_INSIDE.match(known.number) or (when and when == known.date):
        return True
    if when and known.date and when.year != known.date.year:
        return False
    return same_body(told.issuer, known.issuer)


def _is_law_of_that_name(told: Citation, known: Known) -> bool:
    if _family(told.kind) != _family(known.kind) or not (name_of_law(told) and known.subject):
        return False
    name, year = law_name(f"{told.kind} {name_of_law(told)}")
    known_name, known_year = law_name(f"{known.kind} {known.subject}")
    years = {year or _year_of(told), known_year or _year_of(known)} - {None}
    return name == known_name and len(years) < 2


def _year_of(document: Citation | Known) -> int | None:
    inside = _YEAR_INSIDE.match(document.number)
    if inside:
        return int(inside[1])
    return document.date.year if document.date else None


def name_of_law(told: Citation | Known) -> str:
    """What a law is called without its kind and the article that is cited: "Đất đai năm 2024"."""
    if told.number or isinstance(told, Known) or told.subject:
        return told.subject
    found = _LAW_NAME.match(told.text)
    return " năm ".join(filter(None, found.group("name", "year"))) if found else told.text


def _family(kind: str) -> str:
    name = bare(kind)
    name = _LONGER_NAME.sub(r"\1", name) if name != "nghi quyet lien tich" else name
    return _FAMILIES.get(name, name)


def bare(words: str) -> str:
    """The words in lower case, without marks, one blank apart."""
    folded = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(letters.lower().split())
