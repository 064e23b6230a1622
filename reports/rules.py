"""Who may do what with a unit's part, the commune's report and what was handed in, and when. Nothing here writes."""

from accounts.models import Role
from danvan.workflow import Move, Workflow
from reports.models import Report, Submission

S, T = Report.Status, Submission.Status


def may_open_round(user):
    return user.commune is not None and user.is_(Role.COORDINATOR)


def coordinates(user, report):
    return user.is_in(report.round.commune_id, Role.COORDINATOR)


def leads(user, report):
    return user.is_in(report.round.commune_id, Role.LEADER)


def gives_numbers(user, report):
    return user.is_in(report.round.commune_id, Role.CLERK, Role.LEADER)


def sends_up(user, report):
    return user.is_in(report.round.commune_id, Role.COORDINATOR, Role.CLERK, Role.LEADER)


def belongs_to_unit(user, part):
    return (
        user.unit is not None and user.unit.pk == part.unit_id and not user.is_(Role.ADMINISTRATOR)
    )


def writes_part(user, part):
    """The people of the unit; the coordinator too, for a village that hands in a sheet of paper."""
    return belongs_to_unit(user, part) or coordinates(user, part)


PART_MOVES = Workflow(
    send=Move("Gửi", frozenset({S.DRAFT, S.RETURNED}), S.SENT, writes_part),
    accept=Move("Tiếp nhận", frozenset({S.SENT}), S.ACCEPTED, coordinates),
    send_back=Move(
        "Trả lại",
        frozenset({S.SENT, S.ACCEPTED}),
        S.RETURNED,
        coordinates,
        consequence="Đơn vị nhận được lý do, sửa rồi gửi lại.",
        needs_note=True,
    ),
    take_back=Move("Rút lại để sửa", frozenset({S.SENT}), S.DRAFT, writes_part),
)


def came_back(user, report):
    """The issue now in force was handed in and came back; a corrected document is a new one with a new number
    (NĐ 30/2020/NĐ-CP, Điều 18)."""
    last = last_submission(report)
    back = last is not None and last.status in {T.RETURNED, T.WITHDRAWN}
    return coordinates(user, report) and back and last.pdf_id == report.pdf_id


REPORT_MOVES = Workflow(
    submit=Move(
        "Trình duyệt",
        frozenset({S.DRAFT, S.RETURNED}),
        S.SUBMITTED,
        coordinates,
        consequence="Lãnh đạo nhận được thông báo. Trong lúc chờ duyệt, nội dung không sửa được.",
    ),
    approve=Move(
        "Duyệt",
        frozenset({S.SUBMITTED}),
        S.APPROVED,
        leads,
        consequence="Văn thư nhận được thông báo để cấp số và ban hành.",
    ),
    send_back=Move(
        "Trả lại",
        frozenset({S.SUBMITTED, S.APPROVED}),
        S.RETURNED,
        leads,
        consequence="Báo cáo trở về đầu mối dân vận để sửa.",
        needs_note=True,
    ),
    take_back=Move("Rút lại để sửa", frozenset({S.SUBMITTED}), S.DRAFT, coordinates),
    issue=Move("Ban hành", frozenset({S.APPROVED}), S.ISSUED, gives_numbers),
    reopen=Move(
        "Sửa lại báo cáo",
        frozenset({S.ISSUED}),
        S.RETURNED,
        came_back,
        consequence="Báo cáo trở về để sửa. Bản sửa được ban hành với số mới; bản đã nộp vẫn được lưu.",
    ),
)
# The number and the date are asked for on a page of its own.
ON_ITS_OWN_PAGE = ("issue",)


def may_edit_part(user, part):
    return part.is_open and writes_part(user, part)


def may_edit_report(user, report):
    return report.is_open and coordinates(user, report)


def last_submission(report):
    """The latest attempt to hand the report in, or None."""
    return report.submissions.order_by("-ordinal").first()


def may_hand_in(user, report):
    """Issued, printed, nothing standing with the office, and not the very text that was returned."""
    if report.status != S.ISSUED or report.pdf_id is None or not sends_up(user, report):
        return False
    last = last_submission(report)
    if last is None or last.status == T.WITHDRAWN:
        return True
    return last.status == T.RETURNED and last.pdf_id != report.pdf_id


def receives(user, submission):
    return user.is_in(submission.receiver_id, Role.RECEIVER)


def handed_in(user, submission):
    return sends_up(user, submission.report)


SUBMISSION_MOVES = Workflow(
    open=Move("Mở xem", frozenset({T.SUBMITTED}), T.OPENED, receives),
    accept=Move(
        "Tiếp nhận báo cáo",
        frozenset({T.SUBMITTED, T.OPENED}),
        T.ACCEPTED,
        receives,
        consequence="Xã nhận được thông báo báo cáo đã được tiếp nhận; có thể ghi ý kiến kèm theo.",
    ),
    send_back=Move(
        "Trả lại",
        frozenset({T.SUBMITTED, T.OPENED}),
        T.RETURNED,
        receives,
        consequence="Xã nhận được lý do, sửa và nộp lại. Bản này vẫn được lưu.",
        needs_note=True,
    ),
    withdraw=Move(
        "Rút lại",
        frozenset({T.SUBMITTED}),
        T.WITHDRAWN,
        handed_in,
        consequence="Cơ quan nhận chưa mở báo cáo. Sau khi rút có thể nộp lại.",
    ),
)
