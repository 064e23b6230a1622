"""What is looked at before a report is handed in: each point with how it stands, and where to go for it."""

from typing import NamedTuple

from django.urls import reverse

from danvan.clock import today
from reports.figures.checks import stopping_findings
from reports.figures.values import indicators_for
from reports.handing.resubmission import due_again_of
from reports.models import Report, Submission

S, T = Report.Status, Submission.Status
MOST_NAMED = 6


class Point(NamedTuple):
    """`good`: nothing to do. `stops`: without it nothing is handed in; else it is only pointed out."""

    words: str
    good: bool
    stops: bool = False
    url: str = ""
    link: str = ""


def points_of(report):
    """The Points of a commune's report in the order in which they are read; a fixed number of queries."""
    return [
        _issued(report),
        _printed(report),
        *_standing(report),
        _signer(report),
        _signed_copy(report),
        _addressees(report),
        _parts(report),
        _figures(report),
        *disagreeing(report),
        *_appendices(report),
        _due(report),
    ]


def stopping(points):
    return [point for point in points if point.stops and not point.good]


def _issued(report):
    if report.status == S.ISSUED:
        words = f"Đã ban hành: số {report.code} ngày {report.issued_on:%d/%m/%Y}."
        return Point(words, good=True, stops=True)
    words = f"Báo cáo chưa ban hành (đang ở bước: {report.status_label.lower()})."
    return Point(words, False, True, report.get_absolute_url(), "Mở báo cáo")


def _printed(report):
    if report.pdf_id:
        return Point("Tệp PDF của đúng bản đã ban hành.", good=True, stops=True)
    words = (
        "Chưa có tệp PDF của bản ban hành. Cổng đang tạo, hoặc bấm “Tạo tệp PDF” ở trang báo cáo."
    )
    return Point(words, False, True, report.get_absolute_url(), "Mở báo cáo")


def _standing(report):
    last = report.submissions.defer("document").order_by("-ordinal").first()
    if last is None or last.status == T.WITHDRAWN:
        return []
    url = last.get_absolute_url()
    if last.stands:
        told = last.told or f"Lần nộp {last.ordinal} đang ở cơ quan nhận"
        return [Point(f"{told}: {last.get_status_display().lower()}.", False, True, url, "Xem")]
    if last.pdf_id == report.pdf_id and report.pdf_id:
        words = f"Lần nộp {last.ordinal} bị trả lại. Sửa báo cáo, ban hành lại với số mới rồi nộp."
        return [Point(words, False, True, url, "Xem lý do")]
    words = f"Lần nộp {last.ordinal} đã bị trả lại. Xem lại lý do trước khi nộp bản mới."
    return [Point(words, True, False, url, "Xem lý do")]


def _signer(report):
    if report.signer_name:
        return Point(f"Người ký: {report.signer_name}.", good=True)
    return Point("Báo cáo không ghi người ký.", good=False)


def _signed_copy(report):
    if report.signed_copy_id:
        return Point("Bản có chữ ký đã đính kèm, được nộp cùng.", good=True)
    words = "Chưa đính bản có chữ ký. Cơ quan nhận sẽ chỉ có bản PDF không chữ ký."
    return Point(words, False, False, report.get_absolute_url(), "Đính bản có chữ ký")


def _addressees(report):
    named = [line.strip() for line in report.addressees.splitlines() if line.strip()]
    if named:
        return Point(f"Kính gửi: {'; '.join(named)}.", good=True)
    return Point("Báo cáo không ghi nơi kính gửi.", good=False)


def _parts(report):
    parts = list(
        report.round.reports.filter(scope=Report.Scope.PART).select_related("unit", "round")
    )
    waiting = [part.unit.short_name for part in parts if part.status != S.ACCEPTED]
    if not waiting:
        words = f"Phần báo cáo của cả {len(parts)} đơn vị đã được tiếp nhận."
        return Point(words if parts else "Đợt này không hỏi đơn vị nào.", good=True)
    names = ", ".join(waiting[:MOST_NAMED])
    more = " và các đơn vị khác" if len(waiting) > MOST_NAMED else ""
    words = f"{len(waiting)} trên {len(parts)} đơn vị chưa có phần được tiếp nhận: {names}{more}."
    return Point(words, False, False, report.round.get_absolute_url(), "Xem các đơn vị")


def _figures(report):
    asked = {indicator.pk for indicator in indicators_for(report.round)}
    filled = {each.indicator_id for each in report.figures.all() if each.is_filled}
    missing = len(asked - filled)
    if not missing:
        return Point(f"Đã điền đủ {len(asked)} số liệu.", good=True)
    words = f"{missing} trên {len(asked)} số liệu chưa điền; cơ quan nhận thấy là ô trống."
    return Point(words, False, False, reverse("reports:report_detail", args=[report.pk]), "Xem")


def disagreeing(report):
    """A Point for each place where the figures stop the report, with the way to the cell."""
    where = reverse("reports:figure_matrix", args=[report.pk])
    return [
        Point(each.words, False, True, f"{where}#chi-tieu-{each.codes[0]}", "Xem ô số liệu")
        for each in stopping_findings(report)
    ]


def _appendices(report):
    if not report.document:
        return []
    number = len(report.document.get("appendices", ()))
    words = f"Có {number} phụ lục trong báo cáo." if number else "Báo cáo không có phụ lục."
    return [Point(words, good=bool(number))]


def _due(report):
    again = due_again_of(report)
    due_on, which = again or report.round.due_on, "nộp lại" if again else "nộp"
    days = (due_on - today()).days
    if days < 0:
        words = f"Đã quá hạn {-days} ngày (hạn {which} {due_on:%d/%m/%Y}); biên nhận sẽ ghi {which} trễ."
        return Point(words, good=False)
    left = f"còn {days} ngày" if days else "hôm nay là hạn"
    return Point(f"Trong hạn: hạn {which} {due_on:%d/%m/%Y}, {left}.", good=True)
