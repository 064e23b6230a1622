"""Who may do what with a plan, and when. Nothing here writes."""

from accounts.models import Role
from danvan.workflow import Move, Workflow
from plans import review
from plans.models import Plan, Proposal

S = Plan.Status
P = Proposal.Status
EDITABLE = frozenset({S.DRAFT, S.RETURNED})


def coordinates(user, plan):
    return user.is_in(plan.commune_id, Role.COORDINATOR)


def works_for_its_unit(user, plan):
    """A member of the unit whose plan it is, for as long as that post lasts."""
    return user.is_in(plan.commune_id, Role.OFFICER) and user.unit.pk == plan.unit_id


def heads_its_unit(user, plan):
    return works_for_its_unit(user, plan) and user.membership.is_head


def writes(user, plan):
    """The person who drafted it (of a unit's plan: the unit), or whoever coordinates the commune's work now."""
    if plan.unit_id:
        return works_for_its_unit(user, plan) or coordinates(user, plan)
    drafted = plan.drafter_id == user.pk and user.commune and user.commune.pk == plan.commune_id
    return bool(drafted) or coordinates(user, plan)


def leads(user, plan):
    """Who decides. A unit's plan is its head's; the committee above may, where the unit has nobody to press."""
    return user.is_in(plan.commune_id, Role.LEADER) or heads_its_unit(user, plan)


def gives_numbers(user, plan):
    """The clerk. A unit that has none numbers its own series by its head or whoever drafted the plan."""
    if user.is_in(plan.commune_id, Role.CLERK, Role.LEADER) or heads_its_unit(user, plan):
        return True
    return works_for_its_unit(user, plan) and plan.drafter_id == user.pk


def by_the_portal(user, thing):
    """A step nobody presses: it follows from another."""
    return user is None


def sends_back(user, plan):
    """A leader; of a plan under check also whoever would have to sign it off."""
    return leads(user, plan) or bool(review.open_to(user, plan))


MOVES = Workflow(
    submit=Move(
        "Trình duyệt",
        EDITABLE,
        S.SUBMITTED,
        writes,
        consequence="Người duyệt sẽ nhận được thông báo. Trong lúc chờ duyệt, nội dung không sửa được.",
    ),
    approve=Move(
        "Duyệt",
        frozenset({S.SUBMITTED}),
        S.APPROVED,
        leads,
        consequence="Người cấp số sẽ nhận được thông báo để cấp số và ban hành.",
    ),
    issue=Move(
        "Ban hành",
        frozenset({S.APPROVED}),
        S.ISSUED,
        gives_numbers,
        consequence="Sau bước này nội dung được khóa; sửa đổi sẽ tạo bản mới.",
    ),
    send_back=Move(
        "Trả lại",
        frozenset({S.SUBMITTED, S.APPROVED}),
        S.RETURNED,
        sends_back,
        consequence="Người soạn sẽ nhận lại kế hoạch kèm ý kiến này để sửa.",
        needs_note=True,
    ),
    take_back=Move("Rút lại để sửa", frozenset({S.SUBMITTED}), S.DRAFT, writes),
    # In the transaction that issues the amended version: two versions are never in force together.
    supersede=Move(
        "Được thay bằng bản sửa đổi", frozenset({S.ISSUED}), S.SUPERSEDED, by_the_portal
    ),
)
# The first line in the history of an amendment. Nobody has seen the draft for that, so it may still be deleted.
AMEND = "amend"


def may_start(user):
    """Only the coordinator of a commune writes or imports a plan."""
    return user.commune is not None and user.is_(Role.COORDINATOR)


def may_edit(user, plan):
    return plan.status in EDITABLE and writes(user, plan)


def may_delete(user, plan):
    """A draft that was never submitted may go; what a leader has seen stays."""
    untouched = not plan.history.exclude(move=AMEND).exists()
    return plan.status == S.DRAFT and writes(user, plan) and untouched


def remarks_at_all(user, plan):
    """Whoever checks, signs and coordinates may say at an item what is to be changed."""
    return leads(user, plan) or user.is_in(plan.commune_id, Role.CLERK, Role.COORDINATOR)


def sees_its_way(user, plan):
    """Whether this person reads why it was sent back and what the checks said; others read it from its issue on."""
    return writes(user, plan) or remarks_at_all(user, plan)


def may_remark(user, plan):
    """From the submission until the issue."""
    return plan.status in {S.SUBMITTED, S.APPROVED} and remarks_at_all(user, plan)


def handles_signed(user, plan):
    """The signed paper of an issued plan comes from the clerk or whoever coordinates."""
    return gives_numbers(user, plan) or coordinates(user, plan)


