"""Beginning the plan of a unit from the commune's plan it carries out.

The paper follows NĐ 30/2020/NĐ-CP as far as the unit is one of the committee's: letterhead "UBND XÃ …" over its
name, a symbol and a series of numbers of its own, the head's signature. A village is no body that issues documents by
the decree; its plan keeps the same simple frame, its name below the commune's, "TRƯỞNG THÔN" below. The Front, the
unions and the Party have a form of their own: theirs begins with the name alone above it, and a person finishes it.
"""

import re

from django.db import transaction

from accounts.models import Membership, Role, Unit
from documents.normal_form import calls
from plans import hooks
from plans.amending import AMENDS
from plans.chain import chain_of
from plans.cited import sync_plan
from plans.concerned import HELPS_WITH_A_TASK, LEADS_A_TASK, concerns
from plans.conversion import as_stored
from plans.copying import copy_items
from plans.models import Plan, PlanFootnote, PlanItem, SignatureForm
from plans.outline import Outline
from plans.recipients import tidied
from plans.signing import signers_of
from plans.wording import lower_first, plan_in_words

K = Unit.Kind
START = "start_for_unit"
LONGEST_TITLE = 500
_DOES = ("triển khai", "thực hiện")
_TASK_REASONS = {"lead": LEADS_A_TASK, "help": HELPS_WITH_A_TASK}


class AlreadyThere(Exception):
    """The unit has a plan for this one; `plan` is that Plan."""

    def __init__(self, plan):
        self.plan = plan
        super().__init__(f"{plan.unit} đã có kế hoạch “{plan.title}” thực hiện kế hoạch này.")


class NotInForce(Exception):
    """An amendment took the place of the commune's plan since the page was opened."""


class NothingChosen(Exception):
    """No item of the commune's plan was ticked."""


def units_of(commune):
    """The units of the commune that can have a plan of their own today; the commune itself is none."""
    units = Unit.objects.current().filter(commune=commune).exclude(pk=commune.pk)
    return units.select_related("commune").order_by("position", "pk")


def concerned_by(base, units, lines, user):
    """`concerns` for the lines of an outline, with what tasks tell as far as the person may see them."""
    told = hooks.call(hooks.UNITS_AT_WORK, base, user)
    facts = [(unit, item, _TASK_REASONS[part]) for each in told for unit, item, part in each]
    return concerns(lines, units, facts)


def plans_of_unit(base, unit):
    """The plans of the unit for any version of this plan, the newest first; those replaced by an amendment left out."""
    made = Plan.objects.none() if unit is None else base.commune.plans.filter(unit=unit)
    return made.filter(based_on__in=chain_of(base)).exclude(status=Plan.Status.SUPERSEDED)


@transaction.atomic
def start_unit_plan(base, unit, *, items, title, symbol, by, beside=None):
    """A draft of the unit with the chosen `items` (primary keys) of `base` and all above them; returns it.

    The items keep their uid, their words and with them their deadlines. Raises AlreadyThere, NothingChosen and
    NotInForce. `beside` is the primary key of the newest plan the unit has, where the person was shown it and wants one
    more. What is no item of `base` is passed over.
    """
    # Held: of two presses the second one finds the plan of the first, and whoever waited for the issue of an amendment
    # does not begin from the version it replaced.
    base = base.commune.plans.select_for_update().get(pk=base.pk)
    if base.status != Plan.Status.ISSUED:
        raise NotInForce
    made = plans_of_unit(base, unit).select_related("unit").first()
    if made and made.pk != beside:
        raise AlreadyThere(made)
    outline = Outline(base)
    only = _with_all_above(outline, items)
    if not only:
        raise NothingChosen
    plan = Plan.objects.create(
        commune=base.commune,
        unit=unit,
        based_on=base,
        drafter=by,
        year=base.year,
        title=title,
        symbol=symbol,
        **_frame(base, unit, title),
    )
    copy_items(base, plan, only=only)
    _add_own_parts(plan, base)
    _copy_called_notes(base, plan)
    Outline(plan).save()
    sync_plan(plan)
    return plan


def _with_all_above(outline, items):
    only = set()
    for pk in items:
        row = outline.by_pk.get(pk)
        while row is not None and row.pk not in only:
            only.add(row.pk)
            row = outline.by_pk.get(row.parent_id)
    return only


