"""Set phrases of an administrative document, as NĐ 30/2020/NĐ-CP, Phụ lục I, wants them written.

Shared by every writer, so that the number on the screen, in the PDF and in the Word file is one
and the same.
"""

from __future__ import annotations

import re
from datetime import date

from documents.model import AdministrativeDocument, Letterhead

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LETTER = "CÔNG VĂN"
MINUTES = "BIÊN BẢN"

# Room to write by hand, of no-break spaces so that it neither shrinks nor breaks.
NUMBER_GAP = "\u00a0" * 10
DATE_GAP = "\u00a0" * 6
# "ngày tháng năm 2026": a word of a date that no number follows.
UNSAID = re.compile(r"\b(?:ngày|tháng)(?=\s*(?:tháng|năm))|\bnăm\s*$", re.IGNORECASE)

PEOPLES_COMMITTEE = re.compile(
    r"[ỦU][YỶ] BAN NHÂN DÂN (XÃ|PHƯỜNG|ĐẶC KHU|THỊ TRẤN|QUẬN|HUYỆN|THỊ XÃ|TỈNH|THÀNH PHỐ) (.+)"
)


def is_letter(document: AdministrativeDocument) -> bool:
    """A công văn has no name of its kind on the page; its subject stands under the number."""
    return document.kind.strip().upper() == LETTER


def number_words(document: AdministrativeDocument) -> str:
    """ "05/KH-UBND"; a gap in place of a number not given yet (Phụ lục I, mục II.3: below 10 with
    a zero).
    """
    number = NUMBER_GAP if document.number is None else f"{document.number:02d}"
    return f"{number}/{document.symbol}"


def date_words(when: date | None) -> str:
    """ "ngày 05 tháng 01 năm 2026"; gaps in place of a date not given yet.

    Days below 10 and the months 1 and 2 take a zero, the months 3 to 9 do not (Phụ lục I, mục
    II.4.b).
    """
    if when is None:
        return f"ngày{DATE_GAP}tháng{DATE_GAP}năm{DATE_GAP}"
    month = f"{when.month:02d}" if when.month < 3 else str(when.month)
    return f"ngày {when.day:02d} tháng {month} năm {when.year}"


def is_numbered(document: AdministrativeDocument) -> bool:
    """Whether there is anything to print on the line of number and date."""
    said = document.symbol or document.place or document.date or document.place_and_date
    return document.number is not None or bool(said)


def place_and_date(document: AdministrativeDocument) -> str:
    """ "An Hòa, ngày 05 tháng 01 năm 2026"; a date kept incomplete as it was printed, with room for
    what it lacks. "" for minutes without either: they say it in their text (Phụ lục III, mẫu 1.9).
    """
    said = document.place or document.date or document.place_and_date
    if not said and document.kind.strip().upper() == MINUTES:
        return ""
    if document.date is None and document.place_and_date:
        return UNSAID.sub(lambda word: word[0] + DATE_GAP, document.place_and_date.strip())
    comma = f"{document.place}, " if document.place else ""
    return f"{comma}{date_words(document.date)}"


def letter_subject(subject: str) -> str:
    """The subject of a công văn after its "V/v" (Phụ lục I, mục II.5.b), whichever way it was
    typed.
    """
    words = re.sub(r"^\s*(v/v|về việc)\s*[:.]?\s*", "", subject, flags=re.IGNORECASE)
    return f"V/v {words}" if words else ""


def listed(names: tuple[str, ...]) -> tuple[str, ...]:
    """One line each, as Nơi nhận and Kính gửi are written: a dash before; ";" after, and "." after
    the last.
    """
    last = len(names) - 1
    return tuple(
        f"- {_unclosed(name)}{'.' if at == last else ';'}" for at, name in enumerate(names)
    )


def _unclosed(name: str) -> str:
    # Three dots stand for something left out and are kept.
    return re.sub(r"(?<![.])\s*[;.,]$", "", name.strip())


def attached_to(document: AdministrativeDocument) -> str:
    """What stands below the title of an appendix (Phụ lục I, mục III.1.c); what is not known yet
    is left open.
    """
    kind = "Công văn" if is_letter(document) else document.kind.strip().capitalize() or "Văn bản"
    number = number_words(document).replace(NUMBER_GAP, DATE_GAP)
    issuer = issuer_in_text(document.letterhead) or "…"
    return f"(Kèm theo {kind} số {number} {date_words(document.date)} của {issuer})"


def issuer_in_text(letterhead: Letterhead | None) -> str:
    """ "Ủy ban nhân dân xã An Hòa" from the capital letters of the letterhead; "" where that would
    be a guess.

    Capitals hide which words are proper names (Phụ lục II); only for a people's committee are they
    known.
    """
    known = letterhead and PEOPLES_COMMITTEE.fullmatch(" ".join(letterhead.issuer).upper())
    if not known:
        return ""
    level, name = known.groups()
    return f"Ủy ban nhân dân {level.lower()} {' '.join(map(str.capitalize, name.split()))}"


def roman(number: int) -> str:
    """1 → "I". For appendices, of which there are never hundreds."""
    signs = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    written = ""
    for value, sign in signs:
        times, number = divmod(number, value)
        written += sign * times
    return written
