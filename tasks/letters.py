"""What a letter to a unit says before anybody has changed a word of it."""

from collections import defaultdict

from accounts.models import Unit
from calendars.calendar import calendar_of
from danvan.clock import today
from plans.models import SignatureForm
from plans.signing import fitting_forms, signers_of
from plans.wording import plan_in_words

DAYS_TO_REPLY = 3
MOST_TASKS = 200


def overdue(tasks):
    """Open tasks whose date has gone by, requested ones too: what a letter can be about. A queryset."""
    passed = tasks.open().filter(due_on__lt=today())
    return passed.select_related("lead_unit", "responsible", "plan", "commune").order_by(
        "due_on", "pk"
    )


def by_unit(tasks):
    """[(unit, [task])], the units in the order of the commune."""
    groups = defaultdict(list)
    for task in tasks:
        groups[task.lead_unit].append(task)
    return sorted(groups.items(), key=lambda group: (group[0].position, group[0].pk))


def lines_of(tasks):
    """The tasks as they are kept in the letter, in the words of this day."""
    return [
        {
            "task": task.pk,
            "title": task.title,
            "responsible": str(task.responsible),
            "due_on": task.due_on.isoformat(),
            "days": (today() - task.due_on).days,
        }
        for task in tasks
    ]


def draft_for(unit, tasks, *, by):
    """The fields of UrgingLetter for these late tasks of a unit, as a coordinator would begin to write it."""
    commune = by.commune
    asked = unit.relation == "requested"
    words = _asking if asked else _urging
    opening, request = words(unit, tasks, commune)
    return {
        "subject": "phối hợp thực hiện nhiệm vụ" if asked else "đôn đốc thực hiện nhiệm vụ đã quá thời hạn",
        "opening": opening,
        "request": request,
        "reply_by": calendar_of(commune).add_working_days(today(), DAYS_TO_REPLY),
        "recipients": f"Như trên\nChủ tịch, các Phó Chủ tịch {commune.short_name} (b/c)\nLưu: VT{_office(by)}",
        "symbol": f"{commune.symbol or 'UBND'}{_office(by).replace(', ', '-')}",
        **_signer(commune),
    }  # fmt: skip


def _office(by):
    """Whose paper it is: the unit that writes it, in short."""
    own = by.unit.symbol if by.unit and not by.unit.is_commune else ""
    focal = Unit.objects.current().filter(commune=by.commune, is_focal=True).first()
    symbol = own or (focal.symbol if focal else "")
    return f", {symbol}" if symbol else ""


def _signer(commune):
    """The chairperson where one can be told by the post, else the first leader."""
    signers = signers_of(commune)
    chair = [one for one in signers if SignatureForm.TM in fitting_forms(one.post, commune)]
    first = next(iter([*chair, *signers]), None)
    if first is None:
        return {"signer_name": "", "signer_post": "", "signature_form": SignatureForm.TM}
    form = next(iter(fitting_forms(first.post, commune)), SignatureForm.TM)
    return {"signer_name": first.name, "signer_post": first.post, "signature_form": form}


def _urging(unit, tasks, commune):
    opening = (
        f"{_by_plans(tasks, commune)}{commune.name} đã giao {unit.name} chủ trì thực hiện các nhiệm vụ được "
        f"phân công. Qua theo dõi, đến ngày {today():%d/%m/%Y} còn {len(tasks):02d} nhiệm vụ đã quá thời hạn nhưng "
        "chưa có báo cáo hoàn thành, cụ thể như sau:"
    )
    request = (
        f"{commune.name} yêu cầu {unit.name} khẩn trương tổ chức thực hiện các nhiệm vụ nêu trên; đối với nhiệm vụ "
        "chưa thể hoàn thành ngay, nêu rõ nguyên nhân, khó khăn, vướng mắc và thời gian hoàn thành."
    )
    return opening, request


def _asking(unit, tasks, commune):
    opening = (
        f"{_by_plans(tasks, commune)}{commune.name} trân trọng cảm ơn {unit.name} đã quan tâm, phối hợp trong "
        f"thời gian qua. Để kịp thời tổng hợp kết quả, {commune.name} đề nghị {unit.name} tiếp tục phối hợp thực "
        f"hiện {len(tasks):02d} nội dung sau đây:"
    )
    request = (
        f"Trong quá trình thực hiện nếu có khó khăn, vướng mắc, đề nghị {unit.name} trao đổi với {commune.name} để "
        "cùng phối hợp giải quyết."
    )
    return opening, request


def _by_plans(tasks, commune):
    """ "Thực hiện Kế hoạch số 05/KH-UBND ngày 15 tháng 01 năm 2026 của … về …, "; each plan once."""
    plans = {task.plan_id: task.plan for task in tasks if task.plan_id and task.plan.number}
    if not plans:
        return "Thực hiện chương trình công tác dân vận chính quyền, "
    named = (plan_in_words(plan, commune.name).rstrip(". ") for plan in plans.values())
    return f"Thực hiện {' và '.join(named)}, "
