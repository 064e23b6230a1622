"""Documents cited for the plan's year alone: next year there is another, or there should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.checking.passages import Passage, Place, passages_of
from documents.citations import find_citations
from documents.model import AdministrativeDocument, Citation

_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class Cited:
    """A document as it is named at one place: with `words`, from `at` on, and what it is about, as far as is told."""

    citation: Citation
    place: Place
    at: int
    words: str
    subject: str = ""

    def is_of(self, year: int) -> bool:
        """Whether it was made for this one year: "Nghị quyết … về nhiệm vụ năm 2026"."""
        stretch = re.search(rf"20\d\d\s*[-–]\s*{year}|{year}\s*[-–]\s*20\d\d", self.subject)
        return bool(re.search(rf"(?<!\d){year}(?!\d)", self.subject)) and not stretch


def cited_in(document: AdministrativeDocument) -> Iterator[Cited]:
    """Every place that names a document by its number, in the order of the page."""
    for passage in passages_of(document):
        yield from _cited_in(passage)


def _cited_in(passage: Passage) -> Iterator[Cited]:
    for start, end in passage.cited:
        found = find_citations([passage.words[start:end]])
        if found:
            subject = re.split(r"[;.]\s|[;.]$", passage.words[end : end + _SUBJECT], maxsplit=1)[0]
            yield Cited(
                found[0], passage.place, start, passage.words[start:end], subject.strip(' ,“”"')
            )
