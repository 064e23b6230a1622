"""A plan as the editor in the browser holds it: a flat list of items, each with its depth."""

import hashlib

from documents.model import plain
from documents.rich_text import to_html
from documents.storage import table_of
from plans.conversion import heading_as_text


def state_of(plan, outline):
    """What the editor is given at the start and whenever others have changed something, ready for JSON."""
    notes = [{"marker": note.marker, "text": note.text} for note in plan.footnotes.all()]
    return {
        "stamp": stamp_of(outline),
        "keeps_printed": plan.keeps_printed_numbers,
        "items": [_item(line) for line in outline.lines()],
        "notes": notes,
    }


def _item(line):
    row = line.item
    return {
        "uid": str(row.uid),
        "pk": row.pk,
        "depth": line.depth,
        "marker": row.marker,
        "version": row.version,
        "is_heading": bool(row.heading),
        "html": html_of(row),
        **({"table": _table(table_of(row.table))} if row.table else {}),
    }


def _table(table):
    """A table to be looked at and moved as a whole: its caption, and rows of {words, columns, rows}."""
    rows = [
        [{"words": plain(cell.text), "columns": cell.columns, "rows": cell.rows} for cell in row]
        for row in table.rows
    ]
    return {"caption": table.caption, "head": table.header_rows, "rows": rows}


def html_of(row):
    """Heading or text of an item as inline HTML."""
    return to_html(heading_as_text(row.heading)) if row.heading else row.text


def stamp_of(outline):
    """A short word that differs wherever an item does, whoever changed it and by whichever page."""
    seen = [
        (str(line.item.uid), line.item.version, line.depth, line.item.marker)
        for line in outline.lines()
    ]
    written = repr((outline.plan.keeps_printed_numbers, seen))
    return hashlib.sha256(written.encode()).hexdigest()[:16]
