"""What is still missing, in words a person can act on. Errors stop the next step, the rest is a reminder."""

from typing import NamedTuple

from reports import outline
from reports.figures import indicators_for
from reports.models import Report


class Gap(NamedTuple):
    words: str
    stops: bool = False


def gaps_of_part(part):
    """What a unit's part lacks before it is sent."""
    written = {section.key: section.text.strip() for section in part.sections.all()}
    gaps = []
    if not written.get(outline.RESULT):
        gaps.append(Gap("Chưa có nội dung “Kết quả thực hiện”.", stops=True))
    if not written.get(outline.DIFFICULTY):
        gaps.append(Gap("Chưa ghi khó khăn, vướng mắc (ghi “Không” nếu không có)."))
    return gaps + _gaps_of_figures(part, "để trống chỉ tiêu không thuộc đơn vị")


def _gaps_of_figures(report, hint):
    asked = indicators_for(report.round)
    filled = {figure.indicator_id for figure in report.figures.all() if figure.is_filled}
    missing = [each for each in asked if each.pk not in filled]
    return (
        [Gap(f"Còn {len(missing)} trên {len(asked)} số liệu chưa điền ({hint}).")]
        if missing
        else []
    )


def gaps_of_report(report):
    """What the commune's report lacks before it is approved, issued or handed in."""
    written = {section.key: section.text.strip() for section in report.sections.all()}
    gaps = []
    if not any(text for key, text in written.items() if key.startswith("results")):
        gaps.append(Gap("Chưa có nội dung phần kết quả thực hiện. Hãy bấm “Tổng hợp”.", stops=True))
    if not report.addressees.strip():
        gaps.append(Gap("Chưa ghi nơi kính gửi.", stops=True))
    if not report.signer_name:
        gaps.append(Gap("Chưa chọn người ký (nếu để trống, người duyệt là người ký)."))
    if not written.get("assessment-strengths"):
        gaps.append(Gap("Chưa viết đánh giá ưu điểm."))
    gaps += _gaps_of_parts(report)
    return gaps + _gaps_of_figures(report, "ghi “không có số liệu” nếu không có")


def _gaps_of_parts(report):
    parts = report.round.reports.filter(scope=Report.Scope.PART).select_related("unit")
    waiting = [part.unit.short_name for part in parts if part.status != Report.Status.ACCEPTED]
    if not waiting:
        return []
    names = ", ".join(waiting[:6]) + (" và các đơn vị khác" if len(waiting) > 6 else "")
    return [Gap(f"{len(waiting)} đơn vị chưa có phần được tiếp nhận: {names}.")]


def stopping(gaps):
    return [gap.words for gap in gaps if gap.stops]
