"""The opening of the commune's report: what it is made upon, and that it follows."""

from documents.wording import date_words
from plans.wording import plan_in_words
from reports.outlines.templates import default_template


def opening_of(round, subject=None):
    """The opening drafted from the request and the plan of a round; `subject` where `subject_of` is known already."""
    return _opening(round, round.request, round.plan, subject or subject_of(round))


def is_drafted(opening, round):
    """Whether nobody wrote in it: it is what would be drafted with or without the request and the plan."""
    subject = subject_of(round)
    drafts = {
        _opening(round, request, plan, subject)
        for request in (None, round.request)
        for plan in (None, round.plan)
    }
    return opening.strip() in drafts


def subject_of(round):
    """ "công tác dân vận chính quyền 6 tháng đầu năm 2026"."""
    template = round.template or default_template()
    return f"{template.topic} {round.period_words}"


def _opening(round, request, plan, subject):
    commune = round.commune.short_name
    reasons = [_request_in_words(request)] if request else []
    reasons += [plan_in_words(plan, commune)] if plan else []
    upon = " và ".join(reasons) or "chế độ thông tin, báo cáo"
    return f"Thực hiện {upon}, {commune} báo cáo kết quả {subject} như sau:"


def _request_in_words(request):
    if not request.code:
        return f"yêu cầu của {request.receiver.name}"
    day = f" {date_words(request.issued_on)}" if request.issued_on else ""
    return f"Công văn số {request.code}{day} của {request.receiver.name}"
