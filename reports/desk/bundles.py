"""What goes into a bundle and under which name: the packing itself is done by reports.desk.bundle_jobs."""

import hashlib
import json
from typing import NamedTuple

from django.db.models import Prefetch
from django.db.models.fields.json import KT
from django.utils.text import slugify
from django.utils.timezone import localtime

from danvan.vietnamese import search_text, sort_key
from records.files import extension_of
from reports.models import Bundle, Submission, SubmissionFile
from reports.paper import document

K = SubmissionFile.Kind
# More would be a morning's download; merged, more pages than anybody leafs through.
MOST = {Bundle.Kind.ZIP: 400, Bundle.Kind.MERGED: 200, Bundle.Kind.SIGNED: 200}
CONTENTS = "00-muc-luc.xlsx"
KEPT_DAYS = 30
_ENDINGS = {K.PDF: "", K.DOCX: "", K.SIGNED: "_ban-ky", K.FIGURES: "_so-lieu"}


class Packed(NamedTuple):
    """A file of the bundle with its name there."""

    name: str
    file: object
    sha256: str
    kind: str = K.PDF


class Entry(NamedTuple):
    """One attempt in a bundle: its place, the beginning of its files' names, its files."""

    number: int
    stem: str
    submission: Submission
    files: list


def commune_slug(commune):
    return slugify(search_text(commune.short_name)).removeprefix("ubnd-")


def stem_of(submission):
    """ "xa-an-hoa_bao-cao-6-thang-dau-nam-2026_lan1": one commune, one round, one attempt."""
    round = submission.report.round
    return f"{commune_slug(round.commune)}_{document.slug_of(round)}_lan{submission.ordinal}"


def name_of(submission):
    return f"{stem_of(submission)}.pdf"


def entries_of(submissions):
    """[Entry] of a queryset, by commune and then by date, numbered so that a folder sorts them alike."""
    files = Prefetch("files", SubmissionFile.objects.select_related("file"))
    rows = submissions.select_related("pdf", "report__round__commune").defer(
        "document", "report__document"
    )
    # Of the frozen document its number alone: hundreds of whole documents are not held in memory.
    rows = rows.prefetch_related(files).annotate(
        printed_number=KT("document__number"), printed_symbol=KT("document__symbol"), printed_date=KT("document__date")
    )  # fmt: skip
    rows = sorted(rows, key=_place)
    width = max(2, len(str(len(rows))))
    return [_entry(number, row, width) for number, row in enumerate(rows, 1)]


def _place(submission):
    round = submission.report.round
    unit = round.commune
    names = sort_key(unit.place or unit.short_name), unit.pk
    return unit.position, *names, round.due_on, round.pk, submission.ordinal


def _entry(number, submission, width):
    stem = f"{number:0{width}d}-{stem_of(submission)}"
    return Entry(number, stem, submission, _files(submission, stem))


def _files(submission, stem):
    """What was frozen with the attempt; of one older than such rows its PDF."""
    kept = list(submission.files.all())
    if not kept:
        pdf = submission.pdf
        return [Packed(f"{stem}.pdf", pdf, submission.sha256)] if pdf else []
    others, named = 0, []
    for each in kept:
        ending = _ENDINGS.get(each.kind)
        if ending is None or any(_same(f"{stem}{ending}", each) == packed.name for packed in named):
            others += 1
            ending = f"_kem-{others:02d}"
        named.append(Packed(_same(f"{stem}{ending}", each), each.file, each.sha256, each.kind))
    return named


def _same(stem, each):
    return f"{stem}.{slugify(extension_of(each.name) or extension_of(each.file.name)) or 'bin'}"


def main_file(entry):
    """The printed report: what is read, and what is merged; None where none came."""
    return next((each for each in entry.files if is_pdf(each)), None)


def signed_file(entry):
    """The paper with signature and seal, None where none came; it may be a picture."""
    return next((each for each in entry.files if each.kind == K.SIGNED), None)


def is_pdf(packed):
    """Whether the pages of a Packed can be put behind others."""
    return packed.file.content_type == "application/pdf"


def code_and_date(submission):
    """(number with symbol, date as dd/mm/yyyy), as they stand on the paper."""
    if submission.printed_number:
        code = f"{int(submission.printed_number):02d}/{submission.printed_symbol}"
        return code, _turned(submission.printed_date)
    given = submission.other_date
    return submission.other_code, f"{given:%d/%m/%Y}" if given else ""


def _turned(iso):
    """ "2026-06-15" → "15/06/2026"; "" of None."""
    return "/".join(reversed(iso.split("-"))) if iso else ""


def came_at(submission):
    return f"{localtime(submission.submitted_at):%H:%M %d/%m/%Y}"


def key_of(kind, submissions):
    """The same kind of bundle of the same contents, the states in its table with them, has the same key."""
    rows = submissions.order_by("pk").defer("document").prefetch_related("files")
    content = [
        [row.pk, row.status, row.sha256, sorted(each.sha256 for each in row.files.all())]
        for row in rows
    ]
    written = json.dumps([2, str(kind), content], separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()