def _frame(base, unit, title):
    """The parts around the body, as a clerk would begin them."""
    commune = base.commune
    return {
        "opening": f"Thực hiện {plan_in_words(base, commune.name)}, {unit.short_name} xây dựng "
        "Kế hoạch triển khai thực hiện với các nội dung sau:",
        "closing": f"Trên đây là Kế hoạch {lower_first(title)} của {unit.short_name}./.",
        "recipients": tidied(
            f"{commune.short_name} (b/c)\nVăn phòng HĐND và UBND\nLưu: VT"
            if not _is_office(unit)
            else f"{commune.short_name} (b/c)\nLưu: VT"
        ),
        "place": commune.place,
        "signature_form": SignatureForm.HEAD,
        "signer_post": _post_of_head(unit),
    }


def _is_office(unit):
    return unit.is_focal or unit.short_name.startswith("Văn phòng HĐND")


def _post_of_head(unit):
    """As it is printed above the name; who signs is not said before somebody approves."""
    heads = Membership.objects.current().filter(unit=unit, role=Role.OFFICER, is_head=True)
    head = heads.values_list("person", flat=True).first()
    post = next((one.printed_post for one in signers_of(unit) if one.pk == head), "")
    return post or ("Trưởng thôn" if unit.name.startswith("Thôn") else "")


def _add_own_parts(plan, base):
    """What every plan says and the chosen items do not: why it is made, who does what within the unit, who reports."""
    tops = list(plan.items.filter(parent=None))
    kinds = {row.kind: row for row in tops}
    unit = plan.unit.short_name
    if PlanItem.Kind.PURPOSE not in kinds:
        purpose = (
            f"Cụ thể hóa các nhiệm vụ của {unit} tại Kế hoạch số {base.code}; xác định rõ nội dung, người thực hiện và "
            "thời hạn hoàn thành.",
            "Việc triển khai thực hiện phải kịp thời, thiết thực, gắn với nhiệm vụ chuyên môn của đơn vị.",
        )
        _add_section(plan, 0, "MỤC ĐÍCH, YÊU CẦU", PlanItem.Kind.PURPOSE, purpose)
    carrying_out = (
        f"Căn cứ nội dung Kế hoạch, từng thành viên của {unit} tổ chức thực hiện nhiệm vụ được phân công, bảo đảm chất "
        "lượng và thời hạn.",
        f"{unit} theo dõi, tổng hợp kết quả thực hiện, báo cáo {plan.commune.short_name} theo quy định. Trong quá "
        "trình thực hiện, nếu có khó khăn, vướng mắc thì kịp thời phản ánh để được xem xét, hướng dẫn.",
    )
    if section := kinds.get(PlanItem.Kind.IMPLEMENTATION):
        _add_rows(plan, section, carrying_out, first=10_000)
    else:
        _add_section(plan, 10_000, "TỔ CHỨC THỰC HIỆN", PlanItem.Kind.IMPLEMENTATION, carrying_out)


def _add_section(plan, position, heading, kind, rows):
    section = plan.items.create(position=position, marker="I", kind=kind, heading=heading)
    _add_rows(plan, section, rows, first=1)


def _add_rows(plan, section, rows, *, first):
    PlanItem.objects.bulk_create(
        PlanItem(
            plan=plan, parent=section, position=place, marker=str(place - first + 1), text=words
        )
        for place, words in enumerate(rows, start=first)
    )


def _copy_called_notes(base, plan):
    """The footnotes that the chosen items call, under the marks they have there."""
    called = set(calls(as_stored(plan)))
    PlanFootnote.objects.bulk_create(
        PlanFootnote(plan=plan, marker=note.marker, text=note.text)
        for note in base.footnotes.all()
        if note.marker in called
    )


def title_of(base):
    """The subject offered: "Triển khai công tác dân vận chính quyền năm 2026"."""
    subject = lower_first(base.title.removeprefix(AMENDS).strip())
    if subject.startswith(_DOES):
        return subject[:1].upper() + subject[1:]
    return f"Triển khai {subject.removeprefix('về ')}"[:LONGEST_TITLE]


def symbol_of(unit):
    """The symbol offered: as the unit wrote it last, else of its abbreviation, else of its initials."""
    last = unit.own_plans.order_by("-pk").values_list("symbol", flat=True).first()
    return last or f"KH-{unit.symbol or _initials(unit.short_name)}"


def _initials(name):
    words = re.findall(r"\w+", name)
    return "".join(word if word.isdigit() else word[0] for word in words).upper()[:12]


def whose_symbol(commune, unit, symbol):
    """Whose plans are numbered under this symbol already, or None: each issuer has a series of its own."""
    other = commune.plans.filter(symbol__iexact=symbol).exclude(unit=unit).select_related("unit")
    if found := other.order_by("-pk").first():
        return found.issuer
    if symbol.upper() == f"KH-{commune.symbol or 'UBND'}".upper():
        return commune
    return units_of(commune).exclude(pk=unit.pk).filter(symbol__iexact=symbol[3:]).first()
