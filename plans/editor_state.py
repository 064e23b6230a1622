"""A plan as the editor in the browser holds it: a flat list of items, each with its depth."""

import hashlib

from documents.model import plain
from documents.rich_text import to_html
from documents.storage import table_of
from plans.conversion import heading_as_text, paragraphs_of
from plans.frame import frame_of


def state_of(plan, outline):
    """What the editor is given at the start and whenever others have changed something, ready for JSON."""
    notes = notes_of(plan)
    return {
        "stamp": stamp_of(outline, notes),
        "keeps_printed": plan.keeps_printed_numbers,
        "items": [_item(line) for line in outline.lines()],
        "notes": notes,
        "called_before": _called(paragraphs_of(plan.opening)),
        "frame": frame_of(plan),
    }


def notes_of(plan):
    """The footnotes as the editor holds them."""
    return [{"marker": note.marker, "text": note.text} for note in plan.footnotes.all()]


def _called(texts):
    """The marks of the footnotes these texts call."""
    return [run.text for text in texts for run in text if run.note]


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


def stamp_of(outline, notes):
    """A short word that differs wherever an item, a footnote or a part around the body does, whoever changed it."""
    seen = [
        (str(line.item.uid), line.item.version, line.depth, line.item.marker)
        for line in outline.lines()
    ]
    plan = outline.plan
    written = repr((plan.keeps_printed_numbers, sorted(frame_of(plan).items()), seen, notes))
    return hashlib.sha256(written.encode()).hexdigest()[:16]
