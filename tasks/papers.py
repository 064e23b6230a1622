"""Letters (an office's too) and minutes on paper: ordering the PDF of exactly these words, and finding it again."""

from collections.abc import Callable
from typing import NamedTuple

from documents.length import is_long
from documents.storage import fingerprint
from tasks import hand_over_paper, letter_paper
from work.actions import order
from work.models import WorkRow


class Paper(NamedTuple):
    """`work` is the kind of WorkRow; `stored(subject)` what is printed; `file_name(subject, ending)`; `issuer` names
    the column of the unit that writes it."""

    work: str
    stored: Callable
    file_name: Callable
    issuer: str = "commune"


LETTER = Paper("render_letter", letter_paper.stored, letter_paper.file_name)
HAND_OVER = Paper("render_hand_over", hand_over_paper.stored, hand_over_paper.file_name)
WHY = "the paper in hand was reached through visible_to"


def order_pdf(paper, subject, *, by):
    """Have it printed and return the WorkRow; the one that printed exactly these words before, if there is one."""
    stored = paper.stored(subject)
    return printed(paper, subject) or order(
        paper.work,
        subject.pk,
        unit=getattr(subject, paper.issuer),
        by=by,
        title=f"Tạo tệp PDF: {subject}",
        queue="pdf_long" if is_long(stored) else "pdf",
        key=fingerprint(stored),
    )


def printed(paper, subject):
    """The finished WorkRow that printed what it says now, or None."""
    rows = WorkRow.objects.unscoped(WHY).about(paper.work, subject.pk)
    return rows.made_before(fingerprint(paper.stored(subject)))


def printing(paper, subject):
    """The latest piece of printing work, whatever its state, or None."""
    return WorkRow.objects.unscoped(WHY).about(paper.work, subject.pk).order_by("-pk").first()
