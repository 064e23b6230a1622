"""The footnotes that come along when an item of a unit's plan takes the words of the commune's.

A mark names a note within one plan only: "3" may be another note there than here.
"""

from collections import defaultdict
from itertools import count

from documents.footnotes import renamed_item
from documents.model import AdministrativeDocument
from documents.normal_form import calls
from documents.rich_text import to_html
from documents.storage import to_values
from plans.conversion import as_stored, heading_as_words, item_of


def called_in(plan):
    """The marks that the plan calls now."""
    return set(calls(as_stored(plan)))


def take_notes(plan, base, row, before):
    """Bring the notes that `row` calls, whose words are those of `base`; a mark in use here for another is changed.

    `before` are the marks the plan called with the old words: a note nothing calls any more goes with them. The row is
    changed in memory alone. Call it while the plan holds the old words no more.
    """
    called, elsewhere = set(_calls_of(row)), _called_elsewhere(plan, row)
    own = {note.marker: note for note in plan.footnotes.all()}
    free = (str(number) for number in count(1) if str(number) not in {*own, *called})
    theirs = {note.marker: note.text for note in base.footnotes.all() if note.marker in called}
    new_marks = {}
    for mark, text in theirs.items():
        note = own.get(mark)
        if note is None:
            plan.footnotes.create(marker=mark, text=text)
        elif note.text != text and mark not in elsewhere:
            plan.footnotes.filter(pk=note.pk).update(text=text)
        elif note.text != text:
            new_marks[mark] = next(free)
            plan.footnotes.create(marker=new_marks[mark], text=text)
    _rename(row, new_marks)
    plan.footnotes.filter(marker__in=before - elsewhere - set(_calls_of(row))).delete()


def _calls_of(row):
    return calls(AdministrativeDocument(items=(_alone(row),)))


def _alone(row):
    """The row as an item of a document, without what stands below it."""
    return item_of(row, defaultdict(list))


def _called_elsewhere(plan, row):
    """The marks that the plan calls outside this row."""
    others = {mark for each in plan.items.exclude(pk=row.pk) for mark in _calls_of(each)}
    return others | set(calls(as_stored(plan).with_changes(items=())))


def _rename(row, new_marks):
    if not new_marks:
        return
    item = renamed_item(_alone(row), new_marks)
    if row.table:
        row.table = to_values(item.table)
    elif row.heading:
        row.heading = heading_as_words(item.heading)
    else:
        row.text = to_html(item.text)
