"""Which content was printed already, whoever ordered it and by whatever way: reads only."""

from work.models import WorkRow

RENDER = "render_report"
# Work whose key is the hash of what it prints (documents.storage.fingerprint), and whose result is the PDF.
PRINTS = (RENDER, "render_plan")
WHY = "the same content has the same PDF, and what it is was reached through visible_to"


def printed_before(digest):
    """The finished WorkRow that printed exactly this content, or None."""
    return WorkRow.objects.unscoped(WHY).filter(kind__in=PRINTS).made_before(digest)


def printing_of(report):
    """The latest piece of printing work of a report, whatever its state, or None."""
    return WorkRow.objects.unscoped(WHY).about(RENDER, report.pk).order_by("-pk").first()
