"""The commune's report: compiling it, writing in it, walking it to its number and its PDF."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from danvan.vietnamese import search_text
from danvan.workflow import MoveRefused
from documents.length import is_long
from records.register import register
from reports import completeness, document, notices
from reports.actions.parts import StaleVersion, save_figures, take_version
from reports.compile import draft, gather
from reports.models import IndicatorValue, Report, ReportSection
from reports.rules import REPORT_MOVES
from work.actions import order
from work.models import WorkRow

RENDER = "render_report"
LATE_MOVE = "Báo cáo không còn ở tình trạng đang soạn nên không tổng hợp được nữa."


@transaction.atomic
def compile_report(report, *, by):
    """Draft every section and figure anew from the parts, tasks and plan; returns how many sections changed.

    Words that somebody wrote stay: the new draft is kept beside them. Raises MoveRefused when the report is closed.
    """
    # Hold the row: on PostgreSQL a section saved meanwhile waits and then finds its version gone.
    held = Report._base_manager.select_for_update().filter(pk=report.pk)
    if not held.filter(status__in=[Report.Status.DRAFT, Report.Status.RETURNED]).exists():
        raise MoveRefused(LATE_MOVE)
    material = gather(report.round)
    changed = _write_sections(report, draft(material))
    _write_sums(report, material.figures)
    held.update(compiled_at=timezone.now(), version=F("version") + 1)
    report.refresh_from_db()
    report.history.create(
        move="compile", label="Tổng hợp", before=report.status, after=report.status, by=by
    )
    return changed


def _write_sections(report, drafted):
    known = {each.key: each for each in report.sections.select_for_update()}
    new, changed = [], []
    for position, each in enumerate(drafted, start=1):
        section = known.get(each.heading.key)
        if section is None:
            new.append(_new_section(report, position, each))
        elif (section.compiled, section.origin) != (each.text, each.origin):
            changed.append(_redrafted(section, each))
    ReportSection.objects.bulk_create(new)
    ReportSection.objects.bulk_update(changed, ["text", "compiled", "origin", "version"])
    return len(new) + len(changed)


def _new_section(report, position, each):
    return ReportSection(
        report=report,
        key=each.heading.key,
        position=position,
        level=each.heading.level,
        heading=each.words,
        text=each.text,
        compiled=each.text,
        origin=each.origin,
    )


def _redrafted(section, each):
    if not section.is_own_words:
        section.text = each.text
    section.compiled, section.origin = each.text, each.origin
    section.version += 1
    return section


def _write_sums(report, sums):
    known = {each.indicator_id: each for each in report.figures.all()}
    rows = []
    for pk, (_, total) in sums.items():
        row = known.get(pk) or IndicatorValue(report=report, indicator_id=pk)
        untouched = row.value == row.compiled and not row.has_no_data
        if untouched:
            row.value = total
        row.compiled = total
        rows.append(row)
    rows += [_without_sum(row) for pk, row in known.items() if pk not in sums and row.compiled]
    for row in rows:
        row.pk = None
    IndicatorValue.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["report", "indicator"],
        update_fields=["value", "compiled"],
    )


def _without_sum(row):
    """No unit gives this figure any more: a sum goes, what somebody typed stays."""
    if row.value == row.compiled:
        row.value = None
    row.compiled = None
    return row


@transaction.atomic
def save_section(section, *, version, text):
    """Write one section of an open report. Raises StaleVersion when it was saved or compiled in between."""
    same = ReportSection.objects.filter(pk=section.pk, version=version)
    same = same.filter(report__status__in=[Report.Status.DRAFT, Report.Status.RETURNED])
    if not same.update(text=text, version=F("version") + 1):
        raise StaleVersion


@transaction.atomic
def save_basics(report, *, version, fields):
    """Write the title, opening, closing and the like (field name → value). Raises StaleVersion."""
    take_version(report, version)
    words = search_text(report.round.name, report.unit.short_name, fields.get("title"))
    Report._base_manager.filter(pk=report.pk).update(**fields, search_text=words)


@transaction.atomic
def save_commune_figures(report, *, version, figures):
    """Write the commune's own figures. Raises StaleVersion."""
    take_version(report, version)
    save_figures(report, figures)


@transaction.atomic
def move_report(report, name, *, by, note="", seen=None):
    """Take one step on the approval path, `issue` apart. Raises MoveRefused. `seen`: see Workflow.apply."""
    if name in {"submit", "approve"}:
        _require_nothing_missing(report)
    fields = _fields_of(report, name, by)
    line = REPORT_MOVES.apply(report, name, by=by, note=note, seen=seen, **fields)
    notices.report_moved(report, line)
    return line


def _require_nothing_missing(report):
    missing = completeness.stopping(completeness.gaps_of_report(report))
    if missing:
        raise MoveRefused("Báo cáo chưa đủ để trình. " + " ".join(missing))


def _fields_of(report, name, by):
    if name == "approve" and not report.signer_name:
        return _signer(by)
    if name == "reopen":
        return dict.fromkeys(("number", "issued_on", "register_entry", "document", "pdf"))
    return {}


def _signer(person):
    """Whoever approves signs, unless somebody else was named; a deputy signs for the chairperson (KT.)."""
    post = (person.membership.post or "").lower()
    form = "KT" if post.startswith("phó") else "Q" if post.startswith("quyền") else "TM"
    return {"signer": person, "signer_name": person.full_name, "signature_form": form}


@transaction.atomic
def issue_report(report, *, number, issued_on, by):
    """Give the number and date, freeze the document, order its PDF. Raises NumberTaken or MoveRefused.

    The number and the move stand or fall together: a refused move leaves no line in the register.
    """
    # The move comes first: of two people who press at once the second is told so, not that the number is taken.
    line = REPORT_MOVES.apply(report, "issue", by=by, number=number, issued_on=issued_on)
    entry = register(
        commune=report.round.commune,
        number=number,
        symbol=report.symbol,
        issued_on=issued_on,
        subject=f"Báo cáo {report.title[:1].lower()}{report.title[1:]}",
        signer=report.signer_name,
        recipients=report.recipients,
        by=by,
    )
    # What is frozen is what the database holds now, not what this request read some time ago.
    report.refresh_from_db()
    report.document = document.stored_document(report)
    report.register_entry = entry
    row = Report._base_manager.filter(pk=report.pk)
    row.update(document=report.document, register_entry=entry)
    order_pdf(report, by=by)
    notices.report_moved(report, line)
    return line


def order_pdf(report, *, by):
    """Have the report printed and return the WorkRow; content that was printed before is not printed again."""
    stored = report.document or document.stored_document(report)
    digest = document.digest_of(stored)
    done = printed(report, digest)
    if done and not report.document:
        return done
    return order(
        RENDER,
        report.pk,
        unit=report.round.commune,
        by=by,
        title=f"Tạo tệp PDF: {report.round.name}",
        queue="pdf_long" if is_long(stored) else "pdf",
        key=digest,
    )


def printed(report, digest):
    """The finished WorkRow that printed exactly this content, or None."""
    rows = WorkRow.objects.unscoped("the report in hand was reached through visible_to")
    rows = rows.about(RENDER, report.pk).filter(key=digest, state=WorkRow.State.DONE)
    return rows.exclude(result=None).select_related("result").first()


def printing(report):
    """The latest piece of printing work of a report, whatever its state, or None."""
    rows = WorkRow.objects.unscoped("the report in hand was reached through visible_to")
    return rows.about(RENDER, report.pk).order_by("-pk").first()
