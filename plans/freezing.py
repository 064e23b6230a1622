"""What is kept of a plan when it is issued, and whether a file is one of those that were kept."""

import hashlib
from collections import defaultdict
from typing import NamedTuple

from documents import write_docx
from documents.storage import from_dict
from plans.conversion import stored_document
from plans.jobs import file_name
from plans.models import PlanVersion
from records.files import ALLOWED, keep


def freeze(plan):
    """Keep text and Word file of a plan that has just got its number; the PDF follows by its job. Returns the version.

    Inside the transaction of the issue: no version is ever without its Word file.
    """
    stored, key = stored_document(plan)
    word, name = write_docx(from_dict(stored)), file_name(plan, "docx")
    return PlanVersion.objects.create(
        plan=plan,
        document=stored,
        sha256=key,
        issued_on=plan.issued_on,
        docx=keep(word, name=name, content_type=ALLOWED["docx"][0]),
        item_uids=_uids_in_order(plan),
    )


def _uids_in_order(plan):
    """The names of the items as the document holds them from top to bottom."""
    below = defaultdict(list)
    for pk, parent, uid in plan.items.values_list("pk", "parent", "uid"):
        below[parent].append((pk, str(uid)))

    def walk(parent):
        for pk, uid in below[parent]:
            yield uid
            yield from walk(pk)

    return list(walk(None))


class Kept(NamedTuple):
    """One file of a version as it may be given out: what it is, and the StoredFile."""

    name: str
    file: object
    version: PlanVersion


def kept_files(versions):
    """Every file that was kept of these versions, the signed paper first."""
    kinds = (
        ("bản có chữ ký", "signed_copy"),
        ("bản PDF không chữ ký", "pdf"),
        ("bản Word", "docx"),
    )
    return [
        Kept(name, getattr(version, field), version)
        for version in versions
        for name, field in kinds
        if getattr(version, field)
    ]


def recognised(file, versions):
    """The Kept that an uploaded `file` is byte for byte (None where it is none of them), and the upload's SHA-256."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    sha256 = digest.hexdigest()
    same = (each for each in kept_files(versions) if each.file.sha256 == sha256)
    return next(same, None), sha256
