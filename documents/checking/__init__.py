"""Kiểm tra thể thức: the rules F01 to F24 of the form of an administrative document (NĐ 30/2020/NĐ-CP) as findings.

`check` looks, `apply` and `apply_all` carry out what a person ordered. Nothing here changes a document by itself.

F05 (paper, margins, fonts, page numbers) is no rule here: a document has no page before it is written, and whatever
`write_pdf` and `write_docx` make has the page of the decree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date

from documents.checking.apply import TextChanged, apply, apply_all
from documents.checking.bodies import appendix_findings, body_findings
from documents.checking.capitals import capital_findings
from documents.checking.foot import foot_findings
from documents.checking.head import head_findings
from documents.checking.letters import letter_findings
from documents.checking.outline import outline_findings
from documents.checking.party import is_party_document
from documents.checking.passages import Subject, page_order, passages_of
from documents.checking.references import reference_findings
from documents.checking.times import duty_findings, time_findings
from documents.checking.years import is_for_years, year_of
from documents.model import AdministrativeDocument, Citation, Finding

__all__ = ["TextChanged", "apply", "apply_all", "check"]

_RULES = (
    head_findings,
    outline_findings,
    letter_findings,
    capital_findings,
    reference_findings,
    body_findings,
    time_findings,
    duty_findings,
    foot_findings,
    appendix_findings,
)


def check(
    document: AdministrativeDocument,
    *,
    year: int | None = None,
    known: Iterable[Citation] = (),
    days_off: Callable[[date], bool] | Collection[date] | None = None,
) -> tuple[Finding, ...]:
    """What does not agree with the form, in the order of the page; () for a document of the Party (Hướng dẫn 36).

    `year` is the year the document is for, by default the one in its subject or date. `known` are citations of
    earlier documents, to find one that is cited with another date now. `days_off` says whether offices are closed on
    a day; without it no deadline is held against the calendar.
    """
    if is_party_document(document):
        return ()
    closed = days_off if days_off is None or callable(days_off) else days_off.__contains__
    # A plan for several years has no one year that its days could fall out of.
    year = None if is_for_years(document) else year or year_of(document)
    subject = Subject(document, year, tuple(known), closed)
    subject = replace(subject, passages=passages_of(document))
    found = [finding for rule in _RULES for finding in rule(subject)]
    return tuple(sorted(found, key=lambda each: (page_order(each.place), each.at)))
