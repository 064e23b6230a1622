"""Who may do what with a list on its way in, and when. Nothing here writes."""

from accounts import rules as accounts_rules
from danvan.workflow import Move, Workflow
from intake.models import PeopleImport

S = PeopleImport.Status


def may_import(user, people_import):
    """Whoever administers, now, the commune or office the list was sent in for."""
    if user is None or not accounts_rules.administers(user):
        return False
    return user.home_unit.pk == people_import.unit_id


def done_by_a_job(user, people_import):
    return user is None


MOVES = Workflow(
    found_ready=Move("Đọc xong, không có lỗi", {S.READING}, S.READY, done_by_a_job),
    found_faults=Move("Đọc xong, có lỗi", {S.READING, S.APPLYING}, S.FAULTY, done_by_a_job),
    apply=Move("Nhập", {S.READY}, S.APPLYING, may_import),
    applied=Move("Nhập xong", {S.APPLYING}, S.APPLIED, done_by_a_job),
)
