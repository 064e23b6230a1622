"""What the province's office asks of its communes: one request under way, one that a ward is late with."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import Unit
from danvan.clock import today
from notices.models import Notice
from reports.actions.other_way import note_other_way
from reports.actions.request_changes import change_request
from reports.actions.requests import communes_of, mark_seen, open_request
from reports.models import ReportRound, RequestChange, RoundRequest
from reports.rounds.periods import K

DIALOGUES = "đột xuất về đối thoại giữa người đứng đầu và Nhân dân"
PETITIONS = "đột xuất về giải quyết kiến nghị của cử tri"
MORE = "Nêu rõ số cuộc đối thoại, số ý kiến đã trả lời và việc còn tồn đọng."


def make(lan, binh, cuc):
    """`lan` asks; `binh` has read what is under way; `cuc` has sent the other one by mail, Tân Lộc owes it."""
    _late(lan, cuc)
    day = today()
    asked = _asked(
        lan, DIALOGUES, day - timedelta(days=10), day + timedelta(days=6), code="152/SNV-XDCQ"
    )
    open_request(asked, communes_of(lan.home_unit, asked.due_on), by=lan)
    _date_back(asked, 6)
    stored = RoundRequest.objects.visible_to(lan).get(pk=asked.pk)
    later = {"due_on": day + timedelta(days=9), "guidance": MORE}
    change = change_request(stored, later, version=stored.version, by=lan)
    RequestChange.objects.filter(pk=change.pk).update(at=_morning(2))
    _seen(asked, binh, 1)


def _late(lan, cuc):
    day = today()
    asked = _asked(
        lan, PETITIONS, day - timedelta(days=240), day - timedelta(days=3), code="138/SNV-XDCQ"
    )
    some = Unit.objects.filter(code__in=("binh-minh", "tan-loc"))
    open_request(asked, some.order_by("position", "pk"), by=lan)
    _date_back(asked, 17)
    round = ReportRound.objects.visible_to(cuc).get(request=asked)
    _seen(asked, cuc, 16)
    fields = {
        "way": "mail", "other_code": "61/BC-UBND", "other_date": day - timedelta(days=5),
        "sent_on": day - timedelta(days=5), "signed_by": "Ngô Văn Cường",
    }  # fmt: skip
    note_other_way(round, fields=fields, by=cuc)


def _asked(lan, label, period_to, due_on, *, code):
    day = today()
    return RoundRequest(
        receiver=lan.home_unit, kind=K.AD_HOC, year=day.year, label=label, made_by=lan, code=code,
        period_from=period_to - timedelta(days=120), period_to=period_to, data_closing_on=period_to,
        due_on=due_on, issued_on=day - timedelta(days=17 if due_on < day else 6),
        addressees=lan.home_unit.name, guidance="Báo cáo ngắn gọn, không quá 03 trang.",
    )  # fmt: skip


def _seen(asked, person, days):
    mark_seen(asked, by=person)
    read = Notice.objects.visible_to(person).filter(key__startswith=f"request:{asked.pk}:")
    read.update(read_at=_morning(days))


def _date_back(asked, days):
    RoundRequest._base_manager.filter(pk=asked.pk).update(made_at=_morning(days))


def _morning(days):
    """Nine o'clock, so many days ago."""
    return timezone.make_aware(datetime.combine(today() - timedelta(days=days), time(9)))
