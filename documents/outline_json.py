"""A `Reading` as the one JSON object that `import_plan --dry-run --json` prints (design: "Commands people use")."""

from __future__ import annotations

import re

from documents.kinds import section_kind
from documents.model import (
    AdministrativeDocument,
    Assignee,
    Citation,
    Deadline,
    Finding,
    Footnote,
    Item,
    PeriodicDuty,
    Reading,
    Signature,
    Source,
    Target,
    Text,
    plain,
)

PERIOD_NAMES = {
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "half_yearly": "6 tháng",
    "nine_monthly": "9 tháng",
    "yearly": "hằng năm",
    "ad_hoc": "đột xuất",
    "continuous": "thường xuyên",
    "periodic": "định kỳ",
}
_STAMP = re.compile(r"\d{4}[-.]\d\d[-.]\d\d[T ]\d\d:\d\d:\d\d ?[+-]\d\d:?\d\d")
_UNDER = ("KT.", "K/T", "TL.", "T/L", "TUQ.")


def reading_to_json(reading: Reading) -> dict:
    """Title, year, outline, closing, duties, citations, foot and warnings, as JSON values."""
    document = reading.document
    return {
        "title": document.subject,
        "doc_type": document.kind,
        "year": reading.year,
        "issuing_unit": reading.issuing_unit,
        "document_number": _number(document),
        "place": document.place or None,
        "issue_date": _day(document.date),
        "issue_date_as_written": document.place_and_date or None,
        "letterhead_present": _letterhead(document),
        "preamble": _paragraphs(document.opening, reading.opening_sources),
        "sections": [_item(item, top=True) for item in document.items],
        "closing": _closing(document.closing, reading.closing_sources),
        "ends_with_marker": _end_sign(document),
        "footnotes": [_footnote(note, document) for note in document.footnotes],
        "deadlines": [_deadline(deadline) for deadline in reading.deadlines],
        "periodic_duties": [_periodic(duty) for duty in reading.periodic_duties],
        "targets": [_target(target) for target in reading.targets],
        "assignees": [_assignee(assignee) for assignee in reading.assignees],
        "citations": [_citation(citation) for citation in reading.citations],
        "citations_without_number": [citation.text for citation in reading.unnumbered],
        "recipients": list(document.recipients),
        "signer": _signer(document.signature),
        "signature_timestamps": [time for line in reading.stamps for time in _STAMP.findall(line)],
        "warnings": [_warning(finding) for finding in reading.findings],
    }


def _number(document: AdministrativeDocument) -> str | None:
    if document.number is None:
        return f"/{document.symbol}" if document.symbol else None
    return f"{document.number:02d}/{document.symbol}"


def _day(value) -> str | None:
    return value.isoformat() if value else None


def _lines(source: Source | None) -> list[int] | None:
    return [source.first, source.last] if source else None


def _letterhead(document: AdministrativeDocument) -> bool | str:
    """True, False, or "partial" where only number, place and date are printed."""
    if document.letterhead is not None and document.letterhead.issuer:
        return True
    told = document.number is not None or document.symbol or document.place_and_date
    return "partial" if told else False


def _paragraphs(texts: tuple[Text, ...], sources: tuple[Source, ...]) -> list[dict]:
    """Paragraphs with their lines, where these are known."""
    known: list[Source | None] = (
        list(sources) if len(sources) == len(texts) else [None] * len(texts)
    )
    return [_paragraph(text, source) for text, source in zip(texts, known, strict=True)]


def _paragraph(text: Text, source: Source | None = None) -> dict:
    return {
        "number": None,
        "heading": None,
        "kind": "paragraph",
        "lines": _lines(source),
        "text": plain(text),
        "children": [],
    }


def _item(item: Item, *, top: bool = False) -> dict:
    words = plain(item.heading or item.text)
    told = {
        "number": item.marker or None,
        "heading": plain(item.heading) or None,
        "kind": _kind(item),
        "lines": _lines(item.source),
        "text": f"{item.label} {words}" if item.label else words,
        "children": [_item(child) for child in item.children],
    }
    marks = [run.text for run in item.heading + item.text if run.note]
    if marks:
        told["footnote_marker"] = marks[0]
    if top or item.is_section:
        told["role"] = section_kind(plain(item.heading))
    return told


def _kind(item: Item) -> str:
    if item.is_section:
        return "section"
    if not item.marker:
        return "paragraph"
    return "bullet" if item.marker in "-+*" else "numbered_item"


