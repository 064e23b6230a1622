"""Who may do what with a unit's part, the commune's report and what was handed in, and when. Nothing here writes."""

from accounts.models import Membership, Role
from danvan.workflow import Move, Workflow
from reports.figures.checks import stopping_findings
from reports.models import Report, Submission

S, T = Report.Status, Submission.Status


def may_open_round(user):
    return user.commune is not None and user.is_(Role.COORDINATOR)


def may_ask_communes(user):
    return user.is_(Role.RECEIVER)


def asks(user, request):
    """The people of the office that made a RoundRequest."""
    return user.is_in(request.receiver_id, Role.RECEIVER)


def coordinates(user, report):
    return user.is_in(report.round.commune_id, Role.COORDINATOR)


def leads(user, report):
    return user.is_in(report.round.commune_id, Role.LEADER)


def gives_numbers(user, report):
    return user.is_in(report.round.commune_id, Role.CLERK, Role.LEADER)


def sends_up(user, report):
    return sends_rounds_up(user, report.round)


def belongs_to_unit(user, part):
    return (
        user.unit is not None and user.unit.pk == part.unit_id and not user.is_(Role.ADMINISTRATOR)
    )


def writes_part(user, part):
    """The people of the unit; the coordinator too, for a village that hands in a sheet of paper."""
    return belongs_to_unit(user, part) or coordinates(user, part)


def heads_unit(user, part):
    return belongs_to_unit(user, part) and user.membership.is_head


def unit_has_head(part):
    """Whether somebody heads the unit today, so that what the others write is signed off. Asked once for a part."""
    if not hasattr(part, "_has_head"):
        posts = Membership.objects.current().filter(unit=part.unit_id, is_head=True)
        posts = posts.exclude(role__in=[Role.ADMINISTRATOR, Role.RECEIVER])
        part._has_head = posts.filter(person__is_active=True).exists()
    return part._has_head


def signs_off(user, part):
    """The head of the unit; where it has none, whoever writes."""
    return heads_unit(user, part) or (belongs_to_unit(user, part) and not unit_has_head(part))


def sends_part(user, part):
    return coordinates(user, part) or signs_off(user, part)


def sends_for_the_unit(user, part):
    """The coordinator with a part that came on paper, and nobody of the unit."""
    return coordinates(user, part) and not signs_off(user, part)


def needs_a_head(user, part):
    return belongs_to_unit(user, part) and not signs_off(user, part)


def takes_part_back(user, part):
    """Who waits for the head's signature may have it back; the head hands it back with a word."""
    if part.status == S.TO_SIGN:
        return needs_a_head(user, part)
    return writes_part(user, part)


PART_MOVES = Workflow(
    ask_to_sign=Move(
        "Trình trưởng đơn vị", frozenset({S.DRAFT, S.RETURNED}), S.TO_SIGN, needs_a_head
    ),
    sign=Move("Duyệt và gửi", frozenset({S.TO_SIGN}), S.SENT, heads_unit),
    send=Move("Gửi", frozenset({S.DRAFT, S.RETURNED}), S.SENT, sends_part),
    accept=Move("Tiếp nhận", frozenset({S.SENT}), S.ACCEPTED, coordinates),
    send_back=Move(
        "Trả lại",
        frozenset({S.SENT, S.ACCEPTED}),
        S.RETURNED,
        coordinates,
        consequence="Đơn vị nhận được lý do, sửa rồi gửi lại.",
        needs_note=True,
    ),
    hand_back=Move(
        "Chuyển lại",
        frozenset({S.TO_SIGN}),
        S.DRAFT,
        heads_unit,
        consequence="Người soạn nhận được ý kiến, sửa rồi trình lại.",
        needs_note=True,
    ),
    take_back=Move("Rút lại để sửa", frozenset({S.SENT, S.TO_SIGN}), S.DRAFT, takes_part_back),
)


def came_back(user, report):
    """The issue now in force was handed in and came back; a corrected document is a new one with a new number
    (NĐ 30/2020/NĐ-CP, Điều 18)."""
    last = last_submission(report)
    if last is None or last.status not in {T.RETURNED, T.WITHDRAWN}:
        return False
    # What went another way is this issue where it bears its number.
    same = last.other_code == report.code if last.went_another_way else last.pdf_id == report.pdf_id
    return coordinates(user, report) and same


def corrects_issue(user, report):
    """An issue that came back, or that its figures keep from being handed in: there is no other way to mend them."""
    if came_back(user, report):
        return True
    with_the_commune = coordinates(user, report) and not is_handed_in(report)
    return with_the_commune and bool(stopping_findings(report))


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
        corrects_issue,
        consequence="Báo cáo trở về để sửa. Bản sửa được ban hành với số mới; bản đã nộp vẫn được lưu.",
    ),
)
# The number and the date are asked for on a page of its own.
ON_ITS_OWN_PAGE = ("issue",)


def may_edit_part(user, part):
    """Who may write now: while it waits for the head's signature, the head alone."""
    if part.status == S.TO_SIGN:
        return heads_unit(user, part)
    return part.is_open and writes_part(user, part)


def may_edit_report(user, report):
    return report.is_open and coordinates(user, report)


def keeps_outlines(user):
    """Whether the commune's or the office's own outlines are this person's to keep."""
    return user.is_(Role.COORDINATOR, Role.RECEIVER)


def may_edit_outline(user, template):
    """The shared ones are nobody's to change; they are copied."""
    owned = template.owner_id is not None
    return owned and user.is_in(template.owner_id, Role.COORDINATOR, Role.RECEIVER)


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


def is_handed_in(report):
    """Whether an attempt stands with the office: what went along is what the office has."""
    last = last_submission(report)
    return last is not None and last.stands


def may_give_signed(user, report):
    """The signed paper comes from the clerk or a leader, after the issue and before the report is handed in."""
    issued = report.status == S.ISSUED
    return issued and gives_numbers(user, report) and not is_handed_in(report)


def receives(user, submission):
    return user.is_in(submission.receiver_id, Role.RECEIVER)


def handed_in(user, submission):
    return sends_up(user, submission.report) and not submission.went_another_way


def sends_rounds_up(user, round):
    return user.is_in(round.commune_id, Role.COORDINATOR, Role.CLERK, Role.LEADER)


def may_note_other_way(user, round):
    """Those who send the commune's reports up, and the office a paper has reached."""
    return sends_rounds_up(user, round) or user.is_in(round.receiver_id, Role.RECEIVER)


def noted_other_way(user, submission):
    return submission.went_another_way and may_note_other_way(user, submission.report.round)


def may_correct_note(user, submission):
    return noted_other_way(user, submission) and submission.status in {T.SUBMITTED, T.OPENED}


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
    take_back=Move(
        "Xóa ghi nhận",
        frozenset({T.SUBMITTED, T.OPENED}),
        T.WITHDRAWN,
        noted_other_way,
        consequence="Dùng khi ghi nhầm. Đợt báo cáo trở lại “chưa nộp”; lịch sử vẫn giữ lần ghi này.",
    ),
)


def keeps_sets(user):
    """The office that receives the reports says which figures it asks for."""
    return user.home_unit is not None and user.is_(Role.RECEIVER)


def may_edit_set(user, indicator_set):
    return keeps_sets(user) and indicator_set.owner_id == user.home_unit.pk
