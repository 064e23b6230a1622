"""An `AdministrativeDocument` as plain JSON values and back, without loss.

`from_dict(to_dict(document)) == document`, sources included. Fields that hold their default are left out, so the
stored form stays small and a field added later with a default reads from old rows.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date

from documents.model import (
    AdministrativeDocument,
    Appendix,
    Cell,
    Chart,
    Footnote,
    Item,
    Letterhead,
    Photo,
    Run,
    Series,
    Signature,
    Source,
    Table,
    Text,
)


def fingerprint(stored: dict) -> str:
    """The SHA-256 of a stored document (`to_dict`): equal content, equal hash, on every machine.

    What bears it was printed already and is not printed again.
    """
    written = json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def to_dict(document: AdministrativeDocument) -> dict:
    """The document as dicts, lists, strings, numbers and booleans, ready for a JSONField."""
    return _encoded(document)


def to_values(part: Table | tuple[Appendix, ...]) -> dict | list:
    """A table, or the appendices, of a document as JSON values; `table_of` and `appendices_of` read them."""
    return _encoded(part)


def table_of(stored: dict) -> Table:
    return _table(stored)


def appendices_of(stored: list) -> tuple[Appendix, ...]:
    return tuple(_appendix(each) for each in stored)


def _encoded(value):
    if is_dataclass(value):
        kept = (
            (each.name, getattr(value, each.name)) for each in fields(value) if _said(value, each)
        )
        return {name: _encoded(held) for name, held in kept}
    if isinstance(value, tuple):
        return [_encoded(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _said(value, field) -> bool:
    return field.default is MISSING or getattr(value, field.name) != field.default


def from_dict(stored: dict) -> AdministrativeDocument:
    """The document that `to_dict` was given. Raises TypeError on a field this version does not know."""
    return AdministrativeDocument(
        **_read(
            stored,
            letterhead=_letterhead,
            date=date.fromisoformat,
            addressees=tuple,
            opening=_texts,
            items=_items,
            closing=_texts,
            recipients=tuple,
            signature=_signature,
            footnotes=_many(_footnote),
            appendices=_many(_appendix),
        )
    )


def _read(stored: dict, **readers) -> dict:
    """The stored fields, each through its reader. None stays None."""
    return {
        name: readers[name](value) if name in readers and value is not None else value
        for name, value in stored.items()
    }


def _many(reader):
    return lambda stored: tuple(reader(each) for each in stored)


def _text(stored: list) -> Text:
    return tuple(Run(**run) for run in stored)


_texts = _many(_text)


def _letterhead(stored: dict) -> Letterhead:
    return Letterhead(**_read(stored, superior=tuple, issuer=tuple))


def _signature(stored: dict) -> Signature:
    return Signature(**_read(stored, authority=tuple))


def _source(stored: dict) -> Source:
    return Source(**stored)


def _footnote(stored: dict) -> Footnote:
    return Footnote(**_read(stored, text=_text, sources=_many(_source)))


def _cell(stored: dict) -> Cell:
    return Cell(**_read(stored, text=_text))


def _table(stored: dict) -> Table:
    return Table(**_read(stored, rows=_many(_many(_cell)), widths=tuple))


def _series(stored: dict) -> Series:
    return Series(**_read(stored, values=tuple))


def _chart(stored: dict) -> Chart:
    return Chart(**_read(stored, categories=tuple, series=_many(_series)))


def _photo(stored: dict) -> Photo:
    return Photo(**stored)


def _item(stored: dict) -> Item:
    return Item(
        **_read(
            stored,
            heading=_text,
            text=_text,
            table=_table,
            chart=_chart,
            photos=_many(_photo),
            children=_items,
            source=_source,
        )
    )


_items = _many(_item)


def _appendix(stored: dict) -> Appendix:
    return Appendix(**_read(stored, items=_items))
