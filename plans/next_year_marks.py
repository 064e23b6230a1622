"""What a plan of an earlier year says that does not hold any more: citations, bodies, the words of an amendment."""

import re
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from accounts.models import Unit
from documents.checking.bodies import body_findings
from documents.checking.passages import Subject, passages_of
from documents.model import plain
from plans.amending import AMENDS, REPLACES, basis_of
from plans.models import CitedDocument

# Subjects this much alike, years left out, speak of one matter.
_ALIKE = 0.6
_YEAR = re.compile(r"20\d\d")
_UNSURE, _SURE = 0.5, 1.0


class Mark(NamedTuple):
    """Something at `place` that a choice is made of; without `new` it only tells."""

    group: str
    place: tuple
    at: int
    old: str
    new: str | None
    reason: str = ""
    sure: float = _UNSURE


# -- the words of an amendment


def amendment_marks(plan, document):
    """What an amendment says of itself and next year's plan would not."""
    if plan.amends_id is None:
        return
    if document.subject.startswith(AMENDS):
        old = document.subject[: len(AMENDS) + 2]
        new = old[-1:].upper()
        if old[-2:-1] == " " and new:
            yield Mark("amendment", ("subject",), 0, old, new, "trích yếu của năm mới", _SURE)
    basis = basis_of(plan.amends)
    for at, text in enumerate(document.opening):
        if plain(text) == basis:
            yield Mark("amendment", ("opening", at), 0, basis, "", "căn cứ của bản sửa đổi", _SURE)
    for at, text in enumerate(document.closing):
        if plain(text).startswith(REPLACES):
            words = plain(text)
            yield Mark("amendment", ("closing", at), 0, words, "", "câu thay thế bản trước", _SURE)


# -- citations


def citation_marks(plan, cited, to_year, user):
    """Documents that are repealed, that have a newer one of their kind in the register, or that were made for one year.

    `cited` are the places that name documents (documents.next_year.citations.Cited). Two queries.
    """
    # What the words stand for in this plan, which a person may have settled.
    meant = {row.words: row.document_id for row in plan.mentions.all()}
    register = CitedDocument.objects.visible_to(user).filter(commune=plan.commune)
    register = list(register.select_related("replaced_by"))
    by_pk = {row.pk: row for row in register}
    by_number = defaultdict(list)
    for row in register:
        by_number[_bare(row.number)].append(row)
    for each in cited:
        settled = by_pk.get(meant.get(each.citation.text[:300]))
        row = settled or _row_of(each.citation, by_number)
        if row and row.force == CitedDocument.Force.REPEALED:
            yield _repealed(each, row)
        elif newer := _newer(each, row, register):
            is_here = newer.pk in meant.values()
            known = "cũng viện dẫn" if is_here else "danh mục có"
            # Put in its place, one document would be cited twice.
            yield _mark(
                each, f"{known} văn bản mới hơn: {_named(newer)}", None if is_here else newer
            )
        elif each.is_of(plan.year):
            reason = (
                f"văn bản của riêng năm {plan.year}; thay bằng văn bản của năm {to_year} khi có"
            )
            yield _mark(each, reason)


def _mark(cited, reason, newer=None):
    new = _as_cited(newer, cited) if newer else None
    return Mark("citation", cited.place, cited.at, cited.words, new, reason)


def _repealed(cited, row):
    since = f" từ ngày {row.repealed_on:%d/%m/%Y}" if row.repealed_on else ""
    newer = row.replaced_by
    by = f", được thay bằng {_named(newer)}" if newer else "; hãy thay hoặc bỏ viện dẫn này"
    return _mark(cited, f"hết hiệu lực{since}{by}", newer)


def _row_of(citation, by_number):
    """The row of the register that a citation means: every commune numbers from 01, so kind and date count too."""
    for row in by_number[_bare(citation.number)]:
        same_day = row.date == citation.date or not (row.date and citation.date)
        if _bare(row.kind) == _bare(citation.kind) and same_day:
            return row
    return None


def _newer(cited, row, register):
    """The newest document of the register of the same kind, issuer and matter, later than the one cited; or None."""
    citation = cited.citation
    day = citation.date or (row.date if row else None)
    issuer = citation.issuer or (row.issuer if row else "")
    about = (row.subject if row else "") or cited.subject
    if not (day and issuer and about):
        return None
    later = [
        each
        for each in register
        if each.date and each.date > day and each.force != CitedDocument.Force.REPEALED
        if _bare(each.kind) == _bare(citation.kind) and _issuer(each.issuer) == _issuer(issuer)
        if _likeness(each.subject, about) >= _ALIKE
    ]
    return max(later, key=lambda each: each.date, default=None)


def _named(row):
    day = f" ngày {row.date.day:02d}/{_month(row.date)}/{row.date.year}" if row.date else ""
    return f"{row}{day}"


def _month(day):
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def _as_cited(row, cited):
    """The document cited as the old one was: with date and issuer where those are printed, else by its number alone."""
    words = _named(row) if cited.citation.date and row.date else str(row)
    if cited.citation.issuer and row.issuer and cited.citation.issuer in cited.words:
        words = f"{words} của {row.issuer}"
    return words


def _likeness(one, other):
    first, second = (
        set(re.findall(r"\w+", _YEAR.sub("", words).casefold())) for words in (one, other)
    )
    return 2 * len(first & second) / (len(first) + len(second) or 1)


def _bare(words):
    return "".join(words.casefold().split())


def _issuer(name):
    return (
        _bare(name)
        .replace("uỷ", "ủy")
        .replace("ủybannhândân", "ubnd")
        .replace("hộiđồngnhândân", "hđnd")
    )


# -- bodies


def body_marks(plan, document, to_year):
    """Bodies that are no more: those of the law (F23), and units of the commune whose validity ends before the year.

    One query.
    """
    undated = document.with_changes(date=None)
    passages = passages_of(document)
    subject = Subject(undated, year=to_year, passages=passages)
    for finding in body_findings(subject):
        new = finding.correction.new if finding.correction else None
        reason = "không còn từ ngày 01/7/2025"
        yield Mark("body", finding.place, finding.at, finding.hit, new, reason)
    names = _ended_names(plan.commune_id, date(to_year, 1, 1))
    if not names:
        return
    named = re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names, key=len)[::-1]))})(?!\w)"
    )
    for passage in passages:
        for found in named.finditer(passage.words):
            if passage.in_citation(found.start()):
                continue
            unit, new = names[found[0]]
            reason = f"đơn vị hoạt động đến hết ngày {unit.valid_to:%d/%m/%Y}"
            sure = _SURE if new else _UNSURE
            yield Mark("body", passage.place, found.start(), found[0], new, reason, sure)


def _ended_names(commune, day):
    """{name: (unit, the successor's name or None)} for the units that end before `day`, less names still in use."""
    units = list(Unit.objects.filter(commune=commune).select_related("successor"))
    ended = [unit for unit in units if unit.valid_to and unit.valid_to < day]
    in_use = {name for unit in units if unit not in ended for name in (unit.name, unit.short_name)}
    names = {}
    for unit in ended:
        heir = unit.successor
        for name, new in (
            (unit.short_name, heir and heir.short_name),
            (unit.name, heir and heir.name),
        ):
            if len(name) > 3 and name not in in_use:
                names[name] = (unit, new)
    return names
