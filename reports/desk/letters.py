"""What a letter of an office to late communes says before anybody has changed a word of it."""

from accounts.models import Membership
from danvan.clock import today
from plans.models import SignatureForm

MOST_LINES = 400
DAYS_TO_ANSWER = 3


def lines_of(late):
    """The late reports as they are kept in the letter, in the words of this day."""
    return [
        {
            "commune": each.commune.name,
            "round": each.round,
            "name": each.name,
            "due_on": each.due_on.isoformat(),
            "days": each.days,
        }
        for each in late
    ]


def draft_for(late, *, by):
    """The fields of OfficeLetter for these late reports, as an officer of the office would begin to write it."""
    office = by.home_unit
    names = sorted({_lower(each.name) for each in late})
    subject = names[0] if len(names) == 1 else "báo cáo công tác dân vận chính quyền"
    return {
        "subject": f"đôn đốc nộp {subject}"[:300],
        "opening": _opening(late, names, office),
        "request": _request(office),
        "recipients": f"Như trên\nLãnh đạo {office.short_name} (b/c)\nLưu: VT",
        "symbol": office.symbol,
        **_signer(office),
    }


def _lower(name):
    return name[:1].lower() + name[1:]


def _opening(late, names, office):
    communes = len({each.commune.pk for each in late})
    what = names[0] if len(names) == 1 else "các báo cáo theo quy định"
    until = {each.due_on for each in late}
    due = f" (thời hạn nộp: ngày {until.pop():%d/%m/%Y})" if len(until) == 1 else ""
    return (
        f"Theo quy định, Ủy ban nhân dân các xã, phường gửi {what} về {office.name}{due}. Qua theo dõi, đến ngày "
        f"{today():%d/%m/%Y} {office.name} chưa nhận được báo cáo của {communes:02d} xã, phường sau đây:"
    )


def _request(office):
    return (
        f"{office.name} đề nghị Ủy ban nhân dân các xã, phường có tên nêu trên khẩn trương hoàn thành và nộp báo cáo "
        f"trong {DAYS_TO_ANSWER:02d} ngày làm việc kể từ ngày nhận được công văn này; trường hợp có khó khăn, vướng "
        f"mắc, trao đổi ngay với {office.name} để được hướng dẫn."
    )


def _signer(office):
    """The head of the office where one is known by the post, else nobody yet."""
    posts = Membership.objects.current().filter(unit=office, is_head=True, person__is_active=True)
    head = posts.select_related("person").first()
    return {
        "signature_form": SignatureForm.HEAD,
        "signer_name": head.person.full_name if head else "",
        "signer_post": head.post if head and head.post else "Giám đốc",
    }