def may_settle_checks(user):
    """Which checks a plan goes through: settled by those who run the work; the leaders are told of every change."""
    posts = (Role.COORDINATOR, Role.LEADER, Role.ADMINISTRATOR)
    return user.commune is not None and user.is_(*posts)


def may_assign(user, plan):
    """Tasks are made from an issued plan of the commune by the coordinator."""
    return plan.status == S.ISSUED and plan.unit_id is None and coordinates(user, plan)


def starts_for_a_unit(user, plan):
    """A unit makes its own plan from the commune's: its members for themselves, the coordinator for any."""
    of_a_unit = user.is_in(plan.commune_id, Role.OFFICER) and user.unit.pk != plan.commune_id
    return of_a_unit or coordinates(user, plan)


def may_start_for_a_unit(user, plan):
    """`starts_for_a_unit`, and the commune's plan is in force."""
    return plan.unit_id is None and plan.status == S.ISSUED and starts_for_a_unit(user, plan)


def sees_who_has_no_plan(user, plan):
    """Those who follow the whole commune see which units have made no plan of their own yet."""
    return user.is_in(plan.commune_id, Role.COORDINATOR, Role.LEADER, Role.CLERK)


def may_amend(user, plan):
    """Whether this person may begin an amendment of the plan, which is in force."""
    amends = writes if plan.unit_id else coordinates
    return plan.status == S.ISSUED and amends(user, plan)


def may_roll(user, plan):
    """Whether this person may make next year's plan out of this one, whatever has become of it."""
    return writes(user, plan) if plan.unit_id else coordinates(user, plan)


def may_propose(user, plan):
    """The units, the Front and the unions say where the commune's plan in force is hard to carry out."""
    is_open = plan.status == S.ISSUED and plan.unit_id is None
    return is_open and proposes(user, plan)


def proposes(user, plan):
    return user.is_in(plan.commune_id, Role.OFFICER, Role.OBSERVER)


def reads_proposals(user):
    """Those who write and sign the plan, and the units for their own."""
    readers = (Role.COORDINATOR, Role.LEADER, Role.CLERK, Role.OFFICER, Role.OBSERVER)
    return user.commune is not None and user.is_(*readers)


def answers(user, proposal):
    return coordinates(user, proposal.plan)


def answers_before_it_is_met(user, proposal):
    return answers(user, proposal) and proposal.met_in_id is None


def sent(user, proposal):
    """Whoever sent it, and colleagues of the unit in whose name it was sent."""
    same_unit = user.unit is not None and user.unit.pk == proposal.unit_id
    return proposes(user, proposal.plan) and (same_unit or proposal.by_id == user.pk)


PROPOSAL_MOVES = Workflow(
    accept=Move(
        "Tiếp thu, sẽ sửa đổi",
        frozenset({P.SENT}),
        P.TAKEN,
        answers,
        consequence="Đơn vị nhận được trả lời. Vướng mắc hiện cạnh mục này khi soạn bản sửa đổi.",
    ),
    decline=Move(
        "Giải thích, giữ nguyên",
        frozenset({P.SENT, P.TAKEN}),
        P.DECLINED,
        answers_before_it_is_met,
        consequence="Đơn vị nhận được lời giải thích; kế hoạch không đổi.",
        needs_note=True,
    ),
    withdraw=Move("Rút lại", frozenset({P.SENT}), P.WITHDRAWN, sent),
)


def sees_register(user):
    """The outgoing register is kept by the clerk; those who write and sign read it."""
    return user.commune is not None and user.is_(Role.CLERK, Role.COORDINATOR, Role.LEADER)


def keeps_lists(user):
    """The lists of recipients: whoever writes the plans, and the clerk who sends them out."""
    return user.commune is not None and user.is_(Role.COORDINATOR, Role.CLERK)


def uses_lists(user):
    """Whoever writes a plan of the commune or of a unit, or a report, may take from them."""
    return user.commune is not None and user.is_(Role.COORDINATOR, Role.CLERK, Role.OFFICER)


def keeps_register(user):
    """What is written by hand in the outgoing register is the clerk's (NĐ 30/2020/NĐ-CP, Điều 15, 19)."""
    return user.commune is not None and user.is_(Role.CLERK)


def sees_cited(user):
    """Whoever reads plans may look up what they rest on."""
    reads = (Role.COORDINATOR, Role.LEADER, Role.CLERK, Role.OFFICER, Role.OBSERVER)
    return user.commune is not None and user.is_(*reads)


def keeps_cited(user):
    """The coordinator corrects the register of cited documents; the plans fill it."""
    return user.commune is not None and user.is_(Role.COORDINATOR)
