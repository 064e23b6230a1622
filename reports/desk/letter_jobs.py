"""An office's letter on paper, printed as every letter is."""

from reports.desk import letter_paper
from reports.models import OfficeLetter
from tasks.papers import Paper
from tasks.printing import render
from work.handlers import handles

LETTER = Paper(
    "render_office_letter", letter_paper.stored, letter_paper.file_name, issuer="receiver"
)
WHY = "a job prints what a person who may see it has ordered"


@handles(LETTER.work)
def render_office_letter(row):
    """Safe to run twice: it keeps the same bytes. A crash costs the time, nothing else."""
    render(row, LETTER, OfficeLetter.objects.unscoped(WHY).select_related("receiver"))
