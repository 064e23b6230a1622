"""What is done with a plan as a whole: started, described, moved along its path, issued, deleted."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from danvan.vietnamese import search_text
from plans import jobs, notices
from plans.conversion import searchable, stored_document
from plans.models import Plan, PlanImport, PlanItem, PlanVersion
from plans.rules import MOVES
from records.register import register

SYMBOL = "KH-UBND"
# The usual frame of a commune's yearly plan; what is not needed is deleted with one press.
SKELETON = (
    ("MỤC ĐÍCH, YÊU CẦU", PlanItem.Kind.PURPOSE, ("Mục đích", "Yêu cầu")),
    ("MỤC TIÊU, CHỈ TIÊU", PlanItem.Kind.TARGETS, ()),
    ("NHIỆM VỤ, GIẢI PHÁP", PlanItem.Kind.TASKS, ("Nhiệm vụ chung", "Nhiệm vụ cụ thể")),
    ("TỔ CHỨC THỰC HIỆN", PlanItem.Kind.IMPLEMENTATION, ("Phân công", "Chế độ báo cáo")),
)


@transaction.atomic
def start_plan(*, title, year, with_outline, by):
    """A new draft in the commune where the person works, with the usual outline or empty."""
    commune = by.commune
    plan = Plan.objects.create(
        commune=commune,
        drafter=by,
        title=title,
        year=year,
        symbol=SYMBOL,
        place=commune.place,
        recipients="Sở Nội vụ (b/c)\nThường trực Đảng ủy, HĐND\nLưu: VT",
    )
    if with_outline:
        _lay_outline(plan)
    refresh_search(plan)
    return plan


def _lay_outline(plan):
    for position, (heading, kind, below) in enumerate(SKELETON, start=1):
        marker = ("I", "II", "III", "IV")[position - 1]
        section = plan.items.create(position=position, marker=marker, kind=kind, heading=heading)
        rows = [
            PlanItem(plan=plan, parent=section, position=place, marker=str(place), heading=words)
            for place, words in enumerate(below, start=1)
        ]
        PlanItem.objects.bulk_create(rows)


def save_basics(plan, fields, *, version):
    """Write the parts around the body; returns whether the form's version was still the newest one."""
    current = _row(plan).filter(version=version, status=plan.status)
    saved = current.update(**fields, version=F("version") + 1, updated_at=timezone.now())
    plan.refresh_from_db()
    if saved:
        refresh_search(plan)
    return bool(saved)


def _row(plan):
    """The row of a plan in hand: whoever holds the plan has found it through somebody's eyes."""
    return plan.commune.plans.filter(pk=plan.pk)


def refresh_search(plan):
    """Bring the words a plan is found by up to date with its text, and note the time of the edit."""
    fields = {"search_text": search_text(searchable(plan)), "updated_at": timezone.now()}
    _row(plan).update(**fields)


@transaction.atomic
def move_plan(plan, name, *, by, note="", seen=None):
    """Take one step on the approval path and tell those whose turn it is. Raises MoveRefused.

    `seen`: see danvan.workflow.Workflow.apply.
    """
    signer = {}
    if name == "approve" and plan.signer_id is None:
        # Whoever approves is the one who signs, unless another signer was chosen.
        signer = {"signer": by, "signer_name": plan.signer_name or by.full_name}
    line = MOVES.apply(plan, name, by=by, note=note, seen=seen, **signer)
    notices.announce(plan, line)
    return line


@transaction.atomic
def issue_plan(plan, *, number, issued_on, by):
    """Give number and date, enter the plan in the register, freeze it and order its PDF.

    Returns the PlanVersion. Raises MoveRefused where the plan was not open to it, and NumberTaken (with the next
    free number) where the number was given before; nothing has changed then (NĐ 30/2020/NĐ-CP, Điều 15, 18).
    """
    # The move comes first: of two people who press at once the second is told so, not that the number is taken.
    line = MOVES.apply(plan, "issue", by=by, number=number, issued_on=issued_on)
    entry = register(
        commune=plan.commune,
        number=number,
        symbol=plan.symbol,
        issued_on=issued_on,
        subject=f"Kế hoạch {plan.title}",
        signer=plan.signer_name,
        recipients=plan.recipients,
        by=by,
    )
    _row(plan).update(register_entry=entry)
    stored, key = stored_document(plan)
    version = PlanVersion.objects.create(
        plan=plan, document=stored, sha256=key, issued_on=issued_on, ordinal=1
    )
    refresh_search(plan)
    jobs.order_pdf(plan, stored, key, by=by)
    notices.announce(plan, line)
    return version


@transaction.atomic
def delete_draft(plan, *, by):
    """Delete a draft for good; the upload it came from waits for review again, so an import can be undone."""
    imports = PlanImport.objects.visible_to(by).filter(plan=plan)
    imports.update(status=PlanImport.Status.REVIEW, plan=None)
    _row(plan).filter(status=Plan.Status.DRAFT).delete()
