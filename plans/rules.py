"""Who may do what with a plan, and when. Nothing here writes."""

from accounts.models import Role
from danvan.workflow import Move, Workflow
from plans.models import Plan

S = Plan.Status
EDITABLE = frozenset({S.DRAFT, S.RETURNED})


def coordinates(user, plan):
    return user.is_in(plan.commune_id, Role.COORDINATOR)


def writes(user, plan):
    """The person who drafted it, or whoever coordinates the commune's work now."""
    drafted = plan.drafter_id == user.pk and user.commune and user.commune.pk == plan.commune_id
    return bool(drafted) or coordinates(user, plan)


def leads(user, plan):
    return user.is_in(plan.commune_id, Role.LEADER)


def gives_numbers(user, plan):
    return user.is_in(plan.commune_id, Role.CLERK, Role.LEADER)


MOVES = Workflow(
    submit=Move(
        "Trình duyệt",
        EDITABLE,
        S.SUBMITTED,
        writes,
        consequence="Lãnh đạo sẽ nhận được thông báo. Trong lúc chờ duyệt, nội dung không sửa được.",
    ),
    approve=Move(
        "Duyệt",
        frozenset({S.SUBMITTED}),
        S.APPROVED,
        leads,
        consequence="Văn thư sẽ nhận được thông báo để cấp số và ban hành.",
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
        leads,
        consequence="Người soạn sẽ nhận lại kế hoạch kèm ý kiến này để sửa.",
        needs_note=True,
    ),
    take_back=Move("Rút lại để sửa", frozenset({S.SUBMITTED}), S.DRAFT, writes),
)


def may_start(user):
    """Only the coordinator of a commune writes or imports a plan."""
    return user.commune is not None and user.is_(Role.COORDINATOR)


def may_edit(user, plan):
    return plan.status in EDITABLE and writes(user, plan)


def may_delete(user, plan):
    """A draft that was never submitted may go; what a leader has seen stays."""
    return plan.status == S.DRAFT and writes(user, plan) and not plan.history.exists()


def may_assign(user, plan):
    """Tasks are made from an issued plan by the coordinator."""
    return plan.status == S.ISSUED and coordinates(user, plan)


def sees_register(user):
    """The outgoing register is kept by the clerk; those who write and sign read it."""
    return user.commune is not None and user.is_(Role.CLERK, Role.COORDINATOR, Role.LEADER)
