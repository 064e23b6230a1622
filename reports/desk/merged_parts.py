"""The reports of a bundle behind one another: which paper of each is taken, where it begins, and what the contents say.

Asked for with their signed papers, a report whose paper is none that can be taken comes as it was printed, and the
contents say why.
"""

import shutil
from pathlib import Path
from typing import NamedTuple

from documents import merging
from documents.limits import MEGABYTE
from documents.pdf_sandbox import render_pdf_safely
from documents.storage import to_dict
from reports.desk import bundle_sheet, bundles
from reports.models import Bundle
from work.actions import report_progress

AT_ONCE = 256 * 1024
PRINTED, SIGNED = "Bản in từ cổng", "Bản ký"
NO_SIGNED = f"{PRINTED} (chưa có bản ký)"
PICTURE = f"{PRINTED} (bản ký là ảnh)"
LOCKED = f"{PRINTED} (bản ký hỏng, đặt mật khẩu hoặc quá dài)"
NOTHING = "Bản ký hỏng, đặt mật khẩu hoặc quá dài"


class Part(NamedTuple):
    """The pages of one entry: the file on this disk, how many, and which paper it is; "" and 0 where none came."""

    path: str
    pages: int
    told: str = ""


def merged(row, bundle, entries, folder):
    """The Path in `folder` of one PDF of all entries, its contents first. Raises NotMerged, PdfFailed, PdfUnavailable.

    `row` is told how far it is.
    """
    parts = _parts(row, bundle, entries, folder)
    report_progress(row, 60, "Đang làm trang mục lục")
    contents, before = _contents(bundle, entries, parts, folder)
    report_progress(row, 75, "Đang gộp các tệp")
    paths = [contents, *(part.path for part in parts if part.pages)]
    whole = Path(folder) / "whole.pdf"
    merging.merge(paths, [("Mục lục", 0), *_marks(entries, parts, before)], str(whole))
    return whole


# Which paper


def _parts(row, bundle, entries, folder):
    """[Part] of the entries."""
    wants_signed = bundle.kind == Bundle.Kind.SIGNED
    signed = [bundles.signed_file(entry) if wants_signed else None for entry in entries]
    _require_room(entries, signed)
    signed_paths = _copied(row, folder, entries, signed, "ky", 0)
    signed_pages = merging.count_pages(signed_paths)
    # What has its signed paper needs no printed one: not copied, for the storage may be far away.
    printed = [
        None if pages else bundles.main_file(entry)
        for entry, pages in zip(entries, signed_pages, strict=True)
    ]
    printed_paths = _copied(row, folder, entries, printed, "in", 30)
    printed_pages = merging.count_pages(printed_paths)
    found = zip(signed, signed_paths, signed_pages, printed_paths, printed_pages, strict=True)
    return [_part(wants_signed, *each) for each in found]


def _require_room(entries, signed):
    """Said before gigabytes are fetched. Raises NotMerged."""
    taken = (
        paper if paper and bundles.is_pdf(paper) else bundles.main_file(entry)
        for entry, paper in zip(entries, signed, strict=True)
    )
    if sum(each.file.size for each in taken if each) > merging.MOST_MB * MEGABYTE:
        raise merging.NotMerged(merging.TOO_LARGE)


def _part(wants_signed, signed, signed_path, signed_pages, path, pages):
    if signed_pages:
        return Part(signed_path, signed_pages, SIGNED)
    if signed is None:
        told = NO_SIGNED if wants_signed else ""
    elif signed.file.is_image:
        told = PICTURE
    else:
        told = LOCKED if pages else NOTHING
    return Part(path, pages, told if pages or signed else "")


def _copied(row, folder, entries, files, ending, done):
    """The path of each PDF on this disk, "" where none came."""
    paths = []
    for entry, packed in zip(entries, files, strict=True):
        report_progress(row, done + 30 * entry.number // len(entries), said(entry))
        is_pdf = packed is not None and bundles.is_pdf(packed)
        paths.append(
            _copy(packed, Path(folder) / f"{entry.number:04d}-{ending}.pdf") if is_pdf else ""
        )
    return paths


def _copy(packed, path):
    with packed.file.open() as source, path.open("wb") as target:
        shutil.copyfileobj(source, target, AT_ONCE)
    return str(path)


def said(entry):
    """What the bar says while an entry is taken."""
    return f"Đang thêm {entry.submission.report.round.commune.short_name}"


# Contents and bookmarks


def _contents(bundle, entries, parts, folder):
    """(path, number of pages) of the table of contents; how long it is decides on which pages the reports begin."""
    path, before = f"{folder}/contents.pdf", 1
    told = [part.told for part in parts] if bundle.kind == Bundle.Kind.SIGNED else None
    for _ in range(3):
        firsts = [page and page + 1 for page in _starts(parts, before)]
        document = bundle_sheet.pages_of(bundle.receiver, entries, firsts, told)
        Path(path).write_bytes(render_pdf_safely(to_dict(document)))
        (pages,) = merging.count_pages([path])
        if pages == before:
            break
        before = pages
    return path, before


def _starts(parts, before):
    """The page from 0 on which each part begins, None where it has no page."""
    page = before
    for part in parts:
        yield page if part.pages else None
        page += part.pages


def _marks(entries, parts, before):
    for entry, page in zip(entries, _starts(parts, before), strict=True):
        if page is not None:
            round = entry.submission.report.round
            yield f"{entry.number}. {round.commune.short_name}: {round.name}", page
