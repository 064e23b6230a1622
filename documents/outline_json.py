"""A `Reading` as the one JSON object that `import_plan --dry-run --json` prints (design: "Commands people use")."""

from __future__ import annotations

from documents.kinds import section_kind
from documents.model import (
    AdministrativeDocument,
    Assignee,
    Citation,
    Deadline,
    Finding,
    Footnote,
    Item,
    Reading,
    Signature,
    Source,
    Text,
    plain,
)

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
        "preamble": [_paragraph(text) for text in document.opening],
        "sections": [_item(item, top=True) for item in document.items],
        "closing": _closing(document.closing),
        "footnotes": [_footnote(note, document) for note in document.footnotes],
        "deadlines": [_deadline(deadline) for deadline in reading.deadlines],
        "assignees": [_assignee(assignee) for assignee in reading.assignees],
        "citations": [_citation(citation) for citation in reading.citations],
        "recipients": list(document.recipients),
        "signer": _signer(document.signature),
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


def _paragraph(text: Text) -> dict:
    return {
        "number": None,
        "heading": None,
        "kind": "paragraph",
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
    if top:
        told["role"] = section_kind(plain(item.heading))
    return told


def _kind(item: Item) -> str:
    if item.is_section:
        return "section"
    if not item.marker:
        return "paragraph"
    return "bullet" if item.marker in "-+*" else "numbered_item"


def _closing(texts: tuple[Text, ...]) -> dict | None:
    """One paragraph; several are joined by line ends."""
    if not texts:
        return None
    return {**_paragraph(()), "text": "\n".join(plain(text) for text in texts)}


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
        "qualifier": deadline.qualifier,
        "who": deadline.who or None,
        "what": deadline.what or None,
        "line": deadline.line,
        "sure": deadline.sure,
    }


def _assignee(assignee: Assignee) -> dict:
    return {"name": assignee.name, "relation": assignee.relation, "line": assignee.line}


def _citation(citation: Citation) -> dict:
    told = {
        "kind": citation.kind,
        "number": citation.number,
        "date": _day(citation.date),
        "issuer": citation.issuer or None,
        "first_line": citation.line,
        "mentions": citation.mentions,
    }
    if citation.shared_date:
        told["date_shared"] = _day(citation.shared_date)
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
    return {
        "code": finding.code,
        "message": finding.message,
        "line": finding.line,
        "severity": finding.severity,
        "sure": finding.sure,
    }
