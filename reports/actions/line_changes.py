"""Remembering what people decided about drafted lines; the acts themselves stand in `sections`."""

from datetime import timedelta

from django.utils import timezone
from django.utils.text import Truncator

from reports.models import LineChange
from reports.models.line_changes import SHORT
from reports.writing.pieces import is_taken_out

Kind = LineChange.Kind
# A line cut here and put in elsewhere while somebody writes is nothing to remember.
MADE_UP_ONES_MIND = timedelta(minutes=15)


def _change(report, heading, kind, before, after, by, key=""):
    before, after = (Truncator(words).chars(SHORT) for words in (before, after))
    return LineChange(
        report=report, heading=heading, kind=kind, before=before, after=after, by=by, key=key
    )  # fmt: skip


def note(section, kind, before, after, *, by, key=""):
    """Remember one decision in a section."""
    _change(section.report, section.heading, kind, before, after, by, key).save()


def note_decided(section, key, stood, said, take, *, by):
    """A marked line was settled: `stood` what the report said, `said` what the data say; "" where there is nothing."""
    note(section, _kind_of(stood, said, take), stood, said, by=by, key=key)


def note_figure(report, heading, key, stood, said, take, *, by):
    """The same of one figure of the commune."""
    _change(report, heading, _kind_of(stood, said, take), stood, said, by, key).save()


def _kind_of(stood, said, take):
    if not stood:
        return Kind.ADD if take else Kind.REFUSE
    if not take:
        return Kind.KEEP
    return Kind.UPDATE if said else Kind.DROP


def note_restored(section, before, pieces, *, by):
    """Lines were put back by their button; `before` and `pieces`: the section's pieces then and now."""
    _, back = _out_and_back(before, pieces)
    LineChange.objects.bulk_create(_of(section, Kind.RESTORE, piece, by) for piece in back)


def note_written(section, before, pieces, *, by):
    """Remember which drafted lines somebody took out, or typed in again, while writing a section."""
    out, back = _out_and_back(before, pieces)
    if not out and not back:
        return
    keys = [piece["key"] for piece in (*out, *back)]
    since = timezone.now() - MADE_UP_ONES_MIND
    lately = section.report.line_changes.filter(
        heading=section.heading, key__in=keys, by=by, at__gte=since
    )
    last = {each.key: each for each in lately}
    undone = [
        last[piece["key"]].pk
        for kind, pieces_changed in ((Kind.RESTORE, out), (Kind.REMOVE, back))
        for piece in pieces_changed
        if piece["key"] in last and last[piece["key"]].kind == kind
    ]
    settled = {each.key for each in lately if each.pk in undone}
    LineChange.objects.filter(pk__in=undone).delete()
    LineChange.objects.bulk_create(
        _of(section, kind, piece, by)
        for kind, pieces_changed in ((Kind.REMOVE, out), (Kind.RESTORE, back))
        for piece in pieces_changed
        if piece["key"] not in settled
    )


def _out_and_back(before, pieces):
    """(pieces taken out, pieces put back) between two states of a section; those taken out as they stood."""
    known = {piece["key"]: piece for piece in before}
    now = {piece["key"]: piece for piece in pieces}
    out = [
        piece
        for key, piece in known.items()
        if piece["text"] and key in now and is_taken_out(now[key])
    ]
    back = [
        piece for key, piece in now.items() if piece["text"] and key in known and is_taken_out(known[key])
    ]  # fmt: skip
    return out, back


def _of(section, kind, piece, by):
    words = piece["text"]
    sides = (words, "") if kind == Kind.REMOVE else ("", words)
    return _change(section.report, section.heading, kind, *sides, by, piece["key"])
