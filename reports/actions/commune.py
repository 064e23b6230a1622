"""The commune's report: what stands around its body, and its walk to its number and its PDF. For the body see
`compiling`."""

from django.db import transaction

from danvan.vietnamese import search_text
from danvan.workflow import MoveRefused
from reports import notices
from reports.actions.compiling import compile_report
from reports.actions.parts import StaleVersion, take_version
from reports.actions.sections import save_section, take_draft
from reports.models import Report
from reports.rules import REPORT_MOVES
from reports.writing import completeness

__all__ = [
    "FiguresDisagree", "StaleVersion", "compile_report", "move_report", "save_basics", "save_section", "take_draft",
]  # fmt: skip

# What a report has from the day of its issue, and loses when it is opened again: the next issue gets its own.
OF_THE_ISSUE = (
    "number", "issued_on", "register_entry", "document", "pdf", "docx", "signed_copy", "signed_copy_by",
    "signed_copy_at",
)  # fmt: skip


class FiguresDisagree(MoveRefused):
    """Nothing but the figures keeps the report from being submitted."""


@transaction.atomic
def save_basics(report, *, version, fields):
    """Write the title, opening, closing and the like (field name → value). Raises StaleVersion."""
    take_version(report, version)
    words = search_text(report.round.name, report.unit.short_name, fields.get("title"))
    Report._base_manager.filter(pk=report.pk).update(**fields, search_text=words)


@transaction.atomic
def move_report(report, name, *, by, note="", seen=None):
    """Take one step on the approval path, `issue` apart. Raises MoveRefused. `seen`: see Workflow.apply."""
    if name in {"submit", "approve", "reopen"}:
        # Held: nothing is taken out, and nothing handed in, between the question and the answer.
        held = Report._base_manager.select_for_update(of=("self",))
        report.refresh_from_db(fields=("addressees", "signer_name"), from_queryset=held)
    if name in {"submit", "approve"}:
        _require_nothing_missing(report)
    fields = _fields_of(report, name, by)
    line = REPORT_MOVES.apply(report, name, by=by, note=note, seen=seen, **fields)
    notices.report_moved(report, line)
    return line


def _require_nothing_missing(report):
    gaps = completeness.gaps_of_report(report, final=True)
    missing = completeness.stopping(gaps)
    if missing:
        of_figures = all(gap.place == completeness.FIGURES for gap in gaps if gap.stops)
        refusal = FiguresDisagree if of_figures else MoveRefused
        raise refusal("Báo cáo chưa đủ để trình. " + " ".join(missing))


def _fields_of(report, name, by):
    if name == "approve" and not report.signer_name:
        return _signer(by)
    if name == "reopen":
        return dict.fromkeys(OF_THE_ISSUE)
    return {}


def _signer(person):
    """Whoever approves signs, unless somebody else was named; a deputy signs for the chairperson (KT.)."""
    post = (person.membership.post or "").lower()
    form = "KT" if post.startswith("phó") else "Q" if post.startswith("quyền") else "TM"
    return {"signer": person, "signer_name": person.full_name, "signature_form": form}
