"""Which unit issued a plan, from what the plan itself says."""

from __future__ import annotations

import re

from documents.model import AdministrativeDocument, plain

_COMMITTEE = r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)"
_LEVEL = r"(?:xã|phường|thị trấn|đặc khu)"
_UNIT = re.compile(
    rf"{_COMMITTEE}\s+(?P<level>{_LEVEL})\s+(?P<name>[^\W\d_]+(?:[ -][^\W\d_]+)*|\d{{1,2}})"
)
_IN_LETTERHEAD = re.compile(
    rf"^(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)\s+(?P<level>{_LEVEL})\s+(?P<name>.+)$",
    re.IGNORECASE,
)


def issuing_unit_of(document: AdministrativeDocument) -> str:
    """ "UBND xã An Hòa"; "" where neither letterhead, opening nor closing names a unit."""
    told = [*map(plain, document.opening), *map(plain, document.closing)]
    names = [name for words in told for name in _named(words)]
    printed = _letterhead_unit(document)
    if printed:
        same = (name for name in names if name.casefold() == printed.casefold())
        return next(same, printed)
    issuing = [name for words in told for name in _named(words, issuing=True)]
    return next(iter([*issuing, *names]), "")


def _named(words: str, *, issuing: bool = False) -> list[str]:
    """Units in the words; with `issuing` those that are said to draw the plan up or to whom it belongs."""
    found = []
    for match in _UNIT.finditer(words):
        name = _proper(match["name"])
        after = words[match.start("name") + len(name) :].lstrip(" ,")
        before = words[: match.start()].rstrip()
        issues = after.startswith(("xây dựng", "ban hành", "triển khai")) or (
            before.endswith("của") and "Trên đây" in words
        )
        if name and (issues or not issuing):
            found.append(f"UBND {match['level'].lower()} {name}")
    return found


def _proper(words: str) -> str:
    """The capitalised words at the start: the name of a place."""
    proper = []
    for word in words.split(" "):
        if not (word[0].isupper() or word.isdigit()):
            break
        proper.append(word)
    return " ".join(proper)


def _letterhead_unit(document: AdministrativeDocument) -> str:
    if document.letterhead is None:
        return ""
    issuer = " ".join(document.letterhead.issuer)
    match = _IN_LETTERHEAD.match(issuer)
    if match:
        return f"UBND {match['level'].lower()} {match['name'].title()}"
    return _as_in_text(issuer, document)


def _as_in_text(issuer: str, document: AdministrativeDocument) -> str:
    """Capitals hide which words are names; the text shows them, where it names the unit."""
    told = [*map(plain, document.opening), *map(plain, document.closing)]
    told += [plain(item.heading or item.text) for item in document.walk()]
    for words in told:
        for found in re.finditer(re.escape(issuer), words, re.IGNORECASE):
            if not found[0].isupper():
                return found[0][0].upper() + found[0][1:]
    return issuer
