"""What is done with a plan as a whole: started, described, moved along its path, issued, deleted."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from danvan.workflow import MoveRefused
from plans import cited, jobs, notices, review
from plans.conversion import words_around
from plans.freezing import freeze
from plans.models import Mention, Plan, PlanImport, PlanItem
from plans.recipient_lists import usual_recipients
from plans.rules import MOVES, heads_its_unit
from plans.searching import folded
from plans.superseding import take_the_place
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
        recipients=usual_recipients(commune),
    )
    if with_outline:
        _lay_outline(plan)
    refresh_search(plan)
    cited.sync_parts(plan, Mention.Part.OPENING)
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
        cited.sync_parts(plan, Mention.Part.OPENING, Mention.Part.CLOSING)
    return bool(saved)


def _row(plan):
    """The row of a plan in hand: whoever holds the plan has found it through somebody's eyes."""
    return plan.commune.plans.filter(pk=plan.pk)


def refresh_search(plan):
    """Bring the words a plan and its items are found by up to date with the text, and note the time of the edit."""
    rows, changed = list(plan.items.all()), []
    for row in rows:
        words = folded(row.words)
        if words != row.search_text:
            row.search_text = words
            changed.append(row)
    plan.items.bulk_update(changed, ["search_text"])
    words = " ".join([folded(*words_around(plan)), *(row.search_text for row in rows)])
    fields = {"search_text": words, "updated_at": timezone.now()}
    _row(plan).update(**fields)


@transaction.atomic
def move_plan(plan, name, *, by, note="", seen=None):
    """Take one step on the approval path and tell those whose turn it is. Raises MoveRefused.

    `seen`: see danvan.workflow.Workflow.apply.
    """
    signer = {}
    if name == "approve":
        require_checks(plan)
        if plan.signer_id is None and _signs(by, plan):
            # Whoever approves is the one who signs, unless another signer was chosen.
            signer = {"signer": by, "signer_name": plan.signer_name or by.full_name}
    if name == "send_back":
        note = note.strip() or _words_of_remarks(plan)
    line = MOVES.apply(plan, name, by=by, note=note, seen=seen, **signer)
    notices.announce(plan, line)
    return line


def _signs(by, plan):
    """A unit's paper is signed in the unit, also where the committee above has approved it."""
    return plan.unit_id is None or heads_its_unit(by, plan)


def require_checks(plan):
    """Raise MoveRefused, naming whose check is missing, where the plan cannot be approved yet."""
    # Held: a plan that is taken back and submitted anew meanwhile must not pass on the checks of what it said before.
    held = _row(plan).select_for_update().get()
    missing = review.missing(held)
    if missing:
        names = "; ".join(f"{check.name} ({check.whose})" for check in missing)
        raise MoveRefused(f"Chưa duyệt được vì còn chờ {names}.")


def _words_of_remarks(plan):
    """What stands in the history where somebody sends a plan back with nothing but remarks at its items."""
    count = plan.remarks.filter(settled_at=None).count()
    return f"Kèm {count} góp ý tại các mục." if count else ""


@transaction.atomic
def issue_plan(plan, *, number, issued_on, by, note="", seen=None):
    """Give number and date, enter the plan in the register, freeze it and order its PDF.

    An amendment takes the place of the version it amends at the same moment. `seen`: see Workflow.apply.
    Returns the PlanVersion. Raises MoveRefused where the plan was not open to it, and NumberTaken (with the next
    free number) where the number was given before; nothing has changed then (NĐ 30/2020/NĐ-CP, Điều 15, 18).
    """
    # The move comes first: of two people who press at once the second is told so, not that the number is taken.
    line = MOVES.apply(
        plan, "issue", by=by, note=note, seen=seen, number=number, issued_on=issued_on
    )
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
    if plan.amends:
        take_the_place(plan, by=by)
    version = freeze(plan)
    refresh_search(plan)
    # What it names stands in the register for good now: read once more as a whole.
    cited.sync_plan(plan)
    jobs.order_pdf(plan, version.document, version.sha256, by=by)
    notices.announce(plan, line)
    return version


@transaction.atomic
def delete_draft(plan, *, by):
    """Delete a draft for good; the upload it came from waits for review again, so an import can be undone."""
    imports = PlanImport.objects.visible_to(by).filter(plan=plan)
    imports.update(status=PlanImport.Status.REVIEW, plan=None)
    cited.release(plan)
    _row(plan).filter(status=Plan.Status.DRAFT).delete()