def _closing(texts: tuple[Text, ...], sources: tuple[Source, ...]) -> dict | None:
    """One paragraph; several are joined by line ends."""
    if not texts:
        return None
    whole = Source(sources[0].first, sources[-1].last) if sources else None
    return {**_paragraph((), whole), "text": "\n".join(plain(text) for text in texts)}


def _end_sign(document: AdministrativeDocument) -> str | None:
    """ "./." where the body ends with it (NĐ 30/2020/NĐ-CP, Phụ lục I, mẫu 1.4)."""
    last = [item for item in document.walk() if not item.table][-1:]
    told = document.closing[-1:] or tuple(item.text or item.heading for item in last)
    return "./." if told and plain(told[0]).rstrip().endswith("./.") else None


def _footnote(note: Footnote, document: AdministrativeDocument) -> dict:
    return {
        "marker": note.marker,
        "anchor": _anchor(note.marker, document.items, ()),
        "lines": [_lines(source) for source in note.sources],
        "text": plain(note.text),
    }


def _anchor(marker: str, items: tuple[Item, ...], above: tuple[str, ...]) -> str | None:
    """The numbers that lead to the item with the mark of a note: "II.1"."""
    for item in items:
        path = (*above, item.marker) if item.marker and item.marker not in "-+*" else above
        if any(run.note and run.text == marker for run in item.heading + item.text):
            return ".".join(path)
        if found := _anchor(marker, item.children, path):
            return found
    return None


def _deadline(deadline: Deadline) -> dict:
    return {
        "text": deadline.text,
        "date": _day(deadline.date),
        "first": _day(deadline.first),
        "qualifier": deadline.qualifier,
        "who": deadline.who or None,
        "what": deadline.what or None,
        "to": deadline.to or None,
        "result": deadline.result or None,
        "partners": list(deadline.partners),
        **_found_at(deadline),
        "doubts": list(deadline.doubts),
    }


def _periodic(duty: PeriodicDuty) -> dict:
    return {
        "text": duty.text,
        "periods": list(duty.periods),
        "frequency": ", ".join(PERIOD_NAMES[period] for period in duty.periods),
        "who": duty.who or None,
        "what": duty.what or None,
        "to": duty.to or None,
        "result": duty.result or None,
        "partners": list(duty.partners),
        **_found_at(duty),
    }


def _target(target: Target) -> dict:
    value = int(target.value) if target.value == int(target.value) else target.value
    return {
        "text": target.text,
        "value": value,
        "unit": target.unit,
        "comparator": target.comparator,
        **_found_at(target),
    }


def _found_at(found: Deadline | PeriodicDuty | Target) -> dict:
    lines = None if found.line is None else [found.line, found.last_line or found.line]
    return {"line": found.line, "lines": lines, "sure": found.sure}


def _assignee(assignee: Assignee) -> dict:
    return {
        "name": assignee.name,
        "relation": assignee.relation,
        "line": assignee.line,
        "text": assignee.text or None,
        "sure": assignee.sure,
    }


def _citation(citation: Citation) -> dict:
    told = {
        "kind": citation.kind,
        "number": citation.number,
        "date": _day(citation.date),
        "issuer": citation.issuer or None,
        "first_line": citation.line,
        "mentions": citation.mentions,
        "text": citation.text or None,
        "sure": citation.sure,
    }
    if citation.shared_date:
        told["date_shared"] = _day(citation.shared_date)
    if citation.other_dates:
        told["other_dates"] = [_day(other) for other in citation.other_dates]
    return told


def _signer(signature: Signature | None) -> dict | None:
    """NĐ 30/2020/NĐ-CP, Điều 13: TM. … / KT. … / the post of the one who signs."""
    if signature is None:
        return None
    under = [line for line in signature.authority if line.startswith(_UNDER)]
    whole = [line for line in signature.authority if line.startswith(("TM.", "T/M"))]
    posts = [line for line in signature.authority if line not in under + whole]
    return {
        "authority": whole[0] if whole else None,
        "on_behalf": under[0] if under else None,
        "position": posts[-1] if posts else None,
        "name": signature.name or None,
    }


def _warning(finding: Finding) -> dict:
    told = {
        "code": finding.code,
        "message": finding.message,
        "line": finding.line,
        "severity": finding.severity,
        "sure": finding.sure,
    }
    if change := finding.correction:
        # What one press may order, so that a review needs no second check of the form.
        told["correction"] = {
            "place": list(change.place),
            "old": change.old,
            "new": change.new,
            "at": change.at,
        }
    return told
