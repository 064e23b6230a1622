"""Two attempts to hand in one report, held against each other: words, figures, files. Reads only."""

from typing import NamedTuple

from django.db.models import Q

from documents.storage import from_dict
from plans.comparison import compare, lines_of
from reports.figures.numbers import change_words, written
from reports.handing.snapshot import files_kept
from reports.models import Submission
from reports.paper.appendices import FIGURES_TITLE

NO_DATA, NOTHING = "Không có số liệu", "–"


class FigureLine(NamedTuple):
    """One figure of one submission as it is read."""

    label: str
    unit: str
    group: str
    value: str
    previous: str
    change: str
    note: str


class FigureChange(NamedTuple):
    label: str
    unit: str
    old: str
    new: str


class FileChange(NamedTuple):
    name: str
    old: str  # SHA-256, "" where there was none
    new: str

    @property
    def is_same(self):
        return self.old == self.new


def figures_of(submission):
    """The FigureLines of a submission, frozen with it."""
    return [
        FigureLine(
            each.indicator.label,
            each.indicator.unit_of_measure,
            each.indicator.group,
            _said(each),
            written(each.previous),
            change_words(each.value, each.previous, each.indicator.type),
            each.note,
        )
        for each in submission.figures.select_related("indicator")
    ]


def _said(figure):
    return NO_DATA if figure.has_no_data else written(figure.value)


def words_changed(old, new):
    """The Comparison of two submissions' documents, or None where one of them has none in the portal."""
    if not (old.document and new.document):
        return None
    return compare(_lines(old), _lines(new))


def _lines(submission):
    """Without the appendix of figures where they are frozen one by one: those are told as figures."""
    document = from_dict(submission.document)
    if submission.figures.exists():
        kept = (each for each in document.appendices if each.title != FIGURES_TITLE)
        document = document.with_changes(appendices=tuple(kept))
    return lines_of(document)


def figures_changed(old, new):
    """A FigureChange for each figure that differs, in the order of the newer submission's set."""
    before, after = _by_code(old), _by_code(new)
    changes = []
    for code in [*after, *(code for code in before if code not in after)]:
        was, now = before.get(code), after.get(code)
        said = [_said(each) if each else NOTHING for each in (was, now)]
        if said[0] != said[1]:
            indicator = (now or was).indicator
            changes.append(FigureChange(indicator.label, indicator.unit_of_measure, *said))
    return changes


def _by_code(submission):
    figures = submission.figures.select_related("indicator")
    return {each.indicator.code: each for each in figures}


def files_compared(old, new):
    """A FileChange for each kind of file that either submission has."""
    before, after = _hashes(old), _hashes(new)
    kinds = [*after, *(kind for kind in before if kind not in after)]
    return [FileChange(kind, before.get(kind, ""), after.get(kind, "")) for kind in kinds]


def _hashes(submission):
    return {each.get_kind_display(): each.sha256 for each in files_kept(submission)}


def unseen_around(user, submission):
    """(the one before, the one after, how many) among what this office has not opened yet, the oldest first."""
    unseen = Submission.objects.visible_to(user).filter(status=Submission.Status.SUBMITTED)
    unseen = unseen.exclude(pk=submission.pk)
    at, pk = submission.submitted_at, submission.pk
    before = unseen.filter(Q(submitted_at__lt=at) | Q(submitted_at=at, pk__lt=pk))
    after = unseen.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=pk))
    previous = before.order_by("-submitted_at", "-pk").values_list("pk", flat=True).first()
    following = after.order_by("submitted_at", "pk").values_list("pk", flat=True).first()
    return previous, following, unseen.count()
