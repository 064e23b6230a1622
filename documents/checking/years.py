"""Which year a document is for."""

from __future__ import annotations

import re

from documents.model import AdministrativeDocument

_YEAR = re.compile(r"năm\s+(\d{4})", re.IGNORECASE)
_YEARS = re.compile(r"20\d\d\s*(?:[-–]|đến(?: năm)?)\s*20\d\d")


def is_for_years(document: AdministrativeDocument) -> bool:
    """Whether the subject names a stretch of years ("giai đoạn 2026 - 2030")."""
    return names_years(document.subject)


def names_years(words: str) -> bool:
    """Whether words name a stretch of years."""
    return bool(_YEARS.search(words))


def year_of(document: AdministrativeDocument) -> int | None:
    """The year in the subject, else that of the date, also where the day is not given yet."""
    if found := _YEAR.search(document.subject):
        return int(found[1])
    if document.date:
        return document.date.year
    incomplete = _YEAR.search(document.place_and_date)
    return int(incomplete[1]) if incomplete else None
