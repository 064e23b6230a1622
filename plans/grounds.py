"""Căn cứ: found in the register of documents the commune has cited, written in the form of the law, put in order.

NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6: kind, number and symbol, date, issuer, subject; a law or ordinance without number
and issuer; each on a line of its own that ends in ";", the last in ".".
"""

import re
from dataclasses import replace
from typing import NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, Q, When

from danvan.vietnamese import search_text
from documents.model import plain, text_of
from documents.understanding.same_document import LAWS, key_of, the_one_meant
from documents.wording import date_words
from plans.cited import told_in
from plans.cited_facts import as_known
from plans.models import CitedDocument, Mention

MOST_FOUND = 8
_BASIS = re.compile(r"^\s*căn cứ\b", re.IGNORECASE)
# The register keeps a subject without its "về"; these stand without one.
_VERB = re.compile(r"^(?:về|quy định|ban hành|phê duyệt|hướng dẫn|sửa đổi)\b", re.IGNORECASE)
_KINDS = (
    ("Hiến pháp",),
    ("Bộ luật", "Luật"),
    ("Pháp lệnh",),
    ("Nghị định",),
    ("Thông tư",),
    ("Nghị quyết",),
    ("Quyết định",),
    ("Chỉ thị",),
)
_LEVELS = (
    r"\b(?:tỉnh|thành phố)\b|\b(?:Tỉnh|Thành) ủy\b",
    r"\b(?:huyện|quận|thị xã)\b|\bHuyện ủy\b",
    r"\b(?:xã|phường|thị trấn|đặc khu)\b|\bĐảng ủy\b",
)


class Recognised(NamedTuple):
    """A document named in the opening: what it is called, and how it stands to what the commune has cited before."""

    words: str
    state: str  # "known", "new", "other_date", "repealed"
    remark: str


def search(documents, words):
    """Those of `documents` (of the register) that hold all these words or numbers, those in force first; one query.

    No diacritics are needed, and blanks within a number do not count.
    """
    found = documents.annotate(plans=Count("mentions__plan", distinct=True))
    for word in re.sub(r"\s*([/–-])\s*", r"\1", search_text(words)[:200]).split():
        found = found.filter(search_text__contains=word)
    repealed = Case(When(force=CitedDocument.Force.REPEALED, then=1), default=0)
    return found.select_related("replaced_by").order_by(repealed, "-plans", "-date", "pk")[
        :MOST_FOUND
    ]


def ground_line(document):
    """The line of a căn cứ for a document of the register, without its closing sign."""
    dated = date_words(document.date) if document.date else ""
    if document.kind in LAWS:
        return " ".join(
            f"Căn cứ {document.kind} {document.subject or document.number} {dated}".split()
        )
    issuer = f"của {document.issuer}" if document.issuer else ""
    subject = document.subject
    if subject and not _VERB.match(subject):
        subject = f"về {subject}"
    number = f"số {document.number}" if document.number else ""
    return " ".join(f"Căn cứ {document.kind} {number} {dated} {issuer} {subject}".split())


def repeal_of(document):
    """ "Hết hiệu lực từ ngày 01/7/2024, được thay bằng Nghị định số …"; "" for one that is not known to be repealed."""
    if document.force != CitedDocument.Force.REPEALED:
        return ""
    since = f" từ ngày {document.repealed_on:%d/%m/%Y}" if document.repealed_on else ""
    instead = f", được thay bằng {document.replaced_by}" if document.replaced_by else ""
    return f"Hết hiệu lực{since}{instead}"


def is_basis(text):
    return bool(_BASIS.match(plain(text)))


def with_ground(paragraphs, line):
    """The opening with one more căn cứ behind the last one; None where it names that document already."""
    new = [key_of(each) for each, _ in told_in([line])[:1]]
    named = {
        key_of(each) for text in paragraphs if is_basis(text) for each, _ in told_in([plain(text)])
    }
    same_words = {plain(text).strip(" ;.,").casefold() for text in paragraphs}
    if named.intersection(new) or line.casefold() in same_words:
        return None
    places = [at for at, text in enumerate(paragraphs, start=1) if is_basis(text)]
    at = places[-1] if places else 0
    return closed((*paragraphs[:at], text_of(line), *paragraphs[at:]))


def in_order(paragraphs):
    """The căn cứ by level and kind, those of one rank as they stood; other paragraphs keep their places."""
    ordered = iter(sorted(filter(is_basis, paragraphs), key=_rank))
    return closed(tuple(next(ordered) if is_basis(text) else text for text in paragraphs))


def _rank(text):
    told = told_in([plain(text)])
    if not told:
        return len(_LEVELS) + 1, 0
    first = told[0][0]
    kinds = [at for at, names in enumerate(_KINDS) if first.kind.startswith(names)]
    levels = [at for at, words in enumerate(_LEVELS, start=1) if re.search(words, first.issuer)]
    return (levels or [0])[0], (kinds or [len(_KINDS)])[0]


def closed(paragraphs):
    """Each căn cứ with the sign it ends in."""
    places = [at for at, text in enumerate(paragraphs) if is_basis(text)]
    return tuple(
        _ended(text, "." if at == places[-1] else ";") if at in places else text
        for at, text in enumerate(paragraphs)
    )


def _ended(text, sign):
    *before, last = text
    if last.note:
        return text
    return (*before, replace(last, text=re.sub(r"[\s;.,]*$", sign, last.text, count=1)))


def recognised(plan, paragraphs, documents):
    """What an opening names, each as Recognised, held against `documents` of the register; one query, stores nothing.

    What only this very plan names is new: it came into the register with what is being typed.
    """
    told = [each for each, _ in told_in([plain(text) for text in paragraphs])]
    if not told:
        return []
    wanted = Q(key__in={key_of(each) for each in told}) | Q(kind__in=LAWS)
    elsewhere = Mention.objects.filter(document=OuterRef("pk")).exclude(plan=plan)
    known = documents.filter(wanted).filter(Q(is_kept=True) | Exists(elsewhere))
    rows = {row.pk: row for row in known.select_related("replaced_by")}
    compared = [as_known(row) for row in rows.values()]
    return [_recognised(plan, each, rows, compared) for each in told]


def _recognised(plan, told, rows, compared):
    number = f" số {told.number}" if told.number else ""
    words = f"{told.kind}{number}" if number else told.text
    found = the_one_meant(told, compared, year=plan.year)
    row = rows.get(found.ref) if found else _of_other_date(told, rows)
    if row is None:
        return Recognised(words, "new", "mới, sẽ được ghi vào danh mục khi lưu")
    if told.date and row.date and told.date != row.date:
        return Recognised(words, "other_date", f"ngày khác với lần trước: {row.date:%d/%m/%Y}")
    if repeal := repeal_of(row):
        return Recognised(words, "repealed", f"{repeal[0].lower()}{repeal[1:]}")
    return Recognised(words, "known", "đã có")


def _of_other_date(told, rows):
    """One of the same number, body and year whose date is another: more likely a slip than another document."""
    for row in rows.values():
        same_year = told.date and row.date and told.date.year == row.date.year
        if told.number and row.key == key_of(told) and same_year:
            return row
    return None
