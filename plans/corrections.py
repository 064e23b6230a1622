"""Carrying out corrections of the form in a plan, and taking the last one back. Each function is one press."""

from dataclasses import replace

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from documents.checking import apply_all
from documents.rich_text import to_html
from documents.storage import to_values
from plans import cited
from plans.actions import refresh_search
from plans.conversion import as_lines, as_stored, heading_as_words
from plans.form_check import check_plan
from plans.outline import Outline

# The fields of a plan that a part of its document is made of, and how they are written back.
_FIELDS = {
    "subject": ("title", lambda document: document.subject),
    "symbol": ("symbol", lambda document: document.symbol),
    "opening": ("opening", lambda document: as_lines(document.opening)),
    "closing": ("closing", lambda document: as_lines(document.closing)),
    "recipients": ("recipients", lambda document: "\n".join(document.recipients)),
    "signature": ("signer_name", lambda document: document.signature.name),
    "appendices": (
        "appendices",
        lambda document: to_values(document.appendices),
    ),
}


class NothingToCorrect(Exception):
    """None of the places asked for stands as it was shown; nothing was written."""


@transaction.atomic
def correct(plan, keys):
    """Carry out the corrections with these keys; returns what takes them back again (JSON values).

    The plan is held by the caller. A place that reads differently than when it was shown has another key: it is left
    alone. Raises NothingToCorrect where that is true of all.
    """
    wanted = [each for each in check_plan(plan) if each.correction and each.key in keys]
    if not wanted:
        raise NothingToCorrect
    before = as_stored(plan)
    after = apply_all(before, [each.correction for each in wanted])
    undo = {"count": len(wanted), "rows": {}, "notes": {}, "fields": {}}
    _write_rows(plan, before.items, after.items, undo)
    _write_notes(plan, before.footnotes, after.footnotes, undo)
    _write_fields(plan, before, after, undo)
    refresh_search(plan)
    cited.sync_plan(plan)
    return undo


def _write_rows(plan, before, after, undo):
    outline = Outline(plan)

    def walk(parent, old_items, new_items):
        for row, old, new in zip(outline.below[parent], old_items, new_items, strict=True):
            if replace(old, children=()) != replace(new, children=()):
                _write_row(plan, row, new, undo)
            walk(row.pk, old.children, new.children)

    walk(None, before, after)


def _write_row(plan, row, item, undo):
    fields = {"marker": item.marker}
    if item.table:
        fields["table"] = to_values(item.table)
    elif item.heading:
        fields["heading"] = heading_as_words(item.heading)
    elif item.text:
        fields["text"] = to_html(item.text)
    old = {name: getattr(row, name) for name in fields}
    newest = plan.items.filter(pk=row.pk, version=row.version)
    newest.update(**fields, version=F("version") + 1)
    undo["rows"][str(row.pk)] = {"old": old, "version": row.version + 1}


def _write_notes(plan, before, after, undo):
    for row, old, new in zip(plan.footnotes.all(), before, after, strict=True):
        if old.text != new.text:
            undo["notes"][str(row.pk)] = {"old": row.text, "new": to_html(new.text)}
            plan.footnotes.filter(pk=row.pk).update(text=to_html(new.text))


def _write_fields(plan, before, after, undo):
    new = {
        field: written(after)
        for part, (field, written) in _FIELDS.items()
        if getattr(before, part) != getattr(after, part)
    }
    if new:
        undo["fields"] = {
            "old": {name: getattr(plan, name) for name in new},
            "version": plan.version + 1,
        }
        _save_fields(plan, new)


def _save_fields(plan, fields):
    row = plan.commune.plans.filter(pk=plan.pk, version=plan.version, status=plan.status)
    row.update(**fields, version=F("version") + 1, updated_at=timezone.now())
    plan.refresh_from_db()


@transaction.atomic
def take_back(plan, undo):
    """Undo what `correct` did; returns whether everything still stood as it had left it. If not, nothing is written."""
    if not _untouched(plan, undo):
        return False
    for pk, row in undo["rows"].items():
        plan.items.filter(pk=pk).update(**row["old"], version=F("version") + 1)
    for pk, note in undo["notes"].items():
        plan.footnotes.filter(pk=pk).update(text=note["old"])
    if undo["fields"]:
        _save_fields(plan, undo["fields"]["old"])
    refresh_search(plan)
    cited.sync_plan(plan)
    return True


def _untouched(plan, undo):
    versions = {str(row.pk): row.version for row in plan.items.all()}
    notes = {str(note.pk): note.text for note in plan.footnotes.all()}
    return (
        all(versions.get(pk) == row["version"] for pk, row in undo["rows"].items())
        and all(notes.get(pk) == note["new"] for pk, note in undo["notes"].items())
        and (not undo["fields"] or plan.version == undo["fields"]["version"])
    )
