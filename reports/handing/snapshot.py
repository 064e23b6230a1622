"""What is frozen when a report is handed in: the bytes of its files, each with its hash, and its figures.

Everything comes from the issue in force: the document that was frozen with the number, never the draft of today.
"""

import hashlib
from typing import NamedTuple

from django.utils.text import slugify

from danvan.vietnamese import search_text
from documents import write_docx
from documents.storage import from_dict
from records.files import ALLOWED, keep, keep_upload
from records.models import StoredFile
from records.signed_copies import KINDS, name_for, require_whole
from reports.handing.handed_sheet import sheet_of
from reports.models import SubmissionFigure, SubmissionFile
from reports.paper.document import slug_of
from reports.paper.photos import bytes_of
from reports.rounds.comparison import previous_figures

K = SubmissionFile.Kind


class Ready(NamedTuple):
    """A file about to be handed in: kept already (`stored`), or made for this (`data`)."""

    kind: str
    name: str
    sha256: str
    size: int
    stored: StoredFile | None = None
    data: bytes = b""

    @property
    def label(self):
        return K(self.kind).label


class Snapshot(NamedTuple):
    """All that is handed in at once: Ready files, and SubmissionFigure rows without their submission."""

    files: list
    figures: list


def snapshot_of(report, ordinal):
    """The Snapshot of an issued and printed report, its `ordinal`-th attempt; the same content, the same bytes.

    Takes a tenth of a second: the sheet of figures is made, nothing is printed.
    """
    stem = stem_of(report.round, ordinal)
    files = [_kept(K.PDF, f"{stem}.pdf", report.pdf)]
    files.append(_word(report, f"{stem}.docx"))
    if report.signed_copy:
        files.append(_kept(K.SIGNED, name_for(report.signed_copy, stem), report.signed_copy))
    figures = list(_figures_of(report))
    if figures:
        sheet = sheet_of(report, figures)
        files.append(_made(K.FIGURES, f"{stem}_so-lieu.xlsx", sheet))
    return Snapshot(files, figures)


def _word(report, name):
    if report.docx:
        return _kept(K.DOCX, name, report.docx)
    # Of an issue from before the Word file was kept with the number.
    return _made(K.DOCX, name, write_docx(from_dict(report.document), bytes_of(report.document)))


def stem_of(round, ordinal):
    """ "xa-an-hoa_bao-cao-6-thang-dau-nam-2026_lan1": one commune, one round, one attempt."""
    commune = slugify(search_text(round.commune.short_name)).removeprefix("ubnd-")
    return f"{commune}_{slug_of(round)}_lan{ordinal}"


def _kept(kind, name, stored):
    return Ready(kind, name, stored.sha256, stored.size, stored)


def _made(kind, name, data):
    return Ready(kind, name, hashlib.sha256(data).hexdigest(), len(data), data=data)


def _figures_of(report):
    known = previous_figures(report.round)
    for each in report.figures.select_related("indicator"):
        if not each.is_filled:
            continue
        yield SubmissionFigure(
            indicator=each.indicator,
            value=each.value,
            has_no_data=each.has_no_data,
            previous=known.get(each.indicator.code, each.previous),
            note=each.note,
        )


def freeze(submission, snapshot):
    """Keep files and figures with a submission. Inside the transaction that makes it: all or nothing."""
    SubmissionFile.objects.bulk_create(_row(submission, file) for file in snapshot.files)
    for figure in snapshot.figures:
        figure.submission = submission
    SubmissionFigure.objects.bulk_create(snapshot.figures)


def _row(submission, file):
    stored = file.stored or keep(
        file.data,
        name=file.name,
        content_type=ALLOWED[file.name.rpartition(".")[2]][0],
        by=submission.submitted_by,
    )
    return SubmissionFile(
        submission=submission, kind=file.kind, file=stored, name=file.name, sha256=file.sha256
    )


def attach_scan(submission, upload, *, by):
    """Keep the scan of a report that went another way, in place of an earlier one. Raises FileRefused."""
    require_whole(upload)
    stored = keep_upload(upload, KINDS, by=by)
    submission.files.all().delete()
    stem = stem_of(submission.report.round, submission.ordinal)
    SubmissionFile.objects.create(
        submission=submission,
        kind=K.SIGNED,
        file=stored,
        name=name_for(stored, stem),
        sha256=stored.sha256,
    )
    submission.pdf = None if stored.is_image else stored
    submission.sha256 = "" if stored.is_image else stored.sha256


def files_kept(submission):
    """The files of a submission, the PDF first; of one made before files were kept one by one, its PDF alone."""
    files = list(submission.files.select_related("file"))
    if files or not submission.pdf:
        return files
    name = f"{stem_of(submission.report.round, submission.ordinal)}.pdf"
    return [
        SubmissionFile(
            submission=submission,
            kind=K.PDF,
            file=submission.pdf,
            name=name,
            sha256=submission.sha256,
        )
    ]
